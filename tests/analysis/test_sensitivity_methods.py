"""Sensitivity: each method against functions whose indices are known, and against SALib."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import pawn as salib_pawn
from SALib.analyze import sobol as salib_sobol
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G

from analysis.sensitivity.morris import effects, morris
from analysis.sensitivity.pawn import distances, pawn, slices_of
from analysis.sensitivity.replicates import split
from analysis.sensitivity.sobol import converging, sizes, sobol
from model.errors import UserError

NAMES = ("x1", "x2", "x3")


def problem(count: int = 3, low: float = 0.0, high: float = 1.0) -> dict:
    names = [f"x{i}" for i in range(1, count + 1)]
    return {"num_vars": count, "names": names, "bounds": [[low, high]] * count}


def ishigami(blocks: int, *, second: bool = False, seed: int = 0) -> np.ndarray:
    over = problem(3, -np.pi, np.pi)
    rng = np.random.default_rng(seed)
    return Ishigami.evaluate(
        sobol_sample.sample(over, blocks, calc_second_order=second, seed=rng), 7.0, 0.1
    )


def truth() -> tuple[list[float], list[float], float]:
    """Return the first and total orders of Ishigami's function (a = 7, b = 0.1), and of (1, 3).

    From its variance a^2 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 + 1 / 2 (Ishigami and Homma 1990).
    """
    a, b = 7.0, 0.1
    one = 0.5 * (1.0 + b * np.pi**4 / 5.0) ** 2
    two = a**2 / 8.0
    both = b**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    all_ = one + two + both
    return (
        [one / all_, two / all_, 0.0],
        [(one + both) / all_, two / all_, both / all_],
        both / all_,
    )


def test_sobol_of_ishigami_is_the_known_one():
    first, total, pair = truth()
    found = sobol(ishigami(8192, second=True), NAMES, has_second=True, resamples=200)
    assert [item.value for item in found.first] == pytest.approx(first, abs=0.02)
    assert [item.value for item in found.total] == pytest.approx(total, abs=0.02)
    pairs = {item.of: item.value for item in found.second}
    expected = {("x1", "x2"): 0.0, ("x1", "x3"): pair, ("x2", "x3"): 0.0}
    assert pairs == pytest.approx(expected, abs=0.03)
    for item in (*found.first, *found.total, *found.second):
        assert item.low <= item.value <= item.high


def test_sobol_of_the_g_function_is_the_known_one():
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    x = sobol_sample.sample(problem(5), 8192, calc_second_order=False, seed=1)
    found = sobol(Sobol_G.evaluate(x, a), [f"x{i}" for i in range(1, 6)], resamples=200)
    first = Sobol_G.sensitivity_index(a)
    total = Sobol_G.total_sensitivity_index(a)
    assert [item.value for item in found.first] == pytest.approx(first, abs=0.01)
    assert [item.value for item in found.total] == pytest.approx(total, abs=0.01)


def test_sobol_of_a_sum_shares_the_variance_by_squares():
    weights = np.array([1.0, 2.0, 3.0])
    x = sobol_sample.sample(problem(), 2048, calc_second_order=False, seed=1)
    found = sobol(x @ weights + 100.0, NAMES, resamples=200)
    expected = weights**2 / (weights**2).sum()
    assert [item.value for item in found.first] == pytest.approx(expected, abs=0.01)
    assert [item.value for item in found.total] == pytest.approx(expected, abs=0.01)
    assert found.sum_of_first == pytest.approx(1.0, abs=0.01)


def test_values_are_those_of_salib_and_intervals_as_wide():
    y = ishigami(512, second=True)
    found = sobol(y, NAMES, has_second=True, resamples=2000)
    theirs = salib_sobol.analyze(problem(), y, num_resamples=2000, seed=1)
    for mine, key in ((found.first, "S1"), (found.total, "ST")):
        assert [item.value for item in mine] == pytest.approx(theirs[key], abs=1e-12)
        reach = [(item.high - item.low) / 2.0 for item in mine]
        assert reach == pytest.approx(theirs[f"{key}_conf"], rel=0.1)
    above = np.triu_indices(3, 1)
    assert [i.value for i in found.second] == pytest.approx(theirs["S2"][above], abs=1e-12)
    reach = [(item.high - item.low) / 2.0 for item in found.second]
    assert reach == pytest.approx(theirs["S2_conf"][above], rel=0.1)


def test_converging_reads_prefixes_of_the_design():
    y = ishigami(64, second=True)
    assert sizes(64) == [16, 32, 64]
    assert sizes(8) == [8]
    whole = sobol(y, NAMES, has_second=True)
    found = converging(whole, y, NAMES, has_second=True)
    assert [item.blocks for item in found] == [16, 32, 64]
    assert found[-1].total == whole.total
    # A design of 16 blocks without those for pairs: the sequence is drawn for the same numbers.
    alone = sobol(ishigami(64)[: 16 * 5], NAMES, resamples=500)
    assert [i.value for i in found[0].total] == [i.value for i in alone.total]


def test_same_seed_same_intervals_and_zero_is_a_seed():
    y = ishigami(64)
    assert sobol(y, NAMES, seed=0) == sobol(y, NAMES, seed=0)
    assert sobol(y, NAMES, seed=0).total[0].low != sobol(y, NAMES, seed=1).total[0].low


def test_morris_of_a_sum_is_its_slopes():
    """mu* = |slope| x range and sigma = 0; the hand-worked effect of each step."""
    over = problem(3, 0.0, 2.0)
    x = morris_sample.sample(dict(over), 10, seed=1)
    y = x @ np.array([1.0, -2.0, 0.0])
    found = morris(over, x, y, 4)
    assert found.trajectories == 10
    assert [item.mu_star for item in found.effects] == pytest.approx([2.0, 4.0, 0.0], abs=1e-12)
    assert [item.mu for item in found.effects] == pytest.approx([2.0, -4.0, 0.0], abs=1e-12)
    assert [item.sigma for item in found.effects] == pytest.approx([0.0] * 3, abs=1e-12)


def test_morris_is_that_of_salib():
    over = problem(3, -np.pi, np.pi)
    x = morris_sample.sample(dict(over), 50, num_levels=6, seed=2)
    y = Ishigami.evaluate(x)
    found = morris(over, x, y, 6)
    theirs = salib_morris.analyze(dict(over), x, y, num_levels=6, num_resamples=1000, seed=1)
    for name in ("mu", "mu_star", "sigma"):
        assert [getattr(e, name) for e in found.effects] == pytest.approx(theirs[name], abs=1e-12)
    own = effects(x, y, 4, 6)
    assert np.abs(own).mean(axis=0) == pytest.approx(theirs["mu_star"], abs=1e-12)
    reach = [(e.mu_star_high - e.mu_star_low) / 2.0 for e in found.effects]
    assert reach == pytest.approx(theirs["mu_star_conf"], rel=0.15)
    assert all(e.sigma_low <= e.sigma <= e.sigma_high for e in found.effects)


def test_morris_of_groups_moves_their_members_together():
    over = problem(4) | {"groups": ["a", "a", "b", "c"]}
    x = morris_sample.sample(dict(over), 20, seed=3)
    found = morris(over, x, x @ np.array([1.0, 0.0, 3.0, 0.0]), 4)
    assert [e.factor for e in found.effects] == ["a", "b", "c"]
    assert [e.mu_star for e in found.effects] == pytest.approx([1.0, 3.0, 0.0], abs=1e-12)
    assert np.isnan([found.effects[0].mu, found.effects[0].sigma]).all()
    assert found.effects[1].mu == pytest.approx(3.0, abs=1e-12)


def test_one_trajectory_has_no_interval():
    over = problem()
    x = morris_sample.sample(dict(over), 1, seed=1)
    found = morris(over, x, x @ np.array([1.0, 2.0, 0.0]), 4)
    assert [e.mu_star for e in found.effects] == pytest.approx([1.0, 2.0, 0.0], abs=1e-12)
    assert np.isnan([found.effects[0].mu_star_low, found.effects[0].sigma]).all()


@pytest.mark.parametrize("digits", [12, 0])
def test_pawn_is_that_of_salib_with_and_without_ties(digits):
    x = np.random.default_rng(0).uniform(-np.pi, np.pi, (400, 3))
    y = np.round(Ishigami.evaluate(x), digits)
    theirs = salib_pawn.analyze(problem(), x, y, S=10)
    for j in range(3):
        own = distances(x[:, j], y, 10)
        assert np.median(own) == pytest.approx(theirs["median"][j], abs=1e-12)
        assert own.max() == pytest.approx(theirs["maximum"][j], abs=1e-12)


def test_pawn_sees_a_spread_that_variance_based_means_do_not():
    """x1 moves the spread of y only, x2 nothing; what is above chance is told."""
    x = np.random.default_rng(1).random((2000, 3))
    y = x[:, 0] * (x[:, 2] - 0.5)
    found = pawn(problem(), x, y)
    one, two, three = found.distances
    assert one.is_above
    assert three.is_above
    assert not two.is_above
    assert one.low <= one.median <= one.high
    assert found.threshold == pytest.approx(0.067, abs=0.01)


def test_pawn_of_few_points_takes_few_slices():
    assert [slices_of(n) for n in (40, 100, 128, 160, 200, 5000)] == [2, 5, 5, 8, 10, 10]
    x = np.random.default_rng(1).random((400, 3))
    for points in (60, 120, 140, 180):
        assert pawn(problem(), x[:points], x[:points, 0]).distances[0].is_above


def test_split_of_a_table_worked_by_hand():
    """Mean squares: points 6, replicates 0, rest 2; so V_c = 2, V_m = (6 - 2) / 2, V_b < 0."""
    found = split([[1.0, 3.0], [2.0, 2.0], [6.0, 4.0]])
    assert (found.points, found.replicates) == (3, 2)
    assert found.own == pytest.approx(2.0, abs=1e-12)
    assert found.parameters == pytest.approx(2.0, abs=1e-12)
    assert found.shared == 0.0
    assert found.share == pytest.approx(0.5, abs=1e-12)
    assert found.noise == pytest.approx(1.0 / 3.0, abs=1e-12)
    assert found.uncorrected == pytest.approx(3.0, abs=1e-12)
    assert found.needed == 19.0


def test_what_replicates_share_is_not_taken_off_twice():
    """Chance that is alike in all worlds cancels: the means need no correction at all."""
    worlds, luck = np.arange(20.0)[:, None], np.array([[-3.0, 0.0, 5.0]])
    found = split(worlds + luck)
    assert found.own == pytest.approx(0.0, abs=1e-10)
    assert found.parameters == pytest.approx(found.uncorrected, abs=1e-10)
    assert found.parameters == pytest.approx(35.0, abs=1e-10)
    assert found.shared == pytest.approx(np.var(luck, ddof=1), abs=1e-10)
    assert found.needed == 1.0


def test_split_recovers_parts_that_are_known():
    rng = np.random.default_rng(4)
    y = (
        2.0 * rng.normal(size=(4000, 1))
        + rng.normal(size=(1, 50))
        + 3.0 * rng.normal(size=(4000, 50))
    )
    found = split(y)
    assert found.parameters == pytest.approx(4.0, rel=0.1)
    assert found.own == pytest.approx(9.0, rel=0.02)
    assert found.low < 4.0 / 14.0 < found.high
    assert found.noise_low < 9.0 / 50.0 / (4.0 + 9.0 / 50.0) < found.noise_high


def test_no_effect_of_parameters_needs_no_number_of_replicates():
    rng = np.random.default_rng(3)
    y = rng.normal(size=(50, 4))
    y -= y.mean(axis=1, keepdims=True)
    found = split(y)
    assert found.share == 0.0
    assert found.noise == 1.0
    assert np.isinf(found.needed)


@pytest.mark.parametrize(("shape", "told"), [((5, 1), "replicates=1"), ((1, 5), "points=1")])
def test_one_replicate_or_point_cannot_be_split(shape, told):
    with pytest.raises(UserError, match=told):
        split(np.ones(shape))
