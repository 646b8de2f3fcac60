"""History matching, importance sampling and walkers on a problem whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from stand_ins import WIDE, identity, normal

from analysis.calibration import chain, importance
from analysis.calibration.diagnosis import convergence, pareto_k, quantiles, rhat_of, told
from analysis.calibration.factors import Factor, Factors
from analysis.calibration.importance import Weighted, normalised, systematic
from analysis.calibration.moves import move
from analysis.calibration.ranks import ranks_of
from analysis.calibration.waves import CUT, match, not_ruled_out


def test_waves_leave_the_square_of_three_deviations():
    """|x - 1| < 1.5 and |y + 2| < 1.5 in a box of 10 x 10: 9 % of it."""
    waves = match(normal(), 512, 2, seed=0)
    assert waves[0].space == pytest.approx(0.09, abs=0.003)
    assert waves[0].simulated == pytest.approx(0.09, abs=0.04)
    assert waves[1].simulated > 0.98  # the emulator of a straight line is all but exact
    values, away = not_ruled_out(waves)
    assert (away < CUT).all()
    assert (np.abs(values - [1.0, -2.0]) <= 1.5).all()


def test_a_wave_depends_on_the_seed_alone():
    one, two, other = (match(normal(), 128, 2, seed=s) for s in (3, 3, 4))
    assert np.array_equal(one[1].values, two[1].values)
    assert not np.array_equal(one[1].values, other[1].values)


def test_an_impossible_target_leaves_nothing():
    waves = match(normal(measured=(50.0, 0.0)), 256, 3, seed=0)
    assert waves[-1].space == 0.0
    assert len(waves) == 1


def test_importance_sampling_finds_mean_and_spread():
    problem = normal()
    waves = match(problem, 512, 2, seed=0)
    found = importance.sharpened(problem, waves, 2000, 200_000, seed=0)
    mean = found.weights @ found.values
    spread = np.sqrt(found.weights @ (found.values - mean) ** 2)
    assert mean == pytest.approx([1.0, -2.0], abs=0.05)
    assert spread == pytest.approx([0.5, 0.5], abs=0.03)
    assert found.ess > 1000
    assert pareto_k(found.weights) < 0.7


def test_moves_find_the_same_from_poor_weights():
    """Twenty draws of the prior, weighted, are all that the walkers begin with."""
    problem = normal()
    values = WIDE.uniform(20, np.random.default_rng(0))
    log = problem.log_posterior(values)
    poor = Weighted(values, *identity(values), log, normalised(log))
    assert poor.ess < 3
    moved = move(problem, poor, 400, 200, seed=0)
    mean = moved.draws.values.mean(axis=0)
    assert mean == pytest.approx([1.0, -2.0], abs=0.05)
    assert moved.draws.values.std(axis=0) == pytest.approx([0.5, 0.5], abs=0.03)
    assert 0.1 < moved.acceptance < 0.9
    checked = convergence(WIDE, poor, moved)
    assert checked.rhat < 1.05
    assert checked.least_ess > 400
    assert moved.chains().shape == (4, 100 * 100, 2)
    again = move(problem, poor, 400, 200, seed=0)
    assert np.array_equal(again.draws.values, moved.draws.values)


def test_walkers_that_did_not_move_are_seen():
    """Four populations of copies of one draw each: they differ, and R-hat says so."""
    values = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])
    nothing = normal(simulate=lambda v: (np.full_like(v, np.inf), np.zeros_like(v)))
    stuck = Weighted(values, *identity(values), np.zeros(4), np.full(4, 0.25))
    moved = move(nothing, stuck, 40, 6, seed=0)
    assert moved.acceptance == 0.0
    noise = 1e-3 * np.random.default_rng(0).standard_normal(moved.chains().shape)
    assert rhat_of(WIDE, moved.chains() + noise)[0] > 2


def test_steps_stay_inside_and_draw_the_prior_where_nothing_is_measured():
    free = Factors((WIDE.rows[0], Factor("model.a.y", 0.0, 1.0, 0.5)))
    only_x = type(normal())(free, ("t.x",), normal().targets[:1], _first, 0.0)
    start = free.uniform(400, np.random.default_rng(1))
    log = only_x.log_posterior(start)
    begun = Weighted(start, *_first(start), log, normalised(log))
    y = move(only_x, begun, 400, 100, seed=1).draws.values[:, 1]
    assert y.min() >= 0.0
    assert y.max() <= 1.0
    assert (y.mean(), y.std()) == pytest.approx((0.5, np.sqrt(1 / 12)), abs=0.02)


def test_a_draw_chosen_many_times_weighs_as_one_that_was_certain():
    """Emulators so sure that few candidates take all chances must not thin what they favour."""
    problem = normal()
    waves = match(problem, 512, 2, seed=0)
    few = importance.sharpened(problem, waves, 2000, 4_000, seed=0)  # half of all candidates
    mean = few.weights @ few.values
    spread = np.sqrt(few.weights @ (few.values - mean) ** 2)
    assert spread == pytest.approx([0.5, 0.5], abs=0.06)


def test_walkers_find_the_same():
    start = np.random.default_rng(0).uniform(-4, 4, (40, 2))
    walked = chain.walk(normal(), start, 600, seed=0)
    states = walked.flat(burn_in=100)
    assert states.mean(axis=0) == pytest.approx([1.0, -2.0], abs=0.05)
    assert states.std(axis=0) == pytest.approx([0.5, 0.5], abs=0.05)
    assert 0.1 < walked.acceptance < 0.8
    worst, _, least, _ = rhat_of(WIDE, walked.values[100:].transpose(1, 0, 2))
    assert worst < 1.1
    assert least > 400


def test_walkers_respect_the_walls():
    """One factor is not measured, so its posterior is its prior: uniform, up to both walls."""
    problem = normal()
    free = Factors((WIDE.rows[0], Factor("model.a.y", 0.0, 1.0, 0.5)))
    only_x = type(problem)(free, ("t.x",), problem.targets[:1], _first, 0.0)
    start = free.uniform(40, np.random.default_rng(1))
    states = chain.walk(only_x, start, 800, seed=1).flat(burn_in=100)
    y = states[:, 1]
    assert (y.min(), y.max()) == pytest.approx((0.0, 1.0), abs=0.01)
    assert (y.mean(), y.std()) == pytest.approx((0.5, np.sqrt(1 / 12)), abs=0.03)


def _first(values):
    return values[:, :1].copy(), np.zeros((len(values), 1))


def test_walkers_go_on_where_they_stopped(tmp_path):
    start = np.random.default_rng(2).uniform(-1, 1, (20, 2))
    whole = chain.walk(normal(), start, 30, seed=2)
    chain.walk(normal(), start, 12, seed=2, saved=tmp_path / "chain.h5")
    again = chain.walk(normal(), start, 30, seed=2, saved=tmp_path / "chain.h5")
    assert np.allclose(again.values, whole.values, rtol=0, atol=1e-12)


def test_what_is_told_of_a_factor():
    rng = np.random.default_rng(0)
    values = np.column_stack([rng.normal(1.0, 0.5, 20_000), rng.uniform(-5, 5, 20_000)])
    first, second = told(WIDE, values, np.full(20_000, 1 / 20_000))
    assert first.is_told
    assert first.ratio == pytest.approx(2 * 1.645 * 0.5 / 9.0, abs=0.01)
    assert first.contraction == pytest.approx(1 - 0.25 / (100 / 12), abs=0.005)
    assert not second.is_told
    assert second.ratio == pytest.approx(1.0, abs=0.01)
    assert second.contraction == pytest.approx(0.0, abs=0.02)
    assert second.bits == pytest.approx(0.0, abs=0.001)
    assert first.bits > 1.5


def test_weighted_quantiles_and_resampling():
    found = quantiles(np.array([3.0, 1.0, 2.0]), np.array([0.5, 0.25, 0.25]), [0.5])
    assert found == pytest.approx([2 + (0.5 - 0.375) / (0.75 - 0.375)], abs=1e-12)
    rows = systematic(np.array([0.5, 0.25, 0.25]), 8, np.random.default_rng(0))
    assert np.bincount(rows).tolist() == [4, 2, 2]
    assert normalised(np.array([-np.inf, -np.inf])).tolist() == [0.5, 0.5]


def test_few_draws_with_all_the_weight_are_seen():
    heavy = 1.0 / np.random.default_rng(0).random(2000)  # a Pareto tail of shape 1: no mean
    nothing = np.zeros((2000, 1))
    few = Weighted(nothing, nothing, nothing, np.log(heavy), normalised(np.log(heavy)))
    assert few.ess < 40
    assert pareto_k(few.weights) == pytest.approx(1.0, abs=0.25)


def test_ranks_are_uniform_when_the_posterior_is_right_and_only_then():
    """Simulation-based calibration of a conjugate normal, 400 truths."""
    rng = np.random.default_rng(0)
    bank, truth = WIDE.uniform(20_000, rng), WIDE.uniform(400, rng)
    data = truth + 0.5 * rng.standard_normal(truth.shape)

    def ranks(scale, shift=0.0):
        logs = [-0.5 * (((seen + shift - bank) / scale) ** 2).sum(axis=1) for seen in data]
        return ranks_of(truth, bank, logs)

    right = ranks(0.5)
    assert right.least_p > 0.01
    assert right.coverage[0.9] == pytest.approx(0.9, abs=0.035)
    assert ranks(0.25).least_p < 1e-4  # too sure of itself
    assert ranks(0.5, shift=0.2).least_p < 1e-4  # a bias of .4 deviations
