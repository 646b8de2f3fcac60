"""The inputs that a small scenario gives, worked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.inputs import Behaviour, Inputs, LeaderChange, LinkInput, RouteInput
from model.instruments import ACT_INDEX, INSTRUMENT_INDEX
from model.parameters import defaults, with_values
from scenarios import build, build_scenario, resolved

pytestmark = pytest.mark.quick


@pytest.fixture
def inputs(folder: Path) -> Inputs:
    """Return the inputs of the first scenario."""
    return build_scenario("first", scenarios_dir=folder)


def test_timeline(inputs: Inputs) -> None:
    """Overlaps take the maximum; `all` and lists reach both; every 6 months; to the end."""
    instruments = np.zeros((24, 2, len(INSTRUMENT_INDEX)))
    words, named = INSTRUMENT_INDEX["words"], INSTRUMENT_INDEX["decertification"]
    instruments[2:5, 0, words] = 0.6  # 2015-03 to 2015-05, Mexico
    instruments[5, 0, words] = 0.4  # 2015-05 and 06 towards all: .6 counts in May
    instruments[4:6, 1, words] = 0.4
    instruments[[8, 14, 20], :, named] = 0.5  # 2015-09, 2016-03, 2016-09
    acts = np.zeros((24, 2, len(ACT_INDEX)))
    acts[21:, 0, ACT_INDEX["law"]] = 0.8  # 2016-10 to the end
    np.testing.assert_array_equal(inputs.instruments, instruments)
    np.testing.assert_array_equal(inputs.acts, acts)


def test_every_months_stops_at_until(folder: Path) -> None:
    data = resolved("first", folder)
    data["events"]["naming"]["until"] = "2016-08"
    found = build(data, scenarios_dir=folder)
    column = found.instruments[:, 0, INSTRUMENT_INDEX["decertification"]]
    assert np.flatnonzero(column).tolist() == [8, 14]


def test_governments_and_elections(inputs: Inputs) -> None:
    assert [item.id for item in inputs.governments] == ["USA", "MEX", "COL"]
    assert inputs.governments[0].elections == ()  # 2017-01 is one month past the horizon
    assert inputs.governments[1].nationalism == 0.6


def test_agencies_take_the_numbers_of_their_kind(inputs: Inputs) -> None:
    found = {item.id: item for item in inputs.agencies}
    assert list(found) == ["USA.DEA", "MEX.police", "MEX.military", "COL.police"]
    assert (found["MEX.police"].autonomy, found["MEX.military"].autonomy) == (0.4, 0.2)
    assert found["MEX.military"].capacity == 0.65
    assert (found["USA.DEA"].exposure, found["USA.DEA"].mission) == (0.9, "investigation")


def test_dyads_take_pair_then_partner_then_default(inputs: Inputs) -> None:
    mexico, colombia = inputs.dyads
    assert (mexico.trust, mexico.reach, mexico.is_ruptured) == (0.5, 0.1, True)
    assert (colombia.trust, colombia.reach, colombia.is_ruptured) == (0.7, 0.5, False)
    assert mexico.mandate == colombia.mandate == 0.8


def test_links_follow_works_with_and_patterns(inputs: Inputs) -> None:
    assert inputs.links == (
        LinkInput("USA.DEA", "MEX.police", access=0.3, liaison=0.8, working_trust=0.75),
        LinkInput("USA.DEA", "MEX.military", access=0.3, liaison=0.8, working_trust=0.75),
        LinkInput("USA.DEA", "COL.police", access=0.9, liaison=0.8, working_trust=0.75),
    )


def test_routes_leaders_and_behaviours(inputs: Inputs) -> None:
    assert inputs.routes[0] == RouteInput("col_mex", ("COL", "MEX", "USA"), 0.7)
    assert inputs.countries[2].partner is None
    assert inputs.leaders == (LeaderChange("MEX", 5, -0.2),)
    assert inputs.policies == {"USA": Behaviour("status_quo", (0.0, 0.0, 0.0, 0.0))}
    assert list(inputs.strategies) == ["MEX", "COL"]
    assert inputs.parameters == defaults()


@pytest.mark.parametrize("policy", ["loud", {"USA": "loud"}])
def test_a_policy_given_goes_before_the_scenario_s(folder: Path, policy: Any) -> None:
    found = build_scenario("first", scenarios_dir=folder, policy=policy)
    # The rule declares suspension (default .6) and target, which the file sets to .5.
    assert found.policies["USA"] == Behaviour("conditional_aid", (0.6, 0.5, 0.0, 0.0))


def test_changed_values_are_built(folder: Path) -> None:
    data = resolved("first", folder)
    data["events"]["words"]["intensity"] = 0.9
    data["dyads"]["USA>COL"] = {"trust": 0.1}
    data["governments"] = {"MEX": {"ideology": -1, "agencies": {"police": {"capacity": 0.1}}}}
    data["links"] = {"USA.*>COL.*": {"liaison": 0}}
    found = build(data, scenarios_dir=folder)
    assert found.instruments[2, 0, INSTRUMENT_INDEX["words"]] == 0.9
    assert found.dyads[1].trust == 0.1
    assert found.governments[1].ideology == -1.0
    assert {a.id: a.capacity for a in found.agencies}["MEX.police"] == 0.1
    assert found.links[2].liaison == 0.0


def test_resolved_is_left_as_it_was(folder: Path) -> None:
    data = resolved("first", folder)
    build(data, scenarios_dir=folder)
    assert data == resolved("first", folder)


def test_parameters_of_the_scenario_and_of_the_caller(folder: Path) -> None:
    data = resolved("first", folder)
    data["parameters"] = {"trust.up_per_month": 0.03, "trust.down_per_month": 0.3}
    assert build(data, scenarios_dir=folder).parameters.trust.up_per_month == 0.03
    given = with_values(defaults(), {"trust.up_per_month": 0.11})
    found = build(data, scenarios_dir=folder, parameters=given).parameters.trust
    assert (found.up_per_month, found.down_per_month) == (0.11, 0.3)


def test_several_senders_meet_every_partner(folder: Path, edit: Any) -> None:
    new = """\
  CAN:
    name: Canada
    role: sender
    ideology: {value: 0.9, assumed: [0.8, 1], why: "close"}
    nationalism: {value: 0.5, assumed: [0, 1], why: "unknown"}
    months_in_office: {value: 12, assumed: [0, 24], why: "unknown"}
"""
    edit("  MEX:\n    name: Mexico", new + "  MEX:\n    name: Mexico", "worlds/small.yaml")
    data = resolved("first", folder)
    data["events"]["law"]["toward"] = "all"
    found = build(data, scenarios_dir=folder)
    pairs = [(item.sender, item.partner) for item in found.dyads]
    assert pairs == [("USA", "MEX"), ("USA", "COL"), ("CAN", "MEX"), ("CAN", "COL")]
    assert found.acts[23, :, ACT_INDEX["law"]].tolist() == [0.8, 0.0, 0.8, 0.0]
    assert set(found.policies) == {"USA", "CAN"}


def test_a_government_whose_leaders_are_scripted_holds_no_elections(folder: Path) -> None:
    """The scenario tells who led it; the calendars of the others stay (docs/decisions/0008)."""
    data = resolved("first", folder) | {"months": 26}
    calendars = [item.elections for item in build(data, scenarios_dir=folder).governments]
    assert calendars[0] == (24,)
    for government in ("USA", "MEX"):
        data["leaders"] = {"new": {"government": government, "at": "2015-06", "ideology": 0.2}}
        found = [item.elections for item in build(data, scenarios_dir=folder).governments]
        assert found == [() if government == "USA" else (24,), *calendars[1:]]
