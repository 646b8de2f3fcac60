"""Scenarios made from others."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import UserError
from scenarios import ids, load, resolved

pytestmark = pytest.mark.quick

HEAD = "id: second\ntitle: Second\nsummary: A change of the first.\nbased_on: first\n"


def second(folder: Path, text: str, name: str = "second") -> None:
    """Write a scenario that is based on the first."""
    (folder / f"{name}.yaml").write_text(HEAD.replace("second", name) + text, encoding="utf-8")


def test_nothing_changed_is_the_base_under_another_name(folder: Path) -> None:
    second(folder, "")
    assert resolved("second", folder) == {
        **resolved("first", folder),
        "id": "second",
        "title": "Second",
    }


def test_mappings_are_merged_to_any_depth(folder: Path) -> None:
    second(folder, "months: 20\nevents:\n  words: {until: 2015-04}\n")
    base, found = resolved("first", folder), resolved("second", folder)
    assert found["months"] == 20
    assert found["events"].pop("words") == {**base["events"].pop("words"), "until": "2015-04"}
    assert found["events"] == base["events"]


def test_a_number_with_its_origin_is_replaced_as_one(folder: Path) -> None:
    """The base's `assumed` must not survive beside the `sourced` of the change."""
    second(folder, "events: {words: {intensity: {value: .9, sourced: gsdb, where: F1}}}\n")
    quantity = load("second", folder).events["words"].intensity
    assert (quantity.value, quantity.sourced, quantity.assumed) == (0.9, "gsdb", None)


def test_lists_are_replaced_and_sources_added_up(folder: Path) -> None:
    second(folder, "sources: [{key: pew2017, why: goodwill}]\nevents: {naming: {toward: [COL]}}\n")
    found = load("second", folder)
    assert found.events["naming"].toward == ["COL"]
    assert [use.key for use in found.sources] == ["pew2017", "gsdb"]


def test_what_speaks_of_one_file_is_not_inherited(folder: Path) -> None:
    second(folder, "")
    found = load("second", folder)
    assert (found.seed_points, found.based_on) == ([], "first")
    assert found.period == load("first", folder).period


def test_without_removes_events_and_null_removes_keys(folder: Path) -> None:
    second(folder, "without: [law]\nevents: {naming: {every_months: null}, more_words: null}\n")
    found = resolved("second", folder)
    assert set(found["events"]) == {"words", "naming"}
    assert found["events"]["naming"]["every_months"] is None


def test_a_removed_event_can_be_written_anew(folder: Path) -> None:
    new = "{by: COL, toward: USA, instrument: law, at: 2015-02, intensity: "
    second(
        folder,
        f"without: [law]\nevents: {{law: {new}{{value: 0.1, assumed: [0, 1], why: x}}}}}}\n",
    )
    event = resolved("second", folder)["events"]["law"]
    assert (event["by"], event["until"]) == ("COL", None)


def test_composition_of_compositions(folder: Path) -> None:
    second(folder, "without: [law]\n")
    (folder / "third.yaml").write_text(
        HEAD.replace("second", "third").replace("first", "second") + "without: [naming]\n"
    )
    assert set(resolved("third", folder)["events"]) == {"words", "more_words"}


def test_lines_of_inherited_values_are_the_base_s(folder: Path) -> None:
    second(folder, "start: 2016-01\n")
    from scenarios import build_scenario

    with pytest.raises(UserError, match=r"set by first\.yaml:") as error:
        build_scenario("second", scenarios_dir=folder)
    assert str(error.value).startswith(
        "scenario.events.words.at=2015-03 is outside the horizon; allowed 2016-01 to 2017-12; "
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "without: [lawn]\n",
            "Unknown event of 'first' in 'without' 'lawn' (set by second.yaml:5). "
            "Did you mean 'law'? Known: law, more_words, naming, words.",
        ),
        (
            "events:\n  words: {untill: null}\n",
            "scenario.events.words.untill=null removes nothing, for the base has no such key; "
            "allowed a value; set by second.yaml:6. Give a value or delete the line.",
        ),
    ],
)
def test_removing_what_is_not_there_is_an_error(folder: Path, text: str, message: str) -> None:
    second(folder, text)
    with pytest.raises(UserError) as error:
        load("second", folder)
    assert str(error.value) == message


def test_a_circle_is_an_error(folder: Path) -> None:
    second(folder, "")
    second(folder, "", "first")
    path = folder / "first.yaml"
    path.write_text(path.read_text().replace("based_on: first", "based_on: second"))
    with pytest.raises(UserError) as error:
        load("first", folder)
    assert str(error.value) == (
        "scenario.based_on=first makes a circle (first -> second -> first); set by second.yaml:4. "
        "Base one of them on something else."
    )


def test_an_unknown_base_is_an_error(folder: Path) -> None:
    (folder / "second.yaml").write_text(HEAD.replace("based_on: first", "based_on: frist"))
    with pytest.raises(UserError) as error:
        load("second", folder)
    known = ", ".join(sorted(ids(folder)))
    assert str(error.value) == (
        f"Unknown scenario 'frist' (set by second.yaml:4). Did you mean 'first'? Known: {known}."
    )
