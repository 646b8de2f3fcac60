"""The `comity` command: finds the subcommand; each is one file."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence
from importlib import import_module

HELP = """\
comity: how rhetoric and sanctions change cross-border cooperation against drug trafficking

  comity run KEY=VALUE ...        one world: a monthly table and a summary
  comity sweep KEY=VALUE ...      many points and replicates, compared with the first point
  comity scenarios list           the catalogue; also: show ID, cite ID, check FILE, new ID
  comity compare FOLDER           is there a difference, how large, since when; with intervals
  comity sensitivity FOLDER       which uncertain numbers an outcome hangs on; how much is chance
  comity discover FOLDER          in which conditions a policy fails
  comity tipping KEY=VALUE ...    does it jump, does it come back, is there a warning
  comity robust FOLDER            which policy holds up over many uncertain worlds; where they flip
  comity search --policies NAME   a policy's numbers that do best, judged on worlds not tuned on
  comity calibrate                parameter values that agree with history, and what stays unknown
  comity validate                 against history: patterns, forecasts, rival theories
  comity report FOLDER            an HTML report with figures, next to the data
  comity view                     the page in the browser: one world live, what if, sweeps

Examples
  comity run scenario=bad_hombres_2017 seed=0
  comity sweep scenario=baseline_2016,bad_hombres_2017 replicates=200
  comity sweep experiment=flagship output=runs/flagship
  comity compare runs/flagship --events
  comity view --sweeps runs
  comity run --help               all keys, choices and more examples

Options
  --help, --version
"""
COMMANDS = (
    "run", "sweep", "scenarios", "compare", "sensitivity", "discover", "tipping",
    "robust", "search", "calibrate", "validate", "report", "view",
)  # fmt: skip
OTHERS = ("docs",)
"""Subcommands for the project's own use: they work, and the help does not list them."""
WRONG_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a subcommand and return the exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line without the program's name.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("--help", "-h", "help"):
        print(HELP, end="")
        return 0 if given else WRONG_INPUT
    if given[0] in ("--version", "-V"):
        from scenarios.recording.provenance import software_version

        print(f"comity {software_version()}")
        return 0
    name, rest = given[0], given[1:]
    if name in ("-sc", "--shell-completion"):
        _forget_subcommand()
        name, rest = "run", given
    if name in ("run", "sweep"):
        from analysis.cli.hydra_app import command

        return command(name, rest)
    if name in (*COMMANDS, *OTHERS):
        code: int = import_module(f"analysis.cli.{name}").main(rest)
        return code
    print(_unknown(name), file=sys.stderr)
    return WRONG_INPUT


def _forget_subcommand() -> None:
    """Take the subcommand out of the line to complete: Hydra knows of a program, not of several."""
    line = os.environ.get("COMP_LINE", "")
    program, _, rest = line.partition(" ")
    first, _, words = rest.partition(" ")
    if first in ("run", "sweep"):
        os.environ["COMP_LINE"] = f"{program} {words}"
        point = int(os.environ.get("COMP_POINT") or len(line))
        os.environ["COMP_POINT"] = str(max(0, point - len(first) - 1))


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"Unknown command {name!r}.{hint} Known: {', '.join(COMMANDS)}."


if __name__ == "__main__":
    sys.exit(main())
