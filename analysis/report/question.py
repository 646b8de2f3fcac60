"""The question: which arms, which outcomes; and the answer in a few lines."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from analysis.differences import Difference
from analysis.report.blocks import Box, Column, Interval, Points, Section, Table, Terms, Text
from analysis.report.material import Material
from analysis.report.words import GRADES, count, grade, is_shown, outcome, readable, sentence
from analysis.wording import named
from scenarios.format import months as calendar

FEW = 3
"""Up to so many alternatives, the short answer says every outcome of each."""


def short_answer(material: Material) -> Box:
    """Return the answer in a few lines, from the comparison or from the spread."""
    found = material.comparison
    if found is None:
        told = (*why_not(material), Text(_size(material)), *_spread_in_short(material))
        return Box("In short", told)
    reference = readable(found.reference)
    few = len(found.pairs) <= FEW
    lines = (
        [sentence(row, reference) for row in found.differences]
        if few
        else list(_by_outcome(found.differences, reference))
    )
    shown = sum(map(is_shown, found.differences))
    opening = (
        f"{shown} of the {len(found.differences)} comparisons with {reference} show a difference "
        f"that chance does not explain. In the model, that is: what follows for the world depends "
        f"on the limits below."
    )
    return Box("In short", (Text(opening), Points(tuple(lines))))


def why_not(material: Material) -> tuple[Any, ...]:
    """Return why nothing is compared: a sentence, then a line for each point if several."""
    first, *rest = material.why_not.splitlines() or [""]
    return (Text(first), *((Points(tuple(rest)),) if rest else ()))


def _size(material: Material) -> str:
    low, high = material.replicates
    runs = count(low) if low == high else f"{count(low)} to {count(high)}"
    runs_are = "run" if high == 1 else "runs"
    points = material.points
    of = "one point" if points == 1 else f"{count(points)} points"
    return f"The record holds {of} with {runs} {runs_are} each."


def _spread_in_short(material: Material) -> tuple[Any, ...]:
    """Return the spread of the first outcome of each arm, in words."""
    lines = []
    for item in material.reach:
        say = outcome(item.outcome)
        show = say.change if item.reference else say.level
        against = f", against {readable(item.reference)}" if item.reference else ""
        lines.append(
            f"{say.title}, {readable(item.arm)}{against}: from {show(item.low)} to "
            f"{show(item.high)} over {count(item.points)} points; half of them are below "
            f"{show(item.median)}."
        )
    return (Points(tuple(lines)),) if lines else ()


def _by_outcome(rows: tuple[Difference, ...], reference: str) -> Iterator[str]:
    """Yield a sentence for each outcome: what is highest, what is lowest, and what is not shown."""
    for name in dict.fromkeys(row.outcome for row in rows):
        here = [row for row in rows if row.outcome == name]
        say = outcome(name)
        shown = sorted((row for row in here if is_shown(row)), key=lambda row: -row.mean)
        if not shown:
            told = "no alternative is shown to differ from"
            yield Markup("<strong>{}</strong>: {} {}.").format(say.title, told, reference)
            continue
        up = [row for row in shown if row.mean > 0.0]
        down = [row for row in reversed(shown) if row.mean < 0.0]
        pieces = [
            f"{_of(len(rows_), len(here))} {way} it, most of all {_told(rows_[0])}"
            for way, rows_ in (("raise", up), ("lower", down))
            if rows_
        ]
        rest = len(here) - len(shown)
        ending = f"; for {rest} no difference is shown" if rest else ""
        yield Markup("<strong>{}</strong>: {}{}.").format(say.title, "; ".join(pieces), ending)


def _of(some: int, all_: int) -> str:
    return f"all {all_} alternatives" if some == all_ else f"{some} of {all_} alternatives"


def _told(row: Difference) -> str:
    bounds = outcome(row.outcome).interval(Interval(row.mean, row.low, row.high))
    return f"{readable(row.alternative)}, by {bounds} (evidence: {grade(row)})"


def how_to_read(material: Material) -> Box:
    """Return the box that says how the page is read."""
    share = f"{100.0 * material.asked.confidence:g} %"
    grades = tuple((word, f"{takes}.") for word, takes in GRADES)
    return Box(
        "How to read this",
        (
            Points(
                (
                    "Every alternative is run in the same simulated worlds as the reference: the "
                    "same random numbers, month by month. So a difference is what the alternative "
                    "changes, not luck.",
                    f"A difference is written with its {share} interval in brackets: the range in "
                    "which the mean difference of this model lies, as far as the number of runs "
                    "tells. It says nothing of whether the model is right.",
                    "Each finding carries a word for its evidence. The words are fixed beforehand "
                    "and are about chance only, not about size:",
                )
            ),
            Terms(grades),
            Text(
                "p-values are corrected (Holm's method), because among many comparisons some look "
                "striking by luck. Read differences, not levels: levels rest on assumed starting "
                "values."
            ),
        ),
    )


def section(material: Material) -> Section:
    """Return the section of the question."""
    found, arms = material.comparison, material.arms
    names = _outcomes(material)
    reference = Markup("<strong>{}</strong>").format(readable(material.reference))
    if len(arms) > 1:
        asked = Markup(
            "What changes if a government does one of the following instead of {}? "
            "Each of the {} alternatives is one row of the table."
        ).format(reference, count(len(arms) - 1))
    elif material.design is not None:
        asked = Markup(
            "How much do the outcomes of {} depend on the {} numbers that are not known and were "
            "drawn from their ranges?"
        ).format(reference, count(len(material.design.factors)))
    else:
        asked = Markup("What happens under {}?").format(reference)
    blocks: list[Any] = [Text(asked), _arm_table(material)]
    blocks.append(Text("It is answered by these outcomes:"))
    blocks.append(Terms(tuple((outcome(name).title, outcome(name).meaning) for name in names)))
    if found is not None and len(found.pairs) < len(arms) - 1:
        left = len(arms) - 1 - len(found.pairs)
        blocks.append(Text(f"{left} of the alternatives cannot be compared; the limits say why."))
    return Section("question", "The question", tuple(blocks))


def _outcomes(material: Material) -> list[str]:
    """Return the outcomes that are told of."""
    rows = material.comparison.differences if material.comparison else material.reach
    names = list(dict.fromkeys(row.outcome for row in rows))
    held = material.records.outcomes
    return names or [name for name in ("operational_mean", "p_rupture") if name in held]


def _arm_table(material: Material) -> Table:
    """Return the table of the arms: what each consists of."""
    arms = material.arms
    keys = list(dict.fromkeys(key for arm in arms.values() for key in arm["columns"]))
    rows = []
    for name, arm in arms.items():
        role = "reference" if name == material.reference else "alternative"
        cells = [_cell(arm["columns"].get(key)) for key in keys]
        rows.append((readable(name), role, *cells, _period(arm)))
    columns = [Column("Name here"), Column("Role"), *(Column(_title(key)) for key in keys)]
    caption = "What is compared, by its names in the catalogue of scenarios."
    return Table("arms", caption, (*columns, Column("Months")), tuple(rows))


def _title(key: str) -> str:
    return named(key).capitalize() if "." not in key else key


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "as it is"
    return named(value) if isinstance(value, str) else f"{value:g}"


def _period(arm: Any) -> str:
    if "start" not in arm:
        return "not recorded"
    last = calendar.label(int(arm["months"]) - 1, str(arm["start"]))
    return f"{arm['start']} to {last}"
