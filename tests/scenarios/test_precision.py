"""Replicates until narrow: intervals against hand-worked numbers, and what a sweep does with it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import t

import scenarios.sweeping.request
from model.errors import UserError
from model.inputs import Inputs
from model.small import small_inputs
from scenarios.designing.points import Listed, Point
from scenarios.records import load
from scenarios.sweep import Sweep, run_sweep
from scenarios.sweeping.packing import Work
from scenarios.sweeping.plan import Chunk
from scenarios.sweeping.precision import RANGES, Precision, check, level
from scenarios.sweeping.request import How
from scenarios.sweeping.stages import Staged


@pytest.mark.quick
def test_levels_add_up_to_five_per_cent() -> None:
    assert level(1) == pytest.approx(0.025, abs=1e-15)
    assert level(3) == pytest.approx(0.05 / 12, abs=1e-15)
    assert sum(map(level, range(1, 100_001))) == pytest.approx(0.05, abs=1e-6)


@pytest.mark.quick
def test_radius_of_a_bounded_outcome() -> None:
    # ln(4 / 0.025) = 5.0751738; sqrt(2 * 0.01 * 5.0751738 / 1000) = 0.0100749;
    # 7 * 2 * 5.0751738 / (3 * 999) = 0.0237079.
    found = Precision(0.1).radius(np.array([1000.0, 1000.0, 1.0]), np.array([0.01, 0.0, 0.0]), 1)
    np.testing.assert_allclose(found, [0.0337827, 0.0237079, np.inf], rtol=0, atol=1e-7)
    # Of one point the span is 1, of the second look ln(4 / (0.05 / 6)) = 6.1737861.
    (alone,) = Precision(0.1, is_paired=False).radius(np.array([1000.0]), np.array([0.01]), 2)
    assert alone == pytest.approx(0.0111120 + 0.0144199, abs=1e-7)


@pytest.mark.quick
def test_radius_of_an_outcome_without_bounds() -> None:
    # At the first look 2.5 % are spent, half of them on each side.
    (found,) = Precision(1.0, "arrived_t").radius(np.array([30.0]), np.array([4.0]), 1)
    assert found == pytest.approx(t.ppf(0.9875, 29) * math.sqrt(4.0 / 30.0), abs=1e-9)


@pytest.mark.quick
def test_schedule() -> None:
    asked = Precision(0.01)
    # 7 * 2 * 5.0751738 / (3 * 0.01) + 1 = 2369.4, in blocks of 32: 2400; over 0.8: 3000.
    assert asked.least() == 2400
    assert asked.schedule(20_000) == (3008, 4512, 6784, 10176, 15264, 20_000)
    assert asked.schedule(2500) == (2500,)
    assert Precision(1.0, "seized_t").schedule(600) == (256, 384, 576, 600)


@pytest.mark.quick
@pytest.mark.parametrize("width", [0.0, -0.1, math.inf, math.nan, "wide", True, None])
def test_half_width_that_cannot_be(width: float) -> None:
    with pytest.raises(UserError, match=r"^half_width=.* is not a finite number above 0; allowed"):
        check(Precision(width), 20_000)


@pytest.mark.quick
def test_outcomes_and_replicates_that_cannot_be() -> None:
    assert {"operational_mean", "p_rupture", "net_security_effect", "arrived_t"} <= set(RANGES)
    with pytest.raises(UserError, match="Unknown outcome 'operational'"):
        check(Precision(0.01, "operational"), 20_000)
    with pytest.raises(UserError, match=r"^outcome=months_to_rupture is bounded by"):
        check(Precision(0.01, "months_to_rupture"), 20_000)
    with pytest.raises(UserError, match=r"^max_replicates=2399 cannot be enough for half_width"):
        check(Precision(0.01), 2399)
    check(Precision(0.01), 2400)


@pytest.mark.quick
@pytest.mark.parametrize("points", [1, 5, 40])
@pytest.mark.parametrize("chunk_runs", [1, 64, 1024, 100_000])
def test_chunks_of_looks(points: int, chunk_runs: int) -> None:
    looks = (64, 96, 160, 170)
    grown = Staged(points, looks, chunk_runs)
    chunks = list(grown)
    assert [chunk.id for chunk in chunks] == list(range(len(grown)))
    assert [grown[i] for i in range(len(grown))] == chunks
    runs = [(p, r) for chunk in chunks for p in chunk.points for r in chunk.replicates]
    assert sorted(runs) == [(p, r) for p in range(points) for r in range(170)]
    # A look adds chunks and changes none.
    for size in range(1, 4):
        before = list(Staged(points, looks[:size], chunk_runs))
        assert chunks[: len(before)] == before
        assert all(chunk.replicates.start >= looks[size - 1] for chunk in chunks[len(before) :])
    blocks = [grown.of_block(i) for i in range(grown.point_blocks)]
    assert sorted(c.id for block in blocks for c in block) == list(range(len(grown)))
    for block in blocks:
        assert len({chunk.points for chunk in block}) == 1
        numbers = [r for chunk in block for r in chunk.replicates]
        assert numbers == list(range(170))
        assert len(block) == grown.replicate_blocks


def points(*worlds: Inputs) -> Listed:
    return Listed([Point(f"point {i}", {"number": i}, w) for i, w in enumerate(worlds)])


def narrow(half_width: float, most: int = 4000, outcome: str = "operational_mean") -> Sweep:
    worlds = points(small_inputs(12), small_inputs(12, words=0.6), small_inputs(12, words=0.9))
    return Sweep(worlds, most, precision=Precision(half_width, outcome))


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[Chunk]:
    """Return a list that every chunk that is computed is added to."""
    seen: list[Chunk] = []
    real = Work.__call__

    def counted(work: Work, chunk: Chunk) -> object:
        seen.append(chunk)
        return real(work, chunk)

    monkeypatch.setattr(Work, "__call__", counted)
    return seen


def test_it_stops_when_narrow_and_says_so(tmp_path: Path, computed: list[Chunk]) -> None:
    done = run_sweep(narrow(0.05), tmp_path / "out", How(n_jobs=1))
    record = load(tmp_path / "out")
    told = record.provenance["precision"]
    last = told["looks"][-1]
    assert last["replicates"] == record.provenance["replicates"] == 608
    assert done.runs == len(record.outcomes) == 3 * 608
    assert last == {"replicates": 608, "points": 2, "too_wide": 0, "widest": last["widest"]}
    assert last["widest"] <= 0.05
    assert done.precision == told["stopped"]
    assert done.precision.startswith("608 replicates, 1 look: the paired interval of each point")
    # The interval is that of the rows in the record.
    values = record.outcomes.pivot(index="replicate", columns="point", values="operational_mean")
    for row in told["intervals"]:
        d = values[row["point"]] - values[0]
        (radius,) = Precision(0.05).radius(np.array([608.0]), np.array([d.var()]), 1)
        assert row["mean"] == pytest.approx(d.mean(), abs=1e-12)
        assert row["high"] - row["mean"] == pytest.approx(radius, abs=1e-12)
        assert row["mean"] - row["low"] == pytest.approx(radius, abs=1e-12)


def test_no_replicate_is_run_twice_and_the_record_is_that_of_a_usual_sweep(
    tmp_path: Path, computed: list[Chunk]
) -> None:
    sweep = narrow(0.007, 1000, "arrived_t")
    done = run_sweep(sweep, tmp_path / "out", How(n_jobs=1))
    record = load(tmp_path / "out")
    replicates = record.provenance["replicates"]
    assert len(record.provenance["precision"]["looks"]) >= 2, done.precision
    runs = [(p, r) for chunk in computed for p in chunk.points for r in chunk.replicates]
    assert len(runs) == len(set(runs)) == 3 * replicates
    usual = replace(sweep, replicates=replicates, precision=None, series="none")
    run_sweep(usual, tmp_path / "usual", How(n_jobs=1))
    assert record.outcomes.equals(load(tmp_path / "usual").outcomes)
    assert record.dyads.equals(load(tmp_path / "usual").dyads)


def test_it_stops_at_the_most(tmp_path: Path) -> None:
    done = run_sweep(narrow(1e-6, 600, "arrived_t"), tmp_path / "out", How(n_jobs=1))
    record = load(tmp_path / "out")
    assert [look["replicates"] for look in record.provenance["precision"]["looks"]] == [
        256,
        384,
        576,
        600,
    ]
    assert record.provenance["replicates"] == 600
    assert done.precision.startswith("600 replicates, 4 looks, the most that were allowed: ")
    assert "for 2 of 2 points" in done.precision
    assert done.is_complete


def test_one_point_without_a_baseline(tmp_path: Path) -> None:
    asked = Precision(0.05, is_paired=False)
    done = run_sweep(Sweep(points(small_inputs(12)), 4000, precision=asked), tmp_path / "out")
    told = load(tmp_path / "out").provenance["precision"]
    (row,) = told["intervals"]
    values = load(tmp_path / "out").outcomes["operational_mean"]
    assert row["point"] == 0
    assert row["mean"] == pytest.approx(values.mean(), abs=1e-12)
    assert "the interval of the mean of operational_mean" in done.precision


def test_an_interrupted_one_goes_on_to_the_same_record(
    tmp_path: Path, computed: list[Chunk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenarios.sweeping.request, "SERIES_CHUNK_RUNS", 3 * 64)
    sweep = narrow(0.007, 1000, "arrived_t")
    whole = run_sweep(sweep, tmp_path / "whole", How(n_jobs=1))
    total = len(computed)
    for stop in (2, total - 1):  # in the first look, and in the last
        computed.clear()
        folder = tmp_path / f"stopped-{stop}"
        first = run_sweep(sweep, folder, How(n_jobs=1, progress=_stopping(stop)))
        assert first.is_interrupted
        assert first.precision == ""
        begun = len(computed)
        done = run_sweep(sweep, folder, How(n_jobs=1))
        assert (done.runs, done.precision) == (whole.runs, whole.precision)
        assert done.resumed >= 1
        assert len(computed) - begun < total
        again = {c.id for c in computed[:begun]} & {c.id for c in computed[begun:]}
        assert len(again) <= 1  # the one that was computed and not yet stored
        for name in ("outcomes.parquet", "dyads.parquet"):
            assert (folder / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
        assert load(folder).series.identical(load(tmp_path / "whole").series)


def _stopping(after: int) -> object:
    calls: Iterator[int] = iter(range(10_000))

    def stop(done: int, total: int) -> None:
        if next(calls) >= after:
            raise KeyboardInterrupt

    return stop


def test_another_precision_is_another_sweep(tmp_path: Path) -> None:
    run_sweep(narrow(0.007, 1000, "arrived_t"), tmp_path, How(n_jobs=1, progress=_stopping(1)))
    with pytest.raises(UserError, match=r"holds another unfinished sweep: .*precision"):
        run_sweep(narrow(1.0, 1000, "arrived_t"), tmp_path)


def test_points_without_runs_are_left_out(tmp_path: Path) -> None:
    class Some(Listed):
        def inputs(self, index: int) -> Inputs:
            if index == 1:
                raise UserError("no such world")
            return super().inputs(index)

    sweep = replace(narrow(0.05), points=Some(narrow(0.05).points.items))  # type: ignore[union-attr]
    done = run_sweep(sweep, tmp_path / "out", How(n_jobs=1))
    assert [failure.point for failure in done.failures] == [1]
    told = json.loads((tmp_path / "out" / "provenance.json").read_text())["precision"]
    assert [row["point"] for row in told["intervals"]] == [2]
