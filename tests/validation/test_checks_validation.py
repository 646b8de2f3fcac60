"""Scores and baselines written a second time: integrals, SciPy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from made_codings import table
from scipy.stats import bootstrap, percentileofscore
from sklearn.metrics import brier_score_loss

from analysis.validation.baselines import _least_squares
from analysis.validation.scores import pit, score
from analysis.validation.skill import RESAMPLES, difference

pytestmark = pytest.mark.quick


def test_crps_is_the_integral_of_the_squared_gap_of_distributions():
    """Gneiting & Raftery (2007): (F(x) - 1{x >= y})^2 over x, on 200,000 steps."""
    rng = np.random.default_rng(0)
    members, seen = rng.random((4, 15)), rng.random(4)
    x = (np.arange(200_000) + 0.5) / 200_000
    for row, y, found in zip(members, seen, score(members, table(seen)).crps, strict=True):
        below = np.searchsorted(np.sort(row), x, side="right") / 15
        assert found == pytest.approx(((below - (x >= y)) ** 2).mean(), abs=1e-5)


def test_pit_is_scipys_mean_rank():
    rng = np.random.default_rng(1)
    members, seen = np.round(rng.random((5, 20)), 1), np.round(rng.random(5), 1)
    expected = [percentileofscore(m, y, "mean") / 100 for m, y in zip(members, seen, strict=True)]
    np.testing.assert_allclose(pit(members, seen), expected, rtol=0, atol=1e-12)


def test_brier_is_scikit_learns():
    rng = np.random.default_rng(2)
    members, seen = rng.random((30, 40)), rng.random(30)
    found = score(members, table(seen)).brier_rupture
    expected = brier_score_loss(seen < 0.375, (members < 0.375).mean(axis=1))
    assert found.mean() == pytest.approx(expected, abs=1e-12)


def test_interval_over_dyads_is_scipys():
    """One case a dyad, so that dyads are what SciPy draws."""
    rng = np.random.default_rng(3)
    own, other = rng.random(12), rng.random(12)
    found = difference(own, other, np.array([f"{i:02}" for i in range(12)]))
    expected = bootstrap(
        (own - other,),
        np.mean,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(0),
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_lines_of_the_baselines_are_statsmodels():
    rng = np.random.default_rng(4)
    x = rng.random((40, 2))
    y = 0.2 + x @ [0.5, -0.3] + rng.normal(0, 0.1, 40)
    found, fit = _least_squares(x, y), sm.OLS(y, sm.add_constant(x)).fit()
    np.testing.assert_allclose(found.coefficients, fit.params, rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.covariance, fit.cov_params(), rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.residuals, fit.resid, rtol=0, atol=1e-10)
