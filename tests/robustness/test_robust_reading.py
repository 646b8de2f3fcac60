"""Records of crossed sweeps: what pairs, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_worlds import runs, table

from analysis.robustness.reading import crossed
from analysis.robustness.study import Asked, rivals, robust_of, threshold
from model.errors import UserError

pytestmark = pytest.mark.quick

WORLDS = np.array([[0.1, 5.0], [0.2, 6.0], [0.3, 7.0]])
MADE = {
    "calm": {
        "operational_mean": lambda w, e: w[:, :1] + 0.01 * e,
        "arrived_t": lambda w, e: 100.0 + 0 * e,
        "concession_kept": lambda w, e: 0 * e,
    },
    "loud": {
        "operational_mean": lambda w, e: 0.2 + 0.01 * e,
        "arrived_t": lambda w, e: 110.0 - 10 * w[:, 1:] + 0 * e,
        "concession_kept": lambda w, e: 0.5 + 0 * e,
    },
}


def frame() -> pd.DataFrame:
    return runs(MADE, WORLDS)


def test_alternatives_worlds_and_runs_find_their_places():
    shuffled = frame().sample(frac=1.0, random_state=1).reset_index(drop=True)
    shuffled = shuffled.sort_values("policy", kind="stable")
    found = crossed(shuffled)
    assert found.alternatives == ("calm", "loud")
    assert list(found.worlds.columns) == ["model.made.x0", "model.made.x1"]
    np.testing.assert_array_equal(found.worlds.to_numpy(), WORLDS)
    values = found.outcome("operational_mean")
    assert values.shape == (2, 3, 4)
    noise = np.random.default_rng(0).normal(size=(3, 4))
    np.testing.assert_allclose(values[0], WORLDS[:, :1] + 0.01 * noise, atol=1e-15)
    np.testing.assert_allclose(values[1], 0.2 + 0.01 * noise, atol=1e-15)


def test_net_effect_is_against_the_reference_in_the_same_world():
    net = crossed(frame()).outcome("net_security_effect")
    np.testing.assert_array_equal(net[0], 0.0)
    np.testing.assert_allclose(net[1, :, 0], [0.4, 0.5, 0.6], atol=1e-15)
    other = crossed(frame(), reference="loud").outcome("net_security_effect")
    np.testing.assert_allclose(other[0, :, 0], [-40 / 60, -1.0, -1.5], atol=1e-15)


def test_the_baseline_is_the_reference():
    made = frame()
    made["is_baseline"] = made["policy"] == "loud"
    assert crossed(made).reference == 1


def test_the_configuration_as_it_is_is_no_world():
    made = frame()
    made["is_usual"] = made["design_point"] == 1
    found = crossed(made)
    assert len(found.worlds) == 2
    assert found.usual("operational_mean").shape == (2, 4)
    value, origin = threshold(found, "operational_mean", Asked())
    assert value == pytest.approx(made.loc[:3, "operational_mean"].mean(), abs=1e-15)
    assert origin == "calm in the configuration as it is"


def test_default_thresholds_and_given_ones():
    found = crossed(frame())
    assert threshold(found, "net_security_effect", Asked()) == (
        0.0,
        "no worse than calm in the same world",
    )
    assert threshold(found, "arrived_t", Asked()) == (100.0, "calm on average over the worlds")
    assert threshold(found, "arrived_t", Asked(thresholds={"arrived_t": 3.0})) == (3.0, "given")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda f: f[~((f["policy"] == "loud") & (f["design_point"] == 2))],
            "alternative=loud lacks 1 of 3 worlds that others have (world 1)",
        ),
        (lambda f: f.drop(index=[20]), "alternative=loud lacks 1 of 12 runs that others have"),
        (
            lambda f: f.assign(seed=(f["policy"] == "loud").astype(int)),
            "lacks 12 of 24 runs that others have",
        ),
        (
            lambda f: f.assign(
                **{"model.made.x0": f["model.made.x0"] + 0.1 * (f["policy"] == "loud")}
            ),
            "worlds=model.made.x0 is not the same for every policy in the same world",
        ),
        (lambda f: pd.concat([f, f.iloc[:4]]), "alternative=calm has a run more than once"),
        (lambda f: f[f["policy"] == "calm"], "hold one policy, scenario or strategy only"),
        (lambda f: f[f["design_point"] == 1], "hold one world only"),
        (
            lambda f: f[~((f["design_point"] == 1) & (f["replicate"] > 1))],
            "replicates=2 to 4 differ between worlds",
        ),
    ],
)
def test_what_is_not_paired_is_refused(change, told):
    with pytest.raises(UserError) as caught:
        crossed(change(frame()))
    assert told in str(caught.value)


def test_only_common_leaves_worlds_out_and_says_so():
    made = frame()
    made = made[~((made["policy"] == "loud") & (made["design_point"] == 2))]
    found = crossed(made, only_common=True)
    np.testing.assert_array_equal(found.worlds.to_numpy(), WORLDS[[0, 2]])
    assert found.limits == ("left out, for not every alternative has it in full: 1 world",)


def test_other_months_in_the_same_world_are_refused():
    made = frame()
    made["calendar"] = np.where(
        made["policy"] == "loud", "2016-01, 96 months", "2017-01, 96 months"
    )
    with pytest.raises(UserError) as caught:
        crossed(made)
    told = "months=(2017-01, 96 months) and (2016-01, 96 months) differ between alternatives"
    assert told in str(caught.value)


def test_scenarios_whose_months_are_not_told_are_a_limit():
    made = frame().assign(scenario=frame()["policy"], policy="same")
    assert "does not tell first month" in crossed(made).limits[0]
    assert crossed(made.assign(calendar="2016-01, 96 months")).limits == ()


def test_fewer_than_two_worlds_are_refused():
    made = frame()
    made["is_usual"] = made["design_point"] < 3
    with pytest.raises(UserError, match="hold one world only"):
        crossed(made)
    made["is_usual"] = True
    with pytest.raises(UserError, match="hold one world only"):
        crossed(made)


def test_a_run_without_a_number_is_an_error():
    made = frame()
    made.loc[3, "operational_mean"] = np.nan
    with pytest.raises(UserError, match="is not a number in 1 of 24 runs"):
        crossed(made).outcome("operational_mean")
    with pytest.raises(UserError, match="Unknown outcome 'operational'"):
        crossed(made).outcome("operational")


def test_texts_of_worlds_become_numbers():
    made = frame()
    made["theory"] = np.where(made["design_point"] == 1, "full", "rival")
    found = crossed(made)
    assert list(found.worlds["theory=rival"]) == [0.0, 1.0, 1.0]


def test_coefficients_make_alternatives_when_the_policy_does_not_vary():
    made = frame()
    made["policy.words"] = np.where(made["policy"] == "loud", 0.75, 0.25)
    made["policy"] = "tough_talk"
    made["scenario.start"] = "2016-01"
    assert crossed(made).alternatives == ("policy.words=0.25", "policy.words=0.75")
    made["scenario.start"] = np.where(made["policy.words"] > 0.5, "2017-01", "2016-01")
    assert crossed(made).alternatives == (
        "policy.words=0.25, scenario.start=2016-01",
        "policy.words=0.75, scenario.start=2017-01",
    )


def test_coefficients_that_a_design_varies_are_worlds_when_policies_differ():
    made = frame().rename(columns={"model.made.x0": "policy.words"})
    found = crossed(made)
    assert found.alternatives == ("calm", "loud")
    assert list(found.worlds.columns) == ["policy.words", "model.made.x1"]


def test_strategies_and_columns_by_name():
    made = frame().assign(strategy=frame()["policy"], policy="same")
    assert crossed(made).alternatives == ("calm", "loud")
    assert crossed(made, by=["strategy"]).alternatives == ("calm", "loud")
    with pytest.raises(UserError, match="Unknown column 'plan'"):
        crossed(made, by=["plan"])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Asked(share=0.0), "percentile=0.0 is no share"),
        (
            Asked(outcomes=["operational_mean"], thresholds={"operational_mean": float("nan")}),
            "threshold of operational_mean=nan is not a finite number",
        ),
        (
            Asked(plane=("operational_mean", "operational_mean")),
            "tradeoff=operational_mean is traded off against itself",
        ),
        (Asked(optimism=1.5), "optimism=1.5 is no share"),
        (Asked(confidence=1.0), "confidence=1.0 is not a level"),
        (Asked(thresholds={"trust_mean": 0.1}), "Unknown outcome with a threshold"),
        (Asked(flip=("calm", "low")), "Unknown alternative 'low'"),
        (Asked(flip=("calm", "calm")), "is compared with itself"),
        (Asked(plane=("operational_mean", "arrived")), "Unknown outcome 'arrived'"),
    ],
)
def test_what_cannot_be_asked(asked, told):
    with pytest.raises(UserError) as caught:
        robust_of(crossed(frame()), asked)
    assert told in str(caught.value)


def test_one_replicate_few_worlds_and_a_threshold_all_meet_are_told():
    made = table(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]), ("a", "b"), "operational_mean")
    made["concession_kept"] = 0.0
    found = robust_of(crossed(made), Asked(outcomes=("operational_mean", "concession_kept")))
    text = " ".join(found.limits)
    assert "3 worlds; with fewer than 50" in text
    assert "one replicate in each world" in text
    assert "concession_kept: every alternative meets the threshold" in text
    assert "may be worse" in text


def test_rivals_are_the_leader_and_who_beats_it_most_often_or_who_swap_the_most():
    w = np.arange(60)
    leader = np.where(w < 40, 9.0, 5.0)
    often = np.where(w < 40, 1.0, 6.0)  # ahead of the leader in 20 worlds
    names = ("far", "often", "leader")
    made = table(np.array([np.zeros(60), often, leader]), names, "operational_mean")
    made["concession_kept"] = 0.0
    (one,) = robust_of(crossed(made), Asked(outcomes=("operational_mean",))).outcomes
    assert rivals(one) == ("leader", "often")
    assert one.document()["ahead"] == [[0, 0, 0], [60, 0, 20], [60, 40, 0]]

    even = np.where(w % 2, 2.0, 1.0)  # swaps with `odd`, and neither reaches the leader
    odd = np.where(w % 3, 1.5, 1.4)
    made = table(np.array([odd, leader, even]), ("odd", "leader", "even"), "operational_mean")
    made["concession_kept"] = 0.0
    (one,) = robust_of(crossed(made), Asked(outcomes=("operational_mean",))).outcomes
    assert rivals(one) == ("even", "odd")

    few = table(np.array([odd[:9], leader[:9], even[:9]]), ("a", "b", "c"), "operational_mean")
    few["concession_kept"] = 0.0
    (one,) = robust_of(crossed(few), Asked(outcomes=("operational_mean",))).outcomes
    assert rivals(one)[0] == "b"


def test_where_less_is_better_enough_is_at_most_the_threshold():
    """Drugs that arrived: a 1, 5, 7, 9 and b 5, 6, 7, 8 in four worlds; good enough up to 5."""
    arrived = np.array([[1.0, 5.0, 7.0, 9.0], [5.0, 6.0, 7.0, 8.0]])
    frame = table(arrived, ("a", "b"), "arrived_t")
    plane = ("arrived_t", "net_security_effect")
    asked = Asked(outcomes=["arrived_t"], thresholds={"arrived_t": 5.0}, plane=plane)
    found = robust_of(crossed(frame), asked)
    (one,) = found.outcomes
    assert one.threshold == 5.0
    assert one.table()["satisficing"].to_dict() == {"a": 0.5, "b": 0.25}
    # Of worlds drawn alike 53 % may be worse than four: 1 - 0.05^(1/4).
    assert any("up to 53 % may be worse" in limit for limit in found.limits)
