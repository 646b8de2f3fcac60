"""docs/validity.md: what was found, for people who decide whether to trust the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.validation import tables
from analysis.validation.findings import findings, limits, targets, theory_sentences
from analysis.validation.protocol import REGIMES
from analysis.validation.scorecard import Line
from analysis.validation.validate import Validation
from model.parameters import catalogue

HEAD = """\
# Validity: how far the model tells the truth

Made by `comity validate --write docs/validity.md`; do not edit it here. How to read it, and
how each number is made: [validation.md](validation.md).
"""


def page(found: Validation, figure: str = "") -> str:
    """Return the page.

    Parameters
    ----------
    found : Validation
    figure : str
        File of the chart of skill, beside the page; empty for none.
    """
    return "\n".join(part.rstrip() + "\n" for part in _parts(found, figure))


def _parts(found: Validation, figure: str) -> Iterator[str]:
    yield HEAD
    yield "## In short\n\n" + _list(findings(found))
    yield "Set beforehand, and what came of it:\n\n" + markdown(
        ("target", "found", "met"),
        [(what, value, "yes" if met else "**no**") for what, value, met in targets(found)],
    )
    yield "What to keep in mind:\n\n" + _list(limits(found))
    if found.scorecard is not None:
        yield "## Scorecard\n\n" + _shown(
            tables.scorecard_table(found.scorecard, found.one_set, found.worlds)
        )
        yield "### What the model reproduces\n\n" + _list(_lines(found.scorecard, passed=True))
        yield "### What it does not\n\n" + _list(_lines(found.scorecard, passed=False))
    if found.forecasts is not None:
        yield "## Forecasts of yearly cooperation"
        if figure:
            yield f"![Skill of the law against simple forecasters, held out]({figure})"
        for regime in REGIMES:
            if regime in found.forecasts.cases:
                yield _shown(tables.forecast_table(found.forecasts, regime))
                if regime != "in_sample":
                    yield _shown(tables.skill_table(found.forecasts, regime))
        yield _shown(tables.dyad_table(found.forecasts, "held_out"))
    if found.theories is not None:
        yield "## Which theory\n\n" + _shown(tables.theory_table(found.theories))
        yield _list(theory_sentences(found))
    if found.ablation is not None:
        yield "## Which mechanisms\n\n" + _shown(tables.ablation_table(found.ablation))
    if found.conclusions is not None:
        yield "## Which conclusions flip\n\n" + _shown(
            tables.conclusion_table(found.conclusions, found.worlds)
        )
        yield _list(_flips(found))
    yield "## What is assumed\n\n" + _list(_assumed())
    yield _made(found)


def _shown(table: tables.Table) -> str:
    return f"**{table.title}.** {table.caption}\n\n{markdown(table.columns, table.rows)}"


def markdown(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in row)} |" for row in lines)


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items) or "- Nothing."


def _lines(lines: Sequence[Line], *, passed: bool) -> list[str]:
    return [
        f"{line.number}. {line.meaning}: {tables.number(line.one)} for "
        f"{tables.span(line.low, line.high)}"
        + ("." if passed else f", off by {tables.number(line.miss)}.")
        for line in lines
        if line.passed is passed
    ]


def _flips(found: Validation) -> list[str]:
    flips = sorted(found.conclusions or [], key=lambda item: -item.opposite)
    return [
        f"{item.policy}, {item.outcome}: the opposite sign in {tables.share(item.opposite)} of the "
        "worlds."
        for item in flips
        if item.opposite > 0.05
    ]


def _assumed() -> list[str]:
    by_group: dict[str, int] = {}
    for row in catalogue():
        if row.source is None:
            by_group[row.group] = by_group.get(row.group, 0) + 1
    groups = ", ".join(f"{name} {n}" for name, n in by_group.items())
    return [
        f"Numbers of the law without a source, by mechanism: {groups}. Each with its range and "
        "reason: [parameters.md](parameters.md).",
        "How a coder's yearly judgement relates to operational cooperation: a power of it, whose "
        "exponent is among the unknowns.",
        "The coder's error (.1 from 1999, .2 before, read as two standard deviations), and .1 for "
        "what the law misses of a year when codings weigh parameter vectors.",
        "Starting levels of each dyad's world, as its history's files say.",
    ]


def _made(found: Validation) -> str:
    sizes = found.sizes
    took = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in found.seconds.items())
    return (
        "## How it was made\n\n"
        f"Seed {found.seed}; law {found.law[:12]}; parameter vectors: forecasts {sizes.forecasts}, "
        f"patterns {sizes.patterns}, mechanisms {sizes.ablation}, theories {sizes.theories} each, "
        f"conclusions {sizes.conclusions}; 32 runs of each. It took: {took}."
    )
