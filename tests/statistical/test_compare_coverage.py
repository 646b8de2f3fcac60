"""Coverage of every interval of `comity compare`, and its false positives, by simulation.

Each case counts how often a nominal 95 % interval holds the truth (or a test errs), and compares
the count with the rate in `coverage_cases.CASES`, which was measured once with many more
simulations and stands in docs/compare.md. The limits are 4 standard errors (and 0.5 % for the error
of the measured rate itself): less than once in ten thousand runs one fails by chance.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from coverage_cases import CASES, Case

pytestmark = pytest.mark.statistical

TIMES = 2000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rate_is_the_measured_one(case: Case) -> None:
    count = TIMES // case.cost
    hits = case.hits(np.random.default_rng(1), count)
    error = math.sqrt(case.measured * (1.0 - case.measured) / count)
    assert abs(hits / count - case.measured) < 4.0 * error + 0.005, f"{hits} of {count}"


def test_false_positives_after_holm_are_at_their_level() -> None:
    measured = next(case.measured for case in CASES if "after Holm" in case.name)
    assert measured < 0.05
