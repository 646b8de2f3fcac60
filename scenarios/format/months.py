"""Calendar months as people write them (`2017-01`) and as the model counts them (0, 1, 2, ...)."""

from __future__ import annotations

import re

_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")


def number(month: str) -> int:
    """Return the count of months since year 0 of a month written `YYYY-MM`.

    Parameters
    ----------
    month : str
        For instance `2017-01`.

    Raises
    ------
    ValueError
        When the text is not a month; the text of the error is a rule for the error template.
    """
    found = _MONTH.match(month)
    if found is None:
        raise ValueError("is not a month")
    return 12 * int(found[1]) + int(found[2]) - 1


def label(index: int, start: str) -> str:
    """Return month `index` from `start` (index 0 is `start` itself) as `YYYY-MM`."""
    year, month = divmod(number(start) + index, 12)
    return f"{year:04d}-{month + 1:02d}"


def index(month: str, start: str) -> int:
    """Return how many months `month` comes after `start`; negative when it comes before."""
    return number(month) - number(start)


def calendar(first: str, every: int, start: str, months: int) -> tuple[int, ...]:
    """Return the month indices in the horizon at which a regular calendar falls.

    The calendar runs both ways from `first`: a world written for 2015 also serves a scenario of
    1996.

    Parameters
    ----------
    first : str
        Any one date of the calendar, `YYYY-MM`.
    every : int
        Months between two dates, >= 1.
    start : str
        First month of the horizon.
    months : int
        Length of the horizon.
    """
    return tuple(range(index(first, start) % every, months, every))
