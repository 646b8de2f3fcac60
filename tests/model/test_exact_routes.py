"""Traffickers against analytic results: logit derivatives, Wardrop's equilibrium, mass balance."""

from __future__ import annotations

from random import Random

import pytest

from model.founding import carry, found, removal
from model.parameters import defaults
from model.rules import routes
from model.small import small_inputs

pytestmark = pytest.mark.quick

ROUTES = defaults().routes


def test_logit_cross_derivative():
    """ds_i / dc_j = beta s_i s_j for i != j, by central differences of the attractions."""
    usual, costs, h = (0.5, 0.3, 0.2), (0.05, -0.02, 0.1), 1e-5

    def shares(moved):
        pulls = [routes.attraction(u, c, ROUTES) for u, c in zip(usual, moved, strict=True)]
        return [pull / sum(pulls) for pull in pulls]

    s = shares(costs)
    for j in range(3):
        up = shares([c + h * (k == j) for k, c in enumerate(costs)])
        down = shares([c - h * (k == j) for k, c in enumerate(costs)])
        for i in range(3):
            slope = (up[i] - down[i]) / (2.0 * h)
            expected = ROUTES.sensitivity * s[i] * (s[j] - (i == j))
            assert slope == pytest.approx(expected, abs=1e-7, rel=0.0)


def settled(removals, at_start, sensitivity):
    """Return the settled shares of two routes whose removal rose by `removals`."""
    p = ROUTES._replace(
        sensitivity=sensitivity, risk=1.0, congestion=0.5, adjustment_per_month=1.0 / sensitivity
    )
    s = list(at_start)
    for _ in range(int(20 * sensitivity)):
        pulls = [
            routes.attraction(a, routes.extra_cost(r, 0.0, x, a, p), p)
            for a, r, x in zip(at_start, removals, s, strict=True)
        ]
        scale = routes.scale(pulls[0] + pulls[1])
        s = [routes.share(x, pull, scale, p) for x, pull in zip(s, pulls, strict=True)]
    return s


@pytest.mark.parametrize(
    ("removals", "f1"),
    [
        # Costs c_i + k f_i with c = removal - k share_at_start: (-.15, .2 - .35), k = .5, F = 1,
        # so f1 = (c2 - c1 + k F) / 2 k = .5: 5.0 tonnes of 10.
        ((0.0, 0.2), 5.0),
        ((0.0, 0.1), 4.0),
        ((0.1, 0.0), 2.0),
    ],
)
def test_two_routes_settle_at_wardrop_as_the_logit_sharpens(removals, f1):
    """The logit keeps |cost difference| = |ln of share ratios| / beta, hence the tolerance."""
    errors = []
    for sensitivity in (100.0, 400.0):
        s = settled(removals, (0.3, 0.7), sensitivity)
        assert sum(s) == pytest.approx(1.0, abs=1e-12, rel=0.0)
        errors.append(abs(10.0 * s[0] - f1))
    assert errors[1] < errors[0] / 3.0
    assert errors[1] < 10.0 / 400.0


@pytest.mark.parametrize("number", range(20))
def test_mass_balance(number):
    """Arrived + seized = dispatched = supply, whatever is detected and wherever it goes."""
    world = found(small_inputs())
    random = Random(number)
    for country in world.countries:
        country.detection = random.choice((0.0, 1.0, random.random()))
    for route in world.routes:
        route.removal = removal(route)
    carry(world.routes, world.flow)
    flow = world.flow
    supply = sum(route.chain[0].supply * route.share for route in world.routes)
    assert flow.dispatched == pytest.approx(supply, abs=1e-12 * supply, rel=0.0)
    assert flow.arrived + flow.seized == pytest.approx(supply, abs=1e-12 * supply, rel=0.0)
    assert 0.0 <= flow.arrived <= flow.dispatched
    assert 0.0 <= flow.blind_share <= 1.0


def test_removal_on_a_route():
    """Detection .1, .2, .5 on the way: 1 - .9 * .8 * .5."""
    world = found(small_inputs())
    route = max(world.routes, key=lambda route: len(route.chain))
    for country in world.countries:
        country.detection = 0.0
    for country, detection in zip(route.chain, (0.1, 0.2, 0.5), strict=False):
        country.detection = detection
    expected = 1.0 - (0.9 * 0.8 * 0.5 if len(route.chain) > 2 else 0.9 * 0.8)
    assert removal(route) == pytest.approx(expected, abs=1e-12, rel=0.0)
