"""How sure: replicates, what they can show, and the spread over numbers that are not known."""

from __future__ import annotations

import math
from typing import Any

from analysis.compare import Comparison
from analysis.figures.reach import reach as reach_figure
from analysis.reach import Reach
from analysis.report.blocks import (
    Column,
    Gallery,
    Heading,
    Points,
    Said,
    Section,
    Table,
    Text,
    pointer,
    said,
)
from analysis.report.drawing import Pen
from analysis.report.material import Material
from analysis.report.words import count, number, outcome, percent, readable

NOT_SWEPT = (
    "This sweep used one set of parameter values. The intervals above are over replicates only and "
    "leave out that many of these values are assumed. To see how far the findings depend on them, "
    "run the same arms over a design, for instance with design=sobol points=256 over=assumed, and "
    "report on that."
)


def section(material: Material, pen: Pen) -> Section:
    """Return the section of how sure the findings are."""
    blocks: list[Any] = [Points(tuple(_replicates(material)))]
    if material.comparison is not None:
        blocks += [Heading("What these runs could have shown"), *_detectable(material.comparison)]
    blocks.append(Heading("Uncertainty about the parameters"))
    blocks += _parameters(material, pen) if material.reach else [Text(NOT_SWEPT)]
    if material.limits:
        limits = Points(tuple(f"{text[:1].upper()}{text[1:]}." for text in _tidy(material)))
        blocks += [Heading("Limits of this record"), limits]
    appendix = (_factors(material),) if material.design is not None else ()
    return Section("how-sure", "How sure is this", tuple(blocks), appendix)


def _replicates(material: Material) -> list[str]:
    low, high = material.replicates
    runs = count(low) if low == high else f"{count(low)} to {count(high)}"
    told = [f"Runs of each point (replicates): {runs}. Points: {count(material.points)}."]
    found = material.comparison
    if found is not None:
        pairs = sorted({row.n for row in found.differences})
        of = count(pairs[0]) if len(pairs) == 1 else f"{count(pairs[0])} to {count(pairs[-1])}"
        share = f"{100.0 * found.confidence:g} %"
        told.append(f"Pairs of runs of each comparison: {of}.")
        told.append(
            f"Intervals: {share} each, for one number at a time. Of intervals of 95 %, about 94 of "
            "100 hold the truth with 100 pairs, about 92 with 20 pairs (docs/compare.md)."
        )
        told.append(f"Tests are corrected together: {found.family}.")
    return told


def _detectable(found: Comparison) -> list[Any]:
    """Return the smallest differences that the pairs at hand would show."""
    rows = []
    for name in dict.fromkeys(row.outcome for row in found.differences):
        values = [row.detectable for row in found.differences if row.outcome == name]
        known = [value for value in values if math.isfinite(value) and value > 0.0]
        if known:
            rows.append((outcome(name).title, min(known), max(known), name))
    if not rows:
        return [Text("Nothing varies between pairs, or there are too few: this is not known.")]
    shown = tuple((title, _say(name, low), _say(name, high)) for title, low, high, name in rows)
    cases = (Column(case, said, is_number=True) for case in ("Best case", "Worst case"))
    columns = (Column("Outcome"), *cases)
    caption = (
        "The smallest mean difference that these pairs would show in four of five repetitions "
        "(paired t-test, 5 % level, power 80 %): for the alternative that varies least and most. "
        "A smaller one may exist unseen."
    )
    return [Table("detectable", caption, columns, shown)]


def _say(name: str, value: float) -> Said:
    return Said(value, outcome(name).level(value))


def _parameters(material: Material, pen: Pen) -> list[Any]:
    """Return the spread over the points, in words, as a table and as a figure."""
    blocks: list[Any] = []
    if material.design is not None:
        design = material.design
        blocks.append(
            Text(
                f"A {design.kind.replace('_', ' ')} design drew {count(len(design.factors))} "
                "numbers from the ranges that the evidence leaves open. The spread below is the "
                "reach of these assumptions. It is no forecast: a range says what is not ruled "
                "out, not how likely each value is."
            )
        )
    blocks.append(Points(tuple(_sign(item) for item in material.reach if item.reference)))
    blocks.append(spread_table(material.reach))
    figures = []
    for name in dict.fromkeys(item.outcome for item in material.reach):
        here = [item for item in material.reach if item.outcome == name]
        say = outcome(name)
        labels = [readable(item.arm) for item in here]
        is_change = bool(here[0].reference)
        drawn = reach_figure(
            here,
            labels,
            say.scale,
            _axis(say.title, say.change_unit if is_change else say.unit, is_change),
        )
        alt = f"Spread of {say.title.lower()} over the points; the numbers are those of the table."
        figures.append(pen.draw(drawn, f"{say.title}: spread over the points", alt))
    blocks.append(Gallery(tuple(figures)))
    if material.design is not None:
        blocks.append(pointer(_factors(material), "What was drawn, and from which ranges"))
    return blocks


def _axis(title: str, unit: str, is_change: bool) -> str:
    shown = f"{title} ({unit.strip()})" if unit.strip() else title
    return f"Change of {shown[:1].lower()}{shown[1:]}" if is_change else shown


def _sign(item: Reach) -> str:
    """Return in how many of the points an arm is above and below the reference."""
    say, points = outcome(item.outcome), count(item.points)
    shares = (
        ("higher", item.above),
        ("lower", item.below),
        ("unchanged", 1.0 - item.above - item.below),
    )
    told = [
        f"{word} in all {points} points" if share > 1.0 - 1e-9 else f"{word} in {percent(share)}"
        for word, share in shares
        if share > 1e-9
    ]
    ending = "" if len(told) == 1 else f" of {points} points"
    against = f"{readable(item.arm)} against {readable(item.reference)}"
    return f"{say.title}, {against}: {', '.join(told)}{ending}."


def spread_table(rows: tuple[Reach, ...]) -> Table:
    """Return the spread of each outcome over the points."""

    def cells(item: Reach) -> tuple[Any, ...]:
        say = outcome(item.outcome)
        show = say.change if item.reference else say.level
        values = (item.low, item.q05, item.median, item.q95, item.high)
        return (
            readable(item.arm),
            f"{say.title}{', change' if item.reference else ''}",
            item.points,
            *(Said(value, show(value)) for value in values),
        )

    titles = ("Smallest", "5 % below", "Half below", "95 % below", "Largest")
    columns = (
        Column("Arm"),
        Column("Outcome"),
        Column("Points", count, is_number=True),
        *(Column(title, said, is_number=True) for title in titles),
    )
    caption = "Spread over the points of the means over replicates."
    return Table("spread", caption, columns, tuple(cells(item) for item in rows))


def _factors(material: Material) -> Table:
    design = material.design
    factors = design.factors if design is not None else ()
    columns = (
        Column("Number"),
        Column("Lowest", _plain, is_number=True),
        Column("As configured", _plain, is_number=True),
        Column("Highest", _plain, is_number=True),
        Column("Unit"),
        Column("What it is"),
    )
    rows = tuple(
        (item.name, item.low, item.value, item.high, item.unit, item.meaning) for item in factors
    )
    return Table("drawn", "The numbers that the design drew.", columns, rows)


def _plain(value: float) -> str:
    return number(value, 3) if abs(value) < 1000 else count(value)


def _tidy(material: Material) -> list[str]:
    """Return the limits, those that many alternatives share told once."""
    found, order = dict[str, list[str]](), []
    for text in material.limits:
        name, _, rest = text.partition(", ")
        is_known = material.comparison is not None and any(
            pairs.alternative.name == name for pairs in material.comparison.pairs
        )
        key = rest if is_known else text
        if key not in found:
            order.append(key)
        found.setdefault(key, []).append(name if is_known else "")
    told = []
    for key in order:
        names = [readable(name) for name in found[key] if name]
        if not names:
            told.append(key.rstrip("."))
            continue
        which, _, rest = key.partition(": ")
        title = outcome(which).title if rest else ""
        told.append(
            f"{title}, {', '.join(names)}: {rest}" if rest else f"{', '.join(names)}, {key}"
        )
    return told
