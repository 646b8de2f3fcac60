"""What a study found, in sentences."""

from __future__ import annotations

import math

from analysis.outcome_titles import title, within
from analysis.robustness.criteria import CRITERIA
from analysis.robustness.flips import Flip, Region
from analysis.robustness.scoring import Scored
from analysis.robustness.study import Robustness

TITLES = {item.name: item.title for item in CRITERIA}
MOST = 3


def findings(found: Robustness) -> list[str]:
    """Return one sentence for the ranking of each outcome, for the trade-off, for the flips."""
    told = [_ranking(one) for one in found.outcomes]
    front, plane = found.tradeoff.front, found.tradeoff
    told.append(
        f"Between {within(plane.x)} and {within(plane.y)}, no other is better in both than "
        f"{listed(front)}."
    )
    told += [flipped(item) for item in found.flips]
    return told


def _ranking(one: Scored) -> str:
    name = title(one.outcome)
    if one.is_agreed:
        first = set.intersection(*(set(names) for names in one.leaders.values()))
        verb = "is" if len(first) == 1 else "are"
        return f"{name}: {listed(sorted(first))} {verb} first under every criterion."
    groups: dict[tuple[str, ...], list[str]] = {}
    for criterion, names in one.leaders.items():
        groups.setdefault(names, []).append(TITLES[criterion])
    parts = [f"{listed(names)} by {listed(titles)}" for names, titles in groups.items()]
    return f"{name}: the criteria disagree; first is {'; '.join(parts)}."


def flipped(item: Flip) -> str:
    """Return who is ahead where, in a sentence."""
    return (
        f"In {within(item.outcome)}, {item.a} is ahead of {item.b} in {item.a_wins} of "
        f"{item.worlds} worlds and behind in {item.b_wins}; {item.told}."
    )


def condition(name: str, low: float, high: float) -> str:
    """Return a condition of a region: `0.2 < model.trust.up_per_month <= 0.4`.

    >>> condition("x", float("-inf"), 0.5), condition("x", 0.25, float("inf"))
    ('x <= 0.5', 'x > 0.25')
    """
    if math.isinf(low):
        return f"{name} <= {high:.3g}"
    return f"{name} > {low:.3g}" if math.isinf(high) else f"{low:.3g} < {name} <= {high:.3g}"


def region(item: Region) -> str:
    """Return the conditions of a region."""
    return " and ".join(condition(*row) for row in item.conditions) or "everywhere"


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Return names joined by commas and `and`, the first few of many.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c", "d", "e"])
    ('a', 'a and b', 'a, b, c and 2 more')
    """
    shown = list(names[:MOST])
    if len(names) > MOST:
        shown.append(f"{len(names) - MOST} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
