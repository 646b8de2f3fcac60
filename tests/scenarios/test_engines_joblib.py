"""The engine `joblib`: real processes, some of which die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import engine_contract
import engine_work
import pytest

from scenarios import engines


def test_results_and_errors() -> None:
    engine_contract.check_results("joblib")
    engine_contract.check_errors("joblib")


def test_a_sweep_has_the_same_record(tmp_path: Path) -> None:
    engine_contract.check_sweep("joblib", tmp_path)


def test_closing_leaves_no_process() -> None:
    engine_contract.check_closing("joblib", most=3)


def test_finishing_leaves_no_process() -> None:
    before = engine_contract.descendants()
    list(engines.run("joblib", engine_work.square, range(5), 2))
    engine_contract.assert_gone(before)


def test_an_exception_of_the_caller_leaves_no_process() -> None:
    before = engine_contract.descendants()

    def consume() -> None:
        for _ in engines.run("joblib", engine_work.slow, range(100), 2):
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        consume()
    engine_contract.assert_gone(before)


def test_a_worker_killed_once_costs_nothing(tmp_path: Path) -> None:
    tasks = [(str(tmp_path), number) for number in range(20)]
    answers = list(engines.run("joblib", engine_work.killed_once, tasks, 2))
    assert (tmp_path / "killed").exists()
    assert len(answers) == 20
    assert dict(answers) == {number: number for number in range(20)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_that_always_kills_its_worker_is_the_only_one_lost(jobs: int) -> None:
    answers = list(engines.run("joblib", engine_work.deadly, range(20), jobs, retries=1))
    assert len(answers) == 20
    lost = dict(answers)
    assert isinstance(lost[7], engines.LostWorkerError)
    assert "died each of 2 times" in str(lost.pop(7))
    assert lost == {number: number for number in range(20) if number != 7}


def test_a_worker_has_one_thread() -> None:
    (_, found), *_ = engines.run("joblib", engine_work.threads, range(1), 1)
    assert isinstance(found, dict)
    assert {name: found[name] for name in ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS")} == {
        "OMP_NUM_THREADS": "1",
        "NUMBA_NUM_THREADS": "1",
    }


def test_ctrl_c_ends_the_workers() -> None:
    script = (
        "import engine_work; from scenarios import engines\n"
        "for _ in engines.run('joblib', engine_work.slow, range(1000), 2):\n"
        "    print('begun', flush=True)\n"
    )
    path = [str(Path(engine_work.__file__).parent), os.environ.get("PYTHONPATH", "")]
    before = engine_contract.descendants()
    child = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path),
        },
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    begun = time.monotonic()
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=20)
    assert "KeyboardInterrupt" in told
    assert time.monotonic() - begun < 10
    engine_contract.assert_gone(before)
