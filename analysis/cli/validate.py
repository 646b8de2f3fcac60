"""`comity validate`: the law against history, simple forecasters, and rival theories."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.carried_out import carry_out, parser
from model.errors import UserError
from scenarios.problems import statement

if TYPE_CHECKING:
    from analysis.validation.tables import Table
    from analysis.validation.validate import Report, Sizes, Validation

EPILOG = """\
Forecasts are conditional on what the sender does; what the partner does after the origin is never
given, neither to the law nor to what it is compared with. docs/validation.md tells how to read it.

Examples
  comity validate                                  everything, on the histories that are shipped
  comity validate --quick                          the same with few parameter vectors, to try it
  comity validate --only scorecard                 every pattern, a line each
  comity validate --history my_dyads --only forecasts,theories --json
  comity validate --only forecasts --calibrate 2000   with the law calibrated without each dyad
  comity validate --write docs/validity.md         the page
  comity validate --output runs/validity           page, JSON and what `comity report` shows
"""
SET_BY = "the command line"


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity validate` and return the exit code."""
    return carry_out(_parser().parse_args, _validate, arguments)


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "validate",
        "Scores the law against history: patterns, forecasts, mechanisms, theories.",
        EPILOG,
    )
    add = made.add_argument
    add(
        "--history",
        metavar="FOLDER",
        help="histories of your own; those that are shipped if left out",
    )
    add(
        "--only",
        metavar="PARTS",
        help="scorecard, forecasts, ablation, theories, conclusions; with commas",
    )
    add(
        "--quick", action="store_true", help="few parameter vectors: tries everything, tells little"
    )
    add(
        "--worlds",
        type=int,
        metavar="N",
        help="parameter vectors of the forecasts (256); other parts in proportion",
    )
    add(
        "--calibrate",
        type=int,
        metavar="N",
        help="also calibrate without each dyad, N vectors each",
    )
    add("--posterior", metavar="NAME", help="of scorecard and conclusions; ranges: assumed ranges")
    add("--seed", type=int, default=0, help="of parameters, runs and bootstrap (0)")
    add("--json", action="store_true", help="print everything as JSON instead of tables")
    add("--write", metavar="PAGE", help="write the page, for instance docs/validity.md")
    add("--output", metavar="FOLDER", help="write page, JSON and summary into a folder")
    return made


def _validate(asked: argparse.Namespace) -> None:
    from analysis.validation import output
    from analysis.validation.validate import PARTS, validate

    if asked.write:
        output.check_target("write", Path(asked.write))
    if asked.output:
        output.check_target("output", Path(asked.output), folder=True)
    parts = PARTS if asked.only is None else tuple(x.strip() for x in asked.only.split(","))
    found = validate(
        asked.history,
        parts=parts,
        sizes=_sizes(asked),
        seed=asked.seed,
        posterior=asked.posterior,
        bar=_bar,
    )
    if asked.json:
        from analysis.files import json_text

        print(json_text(output.document(found)), end="")
    else:
        _show(found)
    if asked.write:
        output.write_page(Path(asked.write), found)
    if asked.output:
        output.write_folder(Path(asked.output), found)
    for target in filter(None, (asked.write, asked.output)):
        print(f"written: {target}", file=sys.stderr)


def _sizes(asked: argparse.Namespace) -> Sizes:
    from dataclasses import replace

    from analysis.validation.validate import QUICK, Sizes, sized

    sizes = QUICK if asked.quick else Sizes()
    if asked.worlds is not None:
        if asked.worlds < 2:
            rule, advice = "is too few to weigh against each other", "Take 64 or more."
            raise UserError(statement("worlds", asked.worlds, rule, "2 or more", SET_BY, advice))
        sizes = sized(asked.worlds)
    if asked.calibrate is not None:
        sizes = replace(sizes, calibration=_budget(asked.calibrate))
    return sizes


def _budget(asked: int) -> int:
    from analysis.calibration.calibrate import LEAST_BUDGET

    if asked >= LEAST_BUDGET:
        return asked
    rule, allowed = f"is less than {LEAST_BUDGET}", f"{LEAST_BUDGET} or more"
    raise UserError(statement("calibrate", asked, rule, allowed, SET_BY, "Take a few thousand."))


@contextmanager
def _bar(title: str) -> Iterator[Report]:
    from analysis.cli import progress

    progress.compiled_law()
    print(f"{title} ...", file=sys.stderr, flush=True)
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    ) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _show(found: Validation) -> None:
    from analysis.cli.tables import console
    from analysis.validation import tables
    from analysis.validation.findings import findings, limits

    out = console()
    if found.scorecard is not None:
        _print(tables.scorecard_table(found.scorecard, found.one_set, found.worlds))
    if found.forecasts is not None:
        for regime in found.forecasts.cases:
            _print(tables.forecast_table(found.forecasts, regime))
            if regime != "in_sample":
                _print(tables.skill_table(found.forecasts, regime))
    if found.theories is not None:
        _print(tables.theory_table(found.theories))
    if found.ablation is not None:
        _print(tables.ablation_table(found.ablation))
    if found.conclusions is not None:
        _print(tables.conclusion_table(found.conclusions, found.worlds))
    for title, items in (("Found", findings(found)), ("Limits", limits(found))):
        out.print(title, style="bold")
        for item in items:
            out.print(f"- {item}", highlight=False, markup=False)


def _print(table: Table) -> None:
    from rich.table import Table as Shown

    from analysis.cli.tables import console

    shown = Shown(title=table.title, caption=table.caption)
    for place, column in enumerate(table.columns):
        shown.add_column(column, justify="left" if place == 0 else "right", overflow="fold")
    for row in table.rows:
        shown.add_row(*map(str, row))
    console().print(shown)
