"""Baselines on made-up series whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from made_codings import coding

from analysis.validation.baselines import (
    BASELINES,
    MEMBERS,
    _within_categories,
    autoregression,
    constant_mean,
    ordered_logit,
    persistence,
    rhetoric,
)

pytestmark = pytest.mark.quick


def ar1(dyad, a, b, first, n=30, sd=0.0, seed=0):
    """Return a series y' = a + b y + noise."""
    rng, values = np.random.default_rng(seed), [first]
    for _ in range(n - 1):
        values.append(a + b * values[-1] + sd * rng.normal())
    return coding(dyad, values)


def test_ar1_is_recovered_exactly_without_noise():
    train = [ar1("A", 0.2, 0.7, 0.1), ar1("B", 0.2, 0.7, 0.9)]
    forecast = autoregression(train)
    own = coding("C", [0.5])
    for horizon, expected in ((1, 0.55), (2, 0.585), (3, 0.6095)):
        members = forecast(own, 2000, horizon)
        assert members.shape == (MEMBERS,)
        assert members == pytest.approx(np.full(MEMBERS, expected), abs=1e-6)


def test_ar1_spreads_as_the_noise_does():
    train = [ar1(name, 0.2, 0.6, 0.5, n=400, sd=0.05, seed=i) for i, name in enumerate("AB")]
    members = autoregression(train)(coding("C", [0.5]), 2000, 2)
    # Variance after two steps: sd^2 (1 + b^2).
    assert members.std() == pytest.approx(0.05 * np.sqrt(1.36), rel=0.15)
    assert members.mean() == pytest.approx(0.5, abs=0.01)


def test_persistence_is_centred_on_the_origin_and_spreads_as_changes_do():
    train = [coding("A", [0.5, 0.6] * 10)]  # changes of +.1 and -.1 in turn; none over two years
    own = coding("B", [0.3, 0.4])
    one, two = (persistence(train)(own, 2001, horizon) for horizon in (1, 2))
    assert one.mean() == pytest.approx(0.4, abs=0.01)
    assert (one.min(), one.max()) == pytest.approx((0.3, 0.5), abs=0.01)
    assert two == pytest.approx(np.full(MEMBERS, 0.4), abs=1e-12)


def test_constant_mean_uses_the_dyads_own_past():
    members = constant_mean([coding("A", [0.5] * 20)])(coding("B", [0.2, 0.4, 0.9]), 2001, 1)
    assert members == pytest.approx(np.full(MEMBERS, 0.3), abs=1e-12)


def test_rhetoric_recovers_a_linear_answer():
    rng = np.random.default_rng(0)
    words = rng.uniform(0, 0.4, 30)
    values = np.concatenate([[0.9], 0.9 + np.cumsum(0.03 - 0.2 * words[1:])])
    train = [coding("A", values, words=words)]
    own = coding("B", [0.5, 0.5], words=[0.0, 1.0])
    members = rhetoric(train)(own, 2000, 1)
    assert members == pytest.approx(np.full(MEMBERS, 0.5 + 0.03 - 0.2), abs=1e-6)


def test_ordered_logit_learns_what_penalties_do():
    rng = np.random.default_rng(0)
    train = []
    for name in "ABCD":
        penalties = rng.integers(0, 2, 25).astype(float)
        noise = rng.normal(0, 0.15, 25)
        train.append(coding(name, (0.75 - 0.5 * penalties + noise).clip(0, 1), penalties=penalties))
    forecast = ordered_logit(train)
    calm = forecast(coding("X", [0.7, 0.7], penalties=[0, 0]), 2000, 1)
    hit = forecast(coding("X", [0.7, 0.7], penalties=[0, 1]), 2000, 1)
    assert calm.mean() == pytest.approx(0.75, abs=0.08)
    assert hit.mean() == pytest.approx(0.25, abs=0.08)


def test_members_lie_evenly_within_their_category():
    sure = _within_categories(np.array([0.0, 0.0, 1.0, 0.0, 0.0]))
    assert (sure.min(), sure.max()) == pytest.approx((0.375, 0.625), abs=1e-3)
    ends = _within_categories(np.array([0.5, 0.0, 0.0, 0.0, 0.5]))
    assert (ends < 0.125).mean() == 0.5
    assert (ends > 0.875).mean() == 0.5


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_answers_with_hardly_any_training(name):
    forecast = BASELINES[name]([coding("A", [0.5, 0.6])], 0)
    members = forecast(coding("B", [0.4]), 2000, 3)
    assert members.shape == (MEMBERS,)
    assert ((members >= 0) & (members <= 1)).all()
    assert members.std() > 0.05


@pytest.mark.parametrize("name", BASELINES)
def test_a_training_set_that_never_moves(name):
    forecast = BASELINES[name]([coding("A", [0.5] * 20)], 0)
    members = forecast(coding("B", [0.4, 0.4]), 2001, 1)
    assert np.isfinite(members).all()


@pytest.mark.parametrize("name", BASELINES)
def test_the_same_seed_gives_the_same_members(name):
    train = [ar1("A", 0.2, 0.7, 0.1, sd=0.05), ar1("B", 0.2, 0.7, 0.9, sd=0.05, seed=1)]
    own = coding("C", [0.5, 0.55])
    one, other = (BASELINES[name](train, 3)(own, 2001, 2) for _ in range(2))
    assert np.array_equal(one, other)
