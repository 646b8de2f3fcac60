"""`comity robust` as it is typed, on a small crossed sweep."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hydra.core.global_hydra import GlobalHydra

from analysis.cli.main import main

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"
CROSSED = ["design=sobol", "points=8", "over=model.trust", "replicates=4"]


def sweep(target: Path, *arguments: str) -> Path:
    GlobalHydra.instance().clear()
    given = [f"scenarios_dir={SMALL}", "scenario=first", *arguments, f"output={target}"]
    with pytest.MonkeyPatch.context() as patch, suppress(SystemExit):
        patch.setattr("sys.argv", ["comity", "sweep"])
        main(["sweep", *given])
    return target


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a record of two policies in eight worlds, made by the command."""
    return sweep(tmp_path_factory.mktemp("runs") / "both", "policy=calm,loud", *CROSSED)


def test_tables_and_files(comity, folder, tmp_path):
    done = comity("robust", str(folder), "--output", "found")
    assert done.code == 0, done.err
    for told in (
        "Operational cooperation (more is better) in 8 worlds",
        "Trade-off",
        "Limits",
        "calm",
    ):
        assert told in done.out
    document = json.loads((tmp_path / "found" / "robust.json").read_text(encoding="utf-8"))
    assert document["alternatives"] == ["calm", "loud"]
    assert document["reference"] == "calm"
    assert document["worlds"] == 8  # without the configuration as it is
    assert document["outcomes"][0]["threshold_from"] == "calm in the configuration as it is"


def test_json_on_the_screen_and_its_own_folder(comity, folder):
    done = comity("robust", str(folder), "--json", "--threshold", "operational_mean=0.1")
    assert done.code == 0, done.err
    assert json.loads(done.out)["outcomes"][0]["threshold"] == 0.1
    assert (folder / "robust" / "summary.json").is_file()


def test_two_sweeps_over_one_design_are_one(comity, folder, tmp_path):
    one = sweep(tmp_path / "calm", "policy=calm", *CROSSED)
    two = sweep(tmp_path / "loud", "policy=loud", *CROSSED)
    whole = comity("robust", str(folder), "--json", "--output", "a")
    parts = comity("robust", str(one), str(two), "--json", "--output", "b")
    assert parts.code == 0, parts.err
    assert json.loads(parts.out) == json.loads(whole.out)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (["design=sobol", "points=4", "over=model.trust", "replicates=4"], "worlds that others"),
        (["design=sobol", "points=8", "over=model.trust", "replicates=2"], "runs that others"),
        ([*CROSSED, "seed=1"], "is not the same for every policy in the same world"),
    ],
)
def test_sweeps_that_do_not_pair_are_refused(comity, tmp_path, other, told):
    one = sweep(tmp_path / "calm", "policy=calm", *CROSSED)
    two = sweep(tmp_path / "loud", "policy=loud", *other)
    done = comity("robust", str(one), str(two))
    assert done.code == 2
    assert told in done.err
    assert not (one / "robust").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "FOLDER is missing; allowed one; set by the command line"),
        (["nowhere"], "nowhere"),
        (["{folder}", "--outcomes", "trust"], "Unknown outcome 'trust'"),
        (["{folder}", "--threshold", "operational_mean"], "is not NAME=NUMBER"),
        (["{folder}", "--tradeoff", "operational_mean"], "is not two names"),
        (["{folder}", "--flip", "calm,low"], "Unknown alternative 'low'"),
        (["{folder}", "--percentile", "10"], "percentile=10.0 is no share"),
    ],
)
def test_mistakes(comity, folder, arguments, told):
    done = comity("robust", *(item.format(folder=folder) for item in arguments), "--output", "new")
    assert done.code == 2
    assert told in done.err
    assert not Path("new").exists()


@pytest.mark.parametrize("kind", ["morris", "saltelli"])
def test_worlds_on_a_pattern_are_told_to_be_no_sample(comity, tmp_path, kind):
    design = [f"design={kind}", "points=4", "over=model.trust", "replicates=2"]
    swept = sweep(tmp_path / kind, "policy=calm,loud", *design)
    done = comity("robust", str(swept))
    assert done.code == 0, done.err
    assert f"points of a {kind} design, which lie on a pattern" in " ".join(done.out.split())


def test_worlds_of_a_sample_are_not(comity, folder):
    assert "lie on a pattern" not in " ".join(comity("robust", str(folder)).out.split())
