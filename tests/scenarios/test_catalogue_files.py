"""Every file of the packaged catalogue: it loads, builds, and every number has its origin."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
import yaml

from scenarios import Catalogue, build, citations, ids, load, resolved
from scenarios.catalogue import FOLDERS, PACKAGED
from scenarios.catalogue_page import text
from scenarios.check import check
from scenarios.format.json_schema import scenario_schema
from scenarios.format.quantity import is_quantity
from scenarios.format.yaml_lines import _read

pytestmark = pytest.mark.quick

FILES = [path for name in FOLDERS.values() for path in sorted((PACKAGED / name).glob("*.yaml"))]
REQUIRED = [
    "baseline_2016",
    "executive_orders_2017",
    "bad_hombres_2017",
    "wall_and_deployment_threat_2017",
    "quiet_diplomacy",
    "comprehensive_strategy",
    "venezuela_dea_break_2005",
    "bolivia_dea_expulsion_2008",
    "ecuador_manta_closure_2009",
    "ecuador_inl_exit_2014",
    "colombia_decertification_1996",
    "plan_colombia_2000",
    "merida_2007",
    "honduras_suspension_2009",
    "northern_triangle_suspension_2019",
    "mexico_tariff_threat_2019",
    "mexico_cienfuegos_2020",
    "kingpin_sanctions",
    "aid_suspension_regional",
    "naming_and_shaming_annual",
    "maximum_pressure",
    "conditional_carrots",
]
STRUCTURE = {"months", "every_months", "seed_points"}
"""Keys of bare numbers: counts of months and points of the brief."""


def bare_numbers(node: Any, path: tuple[str, ...] = ()) -> list[str]:
    """Return the paths of numbers that stand outside a Quantity."""
    if is_quantity(node) or (path and path[-1] in STRUCTURE):
        return []
    if isinstance(node, dict):
        return [hit for key, item in node.items() for hit in bare_numbers(item, (*path, key))]
    if isinstance(node, list):
        return [hit for item in node for hit in bare_numbers(item, path)]
    is_number = isinstance(node, int | float) and not isinstance(node, bool)
    return [".".join(path)] if is_number else []


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_passes_the_check(file: Path) -> None:
    assert check(file) == []


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_number_is_sourced_or_assumed(file: Path) -> None:
    assert bare_numbers(yaml.safe_load(file.read_text(encoding="utf-8"))) == []


def test_a_bare_number_would_be_found() -> None:
    assert bare_numbers({"months": 3, "a": {"b": [1]}, "c": {"value": 1, "sourced": "d"}}) == [
        "a.b"
    ]


def test_the_catalogue_holds_what_it_must() -> None:
    assert set(REQUIRED) <= set(ids())
    points = {point for name in ids() for point in load(name).seed_points}
    assert points == {1, 2, 3, 4, 5, 6, 7}
    assert sum(load(name).based_on is not None for name in ids()) >= 2


@pytest.mark.parametrize("name", ids())
def test_a_scenario_builds_into_a_sound_world(name: str) -> None:
    inputs = build(resolved(name))
    agencies = {item.id for item in inputs.agencies}
    assert {link.sender_agency for link in inputs.links} <= agencies
    assert {link.partner_agency for link in inputs.links} <= agencies
    assert len({(x.sender_agency, x.partner_agency) for x in inputs.links}) == len(inputs.links)
    assert inputs.instruments.shape[:2] == inputs.acts.shape[:2] == (inputs.months, 12)
    for table in (inputs.instruments, inputs.acts):
        assert np.isfinite(table).all()
        assert (table >= 0.0).all()
    assert citations.citations(name)


@pytest.mark.parametrize("name", ids())
def test_the_json_schema_admits_the_file(name: str) -> None:
    data = yaml.safe_load((PACKAGED / f"{name}.yaml").read_text(encoding="utf-8"))
    found = jsonschema.Draft202012Validator(scenario_schema()).iter_errors(data)
    assert [error.message for error in found] == []


def test_the_default_world_has_the_size_that_was_asked_for() -> None:
    inputs = build(resolved("baseline_2016"))
    assert [x.id for x in inputs.governments if x.role == "sender"] == ["USA"]
    assert len(inputs.dyads) == 12
    assert 110 <= len(inputs.links) <= 150
    assert 15 <= len(inputs.routes) <= 25
    assert len({x.kind for x in inputs.agencies if x.government == "USA"}) == 5


def test_the_page_names_every_entry() -> None:
    page = text()
    files = Catalogue()
    assert all(f"## {name}\n" in page for name in ids())
    for kind in ("world", "policy", "strategy"):
        assert all(f"| `{name}` |" in page for name in files.ids(kind))


@pytest.mark.slow
def test_reading_everything_is_quick() -> None:
    _read.cache_clear()
    start = time.perf_counter()
    for name in ids():
        load(name)
    assert time.perf_counter() - start < 1.0  # about a fifth of this when nothing else runs
