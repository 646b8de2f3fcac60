"""The model equals the reference: every variable, entity and month, to 1e-12."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from reference_cases import CASES, SEED, Series, case, disagreements, expected, shortened
from reference_worlds import Range, made_up

from model.inputs import Inputs
from model.parameters import Parameter, catalogue, groups, switched_off, with_values
from scenarios import Catalogue, build_scenario, ids

PROBES = range(4)
"""The made-up worlds in which a change of the law must show."""


def compare(inputs: Inputs, replicate: int = 0) -> Series:
    should = expected(inputs, SEED, replicate)
    assert disagreements(inputs, SEED, replicate, should) == []
    return should


@pytest.mark.parametrize("name", CASES)
def test_model_equals_reference(name: str) -> None:
    inputs, should = case(name)
    assert disagreements(inputs, SEED, 0, should) == []


@pytest.mark.parametrize("number", range(13))
def test_with_parameters_from_all_of_their_allowed_range(number: int) -> None:
    compare(made_up(number, parameters="allowed"), number)


@pytest.mark.parametrize("number", range(13))
def test_with_every_number_at_an_end_of_its_range(number: int) -> None:
    ranges: Range = "allowed" if number % 2 else "sweep"
    compare(made_up(number, parameters=ranges, at_edges=True), number)


@pytest.mark.parametrize("name", Catalogue().ids("policy"))
def test_each_policy_of_the_catalogue(name: str) -> None:
    compare(shortened(build_scenario("baseline_2016", policy=name)))


@pytest.mark.parametrize("name", Catalogue().ids("strategy"))
def test_each_strategy_of_the_catalogue(name: str) -> None:
    compare(shortened(build_scenario("bad_hombres_2017", strategy=name)))


@pytest.mark.parametrize("group", groups())
def test_without_a_mechanism(group: str) -> None:
    inputs, whole = case("made up 0")
    without = compare(replace(inputs, parameters=switched_off(inputs.parameters, group)))
    assert is_different(whole, without)


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row.full_name)
def test_a_parameter_moved_alone_shows_and_agrees(row: Parameter) -> None:
    shows = []
    for number in PROBES:
        inputs, before = case(f"made up {number}")
        now = getattr(getattr(inputs.parameters, row.group), row.name)
        other = row.low if now > (row.low + row.high) / 2.0 else row.high
        moved = with_values(inputs.parameters, {row.full_name: other})
        shows.append(is_different(before, compare(replace(inputs, parameters=moved))))
        if shows[-1]:
            break
    assert any(shows)


def is_different(one: Series, other: Series) -> bool:
    return any(not np.allclose(one[name], other[name], rtol=0.0, atol=1e-9) for name in one)


@pytest.mark.slow
@pytest.mark.parametrize("name", ids())
def test_every_scenario(name: str) -> None:
    inputs = build_scenario(name)
    for replicate in range(3):
        compare(inputs, replicate)


@pytest.mark.slow
def test_many_made_up_worlds() -> None:
    for number in range(100, 400):
        ranges: Range = "allowed" if number % 2 else "sweep"
        compare(made_up(number, parameters=ranges, at_edges=number % 3 == 0), number)
