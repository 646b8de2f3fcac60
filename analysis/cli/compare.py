"""`comity compare`: whether and how design points differ, from their records."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.carried_out import carry_out, parser
from model.errors import UserError
from scenarios.problems import statement

if TYPE_CHECKING:
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
    )
    compare_tables.show(found)
    events: Sequence[Event] = ()
    if asked.events:  # what this needs takes a while to import
        from analysis.cli import event_tables
        from analysis.survival import survival

        events = survival(found.pairs, asked.confidence, asked.seed)
        event_tables.show(events)
    if asked.json or asked.csv or asked.figures:
        from analysis import compare_output

        for kind in ("json", "csv", "figures"):
            target = getattr(asked, kind)
            if target is not None:
                getattr(compare_output, f"write_{kind}")(Path(target), found, events)
                print(f"{kind} in {target}")


def numbers(option: str, text: str | None) -> float | dict[str, float] | None:
    """Return a number, or a number for each outcome named: `NAME=X,NAME=Y`.

    Raises
    ------
    UserError
        For what is neither.
    """
    if text is None:
        return None
    try:
        if "=" not in text:
            return float(text)
        pairs = [item.split("=") for item in text.split(",")]
        return {name.strip(): float(value) for name, value in pairs}
    except ValueError:
        advice = f"Write {option} 0.01, or {option} operational_mean=0.01,p_rupture=0.05."
        allowed = "a number, or NAME=NUMBER with commas"
        raise UserError(
            statement(option, text, "is not a number", allowed, "the command line", advice)
        ) from None
