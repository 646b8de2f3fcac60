"""Checks a folder of history as thoroughly as the project checks its own."""

from __future__ import annotations

from pathlib import Path

from model.errors import UserError, unknown
from scenarios.catalogue import Catalogue
from scenarios.history.build import history_inputs
from scenarios.history.reader import read_history
from scenarios.history.record import History


def check_history(folder: Path) -> list[str]:
    """Return what is wrong with a folder of history, one problem a text; empty when nothing is.

    Besides reading it, the world is built over the whole period: that finds unknown templates,
    agencies and strategies.
    """
    try:
        history = read_history(folder)
        history_inputs(history, first=history.first, last=history.last)
    except UserError as error:
        return str(error).splitlines()
    known = Catalogue().ids()
    place = history.document.origin
    return [
        str(unknown("scenario", name, known, place(("episodes", index))))
        for index, name in enumerate(history.file.episodes)
        if name not in known
    ]


def described(history: History) -> list[str]:
    """Return what a history holds, a sentence a line, with what the law does not represent."""
    series = ", ".join(
        f"{name} ({len(rows)} years)" for name, rows in sorted(history.observations.items())
    )
    lines = [
        f"{history.sender} and {history.partner}, {history.first} to {history.last}",
        f"{len(history.events)} events, {len(history.not_represented)} not represented by the law",
        f"observations: {series or 'none'}",
        f"{len(history.leaders)} entries of who was in office",
    ]
    if history.before_the_period:
        lines.append(f"{len(history.before_the_period)} events are over before {history.first}")
    for row in history.not_represented:
        lines.append(f"not represented: {row.month} {row.actor} {row.kind} {row.what} ({row.why})")
    return lines
