"""The likelihood and the implausibility, against numbers worked by hand and by SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.calibration.likelihood import (
    WORST,
    implausibilities,
    log_likelihoods,
    log_probability,
)
from analysis.patterns.kinds import bounded, measured

pytestmark = pytest.mark.quick

MEASURED = measured("m", 0.3, 0.3 - 0.196, 0.3 + 0.196, "")  # scale .1
BOUNDED = bounded("b", 0.5, 1.0, 0.1, "")


def of(target, value, variance=0.0, discrepancy=0.0):
    given = np.array([[value]]), np.array([[variance]])
    return (
        float(log_likelihoods([target], *given, discrepancy)[0, 0]),
        float(implausibilities([target], *given, discrepancy)[0, 0]),
    )


def test_measured():
    log, away = of(MEASURED, 0.5)
    assert log == pytest.approx(stats.norm.logpdf(0.3, 0.5, 0.1), abs=1e-12)
    assert away == pytest.approx(2.0, abs=1e-12)


def test_all_three_errors_add_in_squares():
    # .1^2 (1 + 1^2) + .01 = .03
    log, away = of(MEASURED, 0.5, variance=0.01, discrepancy=1.0)
    assert log == pytest.approx(stats.norm.logpdf(0.3, 0.5, np.sqrt(0.03)), abs=1e-12)
    assert away == pytest.approx(0.2 / np.sqrt(0.03), abs=1e-12)


@pytest.mark.parametrize(("value", "away"), [(0.7, 0.0), (0.5, 0.0), (0.4, 1.0), (1.3, 3.0)])
def test_bounded(value, away):
    log, found = of(BOUNDED, value)
    exact = stats.norm.cdf(1.0, value, 0.1) - stats.norm.cdf(0.5, value, 0.1)
    assert log == pytest.approx(np.log(exact), abs=1e-9)
    assert found == pytest.approx(away, abs=1e-12)


def test_the_tails_are_exact():
    found = log_probability(np.array([30.0, -32.0, -np.inf]), np.array([32.0, -30.0, np.inf]))
    far = stats.norm.logsf(30.0)  # the rest beyond 32 is e^-62 of it
    assert found == pytest.approx([far, far, 0.0], abs=1e-9)


def test_what_could_not_be_computed_is_ruled_out():
    log, away = of(BOUNDED, np.nan, variance=np.nan)
    assert (log, away) == (WORST, np.inf)
