"""docs/compare.md: its Python call runs, its commands parse, its rates are the measured ones."""

from __future__ import annotations

import re
import shlex
import sys
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
from made_records import MONTHS, each_month, record

from analysis.cli import compare as command

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.quick


def test_the_python_call_runs(monkeypatch, capsys):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    from test_compare import events_record, sides

    made = events_record()
    arrived = {"base": np.full(40, 100.0), "other": np.random.default_rng(0).normal(101, 1, 40)}
    series = each_month(np.random.default_rng(0).random((2, 40, MONTHS)), ["base", "other"])
    whole = record(sides(), others={"arrived_t": arrived}, series=series, dyads=made.dyads)
    monkeypatch.setattr("analysis.compare.read", lambda folder: whole)
    monkeypatch.setattr("analysis.compare.verified", lambda *folders: nullcontext())
    exec(compile(example, "docs/compare.md", "exec"), {})
    told = capsys.readouterr().out
    assert "net_security_effect" in told
    assert "recovery (" in told


def test_every_command_of_the_page_parses(monkeypatch):
    commands = re.findall(r"^comity compare (.*)$", PAGE, re.MULTILINE)
    assert len(commands) >= 3
    for line in commands:
        asked = command._parser().parse_args(shlex.split(line))
        assert asked.chosen[0].startswith("runs/words")


def test_the_page_tells_the_measured_rates(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "statistical"))
    cases = __import__("coverage_cases").CASES
    sys.modules.pop("coverage_cases")
    for case in cases:
        assert f"| {case.name} | {case.nominal:.3f} | {case.measured:.4f} |" in PAGE
