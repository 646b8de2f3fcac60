"""Coverage of the intervals that no command's own page has, by simulation.

As `test_compare_coverage.py`: each rate is compared with the one that was measured once and stands
in docs/coverage.md. The limits are 4 standard errors of both, and 1 %: less than once in ten
thousand runs one fails by chance.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from coverage_cases import Case
from further_cases import CASES

pytestmark = pytest.mark.statistical

TIMES, ONCE = 200, 1000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rate_is_the_measured_one(case: Case) -> None:
    count = max(10, TIMES // case.cost)
    hits = case.hits(np.random.default_rng(1), count)
    spread = max(case.measured * (1.0 - case.measured), 0.01)
    error = math.sqrt(spread * (1.0 / count + case.cost / ONCE))
    assert abs(hits / count - case.measured) < 4.0 * error + 0.01, f"{hits} of {count}"
