"""`comity search` as it is typed, on the small catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import search as command

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"
WORLD = (f"scenarios_dir={SMALL}", "scenario=first", "over=model.trust")
TINY = (
    *("--worlds", "3", "--replicates", "4", "--held-out-worlds", "4", "--held-out-replicates", "3"),
    *("--batch", "4", "--generations", "2", "--chosen", "3", "--jobs", "1"),
    *("--against", "calm,loud"),
)


def test_a_search_from_the_command_to_a_run(comity, tmp_path):
    asked = (*WORLD, "--policies", "loud", *TINY, "--output", "found")
    done = comity("search", *asked)
    assert done.code == 0, done.err
    for told in ("In worlds that nothing was tuned on", "Optimism", "Limits", "tuned_1"):
        assert told in done.out
    document = json.loads((tmp_path / "found" / "search.json").read_text(encoding="utf-8"))
    assert document["evaluated"] == 8
    names = [item["name"] for item in document["judged"]]
    assert names[-2:] == ["calm", "loud"]
    assert len(pd.read_parquet("found/evaluations.parquet")) == 8

    line = (tmp_path / "found" / "commands.txt").read_text(encoding="utf-8").splitlines()[0]
    typed = comity(*line.split()[1:], "record=false")
    assert typed.code == 0, typed.err

    again = comity("search", *asked, "--json")  # everything is known: the same result
    assert again.code == 0, again.err
    assert json.loads(again.out)["judged"] == document["judged"]

    other = comity("search", *asked, "seed=1")
    assert other.code == 2
    assert "holds another search" in other.err


def test_several_policies_and_two_objectives(comity):
    asked = ("--policies", "loud,tit_for_tat", "--objectives", "operational_mean,arrived_t")
    done = comity("search", *WORLD, *asked, *TINY, "--json", "--output", "two")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert document["evaluated"] == 16
    assert [item["is_more_better"] for item in document["objectives"]] == [True, False]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--policies", "calm"], "has no coefficient with a range"),
        (["--policies", "louder"], "louder"),
        (["--policies", ","], "names nothing"),
        (["--objectives", "operational_mean"], "are not two different outcomes or more"),
        (["--objectives", "operational_mean,arrived"], "Unknown objective 'arrived'"),
        (["--worlds", "1"], "worlds=1 is too few"),
        (["--sampler", "nsga"], "Unknown sampler 'nsga'"),
        (["over=policy"], "over"),
        (["over=model.trusts"], "trusts"),
        (["replicates=4"], "argument=replicates=4 is not used here"),
        (["seed=-1"], "is no seed"),
        (["model"], "is not KEY=VALUE"),
    ],
)
def test_mistakes_end_with_2_and_nothing_written(comity, arguments, told):
    words = [item for item in WORLD if item.split("=")[0] not in arguments[0].split("=")[0]]
    policies = [] if "--policies" in arguments else ["--policies", "loud"]
    done = comity("search", *words, *policies, *TINY, "--output", "new", *arguments)
    assert done.code == 2
    assert told in done.err
    assert not Path("new").exists()


def test_a_folder_with_other_things_is_left_alone(comity, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
    done = comity("search", *WORLD, "--policies", "loud", *TINY, "--output", "mine")
    assert done.code == 2
    assert "holds other things (thesis.txt)" in done.err


def test_the_defaults_are_policies_that_exist():
    from model import policies

    named = {*command.POLICIES.split(","), *command.AGAINST.split(",")}
    assert named <= set(policies.names())
