"""`comity report`: the HTML report of a record, next to its data."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from model.errors import UserError

USAGE = """\
comity report FOLDER     write FOLDER/report.html: table with intervals, fan charts, limits

FOLDER is the record of a sweep. Example:
  comity sweep experiment=rhetoric_ladder replicates=20 output=runs/ladder
  comity report runs/ladder
"""
WRONG_INPUT = 2


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity report FOLDER` and return the exit code."""
    if len(arguments) != 1 or arguments[0] in ("--help", "-h"):
        print(USAGE, end="")
        return 0 if arguments and arguments[0] in ("--help", "-h") else WRONG_INPUT
    from analysis.report import write

    try:
        print(f"report in {write(arguments[0])}")
    except UserError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    return 0
