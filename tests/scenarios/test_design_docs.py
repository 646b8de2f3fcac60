"""docs/designs.md: its commands make as many points as it says, and it tells of everything."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from design_config import configuration
from hydra.core.override_parser.overrides_parser import OverridesParser

from model.parameters import defaults
from scenarios import design, designs
from scenarios.configuration import inputs_of
from scenarios.design import from_config

pytestmark = pytest.mark.quick

PAGE = (Path(__file__).parents[2] / "docs" / "designs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^comity sweep (.*?) *# (\d+) points$", PAGE, flags=re.MULTILINE)


def asked(line: str) -> dict[str, Any]:
    """Return the configuration of a command line, whose choices are scenario and policy."""
    parser = OverridesParser.create()
    keys = {}
    for override in parser.parse_overrides(shlex.split(line)):
        assert not override.is_sweep_override()
        keys[override.key_or_group] = override.value()
    keys = {"scenario": "baseline_2016", **keys}
    return configuration(**keys)


def test_there_is_an_example_of_each_kind() -> None:
    kinds = {re.search(r"design=(?:\{kind: )?(\w+)", line)[1] for line, _ in EXAMPLES}
    assert kinds == set(designs.names())


@pytest.mark.parametrize(("line", "points"), EXAMPLES)
def test_an_example_makes_the_points_it_says(line: str, points: str) -> None:
    config = asked(line)
    found = from_config(config)
    assert len(found.sample) == int(points)
    assert inputs_of(config).parameters == defaults()


@pytest.mark.parametrize("kind", designs.names())
def test_every_kind_and_option_is_told(kind: str) -> None:
    assert f"| `{kind}` |" in PAGE
    for name, default in designs.kind(kind).OPTIONS.items():
        shown = {None: "null", True: "true", False: "false"}.get(default, default)
        assert f"`{name}: {shown}`" in PAGE, (kind, name)


def test_the_file_of_the_page_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = re.search(r"```csv\n(.*?)```", PAGE, flags=re.DOTALL)[1]
    Path("points.csv").write_text(text, encoding="utf-8")
    found = design.from_config(configuration("bad_hombres_2017", design="points.csv"))
    assert found.sample.tolist() == [[0.05, 0.3], [0.1, 0.9]]
