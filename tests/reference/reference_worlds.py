"""Made-up worlds in which everything happens: every number, act, policy and parameter is drawn."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import Literal

import numpy as np
from numpy.random import Generator

from model import policies, strategies
from model.inputs import (
    AgencyInput,
    Behaviour,
    CountryInput,
    DyadInput,
    GovernmentInput,
    Inputs,
    LeaderChange,
    LinkInput,
    RouteInput,
)
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from model.parameters import Parameters, catalogue, defaults, with_values
from model.small import small_inputs

MONTHS = 24
Range = Literal["sweep", "allowed"]
GIVEN_BELOW = ("sender", "partner", "is_ruptured")
DYAD_NUMBERS = [item.name for item in fields(DyadInput) if item.name not in GIVEN_BELOW]


class Edges(Generator):
    """Draws the lower or the upper end of each range, nothing between."""

    def uniform(self, low: float, high: float) -> float:  # type: ignore[override]
        return float(high if self.integers(2) else low)


def made_up(number: int, *, parameters: Range = "sweep", at_edges: bool = False) -> Inputs:
    """Return a made-up world; each number is another one.

    Two senders and four partners, one without a dyad; a dyad without links; countries without
    partner, without dyads, without supply. The parameters are drawn from the range that the
    evidence leaves open, or from all that is allowed. `at_edges` puts each number at an end of its
    range: nobody trusts or everybody does, nothing is dispatched, all is seen.
    """
    rng = (Edges if at_edges else Generator)(np.random.PCG64(number))
    base = small_inputs(MONTHS)
    governments = _governments(rng, base)
    dyads = _dyads(rng, base)
    return Inputs(
        start=f"2015-{number % 12 + 1:02d}",
        months=MONTHS,
        governments=governments,
        agencies=_agencies(rng, base),
        dyads=dyads,
        links=_links(rng, base),
        countries=_countries(rng, base),
        routes=_routes(rng, base),
        instruments=_levels(rng, len(dyads), [item.high for item in SENDER_INSTRUMENTS], 0.2),
        acts=_levels(rng, len(dyads), [item.high for item in PARTNER_ACTS], 0.1),
        leaders=(
            LeaderChange("AAA", int(rng.integers(MONTHS)), rng.uniform(-1, 1)),
            LeaderChange("SND", int(rng.integers(MONTHS)), rng.uniform(-1, 1)),
        ),
        policies={
            "SND": _behaviour(rng, policies.names(), number),
            "SN2": _behaviour(rng, policies.names(), number + 7),
        },
        strategies={
            name: _behaviour(rng, strategies.names(), number + place)
            for place, name in enumerate(("AAA", "BBB", "CCC"))
        },
        parameters=_parameters(rng, parameters),
    )


def _governments(rng: Generator, base: Inputs) -> tuple[GovernmentInput, ...]:
    more = (
        GovernmentInput("SN2", "Second sender", "sender"),
        GovernmentInput("DDD", "Delta", "partner"),
    )
    return tuple(
        replace(
            item,
            ideology=rng.uniform(-1, 1),
            nationalism=rng.uniform(0, 1),
            elections=tuple(rng.integers(MONTHS, size=2).tolist()),
        )
        for item in base.governments + more
    )


def _dyads(rng: Generator, base: Inputs) -> tuple[DyadInput, ...]:
    more = (DyadInput("SN2", "AAA"), DyadInput("SN2", "BBB"))
    return tuple(
        replace(
            item,
            **{name: rng.uniform(-1 if "rhetoric" in name else 0, 1) for name in DYAD_NUMBERS},
            is_ruptured=bool(rng.random() < 0.3),
        )
        for item in base.dyads + more
    )


def _agencies(rng: Generator, base: Inputs) -> tuple[AgencyInput, ...]:
    more = (
        AgencyInput("SN2.law", "SN2", "law", "investigation"),
        AgencyInput("DDD.police", "DDD", "police", "investigation"),
    )
    return tuple(
        replace(
            item,
            autonomy=rng.uniform(0, 1),
            capacity=rng.uniform(0, 1),
            aid_share=rng.uniform(0, 1),
            account="security" if rng.random() < 0.5 else "development",
            exposure=rng.uniform(0, 1),
            detection_weight=max(0.0, rng.uniform(-0.3, 1)),
            eradication_weight=max(0.0, rng.uniform(-0.3, 1)),
        )
        for item in base.agencies + more
    )


def _links(rng: Generator, base: Inputs) -> tuple[LinkInput, ...]:
    return tuple(
        replace(
            item,
            access=rng.uniform(0, 1),
            liaison=rng.uniform(0, 1),
            working_trust=rng.uniform(0, 1),
        )
        for item in (*base.links, LinkInput("SN2.law", "AAA.police"))
    )


def _countries(rng: Generator, base: Inputs) -> tuple[CountryInput, ...]:
    return tuple(
        replace(
            item,
            sender_detection=rng.uniform(0, 1),
            own_detection=rng.uniform(0, 1),
            supply=max(0.0, rng.uniform(-10, 50)),
        )
        for item in (*base.countries, CountryInput("DDD", partner="DDD"))
    )


def _routes(rng: Generator, base: Inputs) -> tuple[RouteInput, ...]:
    first, second = (rng.uniform(0, 1) for _ in range(2))
    near, far = base.routes
    return (
        replace(near, share=first),
        replace(far, share=1.0 - first),
        RouteInput("short", ("DDD", "SND"), second),
        RouteInput("long", ("DDD", "AAA", "SND"), 1.0 - second),
        RouteInput("only", ("CCC", "SND"), 1.0),
    )


def _levels(rng: Generator, dyads: int, highs: list[float], often: float) -> np.ndarray:
    shape = (MONTHS, dyads, len(highs))
    levels = np.reshape([rng.uniform(0, 1) for _ in range(math.prod(shape))], shape)
    return levels * (rng.random(shape) < often) * np.array(highs)


def _behaviour(rng: Generator, names: tuple[str, ...], place: int) -> Behaviour:
    """Return each rule in its turn, so that a dozen worlds have them all."""
    first, second, third, fourth = (rng.uniform(0, 1) for _ in range(4))
    return Behaviour(sorted(names)[place % len(names)], (first, second, third, fourth))


def _parameters(rng: Generator, ranges: Range) -> Parameters:
    """Return drawn parameters.

    Those of the routes stay in the range to sweep: with the strongest congestion each month
    multiplies a difference of shares, and with it the rounding of `exp`, several times.
    """
    values = {}
    for row in catalogue():
        is_whole = ranges == "allowed" and row.group != "routes"
        values[row.full_name] = rng.uniform(*((row.low, row.high) if is_whole else row.sweep))
    return with_values(defaults(), values)
