"""Statistics of pairs written a second time, from their definitions or with other libraries."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter, NelsonAalenFitter
from lifelines.utils import restricted_mean_survival_time
from made_records import arms, record
from scipy.stats import bootstrap, pearsonr, ttest_1samp, wilcoxon
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from analysis.compare import compare_arms
from analysis.sensitivity.replicates import split
from analysis.statistics.checks import without_rounding
from analysis.statistics.dominance import first_order, second_order
from analysis.statistics.kaplan_meier import curves, influences, times
from analysis.statistics.logrank import paired_logrank
from analysis.statistics.testing import signed_rank
from model.decomposition import N_SETS, PARTS, shapley

pytestmark = pytest.mark.quick


def drawn(n: int, resamples: int) -> list[np.ndarray]:
    """Return the resamples of seed 0, as rows that are gathered one by one."""
    rng = np.random.default_rng(0)
    return [rng.integers(0, n, n) for _ in range(resamples)]


def gaps(a: np.ndarray, b: np.ndarray, order: int) -> np.ndarray:
    """Return how far the curve of b lies above that of a, at every value of either."""
    found = []
    for x in np.unique(np.concatenate([a, b])):
        if order == 1:
            found.append(sum(b <= x) / len(b) - sum(a <= x) / len(a))
        else:
            found.append(sum(max(x - v, 0) for v in b) / len(b))
            found[-1] -= sum(max(x - v, 0) for v in a) / len(a)
    return np.array(found)


@pytest.mark.parametrize("order", [1, 2])
def test_dominance_is_the_supremum_test_by_its_definition(order):
    """Ten pairs, so that every value is compared; curves gathered from the resampled pairs."""
    rng = np.random.default_rng(order)
    a = rng.normal(size=10)
    b = a + rng.normal(0.1, 0.5, 10)
    (found,) = (first_order if order == 1 else second_order)(a, b)
    own = gaps(a, b, order)
    points = np.unique(np.concatenate([a, b]))
    assert len(points) == 20
    above = below = 1
    for rows in drawn(10, 400):
        moved = np.zeros(20)
        for i in rows:
            sides = (points - b[i], points - a[i])
            one, two = ((s >= 0) if order == 1 else np.maximum(s, 0.0) for s in sides)
            moved += (one.astype(float) - two.astype(float)) / 10
        above += (moved - own).max() >= own.max() - 1e-6
        below += (own - moved).max() >= -own.min() - 1e-6
    assert found.p_alternative == pytest.approx(above / 401, abs=1e-12)
    assert found.p_reference == pytest.approx(below / 401, abs=1e-12)
    assert 0.0 < min(found.p_alternative, found.p_reference) < 0.9


def test_signed_ranks_of_shares_are_scipys_of_their_counts():
    """Twelfths differ by rounding where their counts are tied; what is tiny is no zero."""
    rng = np.random.default_rng(8)
    counts = rng.integers(0, 13, (2, 30, 50))
    shares = counts / 12.0
    found = signed_rank(without_rounding(shares[0], shares[1]))
    expected = [wilcoxon(d[d != 0]).pvalue for d in (counts[1] - counts[0]).T.astype(float)]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
    small = np.array([1e-12, 0.5, -1.0, 2.0, 3.0, -4.0, 5.0, 6.0])
    assert signed_rank(small)[0] == pytest.approx(wilcoxon(small).pvalue, abs=1e-12)


def test_correlation_is_scipys():
    rng = np.random.default_rng(0)
    a = rng.normal(size=25)
    b = a + rng.normal(size=25)
    found = compare_arms(*arms(record({"a": a, "b": b})), is_named=False).differences[0]
    assert found.correlation == pytest.approx(pearsonr(a, b).statistic, abs=1e-12)


def test_parts_are_the_mean_over_all_orders():
    """Shapley (1953): what a block adds, averaged over the 120 orders in which blocks come."""
    worth = np.random.default_rng(0).random(N_SETS)
    expected = np.zeros(len(PARTS))
    orders = list(itertools.permutations(range(len(PARTS))))
    for order in orders:
        held = 0
        for block in order:
            expected[block] += (worth[held | 1 << block] - worth[held]) / len(orders)
            held |= 1 << block
    np.testing.assert_allclose(shapley(worth), expected, rtol=0, atol=1e-12)
    assert shapley(worth).sum() == pytest.approx(worth[-1] - worth[0], abs=1e-12)


def test_parts_of_the_glove_game_worked_by_hand():
    """One left glove (block 0), two right ones (1, 2): a pair is worth 1; 2/3, 1/6 and 1/6."""
    worth = np.array([float(m & 1 and m & 6 > 0) for m in range(N_SETS)])
    np.testing.assert_allclose(shapley(worth), [2 / 3, 1 / 6, 1 / 6, 0, 0], rtol=0, atol=1e-12)


def test_logrank_of_pairs_is_a_t_test_of_lifelines_hazards():
    """Scores from lifelines' Nelson-Aalen estimate, then SciPy's t-test of their differences."""
    rng = np.random.default_rng(2)
    t = np.ceil(rng.exponential(12.0, (2, 80))).clip(max=20)
    seen = t < 20
    hazard = NelsonAalenFitter(nelson_aalen_smoothing=False).fit(t.ravel(), seen.ravel())
    cumulated = hazard.cumulative_hazard_at_times(t.ravel()).to_numpy().reshape(2, 80)
    scores = seen - cumulated
    expected = ttest_1samp(scores[1] - scores[0], 0.0)
    sides = [times(t[i], seen[i], np.arange(80)) for i in (0, 1)]
    found = paired_logrank(*sides)
    assert found.statistic == pytest.approx(expected.statistic, abs=1e-10)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-10)


def test_interval_of_restricted_means_without_censoring_is_scipys():
    """Up to the horizon every time is known, so it is the interval of a mean paired difference."""
    rng = np.random.default_rng(3)
    a, b = rng.integers(1, 30, (2, 40))
    sides = [times(x, np.ones(40), np.arange(40)) for x in (a, b)]
    means = curves(*sides, 20)[2]
    change = np.minimum(b, 20.0) - np.minimum(a, 20.0)
    expected = bootstrap(
        (change,), np.mean, n_resamples=2000, method="BCa", rng=np.random.default_rng(0)
    ).confidence_interval
    assert means.difference == pytest.approx(change.mean(), abs=1e-10)
    assert (means.low, means.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_what_a_subject_adds_to_a_curve_is_the_slope_of_lifelines_weighted_fit():
    rng = np.random.default_rng(4)
    t, seen = rng.integers(1, 12, 30), rng.random(30) < 0.6
    sample = times(t, seen, np.arange(30))
    grid = np.arange(13)
    points = KaplanMeierFitter().fit(t, seen).survival_function_at_times(grid).to_numpy()
    found = influences(sample, points)
    for i in range(30):
        sides = []
        for step in (-1e-4, 1e-4):
            weights = np.ones(30)
            weights[i] += step
            with pytest.warns(Warning, match="weights are not integers"):
                fit = KaplanMeierFitter().fit(t, seen, weights=weights)
            sides.append(fit.survival_function_at_times(grid).to_numpy())
        slope = (sides[1] - sides[0]) / 2e-4
        np.testing.assert_allclose(found[2 * t[i] + seen[i]], slope, rtol=0, atol=1e-6)


def test_restricted_mean_with_censoring_is_lifelines():
    rng = np.random.default_rng(5)
    t, seen = rng.integers(1, 30, 60), rng.random(60) < 0.5
    sample = times(t, seen, np.arange(60))
    found = curves(sample, sample, 18)[2].reference
    expected = restricted_mean_survival_time(KaplanMeierFitter().fit(t, seen), t=18)
    assert found == pytest.approx(expected, abs=1e-10)


def test_parts_of_the_variance_are_those_of_statsmodels_anova():
    """Two-way table without repeats: expected mean squares give the three parts."""
    rng = np.random.default_rng(6)
    y = 3 * rng.normal(size=(12, 1)) + rng.normal(size=(1, 5)) * 4 + rng.normal(size=(12, 5))
    world, replicate = np.divmod(np.arange(60), 5)
    fit = ols("y ~ C(w) + C(r)", pd.DataFrame({"y": y.ravel(), "w": world, "r": replicate})).fit()
    table = anova_lm(fit)
    of_world, of_replicate, rest = table["sum_sq"] / table["df"]
    found = split(y)
    assert found.own == pytest.approx(rest, abs=1e-9)
    assert found.parameters == pytest.approx((of_world - rest) / 5, abs=1e-9)
    assert found.shared == pytest.approx((of_replicate - rest) / 12, abs=1e-9)
