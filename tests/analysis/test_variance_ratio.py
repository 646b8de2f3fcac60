"""What common random numbers are worth: the ratio of variances, its figure and its page."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from analysis.figures.variance_ratio import MOST, variance_ratios
from analysis.statistics.variance_ratio import VarianceRatio, variance_ratio
from benchmarks import common_random_numbers as benchmark
from model.errors import UserError

PAGE = Path(__file__).resolve().parents[2] / "docs" / "common_random_numbers.md"


@pytest.mark.quick
def test_hand_worked() -> None:
    # a - b = 1, 0, 1, 0: variance 1/3; a - other = 2, 0, -2, 0: variance 8/3.
    found = variance_ratio([1.0, 1.0, 2.0, 2.0], [0.0, 1.0, 1.0, 2.0], [-1.0, 1.0, 4.0, 2.0])
    assert found.paired_sd == pytest.approx(math.sqrt(1 / 3), abs=1e-12)
    assert found.unpaired_sd == pytest.approx(math.sqrt(8 / 3), abs=1e-12)
    assert found.ratio == pytest.approx(8.0, abs=1e-12)
    # (1.959964 * 0.5773503 / 0.1)^2 = 128.05 and eight times that.
    assert found.runs(0.1) == (129, 1025)


@pytest.mark.quick
def test_a_difference_without_variance() -> None:
    base = np.array([0.1, 0.4, 0.2, 0.5])
    found = variance_ratio(base, base, base[::-1])
    assert (found.paired_sd, found.ratio, found.low, found.high) == (0.0, *[math.inf] * 3)
    nothing = variance_ratio(np.ones(4), np.zeros(4), np.zeros(4))
    assert math.isnan(nothing.ratio)
    assert nothing.runs(0.01) == (2, 2)


@pytest.mark.quick
def test_a_rare_difference_has_no_upper_bound() -> None:
    rng = np.random.default_rng(0)
    base, other = rng.random(500), rng.random(500)
    own = base + (np.arange(500) == 7)
    found = variance_ratio(own, base, other)
    assert math.isinf(found.high)
    assert 1.0 < found.low < found.ratio < 1000.0


@pytest.mark.quick
def test_values_that_are_not_finite_are_refused() -> None:
    with pytest.raises(UserError, match="are not finite numbers"):
        variance_ratio([1.0, math.nan], [0.0, 0.0], [0.0, 0.0])


def test_interval_holds_the_truth() -> None:
    """Correlated 0.9, the ratio is 2 / (2 - 1.8) = 10; 4 standard errors of 95 % in 200 times."""
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(200):
        luck = rng.normal(size=400)
        a, b = (math.sqrt(0.9) * luck + math.sqrt(0.1) * rng.normal(size=400) for _ in range(2))
        found = variance_ratio(a, b, rng.normal(size=400))
        hits += found.low <= 10.0 <= found.high
    assert hits >= 190 - 4 * 3.1 - 2  # a percentile interval is a little short


@pytest.mark.quick
def test_figure_shows_every_comparison_and_caps_what_is_infinite() -> None:
    figure = variance_ratios(["one", "two"], {"x": [10.0, math.inf], "y": [math.nan, 1.0]})
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["one", "two"]
    drawn = [line.get_xdata() for line in axes.lines if line.get_linestyle() == "None"]
    np.testing.assert_array_equal(drawn, [[10.0, MOST], [math.nan, 1.0]])


def test_common_random_numbers_help_where_the_course_of_the_world_stays() -> None:
    chosen = [c for c in benchmark.comparisons() if "tough_talk" in c.label or "words" in c.label]
    assert len(chosen) == 2
    found = benchmark.measured(chosen, replicates=300)["operational_mean"]
    for row in found:
        assert isinstance(row, VarianceRatio)
        assert row.low > 3.0


@pytest.mark.quick
def test_the_page_holds_every_comparison() -> None:
    page = PAGE.read_text(encoding="utf-8")
    labels = [item.label for item in benchmark.comparisons()]
    assert len(labels) >= 20
    for label in labels:
        assert page.count(f"| {label} |") == 2
    assert PAGE.with_suffix(".svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.slow
def test_the_page_is_what_is_measured() -> None:
    items = benchmark.comparisons()
    assert PAGE.read_text(encoding="utf-8") == benchmark.page(items, benchmark.measured(items))
