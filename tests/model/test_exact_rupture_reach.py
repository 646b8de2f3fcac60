"""What is told to be out of a rupture's reach is never reached."""

from __future__ import annotations

import pytest

from model.parameters import defaults
from model.rules import rupture

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("width", [0.0001, 0.02, 0.04, 1.0])
@pytest.mark.parametrize("hazard", [0.0, 0.15, 1.0])
def test_the_probability_is_below_every_uniform_that_is_out_of_reach(width, hazard):
    p = defaults().rupture._replace(width=width, hazard_per_month=hazard)
    spared = 0
    for step in range(401):
        drive = p.upper + (step - 300) * 0.05 * width
        for k in range(1, 40):
            u = rupture.p_rupture(drive, p) * (1.0 + 0.05 * (k - 20)) + 1e-300
            if rupture.is_out_of_reach(drive, u, p) > 0.5:
                spared += 1
                assert u >= rupture.p_rupture(drive, p)
    assert spared > 1000
