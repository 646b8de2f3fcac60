"""docs/coverage.md: its table is what the script makes, its rates are the measured ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.quick


@pytest.fixture
def script(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    yield __import__("coverage_page")
    sys.modules.pop("coverage_page")


def test_the_table_is_what_the_script_makes(script):
    assert f"{script.BEGIN}\n{script.table()}\n{script.END}" in PAGE


def test_no_simulated_interval_is_left_out(script):
    table = script.table()
    for page in ("compare.md", "sensitivity.md", "robust.md", "coverage.md"):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        for name, rate, *_ in script.rows(page):
            if f"| {name} | 0.950 |" in text:
                assert f"{name}: **{rate}**" in table


def test_an_interval_without_a_simulation_is_told(script, monkeypatch):
    monkeypatch.setattr(script, "INTERVALS", (("x", "`x`", "x", "compare.md", ("nothing",)),))
    with pytest.raises(SystemExit, match=r"nothing in compare\.md was simulated of 'x'"):
        script.table()


def test_the_page_tells_the_measured_rates(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "statistical"))
    for case in __import__("further_cases").CASES:
        assert f"| {case.name} | {case.nominal:.3f} | {case.measured:.4f} |" in PAGE
    for name in ("further_cases", "sensitivity_cases", "coverage_cases"):
        sys.modules.pop(name, None)
