"""`comity robust`: which policy holds up over uncertain worlds, from records of a crossed sweep."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.carried_out import carry_out, parser
from model.errors import UserError
from scenarios.problems import statement

if TYPE_CHECKING:
    from analysis.robustness import Asked

EPILOG = """\
A crossed sweep visits the same worlds with the same seeds for every policy (or scenario, or
strategy); a policy that lacks some of them is refused. The first is the reference.

Examples
  comity sweep experiment=robust output=runs/robust
  comity robust runs/robust
  comity robust runs/robust --threshold operational_mean=0.45,net_security_effect=0.02
  comity robust runs/robust --outcomes arrived_t --tradeoff operational_mean,arrived_t
  comity robust runs/robust --flip quiet_diplomacy,transactional --output words
"""


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity robust` and return the exit code."""
    typed = shlex.join(["comity", "robust", *arguments])
    return carry_out(_parser().parse_args, lambda asked: _robust(asked, typed), arguments)


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "robust",
        "Policies over uncertain worlds: regret, percentiles, satisficing, trade-offs, "
        "and the worlds where the ranking flips.",
        EPILOG,
    )
    add = made.add_argument
    add("folders", nargs="+", metavar="FOLDER", help="records of crossed sweeps over one design")
    add(
        "--outcomes",
        help="names with commas (operational_mean,concession_kept,net_security_effect)",
    )
    add(
        "--threshold", help="NAME=NUMBER,...: what is good enough; else what the reference comes to"
    )
    add("--tradeoff", help="two outcomes of the trade-off (operational_mean,concession_kept)")
    add("--flip", help="two alternatives whose ranking is looked at; else two that swap")
    add("--by", help="columns that make the alternatives (policy and scenario, else strategy)")
    add("--reference", help="the alternative that others are compared with; else the baseline's")
    add("--percentile", type=float, default=0.1, help="of bad worlds (0.1)")
    add("--optimism", type=float, default=0.5, help="Hurwicz's weight of the best world (0.5)")
    add("--only-common", action="store_true", help="leave out worlds that some alternative lacks")
    add("--confidence", type=float, default=0.95, help="of every interval (0.95)")
    add("--seed", type=int, default=0, help="of the bootstrap and the trees (0)")
    add("--output", metavar="FOLDER", help="for the results; else the folder robust in the first")
    add("--json", action="store_true", help="print the results as JSON instead of tables")
    return made


def _robust(asked: argparse.Namespace, command: str) -> None:
    from analysis import files
    from analysis.cli import robust_tables
    from analysis.cli.progress import working
    from analysis.robustness import output, robust

    folder = Path(asked.output or Path(asked.folders[0]) / "robust")
    settings = _asked(asked)
    files.check_folder(folder, output.OWN, output.USUAL)
    with working() as tell:
        tell("reading the records, resampling their worlds")
        found = robust(
            *asked.folders,
            asked=settings,
            by=_names(asked.by),
            reference=asked.reference,
            only_common=asked.only_common,
        )
        output.write(folder, found, command)
    if asked.json:
        print(files.json_text(found.document()), end="")
        return
    robust_tables.show(found)
    print(f"Results in {folder}")


def _asked(given: argparse.Namespace) -> Asked:
    from analysis.robustness import study

    return study.Asked(
        outcomes=_names(given.outcomes) or study.HEADLINE,
        thresholds=_numbers(given.threshold),
        plane=_pair("--tradeoff", given.tradeoff) or study.PLANE,
        flip=_pair("--flip", given.flip),
        share=given.percentile,
        optimism=given.optimism,
        confidence=given.confidence,
        seed=given.seed,
    )


def _names(text: str | None) -> list[str] | None:
    """Return names that commas separate; None for none."""
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    return names or None


def _pair(option: str, text: str | None) -> tuple[str, str] | None:
    names = _names(text)
    if names is None:
        return None
    if len(names) != 2:
        advice = f"Write {option} A,B."
        raise UserError(
            statement(option, text, "is not two names", "A,B", "the command line", advice)
        )
    return names[0], names[1]


def _numbers(text: str | None) -> dict[str, float]:
    """Return a number for each outcome named: `NAME=X,NAME=Y`."""
    found = {}
    for item in _names(text) or ():
        name, _, value = item.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            advice = "Write --threshold operational_mean=0.45,arrived_t=900."
            rule, allowed = "is not NAME=NUMBER", "NAME=NUMBER with commas"
            raise UserError(
                statement("--threshold", item, rule, allowed, "the command line", advice)
            ) from None
    return found
