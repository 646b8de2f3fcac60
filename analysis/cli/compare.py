"""`comity compare`: whether and how design points differ, from their records."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.carried_out import carry_out, parser
from model.errors import UserError
from scenarios.problems import statement

if TYPE_CHECKING:
    from analysis.compare import Comparison
    from analysis.survival import Event

EPILOG = """\
Each of A, B, C is the folder of a record with one point, or FOLDER:POINT with the label or the
number of a point; A is the reference. One folder alone: its points against its baseline. Runs are
joined by seed and replicate; runs that are not pairs are never compared as independent samples.

Examples
  comity sweep scenario=quiet_diplomacy,maximum_pressure replicates=100 output=runs/both
  comity compare runs/both
  comity compare runs/both:0 runs/both:maximum_pressure --outcomes all --csv both.csv
  comity compare runs/both --margin 0.01 --detect 0.002 --figures runs/both/figures
  comity compare runs/both --margin operational_mean=0.01,blind_share_mean=0.005 --json both.json
  comity compare runs/both --events
"""


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity compare` and return the exit code."""
    return carry_out(_parser().parse_args, _compare, arguments)


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "compare", "Paired differences between design points, with intervals and tests.", EPILOG
    )
    add = made.add_argument
    add("chosen", nargs="+", metavar="RECORD", help="FOLDER or FOLDER:POINT")
    add("--outcomes", help="all, or names with commas; the four of the sweep table by default")
    add("--margin", help="equivalence test: the largest difference that does not matter")
    add("--detect", help="how many replicates it takes to see this difference")
    add("--confidence", type=float, default=0.95, help="of every interval (0.95)")
    add("--seed", type=int, default=0, help="of the bootstrap (0)")
    add("--events", action="store_true", help="also months to rupture and to recovery")
    add("--json", metavar="FILE", help="write everything")
    add("--csv", metavar="FILE", help="write the table of differences")
    add("--figures", metavar="FOLDER", help="write forest plot, fan and difference charts")
    return made


def _compare(asked: argparse.Namespace) -> None:
    from analysis.cli.progress import working

    with working() as tell:
        tell("reading")
        from analysis.cli import compare_tables
        from analysis.compare import HEADLINE, compare

        names = HEADLINE if asked.outcomes is None else asked.outcomes
        if names not in ("all", HEADLINE):
            names = [name.strip() for name in names.split(",") if name.strip()]
        found = compare(
            *asked.chosen,
            outcomes=names,
            margin=numbers("--margin", asked.margin),
            detect=numbers("--detect", asked.detect),
            confidence=asked.confidence,
            seed=asked.seed,
            progress=_counted(tell, "comparing: {} of {} steps"),
        )
    compare_tables.show(found)
    _write(asked, found, _events(asked, found))


def _events(asked: argparse.Namespace, found: Comparison) -> Sequence[Event]:
    """Show the times to events, if they are asked for, and return them."""
    if not asked.events:
        return ()
    from analysis.cli import event_tables
    from analysis.cli.progress import working
    from analysis.survival import survival

    with working() as tell:
        told = _counted(tell, "times to events: {} of {}")
        events = survival(found.pairs, asked.confidence, asked.seed, told)
    event_tables.show(events)
    return events


def _write(asked: argparse.Namespace, found: Comparison, events: Sequence[Event]) -> None:
    """Write the files that are asked for."""
    if not (asked.json or asked.csv or asked.figures):
        return
    from analysis import compare_output
    from analysis.cli.progress import working

    if asked.json is not None:
        compare_output.write_json(Path(asked.json), found, events)
        print(f"json in {asked.json}")
    if asked.csv is not None:
        compare_output.write_csv(Path(asked.csv), found)
        print(f"csv in {asked.csv}")
    if asked.figures is not None:
        with working() as tell:
            told = _counted(tell, "drawing: {} of {} figures")
            compare_output.write_figures(Path(asked.figures), found, events, told)
        print(f"figures in {asked.figures}")


def _counted(tell: Callable[[str], None], text: str) -> Callable[[int, int], None]:
    return lambda done, total: tell(text.format(done, total))


def numbers(option: str, text: str | None) -> float | dict[str, float] | None:
    """Return a number, or a number for each outcome named: `NAME=X,NAME=Y`; each above 0.

    Raises
    ------
    UserError
        For what is neither.
    """
    if text is None:
        return None
    from analysis.statistics.checks import check_positive

    found: float | dict[str, float]
    try:
        if "=" in text:
            pairs = [item.split("=") for item in text.split(",")]
            found = {name.strip(): float(value) for name, value in pairs}
        else:
            found = float(text)
    except ValueError:
        advice = f"Write {option} 0.01, or {option} operational_mean=0.01,p_rupture=0.05."
        allowed = "a number, or NAME=NUMBER with commas"
        raise UserError(
            statement(option, text, "is not a number", allowed, "the command line", advice)
        ) from None
    check_positive(option, found)
    return found
