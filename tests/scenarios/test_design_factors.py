"""What a design varies and over what: `over` on a small catalogue worked by hand."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from model.errors import UserError
from model.parameters import catalogue
from scenarios import design
from scenarios.configuration import inputs_of
from scenarios.designing.candidates import candidates
from scenarios.designing.factors import factors
from tests.scenarios.design_config import changed, configuration

pytestmark = pytest.mark.quick

Edit = Any
TRUST = ["model.trust.up_per_month", "model.trust.down_per_month", "model.trust.recovery_per_month"]


@pytest.fixture
def config(folder: Path) -> dict[str, Any]:
    """Return the small scenario under the policy `loud`."""
    return configuration(folder=folder, policy="loud", strategy="wait")


def names(over: Any, config: dict[str, Any]) -> list[str]:
    return [item.name for item in factors(over, config)]


def ranges(over: Any, config: dict[str, Any]) -> dict[str, tuple[float, float, float]]:
    return {item.name: (item.low, item.value, item.high) for item in factors(over, config)}


def test_assumed_is_every_parameter_that_no_source_gives(config: dict[str, Any]) -> None:
    rows = [row for row in catalogue() if row.source is None and row.sweep[0] < row.sweep[1]]
    expected = {f"model.{row.full_name}": (row.sweep[0], row.value, row.sweep[1]) for row in rows}
    assert ranges("assumed", config) == expected
    assert len(expected) > 100


def test_a_group_of_parameters_has_the_sourced_ones_too(config: dict[str, Any]) -> None:
    assert names("model.trust", config) == TRUST
    swept = [row for row in catalogue() if row.sweep[0] < row.sweep[1]]
    assert names("model", config) == [f"model.{row.full_name}" for row in swept]
    assert {row.source is None for row in swept} == {True, False}


def test_one_number_of_each_kind(config: dict[str, Any]) -> None:
    row = next(row for row in catalogue() if row.full_name == "trust.down_per_month")
    assert ranges(
        ["model.trust.down_per_month", "policy.target", "scenario.events.words.intensity"], config
    ) == {
        "model.trust.down_per_month": (row.sweep[0], row.value, row.sweep[1]),
        "policy.target": (0.3, 0.5, 0.7),
        "scenario.events.words.intensity": (0.4, 0.6, 0.8),
    }


def test_scenario_is_every_assumed_number_of_the_scenario(config: dict[str, Any]) -> None:
    assert ranges("scenario", config) == {
        "scenario.dyads.COL.trust": (0.6, 0.7, 0.8),
        "scenario.leaders.new.ideology": (-0.4, -0.2, 0.0),
        "scenario.events.words.intensity": (0.4, 0.6, 0.8),
        "scenario.events.more_words.intensity": (0.3, 0.4, 0.5),
        "scenario.events.naming.intensity": (0.3, 0.5, 0.6),
    }
    assert names("scenario.events.words", config) == ["scenario.events.words.intensity"]
    assert names("scenario.leaders", config) == ["scenario.leaders.new.ideology"]


def test_world_is_what_a_scenario_may_change_of_its_world_and_does_not(
    config: dict[str, Any],
) -> None:
    found = ranges("world", config)
    assert found["scenario.dyads.MEX.trust"] == (0.4, 0.5, 0.8)
    assert found["scenario.governments.COL.nationalism"] == (0.0, 0.4, 1.0)
    assert found["scenario.governments.MEX.agencies.military.autonomy"] == (0.1, 0.2, 0.3)
    assert found["scenario.links.USA.DEA>MEX.*.access"] == (0.0, 0.3, 0.5)
    assert "scenario.dyads.COL.trust" not in found  # the scenario gives it
    # 9 of governments, 1 of an agency, 16 of dyads by default, 2 of single dyads, 1 of links
    assert len(found) == 29
    assert names("world.dyads.MEX", config) == ["scenario.dyads.MEX.trust"]
    assert names("world.dyads.MEX.trust", config) == ["scenario.dyads.MEX.trust"]
    assert names("scenario.dyads.MEX.trust", config) == ["scenario.dyads.MEX.trust"]


def test_policy_and_strategy_are_their_coefficients(config: dict[str, Any]) -> None:
    found = ranges(["policy", "strategy"], config)
    assert found["policy.target"] == (0.3, 0.5, 0.7)  # as the file says, not the rule
    assert {name.partition(".")[0] for name in found} <= {"policy", "strategy"}


def test_ranges_given_by_hand_go_before_those_assumed(config: dict[str, Any]) -> None:
    over = {
        "policy.target": [0, 1],
        "scenario.events.law.intensity": [0.5, 0.9],
        "model.trust": None,
    }
    found = ranges(over, config)
    assert list(found) == ["policy.target", "scenario.events.law.intensity", *TRUST]
    assert found["policy.target"] == (0.0, 0.5, 1.0)
    assert found["scenario.events.law.intensity"] == (0.5, 0.8, 0.9)  # sourced: has no range


def test_a_list_mixes_names_and_ranges_and_each_number_is_varied_once(
    config: dict[str, Any],
) -> None:
    over = ["model.trust", {"model.trust.down_per_month": [0, 0.5]}, "model.trust"]
    found = ranges(over, config)
    assert list(found) == TRUST
    assert found["model.trust.down_per_month"][::2] == (0.0, 0.5)


def test_a_value_set_on_the_command_line_is_the_baseline(config: dict[str, Any]) -> None:
    for path, value in [
        (("model", "trust", "down_per_month"), 0.3),
        (("policy", "target"), 0.9),
        (("scenario", "events", "words", "intensity"), 1.0),
        (("scenario", "dyads", "MEX", "trust"), 0.1),
    ]:
        config = changed(config, path, value)
        assert factors(".".join(path), config)[0].value == value


def test_what_is_switched_off_is_not_varied(config: dict[str, Any]) -> None:
    config["off"] = ["trust"]
    assert set(names("model", {**config, "off": None})) - set(names("model", config)) == set(TRUST)


def test_a_parameter_that_the_scenario_gives(folder: Path, edit: Edit) -> None:
    """Its value and range are the scenario's, and it is varied where the scenario has it."""
    edit(
        "policy: calm",
        "policy: calm\nparameters: {trust.down_per_month: "
        '{value: 0.3, assumed: [0.2, 0.4], why: "a guess"}}',
    )
    config = configuration(folder=folder)
    (factor,) = factors("model.trust.down_per_month", config)
    assert (factor.low, factor.value, factor.high) == (0.2, 0.3, 0.4)
    usual = next(row.value for row in catalogue() if row.full_name == "trust.down_per_month")
    assert inputs_of(changed(config, factor.path, usual)).parameters.trust.down_per_month == usual
    config["model"]["trust"]["down_per_month"] = 0.9  # the command line goes before the scenario
    (factor,) = factors("model.trust.down_per_month", config)
    assert factor.value == 0.9
    assert inputs_of(changed(config, factor.path, 0.8)).parameters.trust.down_per_month == 0.8


def test_the_first_point_is_the_configuration_as_it_is(config: dict[str, Any]) -> None:
    over = ["model", "policy", "strategy", "scenario", "world"]
    found = design.from_config({**config, "design": "one_at_a_time", "over": over})
    same = config
    for factor, value in zip(found.factors, found.values[0].tolist(), strict=True):
        same = changed(same, factor.path, value)
    assert pickle.dumps(inputs_of(same)) == pickle.dumps(inputs_of(config))


def test_every_number_that_can_be_varied_changes_the_world(config: dict[str, Any]) -> None:
    """Each moved alone to an end of its admissible range."""
    before = pickle.dumps(inputs_of(config))
    without_effect = {
        name
        for name, row in candidates(config).items()
        if pickle.dumps(
            inputs_of(changed(config, row.path, row.high if row.value != row.high else row.low))
        )
        == before
    }
    # Both dyads of the small world give their own trust.
    assert without_effect == {"scenario.dyads.default.trust"}


@pytest.mark.parametrize("name", ["bad_hombres_2017", "baseline_2016", "merida_2007"])
def test_everything_assumed_of_the_packaged_catalogue_is_within_bounds(name: str) -> None:
    config = configuration(name, policy="maximum_pressure", strategy="hedger")
    over = ["model", "policy", "strategy", "world"]
    over += ["scenario"] if name != "baseline_2016" else []
    found = factors(over, config)
    rows = candidates(config)
    assert len(found) > 250
    for item in found:
        assert rows[item.name].low <= item.low < item.high <= rows[item.name].high
        assert item.low <= item.value <= item.high, item.name


WRONG = [
    (
        None,
        "over is missing; allowed a name, a list of names, or names with [low, high]; set by here.",
    ),
    ([], "over=[] names nothing; allowed a name, a list of names"),
    (3, "over=3 names nothing"),
    ([["policy"]], "over=[[policy]] names nothing"),
    ("assume", "Unknown name of numbers 'assume' (set by here). Did you mean 'assumed'?"),
    (
        "model.trst",
        "Unknown name of numbers 'model.trst' (set by here). Did you mean 'model.trust'",
    ),
    (
        "model.trust.down",
        "Unknown name of numbers 'model.trust.down' (set by here). Did you mean "
        "'model.trust.down_per_month'",
    ),
    ("model.trust.down", f"Known: {', '.join(sorted(TRUST))}."),
    (
        "scenario.events.word.intensity",
        "Unknown name of numbers 'scenario.events.word.intensity' (set by here). Did you mean "
        "'scenario.events.words'",
    ),
    (
        "policy.words",
        "Unknown name of numbers 'policy.words' (set by here). Did you mean 'policy.target' or "
        "'policy.suspension'? Known: policy.suspension, policy.target.",
    ),
    (
        "scenario.events.law.intensity",
        "over.scenario.events.law.intensity=0.8 has a source (gsdb) and no range; allowed a range "
        "in [0, 1]; set by here. Give one: 'over={scenario.events.law.intensity: [low, high]}'.",
    ),
    (
        "scenario.events.law",
        "over=scenario.events.law holds no number with a range to sweep; allowed numbers that are "
        "assumed; set by here. Give ranges",
    ),
    (
        "scenario.start",
        "over=scenario.start holds no number with a range to sweep; allowed numbers",
    ),
    ("scenario.governments", "over=scenario.governments holds no number with a range to sweep"),
    ("seed", "over=seed holds no number with a range to sweep"),
    (
        "model.turnover.scripted",
        "over.model.turnover.scripted=1.0 has no range; allowed a range in [0, 1]; set by here.",
    ),
    (
        {"policy.target": [0.5, 0.5]},
        "over.policy.target=[0.5, 0.5] is empty; allowed 0 <= low < high <= 1; set by here.",
    ),
    ({"policy.target": [0.7, 0.3]}, "over.policy.target=[0.7, 0.3] is empty"),
    (
        {"policy.target": [0.5, 1.5]},
        "over.policy.target=[0.5, 1.5] reaches outside [0, 1]; allowed 0 <= low < high <= 1; "
        "set by here. It is performance below which a month counts as failing.",
    ),
    ({"scenario.leaders.new.ideology": [-2, 0]}, "reaches outside [-1, 1]"),
    ({"world.governments.MEX.months_in_office": [0, 700]}, "reaches outside [0, 600]"),
    (
        {"policy.target": 0.5},
        "over.policy.target=0.5 is not a range; allowed [low, high] in [0, 1], or null for its own "
        "range; set by here.",
    ),
    ({"policy.target": [0.1, 0.2, 0.3]}, "is not a range"),
    ({"policy.target": [False, True]}, "is not a range"),
    ({"policy.target": ["0", "1"]}, "is not a range"),
    ({"policy.target": [0.0, float("nan")]}, "is not a range"),
    (
        {"model.trust": [0, 1]},
        "over.model.trust=[0, 1] is a range for several numbers; allowed null, or a range for one "
        "number; set by here. Give each its own range.",
    ),
]


@pytest.mark.parametrize(("over", "told"), WRONG)
def test_what_cannot_be_varied_is_told(over: Any, told: str, config: dict[str, Any]) -> None:
    with pytest.raises(UserError) as error:
        factors(over, config, "here")
    assert told in str(error.value)


def test_a_coefficient_needs_a_policy_that_is_chosen(folder: Path) -> None:
    config = configuration(folder=folder)
    for over in ("policy.target", "policy"):
        with pytest.raises(UserError) as error:
            factors(over, config, "here")
        assert str(error.value) == (
            f"over={over} needs a policy; allowed a coefficient of the policy that is chosen; "
            "set by here. The scenario's own is in force; choose one: policy=NAME."
        )


def test_a_choice_without_numbers_is_told() -> None:
    config = configuration("baseline_2016", policy="status_quo")
    for over in ("scenario", "policy"):
        with pytest.raises(UserError) as error:
            factors(over, config, "here")
        assert str(error.value) == (
            f"over={over} holds no number with a range to sweep; allowed numbers that are assumed; "
            "set by here. Vary something else, or change what is chosen."
        )


@pytest.mark.parametrize("off", ["trust", ["speech", "trust"]])
def test_what_is_switched_off_cannot_be_asked_for(off: Any, config: dict[str, Any]) -> None:
    config["off"] = off
    with pytest.raises(UserError) as one:
        factors("model.trust.down_per_month", config, "here")
    assert str(one.value) == (
        "over=model.trust.down_per_month varies what off=trust switches off; set by here. Drop one."
    )
    with pytest.raises(UserError) as group:
        factors("model.trust", config, "here")
    assert str(group.value) == "over=model.trust is switched off; set by here. Drop it or off."
