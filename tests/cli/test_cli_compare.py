"""`comity compare` as it is typed, on a small sweep."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hydra.core.global_hydra import GlobalHydra

from analysis.cli.main import main

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a record of two policies, eight replicates, made by the command."""
    target = tmp_path_factory.mktemp("runs") / "both"
    arguments = [f"scenarios_dir={SMALL}", "scenario=first", "policy=calm,loud", "replicates=8"]
    GlobalHydra.instance().clear()
    with pytest.MonkeyPatch.context() as patch, suppress(SystemExit):
        patch.setattr("sys.argv", ["comity", "sweep"])
        main(["sweep", *arguments, "series=all", f"output={target}"])
    return target


def test_everything_at_once(comity, folder, tmp_path):
    asked = ["--outcomes", "all", "--margin", "0.5", "--detect", "operational_mean=0.001"]
    files = ["--json", "out/all.json", "--csv", "all.csv", "--figures", "figures"]
    done = comity("compare", str(folder), *asked, "--events", *files)
    assert done.code == 0, done.err
    for told in ("P(above)", "Equivalence", "by what it goes through", "Month of divergence"):
        assert told in done.out
    document = json.loads((tmp_path / "out/all.json").read_text(encoding="utf-8"))
    assert document["family"].startswith("Holm over ")
    assert {row["event"] for row in document["events"]} == {"rupture", "recovery"}
    table = pd.read_csv(tmp_path / "all.csv")
    assert len(table) == len(document["differences"]) > 15
    assert (table["n"] == 8).all()
    drawn = {path.name for path in (tmp_path / "figures").iterdir()}
    assert {"forest.svg", "fan-1-operational_mean.svg", "difference-1-arrived.svg"} <= drawn


def test_points_by_label_and_number_are_the_same(comity, folder):
    by_label = comity("compare", f"{folder}:calm", f"{folder}:loud")
    by_number = comity("compare", f"{folder}:0", f"{folder}:1")
    assert by_number.code == by_label.code == 0
    assert by_number.out == by_label.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "RECORD is missing; allowed one; set by the command line"),
        (["{folder}:9"], "is one point"),
        (["{folder}:0", "{folder}:9"], "Unknown point"),
        (["{folder}:0", "{folder}:0"], "named twice"),
        (["{folder}", "{folder}:1"], "holds 2 points"),
        (["nowhere"], "is not a record"),
        (["{folder}", "--outcomes", "operational_meen"], "Did you mean 'operational_mean'"),
        (["{folder}", "--margin", "small"], "--margin=small is not a number"),
        (["{folder}", "--margin", "-1"], "--margin=-1 is not a positive number"),
        (["{folder}", "--confidence", "95"], "confidence=95.0 is not a level"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(comity, folder, tmp_path, arguments, told):
    typed = [item.format(folder=folder) for item in arguments]
    done = comity("compare", *typed, "--json", "x.json", "--csv", "x.csv", "--figures", "x")
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_help_has_examples(comity):
    done = comity("compare", "--help")
    assert done.code == 0
    assert "comity compare runs/both --events" in done.out
