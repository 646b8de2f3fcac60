"""When: the months in which the alternatives part, and how long it takes to break and to mend."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from analysis import monthly
from analysis.compare import Comparison
from analysis.divergence import Divergence
from analysis.figures.difference import difference
from analysis.figures.fan import fan
from analysis.figures.survival import survival as survival_figure
from analysis.pairs import Pairs
from analysis.report.blocks import (
    Column,
    Figure,
    Fold,
    Gallery,
    Heading,
    Interval,
    Points,
    Section,
    Table,
    Text,
    pointer,
)
from analysis.report.drawing import Pen
from analysis.report.material import Material
from analysis.report.words import count, number, p_value, readable, rounded
from analysis.survival import Event
from analysis.wording import month_name

VARIABLES = {
    "operational_mean": "operational cooperation",
    "blind_share": "blind share of routes",
    "arrived": "arrivals, tonnes a month",
    "trust": "partners' trust",
    "mandate": "mandate",
    "is_ruptured": "share of partners ruptured",
}
FEW = 3
"""Up to so many alternatives, charts are grouped by alternative, else by what they show."""
DRAWN = ("operational_mean", "blind_share", "arrived")
"""Monthly variables that are drawn."""
MANY = 15
"""A longer table stands in the appendix."""
PARTING = (
    "Two simulations with the same random numbers are the same until what is done in them differs. "
    "The first month that differs is therefore when the policy starts to work, not when its effect "
    "is large."
)
SMALL = (4.6, 3.0)
"""Inches of a figure that a phone shows whole."""
MADE_BY = (
    "The record keeps no monthly series, so there is nothing to draw by month (sweeps of more than "
    "64 points keep none unless asked). Run it with series=quantiles, or with series=all for tests "
    "by month."
)


def section(material: Material, pen: Pen) -> Section:
    """Return the section of when things happen."""
    blocks: list[Any] = []
    appendix: tuple[Table, ...] = ()
    if material.comparison is not None and material.comparison.divergence:
        table = _months(material.comparison)
        blocks.append(Text(PARTING))
        if len(table.rows) > MANY:
            blocks.append(pointer(table, "The months in which each alternative parts from it"))
            appendix = (table,)
        else:
            blocks.append(table)
    blocks += [*_charts(material, pen), *_times(material, pen)]
    return Section("when", "When it changes", tuple(blocks), appendix)


def _months(found: Comparison) -> Table:
    """Return when the alternatives part from the reference."""
    one = len(found.pairs) == 1
    rows = [
        (
            *(() if one else (readable(row.alternative),)),
            VARIABLES.get(row.variable, row.variable),
            _month(row.first),
            _beyond(row),
            _month(row.largest) if row.largest else "none",
            row.difference,
        )
        for row in found.divergence
    ]
    columns = (
        *(() if one else (Column("Alternative"),)),
        Column("What is watched"),
        Column("First month that differs"),
        Column("First month beyond chance"),
        Column("Largest difference in"),
        Column("Largest difference", lambda value: number(value, 3, "+"), is_number=True),
    )
    who = readable(found.pairs[0].alternative.name) if one else "each alternative"
    caption = (
        f"Months in which {who} parts from {readable(found.reference)}. Beyond chance: "
        "the band that holds for all months at once leaves zero."
    )
    return Table("months", caption, columns, tuple(rows))


def _month(text: str) -> str:
    if not text:
        return "never"
    return month_name(text) if len(text) == 7 and text[4] == "-" else f"month {text}"


def _beyond(row: Divergence) -> str:
    return "not recorded" if row.limit else _month(row.beyond_chance)


def _charts(material: Material, pen: Pen) -> list[Any]:
    """Return the fan charts: of each alternative beside the reference, or of the one point."""
    series = material.records.series
    if "month" not in series.dims:
        return [Text(MADE_BY)]
    if material.comparison is None:
        return _alone(material, pen)
    found = material.comparison
    blocks: list[Any] = [
        Text(
            "Lines are means over the runs. Dark bands hold the middle half of the runs, light "
            "bands nine out of ten. The solid blue line is the reference, the dashed orange line "
            "the alternative."
        )
    ]
    if len(found.pairs) <= FEW:
        for pairs in found.pairs:
            title = _capital(readable(pairs.alternative.name))
            charts = [(name, _capital(VARIABLES[name])) for name in DRAWN]
            figures = [_fan(pairs, name, title_, pen) for name, title_ in charts]
            blocks += [Heading(title), Gallery(tuple(filter(None, figures)))]
    else:
        for name in DRAWN:
            figures = [
                _fan(pairs, name, _capital(readable(pairs.alternative.name)), pen)
                for pairs in found.pairs
            ]
            if any(figures):
                heading = Heading(_capital(VARIABLES[name]))
                blocks += [heading, Gallery(tuple(filter(None, figures)))]
    return [*blocks, *_bands(material, pen)]


def _fan(pairs: Pairs, name: str, caption: str, pen: Pen) -> Figure | None:
    """Return the fan chart of an alternative beside the reference; None if not recorded."""
    if name not in monthly.held(pairs):
        return None
    both = monthly.both(pairs, name)
    both = both.assign_coords(point=[readable(str(label)) for label in both["point"].values])
    sides = [readable(arm.name) for arm in (pairs.alternative, pairs.reference)]
    alt = f"Fan chart of {VARIABLES[name]} by month: {' beside '.join(sides)}."
    return pen.draw(fan(both, name, 1, 0, size=SMALL), caption, alt)


def _bands(material: Material, pen: Pen) -> list[Any]:
    """Return the monthly differences with their bands, where each run was recorded."""
    found = material.comparison
    figures = []
    for pairs in found.pairs if found else ():
        for name in DRAWN[:1]:
            if name in monthly.held(pairs) and monthly.by_replicate(pairs, name) is not None:
                label = readable(pairs.alternative.name)
                change = monthly.change(pairs, name, material.asked.confidence)
                alt = (
                    f"Monthly difference of {label} from the reference, with a band for all months."
                )
                drawn = difference(change, name, label, size=SMALL)
                figures.append(pen.draw(drawn, f"{_capital(label)}: difference by month", alt))
    if not figures:
        return []
    told = "The band holds for all months at once: where it leaves zero, chance is no explanation."
    return [Heading("Differences by month"), Text(told), Gallery(tuple(figures))]


def _alone(material: Material, pen: Pen) -> list[Any]:
    """Return the charts of the points by themselves, where there is nothing to compare."""
    series = material.records.series
    if "statistic" not in series.dims:
        return [Text("The record keeps each run's months; compare two points to see bands.")]
    points = [str(label) for label in series["point"].values][:6]
    figures = []
    for name in DRAWN:
        for place, label in enumerate(points):
            if name not in series:
                continue
            chart = fan(_its_own_months(series, place), name, 0, 0, size=SMALL)
            alt = f"Chart of {VARIABLES[name]} by month: {readable(label)}."
            caption = f"{_capital(readable(label))}: {VARIABLES[name]}"
            figures.append(pen.draw(chart, caption, alt))
    return [Gallery(tuple(figures))]


def _its_own_months(series: Any, place: int) -> Any:
    """Return the series of one point; points may begin in different months."""
    from scenarios import months as calendar

    one = series.isel(point=[place])
    if "start" in series.coords:
        start = str(series["start"].values[place])
        labels = [calendar.label(i, start) for i in range(series.sizes["month"])]
        one = one.assign_coords(date=("month", labels))
    return one


def _times(material: Material, pen: Pen) -> list[Any]:
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
        "Months to rupture and to recovery. A subject is a partner in one run; runs that end "
        "before the event count as long as they were watched (Kaplan-Meier). Means are up to the "
        "horizon; p: log-rank test for pairs, Holm-corrected over the rows of this table."
    )
    table = Table("times", caption, columns, rows)
    blocks: list[Any] = [Heading("How long until it breaks, how long until it mends")]
    blocks += [*_time_words(material.events), table, *_curves(material, pen)]
    notes = dict.fromkeys(note for event in material.events for note in event.notes)
    return [*blocks, Fold("Limits of these times", (Points(tuple(map(_capital, notes))),))]


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
        f"{_capital(readable(event.alternative))}: {count(event.events[1])} of "
        f"{count(event.subjects[1])} partners-in-a-run break off, under the reference "
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
        figures.append(pen.draw(drawn, f"{_capital(label)}: {event.event}", alt))
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
        return f"{number(cell.value, 1, '+')} (no interval)"
    value, low, high = (rounded(part, 1, "+") for part in cell)
    return f"{value} ({low} to {high})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
