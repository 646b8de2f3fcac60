"""Criteria against tables worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.robustness.criteria import (
    CRITERIA,
    Setting,
    nondominated,
    ranks,
    regret,
    resampled,
)
from analysis.robustness.scoring import noise_share, scored

pytestmark = pytest.mark.quick

# Three policies in four worlds. Best in each world: 5, 6, 9, 4.
TABLE = np.array([[5.0, 2.0, 9.0, 0.0], [4.0, 4.0, 4.0, 4.0], [1.0, 6.0, 5.0, 2.0]])
REGRETS = np.array([[0.0, 4.0, 0.0, 4.0], [1.0, 2.0, 5.0, 0.0], [4.0, 0.0, 4.0, 2.0]])
NAMES = ("bold", "steady", "other")


def test_regret_by_hand():
    np.testing.assert_array_equal(regret(TABLE), REGRETS)


def test_regret_of_less_is_better_by_hand():
    costs = np.array([[3.0, 1.0], [2.0, 5.0]])
    np.testing.assert_array_equal(regret(-costs), [[1.0, 0.0], [0.0, 4.0]])


def by_name(name):
    return next(item for item in CRITERIA if item.name == name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("expected", [4.0, 4.0, 3.5]),
        ("percentile", [0.6, 4.0, 1.3]),  # sorted 0 2 5 9: 0 + .3 x 2; 1 2 5 6: 1 + .3 x 1
        ("worst", [0.0, 4.0, 1.0]),
        ("satisficing", [0.5, 1.0, 0.5]),  # at least 4
        ("best_share", [0.5, 0.25, 0.25]),
        ("max_regret", [4.0, 5.0, 4.0]),
        ("regret_percentile", [4.0, 4.1, 4.0]),  # 0 1 2 5: at 2.7, 2 + .7 x 3
        ("mean_regret", [2.0, 2.0, 2.5]),
        ("hurwicz", [2.25, 4.0, 2.25]),  # a quarter of the best, three of the worst
        ("mean_deviation", [4.0 - np.sqrt(46 / 4), 4.0, 3.5 - np.sqrt(17 / 4)]),
    ],
)
def test_each_criterion_by_hand(name, expected):
    item = by_name(name)
    held = {"goodness": TABLE, "regret": REGRETS}
    found = item.value(held[item.of], Setting(share=0.1, optimism=0.25, threshold=4.0))
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_every_criterion_has_a_case_above():
    told = next(m for m in test_each_criterion_by_hand.pytestmark if m.name == "parametrize")
    assert {case[0] for case in told.args[1]} == {item.name for item in CRITERIA}


def test_ranks_share_ties_and_ignore_rounding():
    values = np.array([0.3, 0.1 + 0.2, 0.5])
    np.testing.assert_array_equal(ranks(values, True), [2, 2, 1])
    np.testing.assert_array_equal(ranks(values, False), [1, 1, 3])


def test_nondominated_by_hand():
    places = np.array([[1.0, 3.0], [2.0, 2.0], [1.0, 2.0], [2.0, 2.0], [0.0, 4.0], [1.9, 1.9]])
    expected = [True, True, False, True, True, False]
    np.testing.assert_array_equal(nondominated(places), expected)
    both = np.stack([places, places[::-1]])
    np.testing.assert_array_equal(nondominated(both), [expected, expected[::-1]])


def test_a_resample_of_all_worlds_once_is_the_criterion_itself():
    setting = Setting(0.1, 0.25, 4.0)
    found = resampled(TABLE, REGRETS, setting, np.array([[0, 1, 2, 3], [3, 1, 0, 2]]))
    for item in CRITERIA:
        value = item.value({"goodness": TABLE, "regret": REGRETS}[item.of], setting)
        np.testing.assert_allclose(found[item.name], [value, value], atol=1e-12)


def test_regret_of_a_resample_is_of_its_worlds():
    found = resampled(TABLE, REGRETS, Setting(), np.array([[2, 2, 2, 2]]))
    np.testing.assert_array_equal(found["max_regret"], [[0.0, 5.0, 4.0]])


def test_each_resample_keeps_its_own_worlds():
    found = resampled(TABLE, REGRETS, Setting(), np.array([[2, 2, 2, 2], [3, 3, 3, 3]]))
    np.testing.assert_array_equal(found["max_regret"], [[0.0, 5.0, 4.0], [4.0, 0.0, 2.0]])
    np.testing.assert_array_equal(found["worst"], [[9.0, 4.0, 5.0], [0.0, 4.0, 2.0]])


def test_a_little_worse_is_not_best():
    found = by_name("best_share").value(np.array([[0.0, 1e-6], [0.5, 0.0]]), Setting())
    np.testing.assert_array_equal(found, [0.5, 0.5])


def test_a_percentile_interval_has_half_of_the_rest_on_each_side():
    """Regret is 1 in four of eight worlds.

    Of resamples 0.4 % have it in none, 3.5 % in one at most, 14 % in two at most: the lowest 2.5 %
    end at 1/8, the lowest 5 % at 2/8; at the other end the same.
    """
    better = np.array([np.zeros(8), [1.0] * 4 + [0.0] * 4])[..., None]
    for confidence, low in ((0.95, 1 / 8), (0.90, 2 / 8)):
        found = scored(
            "x", better, ("a", "b"), Setting(), is_more_better=True, confidence=confidence
        )
        assert found.table("low").loc["a", "mean_regret"] == low
        assert found.table("high").loc["a", "mean_regret"] == 1.0 - low


def test_less_is_better_turns_everything_that_is_a_level():
    # As costs: bold is 5, 2, 9, 0. The bad end of a cost is the high one.
    runs = TABLE[..., None]
    found = scored("arrived_t", runs, NAMES, Setting(threshold=-4.0), is_more_better=False)
    value, rank = found.table(), found.table("rank")
    assert value.loc["bold", "worst"] == 9.0
    assert value.loc["bold", "percentile"] == pytest.approx(7.8, abs=1e-12)
    assert value.loc["bold", "satisficing"] == 0.5
    assert value.loc["bold", "max_regret"] == 5.0  # 9 against the least there, 4
    assert list(rank["worst"]) == [3, 1, 2]
    assert found.threshold == 4.0
    for score in found.scores:
        if not np.isnan(score.low):
            assert score.low <= score.value <= score.high


def test_extremes_have_no_interval_and_others_have():
    found = scored("x", TABLE[..., None], NAMES, Setting(), is_more_better=True)
    extremes = {item.name for item in CRITERIA if item.is_extreme}
    assert extremes == {"worst", "max_regret", "hurwicz"}
    for score in found.scores:
        assert np.isnan(score.low) == (score.criterion in extremes)


def test_leaders_and_disagreement_by_hand():
    found = scored("x", TABLE[..., None], NAMES, Setting(threshold=4.0), is_more_better=True)
    assert found.leaders["expected"] == ("bold", "steady")
    assert found.leaders["worst"] == ("steady",)
    assert found.leaders["max_regret"] == ("bold", "other")
    assert not found.is_agreed


def test_shares_of_being_first_add_up_and_follow_a_sure_thing():
    better = np.stack([TABLE[0], TABLE[0] + 1.0])[..., None]
    found = scored("x", better, ("a", "b"), Setting(threshold=100.0), is_more_better=True)
    first = found.table("first_share")
    np.testing.assert_allclose(first.sum(), 1.0, atol=1e-12)
    assert first.loc["b", "expected"] == 1.0
    assert first.loc["a", "satisficing"] == 0.5  # neither ever meets it


def test_noise_share_by_hand():
    # World means 0 and 2: variance 2. Within: variance 2 and 2, of means of 2 runs 1.
    runs = np.array([[[-1.0, 1.0], [1.0, 3.0]]])
    assert noise_share(runs) == pytest.approx(0.5, abs=1e-12)
    assert np.isnan(noise_share(runs[..., :1]))
