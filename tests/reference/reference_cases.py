"""The worlds on which the model and the reference are compared, and the comparison itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import reference
from numpy.typing import NDArray
from reference_worlds import MONTHS, made_up

from model import world
from model.inputs import Inputs
from model.small import small_inputs
from model.state import VARIABLES
from scenarios import build_scenario

Series = Mapping[str, NDArray[np.float64]]

SEED = 6
SCENARIOS = (
    "bolivia_dea_expulsion_2008",
    "ecuador_manta_closure_2009",
    "honduras_suspension_2009",
    "mexico_cienfuegos_2020",
    "mexico_tariff_threat_2019",
    "northern_triangle_suspension_2019",
    "venezuela_dea_break_2005",
)
MADE_UP = 26
"""Twice as many worlds as policies, so that each policy and strategy has its turn."""

CASES: dict[str, Callable[[], Inputs]] = {
    "small": lambda: small_inputs(MONTHS),
    "small, hostile words": lambda: small_inputs(MONTHS, 0.8),
    **{name: lambda name=name: build_scenario(name) for name in SCENARIOS},
    **{f"made up {n}": lambda n=n: made_up(n) for n in range(MADE_UP)},
}


@cache
def case(name: str) -> tuple[Inputs, Series]:
    """Return a case's inputs and what the reference says of it."""
    inputs = CASES[name]()
    return inputs, expected(inputs, SEED, 0)


def expected(inputs: Inputs, seed: int, replicate: int) -> Series:
    series = reference.simulate(inputs, seed, replicate)
    return {name: np.array(rows) for name, rows in series.items()}


def disagreements(inputs: Inputs, seed: int, replicate: int, should: Series) -> list[str]:
    """Return, first month first, where the model differs from what it should give."""
    run = world.simulate(inputs, seed, replicate)
    assert run.series.keys() == should.keys() == {f"{v.axis}.{v.name}" for v in VARIABLES}
    found = []
    for name, model in run.series.items():
        right = should[name]
        assert right.shape == model.shape
        assert np.isfinite(right).all()
        is_equal = np.isclose(model, right, rtol=0.0, atol=1e-12)
        for month, entity in np.argwhere(~is_equal)[:1]:
            told = f"{name}[{entity}] is {model[month, entity]}, should be {right[month, entity]}"
            found.append(f"month {month:03d}: {told}")
    return sorted(found)


def shortened(inputs: Inputs, months: int = MONTHS) -> Inputs:
    """Return the first months of a world."""
    return replace(
        inputs,
        months=months,
        instruments=inputs.instruments[:months],
        acts=inputs.acts[:months],
    )
