"""docs/validation.md: its Python call runs, its commands parse, and it names what there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from analysis.cli.validate import _parser
from analysis.validation.baselines import BASELINES
from analysis.validation.tables import FORECASTERS
from scenarios.building.theory import ids
from scenarios.history import read_histories

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")


def test_the_python_call_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    shipped = read_histories()
    two = {name: shipped[name] for name in ("usa_bolivia", "usa_honduras")}  # quicker
    monkeypatch.setattr("analysis.validation.validate.read_histories", lambda folder: two)
    exec(compile(example, "docs/validation.md", "exec"), {})
    told = capsys.readouterr().out
    assert "law 72 forecasts" in told
    assert "2 dyads with an intervention" in told


@pytest.mark.quick
def test_every_command_of_the_page_parses():
    commands = re.findall(r"^comity validate *([^#\n]*)", PAGE, re.MULTILINE)
    assert len(commands) >= 6
    for line in commands:
        _parser().parse_args(shlex.split(line))


@pytest.mark.quick
def test_the_page_names_what_there_is():
    for name in (*BASELINES, *FORECASTERS, *ids()):
        assert f"| {name} |" in PAGE or f"| `{name}` |" in PAGE
