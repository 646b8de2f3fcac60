"""Robustness written a second time: SciPy's intervals, loops over pairs and worlds."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import bootstrap, rankdata
from statsmodels.stats.proportion import proportion_confint

from analysis.robustness.criteria import Setting, ahead, nondominated, ranks, regret
from analysis.robustness.scoring import RESAMPLES, scored
from analysis.search.front import nondominated_many

pytestmark = pytest.mark.quick

MADE = np.random.default_rng(0).gamma(2.0, size=(3, 40))
NAMES = ("a", "b", "c")


def intervals(criterion):
    found = scored("x", MADE[..., None], NAMES, Setting(threshold=1.5), is_more_better=True)
    rows = {s.alternative: s for s in found.scores if s.criterion == criterion}
    return [(rows[name].low, rows[name].high) for name in NAMES]


@pytest.mark.parametrize(
    ("criterion", "method", "of", "statistic"),
    [
        ("expected", "BCa", "goodness", np.mean),
        ("percentile", "percentile", "goodness", lambda x, axis: np.quantile(x, 0.1, axis=axis)),
        ("mean_deviation", "percentile", "goodness", lambda x, axis: x.mean(axis) - x.std(axis)),
        ("regret_percentile", "percentile", "regret", lambda x, axis: np.quantile(x, 0.9, axis)),
        ("mean_regret", "percentile", "regret", np.mean),
    ],
)
def test_intervals_over_worlds_are_scipys(criterion, method, of, statistic):
    held = {"goodness": MADE, "regret": MADE.max(axis=0) - MADE}[of]
    for row, found in zip(held, intervals(criterion), strict=True):
        expected = bootstrap(
            (row,), statistic, n_resamples=RESAMPLES, method=method, rng=np.random.default_rng(0)
        ).confidence_interval
        assert found == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize("criterion", ["satisficing", "best_share"])
def test_intervals_of_shares_are_statsmodels(criterion):
    met = MADE >= 1.5 if criterion == "satisficing" else MADE.max(axis=0) == MADE
    for row, found in zip(met, intervals(criterion), strict=True):
        low, high = proportion_confint(row.sum(), 40, 0.05, method="wilson")
        assert found == pytest.approx((low, high), abs=1e-9)


def test_ranks_are_scipys():
    values = np.round(np.random.default_rng(1).normal(size=12), 1)
    np.testing.assert_array_equal(ranks(values, False), rankdata(values, method="min"))
    np.testing.assert_array_equal(ranks(values, True), rankdata(-values, method="min"))


def test_who_is_ahead_where_is_counted_world_by_world():
    found = ahead(regret(MADE))
    for p in range(3):
        for q in range(3):
            assert found[p, q] == sum(MADE[p, w] > MADE[q, w] for w in range(40))


def test_fronts_are_those_of_a_loop_over_all_pairs():
    places = np.random.default_rng(2).integers(0, 12, (60, 3)).astype(float)
    front = []
    for one in places:
        beaten = any(
            all(o >= x for o, x in zip(other, one, strict=True)) and tuple(other) != tuple(one)
            for other in places
        )
        front.append(not beaten)
    assert 3 < sum(front) < 40
    np.testing.assert_array_equal(nondominated(places), front)
    np.testing.assert_array_equal(nondominated_many(places), front)
