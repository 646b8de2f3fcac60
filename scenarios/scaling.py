"""How long many runs take on many processors; `python -m scenarios.scaling RATE` prints a table."""

from __future__ import annotations

import sys
from collections.abc import Sequence

RUNS = (10**6, 10**8, 10**9)
PROCESSORS = (2, 16, 128, 1024)


def hours(runs: float, rate: float, processors: int) -> float:
    """Return how long runs take.

    Parameters
    ----------
    runs : float
        How many, >= 0.
    rate : float
        Runs a second on one processor, > 0.
    processors : int
        How many compute, >= 1.

    Returns
    -------
    float
        Hours: `runs / (rate processors 3600)`.

    Examples
    --------
    >>> hours(72_000_000, 10_000, 2)
    1.0
    """
    return runs / (rate * processors * 3600)


def table(rate: float) -> list[str]:
    """Return the lines of a Markdown table: a line for each number of runs, hours in words."""
    head = ["runs", *(f"{count:,} processors" for count in PROCESSORS)]
    lines = [head, ["---:"] * len(head)]
    for runs in RUNS:
        lines.append([f"{runs:,}", *(_told(hours(runs, rate, n)) for n in PROCESSORS)])
    return ["| " + " | ".join(cells) + " |" for cells in lines]


def _told(duration: float) -> str:
    """Return hours as a person would say them.

    >>> _told(1 / 3600), _told(0.5), _told(13.9), _told(1000.0)
    ('1 s', '30 min', '14 h', '42 d')
    """
    for seconds, unit in ((86_400 * 3, "d"), (3600 * 3, "h"), (180, "min")):
        if duration * 3600 >= seconds:
            size = {"d": 86_400, "h": 3600, "min": 60}[unit]
            return f"{duration * 3600 / size:.0f} {unit}"
    return f"{duration * 3600:.0f} s"


def main(words: Sequence[str]) -> None:
    """Print the table for a rate, runs a second on one processor."""
    print("\n".join(table(float(words[0]))))


if __name__ == "__main__":
    main(sys.argv[1:])
