"""The shared smooth functions: accuracy, order, symmetry, moments."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from model.draws import SPEECH, table
from model.numerics import clip, exp, logistic, standard_noise

pytestmark = pytest.mark.quick

GRID = [i / 100.0 for i in range(-6000, 6001)]


def test_exp_is_within_its_stated_relative_error():
    assert max(abs(exp(x) / math.exp(x) - 1.0) for x in GRID) < 1e-13


def test_exp_is_limited():
    assert exp(0.0) == 1.0
    assert exp(1e6) == exp(60.0)
    assert exp(-1e6) == exp(-60.0) > 0.0


def test_exp_and_logistic_increase():
    for function in (exp, logistic):
        values = [function(x) for x in GRID]
        assert all(a <= b for a, b in pairwise(values))
    inner = [exp(x) for x in GRID]
    assert all(a < b for a, b in pairwise(inner))


def test_logistic_is_symmetric():
    assert logistic(0.0) == 0.5
    for x in GRID:
        assert logistic(x) + logistic(-x) == pytest.approx(1.0, abs=1e-13, rel=0.0)
        assert logistic(x) == pytest.approx(1.0 / (1.0 + math.exp(-x)), abs=0.0, rel=1e-13)


def test_clip():
    assert [clip(x, -1.0, 2.0) for x in (-3.0, -1.0, 0.5, 2.0, 7.0)] == [-1.0, -1.0, 0.5, 2.0, 2.0]


def test_noise_at_the_corners():
    root = math.sqrt(6.0)
    assert standard_noise(0.5, 0.5) == 0.0
    assert standard_noise(0.0, 0.0) == pytest.approx(-root, abs=1e-14, rel=0.0)
    assert standard_noise(1.0, 1.0) == pytest.approx(root, abs=1e-14, rel=0.0)
    assert standard_noise(1.0, 0.5) == pytest.approx(root / 2.0, abs=1e-14, rel=0.0)


def test_noise_has_mean_0_and_variance_1():
    """Midpoints of a grid of m x m cells: the variance is 1 - 1/m**2, exactly."""
    m = 50
    mid = [(i + 0.5) / m for i in range(m)]
    values = [standard_noise(u, v) for u in mid for v in mid]
    assert math.fsum(values) / m**2 == pytest.approx(0.0, abs=1e-12, rel=0.0)
    variance = math.fsum(x * x for x in values) / m**2
    assert variance == pytest.approx(1.0 - 1.0 / m**2, abs=1e-12, rel=0.0)


def test_noise_of_draws_has_mean_0_and_variance_1():
    """20,000 fixed draws: within four standard errors (the fourth moment is 2.4)."""
    rows = table(0, 0, range(10_000), SPEECH, ("a",))
    values = [standard_noise(q[i], q[i + 1]) for (q,) in rows for i in (0, 2)]
    n = len(values)
    assert abs(math.fsum(values) / n) < 4.0 / n**0.5
    assert abs(math.fsum(x * x for x in values) / n - 1.0) < 4.0 * (1.4 / n) ** 0.5
