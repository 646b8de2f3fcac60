"""Stage 11: traffickers move toward cheaper routes (logit; Wardrop in the limit, M13).

Each producer's flow is split over its routes. Removal on a route is 1 - prod(1 - d_c).
"""

from __future__ import annotations

from model.numerics import exp
from model.parameters.operations import Routes


def extra_cost(
    removal: float, removal_at_start: float, share: float, share_at_start: float, p: Routes
) -> float:
    """Return how much dearer a route is than at the start, in units of the load's value.

    Equation: risk (removal - removal_at_start) + congestion (share - share_at_start).
    """
    return p.risk * (removal - removal_at_start) + p.congestion * (share - share_at_start)


def attraction(usual: float, extra_cost: float, p: Routes) -> float:
    """Return the unnormalised logit weight: usual * exp(-sensitivity * extra_cost).

    `usual` is the share at the start, which stands for all costs that do not change.
    """
    return usual * exp(-p.sensitivity * extra_cost)


def scale(total: float) -> float:
    """Return what turns attractions into shares, 1 / total; 0 if nothing attracts.

    `total` is the sum of attractions over the producer's routes, so that shares keep adding up to
    1. It is made once for all routes of a producer.
    """
    return 1.0 / total if total > 0.0 else 0.0


def share(share: float, attraction: float, scale: float, p: Routes) -> float:
    """Return the route's share of its producer's flow, in [0, 1].

    Equation: share + adjustment (attraction * scale - share); unchanged if nothing attracts.
    """
    if scale <= 0.0:
        return share
    return share + p.adjustment_per_month * (attraction * scale - share)
