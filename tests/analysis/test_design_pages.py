"""docs/sensitivity.md, docs/discover.md: examples run, commands parse, rates are measured ones."""

from __future__ import annotations

import re
import shlex
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from designed_records import design, factors, write

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("sensitivity", "discover")
PAGES = {name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in NAMES}


def rough(values: np.ndarray, replicates: int) -> np.ndarray:
    """Return less than 0.35 where x1 is large and x2 is small, with luck alike in all worlds."""
    level = 0.3 if values[0] > 0.6 and values[1] < 0.5 else 0.5
    return level + 0.01 * values[2] + 0.001 * np.arange(replicates)


def example(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    (code,) = re.findall(r"```python\n(.*?)```", PAGES[name], re.DOTALL)
    exec(compile(code, f"docs/{name}.md", "exec"), {})
    return capsys.readouterr().out


def test_the_example_of_sensitivity_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    calm = lambda values, replicates: rough(values, replicates) + values[2]  # noqa: E731
    arms = {"status_quo": rough, "tough_talk": calm}
    write(Path("runs/trust"), design("saltelli", 32, factors()), rough, arms=arms)
    told = example("sensitivity", capsys)
    assert "these take part in most: model.made.x3" in told


def test_the_example_of_discover_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(Path("runs/worlds"), design("latin_hypercube", 200, factors()), rough)
    assert "Worlds fail with model.made.x" in example("discover", capsys)


@pytest.mark.quick
@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_the_page_parses(name):
    commands = re.findall(rf"^comity {name} (.*)$", PAGES[name], re.MULTILINE)
    assert len(commands) >= 4
    command = import_module(f"analysis.cli.{name}")
    for line in commands:
        assert command._parser().parse_args(shlex.split(line)).folder.startswith("runs/")


@pytest.mark.quick
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_to_be_filled_in(name):
    assert not re.search(r"@[A-Z0-9]+@", PAGES[name])
    assert "```text\n```" not in PAGES[name]


@pytest.mark.quick
def test_the_pages_tell_the_measured_rates(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "statistical"))
    cases = import_module("sensitivity_cases")
    for name in ("sensitivity_cases", "coverage_cases"):
        sys.modules.pop(name, None)
    for page, held in (("sensitivity", cases.SENSITIVITY), ("discover", cases.DISCOVERY)):
        for case in held:
            assert f"| {case.name} | {case.nominal:.3f} | {case.measured:.4f} |" in PAGES[page]
