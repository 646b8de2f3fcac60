"""Checking one file, the template of a new one, and the JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from model.errors import UserError
from model.parameters import catalogue
from scenarios.check import check
from scenarios.format.json_schema import scenario_schema, write
from scenarios.format.template import template

pytestmark = pytest.mark.quick

FILES = ("first", "worlds/small", "policies/calm", "policies/loud", "strategies/wait")


@pytest.mark.parametrize("name", FILES)
def test_a_right_file_has_no_problems(name: str, folder: Path) -> None:
    assert check(folder / f"{name}.yaml") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "first.yaml",
            "{key: gsdb, ",
            "{key: gsbd, ",
            "Unknown source 'gsbd' (set by @). Did you mean 'gsdb'",
        ),
        (
            "first.yaml",
            "sourced: gsdb",
            "sourced: pew2017",
            "scenario.sources lacks 'pew2017', which is used; set by @. "
            "Add it to 'sources' and say what it is cited for.",
        ),
        ("first.yaml", "by: MEX", "by: MXE", "Unknown government 'MXE' (set by @). "),
        ("first.yaml", "title: A", "titel: A", "Unknown key in scenario 'titel' (set by @). "),
        ("worlds/small.yaml", "[COL, USA]", "[COL, SEA]", "Unknown country of route 'col_usa' "),
        ("worlds/small.yaml", "sources: [gsdb]", "sources: [zz]", "Unknown source 'zz'"),
        ("policies/loud.yaml", "rule: con", "rule: kon", "Unknown policy rule 'konditional_aid'"),
        (
            "strategies/wait.yaml",
            "rule: in",
            "rule: un",
            "Unknown strategy rule 'unstitutionalist'",
        ),
    ],
)
def test_problems_are_found(
    file: str, old: str, new: str, problem: str, folder: Path, edit: Callable[..., str]
) -> None:
    place = edit(old, new, file)
    assert check(folder / file)[0].startswith(problem.replace("@", place))


def test_a_strategy_that_the_world_lacks(folder: Path) -> None:
    (folder / "strategies" / "wait.yaml").unlink()
    assert check(folder / "worlds" / "small.yaml")[0].startswith(
        "Unknown strategy 'wait' (set by worlds/small.yaml:17). "
    )


def test_what_is_not_a_file_to_check(folder: Path) -> None:
    assert check(folder / "none.yaml") == ["none.yaml does not exist. Check the path."]
    assert check(folder / "none.txt")[0].startswith("none.txt is not a .yaml file. ")


def test_the_template_passes_the_check(folder: Path) -> None:
    file = folder / "my_scenario.yaml"
    file.write_text(template("my_scenario"), encoding="utf-8")
    assert check(file) == []


def test_the_template_s_examples_are_right(folder: Path) -> None:
    """With the comments of the optional parts taken away the file still passes."""
    lines = template("my_scenario").splitlines()
    keys = ("strategies", "dyads", "governments", "links", "parameters", "leaders", "  new:")
    opened = [
        line.removeprefix("# ") if line.removeprefix("# ").startswith(keys) else line
        for line in lines
    ]
    assert sum(a != b for a, b in zip(lines, opened, strict=True)) == len(keys)
    file = folder / "my_scenario.yaml"
    file.write_text("\n".join(opened), encoding="utf-8")
    assert check(file) == []


@pytest.mark.parametrize("name", ["", "My_scenario", "a-b", "a/b", "1st", "ärger", "x" * 99])
def test_an_id_names_a_file_everywhere(name: str) -> None:
    with pytest.raises(UserError, match="cannot name a file; allowed small letters, digits"):
        template(name)


VALIDATOR = jsonschema.Draft202012Validator(scenario_schema())


def first(folder: Path) -> dict[str, object]:
    """Return the first scenario as it is written."""
    found: dict[str, object] = yaml.safe_load((folder / "first.yaml").read_text())
    return found


def test_the_json_schema_is_one_and_admits_what_is_right(folder: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(scenario_schema())
    assert not list(VALIDATOR.iter_errors(first(folder)))
    assert not list(VALIDATOR.iter_errors(yaml.safe_load(template("x"))))
    change = "{id: a, title: b, summary: c, based_on: first, without: [d], "
    change += "events: {words: null, law: {until: null, note: e}}}"
    assert not list(VALIDATOR.iter_errors(yaml.safe_load(change)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("intensity: {value: 0.6, assumed: [0.4, 0.8]", "intensty: {value: 0.6, assumed: [0, 1]"),
        ("start: 2015-01", "start: 2015-13"),
        ("instrument: law", "instrument: lawn"),
        ("months: 24", "months: two"),
        ("world: small\n", ""),
        ("{COL: {trust: {value: 0.7,", "{COL: {trust: {value: 1.7,"),
        ('{value: 0.6, assumed: [0.4, 0.8], why: "coded"}', "0.6"),
    ],
)
def test_the_json_schema_refuses(
    old: str, new: str, folder: Path, edit: Callable[..., str]
) -> None:
    edit(old, new)
    assert list(VALIDATOR.iter_errors(first(folder)))


def test_the_json_schema_of_changes_refuses_typing_errors() -> None:
    change = "{id: a, title: b, summary: c, based_on: first, events: {law: {untill: null}}}"
    assert list(VALIDATOR.iter_errors(yaml.safe_load(change)))


def test_the_json_schema_is_written(tmp_path: Path) -> None:
    file = write(tmp_path / "schema")
    assert file.name == "scenario.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == scenario_schema()


def test_the_parameter_of_the_template_exists() -> None:
    assert "trust.down_per_month" in {row.full_name for row in catalogue()}
