"""How long until a partner breaks off, and until cooperation is regained."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from analysis.figures.survival import survival as survival_figure
from analysis.report.blocks import (
    Column,
    Fold,
    Gallery,
    Heading,
    Interval,
    Points,
    Table,
    stacked,
)
from analysis.report.drawing import SMALL, Pen
from analysis.report.material import Material
from analysis.report.words import capital, count, number, p_value, readable, rounded
from analysis.survival import Event


def times(material: Material, pen: Pen) -> list[Any]:
    """Return the months to rupture and to recovery."""
    if not material.events:
        return []
    columns = (
        Column("Alternative"),
        Column("Event"),
        Column("Partners it happens to, reference", _of, ("events", "at risk"), is_number=True),
        Column("Partners it happens to, alternative", _of, ("events", "at risk"), is_number=True),
        Column("Months until half have it, reference", _median, is_number=True),
        Column("Months until half have it, alternative", _median, is_number=True),
        Column("Difference in mean months", _days, ("value", "low", "high"), is_number=True),
        Column("p, corrected", p_value, is_number=True),
    )
    rows = tuple(_time(event) for event in material.events)
    caption = (
        "Months to rupture and to recovery. A case is a partner in one run; runs that end "
        "before the event count as long as they were watched (Kaplan-Meier). Means are up to the "
        "horizon; p: log-rank test for pairs, Holm-corrected over the rows of this table."
    )
    table = Table("times", caption, columns, rows)
    blocks: list[Any] = [Heading("How long until it breaks, how long until it mends")]
    blocks += [*_time_words(material.events), table, *_curves(material, pen)]
    notes = dict.fromkeys(note for event in material.events for note in event.notes)
    return [*blocks, Fold("Limits of these times", (Points(tuple(map(capital, notes))),))]


def _time(event: Event) -> tuple[Any, ...]:
    means = event.means
    spread = Interval(means.difference, means.low, means.high) if means else Interval(math.nan)
    return (
        readable(event.alternative),
        event.event,
        (event.events[0], event.subjects[0]),
        (event.events[1], event.subjects[1]),
        float(event.medians[0]),
        float(event.medians[1]),
        spread,
        float(event.p_corrected),
    )


def _time_words(events: tuple[Event, ...]) -> list[Any]:
    """Return the ruptures in words: where there are any, and where there are none."""
    broken = [event for event in events if event.event == "rupture"]
    lines = [
        f"{capital(readable(event.alternative))}: a partner breaks off in "
        f"{count(event.events[1])} of {count(event.subjects[1])} cases, under the reference in "
        f"{count(event.events[0])} of {count(event.subjects[0])}."
        for event in broken
        if sum(event.events)
    ]
    quiet = sum(not sum(event.events) for event in broken)
    if quiet:
        lines.append(
            f"In {quiet} of {len(broken)} alternatives, no partner breaks off in any run. That "
            "does not show that none can: only that it is rarer than these runs can tell."
        )
    return [Points(tuple(lines))]


def _curves(material: Material, pen: Pen) -> list[Any]:
    """Return the survival curves of the events that happen."""
    figures = []
    for event in material.events:
        if not event.curves or not sum(event.events):
            continue
        label = readable(event.alternative)
        named = replace(event, alternative=label)
        drawn = survival_figure(named, readable(material.reference), size=SMALL)
        alt = f"Share of partners without {event.event}, by month: {label} beside the reference."
        figures.append(pen.draw(drawn, f"{capital(label)}: {event.event}", alt))
    return [Gallery(tuple(figures))] if figures else []


def _of(cell: tuple[int, int]) -> str:
    return f"{count(cell[0])} of {count(cell[1])}"


def _median(value: float) -> str:
    if math.isnan(value):
        return "not available"
    return "fewer than half have it" if math.isinf(value) else number(value, 0)


def _days(cell: Interval) -> str:
    if math.isnan(cell.value):
        return "not available"
    if math.isnan(cell.low):
        return stacked(number(cell.value, 1, "+"), "(no interval)")
    value, low, high = (rounded(part, 1, "+") for part in cell)
    return stacked(value, f"({low} to {high})")
