from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import bootstrap

from analysis.arms import baseline_of
from analysis.paired import paired_difference, summary
from model.errors import UserError

A = [0.5, 0.9, 0.4, 0.8, 0.6]
B = [0.4, 0.6, 0.4, 0.3, 0.5]


def test_mean_worked_by_hand():
    # (0.1 + 0.3 + 0.0 + 0.5 + 0.1) / 5
    found = paired_difference(A, B)
    assert found.mean == pytest.approx(0.2)
    assert found.n == 5
    assert found.low < found.mean < found.high


def test_interval_is_scipys_bca():
    expected = bootstrap(
        (np.subtract(A, B),),
        np.mean,
        confidence_level=0.9,
        n_resamples=2000,
        method="BCa",
        rng=np.random.default_rng(3),
    ).confidence_interval
    found = paired_difference(A, B, confidence=0.9, seed=3)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-15)
    assert found == paired_difference(A, B, confidence=0.9, seed=3)


def test_constant_difference_has_zero_width():
    found = paired_difference([0.3, 1.3, 2.3], [0.1, 1.1, 2.1])
    assert found.low == found.mean == found.high == pytest.approx(0.2)


def test_one_pair_has_no_interval():
    found = paired_difference([2.0], [0.5])
    assert found.mean == 1.5
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_pairs_are_matched_by_replicate_not_by_order():
    found = paired_difference(pd.Series(A), pd.Series(B).iloc[::-1])
    assert found == paired_difference(A, B)


def test_mismatched_replicates_are_an_error():
    with pytest.raises(UserError) as caught:
        paired_difference(pd.Series(A, index=range(5)), pd.Series(B, index=range(1, 6)))
    assert str(caught.value) == (
        "replicates=5 and 5, 4 of them in both cannot be paired; "
        "allowed: the same replicates, each once, in both. Run both with the same replicates."
    )
    with pytest.raises(UserError):
        paired_difference(A, B[:4])


def test_summary_compares_with_the_marked_baseline():
    frame = pd.DataFrame(
        {
            "point": [0] * 5 + [1] * 5,
            "label": ["low"] * 5 + ["high"] * 5,
            "replicate": [*range(5)] * 2,
            "operational_mean": B + A,
            "is_baseline": [False] * 5 + [True] * 5,
        }
    )
    assert baseline_of(frame) == 1
    found = summary(frame, 1)
    assert found.loc[0, "operational_mean"] == pytest.approx(0.44)
    assert found.loc[0, "operational_mean_difference"] == pytest.approx(-0.2)
    assert found.loc[1, "operational_mean_high"] == 0
    assert "p_rupture_low" not in found
