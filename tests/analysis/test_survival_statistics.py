"""Times to events against lifelines, published and hand-worked numbers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test
from lifelines.utils import restricted_mean_survival_time

from analysis.statistics.cox import hazards
from analysis.statistics.kaplan_meier import curves, times
from analysis.statistics.logrank import paired_logrank
from model.errors import UserError

pytestmark = pytest.mark.quick

# Freireich et al. (1963): weeks of remission of leukaemia, 6-mercaptopurine and placebo, in pairs.
TREATED = [10, 7, 32, 23, 22, 6, 16, 34, 32, 25, 11, 20, 19, 6, 17, 35, 6, 13, 9, 6, 10]
IS_RELAPSE = [1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0]
PLACEBO = [1, 22, 3, 12, 8, 17, 2, 11, 8, 12, 2, 5, 4, 15, 8, 23, 5, 11, 4, 1, 8]
PAIR = np.arange(21)


def freireich():
    return times(TREATED, IS_RELAPSE, PAIR), times(PLACEBO, np.ones(21), PAIR)


def clustered(seed: int, clusters: int, hazard: float = 0.03):
    """Return times of three subjects a cluster that share a frailty, censored at 40."""
    rng = np.random.default_rng(seed)
    frailty = np.repeat(rng.gamma(2.0, 0.5, clusters), 3)
    time = np.ceil(rng.exponential(1.0 / (hazard * frailty))).astype(int)
    return times(np.minimum(time, 40), time < 40, np.repeat(np.arange(clusters), 3))


def test_kaplan_meier_published():
    # Kalbfleisch & Prentice: S(6) = 0.857, S(7) = 0.807, S(10) = 0.753, S(23) = 0.448.
    treated, placebo = freireich()
    curve, other, means = curves(treated, placebo, 23)
    found = curve.survival[[6, 7, 10, 23]]
    np.testing.assert_allclose(found, [0.857, 0.807, 0.753, 0.448], rtol=0, atol=5e-4)
    assert (curve.median, other.median) == (23, 8)
    for sample, mean in ((treated, means.reference), (placebo, means.alternative)):
        fit = KaplanMeierFitter().fit(sample.time, sample.is_event)
        assert mean == pytest.approx(restricted_mean_survival_time(fit, t=23), abs=1e-12)


def test_bounds_of_single_subjects_are_greenwoods():
    # Log(-log) bounds of lifelines, one subject a cluster: the same but for (n - 1) / n.
    rng = np.random.default_rng(0)
    time = np.ceil(rng.exponential(20.0, 4000)).clip(max=40)
    seen = rng.random(4000) < 0.7
    sample = times(time, seen, np.arange(4000))
    curve, _, _ = curves(sample, sample, 40)
    fit = KaplanMeierFitter().fit(time, seen)
    expected = fit.confidence_interval_survival_function_.loc[1:39].to_numpy()
    np.testing.assert_allclose(curve.low[1:40], expected[:, 0], rtol=0, atol=2e-4)
    np.testing.assert_allclose(curve.high[1:40], expected[:, 1], rtol=0, atol=2e-4)


def test_clusters_widen_the_bounds():
    together = clustered(0, 300)
    apart = times(together.time, together.is_event, np.arange(900))
    wide, narrow = curves(together, together, 40)[0], curves(apart, apart, 40)[0]
    assert (wide.high - wide.low)[20] > 1.1 * (narrow.high - narrow.low)[20]


def test_pairs_without_a_difference_leave_a_bound_that_is_zero_and_not_rounding():
    """One of 40 runs ruptures: most pairs differ by nothing, so no upper bound is above 0."""
    runs, never = np.arange(40), np.zeros(40, dtype=bool)
    late = np.full(40, 24)
    early, is_event = late.copy(), never.copy()
    early[7], is_event[7] = 5, True
    _, _, means = curves(times(late, never, runs, 40), times(early, is_event, runs, 40), 24)
    assert means.difference == pytest.approx(-19 / 40, abs=1e-12)  # months 5 to 23 of one run
    assert means.low < -19 / 40
    assert means.high == 0.0


def test_restricted_mean_without_censoring_is_the_paired_mean():
    # 3, 5, 5 and 2, 7, 4 months: means 13/3 and 13/3, differences -1, 2, -1.
    a, b = times([3, 5, 5], [1, 1, 1], [0, 1, 2]), times([2, 7, 4], [1, 1, 1], [0, 1, 2])
    means = curves(a, b, 7)[2]
    assert means.reference == pytest.approx(13 / 3, abs=1e-12)
    assert means.difference == pytest.approx(0.0, abs=1e-12)
    assert means.low < 0.0 < means.high


def test_logrank_excess_published_and_lifelines():
    # Freireich: observed 21, expected 10.75 on placebo; chi-square 16.79 if independent.
    treated, placebo = freireich()
    found = paired_logrank(treated, placebo)
    assert found.excess == pytest.approx(21 - 10.75, abs=0.005)
    independent = logrank_test(TREATED, PLACEBO, IS_RELAPSE, np.ones(21))
    assert independent.test_statistic == pytest.approx(16.79, abs=0.005)


def test_logrank_of_independent_sides_is_the_usual_one():
    rng = np.random.default_rng(1)
    t = np.ceil(rng.exponential(20.0, (2, 3000))).clip(max=40)
    seen = t < 40
    found = paired_logrank(
        times(t[0], seen[0], np.arange(3000)), times(t[1], seen[1], np.arange(3000))
    )
    usual = logrank_test(t[0], t[1], seen[0], seen[1]).test_statistic
    assert found.statistic**2 == pytest.approx(usual, rel=0.05, abs=0.02)


def test_logrank_uses_the_pairing():
    # Every pair differs by one month the same way: the usual test sees nothing of it.
    a = np.random.default_rng(0).integers(2, 60, 200)
    found = paired_logrank(
        times(a, np.ones(200), np.arange(200)), times(a - 1, np.ones(200), np.arange(200))
    )
    assert logrank_test(a, a - 1).p_value > 0.2
    assert found.p < 1e-6


def test_logrank_within_strata_adds_their_excesses():
    a, b = clustered(0, 50), clustered(1, 50, 0.05)
    stratum = np.tile([0, 1, 1], 50)
    parts = [
        logrank_excess(a, b, stratum == 0),
        logrank_excess(a, b, stratum == 1),
    ]
    found = paired_logrank(a, b, (stratum, stratum))
    assert found.excess == pytest.approx(sum(parts), abs=1e-10)
    assert found.p < 0.05


def logrank_excess(a, b, kept):
    one, two = (times(s.time[kept], s.is_event[kept], s.cluster[kept], 50) for s in (a, b))
    return paired_logrank(one, two).excess


def test_logrank_of_the_same_times_has_no_statistic():
    sample = clustered(0, 20)
    found = paired_logrank(sample, sample)
    assert found.excess == 0.0
    assert math.isnan(found.p)


def test_cox_published_and_lifelines():
    # R: coxph(Surv(time, cens) ~ treat), Efron's ties: coefficient 1.572, its error 0.412.
    time = np.array(TREATED + PLACEBO)
    event = np.array(IS_RELAPSE + [1] * 21)
    side = np.repeat([0, 1], 21)
    sample = times(time, event, np.arange(42))
    (found,) = hazards(sample, [[0.0], [1.0]], side, ["placebo"])
    assert math.log(found.ratio) == pytest.approx(1.572, abs=5e-4)
    frame = pd.DataFrame({"T": time, "E": event, "x": side.astype(float)})
    fit = CoxPHFitter().fit(frame, "T", "E")
    assert found.ratio == pytest.approx(float(fit.hazard_ratios_["x"]), rel=1e-6)


def test_cox_interval_is_lifelines_by_cluster():
    # Untied times, for which lifelines' robust variance is made.
    rng = np.random.default_rng(0)
    n = 300
    x, z = rng.integers(0, 2, n), rng.integers(0, 3, n)
    order = np.argsort(np.argsort(rng.exponential(size=n) * np.exp(-0.5 * x))) + 1
    event, cluster = rng.random(n) < 0.7, np.arange(n) // 5
    patterns = [[a, b == 1, b == 2] for a in (0, 1) for b in range(3)]
    found = hazards(times(order, event, cluster), patterns, 3 * x + z, ["x", "z1", "z2"])
    frame = pd.DataFrame({"T": order, "E": event.astype(int), "c": cluster, "x": x.astype(float)})
    frame["z1"], frame["z2"] = (z == 1).astype(float), (z == 2).astype(float)
    expected = CoxPHFitter().fit(frame, "T", "E", cluster_col="c").summary
    for row in found:
        told = expected.loc[row.name]
        assert row.ratio == pytest.approx(told["exp(coef)"], rel=1e-5)
        assert row.low == pytest.approx(told["exp(coef) lower 95%"], rel=1e-4)
        assert row.high == pytest.approx(told["exp(coef) upper 95%"], rel=1e-4)
        assert row.p == pytest.approx(told["p"], abs=1e-5)


def test_cox_without_an_answer_says_so():
    with pytest.raises(UserError, match="events=0"):
        hazards(times([5, 5], [0, 0], [0, 1]), [[0.0], [1.0]], [0, 1], ["x"])
    with pytest.raises(UserError, match="infinite or not identified"):
        hazards(times([5, 5, 3, 4], [0, 0, 1, 1], [0, 1, 2, 3]), [[0], [1]], [0, 0, 1, 1], ["x"])
    patterns = [[0.0, 0.0], [1.0, 1.0]]
    with pytest.raises(UserError, match="infinite or not identified"):
        hazards(times([2, 5, 3, 4], [1, 1, 1, 1], range(4)), patterns, [0, 1, 0, 1], ["x", "y"])


def test_times_are_checked():
    with pytest.raises(UserError, match="is not one time for each subject"):
        times([], [], [])
    for wrong in (float("nan"), 0.0, 2.5):
        with pytest.raises(UserError, match="not a number of months"):
            times([3.0, wrong], [1, 1], [0, 1])
    with pytest.raises(UserError, match="clusters=2 and 3 are not pairs"):
        paired_logrank(times([1, 2], [1, 1], [0, 1]), times([1, 2, 3], [1, 1, 1], [0, 1, 2]))


def test_one_cluster_has_no_interval():
    sample = times([3, 5], [1, 1], [0, 0])
    curve, _, means = curves(sample, sample, 5)
    assert np.isnan(curve.low).all()
    assert math.isnan(means.low)
    assert math.isnan(paired_logrank(sample, sample).p)
