"""What the what-if page compares: editing a timeline, and the scenario file made of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import scenarios
from analysis.view.levers import lever
from analysis.view.plan import Plan
from analysis.view.timeline import moved, new_event, set_field
from model.errors import UserError
from scenarios.check import check

EVENT = {
    "by": "USA",
    "toward": ["MEX"],
    "instrument": "decertification",
    "at": "2016-03",
    "until": "2017-02",
    "every_months": None,
    "intensity": 0.5,
}


def changed() -> Plan:
    plan = Plan("bad_hombres_2017", policy="tough_talk", strategy="hedger")
    plan = plan.edited("hand_1", EVENT).edited("force", None)
    words = plan.events()["words"]
    return plan.edited("words", {**moved(words, "2015-01", 30, 40), "intensity": 0.9})


def test_an_exported_file_builds_the_same_world(tmp_path: Path) -> None:
    plan = changed()
    path = tmp_path / "bad_hombres_2017_edited.yaml"
    path.write_text(plan.document("bad_hombres_2017_edited"), encoding="utf-8")
    assert check(path) == []
    built = scenarios.build_scenario("bad_hombres_2017_edited", scenarios_dir=tmp_path)
    direct = plan.inputs()
    np.testing.assert_array_equal(built.instruments, direct.instruments)
    np.testing.assert_array_equal(built.acts, direct.acts)
    assert (built.policies, built.strategies) == (direct.policies, direct.strategies)
    assert not np.array_equal(
        built.instruments, scenarios.build_scenario("bad_hombres_2017").instruments
    )


def test_an_edit_the_schema_refuses_is_told() -> None:
    plan = Plan("bad_hombres_2017")
    with pytest.raises(UserError, match=r"scenario.events.words.at=2031-01 is outside the horizon"):
        plan.edited("words", {**plan.events()["words"], "at": "2031-01", "until": None})
    with pytest.raises(UserError, match="is not an instrument of the sender USA"):
        plan.edited("words", {**plan.events()["words"], "instrument": "law"})


def test_fields_of_an_event() -> None:
    roles = {"USA": "sender", "MEX": "partner", "COL": "partner"}
    assert set_field(EVENT, "until", "", roles)["until"] is None
    assert set_field(EVENT, "toward", "MEX,COL", roles)["toward"] == ["MEX", "COL"]
    other = set_field(EVENT, "by", "COL", roles)
    assert (other["toward"], other["instrument"]) == (["all"], "words")
    single = {**EVENT, "until": None}
    assert moved(single, "2016-01", 5, 5)["until"] is None
    assert moved(single, "2016-01", 5, 6) == {**EVENT, "at": "2016-06", "until": "2016-07"}


def test_a_lever_and_a_new_event_are_admitted() -> None:
    plan = Plan("baseline_2016")
    world = plan.inputs()
    held = plan.edited("lever_words_all", lever(world, "words", "all", 0.4))
    assert held.inputs().instruments[:, :, 0].min() == 0.4
    assert plan.edited("hand_1", new_event(plan, world.start, world.months)).inputs()
    assert held.edited("lever_words_all", None).edits == {}
