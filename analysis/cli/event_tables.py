"""What the terminal shows of times to events."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from analysis.cli.compare_tables import interval, number, p_value, plain
from analysis.cli.tables import console
from analysis.survival import Event

NO_TEST = "-"


def show(events: Sequence[Event]) -> None:
    """Print the tables of times to events and their limits."""
    out = console()
    out.print(_times(events))
    if any(event.hazards for event in events):
        out.print(_hazards(events))
    notes = _notes(events)
    if notes:
        out.print("Limits of the times", style="bold")
        for note in notes:
            out.print(f"- {note}", highlight=False, markup=False)


def _notes(events: Sequence[Event]) -> list[str]:
    """Return the notes of all events; what holds of every point is told once."""
    points = dict.fromkeys(event.alternative for event in events)
    of: dict[tuple[str, str], list[str]] = {}
    for event in events:
        for note in event.notes:
            of.setdefault((event.event, note), []).append(event.alternative)
    return [
        f"{name}: {note}" if len(here) == len(points) else f"{', '.join(here)}, {name}: {note}"
        for (name, note), here in of.items()
    ]


def _times(events: Sequence[Event]) -> Table:
    table = Table(
        title="Months to rupture and to recovery, by dyad",
        caption="reference above alternative; mean months without the event up to the horizon in "
        "brackets (restricted mean), and the paired difference; p: log-rank test for pairs, within "
        "dyads, Holm-corrected over these rows",
    )
    for title in ("point", "event"):
        table.add_column(title, overflow="fold")
    for title in ("dyads at risk", "events", "median", "mean", "difference", "p", "hazard ratio"):
        table.add_column(title, justify="right")
    for event in events:
        means, difference = "-", "-"
        if event.means is not None:
            m = event.means
            means = f"{m.reference:.1f} [{m.horizon}]\n{m.alternative:.1f} [{m.horizon}]"
            difference = interval(m.difference, m.low, m.high, "+")
        first = event.hazards[0] if event.hazards else None
        table.add_row(
            plain(event.alternative),
            event.event,
            "\n".join(map(str, event.subjects)),
            "\n".join(map(str, event.events)),
            "\n".join(_month(value) for value in event.medians),
            plain(means),
            difference,
            p_value(event.p_corrected),
            interval(first.ratio, first.low, first.high) if first else NO_TEST,
        )
    return table


def _hazards(events: Sequence[Event]) -> Table:
    table = Table(
        title="Hazard ratios (Cox), by covariate",
        caption="the point against the reference, and each dyad against the first; intervals "
        "allow for dyads of a run that share a world",
    )
    for title in ("point", "event", "covariate"):
        table.add_column(title, overflow="fold")
    for title in ("ratio", "p"):
        table.add_column(title, justify="right")
    for event in events:
        for i, row in enumerate(event.hazards):
            ratio = f"{number(row.ratio)} ({number(row.low)} to {number(row.high)})"
            names = ("", "") if i else (plain(event.alternative), event.event)
            table.add_row(*names, plain(row.name), ratio, p_value(row.p))
    return table


def _month(value: float) -> str:
    return "beyond" if value == float("inf") else number(value)
