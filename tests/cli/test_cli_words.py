"""The command's own words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.cli.main import COMMANDS

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"
Comity = Callable[..., Any]


def test_help(comity: Comity) -> None:
    result = comity("--help")
    assert result.code == 0
    shown, _, examples = result.out.partition("\nExamples\n")
    for name in COMMANDS:
        assert f"\n  comity {name} " in shown
    for name in ("run", "sweep", "compare", "view"):
        assert f"  comity {name} " in examples


def test_help_of_run_has_examples_and_choices(comity: Comity) -> None:
    result = comity("run", "--help")
    assert result.code == 0
    assert "comity run scenario=bad_hombres_2017 seed=0" in result.out
    assert "tough_talk" in result.out


def test_version(comity: Comity) -> None:
    assert comity("--version").out.startswith("comity ")


def test_configuration_can_be_shown(comity: Comity, tmp_path: Path) -> None:
    result = comity("run", "--cfg", "job", "model.trust.down_per_month=0.123")
    assert result.code == 0
    assert "down_per_month: 0.123" in result.out
    assert list(tmp_path.iterdir()) == []


def test_scenarios_list_and_show(comity: Comity) -> None:
    assert "first" in comity("scenarios", "list", f"scenarios_dir={SMALL}").out
    shown = comity("scenarios", "show", "first", f"scenarios_dir={SMALL}").out
    assert "intensity" in shown
    assert "why: coded" in shown


def test_scenarios_cite(comity: Comity) -> None:
    assert "for " in comity("scenarios", "cite", "baseline_2016").out


def test_scenarios_new_passes_its_check(comity: Comity, tmp_path: Path) -> None:
    assert comity("scenarios", "new", "harsh_words").code == 0
    assert (tmp_path / "harsh_words.yaml").is_file()
    result = comity("scenarios", "check", "harsh_words.yaml")
    assert (result.code, result.err) == (0, "")
    again = comity("scenarios", "new", "harsh_words")
    assert again.code == 2
    assert "exists already" in again.err


def test_scenarios_check_tells_what_is_wrong(comity: Comity, tmp_path: Path) -> None:
    comity("scenarios", "new", "bad")
    path = tmp_path / "bad.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("toward: MEX", "toward: MEXX"))
    result = comity("scenarios", "check", "bad.yaml")
    assert result.code == 2
    assert "Unknown government 'MEXX'" in result.err


@pytest.mark.parametrize("words", [("shw", "first"), ("show",), ("show", "frst")])
def test_scenarios_mistakes(comity: Comity, words: tuple[str, ...]) -> None:
    result = comity("scenarios", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err


def test_shell_completion(comity: Comity, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "comity" in comity("run", "-sc", "install=bash").out
    line = "comity sweep policy=tough"
    monkeypatch.setenv("COMP_LINE", line)
    monkeypatch.setenv("COMP_POINT", str(len(line)))
    assert "tough_talk" in comity("-sc", "query=bash").out
