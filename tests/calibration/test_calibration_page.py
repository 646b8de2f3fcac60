"""docs/calibration.md: its Python call prints what it says, its commands parse."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from analysis.calibration.page import page
from analysis.cli import calibrate as command
from analysis.patterns import PATTERNS
from scenarios.designing import posterior

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8")


def test_the_python_call_prints_what_the_page_says(capsys):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (told,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(example, "docs/calibration.md", "exec"), {})
    assert capsys.readouterr().out == told


@pytest.mark.quick
def test_every_command_of_the_page_parses():
    commands = re.findall(r"^comity calibrate (.*)$", PAGE, re.MULTILINE)
    assert len(commands) >= 6
    for line in commands:
        command._parser().parse_args(shlex.split(line, comments=True))


@pytest.mark.quick
def test_the_page_names_every_pattern():
    for pattern in PATTERNS.values():
        assert f"| {pattern.number} | {pattern.id} |" in PAGE


@pytest.mark.quick
def test_the_generated_page_is_that_of_the_shipped_posterior():
    name = posterior.names()[-1]
    told = json.loads((posterior.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert (ROOT / "docs" / "calibrated.md").read_text(encoding="utf-8") == page(name, told)
    assert (ROOT / "conf" / "model" / f"{name}.yaml").is_file()
