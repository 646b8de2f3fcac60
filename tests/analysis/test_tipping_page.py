"""docs/tipping.md: its Python call runs, its commands parse, its rates are the measured ones."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import numpy as np
import pytest

from analysis.cli.tipping import _plan, _ramp, separated
from analysis.tipping.ramp import check

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "tipping.md").read_text(encoding="utf-8")


def test_the_python_call_runs(capsys):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(example, "docs/tipping.md", "exec"), {})
    told = capsys.readouterr().out
    assert "months_per_step" in told
    assert "upture" in told.splitlines()[-1]


@pytest.mark.quick
def test_every_command_of_the_page_parses():
    commands = re.findall(r"^comity tipping (.*)$", PAGE, re.MULTILINE)
    assert len(commands) >= 5
    for line in commands:
        own, _, _ = separated(shlex.split(line))
        assert check(_ramp(own)).steps == 31
        assert _plan(own).replicates in (64, 200)


@pytest.mark.quick
def test_the_page_tells_the_measured_rates(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "statistical"))
    cases = __import__("tipping_rates").CASES
    sys.modules.pop("tipping_rates")
    for case in cases:
        nominal = "-" if np.isnan(case.nominal) else f"{case.nominal:.3f}"
        assert f"| {case.name} | {nominal} | {case.measured:.4f} |" in PAGE


@pytest.mark.quick
def test_what_is_made_by_the_script_has_its_marks():
    for name in ("example", "words", "trade_sanction"):
        made = re.findall(
            rf"<!-- {name}: made by scripts/tipping_page.py -->\n(.+?)<!-- end of {name} -->",
            PAGE,
            re.DOTALL,
        )
        assert len(made) == 1
        assert made[0].strip()
