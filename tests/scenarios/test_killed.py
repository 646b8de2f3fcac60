"""A sweep killed at 50 random moments: it goes on, repeats nothing, and ends the same."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest
import sweep_work
from sweep_work import counted, finished, same_contents, tiny

from model.errors import UserError
from model.law_hash import law_hash
from scenarios.records import load
from scenarios.sweep import How, run_sweep
from scenarios.sweeping.store import Store

KILLS = 50


@pytest.fixture(scope="module")
def context() -> Any:
    return sweep_work.context()


def swept_in_child(context: Any, folder: Path, seconds: float | None) -> float:
    """Sweep in a process, killed after some seconds unless it has ended; return its life."""
    ready, told = context.Pipe(duplex=False)
    child = context.Process(target=sweep_work.in_child, args=(str(folder), law_hash(), told))
    child.start()
    told.close()
    assert ready.recv()
    begun = time.perf_counter()
    child.join(seconds)
    child.kill()  # SIGKILL: nothing of it can react
    child.join()
    return time.perf_counter() - begun


def is_finished(folder: Path) -> bool:
    """Tell whether a folder holds a finished record, which can then be read, and no sweep."""
    if (folder / "unfinished" / "plan.json").exists():
        return False
    try:
        load(folder)
    except UserError:
        return False
    return True


def test_killed_at_any_moment_it_goes_on(context: Any, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    life = min(swept_in_child(context, tmp_path / f"whole{i}", None) for i in range(3))
    run_sweep(tiny(), whole, How(n_jobs=1))
    order = random.Random(20)
    ends = {"nothing": 0, "some chunks": 0, "all chunks": 0, "finished": 0}
    for kill in range(KILLS):
        folder = tmp_path / str(kill)
        swept_in_child(context, folder, life * (kill + order.random()) / KILLS)
        if is_finished(folder):
            ends["finished"] += 1
            Store(folder).remove()  # killed while it tidied up, which the next sweep does
            assert same_contents(folder, whole)
            continue
        had = finished(folder)
        count = len(tiny().layout)
        ends["nothing" if not had else "all chunks" if len(had) == count else "some chunks"] += 1
        with counted() as computed:
            done = run_sweep(tiny(), folder, How(n_jobs=1))
        assert sorted([*computed, *had]) == list(range(count)), "a chunk twice, or not at all"
        assert done.is_complete
        assert same_contents(folder, whole)
    # The moments are spread over the whole life, so that each state is met.
    assert ends["some chunks"] >= 1, ends
    assert ends["all chunks"] >= 1, ends
    assert ends["finished"] <= KILLS / 2, ends


def test_killed_again_and_again_it_comes_to_its_end(context: Any, tmp_path: Path) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "killed"
    life = swept_in_child(context, whole, None)
    held: set[int] = set()
    for _ in range(6):
        swept_in_child(context, folder, life / 4)
        if is_finished(folder):
            Store(folder).remove()
            break
        assert held <= finished(folder), "a finished chunk was lost"
        held = finished(folder)
    else:
        assert run_sweep(tiny(), folder, How(n_jobs=1)).is_complete
    assert same_contents(folder, whole)
