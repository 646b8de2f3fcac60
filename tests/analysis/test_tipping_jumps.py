"""Jumps and loops against systems whose answers are known; smooth responses have none."""

from __future__ import annotations

import numpy as np
import pytest
from tipping_cases import autoregression, cusp, schmitt, staircase

from analysis.tipping.jumps import find_jumps, is_regime, switches
from analysis.tipping.loop import both_jumps, branches, gap, width
from analysis.tipping.rates import DELAY, FOLD, at_rate_zero, kind
from model.errors import UserError

SPEEDS = (500.0, 1000.0, 2000.0, 4000.0)


@pytest.mark.parametrize("b", [1.0, 0.5])
def test_the_folds_of_the_cusp_are_recovered(b):
    fold = 2.0 * b**1.5 / (3.0 * np.sqrt(3.0))
    ups, downs, widths = [], [], []
    for months in SPEEDS:
        found = branches(*cusp(b, months))
        up, down = both_jumps(found)
        ups.append(up.at[0])
        downs.append(down.at[0])
        widths.append(width(up, down)[0])
    rates = 2.4 / np.array(SPEEDS)
    # A finite ramp jumps late: each slower one less so, and never early.
    assert (np.diff(ups) < 0.0).all()
    assert ups[-1] > fold
    assert at_rate_zero(rates, ups, FOLD).value == pytest.approx(fold, abs=0.006)
    assert at_rate_zero(rates, downs, FOLD).value == pytest.approx(-fold, abs=0.006)
    assert at_rate_zero(rates, widths, FOLD).value == pytest.approx(2.0 * fold, abs=0.01)


def test_without_a_fold_there_is_no_jump_and_the_loop_closes():
    gaps = []
    for months in SPEEDS:
        found = branches(*cusp(-0.5, months))
        up, down = both_jumps(found)
        assert not up.found.any()
        assert not down.found.any()
        assert np.isnan(width(up, down)).all()
        gaps.append(gap(found)[0])
    assert gaps[0] > 0.005
    assert gaps[-1] > 8e-4
    rates = 2.4 / np.array(SPEEDS)
    assert at_rate_zero(rates, gaps, DELAY).value == pytest.approx(0.0, abs=3e-4)


@pytest.mark.parametrize("months", [1, 6])
def test_the_thresholds_of_a_schmitt_trigger_are_recovered(months):
    control = staircase(41, months)
    state = schmitt(control, up=0.61, down=0.29)
    up, down = both_jumps(branches(control, state))
    assert up.at == pytest.approx([0.61], abs=0.0126)  # half a step
    assert down.at == pytest.approx([0.29], abs=0.0126)
    assert (up.size[0], down.size[0]) == pytest.approx((1.0, -1.0), abs=1e-9)
    assert width(up, down) == pytest.approx([0.32], abs=0.0251)
    assert is_regime(state)
    up, down = switches(control, state[None])
    assert up.at == pytest.approx([0.625], abs=1e-12)  # the first level at or above
    assert down.at == pytest.approx([0.275], abs=1e-12)  # the last one not below is 0.3


def test_a_trigger_in_noise_is_recovered_in_most_series():
    rng = np.random.default_rng(1)
    control = staircase(41, 4)
    state = schmitt(control, up=0.61, down=0.29) - 0.5 * control
    noisy = state + 0.1 * autoregression(rng, 100, len(control), 0.8)
    up, down = both_jumps(branches(control, noisy))
    assert up.found.mean() > 0.9
    assert down.found.mean() > 0.9
    assert np.nanmedian(up.at) == pytest.approx(0.61, abs=0.026)
    assert np.nanmedian(down.at) == pytest.approx(0.29, abs=0.026)


def test_a_regime_that_never_changes_has_no_switch():
    control = staircase(12, 1)
    for value in (0.0, 1.0):
        up, down = switches(control, np.full((2, len(control)), value))
        assert not up.found.any()
        assert not down.found.any()


def test_a_regime_that_stays_switched_has_no_way_back():
    control = staircase(12, 1)
    state = (np.arange(len(control)) >= 5).astype(float)[None]
    up, down = switches(control, state)
    assert up.at[0] == control[5]
    assert up.index[0] == 5
    assert not down.found.any()
    assert np.isnan(width(up, down)).all()


@pytest.mark.parametrize(
    "response",
    [
        np.zeros_like,
        lambda s: 3.0 - 2.0 * s,
        lambda s: s**2,
        lambda s: np.tanh((s - 0.5) / 0.2),
        lambda s: np.abs(s - 0.5),
        lambda s: np.sin(6.0 * s),
    ],
)
@pytest.mark.parametrize("n", [21, 41, 101])
def test_smooth_responses_without_noise_have_no_jump(response, n):
    s = np.linspace(0.0, 1.0, n)
    assert not find_jumps(s, response(s)).found.any()


@pytest.mark.parametrize("n", [31])
@pytest.mark.parametrize("phi", [0.0, 0.5, 0.9])
def test_noise_and_slopes_have_no_jump(n, phi):
    """Nominal 1 %. Measured over 2,000 series: .002 to .025. 400 series: 4.5 standard errors."""
    rng = np.random.default_rng(2)
    s = np.linspace(0.0, 1.0, n)
    noise = autoregression(rng, 400, n, phi)
    assert find_jumps(s, noise).found.mean() <= 0.055
    assert find_jumps(s, 0.1 * noise - 3.0 * s).found.mean() <= 0.055


def test_what_cannot_be_looked_at_is_told():
    s = np.linspace(0.0, 1.0, 30)
    with pytest.raises(UserError, match="1 values are not finite numbers"):
        find_jumps(s, np.where(s > 0.99, np.nan, s))
    with pytest.raises(UserError, match="limb=8 are too few to tell a jump from a slope"):
        find_jumps(s[:8], s[:8])
    with pytest.raises(UserError, match="do not fit each other"):
        find_jumps(s, s[:-1])
    with pytest.raises(UserError, match="is not a ramp; allowed rising to one highest value"):
        branches(np.sin(9.0 * s), s)


def test_branches_take_the_second_half_of_each_step():
    control = np.repeat([0.0, 1.0, 2.0, 1.0, 0.0], 4)
    state = np.arange(20.0)
    found = branches(control, state)
    assert found.up_control.tolist() == [0.0, 1.0, 2.0]
    assert found.up.tolist() == [[2.5, 6.5, 10.5]]
    assert found.down_control.tolist() == [2.0, 1.0, 0.0]
    assert found.down.tolist() == [[10.5, 14.5, 18.5]]
    assert found.up_begins.tolist() == [0, 4, 8]
    # ((18.5 - 2.5) / 2 + (14.5 - 6.5) + 0 / 2) / 2
    assert gap(found) == pytest.approx([8.0], abs=1e-12)


def test_a_ramp_that_does_not_come_back_has_no_gap():
    found = branches(np.repeat(np.linspace(0, 1, 15), 2), np.zeros(30))
    assert not found.has_return
    assert np.isnan(gap(found)).all()


def test_two_jumps_in_the_same_direction_are_no_loop():
    control = staircase(41, 1)
    state = (np.arange(len(control)) > 20).astype(float) + (np.arange(len(control)) > 60)
    up, down = both_jumps(branches(control, state))
    assert up.found.all()
    assert down.found.all()
    assert np.isnan(width(up, down)).all()


def test_extrapolation_is_exact_for_its_own_law():
    rates = np.array([0.04, 0.01, 0.02])
    for exponent in (FOLD, DELAY):
        values = 0.3 + 5.0 * rates[None, :] ** exponent + np.array([[0.0], [0.1]])
        found = at_rate_zero(rates, values, exponent)
        assert found.value == pytest.approx(0.35, abs=1e-12)
        assert found.n == 2


def test_extrapolation_leaves_out_what_is_missing_and_refuses_one_rate():
    found = at_rate_zero([0.01, 0.02], [[np.nan, 1.0], [0.5, 1.0]], DELAY)
    assert (found.value, found.n) == (pytest.approx(0.0, abs=1e-12), 1)
    assert np.isnan(at_rate_zero([0.01, 0.02], [[np.nan, 1.0]]).value)
    with pytest.raises(UserError, match="leave nothing to extrapolate"):
        at_rate_zero([0.01, 0.01], [[1.0, 1.0]])


@pytest.mark.parametrize(("series", "has_interval"), [(9, False), (10, True)])
def test_a_limit_of_few_series_has_no_interval(series, has_interval):
    values = np.column_stack([np.linspace(0.4, 0.6, series), np.ones(series)])
    found = at_rate_zero([0.01, 0.02], values, DELAY)  # 2 x slower - faster
    assert (found.value, found.n) == (pytest.approx(0.0, abs=1e-12), series)
    assert bool(np.isfinite([found.low, found.high]).all()) is has_interval


def test_what_a_gap_is():
    def limits(*bounds):
        from analysis.tipping.rates import Limit

        return tuple(Limit(1.0, sum(b) / 2, *b, 9) for b in bounds)

    assert kind((-0.1, 0.1), limits((1, 2), (1, 2))) == "none"
    assert kind((0.1, 0.2), limits((0.1, 0.2), (0.05, 0.2))) == "remains"
    assert kind((-0.2, -0.1), limits((-0.2, -0.1), (-0.3, -0.1))) == "remains"
    assert kind((0.1, 0.2), limits((-0.1, 0.1), (-0.3, -0.1))) == "rate-dependent"
    assert kind((0.1, 0.2), limits((-0.1, 0.1), (0.1, 0.2))) == "undecided"
    assert kind((0.1, 0.2), ()) == "not told"
    assert kind((np.nan, np.nan), ()) == "not told"
