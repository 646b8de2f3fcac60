"""Rival theories: what they set, what they leave open, and that a run follows them."""

from __future__ import annotations

import numpy as np
import pytest

from model.errors import UserError
from model.parameters import catalogue, defaults, groups, switched_off
from model.sources import sources
from model.world import CooperationModel
from scenarios import build_scenario
from scenarios.building.theory import FULL, ids, node, theory

RIVALS = [name for name in ids() if name != FULL]


def test_there_are_four_rivals_and_the_full_law_comes_first() -> None:
    assert ids()[0] == FULL
    assert set(RIVALS) == {
        "audience_cost",
        "bargaining",
        "institutionalism",
        "pure_reciprocity",
    }


def test_the_full_law_changes_nothing() -> None:
    inputs = build_scenario("baseline_2016")
    assert theory(FULL).parameters() == defaults()
    assert theory(FULL).applied(inputs).strategies == inputs.strategies


@pytest.mark.parametrize("name", ids())
def test_each_has_reasons_and_known_sources(name: str) -> None:
    file = theory(name).file
    known = sources()
    assert file.sources
    assert all(item.key in known and item.why for item in file.sources)
    assert all(file.off.values())
    assert all(item.why for item in file.fixed.values())
    assert file.summary
    assert file.does_not_cover


@pytest.mark.parametrize("name", RIVALS)
def test_what_is_off_is_off_exactly(name: str) -> None:
    own = theory(name)
    law = own.parameters()
    for group in own.file.off:
        assert getattr(law, group) == getattr(switched_off(defaults(), group), group)
    for full_name, item in own.file.fixed.items():
        group, _, key = full_name.partition(".")
        assert getattr(getattr(law, group), key) == item.value
    untouched = set(groups()) - {key.partition(".")[0] for key in own.values}
    assert all(getattr(law, group) == getattr(defaults(), group) for group in untouched)


@pytest.mark.parametrize("name", ids())
def test_free_numbers_are_those_that_it_neither_sets_nor_silences(name: str) -> None:
    own = theory(name)
    free = {row.full_name for row in own.free}
    every = {row.full_name for row in catalogue() if row.sweep[0] < row.sweep[1]}
    silenced = {
        row.full_name for row in catalogue() if row.group in own.file.off and row.off is None
    }
    assert free == every - set(own.values) - silenced


def test_rivals_have_fewer_free_numbers_than_the_full_law() -> None:
    full = len(theory(FULL).free)
    assert all(len(theory(name).free) < full for name in RIVALS)


def test_the_configuration_says_the_same_as_the_theory() -> None:
    law = node("bargaining")["model"]
    flat = {f"{group}.{key}": value for group, row in law.items() for key, value in row.items()}
    assert flat == dict(theory("bargaining").values)
    assert "model.mandate.trust" in node("bargaining")["theory"]["fixed"]


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("pure_reciprocity", "dyad.challenged"),
        ("bargaining", "dyad.grievance"),
        ("audience_cost", "dyad.grievance"),
        ("institutionalism", "dyad.rhetoric"),
    ],
)
def test_a_run_follows_the_theory(name: str, variable: str) -> None:
    inputs = build_scenario("mexico_tariff_threat_2019", policy="tough_talk")
    told = CooperationModel(inputs, rng=0).run().series[variable]
    own = CooperationModel(theory(name).applied(inputs), rng=0).run().series[variable]
    assert np.ptp(told) > 0.1
    assert np.all(np.diff(own, axis=0) <= 0.0)  # nothing is added: it fades or stays


def test_unknown() -> None:
    with pytest.raises(UserError, match=r"Unknown theory 'reciprocity'.*pure_reciprocity"):
        theory("reciprocity")
