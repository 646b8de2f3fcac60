"""Designs as a configuration asks for them, and what is told when it asks for the impossible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from design_config import configuration

from model.errors import UserError
from scenarios import design
from scenarios.designs.kinds import Factor

pytestmark = pytest.mark.quick

TWO = [Factor("model.trust.a", 0.0, 1.0, 0.5), Factor("model.trust.b", 0.0, 1.0, 0.5)]


@pytest.fixture
def config(folder: Path) -> dict[str, Any]:
    """Return the small scenario under the policy `loud`."""
    return configuration(folder=folder, policy="loud", over="policy")


def test_a_kind_by_its_name(config: dict[str, Any]) -> None:
    found = design.from_config({**config, "design": "sobol", "points": 8, "seed": 3})
    expected = design.make("sobol", found.factors, 8, 3)
    np.testing.assert_array_equal(found.values, expected.values)
    assert found.names == ("policy.suspension", "policy.target")
    assert found.has_baseline


def test_a_kind_with_options(config: dict[str, Any]) -> None:
    asked = {"kind": "saltelli", "second_order": True, "has_baseline": False}
    found = design.from_config({**config, "design": asked, "points": 8})
    assert len(found) == 8 * (2 * 2 + 2)
    assert found.options == {"second_order": True, "grouped": False}
    assert asked == {"kind": "saltelli", "second_order": True, "has_baseline": False}


KINDS = "extremes, grid, latin_hypercube, morris, one_at_a_time, saltelli, sobol"
ASKED: list[tuple[dict[str, Any], str]] = [
    (
        {"design": "sobl"},
        "Unknown design 'sobl' (set by the command line). Did you mean 'sobol'? "
        f"Known: FILE.csv, FILE.parquet, {KINDS}.",
    ),
    ({"design": "kinds"}, "Unknown design 'kinds'"),
    ({"design": "sobol", "points": 8, "seed": "one"}, "seed=one is not a whole number"),
    (
        {"design": "sobol", "points": 8, "seed": -1},
        "seed=-1 is less than 0; allowed a whole number",
    ),
    ({"design": {"levels": 4}}, "Unknown design 'None'"),
    ({"design": "sobol", "over": None, "points": 8}, "over is missing; allowed a name, a list"),
    (
        {"design": {"kind": "sobol", "levels": 4}, "points": 8},
        "Unknown option of design 'sobol' 'levels' (set by the command line). Known: scramble.",
    ),
    (
        {"design": {"kind": "sobol", "has_baseline": 1}, "points": 8},
        "design.has_baseline=1 is not true or false; allowed true, false",
    ),
    ({"design": "p.csv", "over": "policy"}, "over=policy is not used with a file of points"),
    ({"design": "p.csv", "over": None, "points": 8}, "points=8 is not used with a file of points"),
    (
        {"design": {"kind": "p.csv", "levels": 4}, "over": None},
        "design.levels=4 is not used with a file of points; allowed null",
    ),
]


@pytest.mark.parametrize(("keys", "told"), ASKED)
def test_what_cannot_be_asked_is_told(
    keys: dict[str, Any], told: str, config: dict[str, Any]
) -> None:
    with pytest.raises(UserError) as error:
        design.from_config({**config, **keys})
    assert told in str(error.value)


POINTS: list[tuple[str, Any, dict[str, Any], str]] = [
    (
        "sobol",
        None,
        {},
        "points is missing; allowed a whole number of 1 or more; set by here. "
        "design=sobol needs it.",
    ),
    ("sobol", 0, {}, "points=0 is less than 1; allowed a whole number of 1 or more; set by here."),
    ("sobol", -4, {}, "points=-4 is less than 1"),
    ("latin_hypercube", 0, {}, "points=0 is less than 1"),
    ("morris", 0, {}, "points=0 is less than 1"),
    ("saltelli", 0, {}, "points=0 is less than 1"),
    ("grid", 1, {}, "points=1 is less than 2; allowed a whole number of 2 or more"),
    ("grid", (3, 1), {}, "points=1 is less than 2"),
    ("one_at_a_time", 1, {}, "points=1 is less than 2; allowed a whole number of 2 or more"),
    ("sobol", 2.0, {}, "points=2.0 is not a whole number"),
    ("sobol", "many", {}, "points=many is not a whole number"),
    ("sobol", True, {}, "points=true is not a whole number"),
    (
        "sobol",
        1000,
        {},
        "points=1000 is not a power of two; allowed 512 or 1024; set by here. "
        "A Sobol' sequence is balanced at powers of two only.",
    ),
    ("saltelli", 3, {}, "points=3 is not a power of two; allowed 2 or 4"),
    (
        "sobol",
        [2, 3],
        {},
        "points=[2, 3] is a list; allowed a whole number; set by here. Only a grid takes one",
    ),
    (
        "grid",
        [2, 3, 4],
        {},
        "points=[2, 3, 4] has 3 numbers for 2 factors; allowed one number, or one for each factor",
    ),
    (
        "extremes",
        8,
        {},
        "points=8 is not used by design=extremes, whose factors settle the points; allowed null; "
        "set by here. Leave it out.",
    ),
    ("extremes", None, {"most_corners": 0}, "design.most_corners=0 is less than 1"),
    (
        "grid",
        3000,
        {},
        "points=3000 makes 9,000,000 points of 2 factors with design=grid; allowed at most "
        "4,194,304 points; set by here. Ask for fewer points, or vary fewer numbers.",
    ),
    ("grid", 10**9, {}, "points=1000000000 makes far too many points"),
    ("sobol", 2**23, {}, "points=8388608 makes 8,388,608 points"),
    ("saltelli", 2**21, {}, "points=2097152 makes 8,388,608 points"),
    ("sobol", 4, {"scramble": "yes"}, "design.scramble=yes is not true or false"),
    ("saltelli", 4, {"second_order": 1}, "design.second_order=1 is not true or false"),
    (
        "saltelli",
        4,
        {"grouped": True},
        "design.grouped=true leaves one group (model.trust); allowed false; set by here. Vary",
    ),
    ("morris", 4, {"grouped": True}, "design.grouped=true leaves one group"),
    (
        "morris",
        4,
        {"levels": 5},
        "design.levels=5 is odd; allowed an even number; set by here. With an odd number",
    ),
    ("morris", 4, {"levels": 0}, "design.levels=0 is less than 2"),
    ("morris", 4, {"optimal": 1}, "design.optimal=1 is less than 2; allowed a whole number of 2"),
    (
        "morris",
        4,
        {"optimal": 5},
        "design.optimal=5 is too many; allowed 2 to 4; set by here. They are chosen among the",
    ),
    (
        "latin_hypercube",
        4,
        {"optimization": "lloyd"},
        "design.optimization=lloyd is not a way to spread points; allowed null, random-cd",
    ),
]


@pytest.mark.parametrize(("kind", "points", "options", "told"), POINTS)
def test_points_that_cannot_be_made_are_told(
    kind: str, points: Any, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(UserError) as error:
        design.make(kind, TWO, points, set_by="here", **options)
    assert told in str(error.value)


def test_nothing_varied_is_told() -> None:
    with pytest.raises(UserError) as error:
        design.make("sobol", [], 8, set_by="here")
    assert str(error.value) == "A sobol design varies nothing; set by here. Name numbers in over."


def test_a_fraction_of_very_many_factors_is_told() -> None:
    factors = [Factor(f"model.x.f{i}", 0.0, 1.0, 0.5) for i in range(513)]
    with pytest.raises(UserError, match=r"design=extremes is not made of 513 factors; .* most 512"):
        design.make("extremes", factors)


def test_too_many_points_are_told_before_any_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from scenarios.designs import grid

    monkeypatch.setattr(grid, "sample", lambda request: pytest.fail("made points"))
    with pytest.raises(UserError, match="makes"):
        design.make("grid", TWO, 10_000)
