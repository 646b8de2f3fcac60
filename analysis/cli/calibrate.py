"""`comity calibrate`: which parameter values are consistent with the tuning patterns."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.cli.carried_out import carry_out, parser
from model.errors import UserError
from scenarios.problems import statement

EPILOG = """\
Waves of history matching rule out what cannot agree with the patterns; what is left is weighted by
its likelihood. Every parameter is varied over its assumed range; a parameter that the patterns do
not feel stays at its range. A vector is 32 replicates of eleven studies; a hundred parameters need
several thousand vectors.

Results are written to the output folder: calibration.json, posterior.csv, weighted.parquet,
parameters.yaml, narrowed.svg. --save NAME puts the parameter set where model=NAME finds it, and the
draws where over=posterior does.

Examples
  comity calibrate --score                                   how the defaults meet the patterns
  comity calibrate --score model.threat.stake=0.9            or some other values
  comity calibrate --budget 10000 --output runs/calibration
  comity calibrate --budget 10000 --without MEX --output runs/without_mexico
  comity calibrate --patterns challenges,removal --over model.threat,model.detection --budget 1000
  comity run model=calibrated_2026_11_24
  comity sweep policy=tough_talk,quiet_diplomacy over=posterior points=100 replicates=20
"""


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity calibrate` and return the exit code."""
    return carry_out(_parser().parse_args, _work, arguments)


def _work(asked: argparse.Namespace) -> None:
    if asked.score is not None:
        _score(asked)
    else:
        _calibrate(asked)


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "calibrate", "Which parameter values are consistent with the tuning patterns.", EPILOG
    )
    add = made.add_argument
    add("--score", nargs="*", metavar="KEY=VALUE", help="score one parameter set, and stop")
    add("--budget", type=int, default=10_000, help="parameter vectors to simulate (10000)")
    add("--seed", type=int, default=0, help="of design, simulation and draws (0)")
    add("--patterns", metavar="A,B", help="pattern ids; all unless given")
    add("--dyads", metavar="A,B", help="partners whose patterns may be used")
    add("--without", metavar="A,B", default="", help="partners whose patterns must not be used")
    add("--over", metavar="A,B", help="what is varied: parameters or groups; all unless given")
    add("--threads", type=int, help="threads to use; all processors unless given")
    add("--output", metavar="FOLDER", help="where results go; runs/calibration unless given")
    add("--save", metavar="NAME", help="also keep the set as model=NAME and its draws")
    add("--json", action="store_true", help="print the summary as JSON instead of tables")
    return made


def _score(asked: argparse.Namespace) -> None:
    import json

    from analysis.calibration.calibrate import chosen_patterns
    from analysis.calibration.saving import plain_scores
    from analysis.cli import calibrate_tables
    from analysis.cli.progress import compiled_law
    from analysis.patterns.scoring import scores, statistics

    patterns = chosen_patterns(
        _names(asked.patterns), dyads=_names(asked.dyads), without=_names(asked.without) or ()
    )
    vector = dict(_pair(text) for text in asked.score)
    compiled_law()
    found = statistics(patterns, [vector], seed=asked.seed, replicates=range(256))
    result = scores(patterns, found)
    if asked.json:
        print(json.dumps(plain_scores(result), indent=1))
    else:
        calibrate_tables.show_scores(result)


def _calibrate(asked: argparse.Namespace) -> None:
    import json

    from analysis.calibration import saving
    from analysis.calibration.calibrate import calibrate, check_budget, chosen_patterns
    from analysis.calibration.factors import named_factors
    from analysis.cli import calibrate_tables
    from analysis.cli.progress import bar, compiled_law

    check_budget(asked.budget, "the command line")
    if asked.save is not None:
        _check_name(asked.save)
    patterns = chosen_patterns(
        _names(asked.patterns), dyads=_names(asked.dyads), without=_names(asked.without) or ()
    )
    over = _names(asked.over)
    factors = None if over is None else named_factors(over)
    compiled_law()
    with bar(asked.budget, "vectors") as told:
        found = calibrate(
            patterns,
            factors=factors,
            budget=asked.budget,
            seed=asked.seed,
            threads=asked.threads,
            progress=told,
        )
    folder = Path(asked.output or "runs/calibration").expanduser()
    saving.write(found, folder)
    if asked.json:
        print(json.dumps(saving.summary_plain(found), indent=1))
    else:
        calibrate_tables.show(found)
        print(f"{found.spent} vectors; results in {folder}")
    if asked.save is not None:
        for path in saving.ship(found, asked.save):
            print(f"saved {path.name}", file=sys.stderr)


def _names(text: str | None) -> list[str] | None:
    if text is None:
        return None
    return [name.strip() for name in text.split(",") if name.strip()]


def _pair(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        advice = "Write --score model.threat.stake=0.9."
        raise UserError(
            statement("--score", text, "is not KEY=NUMBER", "a number", "the command line", advice)
        ) from None


def _check_name(name: str) -> None:
    if not name.isidentifier():
        rule, allowed = "is not a name", "letters, digits and underscores, no digit first"
        advice = "Write --save calibrated_2026_11_24."
        raise UserError(statement("--save", name, rule, allowed, "the command line", advice))
