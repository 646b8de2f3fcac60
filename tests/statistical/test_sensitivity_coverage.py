"""Coverage of every interval of `comity sensitivity` and `comity discover`, and false findings.

As `test_compare_coverage.py`: each rate is compared with the one that was measured once and stands
in docs/sensitivity.md or docs/discover.md. The limits are 4 standard errors of both, and 0.5 %:
less than once in ten thousand runs one fails by chance.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from coverage_cases import Case
from sensitivity_cases import DISCOVERY, SENSITIVITY

pytestmark = pytest.mark.statistical

TIMES, ONCE = 400, 2000


@pytest.mark.parametrize("case", [*SENSITIVITY, *DISCOVERY], ids=lambda case: case.name)
def test_rate_is_the_measured_one(case: Case) -> None:
    count = TIMES // case.cost
    hits = case.hits(np.random.default_rng(1), count)
    spread = max(case.measured * (1.0 - case.measured), 0.01)
    error = math.sqrt(spread * (1.0 / count + case.cost / ONCE))
    assert abs(hits / count - case.measured) < 4.0 * error + 0.005, f"{hits} of {count}"


def test_false_discoveries_stay_at_their_level() -> None:
    for case in DISCOVERY:
        if case.name.startswith("false"):
            assert case.measured <= case.nominal
