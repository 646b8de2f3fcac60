"""What changes: paired differences with their intervals, in words and in tables."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.compare import Comparison
from analysis.figures.intervals import intervals
from analysis.pairs import NET
from analysis.report.blocks import (
    Column,
    Fold,
    Gallery,
    Heading,
    Interval,
    Points,
    Section,
    Table,
    Text,
    anchor,
    pointer,
    stacked,
)
from analysis.report.drawing import Pen
from analysis.report.material import Material
from analysis.report.question import why_not
from analysis.report.statistics_table import all_statistics
from analysis.report.words import (
    count,
    grade,
    outcome,
    readable,
    sentence,
)
from analysis.wording import named

MANY = 20
"""A longer table stands in the appendix."""
FEW = 3
"""Up to so many alternatives, the sentences stand open."""
PARTS = {
    "compliance": "what partners are willing to do",
    "access": "agents, liaison and access that are there or not",
    "capacity": "what partners' agencies are able to do",
    "displacement": "traffickers who change routes",
    "home": "what the sender does by itself, delays and chance",
}
"""What each part of the net security effect goes through."""


def section(material: Material, pen: Pen) -> Section:
    """Return the section of what changes."""
    found = material.comparison
    if found is None:
        levels = _levels(material)
        why = why_not(material)
        if levels is None:
            return Section("changes", "What changes", why)
        if len(levels.rows) > MANY:
            told = pointer(levels, f"The means of all {count(len(levels.rows))} points")
            return Section("changes", "What changes", (*why, told), (levels,))
        return Section("changes", "What changes", (*why, levels))
    reference, table = readable(found.reference), all_statistics(found)
    blocks = (
        Text(
            f"Every row compares an alternative with {reference}, in the same simulated worlds: "
            "the mean difference, its interval, and the word for its evidence. "
            f"Under {reference}: {_reference_levels(found)}."
        ),
        main_table(found),
        Gallery(tuple(_forests(found, pen))),
        Heading("The same in words"),
        *_in_words(found, reference),
        *_through_what(found),
        pointer(table, "Every statistic of every comparison"),
    )
    return Section("changes", "What changes", blocks, (table,))


def main_table(found: Comparison) -> Table:
    """Return a row for each alternative: of each outcome the difference, and its grade."""
    names = list(dict.fromkeys(row.outcome for row in found.differences))
    by = {(row.alternative, row.outcome): row for row in found.differences}
    columns = [Column("Instead of the reference")]
    columns += [
        Column(outcome(name).title, _Finding(name), ("difference", "low", "high", "evidence"), True)
        for name in names
    ]
    rows = []
    for pairs in found.pairs:
        here = [by[pairs.alternative.name, name] for name in names]
        cells = ((row.mean, row.low, row.high, grade(row)) for row in here)
        rows.append((readable(pairs.alternative.name), *cells))
    share = f"{100.0 * found.confidence:g} %"
    caption = (
        f"Differences from {readable(found.reference)} with {share} intervals (BCa bootstrap of "
        f"pairs). Evidence after correction: {found.family}."
    )
    return Table("differences", caption, tuple(columns), tuple(rows))


@dataclass(frozen=True)
class _Finding:
    """Shows a difference, its bounds and its grade in one cell."""

    name: str

    def __call__(self, cell: tuple[float, float, float, str]) -> Markup:
        say, spread = outcome(self.name), Interval(*cell[:3])
        return Markup(
            '<span class="value">{}</span><span class="bounds">{}</span>'
            '<span class="grade {}">{}</span>'
        ).format(say.change(spread.value), say.bounds(spread), anchor(cell[3]), cell[3])


def _reference_levels(found: Comparison) -> str:
    """Return the means of the reference in words, of the pairs of the first alternative."""
    first = found.pairs[0].alternative.name
    told = [
        f"{outcome(row.outcome).title.lower()} {outcome(row.outcome).level(row.reference_mean)}"
        for row in found.differences
        if row.alternative == first and row.outcome != NET
    ]
    return ", ".join(told) or "no level is recorded"


def _forests(found: Comparison, pen: Pen) -> list[Any]:
    """Return a forest plot for each outcome, narrow enough for a phone."""
    figures = []
    for name in dict.fromkeys(row.outcome for row in found.differences):
        rows = [row for row in found.differences if row.outcome == name]
        say = outcome(name)
        title = say.title
        unit = f" ({say.change_unit.strip()})" if say.change_unit else ""
        drawn = intervals(
            [readable(row.alternative) for row in rows],
            *([getattr(row, part) * say.scale for row in rows] for part in ("mean", "low", "high")),
            f"Difference in {title.lower()}{unit}",
        )
        alt = (
            f"Forest plot: the difference in {title.lower()} of each alternative from the "
            "reference, with its interval. The numbers are those of the table above."
        )
        figures.append(pen.draw(drawn, title, alt))
    return figures


def _in_words(found: Comparison, reference: str) -> list[Any]:
    """Return the sentences of every comparison, by alternative."""
    blocks: list[Any] = []
    for pairs in found.pairs:
        name = pairs.alternative.name
        rows = [row for row in found.differences if row.alternative == name]
        lines = Points(tuple(sentence(row, reference) for row in rows))
        title = readable(name)[:1].upper() + readable(name)[1:]
        if len(found.pairs) <= FEW:
            blocks += [lines] if len(found.pairs) == 1 else [Heading(title), lines]
        else:
            blocks.append(Fold(title, (lines,)))
    if all(math.isnan(row.margin) for row in found.differences):
        blocks.append(
            Text(
                "No difference was named as too small to matter, so none is called small. "
                "Name one to have it tested: comity report FOLDER --margin operational_mean=0.01."
            )
        )
    return blocks


def _through_what(found: Comparison) -> list[Any]:
    """Return what the net security effect goes through, where the record tells."""
    if not found.attribution:
        return []
    names = list(dict.fromkeys(part.part for part in found.attribution))
    by = {(part.alternative, part.part): part for part in found.attribution}
    say = outcome("net_security_effect")
    columns = [Column("Instead of the reference")]
    columns += [
        Column(
            named(name).capitalize(),
            lambda cell: stacked(say.change(cell.value), say.bounds(cell)),
            ("part", "low", "high"),
            is_number=True,
        )
        for name in names
    ]
    rows = []
    for pairs in found.pairs:
        name = pairs.alternative.name
        if (name, names[0]) not in by:
            continue
        parts = [by[name, part] for part in names]
        cells = (Interval(part.mean, part.low, part.high) for part in parts)
        rows.append((readable(name), *cells))
    caption = (
        "The net security effect split into what it goes through (Shapley values; the parts add "
        "up to the whole), as a share of what arrives under the reference."
    )
    told = tuple(f"{named(name).capitalize()}: {PARTS.get(name, name)}." for name in names)
    table = Table("through-what", caption, tuple(columns), tuple(rows))
    return [Heading("What the net security effect goes through"), Points(told), table]


def _levels(material: Material) -> Table | None:
    """Return the mean outcomes of each point where nothing can be compared."""
    outcomes = material.records.outcomes
    names = [n for n in ("operational_mean", "p_rupture", "blind_share_mean") if n in outcomes]
    if not names:
        return None
    grouped = outcomes.groupby("point")
    means, labels, sizes = grouped[names].mean(), grouped["label"].first(), grouped.size()
    columns = [Column("Point"), Column("Runs", count, is_number=True)]
    columns += [Column(outcome(name).title, outcome(name).level, is_number=True) for name in names]
    rows = [
        (
            readable(str(labels[point])),
            int(sizes[point]),
            *(float(means.loc[point, name]) for name in names),
        )
        for point in means.index
    ]
    caption = "Means over the runs of each point, without intervals: levels, to be read with care."
    return Table("levels", caption, tuple(columns), tuple(rows))
