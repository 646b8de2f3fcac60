"""Events summed by directed dyad-month, and as rows of a chronology."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.history.importers.event_data import Coded

HIGHEST = 1.2


@dataclass(frozen=True)
class MonthSum:
    """What one government did to another in a month, in units of the weights.

    `cooperation` is the sum of the positive weights, `conflict` that of the negative ones,
    `net` both together; `events` counts them.
    """

    month: str
    actor: str
    target: str
    events: int
    cooperation: float
    conflict: float

    @property
    def net(self) -> float:
        """The sum of all weights."""
        return self.cooperation + self.conflict


def month_sums(events: Sequence[Coded]) -> list[MonthSum]:
    """Return the sums by month and direction, in order; months without an event are left out."""
    groups: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for event in events:
        groups[event.month, event.actor, event.target].append(event.weight)
    return [
        MonthSum(
            *key,
            events=len(weights),
            cooperation=sum(w for w in weights if w > 0.0),
            conflict=sum(w for w in weights if w < 0.0),
        )
        for key, weights in sorted(groups.items())
    ]


def chronology(
    events: Sequence[Coded], data_set: str, source: str, least: int
) -> list[dict[str, str]]:
    """Return rows of events.csv: one a month, direction and kind.

    The intensity is the mean of |weight| / 10, as in the hand-made chronologies (scope 1). A kind
    with fewer than `least` events in a month makes no row.
    """
    groups: dict[tuple[str, str, str, str], list[Coded]] = defaultdict(list)
    for event in events:
        if event.kind is not None:
            groups[event.month, event.actor, event.target, event.kind].append(event)
    rows = []
    for (month, actor, target, kind), found in sorted(groups.items()):
        if len(found) < least:
            continue
        mean = sum(abs(event.weight) for event in found) / len(found)
        codes = ", ".join(code for code, _ in Counter(e.code for e in found).most_common(3))
        plural = "events" if len(found) > 1 else "event"
        rows.append(
            {
                "month": month,
                "until": month,
                "actor": actor,
                "target": target,
                "kind": kind,
                "intensity": f"{min(mean / 10.0, HIGHEST):.3f}",
                "flag": "C",
                "what": f"{len(found)} {plural} in {data_set}, codes {codes}",
                "source": source,
            }
        )
    return rows
