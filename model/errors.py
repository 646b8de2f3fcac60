"""The one error a person's input can raise, in the one form in which it is told."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UserError(ValueError):
    """A mistake in what a person typed; its text is complete and is shown without a traceback."""


def unknown(what: str, name: str, known: Iterable[str], set_by: str = "") -> UserError:
    """Return the error for a name that is not in a list, with the nearest known names.

    Parameters
    ----------
    what : str
        What kind of thing is named, for instance "scenario".
    name : str
        The unknown name.
    known : iterable of str
        The admissible names.
    set_by : str
        Where the name was set (`file:line`, "the command line"); may be empty.
    """
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
    where = f" (set by {set_by})" if set_by else ""
    return UserError(f"Unknown {what} {name!r}{where}.{hint} Known: {', '.join(names) or 'none'}.")


def outside(
    name: str, value: object, low: float, high: float, set_by: str, advice: str, unit: str = ""
) -> UserError:
    """Return the error for a number outside its range.

    Parameters
    ----------
    name, value : the full dotted name and the value that was given.
    low, high : the closed range that is allowed.
    set_by : `file:line`, "the command line" or "the default".
    advice : what to do, one sentence.
    unit : the unit, if it has one.
    """
    unit_text = f" {unit}" if unit and unit != "1" else ""
    return UserError(
        f"{name}={value}{unit_text} is outside [{low:g}, {high:g}]; "
        f"allowed {low:g} to {high:g}; set by {set_by}. {advice}"
    )
