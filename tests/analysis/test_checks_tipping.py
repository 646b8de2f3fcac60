"""Statistics of jumps, basins and warnings written a second time, or by other libraries."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import f_oneway, gaussian_kde, kendalltau
from sklearn.metrics import roc_auc_score, roc_curve
from statsmodels.tsa.arima_process import ArmaProcess
from statsmodels.tsa.stattools import acf
from tipping_cases import autoregression

from analysis.tipping.basins import _critical, dependence
from analysis.tipping.jumps import _difference
from analysis.tipping.noise import PERSISTENCES, fit, kept_sd, smooth, surrogates
from analysis.tipping.warning import roc, signals

pytestmark = pytest.mark.quick


def test_variance_and_autocorrelation_are_those_of_each_window():
    """Window by window with NumPy; the smoothing as a weighted mean, the trend by SciPy."""
    y = np.random.default_rng(0).normal(size=80).cumsum()
    found = signals(y)
    places = np.arange(80)
    reach = int(4 * 8 + 0.5)  # the kernel is cut at four standard deviations
    padded = np.concatenate([np.full(reach, y[0]), y, np.full(reach, y[-1])])
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / 8.0) ** 2)
    trend = [weights @ padded[i : i + 2 * reach + 1] / weights.sum() for i in places]
    residual = y - np.array(trend)
    np.testing.assert_allclose(found.residual, residual, rtol=0, atol=1e-10)
    variance, lagged = np.full(80, np.nan), np.full(80, np.nan)
    for end in range(39, 80):
        window = residual[end - 39 : end + 1]
        variance[end] = np.var(window, ddof=1)
        if end > 39:
            before = residual[end - 40 : end]
            lagged[end] = np.corrcoef(window, before)[0, 1]
    np.testing.assert_allclose(found.variance, variance, rtol=1e-9, atol=0)
    np.testing.assert_allclose(found.autocorrelation[40:], lagged[40:], rtol=0, atol=1e-9)
    for name, values in (("variance", variance[39:]), ("autocorrelation", lagged[40:])):
        trend = kendalltau(np.arange(len(values)), values)
        assert found.tau[name] == pytest.approx(trend.statistic, abs=1e-12)
        assert found.p[name] == pytest.approx(trend.pvalue, abs=1e-12)


def test_area_and_curve_of_a_warning_are_scikit_learns():
    rng = np.random.default_rng(1)
    tips, others = np.round(rng.normal(0.4, 0.5, 40), 1), np.round(rng.normal(0, 0.5, 30), 1)
    found = roc(tips.tolist(), others.tolist(), [1.0] * 30)
    is_tip, tau = np.repeat([1, 0], [40, 30]), np.concatenate([tips, others])
    assert found.area == pytest.approx(roc_auc_score(is_tip, tau), abs=1e-12)
    false, hits, _ = roc_curve(is_tip, tau, drop_intermediate=False)
    # It counts what is at a cut or above it, here what is above the next lower one.
    np.testing.assert_allclose(found.curve[1:], np.column_stack([false, hits]), atol=1e-12)


def test_what_a_start_decides_is_an_analysis_of_variance():
    """F and its p by SciPy; the share from F: (F - 1) / (F + r - 1). p of 999 permutations."""
    rng = np.random.default_rng(2)
    for effect in (0.0, 0.2):
        y = effect * rng.normal(size=(30, 1)) + rng.normal(size=(30, 6))
        expected = f_oneway(*y)
        share, p = dependence(y)
        by_f = (expected.statistic - 1.0) / (expected.statistic + 5.0)
        assert share == pytest.approx(max(0.0, by_f), abs=1e-12)
        # Four standard errors of a share of 999 are .063 at most.
        assert p == pytest.approx(expected.pvalue, abs=0.065)


@pytest.mark.parametrize("modes", [1, 2, 3])
def test_the_critical_bandwidth_is_that_of_scipys_density(modes):
    """Just above it SciPy's kernel density has so many modes, just below it has more."""
    y = np.sort(np.concatenate([np.random.default_rng(3).normal(m, 1, 60) for m in (0, 4, 9)]))
    h = _critical(y, modes)

    def count(bandwidth: float) -> int:
        density = gaussian_kde(y, bandwidth / y.std(ddof=1))
        values = density(np.linspace(y[0] - 3 * h, y[-1] + 3 * h, 4000))
        return int(((np.diff(values)[:-1] > 0) & (np.diff(values)[1:] < 0)).sum())

    assert count(1.03 * h) == modes
    assert count(0.97 * h) > modes


def test_a_step_is_the_difference_of_two_straight_lines():
    """NumPy's least squares on the eight points of each side, read midway between them."""
    y = np.random.default_rng(4).normal(size=30).cumsum()
    found = _difference(y[None], 8)[0]
    x = np.arange(8.0)
    for g in range(30 - 16 + 1):
        left = np.polyval(np.polyfit(x, y[g : g + 8], 1), 7.5)
        right = np.polyval(np.polyfit(x, y[g + 8 : g + 16], 1), -0.5)
        assert found[g] == pytest.approx(right - left, abs=1e-10)


def test_noise_around_a_response_is_that_of_an_autoregression():
    """Surrogates have the autocorrelation of statsmodels' AR(1); what was put in is found again."""
    place = int(np.flatnonzero(PERSISTENCES == 0.6)[0])
    made = surrogates(place, 400, 300, 0)
    theory = ArmaProcess([1.0, -0.6]).acf(4)
    found = np.mean([acf(row, nlags=3, fft=False) for row in made], axis=0)
    # Short series show a little less: about (1 + 3 phi) / n = .007 at lag 1.
    np.testing.assert_allclose(found, theory, rtol=0, atol=0.03)
    noise = 0.3 * autoregression(np.random.default_rng(5), 400, 60, 0.6)
    left = noise - smooth(noise, 7)
    sd, places = fit(left, np.ones(left.shape, dtype=bool), 7)
    assert np.median(PERSISTENCES[places]) == pytest.approx(0.6, abs=0.1)
    assert np.median(sd) == pytest.approx(0.3, abs=0.03)
    assert kept_sd(place, 60, 7) == pytest.approx(left.std() / 0.3, abs=0.02)
