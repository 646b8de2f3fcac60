"""What the tests of all engines share."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import engine_work
import pandas as pd

from model.small import small_inputs
from scenarios import engines
from scenarios.sweep import How, Point, Sweep, run_sweep


class Source:
    """Tasks 0, 1, ... made one by one; knows how many were taken."""

    def __init__(self, count: int) -> None:
        self.count, self.taken = count, 0

    def __iter__(self) -> Iterator[int]:
        for number in range(self.count):
            self.taken += 1
            yield number


def check_results(name: str, **options: Any) -> None:
    """Check that every task is answered once, by its number, whatever the order."""
    answers = list(engines.run(name, engine_work.square, range(25), 2, **options))
    assert len(answers) == 25
    assert dict(answers) == {index: index * index for index in range(25)}
    assert list(engines.run(name, engine_work.square, iter(()), 2, **options)) == []


def check_errors(name: str, **options: Any) -> None:
    """Check that a task that raises ends with its exception, and the others go on."""
    answers = dict(engines.run(name, engine_work.picky, range(6), 2, **options))
    told = {index: f"{type(answer).__name__}: {answer}" for index, answer in answers.items()}
    assert told[5] in ("LockedError: 5 and 5", "RuntimeError: LockedError: 5 and 5")
    assert [told[index] for index in range(5)] == [
        "int: 0",
        "ValueError: 1 is odd",
        "int: 2",
        "ValueError: 3 is odd",
        "int: 4",
    ]


def check_sweep(name: str, folder: Path, /, **options: Any) -> None:
    """Check that a sweep of many chunks has the record that one thread writes."""
    points = [
        Point(f"words {words}", {"words": words}, small_inputs(6, words=words))
        for words in (0.0, 0.3, 0.6, 0.9)
    ]
    sweep = Sweep(points, replicates=5, chunk_runs=4)
    assert len(sweep.layout.left(())) >= 4
    ways = {"one": How("local", 1), "other": How(name, 2, options)}
    for place, way in ways.items():
        done = run_sweep(sweep, folder / place, way)
        assert (done.runs, done.failures, done.stopped) == (20, (), ""), done
    for file in ("outcomes.parquet", "dyads.parquet", "series.nc"):
        assert (folder / "one" / file).is_file()
    one, other = (pd.read_parquet(folder / place / "outcomes.parquet") for place in ways)
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    for file in ("outcomes.parquet", "dyads.parquet"):
        assert (folder / "one" / file).read_bytes() == (folder / "other" / file).read_bytes()


def check_closing(name: str, most: int, **options: Any) -> None:
    """Check that, closed early, an engine has taken few tasks and leaves no process."""
    before = descendants()
    source = Source(10_000)
    answers = engines.run(name, engine_work.endless, source, 2, **options)
    assert next(answers) == (0, 0)
    assert descendants() - before
    begun = time.monotonic()
    answers.close()
    assert time.monotonic() - begun < 20
    assert source.taken <= most
    assert_gone(before)


def assert_gone(before: set[int]) -> None:
    """Check that no process is left that was not there before; one that ends gets ten seconds."""
    deadline = time.monotonic() + 10
    while descendants() - before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert descendants() - before == set()


def descendants() -> set[int]:
    """Return the living processes below this one, Python's resource tracker left out."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat=,args="], check=True, capture_output=True, text=True
    )
    rows = [line.split(None, 3) for line in listing.stdout.splitlines()]
    parents = {int(row[0]): int(row[1]) for row in rows}
    counted = {
        int(row[0])
        for row in rows
        if row[2][0] != "Z" and "resource_tracker" not in row[3] and not row[3].startswith("ps -A")
    }

    def is_below(pid: int) -> bool:
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    return {pid for pid in counted if pid != os.getpid() and is_below(pid)}
