"""The model equals the reference: every variable, entity and month, to 1e-12."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import reference
from reference_worlds import MONTHS, made_up

from model import world
from model.inputs import Inputs
from model.small import small_inputs
from model.state import VARIABLES
from scenarios import build_scenario

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


def disagreements(inputs: Inputs, seed: int, replicate: int) -> list[str]:
    """Return, first month first, where the model and the reference differ."""
    run = world.simulate(inputs, seed, replicate)
    expected = reference.simulate(inputs, seed, replicate)
    assert run.series.keys() == expected.keys() == {f"{v.axis}.{v.name}" for v in VARIABLES}
    found = []
    for name, model in run.series.items():
        should = np.array(expected[name])
        assert should.shape == model.shape
        assert np.isfinite(should).all()
        is_equal = np.isclose(model, should, rtol=0.0, atol=1e-12)
        for month, entity in np.argwhere(~is_equal)[:1]:
            told = f"{name}[{entity}] is {model[month, entity]}, should be {should[month, entity]}"
            found.append(f"month {month:03d}: {told}")
    return sorted(found)


def shortened(inputs: Inputs) -> Inputs:
    months = min(inputs.months, MONTHS)
    return replace(
        inputs,
        months=months,
        instruments=inputs.instruments[:months],
        acts=inputs.acts[:months],
    )


@pytest.mark.quick
@pytest.mark.parametrize("words", [0.0, 0.8])
@pytest.mark.parametrize("replicate", [0, 1])
def test_small_world(words: float, replicate: int) -> None:
    assert disagreements(small_inputs(MONTHS, words), SEED, replicate) == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenarios_over_their_whole_horizon(name: str) -> None:
    assert disagreements(build_scenario(name), SEED, 0) == []


@pytest.mark.quick
@pytest.mark.parametrize("number", range(26))
def test_made_up_worlds(number: int) -> None:
    assert disagreements(made_up(number), SEED, number) == []
    assert disagreements(made_up(number, whole_range=True), SEED, number) == []
