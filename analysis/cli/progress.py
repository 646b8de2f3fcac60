"""How far a sweep is: a bar with rate and remaining time on terminals, else a line at times."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

EVERY_SECONDS = 10.0


@contextmanager
def bar(total: int, what: str = "runs") -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with the number of runs done and of all runs, or of what is counted.

    It is called once before the first run, for what an earlier attempt has done tells nothing of
    the rate.
    """
    if not sys.stderr.isatty():
        yield _Lines(what)
        return
    told = TextColumn("{task.fields[told]}")
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), told)
    pace = Pace(what)
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task(what, total=total, told="")
        yield lambda done, all_: shown.update(
            task, completed=done, total=all_, told=pace.told(done, all_)
        )


def compiled_law() -> None:
    """Load the compiled law; where it must be compiled first, tell so, and what is under way."""
    from model import ensemble

    if ensemble.is_compiled():
        return
    begun = time.monotonic()
    told = "Compiling the law for this machine, once; it takes a minute or two"
    if sys.stderr.isatty():
        with Console(stderr=True).status(told) as status:
            ensemble.prepare(lambda name: status.update(f"{told}: {name.removeprefix('model.')}"))
    else:
        print(f"{told}.", file=sys.stderr, flush=True)
        ensemble.prepare()
    print(f"Compiled in {time.monotonic() - begun:.0f} s.", file=sys.stderr, flush=True)


@contextmanager
def working() -> Iterator[Callable[[str], None]]:
    """Give a function that tells what is under way, on a terminal; elsewhere nothing is told."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with Console(stderr=True).status("") as status:
        yield status.update


class Pace:
    """Tells the rate since the first call, and what remains at that rate."""

    def __init__(self, what: str = "runs") -> None:
        self._what = what
        self._begun = time.monotonic()
        self._first: int | None = None

    def told(self, done: int, total: int) -> str:
        """Return rate and remaining time, for instance "1,204 runs/s, about 2 min 5 s left"."""
        now = time.monotonic()
        if self._first is None:
            self._begun, self._first = now, done
        if done == self._first or now <= self._begun:
            return ""
        rate = (done - self._first) / (now - self._begun)
        shown = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
        return f"{shown} {self._what}/s, about {duration((total - done) / rate)} left"


def duration(seconds: float) -> str:
    """Return a time as a person would say it.

    >>> duration(3.2), duration(125), duration(7260), duration(200_000)
    ('3 s', '2 min 5 s', '2 h 1 min', '2 d 7 h')
    """
    whole = round(seconds)
    steps = (("d", 86400, "h", 3600), ("h", 3600, "min", 60), ("min", 60, "s", 1))
    for unit, size, below, part in steps:
        if whole >= size:
            return f"{whole // size} {unit} {whole % size // part} {below}"
    return f"{whole} s"


class _Lines:
    """Writes a line when ten seconds have passed since the last one."""

    def __init__(self, what: str = "runs") -> None:
        self._what = what
        self._last = time.monotonic()
        self._pace = Pace(what)

    def __call__(self, done: int, total: int) -> None:
        told = self._pace.told(done, total)
        now = time.monotonic()
        if now - self._last < EVERY_SECONDS or not told:
            return
        self._last = now
        print(f"{done} of {total} {self._what}, {told}", file=sys.stderr, flush=True)
