"""What the what-if page compares: editing, export and the address."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import scenarios
from analysis.view.levers import lever
from analysis.view.plan import Plan, address, command, restored
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


def test_an_address_restores_the_page() -> None:
    plan = changed()
    query = address("bad_hombres_2017_without_words", plan, "MEX", 4)
    base, found, partner, seed = restored(query)
    assert (base, partner, seed) == ("bad_hombres_2017_without_words", "MEX", 4)
    assert found == plan


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?scenario=../../secret", "Unknown scenario '../../secret'"),
        ("?base=/etc/passwd", "Unknown scenario '/etc/passwd'"),
        ("?policy=__import__('os')", "Unknown policy"),
        ("?partner=XXX", "partner=XXX is not in the world"),
        ("?seed=-1", "seed=-1 is not a seed"),
        ("?edits={", "edits is not a timeline"),
        ("?edits=[1]", "edits is not a timeline"),
        ('?edits={"a":3}', "edits is not a timeline"),
        ('?edits={"a":{"by":"USA"}}', "scenario.events.a.toward is missing"),
        (
            '?edits={"a":{"by":"USA","toward":"MEX","instrument":"words","at":"2016-01",'
            '"intensity":7}}',
            "scenario.events.a.intensity=7 is outside",
        ),
    ],
)
def test_nothing_in_an_address_is_believed(query: str, told: str) -> None:
    with pytest.raises(UserError) as error:
        restored(query)
    assert told in str(error.value)


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


def test_the_command_line() -> None:
    assert command("baseline_2016", "x_edited", 3, 500) == (
        "comity sweep scenario=baseline_2016,x_edited scenarios_dir=. replicates=500 seed=3 "
        "output=runs/x_edited"
    )
