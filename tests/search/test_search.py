"""The search finds a front that is known, judges it elsewhere, and can go on."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy.stats import ttest_ind
from stand_in import B0, SPACE, StandIn, problem

from analysis.search import Budget, Candidate, search
from analysis.search.explore import explore, over_worlds
from analysis.search.front import at_ends, nondominated_many, spread
from analysis.search.optimism import welch
from analysis.search.output import commands, write
from analysis.search.store import Store
from model.errors import UserError

BUDGET = Budget(batch=20, generations=25, chosen=10)


@pytest.fixture(scope="module")
def found():
    return search(problem(StandIn()), BUDGET, seed=3)


def test_the_known_front_is_found(found):
    for item in found.tuned:
        a, b = item.candidate.values
        assert (b - B0) ** 2 < 0.01  # what is lost in both objectives, which reach from -1 to 0
        assert item.held_out == pytest.approx((-(a**2), -((a - 1) ** 2)), abs=0.01)
    assert np.mean([(item.candidate.values[1] - B0) ** 2 for item in found.tuned]) < 0.001
    reached = sorted(item.candidate.values[0] for item in found.tuned)
    assert reached[0] < 0.1
    assert reached[-1] > 0.9
    assert max(np.diff(reached)) < 0.25  # all along the front, not at its ends only


def test_it_beats_chance_with_the_same_budget(found):
    blind = search(problem(StandIn()), replace(BUDGET, sampler="random"), seed=3)

    def off(result):
        return np.mean([abs(item.candidate.values[1] - B0) for item in result.tuned])

    assert off(found) < 0.5 * off(blind)


def test_less_is_better_is_the_same_front_turned(found):
    turned = search(problem(StandIn(turned=True)), BUDGET, seed=3)
    for one, other in zip(found.tuned, turned.tuned, strict=True):
        assert one.candidate == other.candidate
        assert one.held_out[0] == other.held_out[0]
        assert one.held_out[1] == -other.held_out[1]


def test_the_same_seed_finds_the_same_and_another_does_not(found):
    again = search(problem(StandIn()), BUDGET, seed=3)
    assert [item.candidate for item in again.tuned] == [item.candidate for item in found.tuned]
    other = search(problem(StandIn()), BUDGET, seed=4)
    assert [item.candidate for item in other.tuned] != [item.candidate for item in found.tuned]


def test_batches_are_scored_in_one_call_and_held_out_worlds_are_not_tuned_on():
    score = StandIn()
    search(problem(score), replace(BUDGET, generations=3), seed=0)
    assert score.asked[:3] == [(20, "tuning")] * 3
    assert [which for _, which in score.asked[3:]] == ["tuning", "held_out"]


def test_the_named_policy_is_judged_beside(found):
    named = found.judged[-1]
    assert (named.name, named.is_tuned, named.is_nondominated) == ("named", False, False)
    assert named.held_out == pytest.approx((-(0.81 + 0.36), -(0.01 + 0.36)), abs=1e-12)
    assert "named_held_out" not in found.frame()
    assert len(found.frame()) == len(found.judged)


def test_no_optimism_where_held_out_worlds_are_as_the_tuned(found):
    for item in found.optimism:
        assert item.raw == pytest.approx(0.0, abs=1e-12)
        assert item.net == pytest.approx(0.0, abs=1e-12)


def test_easier_worlds_are_no_optimism():
    easier = search(problem(StandIn(easier=0.5)), replace(BUDGET, generations=5), seed=3)
    for item in easier.optimism:
        assert item.raw == pytest.approx(0.5, abs=1e-12)
        assert item.net == pytest.approx(0.0, abs=1e-12)


def test_what_was_only_luck_shows_as_optimism():
    lucky = search(problem(StandIn(worlds=4, noise=0.4)), BUDGET, seed=3)
    for item in lucky.optimism:
        assert item.net > 0.15  # noise of a mean of 4 worlds is 0.2; the best of 500 were picked
        assert item.low < item.net < item.high
    assert lucky.survived < 1.0


def test_other_criteria_over_worlds():
    means = np.arange(20.0).reshape(1, 10, 2)
    one = problem(StandIn()).objectives
    low = over_worlds(means, one, replace(BUDGET, criterion="percentile"))
    np.testing.assert_allclose(low, [[1.8, 2.8]], atol=1e-12)
    down = (one[0], replace(one[1], is_more_better=False))
    high = over_worlds(means, down, replace(BUDGET, criterion="percentile"))
    np.testing.assert_allclose(high, [[1.8, -17.2]], atol=1e-12)
    found = search(problem(StandIn()), replace(BUDGET, criterion="percentile", generations=2))
    assert all(np.isnan(item.low).all() for item in found.judged)


def test_an_outcome_that_is_no_number_is_an_error():
    class Broken(StandIn):
        def __call__(self, asked, which):
            return super().__call__(asked, which) * np.nan

    with pytest.raises(UserError, match="objectives=y1 is no number"):
        search(problem(Broken()), BUDGET)


def test_two_spaces_have_the_same_budget_and_their_own_stream():
    one = problem(StandIn())
    two = replace(one, spaces=(SPACE, replace(SPACE, policy="other")))
    batches = explore(two, replace(BUDGET, generations=2), 0)
    assert [(b.policy, b.generation) for b in batches] == [
        ("adaptive", 0),
        ("adaptive", 1),
        ("other", 0),
        ("other", 1),
    ]
    assert not np.array_equal(batches[0].values, batches[2].values)


def test_an_interrupted_search_goes_on_to_the_same_end(found, tmp_path):
    plan = {"seed": 3}
    store = Store(tmp_path / "s", plan, ("y1", "y2"))
    assert store.begin() == []

    class StoppedError(Exception):
        pass

    def keep(batch):
        store.keep(batch)
        if batch.generation == 6:
            raise StoppedError

    with pytest.raises(StoppedError):
        search(problem(StandIn()), BUDGET, 3, keep=keep)
    again = Store(tmp_path / "s", plan, ("y1", "y2"))
    known, score = again.begin(), StandIn()
    assert len(known) == 7
    whole = search(problem(score), BUDGET, 3, known=known, keep=again.keep)
    assert [which for _, which in score.asked].count("tuning") == 25 - 7 + 1
    assert [item.candidate for item in whole.tuned] == [item.candidate for item in found.tuned]
    assert len(pd.read_parquet(tmp_path / "s" / "evaluations.parquet")) == 25 * 20
    with pytest.raises(UserError, match=r"holds another search, with another seed"):
        Store(tmp_path / "s", {"seed": 4}, ("y1", "y2")).begin()
    with pytest.raises(UserError, match="does not ask for"):
        search(problem(StandIn()), BUDGET, 4, known=known)


def test_what_is_written(found, tmp_path):
    folder = tmp_path / "found"
    rules = {"adaptive": "transactional", "named": "status_quo"}
    write(folder, found, (SPACE,), rules, ["scenario=first"], "comity search x")
    document = json.loads((folder / "search.json").read_text(encoding="utf-8"))
    assert document["evaluated"] == 500
    assert document["judged"][0]["overrides"] == list(found.tuned[0].candidate.overrides)
    lines = (folder / "commands.txt").read_text(encoding="utf-8").splitlines()
    assert lines == commands(found, ["scenario=first"])
    assert lines[0].startswith("comity run scenario=first policy=adaptive policy.a=")
    exported = yaml.safe_load((folder / "policies" / "tuned_1.yaml").read_text(encoding="utf-8"))
    assert exported["rule"] == "transactional"
    assert exported["coefficients"]["a"]["value"] == found.tuned[0].candidate.values[0]
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert (folder / summary["figures"][0]["file"]).is_file()
    assert any("still unbeaten" in told for told in summary["findings"])


@pytest.mark.quick
def test_coefficients_at_the_end_of_their_range_are_told():
    chosen = [Candidate("adaptive", ("a", "b"), (x, 0.99)) for x in (0.01, 0.5, 0.7)]
    (told,) = at_ends((SPACE, replace(SPACE, policy="other")), chosen)
    assert told.startswith("adaptive.b lies at the upper end of its range, 1, in 3 of 3 policies")


@pytest.mark.quick
def test_welch_is_scipys():
    rng = np.random.default_rng(0)
    a, b = rng.normal(1.0, 1.0, 12), rng.normal(0.0, 3.0, 30)
    expected = ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    np.testing.assert_allclose(welch(a, b), expected, atol=1e-12)
    assert welch(np.full(3, 0.1 + 0.2), np.full(4, 0.3)) == pytest.approx((0.0, 0.0), abs=1e-15)


@pytest.mark.quick
def test_spread_takes_the_ends_and_what_lies_between():
    a = np.linspace(0.0, 1.0, 101)
    front = np.column_stack([-(a**2), -((1 - a) ** 2)])
    taken = spread(front, np.arange(101), 3)
    assert taken[0] == 0
    assert taken[-1] == 100
    assert 40 <= taken[1] <= 60
    assert spread(front[:2], np.array([5, 9]), 8) == [5, 9]


@pytest.mark.quick
def test_nondominated_many_by_hand():
    places = np.array([[1.0, 3.0], [2.0, 2.0], [1.0, 2.0], [0.0, 4.0], [1.9, 1.9]])
    np.testing.assert_array_equal(nondominated_many(places), [True, True, False, True, False])


@pytest.mark.quick
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"batch": 2}, "batch=2 is too few; allowed 4 or more"),
        ({"generations": 0}, "generations=0 is too few"),
        ({"sampler": "nsga"}, "Unknown sampler 'nsga'"),
        ({"criterion": "worst"}, "Unknown criterion 'worst'"),
    ],
)
def test_budgets_that_cannot_be(given, told):
    with pytest.raises(UserError) as caught:
        Budget(**given)
    assert told in str(caught.value)


@pytest.mark.quick
def test_candidates_as_they_are_typed():
    item = Candidate("transactional", ("threat", "target"), (0.1 + 0.2, 0.5))
    assert item.overrides == (
        "policy=transactional",
        "policy.threat=0.30000000000000004",
        "policy.target=0.5",
    )
    assert item.label == "transactional (threat=0.3, target=0.5)"
