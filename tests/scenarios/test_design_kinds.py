"""The kinds of designs: small ones worked by hand, and what each kind promises."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SALib.analyze import ff as ff_analysis
from SALib.analyze import morris as morris_analysis
from SALib.analyze import sobol as sobol_analysis
from scipy.stats import qmc

from scenarios import design, designs
from scenarios.designs.kinds import Factor, Request

pytestmark = pytest.mark.quick

A = Factor("model.trust.a", 0.0, 1.0, 0.25)
B = Factor("model.trust.b", 10.0, 20.0, 12.0)
C = Factor("policy.c", -1.0, 1.0, 0.5)
ASKED: dict[str, Any] = {
    "extremes": None,
    "grid": 3,
    "latin_hypercube": 16,
    "morris": 8,
    "one_at_a_time": 3,
    "saltelli": 8,
    "sobol": 16,
}
RANDOM = ("latin_hypercube", "morris", "saltelli", "sobol")


def unit(count: int) -> list[Factor]:
    return [Factor(f"model.x.f{i}", 0.0, 1.0, 0.5) for i in range(count)]


def table(
    kind: str, factors: list[Factor], points: Any = None, **options: Any
) -> list[list[float]]:
    return design.make(kind, factors, points, **options).values.tolist()


def test_every_file_of_the_folder_is_a_kind() -> None:
    folder = Path(designs.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "kinds"}
    assert set(designs.names()) == files == set(ASKED)


def test_a_grid_of_two_by_three() -> None:
    assert table("grid", [A, B], (2, 3)) == [
        [0.25, 12.0],
        [0.0, 10.0],
        [0.0, 15.0],
        [0.0, 20.0],
        [1.0, 10.0],
        [1.0, 15.0],
        [1.0, 20.0],
    ]


def test_a_grid_takes_one_number_for_all_factors() -> None:
    assert table("grid", [A, B], 2, has_baseline=False) == [[0, 10], [0, 20], [1, 10], [1, 20]]


def test_one_at_a_time_is_low_and_high_of_each_beside_what_is() -> None:
    assert table("one_at_a_time", [A, B]) == [
        [0.25, 12.0],
        [0.0, 12.0],
        [1.0, 12.0],
        [0.25, 10.0],
        [0.25, 20.0],
    ]


def test_one_at_a_time_with_three_values_of_each() -> None:
    expected = [[0.0, 12.0], [0.5, 12.0], [1.0, 12.0], [0.25, 10.0], [0.25, 15.0], [0.25, 20.0]]
    assert table("one_at_a_time", [A, B], 3, has_baseline=False) == expected


def test_extremes_are_all_corners() -> None:
    corners = [[0.0, 10.0], [0.0, 20.0], [1.0, 10.0], [1.0, 20.0]]
    assert table("extremes", [A, B]) == [[0.25, 12.0], *corners]


def test_a_fraction_of_the_corners_keeps_effects_apart() -> None:
    """Of 7 factors 16 corners in place of 128.

    Each factor is balanced, no two go together, and none goes with the product of two others.
    """
    factors = unit(7)
    signs = 2 * design.make("extremes", factors, most_corners=127).sample - 1
    assert signs.shape == (16, 7)
    assert set(np.unique(signs)) == {-1.0, 1.0}
    np.testing.assert_array_equal(signs.sum(axis=0), np.zeros(7))
    np.testing.assert_array_equal(signs.T @ signs, 16 * np.eye(7))
    for first, second in itertools.combinations(range(7), 2):
        np.testing.assert_array_equal(signs.T @ (signs[:, first] * signs[:, second]), np.zeros(7))


def test_all_corners_up_to_the_limit_and_a_fraction_beyond() -> None:
    assert len(design.make("extremes", unit(10)).sample) == 1024
    assert len(design.make("extremes", unit(11)).sample) == 32
    assert len(design.make("extremes", unit(106)).sample) == 256


@pytest.mark.parametrize("kind", designs.names())
def test_points_are_as_many_as_announced_and_the_baseline_comes_first(kind: str) -> None:
    found = design.make(kind, [A, B, C], ASKED[kind])
    without = design.make(kind, [A, B, C], ASKED[kind], has_baseline=False)
    counts = {
        "extremes": 8,
        "grid": 27,
        "latin_hypercube": 16,
        "morris": 32,
        "one_at_a_time": 9,
        "saltelli": 40,
        "sobol": 16,
    }
    assert found.values.shape == (counts[kind] + 1, 3)
    assert found.values.dtype == np.float64
    assert found.row(0) == {"model.trust.a": 0.25, "model.trust.b": 12.0, "policy.c": 0.5}
    np.testing.assert_array_equal(found.sample, without.values)
    np.testing.assert_array_equal(found.sample, without.sample)
    assert (found.first, without.first) == (1, 0)
    assert all(len(np.unique(column)) > 1 for column in found.sample.T)


@pytest.mark.parametrize("kind", designs.names())
def test_the_same_seed_gives_the_same_points(kind: str) -> None:
    first, second, other = (
        design.make(kind, [A, B, C], ASKED[kind], seed).values for seed in (7, 7, 8)
    )
    np.testing.assert_array_equal(first, second)
    assert np.array_equal(first, other) == (kind not in RANDOM)


@pytest.mark.parametrize("seed", [0, 2**64 - 1])
@pytest.mark.parametrize("kind", RANDOM)
def test_every_seed_is_a_seed(kind: str, seed: int) -> None:
    assert len(design.make(kind, [A, B], ASKED[kind], seed)) > 1


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(designs.names()),
    bounds=st.lists(
        st.tuples(st.floats(-1e6, 1e6), st.floats(1e-9, 1e6)).filter(lambda p: p[0] < p[0] + p[1]),
        min_size=1,
        max_size=4,
    ),
    seed=st.integers(0, 2**32),
)
def test_no_point_is_outside(kind: str, bounds: list[tuple[float, float]], seed: int) -> None:
    factors = [Factor(f"model.x.f{i}", a, a + w, a) for i, (a, w) in enumerate(bounds)]
    sample = design.make(kind, factors, ASKED[kind], seed).sample
    for factor, column in zip(factors, sample.T, strict=True):
        assert factor.low <= column.min() <= column.max() <= factor.high


def test_a_range_that_rounding_would_leave_is_not_left() -> None:
    """Low + (high - low) is above high for these two doubles; extremes and grids end at high."""
    low, high = -1.0, -0.2
    assert low + (high - low) > high
    factor = Factor("model.x.f", low, high, -0.5)
    for kind in ("grid", "extremes", "one_at_a_time", "morris"):
        assert design.make(kind, [factor], ASKED[kind]).sample.max() == high
    request = Request("sobol", (factor,), 4, 0)
    assert request.scaled(np.array([[0.0], [1.0]])).tolist() == [[low], [high]]


@pytest.mark.parametrize("optimization", [None, "random-cd"])
def test_a_latin_hypercube_has_one_point_in_each_slice(optimization: str | None) -> None:
    sample = design.make("latin_hypercube", unit(3), 20, optimization=optimization).sample
    slices = np.sort(np.floor(sample * 20).astype(int), axis=0)
    np.testing.assert_array_equal(slices, np.tile(np.arange(20)[:, None], 3))


def test_an_optimised_latin_hypercube_is_spread_more_evenly() -> None:
    plain, better = (
        qmc.discrepancy(design.make("latin_hypercube", unit(3), 20, optimization=how).sample)
        for how in (None, "random-cd")
    )
    assert better < plain


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_points_are_spread_more_evenly_than_random_ones(kind: str) -> None:
    """Centred discrepancy, on average over ten seeds; less than the best of ten random ones."""
    seeds = range(10)
    random = [qmc.discrepancy(np.random.default_rng(s).random((128, 3))) for s in seeds]
    spread = [qmc.discrepancy(design.make(kind, unit(3), 128, s).sample) for s in seeds]
    assert np.mean(spread) < min(random)


@pytest.mark.parametrize("seed", [0, 3])
def test_a_sobol_design_begins_one_of_twice_its_size(seed: int) -> None:
    long = design.make("sobol", [A, B, C], 64, seed).sample
    for points in (1, 2, 16, 32):
        short = design.make("sobol", [A, B, C], points, seed).sample
        np.testing.assert_array_equal(long[:points], short)


def test_an_unscrambled_sobol_design_is_the_sequence_as_published() -> None:
    """The first eight points of the first two dimensions, as in Joe and Kuo's example."""
    expected = [
        [0.0, 0.0],
        [0.5, 0.5],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.375, 0.375],
        [0.875, 0.875],
        [0.625, 0.125],
        [0.125, 0.625],
    ]
    assert table("sobol", unit(2), 8, scramble=False, has_baseline=False) == expected


def blocks(found: design.Design, rows: int) -> np.ndarray:
    return found.sample.reshape(-1, rows, len(found.factors))


def test_saltelli_takes_one_factor_after_another_from_the_second_point() -> None:
    for block in blocks(design.make("saltelli", [A, B, C], 8), 5):
        first, second = block[0], block[-1]
        assert (first != second).all()
        for index in range(3):
            expected = first.copy()
            expected[index] = second[index]
            np.testing.assert_array_equal(block[1 + index], expected)


def test_saltelli_with_second_order_goes_back_too() -> None:
    found = design.make("saltelli", [A, B, C], 8, second_order=True)
    assert len(found.sample) == 8 * (2 * 3 + 2)
    for block in blocks(found, 8):
        for index in range(3):
            expected = block[-1].copy()
            expected[index] = block[0][index]
            np.testing.assert_array_equal(block[4 + index], expected)


def test_grouped_factors_move_together() -> None:
    """A and B are both of model.trust, C is of the policy: two groups."""
    found = design.make("saltelli", [A, B, C], 8, grouped=True)
    assert found.problem["groups"] == ["model.trust", "model.trust", "policy"]
    for block in blocks(found, 4):
        moved = [set(np.flatnonzero(row != block[0])) for row in block[1:-1]]
        assert sorted(moved, key=len) == [{2}, {0, 1}]
    trajectories = blocks(design.make("morris", [A, B, C], 8, grouped=True), 3)
    for path in trajectories:
        moved = [set(np.flatnonzero(a != b)) for a, b in itertools.pairwise(path)]
        assert sorted(moved, key=len) == [{2}, {0, 1}]


@pytest.mark.parametrize(("levels", "step"), [(4, 2 / 3), (6, 3 / 5)])
def test_a_morris_trajectory_moves_each_factor_once(levels: int, step: float) -> None:
    """By levels / (2 (levels - 1)) of its range."""
    found = design.make("morris", [A, B, C], 10, levels=levels)
    span = np.array([1.0, 10.0, 2.0])
    for path in blocks(found, 4):
        moves = np.abs(np.diff(path, axis=0)) / span
        assert sorted(np.argmax(moves, axis=1)) == [0, 1, 2]
        np.testing.assert_allclose(np.sort(moves, axis=1)[:, -1], step, atol=1e-12)
        np.testing.assert_allclose(np.sort(moves, axis=1)[:, :-1], 0.0, atol=1e-12)


def test_chosen_morris_trajectories_lie_farther_apart() -> None:
    """Four of 30, against the first four; apart as Campolongo et al. (2007) measure it."""

    def apart(found: design.Design) -> float:
        paths = blocks(found, 4)
        pairs = itertools.combinations(range(4), 2)
        return sum(
            float(np.linalg.norm(a - b)) for i, j in pairs for a in paths[i] for b in paths[j]
        )

    chosen = design.make("morris", unit(3), 30, optimal=4)
    assert len(chosen.sample) == 4 * 4
    assert apart(chosen) > apart(design.make("morris", unit(3), 4))


def test_sobol_indices_of_a_sum_are_its_shares_of_variance() -> None:
    """Y = a + 2 c on unit ranges has variance (1 + 4) / 12: a makes 1/5 of it, c 4/5, b nothing."""
    found = design.make("saltelli", unit(3), 1024)
    y = found.sample @ np.array([1.0, 0.0, 2.0])
    result = sobol_analysis.analyze(found.problem, y, calc_second_order=False, seed=1)
    np.testing.assert_allclose(result["S1"], [0.2, 0.0, 0.8], atol=0.01)
    np.testing.assert_allclose(result["ST"], [0.2, 0.0, 0.8], atol=0.01)


def test_sobol_indices_of_groups() -> None:
    """A and B are of one group: y = a + b / 10 + c has variance (1 + 1 + 4) / 12."""
    found = design.make("saltelli", [A, B, C], 1024, grouped=True, second_order=True)
    y = found.sample @ np.array([1.0, 0.1, 1.0])
    result = sobol_analysis.analyze(found.problem, y, seed=1)
    np.testing.assert_allclose(result["S1"], [1 / 3, 2 / 3], atol=0.01)
    np.testing.assert_allclose(result["S2"][0, 1], 0.0, atol=0.02)


def test_main_effects_of_a_fraction() -> None:
    """From every low to every high end: 3 a - b; SALib adds a dummy to make four."""
    found = design.make("extremes", unit(3), most_corners=1)
    y = found.sample @ np.array([3.0, -1.0, 0.0])
    result = ff_analysis.analyze(found.problem, found.sample, y)
    np.testing.assert_allclose(result["ME"], [1.5, -0.5, 0.0, 0.0], atol=1e-12)


def test_elementary_effects_of_a_sum_are_its_coefficients() -> None:
    """Per range: y = 3 a + b / 10 rises by 3 over the range of a, by 1 over that of b."""
    found = design.make("morris", [A, B], 10)
    y = found.sample @ np.array([3.0, 0.1])
    result = morris_analysis.analyze(found.problem, found.sample, y, num_levels=4, seed=1)
    np.testing.assert_allclose(result["mu"], [3.0, 1.0], atol=1e-9)
    np.testing.assert_allclose(result["sigma"], [0.0, 0.0], atol=1e-9)


def test_a_design_tells_how_many_points_it_makes() -> None:
    told = design.make("saltelli", [A, B, C], 8).told
    expected = "saltelli: 40 points over 3 factors (points=8 times 5)"
    assert told == f"{expected}, after the configuration as it is"
    assert design.make("sobol", [A], 4, has_baseline=False).told == "sobol: 4 points over 1 factor"
