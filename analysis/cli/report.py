"""`comity report`: the page that a decision maker reads of a record, next to its data."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from analysis.cli.carried_out import carry_out, parser

EPILOG = """\
FOLDER is the record of a run or a sweep; the page is FOLDER/report.html, one file that needs no
network and no JavaScript. What comity sensitivity, discover, tipping, robust and validate have
saved in FOLDER becomes part of it. Its numbers are those of comity compare.

Examples
  comity sweep experiment=rhetoric_ladder replicates=20 output=runs/ladder
  comity report runs/ladder
  comity report runs/ladder --margin operational_mean=0.01 --pdf runs/ladder/report.pdf
"""


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity report` and return the exit code."""
    return carry_out(_parser().parse_args, _report, arguments)


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "report",
        "An HTML page with what changes, when, how sure that is, and what it hangs on.",
        EPILOG,
    )
    add = made.add_argument
    add("folder", metavar="FOLDER", help="the record of a run or a sweep")
    add("--pdf", metavar="FILE", type=Path, help="also print it to PDF; needs Chromium")
    add("--baseline", type=int, metavar="POINT", help="compare with this point, by its number")
    add("--margin", help="the largest difference that does not matter: tests for it")
    add("--confidence", type=float, default=0.95, help="of every interval (0.95)")
    add("--seed", type=int, default=0, help="of the bootstrap (0)")
    add("--validity", metavar="FOLDER", type=Path, help="what comity validate --output wrote")
    return made


def _report(given: argparse.Namespace) -> None:
    from analysis.cli.compare import numbers
    from analysis.cli.progress import working
    from analysis.report import Asked, write
    from analysis.report.pdf import check_target, find_browser, to_pdf

    browser = None
    if given.pdf is not None:  # what is wrong is told before anything is written
        check_target(given.pdf)
        browser = find_browser()
    asked = Asked(
        baseline=given.baseline,
        margin=numbers("--margin", given.margin),
        confidence=given.confidence,
        seed=given.seed,
        validity=given.validity,
    )
    with working() as tell:
        path = write(given.folder, asked, tell)
        if browser is not None:
            tell("printing")
            to_pdf(browser, path, given.pdf)
    print(f"report in {path}")
    if browser is not None:
        print(f"pdf in {given.pdf}")
