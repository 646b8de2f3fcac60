"""`comity validate`: a dyad of one's own scored from its folder, the page, the files, errors."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from analysis.cli.main import HELP
from analysis.cli.validate import main
from analysis.validation import output, tables
from analysis.validation.forecasts import CALIBRATED
from analysis.validation.page import page
from analysis.validation.scorecard import Line, passes
from analysis.validation.validate import PARTS, QUICK, Validation, validate

DYAD = """\
id: ruritania
title: A sender and a partner that do not exist
summary: Five years of work, a quarrel, and a slow return.
does_not_cover: Everything; it is made up.
sender: USA
partner: RUR
first: 2000-01
last: 2009-12
sources:
  - {key: comity_coding, why: "the format of the codings; the figures are made up"}
world:
  template: default
  like: {sender: USA, partner: MEX}
  names: {RUR: Ruritania}
"""
EVENTS = """\
month,until,actor,target,kind,intensity,flag,what,outcome,source,instrument,level,why
2004-03,2004-12,USA,RUR,sa,0.8,G,sanctions,,comity_coding,,,
2004-06,,RUR,USA,li,0.7,G,a law,,comity_coding,,,
"""
CODINGS = (0.7, 0.75, 0.7, 0.7, 0.45, 0.3, 0.4, 0.5, 0.6, 0.65)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one history that nobody knows."""
    own = tmp_path_factory.mktemp("histories") / "ruritania"
    own.mkdir()
    (own / "dyad.yaml").write_text(DYAD, encoding="utf-8")
    (own / "events.csv").write_text(EVENTS, encoding="utf-8")
    rows = [
        f"cooperation,share,{2000 + i},{value},{value - 0.1:.2f},{value + 0.1:.2f},G,comity_coding,"
        for i, value in enumerate(CODINGS)
    ]
    header = "series,unit,year,value,low,high,flag,source,note"
    (own / "observations.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return own.parent


@pytest.fixture(scope="module")
def found(folder: Path) -> Validation:
    """Return everything about the shipped Honduras and the made-up dyad, quickly."""
    return validate(folder, sizes=QUICK)


def test_another_persons_dyad_is_scored(found: Validation):
    assert [(dyad.id, dyad.n) for dyad in found.dyads] == [("ruritania", 10)]
    assert found.forecasts is not None
    row = found.forecasts.row("held_out", "all", "all")
    assert row.n == 9 + 8 + 7
    assert 0.0 < row.crps < 0.3
    assert found.forecasts.cases["held_out"].after.sum() == 3  # 2004 is its year of intervention
    assert "forward" not in found.forecasts.cases  # ten codings are too few


def test_every_part_answers(found: Validation):
    assert found.scorecard is not None
    assert found.ablation is not None
    assert found.theories is not None
    assert found.conclusions is not None
    assert {item.id for item in found.theories} >= {"full", "bargaining"}
    assert len(found.ablation) == 18
    assert found.theories[0].worse.mean == 0.0
    assert min(item.behind.mean for item in found.theories) == 0.0
    assert all(0 < item.n_felt < item.n_free for item in found.theories)
    for item in found.conclusions:
        assert item.positive + item.negative + item.undecided == pytest.approx(1.0)


def test_the_page_tells_everything(found: Validation):
    text = page(found)
    for heading in (
        "# Validity",
        "## In short",
        "## Scorecard",
        "### What it does not",
        "## Forecasts of yearly cooperation",
        "## Which theory",
        "## Which mechanisms",
        "## Which conclusions flip",
        "## What is assumed",
    ):
        assert heading in text
    assert not re.search(r"\bnan\b|\binf\b", text)
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({line.count("|") for line in block.splitlines()}) == 1
    assert "narrower than they should be" in text
    assert "conditional on what the sender did" in text


def test_the_files(found: Validation, tmp_path: Path):
    output.write_folder(tmp_path, found)
    whole = json.loads((tmp_path / "validity.json").read_text(encoding="utf-8"))
    assert whole["dyads"][0]["id"] == "ruritania"
    assert {row["forecaster"] for row in whole["forecasts"]["rows"]} == set(tables.FORECASTERS) - {
        CALIBRATED
    }
    assert all(abs(sum(item["shares"]) - 1) < 1e-9 for item in whole["forecasts"]["pit"])
    told = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert len(told["checks"]) == len(found.scorecard or [])
    assert {check["result"] for check in told["checks"]} <= {"passed", "failed"}
    assert told["tables"][0]["columns"][0] == "pattern"
    text = (tmp_path / "validity.md").read_text(encoding="utf-8")
    assert "](validity.svg)" in text
    assert "persistence" in (tmp_path / "validity.svg").read_text(encoding="utf-8")


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    page_file = tmp_path / "validity.md"
    asked = ["--history", str(folder), "--only", "forecasts", "--worlds", "2", "--json"]
    assert main([*asked, "--write", str(page_file)]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["scorecard"] is None
    assert "written" in told.err
    assert "## Forecasts" in page_file.read_text(encoding="utf-8")
    assert main([*asked[:-1]]) == 0
    shown = capsys.readouterr().out
    assert "persistence" in shown
    assert "Limits" in shown


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--only", "forecast"], r"Unknown part 'forecast'.*Did you mean 'forecasts'"),
        (["--worlds", "1"], r"worlds=1 is too few.*allowed 2 or more"),
        (["--calibrate", "10"], r"calibrate=10 is less than 400"),
        (["--posterior", "best"], r"Unknown posterior 'best'.*ranges"),
        (["--seed", "-1"], r"--seed=-1 is no seed; allowed a whole number, 0 to"),
        (["--history", "nowhere"], r"nowhere"),
        (["--write", "."], r"write=\. is a folder"),
    ],
)
def test_mistakes(
    arguments: list[str], text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert re.search(text, told.err)
    assert not list(tmp_path.iterdir())


def test_help(capsys: pytest.CaptureFixture[str]):
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert "comity validate --write docs/validity.md" in told
    assert all(part in told for part in PARTS)
    assert "validate" in HELP


def test_a_pattern_passes_with_all_its_targets():
    def line(pattern: str, passed: bool, tuned: bool = True) -> Line:
        numbers = (0.0, 1.0, 0.5 if passed else 1.25, 0.5, 0.4, 0.6, 0.9)
        return Line(pattern, 1, "t", "", "", *numbers, passed, tuned, "")

    lines = [line("a", True), line("a", False), line("b", True), line("c", True, False)]
    assert passes(lines) == (2, 3)
    assert passes(lines, tuned=True) == (1, 2)
    assert line("a", False).miss == pytest.approx(0.25)
    assert line("a", True).miss == 0.0
