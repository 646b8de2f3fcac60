"""The ramp as a scenario, the study over a world, and its command."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from tipping_cases import autoregression

import scenarios
from analysis.cli import main as program
from analysis.cli.tipping import separated
from analysis.tipping import Kicks, Plan, Ramp, rows, tipping
from analysis.tipping.ramp import check, with_level
from analysis.tipping.worlds import of_scenario
from model.errors import UserError
from model.instruments import INSTRUMENT_INDEX

SMALL = Ramp("words", "MEX", steps=12, months_per_step=(1, 2), settle=2)


def level_of(resolved, instrument, partner):
    inputs = scenarios.build(resolved)
    dyad = [item.partner for item in inputs.dyads].index(partner)
    return inputs.instruments[:, dyad, INSTRUMENT_INDEX[instrument]]


@pytest.mark.quick
def test_events_follow_the_ramp():
    control = np.concatenate([np.zeros(2), SMALL.control(2)])
    resolved = with_level(scenarios.resolved("baseline_2016"), SMALL, control, 3, "USA")
    found = level_of(resolved, "words", "MEX")
    assert np.array_equal(found[3 : 3 + len(control)], control)
    assert found[:3].sum() == found[3 + len(control) :].sum() == 0.0
    assert level_of(resolved, "words", "COL").sum() == 0.0
    assert SMALL.rate(2) == pytest.approx(1.0 / 22.0, abs=1e-15)


@pytest.mark.quick
def test_the_scenarios_own_events_of_the_instrument_give_way():
    before = scenarios.resolved("bad_hombres_2017")
    assert level_of(before, "words", "MEX").max() > 0.0
    after = with_level(before, SMALL, np.zeros(30), 0, "USA")
    assert level_of(after, "words", "MEX").max() == 0.0
    assert level_of(after, "threat", "MEX") == pytest.approx(
        level_of(before, "threat", "MEX"), abs=0.0
    )
    assert before == scenarios.resolved("bad_hombres_2017")


@pytest.mark.quick
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"instrument": "word"}, "Unknown instrument 'word' (set by you). Did you mean 'words'?"),
        ({"high": 1.5}, "high=1.5 is outside [0, 1]; allowed 0 to 1; set by you. words: hostile"),
        ({"low": 0.5, "high": 0.5}, "high=0.5 is not above low; allowed more than low=0.5"),
        ({"steps": 5}, "steps=5 are too few; allowed 12 or more; set by you. With fewer steps"),
        ({"months_per_step": ()}, "months_per_step=[] is no length"),
        ({"months_per_step": (2, 2)}, "months_per_step=[2, 2] names a length twice"),
        ({"settle": -1}, "settle=-1 is negative"),
        (
            {"months_per_step": (100,)},
            "months_per_step=100 makes a ramp of 2302 months; allowed ramps of up to 1200 months; "
            "set by you. With 12 steps a level can last up to 52 months.",
        ),
    ],
)
def test_a_ramp_that_cannot_be_run_is_told(changed, told):
    from dataclasses import replace

    with pytest.raises(UserError) as error:
        check(replace(SMALL, **changed), "you")
    assert told in str(error.value)


@pytest.mark.quick
def test_who_acts_towards_whom_is_checked():
    world = of_scenario("baseline_2016")
    assert world.sender(SMALL, "you") == "USA"
    with pytest.raises(UserError, match="Unknown partner 'MX'"):
        world.sender(Ramp("words", "MX"), "you")
    with pytest.raises(UserError, match="Unknown sender 'UK'"):
        world.sender(Ramp("words", "MEX", sender="UK"), "you")


@pytest.mark.quick
def test_what_jumps_without_the_ramp_as_well_is_not_the_ramps():
    rng = np.random.default_rng(0)
    ramp = Ramp("words", "MEX", steps=31, months_per_step=(2,))
    control = ramp.control(2)
    n = len(control)
    turnover = np.where(np.arange(n) > 20, 1.0, 0.0) + 0.1 * autoregression(rng, 20, n, 0.5)
    same = rows.row(rows.loop("trust", (2, 0.1), control, turnover, turnover, 0), 0.95, 0)
    assert same.share_up > 0.9
    assert same.excess_up == 0.0
    assert not same.jumps_up
    quiet = 0.1 * autoregression(rng, 20, n, 0.5)
    own = rows.row(rows.loop("trust", (2, 0.1), control, turnover, quiet, 0), 0.95, 0)
    assert own.jumps_up
    assert own.share_up_held <= 0.1


def test_a_study_of_words_tells_no_jump():
    ramp = Ramp("words", "MEX", steps=12, months_per_step=(1, 2))
    plan = Plan(replicates=12, kicks=Kicks(starts=8, replicates=4, hold=24), levels=(0.5,))
    told = []
    found = tipping(
        "baseline_2016", ramp, plan, progress=lambda done, total: told.append((done, total))
    )
    total = 12 * 3 + 8 * 4
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert found.states == ("operational", "mandate", "trust", "ruptured")
    assert not found.slowest("ruptured").jumps_up
    assert len(found.rows) == 8
    assert [item.level for item in found.held] == [0.5] * 4
    assert set(found.starts["start"]) == set(range(8))
    again = tipping("baseline_2016", ramp, plan, threads=1)
    pd.testing.assert_frame_equal(found.frame(), again.frame())
    pd.testing.assert_frame_equal(found.starts, again.starts)


def test_the_command_writes_what_it_prints(tmp_path, capsys):
    place = tmp_path / "study"
    words = (
        "tipping instrument=words partner=MEX steps=12 months_per_step=[1,2] replicates=12 "
        f"starts=8 hold=24 levels=[1] output={place}"
    )
    assert program.main(words.split()) == 0
    told = capsys.readouterr().out
    assert "no jump" in told
    assert "No jump of rupture as words towards MEX rises" in told
    document = json.loads((place / "results.json").read_text(encoding="utf-8"))
    assert document["ramp"]["months_per_step"] == [1, 2]
    assert len(document["ramps"]) == 8
    summary = json.loads((place / "summary.json").read_text(encoding="utf-8"))
    assert summary["command"].startswith("comity tipping instrument=words")
    assert any("No jump of rupture" in text for text in summary["findings"])
    assert all((place / item["file"]).is_file() for item in summary["figures"])
    curves = pd.read_parquet(place / "curves.parquet")
    assert set(curves["limb"]) == {"up", "down"}
    assert len(pd.read_parquet(place / "starts.parquet")) == 8 * 32
    short = words.replace("starts=8 hold=24 levels=[1]", "starts=0 state=trust up_and_down=false")
    assert program.main([*short.split(), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["gap_is"] == {"trust": "not told"}
    assert printed["ramps"][0]["at_down"] is None


@pytest.mark.quick
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", ""),
        ("partner=MEX", "instrument=null is missing; allowed one of the sender's"),
        ("instrument=words", "partner=null is missing; allowed a government, or all"),
        ("instrument=words partner=MEX low=x", "low=x is not a number; allowed a number"),
        ("instrument=words partner=MEX steps=1.5", "steps=1.5 is not a whole number"),
        ("instrument=words partner=MEX steps=1", "steps=1 is too small; allowed 2 or more"),
        ("instrument=words partner=MEX --fast", "argument=--fast is not KEY=VALUE"),
        ("instrument=words partner=MEX seed=1 seed=2", "seed is given twice; allowed once"),
        ("instrument=words partner=MEX series=all", "series=all says nothing about a ramp"),
        ("instrument=words partner=MEX months_per_step=[1", "months_per_step=[1 cannot be read"),
        ("instrument=words partner=MEX up_and_down=2", "up_and_down=2 is not true or false"),
        ("instrument=words partner=MEX scenario=nowhere", "Unknown scenario 'nowhere'"),
        ("instrument=words partner=MEX state=joy", "Unknown state 'joy'"),
        ("instrument=words partner=MEX levels=2", "levels=2.0 is outside the ramp"),
        ("instrument=words partner=MEX replicates=3", "replicates=3 is outside [10, 10000]"),
        ("instrument=words partner=MEX starts=3", "starts=3 is outside [8, 4096]"),
        ("instrument=words partner=MEX confidence=2", "confidence=2.0 is not a level"),
    ],
)
def test_mistakes_end_with_2_and_nothing_written(words, told, tmp_path, monkeypatch, capsys):
    def compiled() -> None:
        raise AssertionError("the law was compiled before the mistake was told")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("analysis.cli.progress.compiled_law", compiled)
    assert program.main(["tipping", *words.split()]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.quick
def test_a_folder_with_other_things_is_refused(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    words = f"tipping instrument=words partner=MEX output={tmp_path}"
    assert program.main(words.split()) == 2
    assert (
        "holds other things (letter.txt); allowed a new or empty folder" in capsys.readouterr().err
    )


@pytest.mark.quick
def test_keys_of_the_world_are_left_to_hydra():
    own, others, is_json = separated(
        ["instrument=words", "model.trust.down_per_month=0.5", "levels=[0,1]", "--json"]
    )
    assert own == {"instrument": "words", "levels": [0, 1]}
    assert others == ["model.trust.down_per_month=0.5"]
    assert is_json
