"""What commands share: how they read their line, tell what is wrong with it, and end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from model.errors import UserError

WRONG_INPUT, INTERRUPTED = 2, 130
NOTHING = "Interrupted; nothing was written."


def parser(name: str, description: str, epilog: str) -> argparse.ArgumentParser:
    """Return the parser of `comity NAME`, whose help ends with the epilog as it is written."""
    return argparse.ArgumentParser(
        prog=f"comity {name}",
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def carry_out(
    asked: Callable[[Sequence[str]], argparse.Namespace],
    work: Callable[[argparse.Namespace], None],
    arguments: Sequence[str],
    *,
    interrupted: str = NOTHING,
) -> int:
    """Carry out a command and return its exit code: 0 done, 2 the input was wrong, 130 Ctrl-C.

    Parameters
    ----------
    asked : callable
        The parser's own method that reads a line.
    work : callable
        Called with what was asked; it raises UserError for what the user can mend.
    arguments : sequence of str
        The line, without program and command.
    interrupted : str
        What is said after Ctrl-C.
    """
    try:
        given = asked(list(arguments))
    except SystemExit as ended:  # argparse has told why
        return int(ended.code or 0)
    try:
        work(given)
    except UserError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print(interrupted, file=sys.stderr)
        return INTERRUPTED
    return 0
