"""`comity view`: the browser page."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from model.errors import UserError, unknown
from scenarios.problems import statement

USAGE = """\
comity view [--port N] [--host ADDRESS] [--sweeps FOLDER] [--open]

Opens the page on http://127.0.0.1:8765 until you press Ctrl+C.

  --port N            another port, 1 to 65535
  --host ADDRESS      another address; others may then reach the page (a warning says so)
  --sweeps FOLDER     sweeps below this folder can be opened from the page
  --open              show it in this machine's browser
"""
WRONG_INPUT = 2
DEFAULTS = {"--port": "8765", "--host": "127.0.0.1", "--sweeps": ""}
SET_BY = "the command line"


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity view` and return the exit code."""
    if arguments and arguments[0] in ("--help", "-h"):
        print(USAGE, end="")
        return 0
    try:
        is_to_open = "--open" in arguments
        given = options([word for word in arguments if word != "--open"])
        port, host = _port(given["--port"]), given["--host"]
        sweeps = _folder(given["--sweeps"])
        _check_free(host, port)
    except UserError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    from analysis.view.serve import serve

    serve(host, port, sweeps, is_to_open)
    return 0


def options(arguments: Sequence[str]) -> dict[str, str]:
    """Return the value of each option, given as `--port 8000` or `--port=8000`.

    Raises
    ------
    UserError
        For an unknown option or one without its value.
    """
    found = dict(DEFAULTS)
    rest = list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in DEFAULTS:
            raise unknown("option", name, [*DEFAULTS, "--open"], SET_BY)
        if not equals:
            if not rest:
                raise UserError(f"{name} needs a value; set by {SET_BY}.\n{USAGE}".rstrip())
            value = rest.pop(0)
        found[name] = value
    return found


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise UserError(
            statement("port", text, "is not a port", "1 to 65535", SET_BY, "For instance 8765.")
        )
    return int(text)


def _folder(text: str) -> Path | None:
    if not text:
        return None
    path = Path(text)
    if not path.is_dir():
        raise UserError(
            statement("sweeps", text, "is not a folder", "a folder", SET_BY, "Check the path.")
        )
    return path


def _check_free(host: str, port: int) -> None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        advice = "Choose another with --port, or end what listens there."
        raise UserError(
            statement(
                "port", port, f"cannot be used on {host} ({error.strerror})", "a free port",
                SET_BY, advice,
            )
        ) from None  # fmt: skip
