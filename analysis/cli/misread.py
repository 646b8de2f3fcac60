"""What argparse finds wrong with a line, told in the one form in which errors are told."""

from __future__ import annotations

import argparse
import re

from model.errors import unknown
from scenarios.problems import statement

SET_BY = "the command line"
_KINDS = {"int": "a whole number", "float": "a number"}


def misread(parser: argparse.ArgumentParser, message: str) -> str:
    """Return argparse's message in the error template.

    Parameters
    ----------
    parser : ArgumentParser
        Whose line it was: it knows the options.
    message : str
        As `argparse` words it; one that is not known here is kept as it is.
    """
    see = f"See {parser.prog} --help."
    if found := re.fullmatch(r"unrecognized arguments: (\S+).*", message, re.DOTALL):
        options = [word for word in parser._option_string_actions if word.startswith("--")]
        name = found[1].partition("=")[0]
        if name.startswith("-"):
            return f"{unknown('option', name, options, SET_BY)} {see}"
        return statement("argument", found[1], "is one too many", "", SET_BY, see)
    if found := re.fullmatch(r"the following arguments are required: (.+)", message):
        return f"{found[1]} is missing; allowed one; set by {SET_BY}. {see}"
    pattern = r"argument (?:\S+/)?(\S+): invalid (\w+) value: '(.*)'"
    if found := re.fullmatch(pattern, message, re.DOTALL):
        kind = _KINDS.get(found[2], found[2])
        return statement(found[1], found[3], f"is not {kind}", kind, SET_BY, see)
    if found := re.fullmatch(r"argument (?:\S+/)?(\S+): expected (.+)", message):
        return f"{found[1]} has no value; allowed {_count(found[2])}; set by {SET_BY}. {see}"
    return f"{parser.prog}: {message}. {see}"


def _count(expected: str) -> str:
    return expected.replace("arguments", "values").replace("argument", "value")
