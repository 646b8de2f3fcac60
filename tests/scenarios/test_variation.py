"""Worlds made by changing one that is built, against building each from the start."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.errors import UserError
from model.inputs import Inputs
from model.parameters import catalogue
from scenarios.building.variation import Variation, is_quick, with_set
from scenarios.catalogue import Catalogue
from scenarios.configuration import AS_SCENARIO, inputs_of
from scenarios.designing.candidates import candidates

SMALL = Path(__file__).parent / "small"
SCENARIOS = Catalogue().ids()
Config = dict[str, Any]


def configuration(name: str, folder: Path | None = None, **changes: Any) -> Config:
    """Return what Hydra composes for a scenario."""
    model: Config = {}
    for row in catalogue():
        model.setdefault(row.group, {})[row.name] = row.value
    as_scenario = {"id": AS_SCENARIO}
    return {
        "scenario": Catalogue(folder).resolved(name),
        "policy": as_scenario,
        "strategy": as_scenario,
        "model": model,
        "off": None,
        "scenarios_dir": None if folder is None else str(folder),
        **changes,
    }


def assert_same(one: Inputs, other: Inputs) -> None:
    """Check that two worlds are the same to the last bit and type."""
    for field in fields(Inputs):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            assert left.tobytes() == right.tobytes(), field.name
        else:
            assert repr(left) == repr(right), field.name


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_number_at_once(name: str) -> None:
    config = configuration(name, policy={"id": "tough_talk", "words": 0.2})
    rows = list(candidates(config).values())
    paths = [row.path for row in rows]
    assert len(rows) > 150
    assert all(map(is_quick, paths))
    low, high = np.array([row.low for row in rows]), np.array([row.high for row in rows])
    points = low + np.random.default_rng(7).random((3, len(rows))) * (high - low)
    first = with_set(config, paths, points[0].tolist())
    variation = Variation(first, paths)
    made = [variation.inputs(points[row].tolist()) for row in (1, 2, 0)]
    for row, inputs in zip((1, 2, 0), made, strict=True):  # all made, none changed since
        assert_same(inputs, inputs_of(with_set(config, paths, points[row].tolist())))


def test_each_number_alone() -> None:
    config = configuration("bolivia_dea_expulsion_2008")
    plain = inputs_of(config)
    for row in candidates(config).values():
        if row.home == "model":
            continue
        first = with_set(config, [row.path], [row.value])
        assert_same(inputs_of(first), plain)
        value = row.low if row.value != row.low else row.high
        made = Variation(first, [row.path]).inputs([value])
        assert_same(made, inputs_of(with_set(config, [row.path], [value])))
        # What each partner gives itself is not taken from the default.
        assert "dyads.default." in row.name or not _is_same(made, plain), row.name


def _is_same(one: Inputs, other: Inputs) -> bool:
    try:
        assert_same(one, other)
    except AssertionError:
        return False
    return True


DYAD = ("scenario", "dyads", "MEX", "trust")
PAIR = ("scenario", "dyads", "USA>MEX", "trust")
DEFAULT = ("scenario", "dyads", "default", "trust")
LINK = ("scenario", "links", "USA.DEA>MEX.*", "access")
WIDER = ("scenario", "links", "USA.*>*", "access")


@pytest.mark.parametrize(
    ("paths", "points"),
    [
        ([DYAD, PAIR], [(0.1, None), (0.2, 0.3), (None, 0.4), (None, None), (0.5, 0.6)]),
        ([DEFAULT, DYAD], [(0.1, 0.2), (0.3, None), (0.4, 0.5)]),
        ([LINK, WIDER], [(0.1, 0.2), (0.3, 0.4), (None, 0.5)]),
        ([WIDER, LINK], [(0.1, None), (0.3, 0.4), (0.2, 0.5)]),
        ([("scenario", "parameters", "trust.up_per_month")], [(0.1,), (0.2,)]),
        (
            [("scenario", "parameters", "law.weight"), ("model", "law", "weight")],
            [(0.7, 1.0), (0.8, 0.9), (0.7, 0.75)],
        ),
    ],
)
def test_what_goes_before_what(paths: list[tuple[str, ...]], points: list[tuple[Any, ...]]) -> None:
    config = configuration("baseline_2016")
    variation = Variation(with_set(config, paths, points[0]), paths)
    for values in points:
        assert_same(variation.inputs(values), inputs_of(with_set(config, paths, values)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("model", "law", "weight"), 2.0),
        (("model", "law", "weight"), "much"),
        (("model", "speech", "persistence"), True),
        (("policy", "words"), float("nan")),
        (("off",), "nothing"),
        (("scenario", "dyads", "MEX", "trust"), 1.5),
        (("scenario", "governments", "MEX", "ideology"), "x"),
        (("scenario", "governments", "MEX", "agencies", "military", "capacity"), -1),
        (("scenario", "links", "USA.DEA>MEX.*", "access"), 2),
        (("scenario", "parameters", "law.weight"), 2.0),
    ],
)
def test_a_mistake_is_told_as_when_built_from_the_start(path: tuple[str, ...], value: Any) -> None:
    config = configuration("baseline_2016", policy={"id": "tough_talk", "words": 0.2})
    first = with_set(config, [path], [0.5 if path != ("off",) else None])
    with pytest.raises(UserError) as slow:
        inputs_of(with_set(config, [path], [value]))
    with pytest.raises(UserError) as quick:
        Variation(first, [path]).inputs([value])
    assert str(quick.value) == str(slow.value)


def test_the_world_is_not_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    config = configuration("bad_hombres_2017", policy={"id": "tough_talk", "words": 0.2})
    rows = list(candidates(config).values())
    paths, values = [row.path for row in rows], [row.value for row in rows]
    variation = Variation(with_set(config, paths, values), paths)
    monkeypatch.setattr("scenarios.building.variation.inputs_of", None)
    variation.inputs([0.5 * (row.low + row.high) for row in rows])


def test_what_is_set_is_not_set_in_the_original() -> None:
    config = configuration("baseline_2016")
    before = repr(config)
    changed = with_set(config, [("scenario", "dyads", "MEX", "trust"), ("off",)], [0.5, "law"])
    assert changed["scenario"]["dyads"]["MEX"]["trust"] == 0.5
    assert changed["model"] is config["model"]
    assert repr(config) == before
