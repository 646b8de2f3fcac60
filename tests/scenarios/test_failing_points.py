"""A point or a run that fails is told with its error, and the rest goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest

import scenarios.sweeping.chunk
from model.ensemble import simulate_many
from model.errors import UserError
from model.inputs import Inputs
from model.small import small_inputs
from scenarios.designing.points import Listed, Point
from scenarios.recording.results import Failure
from scenarios.recording.series import Keep
from scenarios.records import load
from scenarios.sweep import How, Sweep, run_sweep
from scenarios.sweeping.chunk import run_chunk
from scenarios.sweeping.plan import Chunk

WRONG = "policy.words=2 is outside [0, 1]; allowed 0 to 1; set by a test."


class SecondIsWrong:
    """Three points of which one describes no world."""

    def __init__(self, wrong: int = 1) -> None:
        self.wrong = wrong

    def __len__(self) -> int:
        return 3

    def label(self, index: int) -> str:
        return f"point {index}"

    def columns(self, index: int) -> Mapping[str, Any]:
        return {"number": index}

    def inputs(self, index: int) -> Inputs:
        if index == self.wrong:
            raise UserError(WRONG)
        return small_inputs(2)


@pytest.mark.parametrize("chunk_runs", [None, 1])
def test_a_point_that_describes_no_world_fails_once(tmp_path: Path, chunk_runs: int | None) -> None:
    done = run_sweep(Sweep(SecondIsWrong(), 2, chunk_runs=chunk_runs), tmp_path / "out")
    assert done.failures == (Failure(1, None, WRONG),)
    assert (done.is_complete, done.runs) == (True, 4)
    records = load(tmp_path / "out")
    assert records.outcomes[["point", "replicate"]].to_numpy().tolist() == [
        [0, 0],
        [0, 1],
        [2, 0],
        [2, 1],
    ]
    assert records.outcomes.number.tolist() == [0, 0, 2, 2]
    assert list(records.series.point.values) == ["point 0", "point 2"]
    told = records.provenance
    assert told["failures"] == [{"point": 1, "replicate": None, "error": WRONG}]
    assert [set(row) >= {"parameters"} for row in told["points"]] == [True, False, True]


def test_a_baseline_that_describes_no_world_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"policy\.words=2"):
        run_sweep(Sweep(SecondIsWrong(wrong=0), 2), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_every_point_fails(tmp_path: Path) -> None:
    bad = replace(small_inputs(4), instruments=np.zeros((1, 3, 1)))
    done = run_sweep(Sweep([Point("bad", {"x": 1.0}, bad)], 2), tmp_path / "out")
    assert (done.runs, len(done.failures), done.has_record) == (0, 2, True)
    records = load(tmp_path / "out")
    assert len(records.outcomes) == len(records.dyads) == 0
    assert "x" in records.outcomes
    assert records.series.sizes["point"] == 0


def test_a_run_whose_outcome_is_not_finite_fails_alone(tmp_path: Path) -> None:
    def spoilt(*given: Any, **options: Any) -> Any:
        found = simulate_many(*given, **options)
        found[1].outcomes["trust_mean"][1] = np.nan
        found[1].dyads["trust_mean"][2, 0] = np.inf
        return found

    points = Listed([Point("a", {}, small_inputs(2)), Point("b", {}, small_inputs(2))])
    chunk = Chunk(0, range(2), range(3))
    with mock.patch.object(scenarios.sweeping.chunk, "simulate_many", spoilt):
        result = run_chunk(chunk, points, points.inputs(0), 0, Keep("quantiles", 3))
    assert result.failures == (
        Failure(1, 1, "not a finite number: trust_mean"),
        Failure(1, 2, "not a finite number: an outcome of a dyad"),
    )
    assert [part.replicates.tolist() for part in result.points] == [[0, 1, 2], [0]]
    assert result.points[1].runs.series["dyad.trust"].shape == (1, 2, 3)


@pytest.mark.parametrize("replicate", [0, 2])
def test_a_run_that_raises_fails_alone(replicate: int) -> None:
    """The others are the same as without it, those of the baseline's replicate but not paired."""

    def failing(points: Any, seed: int, replicates: range, **options: Any) -> Any:
        if any(item.months == 3 for item in points) and replicate in replicates:
            raise ZeroDivisionError("no such world")
        return simulate_many(points, seed, replicates, **options)

    points = Listed([Point(str(m), {}, small_inputs(m)) for m in (2, 3, 2)])
    chunk = Chunk(0, range(3), range(3))
    usual = run_chunk(chunk, points, points.inputs(0), 0, Keep("none"))
    with mock.patch.object(scenarios.sweeping.chunk, "simulate_many", failing):
        result = run_chunk(chunk, points, points.inputs(0), 0, Keep("none"))
    assert result.failures == (Failure(1, replicate, "ZeroDivisionError: no such world"),)
    left = [number for number in range(3) if number != replicate]
    assert [part.replicates.tolist() for part in result.points] == [[0, 1, 2], left, [0, 1, 2]]
    for part, whole in zip(result.points, usual.points, strict=True):
        for name, values in part.runs.outcomes.items():
            expected = whole.runs.outcomes[name][part.replicates]
            np.testing.assert_array_equal(values, expected, err_msg=name)


def test_a_failed_run_of_the_baseline_leaves_its_pairs_without_a_difference() -> None:
    base = small_inputs(2)

    def failing(points: Any, seed: int, replicates: range, *, baseline: Any, series: Any) -> Any:
        if baseline is not None and 1 in replicates:
            raise ZeroDivisionError("no such world")
        return simulate_many(points, seed, replicates, baseline=baseline, series=series)

    points = Listed([Point("other", {}, small_inputs(2, words=0.9))])
    with mock.patch.object(scenarios.sweeping.chunk, "simulate_many", failing):
        result = run_chunk(Chunk(0, range(1), range(3)), points, base, 0, Keep("none"))
    assert result.failures == ()
    effect = result.points[0].runs.outcomes["net_security_effect"]
    assert np.isnan(effect).tolist() == [False, True, False]


def test_failures_end_with_code_one(tmp_path: Path) -> None:
    from analysis.cli.sweeping import exit_code

    done = run_sweep(Sweep(SecondIsWrong(), 1), tmp_path / "out", How(n_jobs=1))
    assert exit_code(done) == 1
    assert exit_code(replace(done, failures=())) == 0
    assert exit_code(replace(done, failures=(), stopped="The disk is full.")) == 1
    assert exit_code(replace(done, is_interrupted=True)) == 130
