"""The engine `slurm`: submitit's executor for one machine, and its commands stood in for."""

from __future__ import annotations

import os
from pathlib import Path

import engine_contract
import engine_work
import fake_slurm
import pytest
import submitit

from model.errors import UserError
from scenarios import engines


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs find the work functions."""
    folder = str(Path(engine_work.__file__).parent)
    path = [folder, *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put stand-ins of Slurm's commands on the path; return where they keep what they did."""
    folder = tmp_path / "slurm"
    folder.mkdir()
    path = [str(fake_slurm.install(folder)), os.environ["PATH"]]
    monkeypatch.setenv("PATH", os.pathsep.join(path))
    return folder


def test_on_this_machine(tmp_path: Path) -> None:
    jobs = tmp_path / "jobs"
    options = {"executor": "local", "folder": jobs, "cpus": 7}
    engine_contract.check_results("slurm", **options)
    engine_contract.check_errors("slurm", **options)
    assert not jobs.exists()


def test_a_sweep_has_the_same_record(tmp_path: Path) -> None:
    jobs = tmp_path / "jobs"
    engine_contract.check_sweep("slurm", tmp_path, executor="local", folder=jobs, cpus=4)


def test_a_sweep_by_arrays_has_the_same_record(tmp_path: Path, state: Path) -> None:
    engine_contract.check_sweep("slurm", tmp_path, folder=tmp_path / "jobs", cpus=2)
    assert list(state.glob("*.pid"))


def test_on_this_machine_closing_leaves_no_process(tmp_path: Path) -> None:
    engine_contract.check_closing("slurm", most=3, executor="local", folder=tmp_path / "jobs")
    assert not (tmp_path / "jobs").exists()


def test_a_job_that_dies_is_the_error_of_its_tasks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # submitit waits 15 s for a result, as network file systems may show it late.
    monkeypatch.setattr(submitit.LocalJob, "_results_timeout_s", 1)
    options = {"executor": "local", "folder": tmp_path / "jobs", "cpus": 2}
    answers = dict(engines.run("slurm", engine_work.deadly, range(5, 10), 3, **options))
    # The jobs are 5 and 6, 7 and 8, 9.
    for index in (2, 3):
        assert isinstance(answers[index], engines.LostWorkerError)
        assert "_0_log.err" in str(answers[index])
    assert [answers[index] for index in (0, 1, 4)] == [5, 6, 9]
    assert list((tmp_path / "jobs").glob("*.err"))


def test_arrays(tmp_path: Path, state: Path) -> None:
    options = {"folder": tmp_path / "jobs", "cpus": 3, "timeout": 5, "partition": "long"}
    answers = list(
        engines.run("slurm", engine_work.square, range(20), 4, sbatch={"qos": "low"}, **options)
    )
    assert len(answers) == 20
    assert dict(answers) == {index: index * index for index in range(20)}
    assert not (tmp_path / "jobs").exists()
    calls = (state / "calls").read_text(encoding="utf-8").splitlines()
    # Seven jobs of at most three tasks; the first four together.
    assert len(list(state.glob("*.pid"))) == 7
    assert 2 <= sum(call.startswith("sbatch") for call in calls) <= 4


def test_what_sbatch_is_told(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    (state / "sbatch").rename(state / "real")
    (state / "sbatch").write_text(f'#!/bin/sh\ncat "$1" >> {seen}\nexec {state}/real "$1"\n')
    (state / "sbatch").chmod(0o755)
    options = {"folder": tmp_path / "jobs", "cpus": 3, "timeout": 5, "partition": "long"}
    (_, found), *_ = engines.run(
        "slurm", engine_work.threads, range(6), 2, sbatch={"account": "drugs"}, **options
    )
    told = seen.read_text(encoding="utf-8").splitlines()
    assert {
        "#SBATCH --array=0-1%2",
        "#SBATCH --cpus-per-task=3",
        "#SBATCH --time=5",
        "#SBATCH --partition=long",
        "#SBATCH --account=drugs",
        "#SBATCH --job-name=comity",
    } <= set(told)
    assert isinstance(found, dict)
    assert found["NUMBA_NUM_THREADS"] == "1"


def test_closing_cancels_the_jobs(tmp_path: Path, state: Path) -> None:
    answers = engines.run("slurm", engine_work.slow, range(1000), 2, folder=tmp_path / "jobs")
    next(answers)
    answers.close()
    calls = (state / "calls").read_text(encoding="utf-8").splitlines()
    assert sum(call.startswith("scancel") for call in calls) == 1
    assert not (tmp_path / "jobs").exists()


def test_refused(tmp_path: Path, state: Path) -> None:
    answers = engines.run(
        "slurm", engine_work.square, range(3), folder=tmp_path / "jobs", partition="closed"
    )
    with pytest.raises(UserError, match=r"Slurm refused the job: .*invalid partition"):
        list(answers)


def test_no_slurm_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError) as told:
        engines.run("slurm", engine_work.square, range(3), folder=tmp_path / "jobs")
    assert "cluster=slurm finds no Slurm on this machine (no srun)" in str(told.value)


def test_what_sbatch_cannot_be_told(tmp_path: Path, state: Path) -> None:
    for sbatch, told in (
        ({"acount": "x"}, "Unknown parameter in cluster.sbatch 'acount' .*mean 'account'"),
        (3, r"^cluster.sbatch=3 is not names with values; allowed null or \{NAME: VALUE"),
    ):
        with pytest.raises(UserError, match=told):
            engines.run(
                "slurm",
                engine_work.square,
                range(3),
                folder=tmp_path / "new" / "jobs",
                sbatch=sbatch,
            )
    assert not (tmp_path / "new").exists()


def test_unknown_executor() -> None:
    with pytest.raises(UserError, match="Unknown executor of cluster=slurm 'pbs'"):
        engines.run("slurm", engine_work.square, range(3), executor="pbs")
