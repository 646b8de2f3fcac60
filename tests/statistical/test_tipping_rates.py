"""How often `comity tipping` errs, by simulation: the rates of `tipping_rates.CASES`.

Those were measured once with more simulations and stand in docs/tipping.md. The limits are 4
standard errors of both, and 1.5 %: less than once in a thousand runs one fails by chance.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from tipping_rates import CASES, Case

pytestmark = pytest.mark.statistical

TIMES = 400


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rate_is_the_measured_one(case: Case) -> None:
    count = max(20, TIMES // case.cost)
    hits = case.hits(np.random.default_rng(1), count)
    error = math.sqrt(case.measured * (1.0 - case.measured) * (1.0 / count + case.cost / 2000.0))
    assert abs(hits / count - case.measured) < 4.0 * error + 0.015, f"{hits} of {count}"
