"""What the terminal shows of a sensitivity analysis."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from analysis.cli.compare_tables import number, plain
from analysis.cli.tables import console
from analysis.sensitivity import words
from analysis.sensitivity.methods import METHODS
from analysis.sensitivity.output import ranking
from analysis.sensitivity.study import Result, Study

SHOWN = 15
"""Rows of a table; all of them are in indices.csv."""


def show(found: Study) -> None:
    """Print the tables of an analysis, its limits, and what the design does not allow."""
    out = console()
    out.print(plain(found.design), highlight=False)
    for result in found.results:
        if ranking(result)[1]:
            out.print(_ranking(result, found.confidence))
        if result.sobol is not None and result.sobol.second:
            out.print(_pairs(result))
        if result.pawn is not None and (result.sobol or result.morris):
            out.print(_pawn(result))
    if any(result.split for result in found.results):
        out.print(_split(found))
    _listed(out, "Limits", words.limits(found))
    _listed(
        out,
        "For what this design does not allow",
        [f"{METHODS[name]}: {command}" for name, command in found.lacking.items()],
    )


def _listed(out: Console, title: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        out.print(title, style="bold")
    for line in lines:
        out.print(f"- {line}", highlight=False, markup=False, soft_wrap=True)


def _ranking(result: Result, confidence: float) -> Table:
    columns, rows = ranking(result)
    share = f"{100 * confidence:g} % intervals"
    if result.sobol is not None:
        told = (
            f"Sobol' indices, shares of the variance, {share}, {result.sobol.blocks:,} blocks; "
            f"total: with all its interactions; first: by itself, together "
            f"{number(result.sobol.sum_of_first)}"
        )
    elif result.morris is not None:
        told = (
            f"Morris, {result.morris.trajectories} trajectories, in units of the outcome for the "
            f"whole range, {share}; sigma beside mu* tells of interactions or bends"
        )
    else:
        told = f"PAWN, {share}; what chance reaches: {number(result.pawn.threshold)}"  # type: ignore[union-attr]
    return _table(result.name, told, columns, rows)


def _pairs(result: Result) -> Table:
    assert result.sobol is not None
    pairs = sorted(result.sobol.second, key=lambda item: -item.value)
    rows = [[*item.of, item.value, item.low, item.high] for item in pairs]
    told = "Sobol' indices of pairs: what two numbers do together beyond what each does"
    return _table(f"{result.name}: pairs", told, ["number", "with", "second", "low", "high"], rows)


def _pawn(result: Result) -> Table:
    assert result.pawn is not None
    distances = sorted(result.pawn.distances, key=lambda item: -item.median)
    rows = [[d.factor, d.median, d.low, d.high, d.is_above] for d in distances]
    told = (
        f"PAWN from {result.pawn.points:,} points: what moves the whole distribution; what chance "
        f"reaches: {number(result.pawn.threshold)}"
    )
    columns = ["number", "PAWN", "low", "high", "above chance"]
    return _table(f"{result.name}: distribution", told, columns, rows)


def _table(title: str, caption: str, columns: list[str], rows: list[list[object]]) -> Table:
    hidden = len(rows) - SHOWN
    if hidden > 0:
        caption += f"; {hidden} more in indices.csv"
    table = Table(title=plain(title), caption=caption)
    for name in columns:
        is_text = name in ("number", "with")
        table.add_column(
            name, justify="left" if is_text else "right", overflow="fold" if is_text else "ellipsis"
        )
    for row in rows[:SHOWN]:
        table.add_row(*(_cell(value) for value in row))
    return table


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number(value) if isinstance(value, float) else plain(str(value))


def _split(found: Study) -> Table:
    table = Table(
        title="Parameters and chance",
        caption="parameters: share of the variance of single runs; chance in means: share of the "
        "variance between point means that is chance; replicates needed: for 5 % of that, and by "
        "the upper bound of its interval",
    )
    table.add_column("outcome", overflow="fold")
    for name in ("points", "replicates", "parameters", "chance in means", "needed", "at most"):
        table.add_column(name, justify="right")
    for result in found.results:
        if result.split is None:
            continue
        part = result.split
        table.add_row(
            plain(result.name),
            f"{part.points:,}",
            f"{part.replicates:,}",
            _share(part.share, part.low, part.high),
            _share(part.noise, part.noise_low, part.noise_high),
            _count(part.needed),
            _count(part.needed_high),
        )
    return table


def _share(value: float, low: float, high: float) -> str:
    told = f"{100 * value:.1f} %"
    return told if math.isnan(low) else f"{told}\n({100 * low:.1f} to {100 * high:.1f})"


def _count(value: float) -> str:
    if math.isnan(value):
        return "-"
    return "no number" if math.isinf(value) else f"{value:,.0f}"
