"""Hydra's own sweepers still work: each job is a `comity run` in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis

Comity = Callable[..., Any]
JOBS = ("hydra/sweeper=basic", "policy=tough_talk", "policy.words=0,0.9", "scenario.months=22")
OUTCOMES = ["trust_mean", "operational_mean", "seized_total", "arrived_total"]


@pytest.mark.parametrize("output", [None, "jobs"])
def test_basic_sweeper_gives_each_job_a_folder(
    small: Comity, tmp_path: Path, output: str | None
) -> None:
    result = small("sweep", *JOBS, *([f"output={output}"] if output else []))
    assert (result.code, result.err) == (0, "")
    records = sorted(path.parent for path in tmp_path.rglob("outcomes.parquet"))
    above = tmp_path / output if output else next((tmp_path / "runs").glob("*-jobs"))
    assert records == [above / "0", above / "1"]
    words = [analysis.load(place).config["policy"]["words"] for place in records]
    assert words == [0, 0.9]


def test_jobs_are_the_first_replicate_of_the_sweep(small: Comity) -> None:
    small("sweep", *JOBS, "output=jobs")
    small("sweep", *JOBS[1:], "output=together", "replicates=2")
    together = analysis.load("together").outcomes
    shown = [name for name in OUTCOMES if name in together] or ["trust_mean"]
    for number in (0, 1):
        alone = analysis.load(f"jobs/{number}").outcomes
        row = together[(together.point == number) & (together.replicate == 0)]
        assert alone[shown].to_numpy().tolist() == row[shown].to_numpy().tolist()


def test_a_wrong_job_is_told_and_those_before_it_are_kept(small: Comity, tmp_path: Path) -> None:
    result = small("sweep", *JOBS[:2], "policy.words=0,1.5", "output=jobs")
    assert result.code == 2
    assert result.err.startswith("policy.words=1.5 is outside [0, 1];")
    assert [path.name for path in (tmp_path / "jobs").iterdir()] == ["0"]
