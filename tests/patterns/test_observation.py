"""What a coder sees: hand-worked years."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.patterns.observation import as_coded, observed_cooperation, yearly

pytestmark = pytest.mark.quick


def test_ends_stay_and_order_is_kept():
    x = np.linspace(0, 1, 11)
    for g in (0.25, 0.5, 1.0):
        y = as_coded(x, g)
        assert (y[0], y[-1]) == (0.0, 1.0)
        assert (np.diff(y) > 0).all()
    assert as_coded(np.array([0.25]), 0.5) == pytest.approx([0.5], abs=1e-12)


def test_years_by_calendar_and_six_months():
    # From July 2000: six months of 2000, all of 2001, five months of 2002.
    values = np.array([1.0] * 6 + [2.0] * 12 + [3.0] * 5)
    found = yearly(values, "2000-07")
    assert found.years.tolist() == [2000, 2001]
    assert found.values == pytest.approx([1.0, 2.0], abs=1e-12)
    assert yearly(values[:5], "2000-07").years.size == 0
    with pytest.raises(ValueError, match="unpack"):
        found.at(2002)


def test_the_coder_sees_months_then_averages():
    series = {"dyad.operational": np.zeros((2, 1, 12, 2))}
    series["dyad.operational"][0, 0, :6, 1] = 0.25
    series["dyad.operational"][1, 0, :, 1] = 0.25
    ids = {"dyad": ("USA>A", "USA>B")}
    found = observed_cooperation(series, ids, "USA>B", start="2000-01", exponent=np.array([0.5, 1]))
    assert found.values[..., 0].tolist() == [[0.25], [0.25]]  # half a year at .5; a year at .25
