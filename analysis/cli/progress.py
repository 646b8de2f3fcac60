"""How far a sweep is: a bar with the remaining time on terminals, else a plain line at times."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

EVERY_SECONDS = 10.0


@contextmanager
def bar(total: int) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with the number of runs done and of all runs."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    columns = (
        TextColumn("runs"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task("runs", total=total)
        yield lambda done, _: shown.update(task, completed=done)


class _Lines:
    """Writes a line when ten seconds have passed since the last one."""

    def __init__(self) -> None:
        self._begun = self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last < EVERY_SECONDS or not done:
            return
        self._last = now
        left = (now - self._begun) / done * (total - done)
        print(f"{done} of {total} runs, about {left:.0f} s left", file=sys.stderr, flush=True)
