"""The odds of the five stances against their utilities, over the whole allowed ranges."""

from __future__ import annotations

from itertools import product
from math import log

import pytest

from model.parameters import defaults
from model.rules import mandate

pytestmark = pytest.mark.quick

LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)


def utility(level, ideal, before, ruptured, p):
    """Return the utility as the ODD states it."""
    away, moved = level - ideal, level - before
    return -away * away / 2.0 - p.inertia * moved * moved / 2.0 - p.rupture_cost * ruptured * level


@pytest.mark.parametrize(
    ("rationality", "inertia", "cost"),
    list(product((0.0, 10.0, 40.0, 100.0), (0.0, 1.0, 5.0), (0.0, 0.6, 5.0))),
)
def test_log_odds_are_differences_of_utility(rationality, inertia, cost):
    p = defaults().mandate._replace(rationality=rationality, inertia=inertia, rupture_cost=cost)
    for ideal, before, ruptured in product((0.0, 0.3, 1.0), (0.0, 0.8, 1.0), (0.0, 1.0)):
        odds = mandate.weights(ideal, before, ruptured, p)
        usual = utility(0.5, ideal, before, ruptured, p)
        expected = [
            rationality * (utility(level, ideal, before, ruptured, p) - usual) for level in LEVELS
        ]
        assert [log(w) for w in odds] == pytest.approx(expected, abs=1e-10, rel=0.0)
