"""Monthly changes of a comparison: one bootstrap for all variables, its seed, means over dyads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_records import DYADS, MONTHS, arms, each_month, record

from analysis import compare_output
from analysis.compare import Comparison, compare_arms
from analysis.statistics.band import band
from scenarios.records import Records

pytestmark = pytest.mark.quick
N = 40
RNG = np.random.default_rng(3)
LEVELS = RNG.random((2, N, MONTHS))
OF_DYADS = RNG.random((2, N, MONTHS, len(DYADS)))


def recorded(*, means: bool) -> Records:
    """Return a record of two points with a variable of dyads, its mean recorded or not."""
    series = each_month(LEVELS, ["calm", "tough"])
    axes = ("point", "replicate", "month")
    series["trust"] = ((*axes, "dyad"), OF_DYADS)
    if means:
        series["trust_mean"] = (axes, OF_DYADS.mean(axis=-1))
    values = {"calm": LEVELS[0, :, 0], "tough": LEVELS[1, :, 0]}
    return record({name: column.tolist() for name, column in values.items()}, series=series)


def compared(records: Records, seed: int = 0) -> Comparison:
    reference, others = arms(records)
    return compare_arms(reference, others, outcomes=["operational_mean"], seed=seed)


def test_a_recorded_mean_over_dyads_is_the_mean_that_would_be_made() -> None:
    fast, slow = (compared(recorded(means=means)).changes[0] for means in (True, False))
    assert [change.variable for change in fast] == ["operational_mean", "trust"]
    for one, other in zip(fast, slow, strict=True):
        for name in ("mean", "low", "high", "differs"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    # By hand, one month: the mean over pairs of the difference of means over dyads.
    by_hand = (OF_DYADS[1, :, 5].mean(axis=1) - OF_DYADS[0, :, 5].mean(axis=1)).mean()
    assert fast[1].mean[5] == pytest.approx(by_hand, abs=1e-15)


def test_bands_have_the_seed_of_the_comparison() -> None:
    """So have the charts, which are drawn from `changes`."""
    found = [compared(recorded(means=True), seed).changes[0][0] for seed in (0, 0, 1)]
    np.testing.assert_array_equal(found[0].low, found[1].low)
    assert (found[0].low != found[2].low).all()
    d = LEVELS[1] - LEVELS[0]
    np.testing.assert_allclose(found[2].low, band(d, seed=1).low, rtol=0, atol=1e-12)


def test_charts_show_the_bands_that_were_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {}

    def draw(change, name, label):
        shown[name] = change["low"].values
        return drawn(change, name, label)

    drawn = compare_output.difference
    monkeypatch.setattr(compare_output, "difference", draw)
    found = compared(recorded(means=True), seed=5)
    compare_output.write_figures(tmp_path, found)
    assert sorted(shown) == ["operational_mean", "trust"]
    for change in found.changes[0]:
        np.testing.assert_array_equal(shown[change.variable], change.low)
