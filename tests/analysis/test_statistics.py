"""Statistics of pairs against SciPy, statsmodels, published and hand-worked numbers."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import stats
from scipy.stats import bootstrap, wilcoxon
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.weightstats import ttost_paired

from analysis.statistics.band import band
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import check_positive, without_rounding
from analysis.statistics.dominance import first_order, second_order
from analysis.statistics.hodges_lehmann import pseudo_median
from analysis.statistics.power import detectable, detectable_effect, needed, power_of
from analysis.statistics.superiority import superiority
from analysis.statistics.testing import equivalence, holm, signed_rank
from model.errors import UserError

pytestmark = pytest.mark.quick

# Hollander, Wolfe & Chicken (2014), table 3.1: depression scale of nine patients, before and after.
BEFORE = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30])
AFTER = np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])


@pytest.mark.parametrize("n", [12, 40, 500])
def test_bootstrap_is_scipys_bca(n):
    rng = np.random.default_rng(n)
    d = np.stack([rng.exponential(size=n), rng.normal(size=n), rng.integers(0, 2, n)], axis=1)
    d[0, 2], d[-1, 2] = 0.0, 1.0
    found = mean_intervals(d, 0.9, seed=5)
    for i, column in enumerate(d.T):
        expected = bootstrap(
            (column,),
            np.mean,
            confidence_level=0.9,
            n_resamples=2000,
            method="BCa",
            rng=np.random.default_rng(5),
        ).confidence_interval
        assert found.mean[i] == pytest.approx(column.mean(), abs=1e-14)
        assert (found.low[i], found.high[i]) == pytest.approx(tuple(expected), abs=1e-9)
        assert found.low[i] <= found.mean[i] <= found.high[i]


def test_bootstrap_in_blocks_is_the_bootstrap_at_once(monkeypatch):
    d = np.random.default_rng(0).normal(size=(60, 3))
    at_once = mean_intervals(d)
    monkeypatch.setattr("analysis.statistics.bootstrap.REMEMBERED", 0)
    monkeypatch.setattr("analysis.statistics.bootstrap.BLOCK", 1000)
    in_blocks = mean_intervals(d)
    np.testing.assert_allclose(in_blocks.low, at_once.low, rtol=0, atol=1e-14)
    np.testing.assert_allclose(in_blocks.high, at_once.high, rtol=0, atol=1e-14)


def test_bootstrap_without_spread_or_with_one_pair():
    flat = mean_intervals([0.2, 0.2, 0.2])
    assert (flat.low[0], flat.mean[0], flat.high[0]) == pytest.approx((0.2, 0.2, 0.2), abs=1e-15)
    one = mean_intervals([0.3])
    assert one.mean[0] == 0.3
    assert math.isnan(one.low[0])
    assert math.isnan(one.high[0])


@pytest.mark.parametrize("n", [1, 2, 5, 8, 51, 120])
@pytest.mark.parametrize("kind", ["normal", "tied", "zero-heavy"])
def test_hodges_lehmann_is_the_median_of_all_averages(n, kind):
    rng = np.random.default_rng(n)
    d = rng.normal(size=n)
    if kind == "tied":
        d = rng.integers(-2, 3, n) / 4.0
    if kind == "zero-heavy":
        d = np.where(rng.random(n) < 0.8, 0.0, d)
    pairs = itertools.combinations_with_replacement(d, 2)
    averages = sorted((a + b) / 2 for a, b in pairs)
    found = pseudo_median(d)
    assert found.estimate == pytest.approx(float(np.median(averages)), abs=1e-15)
    if n == 8:  # signed-rank table: P(W <= 3) = 0.0195, P(W <= 4) = 0.027; so C = 4
        assert (found.low, found.high) == pytest.approx((averages[3], averages[-4]), abs=1e-15)


def test_hodges_lehmann_published():
    # Hollander & Wolfe: estimate -0.46, 96.1 % interval (-0.786, -0.010).
    found = pseudo_median(AFTER - BEFORE)
    assert found.estimate == pytest.approx(-0.46, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((-0.786, -0.010), abs=1e-12)


def test_hodges_lehmann_has_no_interval_for_five_pairs():
    # The widest, all 15 averages, has level 1 - 2/32 = 0.9375.
    assert math.isnan(pseudo_median([1.0, 2.0, 3.0, 4.0, 5.0]).low)
    assert pseudo_median([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).low == 1.0


def test_superiority_worked_by_hand():
    # 6 above, 2 below, 2 equal of 10: delta 0.4; centre 4/12, se sqrt(9 - 16/12)/12 = 0.230740
    found = superiority([1, 1, 1, 1, 1, 1, -1, -1, 0, 0])
    assert found.probability[0] == pytest.approx(0.7, abs=1e-15)
    assert found.low[0] == pytest.approx((1 + 1 / 3 - 1.959964 * 0.230740) / 2, abs=1e-6)
    assert found.high[0] == pytest.approx((1 + 1 / 3 + 1.959964 * 0.230740) / 2, abs=1e-6)
    assert superiority([1.0] * 30).high[0] == 1.0


def test_signed_rank_published_and_scipys():
    # R's wilcox.test on the same data: V = 40, p = 0.03906.
    assert signed_rank(BEFORE - AFTER)[0] == pytest.approx(0.0390625, abs=1e-12)
    d = np.random.default_rng(0).normal(0.1, 1, (80, 4))
    expected = wilcoxon(d, axis=0).pvalue
    np.testing.assert_allclose(signed_rank(d), expected, rtol=0, atol=1e-14)
    assert signed_rank(np.zeros(9))[0] == 1.0


def test_equivalence_is_statsmodels():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=30), rng.normal(0.05, 1, 30)
    for margin in (0.1, 0.4, 1.0):
        expected = ttost_paired(b, a, -margin, margin)[0]
        assert equivalence(b - a, margin)[0] == pytest.approx(expected, abs=1e-12)
    assert math.isnan(equivalence(np.zeros(20), 0.1)[0])
    assert math.isnan(equivalence([0.01], 0.1)[0])


def test_holm_worked_by_hand_and_statsmodels():
    # 4 x 0.01, 3 x 0.02 = 0.06, then 2 x 0.03 = 0.06, then 0.04 raised to 0.06.
    np.testing.assert_allclose(
        holm([0.04, 0.01, 0.03, 0.02]), [0.06, 0.04, 0.06, 0.06], rtol=0, atol=1e-15
    )
    p = np.random.default_rng(0).random(50) ** 3
    expected = multipletests(p, method="holm")[1]
    np.testing.assert_allclose(holm(p), expected, rtol=0, atol=1e-14)
    assert np.isnan(holm([0.01, float("nan")])[1])
    assert holm([0.01, float("nan")])[0] == pytest.approx(0.01)


@pytest.mark.parametrize("n", [2, 5, 30, 400, 20_000])
def test_detectable_is_statsmodels(n):
    expected = TTestPower().solve_power(nobs=n, alpha=0.05, power=0.8)
    assert detectable_effect(n) == pytest.approx(expected, rel=1e-3)
    assert power_of(detectable_effect(n), n) == pytest.approx(0.8, abs=1e-6)


def test_needed_is_statsmodels_rounded_up():
    d = np.random.default_rng(0).normal(size=50)
    d = (d - d.mean()) / d.std(ddof=1)
    for aim in (0.05, 0.2, 0.5, 1.0):
        expected = TTestPower().solve_power(effect_size=aim, alpha=0.05, power=0.8)
        assert needed(d, aim)[0] == math.ceil(expected)
    assert math.isnan(needed(np.zeros(5), 0.1)[0])
    assert math.isnan(needed(d, 1e-6)[0])
    assert math.isnan(detectable(np.full(5, 0.3))[0])


def test_dominance_of_curves_that_do_and_do_not_cross():
    rng = np.random.default_rng(0)
    a = rng.normal(size=400)
    assert first_order(a, a + 0.3)[0].verdict == "alternative"
    assert first_order(a + 0.3, a)[0].verdict == "reference"
    assert first_order(a, a)[0].verdict == "equal"
    # Wider at the same mean: the curves cross, and the averse choose the narrow one.
    assert first_order(a, 3.0 * a)[0].verdict == "neither"
    assert second_order(a, 3.0 * a)[0].verdict == "reference"
    assert second_order(a, 3.0 * a, is_more_better=[False])[0].verdict == "reference"
    # Less is better: what lies higher is worse to everyone.
    assert second_order(a, a + 0.3, is_more_better=[False])[0].verdict == "reference"


def test_dominance_needs_data():
    assert first_order([0.1], [0.2])[0].verdict == "undecided"
    rng = np.random.default_rng(3)
    assert first_order(rng.normal(size=8), rng.normal(size=8))[0].verdict == "undecided"


def test_dominance_by_column():
    rng = np.random.default_rng(0)
    a = rng.normal(size=(300, 2))
    b = a + np.array([0.5, -0.5])
    assert [item.verdict for item in first_order(a, b)] == ["alternative", "reference"]


def test_band_is_wider_than_pointwise_and_flat_without_spread():
    d = np.random.default_rng(0).normal(size=(200, 30))
    d[:, 0] = 0.0
    found = band(d)
    error = d.std(axis=0, ddof=1) / np.sqrt(200)
    width = (found.high - found.mean)[1:] / error[1:]
    # Of 29 independent months the two-sided 95 % quantile of the largest is near 3.1.
    assert np.all((width > 2.8) & (width < 3.5))
    assert found.low[0] == found.high[0] == 0.0
    assert np.isnan(band(d[:1]).low).all()


@pytest.mark.parametrize("pairs", [8, 400])
def test_the_band_of_one_month_is_students_interval(pairs):
    """4,000 draws leave 1.5 % of the width (3 standard errors of the quantile)."""
    d = np.random.default_rng(1).normal(size=(pairs, 1))
    for months in (d, np.hstack([d, 3.0 * d, -d])):  # months that move as one are one
        found = band(months)
        expected = stats.ttest_1samp(months, 0.0).confidence_interval(0.95)
        np.testing.assert_allclose(found.high - found.mean, expected.high - found.mean, rtol=0.05)
        np.testing.assert_allclose(found.mean - found.low, found.mean - expected.low, rtol=0.05)


def test_the_band_holds_with_its_probability_by_scipys_normal_distribution():
    """P(all |z| <= c) under the correlation of the months is the level, to 3 standard errors."""
    d = np.cumsum(np.random.default_rng(2).normal(size=(5000, 6)), axis=1)
    found = band(d, 0.9)
    c = (found.high - found.mean) / (d.std(axis=0, ddof=1) / np.sqrt(5000))
    np.testing.assert_allclose(c, c[0], rtol=1e-12)
    normal = stats.multivariate_normal(cov=np.corrcoef(d.T))
    within = normal.cdf(c, lower_limit=-c)
    assert within == pytest.approx(0.9, abs=3.0 * np.sqrt(0.9 * 0.1 / 4000))


def test_rounding_is_no_difference():
    np.testing.assert_array_equal(
        without_rounding([0.1 + 0.2, 1.0, 0.0], [0.3, 1.001, 1e-300]),
        [0.0, 1.001 - 1.0, 1e-300],
    )


@pytest.mark.parametrize(
    "call",
    [mean_intervals, pseudo_median, superiority, signed_rank, detectable, band],
)
def test_empty_and_nan_are_errors(call):
    with pytest.raises(UserError, match="holds no pair"):
        call([])
    with pytest.raises(UserError, match="1 values are not finite numbers"):
        call([0.1, float("nan")])


def test_levels_and_margins_are_checked():
    with pytest.raises(UserError, match=r"confidence=95 is not a level"):
        mean_intervals([0.1, 0.2], 95)
    with pytest.raises(UserError, match=r"margin=0\.0 is not positive"):
        equivalence([0.1, 0.2], 0.0)
    with pytest.raises(UserError, match="detect=-1 is not positive"):
        needed([0.1, 0.2], -1)
    with pytest.raises(UserError, match="pairs=3 and 2 are not pairs"):
        first_order([1.0, 2.0, 3.0], [1.0, 2.0])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (0.0, "--margin=0 is not a positive number"),
        (math.inf, "--margin=inf is not"),
        (math.nan, "--margin=nan is not"),
        ({"trust_mean": 0.1, "p_rupture": 0.0}, "--margin=p_rupture=0 is not"),
    ],
)
def test_what_is_not_above_zero_is_named(given, told):
    with pytest.raises(UserError, match=told):
        check_positive("--margin", given)
    check_positive("--margin", {"trust_mean": 0.1})
    check_positive("--margin", None)
