"""A person's mistake: one clear line, exit code 2, nothing written, no traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Comity = Callable[..., Any]

CASES = [
    (
        ("run", "model.trust.down_per_month=2"),
        "trust.down_per_month=2 1/month is outside [0, 1]; allowed 0 to 1; set by the command "
        "line. A yearly rate must be divided by 12.",
    ),
    (
        ("run", "model.trust.down_per_mont=0.1"),
        "Unknown key in model.trust 'down_per_mont' (set by the command line). Did you mean "
        "'down_per_month' or 'up_per_month' or 'recovery_per_month'? Known: down_per_month, "
        "recovery_per_month, up_per_month.",
    ),
    (
        ("run", "scenario.events.wrds.intensity=0.9"),
        "Unknown key in scenario.events 'wrds' (set by the command line). Did you mean 'words' or "
        "'more_words'? Known: law, more_words, naming, words.",
    ),
    (
        ("run", "scenario.events.words.at=2030-01"),
        "scenario.events.words.at=2030-01 is outside the horizon; allowed 2015-01 to 2016-12; set "
        "by the command line. Move it, or change scenario.start or scenario.months.",
    ),
    (
        ("run", "scenario.events.words.at=May"),
        "scenario.events.words.at=May is not a month; allowed YYYY-MM; set by the command line. "
        "Write the year, a dash and two digits, for instance 2017-01.",
    ),
    (
        ("run", "scenario.events.words.toward=MEXX"),
        "Unknown government 'MEXX' (set by the command line). Did you mean 'MEX'? "
        "Known: COL, MEX, USA.",
    ),
    (
        ("run", "policy=tough_talk", "policy.words=1.5"),
        "policy.words=1.5 is outside [0, 1]; allowed 0 to 1; set by the command line. It is the "
        "hostile words, every month.",
    ),
    (
        ("run", "seed=1,2"),
        "seed=1,2 names several values; allowed one value; set by the command line. Use "
        "`comity sweep`, or quote the value.",
    ),
    (
        ("run", "seed=1.5"),
        "seed=1.5 is not a whole number; allowed 0 to 18446744073709551615; set by the command "
        "line. Correct it.",
    ),
    (
        ("run", "save_at=2044-01"),
        "save_at=2044-01 is outside the horizon; allowed 2015-01 to 2016-12; set by the command "
        "line. Choose a month that is run.",
    ),
    (
        ("run", "from=nothing.json"),
        "from=nothing.json is not a file; allowed a file that save_at wrote; set by the command "
        "line. Correct it.",
    ),
    (
        ("run", "output=."),
        "output=. is where you are; allowed a new or empty folder, or a record to replace; set by "
        "the command line. Name a folder inside it, for instance runs/first.",
    ),
    (
        ("sweep", "seed=1,2"),
        "seed has several values; allowed one for the whole sweep; set by the command line. Vary "
        "fields of scenario, policy, strategy, model or off.",
    ),
    (
        ("sweep", "policy=glob(zz*)"),
        "policy=glob(zz*) matches nothing; allowed a pattern that matches; set by the command "
        "line. `comity scenarios list` shows what there is.",
    ),
    (
        ("sweep", "policy=tough_talk", "policy.words=0.1,1.5"),
        "policy.words=1.5 is outside [0, 1]; allowed 0 to 1; set by the command line. It is the "
        "hostile words, every month.",
    ),
    (
        ("sweep", "model.trust.down_per_month=interval(0,1)"),
        "model.trust.down_per_month=interval(0,1) is not a list of values; allowed a,b, range(), "
        "choice() or glob(); set by the command line. Name the values to visit.",
    ),
]


@pytest.mark.parametrize(("arguments", "line"), CASES)
def test_mistake_is_one_line(
    small: Comity, tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    result = small(*arguments)
    assert result.err == line + "\n"
    assert (result.code, result.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("polcy=x",), "Unknown key 'polcy' (set by the command line). Did you mean 'policy'?"),
        (("policy=lod",), "Unknown policy 'lod' (set by the command line). Did you mean 'loud'"),
        (("off=trustt",), "Unknown mechanism 'trustt'. Did you mean 'trust'"),
        (("experiment=flagshi",), "Unknown experiment 'flagshi' (set by the command line)."),
        (("series=al",), "Unknown value of series 'al' (set by the command line)."),
        (("seed",), "An argument cannot be read:"),
        (("scenarios_dir=nowhere",), "scenarios_dir=nowhere is not a folder;"),
    ],
)
def test_unknown_name_is_one_line(
    small: Comity, tmp_path: Path, arguments: tuple[str, ...], begins: str
) -> None:
    for name in ("run", "sweep"):
        result = small(name, *arguments)
        assert result.err.startswith(begins)
        assert result.err.count("\n") == 1
        assert (result.code, result.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_unknown_scenario_has_a_suggestion(comity: Comity, tmp_path: Path) -> None:
    result = comity("run", "scenario=baseline_201")
    assert result.err.startswith(
        "Unknown scenario 'baseline_201' (set by the command line). Did you mean 'baseline_2016'"
    )
    assert (result.code, list(tmp_path.iterdir())) == (2, [])


def test_folder_with_other_things_is_left_alone(small: Comity, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("text", encoding="utf-8")
    for name in ("run", "sweep"):
        result = small(name, "output=mine")
        assert result.err == (
            "output=mine holds other things (thesis.txt); allowed a new or empty folder, or a "
            "record to replace; set by the command line. Choose another folder, or empty this "
            "one.\n"
        )
        assert result.code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_unknown_command(comity: Comity) -> None:
    result = comity("swep")
    assert result.err.startswith("Unknown command 'swep'. Did you mean 'sweep'? Known: run, sweep")
    assert result.code == 2
