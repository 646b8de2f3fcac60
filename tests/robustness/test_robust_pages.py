"""docs/robust.md and docs/search.md: examples print what they say, commands parse, rates stand."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from analysis.cli import robust, search

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("robust", "search")
}
PARSERS = {"robust": robust._parser(), "search": search._parser()}

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("name", PAGES)
def test_the_example_prints_what_the_page_says(name, capsys):
    (example,) = re.findall(r"```python\n(.*?)```", PAGES[name], re.DOTALL)
    (told,) = re.findall(r"```text\n(.*?)```", PAGES[name], re.DOTALL)
    exec(compile(example, f"docs/{name}.md", "exec"), {})
    assert capsys.readouterr().out == told


@pytest.mark.parametrize("name", PAGES)
def test_every_command_parses(name):
    lines = re.findall(rf"^comity {name} ([^#\n]*)", PAGES[name], re.MULTILINE)
    assert len(lines) >= 3
    for line in lines:
        PARSERS[name].parse_intermixed_args(shlex.split(line))


def test_every_criterion_is_explained():
    from analysis.robustness.criteria import CRITERIA

    for item in CRITERIA:
        assert f"| {item.title} |" in PAGES["robust"]


def test_defaults_are_those_of_the_page():
    page, asked = PAGES["search"], search._parser().parse_args([])
    for name in ("worlds", "replicates", "held_out_worlds", "held_out_replicates"):
        assert str(getattr(asked, name)) in page
    told = f"| {asked.batch}, {asked.generations}, {asked.chosen} |"
    assert told in page
    assert f"`{asked.policies}`" in page
    assert f"`{asked.objectives}`" in page
    tuned = asked.worlds * asked.replicates * asked.batch * asked.generations
    assert f"{round(tuned, -4):,} runs to tune" in page


def test_the_page_tells_the_measured_rates(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "statistical"))
    cases = __import__("robust_cases").CASES
    sys.modules.pop("robust_cases")
    for case in cases:
        nominal = "-" if case.nominal is None else f"{case.nominal:.3f}"
        assert f"| {case.name} | {nominal} | {case.measured:.4f} |" in PAGES["robust"]
