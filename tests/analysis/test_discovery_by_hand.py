"""Discovery in small cases worked by hand: ends, choice, trees, held-out worlds, doubts."""

from __future__ import annotations

import numpy as np
import pytest
from designed_records import factors
from scipy.stats import binomtest

from analysis.designed.table import Table
from analysis.discovery import Asked
from analysis.discovery.boxes import Box, chosen, quasi_p
from analysis.discovery.cart import leaves
from analysis.discovery.failures import condition
from analysis.discovery.found import restrictions
from analysis.discovery.held_out import check, kept_back
from analysis.discovery.prim import peel
from analysis.discovery.screening import screened
from analysis.discovery.study import found_in
from analysis.statistics.testing import holm
from model.errors import UserError
from scenarios.designs.kinds import Factor

pytestmark = pytest.mark.quick
INF = np.inf


def box(low: list[float], high: list[float]) -> Box:
    return Box(np.array(low), np.array(high))


def searched(x, fails, asked=None):
    told = ("", "", "", None, None)
    return found_in(x, fails, factors(x.shape[1]), asked or Asked(), told=told)


def corners(seed: int = 2):
    """Return 900 worlds that fail where x1 > 0.75 or x2 < 0.2, among three numbers of no use."""
    x = np.random.default_rng(seed).random((900, 5))
    return x, (x[:, 0] > 0.75) | (x[:, 1] < 0.2)


def test_both_ends_of_a_box_belong_to_it():
    x = np.array([[1.0], [2.0], [3.0], [4.0]])
    assert box([2.0], [3.0]).holds(x).tolist() == [False, True, True, False]


def test_a_box_with_just_the_density_asked_for_will_do():
    """Of 10 worlds 0, 1 and 9 fail: half of the four up to 3."""
    x, fails = np.arange(10.0)[:, None], np.isin(np.arange(10), [0, 1, 9])
    half = box([-INF], [3.0])
    assert chosen([half], x, fails, density=0.5) is half
    assert chosen([half], x, fails, density=0.51) is None


def test_a_box_with_fewer_failures_than_elsewhere_is_never_chosen():
    """One in six fails from 4 on, four in four below."""
    x, fails = np.arange(10.0)[:, None], np.arange(10) < 5
    assert chosen([box([4.0], [INF])], x, fails, density=0.1) is None


@pytest.mark.parametrize(("each", "ends"), [(20, 1), (19, 2)])
def test_a_number_is_set_free_if_phi_stays_at_95_hundredths(each, ends):
    """All of x1 = 1 fail but the last in x2, so that with both ends phi is 1.

    Without that of x2 it is, of twenty worlds each, (40 x 19 - 20 x 19) / sqrt(20 x 20 x 19 x 21) =
    0.9512, and of nineteen 0.9487.
    """
    second = np.tile(np.arange(float(each)), 2)
    x = np.column_stack([np.repeat([0.0, 1.0], each), second])
    fails = (x[:, 0] == 1.0) & (second < each - 1)
    found = chosen([box([1.0, -INF], [INF, each - 2.0])], x, fails)
    assert len(found.ends) == ends


def test_peeling_stops_at_twenty_worlds():
    """Eight of a hundred worlds fail, so that every peel down to these would make a denser box."""
    x = np.column_stack([np.arange(100.0), np.zeros(100)])
    steps = peel(x, x[:, 0] >= 92.0, ["a", "b"]).steps
    assert 0.2 <= min(step.mass for step in steps) < 0.25
    assert steps[0].mass == 1.0


def test_prim_takes_off_ends_that_chance_would_do_as_well():
    """Twenty numbers, of which one matters: a peeled path is narrow in many."""
    rng = np.random.default_rng(3)
    x = rng.random((200, 20))
    fails = np.where(rng.random(200) < 0.2, x[:, 0] < 0.5, x[:, 0] > 0.5)
    found = peel(x, fails, [f"x{i}" for i in range(20)], density=0.6).box
    assert max(quasi_p(found, x, fails).values()) <= 0.05


def test_a_tree_asks_four_questions_at_most():
    x = np.random.default_rng(0).random((3000, 6))
    found = leaves(x, (x > 0.3).all(axis=1), [f"x{i}" for i in range(6)])
    assert found
    assert max(len(item.ends) for item in found) <= 4


def test_the_seed_settles_which_of_two_equal_numbers_a_tree_takes():
    x = np.random.default_rng(0).random((200, 1))
    x = np.column_stack([x, x])
    taken = {leaves(x, x[:, 0] > 0.5, ["a", "b"], seed)[0].ends[0][0] for seed in range(12)}
    assert taken == {0, 1}


def test_a_leaf_with_fewer_failures_than_all_is_no_box():
    """Of each 100: (-, -) 90, (+, +) 20, else none.

    Of all 27.5 % fail: (+, +) is below that, though without either end it would hold 10 % only.
    """
    failing = {(0.0, 0.0): 90, (1.0, 1.0): 20, (0.0, 1.0): 0, (1.0, 0.0): 0}
    x = np.array([place for place in failing for _ in range(100)])
    fails = np.concatenate([np.arange(100) < count for count in failing.values()])
    found = leaves(x, fails, ["a", "b"])
    assert [item.ends for item in found] == [[(0, "high"), (1, "high")]]


def test_leaves_that_say_the_same_are_told_once():
    """One number matters; what a tree asks of the others is taken off, and leaves become alike."""
    rng = np.random.default_rng(1)
    x = rng.random((600, 3))
    fails = np.where(rng.random(600) < 0.2, x[:, 0] < 0.5, x[:, 0] > 0.5)
    taken = np.zeros(600, dtype=bool)
    for item in leaves(x, fails, ["a", "b", "c"]):
        inside = item.holds(x) & fails
        assert (inside & ~taken).sum() > 0.5 * inside.sum()
        taken |= inside


def test_a_leaf_holds_twenty_worlds():
    """The first eight of 200 worlds fail, and every fifth of the others."""
    place = np.arange(200)
    fails = (place < 8) | (place % 5 == 0)
    found = leaves(place[:, None] / 200.0, fails, ["a"])
    assert found
    assert min(item.holds(place[:, None] / 200.0).sum() for item in found) >= 20


def test_one_number_alone_has_boxes_of_both_methods():
    x = np.random.default_rng(0).random((300, 1))
    found = searched(x, x[:, 0] > 0.7).tried
    assert [item.method for item in found] == ["PRIM", "CART"]
    for item in found:
        assert item.box.ends == [(0, "low")]
        assert item.box.low[0] == pytest.approx(0.7, abs=0.02)


def test_intervals_of_coverage_and_density_are_of_their_own_counts():
    """Of 300 worlds 60 fail, all of them among the 100 inside."""
    x, fails = np.arange(300.0)[:, None], np.arange(300) < 60
    for confidence in (0.95, 0.8):
        found = check(box([-INF], [99.0]), x, fails, confidence)
        covered = binomtest(60, 60).proportion_ci(confidence, method="wilson")
        dense = binomtest(60, 100).proportion_ci(confidence, method="wilson")
        told = (found.coverage_low, found.coverage_high, found.density_low, found.density_high)
        expected = (covered.low, covered.high, dense.low, dense.high)
        assert told == pytest.approx(expected, abs=1e-12)
    empty = check(box([-INF], [-1.0]), x, fails)
    assert (empty.density_low, empty.density_high) == (0.0, 1.0)


def test_screening_compares_the_failing_with_the_others():
    """Hundred worlds of each kind; the failing lie higher by 0.5 (five numbers), 0.21 and 0.11.

    Kolmogorov-Smirnov's p at 0.21 is 2 exp(-2 x 50 x 0.21^2) = 0.024, at 0.11 it is 0.6.
    """
    even = np.arange(100) / 100.0
    shifts = [0.5] * 5 + [0.205, 0.105]
    x = np.column_stack([np.concatenate([even + shift, even]) for shift in shifts])
    assert screened(x, np.arange(200) < 100).tolist() == [0, 1, 2, 3, 4, 5]


def test_held_out_worlds_take_no_part_in_finding_a_box():
    """With other values in the worlds that are kept back the very same boxes are tried."""
    x, fails = corners()
    held = kept_back(fails, 0)
    other = x.copy()
    other[held] = np.random.default_rng(9).random((held.sum(), 5))
    one, two = searched(x, fails), searched(other, fails)
    assert one.trajectory == two.trajectory
    assert len(one.tried) == len(two.tried)
    for mine, theirs in zip(one.tried, two.tried, strict=True):
        np.testing.assert_array_equal(mine.box.low, theirs.box.low)
        np.testing.assert_array_equal(mine.box.high, theirs.box.high)
        assert mine.training == theirs.training
    assert any(item.is_confirmed for item in one.tried)
    assert not any(item.is_confirmed for item in two.tried)


def test_boxes_are_measured_where_they_were_found_and_checked_where_not():
    x, fails = corners()
    found = searched(x, fails)
    for item in found.tried:
        assert item.training.points == 600
        assert item.held_out.measures.points == 300
    raw = [item.held_out.p for item in found.tried]
    assert [item.p_corrected for item in found.tried] == pytest.approx(holm(raw), abs=1e-300)
    least = min(item.p_corrected for item in found.tried)
    assert least == pytest.approx(len(raw) * min(raw), rel=1e-12)
    assert found.trajectory[0].mass == 1.0
    assert found.trajectory[0].density == pytest.approx(fails[~found.held].mean(), abs=1e-12)


def test_as_many_boxes_are_tried_as_were_asked_for():
    methods = [item.method for item in searched(*corners(), Asked(boxes=1)).tried]
    assert methods == ["PRIM", "CART"]


def test_the_density_that_is_asked_for_is_that_of_the_box():
    """Worlds fail with probability x1: above t lie 1 - t of them, of which (1 + t) / 2 fail.

    Phi is highest at t = 1/2, where 75 % fail; for 87 % it takes t = 0.74.
    """
    rng = np.random.default_rng(4)
    x = rng.random((3000, 2))
    fails = rng.random(3000) < x[:, 0]
    usual, dense = (searched(x, fails, Asked(density=least)).tried[0] for least in (None, 0.87))
    assert usual.method == dense.method == "PRIM"
    assert usual.box.low[0] < dense.box.low[0]
    assert usual.training.density < 0.87
    assert dense.training.density >= 0.87


def test_it_is_told_that_no_box_is_as_dense_as_was_asked_for():
    """Six in ten fail at most, and a box holds forty worlds or more."""
    rng = np.random.default_rng(4)
    x = rng.random((1200, 3))
    fails = rng.random(1200) < np.where(x[:, 0] > 0.5, 0.6, 0.1)
    found = searched(x, fails, Asked(density=1.0))
    assert found.limits[-1].startswith("PRIM: no box has a density of 1 or more")
    assert {item.method for item in found.tried} == {"CART"}
    assert not searched(x, fails).limits


def test_a_second_box_is_not_looked_for_among_a_few_failing_worlds():
    """Ten failing worlds lie outside the first box: fewer than fifteen."""
    x = np.random.default_rng(0).random((600, 3))
    fails = x[:, 0] > 0.7
    fails[np.flatnonzero(x[:, 0] < 0.3)[:15]] = True
    methods = [item.method for item in searched(x, fails).tried]
    assert methods.count("PRIM") == 1


def test_ranges_are_told_narrowest_first_each_with_the_chance_of_its_own_end():
    """x1 from 5 of 0 to 10 leaves half, x2 up to 0.2 of 0 to 1 leaves a fifth."""
    rng = np.random.default_rng(0)
    x = rng.random((100, 2)) * [10.0, 1.0]
    fails = (x[:, 0] >= 5.0) & (x[:, 1] <= 0.2)
    made = [
        Factor("wide", 0.0, 10.0, 1.0, unit="1", meaning="a"),
        Factor("narrow", 0.0, 1.0, 0.5, unit="1", meaning="b"),
    ]
    held = box([5.0, -INF], [INF, 0.2])
    first, second = restrictions(held, x, fails, made)
    assert (first.name, first.low, first.high) == ("narrow", None, 0.2)
    assert (second.name, second.low, second.high) == ("wide", 5.0, None)
    assert (first.width, second.width) == pytest.approx((0.2, 0.5), abs=1e-12)
    p = quasi_p(held, x, fails)
    assert (first.quasi_p_low, first.quasi_p_high) == (None, p[1, "high"])
    assert (second.quasi_p_low, second.quasi_p_high) == (p[0, "low"], None)


def test_which_worlds_other_draws_might_class_differently():
    """Replicates -1 and 1: mean 0, standard error 1. A value of 1.5 is near, 2.5 is not.

    By share, one of the two fails: 0.5 with a standard error of 0.5.
    """
    held = Table("a", "", "", "", "1", "", np.array([[-1.0, 1.0]]))
    assert condition("a<1.5").doubtful(held) == 1.0
    assert condition("a<2.5").doubtful(held) == 0.0
    assert condition("a<-0.6", 0.9).doubtful(held) == 1.0
    assert condition("a<100", 0.5).doubtful(held) == 0.0


def test_failing_by_mean_and_by_share_of_replicates():
    held = Table("a", "", "", "", "1", "", np.array([[0.0, 0.0, 9.0], [1.0, 1.0, 1.0]]))
    assert condition("a<2").fails(held).tolist() == [False, True]
    assert condition("a<0.5", 0.6).fails(held).tolist() == [True, False]
    assert condition("a<0.5", 2 / 3).fails(held).tolist() == [True, False]
    assert condition("a<0.5", 0.7).fails(held).tolist() == [False, False]
    with pytest.raises(UserError, match="--share=2 is not a share"):
        condition("a<1", 2)
