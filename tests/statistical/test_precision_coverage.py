"""Coverage of the interval at which `replicates=auto` stops, by simulation.

The rates in `precision_cases.CASES` were measured once with 5,000 simulations and stand in
docs/decisions/0015. The limits are 4 standard errors, and 0.5 % for the error of the measured rate
itself: less than once in ten thousand runs one fails by chance.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from precision_cases import CASES, Case

TIMES = 500
PAGE = (
    Path(__file__).resolve().parents[2]
    / "docs"
    / "decisions"
    / "0015-intervals-that-may-be-looked-at.md"
)


@pytest.mark.statistical
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rate_is_the_measured_one(case: Case) -> None:
    hits, _ = case.simulated(np.random.default_rng(1), TIMES)
    error = math.sqrt(case.measured * (1.0 - case.measured) / TIMES)
    assert abs(hits / TIMES - case.measured) < 4.0 * error + 0.005, f"{hits} of {TIMES}"


@pytest.mark.quick
def test_what_is_promised_was_measured_and_the_page_tells_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for case in CASES:
        assert f"| {case.name} | {case.measured:.4f} |" in page
        assert case.is_naive or case.measured >= 0.95
