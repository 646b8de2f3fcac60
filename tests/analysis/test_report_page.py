"""docs/report.md: its Python call runs, its commands parse, its words are those of the page."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from made_report import made

from analysis.cli import report as command
from analysis.notebooks.__main__ import notebooks
from analysis.report.material import MOST
from analysis.report.words import GRADES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.quick


def test_the_python_call_runs(monkeypatch, tmp_path):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs" / "flagship").mkdir(parents=True)
    monkeypatch.setattr("analysis.report.material.load", lambda folder: made(series=False))
    found: dict[str, object] = {}
    exec(compile(example, "docs/report.md", "exec"), found)
    assert found["path"] == Path("runs/flagship/report.html")
    text = (tmp_path / "runs" / "flagship" / "report.html").read_text(encoding="utf-8")
    assert "--margin operational_mean=0.01" in text
    assert [item.name for item in (tmp_path / "runs" / "flagship").iterdir()] == ["report.html"]


def test_every_command_of_the_page_parses():
    commands = re.findall(r"^comity report (.*)$", PAGE, re.MULTILINE)
    assert len(commands) == 2
    for line in commands:
        assert command._parser().parse_args(shlex.split(line)).folder == "runs/flagship"


def test_the_words_for_evidence_are_those_of_the_page():
    for word, _ in GRADES:
        assert f"*{word}*" in PAGE
    assert f"more than {MOST} alternatives" in PAGE


def test_the_notebook_that_is_named_exists():
    named = re.findall(r"analysis/notebooks/(\w+)\.py", PAGE)
    assert named
    assert set(named) <= {path.stem for path in notebooks()}
