"""What other commands saved beside a record becomes part of the page; what is broken is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_records import record
from page_parts import Page

from analysis.report import validity
from analysis.report.beside import KINDS, Summary, box, read, read_file
from analysis.report.material import Asked, of_records
from analysis.report.page import render

ROOT = Path(__file__).resolve().parents[2]
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FOUND = {
    "title": "What it hangs on <b>most</b>",
    "command": "comity sensitivity runs/x",
    "made": "2026-11-24",
    "law": "another",
    "findings": ["Trust down matters most: 0.61 (0.55 to 0.66)."],
    "limits": ["Only linear effects."],
    "tables": [
        {
            "title": "Indices",
            "caption": "Total effects.",
            "columns": ["number", "total", "is known"],
            "rows": [["trust.down", 0.61234, True], ["=1+1", None, False], ["too short"]],
        },
        {"columns": [], "rows": []},
    ],
    "figures": [
        {"file": "total.svg", "caption": "Total effects", "alt": "Bars of total effects by number"},
        {"file": "../../secret.svg"},
        {"file": "missing.svg"},
        {"file": "results.json"},
    ],
}


def page_of(folder: Path, law: str = "", **asked: Path) -> Page:
    values = record({"a": [0.5, 0.6], "b": [0.4, 0.5]})
    values.provenance["software"]["law"] = law
    return Page(render(of_records(values, Asked(**asked), folder)))


def save(folder: Path, name: str, document: object) -> Path:
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "summary.json").write_text(json.dumps(document), encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_each_result_is_part_of_the_page_or_its_command_is(tmp_path, kind):
    command = kind.command.format(folder="FOLDER" if kind.takes_design else tmp_path)
    assert command in page_of(tmp_path).text
    save(tmp_path, kind.folder, FOUND)
    told = page_of(tmp_path)
    assert command not in told.text
    for text in (FOUND["findings"][0], FOUND["limits"][0], FOUND["command"], FOUND["title"]):
        assert text in told.text


def test_its_tables_and_figures(tmp_path):
    place = save(tmp_path, "sensitivity", FOUND)
    (place / "total.svg").write_text(DRAWN, encoding="utf-8")
    (tmp_path.parent / "secret.svg").write_text(DRAWN, encoding="utf-8")
    told = page_of(tmp_path)
    table = told.tables["sensitivity-1"]
    assert table.rows == [["trust.down", "0.612", "yes"], ["=1+1", "", "no"]]
    assert table.downloaded()[1:] == [["trust.down", "0.61234", "True"], ["'=1+1", "", "False"]]
    assert told.alternatives.count("Bars of total effects by number") == 1
    assert told.tags["img"] == 1
    assert told.tags["script"] == 0
    assert all(a.startswith(("data:", "#")) for a in told.addresses)


def test_another_law_is_told(tmp_path):
    save(tmp_path, "sensitivity", FOUND)
    warning = "Made with another version of the law"
    assert warning in page_of(tmp_path, law="mine").text
    assert warning not in page_of(tmp_path, law="another").text


@pytest.mark.parametrize("text", ["", "{", "[1, 2]"])
def test_what_cannot_be_read_is_told(tmp_path, text):
    (tmp_path / "tipping").mkdir()
    (tmp_path / "tipping" / "summary.json").write_text(text, encoding="utf-8")
    assert "make it again" in page_of(tmp_path).text
    assert isinstance(read(tmp_path, "tipping"), str)


def test_nothing_but_a_title_is_enough(tmp_path):
    found = read_file(save(tmp_path, "robust", {"findings": 3, "tables": [1]}) / "summary.json")
    assert isinstance(found, Summary)
    assert box(found, "").blocks == ()
    assert found.title == "robust"


def test_the_scorecard_tells_first_what_failed(tmp_path):
    checks = [
        {"title": "removal", "result": "passed", "value": 0.22, "words": "in the range"},
        {"title": "Mexico 2020", "result": "failed", "value": 0.05, "source": "A work (2021)."},
        {"title": "Bolivia", "result": "not tested"},
    ]
    place = save(tmp_path / "elsewhere", "validity", {"title": "Scorecard", "checks": checks})
    told = page_of(tmp_path, validity=place)
    assert [row[0] for row in told.tables["validity"].rows] == ["Mexico 2020", "Bolivia", "removal"]
    assert "1 of 3 failed" in told.tables["validity"].caption
    assert "A work (2021)." in told.text


def test_the_scorecard_is_found_beside_the_record_and_around_it(tmp_path):
    assert "No validity scorecard" in page_of(tmp_path / "record").text
    save(tmp_path, "validity", {"title": "Around"})
    assert "Around" in page_of(tmp_path / "record").text
    save(tmp_path / "record", "validity", {"title": "Beside"})
    told = page_of(tmp_path / "record").text
    assert "Beside" in told
    assert "Around" not in told


def test_stated_limits_are_those_of_the_changelog():
    changes = " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split())
    for words, _ in validity.STATED:
        assert words in changes, "CHANGELOG.md no longer states this limit; correct validity.STATED"


def test_many_rows_are_closed_until_they_are_opened(tmp_path):
    table = {"title": "Long", "columns": ["a"], "rows": [[i] for i in range(13)]}
    save(tmp_path, "robust", {"tables": [table]})
    found = read(tmp_path, "robust")
    assert isinstance(found, Summary)
    (fold,) = box(found, "").blocks
    assert fold.summary == "The tables behind this (1)"
    assert [row[0] for row in page_of(tmp_path).tables["robust-1"].rows] == [
        str(i) for i in range(13)
    ]
