"""Coverage of the intervals of `comity robust`, and its claims of flips, by simulation.

Each case is compared with the rate in `robust_cases.CASES`, measured once with more simulations,
which stands in docs/robust.md. The three policies of a simulation share its worlds, so that the
error is counted as that of a third as many trials; the limits are 4 standard errors of both
together: less than once in ten thousand runs one fails by chance.
"""

from __future__ import annotations

import math

import pytest
from robust_cases import CASES, MEASURED_WITH, Case

pytestmark = pytest.mark.statistical

TIMES = 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rate_is_the_measured_one(case: Case) -> None:
    count = max(1, TIMES // case.cost)
    hits, of = case.hits(count, 1)
    rate = min(max(case.measured, 0.01), 0.99)  # a rate of 0 or 1 has no error of its own
    error = math.sqrt(rate * (1.0 - rate) * (1.0 / count + case.cost / MEASURED_WITH))
    assert abs(hits / of - case.measured) < 4.0 * error, f"{hits} of {of}"
