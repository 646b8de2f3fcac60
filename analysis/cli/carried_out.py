"""What commands share: how they read their line, tell what is wrong with it, and end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from model.errors import UserError

WRONG_INPUT, INTERRUPTED = 2, 130
GREATEST_SEED = 2**64 - 1
NOTHING = "Interrupted; nothing was written."


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are told like all others, without the usage before them."""

    def error(self, message: str) -> NoReturn:
        """End with what is wrong with the line."""
        from analysis.cli.misread import misread  # late: most lines are right

        self.exit(WRONG_INPUT, f"{misread(self, message)}\n")


def parser(name: str, description: str, epilog: str) -> argparse.ArgumentParser:
    """Return the parser of `comity NAME`, whose help ends with the epilog as it is written."""
    return _Parser(
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
        check_seed("--seed", getattr(given, "seed", 0))
        work(given)
    except UserError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print(interrupted, file=sys.stderr)
        return INTERRUPTED
    return 0


def check_seed(name: str, seed: object) -> None:
    """Check that what is called `name` is a seed.

    Raises
    ------
    UserError
        When it is no whole number, or out of range.
    """
    is_whole = isinstance(seed, int) and not isinstance(seed, bool)
    if not is_whole or not 0 <= seed <= GREATEST_SEED:
        from scenarios.problems import statement

        rule, allowed = "is no seed", f"a whole number, 0 to {GREATEST_SEED}"
        advice = "Any will do; 0 is a seed."
        raise UserError(statement(name, seed, rule, allowed, "the command line", advice))
