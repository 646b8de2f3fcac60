"""Each pattern's statistic on a few months worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.patterns import (
    PATTERNS,
    bolivia,
    challenges,
    colombia,
    goodwill,
    landings,
    law,
    persistence,
    programmes,
    reciprocity,
    removal,
    studies,
)
from analysis.patterns.kinds import Runs, Sample, mean_of

pytestmark = pytest.mark.quick


def runs(start: str, exponent: float = 1.0, **series) -> Runs:
    """One vector; series by `axis__name`, of shape (replicates, months) for one dyad."""
    made = {
        key.replace("__", "."): np.asarray(value, dtype=float)[None, ..., None]
        for key, value in series.items()
    }
    return Runs(made, {}, {"dyad": ("",)}, start, np.array([exponent]))


def of(partner: str, made: Runs) -> Runs:
    return Runs(
        made.series, made.outcomes, {"dyad": (f"USA>{partner}",)}, made.start, made.exponent
    )


def test_a_ratio_and_its_variance():
    sample = Sample(np.array([[1.0, 0.0, 2.0, 1.0]]), np.array([[2.0, 2.0, 2.0, 2.0]]))
    assert sample.value() == pytest.approx([0.5], abs=1e-12)
    # rests n - .5 d = 0, -1, 1, 0: variance 2/3, over 4 runs and the squared mean 4 of d
    assert sample.variance() == pytest.approx([2 / 3 / 4 / 4], abs=1e-12)


def test_replicates_that_tell_nothing_are_left_out():
    sample = mean_of(np.array([[1.0, np.nan, 3.0]]))
    assert sample.value() == pytest.approx([2.0], abs=1e-12)
    assert np.isnan(mean_of(np.array([[np.nan, np.nan]])).value()[0])


def test_challenges():
    # Two runs, one dyad, three months. Run 1: challenged twice, conceded once, the other imposed.
    # Run 2: challenged twice, never conceded, imposed once.
    made = runs(
        "2016-01",
        dyad__challenged=[[0, 1, 1], [0, 1, 1]],
        dyad__conceded=[[0, 1, 0], [0, 0, 0]],
        dyad__stood_firm=[[0, 0, 1], [0, 1, 0]],
    )
    found = challenges.statistic({"challenges": made})
    assert found["concede"].value() == pytest.approx([1 / 4], abs=1e-12)
    assert found["firm"].value() == pytest.approx([2 / 3], abs=1e-12)


def test_cross_lags_of_a_system_without_noise():
    # x' = .4 x + .2 y, y' = .3 x + .5 y from (1, 0): least squares finds the coefficients exactly.
    x, y = [1.0], [0.0]
    for _ in range(8):
        x, y = [*x, 0.4 * x[-1] + 0.2 * y[-1]], [*y, 0.3 * x[-1] + 0.5 * y[-1]]
    one, two = reciprocity.cross_lags(np.array(x), np.array(y))
    assert one == pytest.approx(0.2, abs=1e-8)
    assert two == pytest.approx(0.3, abs=1e-8)


def test_cross_lags_of_series_that_tell_nothing():
    still, moving = np.zeros(5), np.array([1.0, 2.0, 0.0, 1.0, 3.0])
    assert np.isnan(reciprocity.cross_lags(still, moving)[0])
    assert np.isnan(reciprocity.cross_lags(moving, 2 * moving)[0])


def test_signed_log():
    found = reciprocity.signed_log(np.array([-1.0, 0.0, np.e - 1]))
    assert found == pytest.approx([-np.log(2), 0.0, 1.0], abs=1e-12)


def test_goodwill():
    trust = np.full((1, 36), 0.5)
    trust[0, 3:5] = 0.6, 0.7  # April and May 2015
    trust[0, 26:29] = 0.2, 0.3, 0.4  # March to May 2017
    work = np.full((1, 36), 0.36)
    work[0, 24:] = 0.25  # 2017; coded by the square root: .6 to .5
    made = of("MEX", runs("2015-01", 0.5, dyad__trust=trust, dyad__operational=work))
    found = goodwill.statistic({"mexico_words": made})
    assert found["goodwill"].value() == pytest.approx([0.3 - 0.65], abs=1e-12)
    assert found["operations"].value() == pytest.approx([0.1], abs=1e-12)


def test_law():
    work = np.full((1, 67), 0.5)  # from June 2019: the law is month 18
    work[0, 18:24] = 0.5, 0.4, 0.2, 0.3, 0.3, 0.3
    work[0, 24:42] = 0.3
    work[0, 45] = 0.45  # between 24 and 48 months later: months 42 to 66
    made = of("MEX", runs("2019-06", dyad__operational=work))
    found = law.statistic({"mexico_law": made})
    assert found["fall"].value() == pytest.approx([0.3], abs=1e-12)
    assert found["return"].value() == pytest.approx([0.3], abs=1e-12)  # .5 in month 42 and later


@pytest.mark.parametrize(
    ("months", "breaks", "stays"),
    [
        ([0] * 24 + [1] * 30, 1, 1),  # breaks in the month itself and stays
        ([0] * 12 + [1] * 42, 1, 1),  # a year before
        ([0] * 11 + [1] * 43, 0, 1),  # earlier
        ([0] * 36 + [1] * 18, 1, 1),  # a year after
        ([0] * 37 + [1] * 17, 0, 1),  # later
        ([0] * 54, 0, 0),  # never
        ([0] * 24 + [1] * 10 + [0] + [1] * 19, 1, 0),  # mended for a month
        ([0] * 24 + [1] * 26 + [0] * 4, 1, 1),  # mended once the leader has changed (month 50)
    ],
)
def test_breaks_and_repairs(months, breaks, stays):
    found = bolivia.broken(np.array([[months]], dtype=bool), 24, 50)
    assert [float(x[0, 0]) for x in found] == [breaks, stays]


def test_bolivia_error(monkeypatch):
    monkeypatch.setattr(studies, "coding", lambda name: dict.fromkeys(range(2006, 2015), 0.5))
    work = np.full((1, 12 * 14), 0.5)  # from 2006
    work[0, :12] = 0.2  # 2006 is .3 off, the other eight years are right
    made = of("BOL", runs("2006-01", dyad__operational=work, dyad__is_ruptured=np.zeros((1, 168))))
    found = bolivia.statistic({"history_bol": made})
    assert found["rmse"].value() == pytest.approx([0.1], abs=1e-12)  # sqrt(.09 / 9)
    assert found["breaks"].value() == pytest.approx([0.0], abs=1e-12)
    assert np.isnan(found["stays"].value()[0])  # none broke, so none could stay broken


def test_colombia():
    mandate = np.array([[0.6] * 12 + [0.5] * 12 + [0.4] * 12])
    work = np.array([[0.7] * 12 + [0.64] * 12 + [0.49] * 12])
    made = of("COL", runs("1995-01", 0.5, dyad__mandate=mandate, dyad__operational=work))
    found = colombia.statistic({"colombia": made})
    assert found["mandate"].value() == pytest.approx([0.2], abs=1e-12)
    assert found["links"].value() == pytest.approx([0.7], abs=1e-12)


def test_landings():
    # 18 months from June 2008, the cut in month 12: before .1 x 10 on each of three routes; in the
    # third month after it one of them carries .4.
    share = np.full((1, 1, 18, 3), 0.1)
    share[0, 0, 14, 0] = 0.4
    share[0, 0, 17, 0] = 9.0  # the fifth month after the cut does not count
    made = Runs(
        {"route.share": share, "country.supply": np.full((1, 1, 18, 3), 10.0)},
        {},
        {"route": tuple(landings.BY_AIR), "country": ("COL", "PER", "BOL")},
        "2008-06",
        np.ones(1),
    )
    found = landings.statistic({"honduras": made})
    assert found["flow"].value() == pytest.approx([2.0], abs=1e-12)  # 6 t over 3 t


def test_autoregression():
    # 1, 2, 4, 3: past 1 2 4 (mean 7/3), now 2 4 3; sum of products 1, of squares 14/3.
    found = persistence.autoregression(np.array([1.0, 2.0, 4.0, 3.0]))
    assert found == pytest.approx(((-4 / 3) * 2 + (-1 / 3) * 4 + (5 / 3) * 3) / (14 / 3), abs=1e-12)
    assert np.isnan(persistence.autoregression(np.full(5, 0.3)))


def test_persistence_of_the_codings_themselves():
    """The evidence meets its own pattern: .90, .89 and .87 by the same estimator."""
    for history, value in (("usa_mexico", 0.897), ("usa_colombia", 0.886), ("usa_bolivia", 0.872)):
        coding = studies.coding(history)
        values = np.array([coding[year] for year in sorted(coding)])
        assert persistence.autoregression(values) == pytest.approx(value, abs=1e-3)


def test_programmes(monkeypatch):
    from types import SimpleNamespace

    agency = SimpleNamespace(government="HND", aid_share=0.5, capacity=0.8)
    sender = SimpleNamespace(government="USA", aid_share=0.0, capacity=1.0)
    world = SimpleNamespace(agencies=(sender, agency))
    monkeypatch.setattr(studies, "worlds", lambda name: (world,))
    capacity = np.ones((1, 1, 72, 2))
    capacity[..., 1] = 0.8  # aid pays for .4 of it; a tenth of that is .04
    capacity[0, 0, 14:59, 1] = 0.75
    capacity[0, 0, 59:64, 1] = 0.77  # .03 gone: no longer impaired
    made = Runs({"agency.capacity": capacity}, {}, {}, "2018-03", np.ones(1))
    found = programmes.statistic({"suspension": made})
    assert found["ratio"].value() == pytest.approx([45 / 15], abs=1e-12)


def test_removal():
    outcomes = {"seized_t": np.array([[10.0, 30.0]]), "dispatched_t": np.array([[100.0, 100.0]])}
    made = Runs({}, outcomes, {}, "2016-01", np.ones(1))
    assert removal.statistic({"baseline": made})["share"].value() == pytest.approx([0.2], abs=1e-12)


def test_there_are_ten_and_each_says_where_it_comes_from():
    assert sorted(p.number for p in PATTERNS.values()) == list(range(1, 11))
    for pattern in PATTERNS.values():
        assert "evidence" in pattern.source or "coding" in pattern.source or "GAO" in pattern.source
        assert all(t.low < t.high and t.scale > 0 for t in pattern.targets)
        assert all(study in studies.STUDIES for study in pattern.studies)
        assert pattern.tuned or pattern.stands_for
