"""When: the months in which the alternatives part, and how long it takes to break and to mend."""

from __future__ import annotations

from typing import Any

from analysis import monthly
from analysis.compare import Comparison
from analysis.divergence import Divergence
from analysis.figures.difference import difference
from analysis.figures.fan import fan
from analysis.pairs import Pairs
from analysis.report.blocks import (
    Column,
    Figure,
    Gallery,
    Heading,
    Section,
    Table,
    Text,
    pointer,
)
from analysis.report.drawing import SMALL, Pen
from analysis.report.material import Material
from analysis.report.times import times
from analysis.report.words import capital, number, readable
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
    blocks += [*_charts(material, pen), *times(material, pen)]
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
            "the alternative. Scales differ from chart to chart."
        )
    ]
    if len(found.pairs) <= FEW:
        for pairs in found.pairs:
            title = capital(readable(pairs.alternative.name))
            charts = [(name, capital(VARIABLES[name])) for name in DRAWN]
            figures = [_fan(pairs, name, title_, pen) for name, title_ in charts]
            blocks += [Heading(title), Gallery(tuple(filter(None, figures)))]
    else:
        for name in DRAWN:
            figures = [
                _fan(pairs, name, capital(readable(pairs.alternative.name)), pen)
                for pairs in found.pairs
            ]
            if any(figures):
                heading = Heading(capital(VARIABLES[name]))
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
    for pairs, changes in zip(found.pairs, found.changes, strict=True) if found else ():
        for change in changes:
            if change.variable == DRAWN[0] and change.is_of_replicates:
                label = readable(pairs.alternative.name)
                alt = (
                    f"Monthly difference of {label} from the reference, with a band for all months."
                )
                values = change.dataset(monthly.months(pairs))
                drawn = difference(values, change.variable, label, size=SMALL)
                figures.append(pen.draw(drawn, f"{capital(label)}: difference by month", alt))
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
            caption = f"{capital(readable(label))}: {VARIABLES[name]}"
            figures.append(pen.draw(chart, caption, alt))
    return [Gallery(tuple(figures))]


def _its_own_months(series: Any, place: int) -> Any:
    """Return the series of one point; points may begin in different months."""
    from scenarios.format import months as calendar

    one = series.isel(point=[place])
    if "start" in series.coords:
        start = str(series["start"].values[place])
        labels = [calendar.label(i, start) for i in range(series.sizes["month"])]
        one = one.assign_coords(date=("month", labels))
    return one
