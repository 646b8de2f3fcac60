"""Nonsense anywhere in a file gives an error that can be read, never a traceback."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios.check import check
from scenarios.format.yaml_lines import Steps

NONSENSE: tuple[Any, ...] = (None, [], {}, "x", -1, 1e9, True, [None], {"value": 1}, {"a": [{}]})


def paths(node: Any, path: Steps = ()) -> Iterator[Steps]:
    """Yield the path of every value."""
    if path:
        yield path
    if not isinstance(node, dict | list):
        return
    for key, item in node.items() if isinstance(node, dict) else enumerate(node):
        yield from paths(item, (*path, key))


def replaced(data: Any, path: Steps, value: Any) -> Any:
    """Return a copy of nested data with one value replaced."""
    result = copy.deepcopy(data)
    node = result
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return result


def problems_of(file: Path, data: Any) -> list[str]:
    """Write data to a file and check it."""
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return check(file)


@pytest.mark.parametrize("name", ["first", "policies/loud", "strategies/wait"])
@pytest.mark.parametrize("value", NONSENSE, ids=str)
def test_nonsense_is_told(name: str, value: Any, folder: Path) -> None:
    file = folder / f"{name}.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    told = [
        problem
        for path in paths(data)
        for problem in problems_of(file, replaced(data, path, value))
    ]
    assert told
    assert all(problem == problem.strip() != "" for problem in told)
    assert not any("is not right (" in problem for problem in told)


@pytest.mark.parametrize("value", NONSENSE, ids=str)
def test_nonsense_in_a_base_is_told(value: Any, folder: Path) -> None:
    base, file = folder / "first.yaml", folder / "second.yaml"
    data = yaml.safe_load(base.read_text(encoding="utf-8"))
    change = "{id: second, title: b, summary: c, based_on: first, without: [law], "
    file.write_text(change + "events: {words: {until: end}}}", encoding="utf-8")
    assert check(file) == []
    for path in paths(data):
        base.write_text(yaml.safe_dump(replaced(data, path, value)), encoding="utf-8")
        check(file)  # raises nothing


@pytest.mark.slow
@pytest.mark.parametrize("value", NONSENSE, ids=str)
def test_nonsense_in_a_world_is_told(value: Any, folder: Path) -> None:
    file = folder / "worlds" / "small.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    told = [
        problem
        for path in paths(data)
        for problem in problems_of(file, replaced(data, path, value))
    ]
    assert told
    assert not any("is not right (" in problem for problem in told)


def test_nonsense_text_is_told(folder: Path) -> None:
    file = folder / "first.yaml"
    text = file.read_text(encoding="utf-8")
    for cut in range(0, len(text), 37):
        file.write_text(text[:cut] + "}" + text[cut:], encoding="utf-8")
        assert isinstance(check(file), list)
