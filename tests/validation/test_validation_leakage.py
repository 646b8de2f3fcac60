"""What is held out stays out, and the shared runs are the ones that each origin would get."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from analysis.patterns import PATTERNS
from analysis.validation import calibrated, engine
from analysis.validation.ablation import ablation
from analysis.validation.baselines import BASELINES
from analysis.validation.cases import cases
from analysis.validation.coding import Coding
from analysis.validation.distributions import Learned, learn, members
from analysis.validation.dossier import dossier, dossiers, shortened
from analysis.validation.engine import Simulated, Variant, full, origins, sample, simulate, weights
from analysis.validation.protocol import baseline_members, forward_cases, groups, law_members
from analysis.validation.rivals import felt
from model.errors import UserError
from scenarios.building.theory import theory
from scenarios.history import read_histories

SHIPPED = read_histories()
NAMES = ("usa_bolivia", "usa_honduras")


@pytest.fixture(scope="module")
def items():
    return dossiers({name: SHIPPED[name] for name in NAMES})


@pytest.fixture(scope="module")
def vectors():
    return sample(full(), 3, seed=1)


@pytest.fixture(scope="module")
def simulated(items, vectors) -> Simulated:
    return simulate(items, vectors)


def changed(item: Coding, after: int | None = None) -> Coding:
    """Return a coding turned upside down, all of it or what comes after a year."""
    late = np.full(len(item.years), True) if after is None else item.years > after
    return replace(item, values=np.where(late, 1.0 - item.values, item.values))


def test_a_held_out_dyad_teaches_nothing(items, simulated):
    codings = [item.coding for item in items]
    for held in codings:
        others = [changed(c) if c.dyad == held.dyad else c for c in codings]
        own = cases(codings).take(cases(codings).dyad == held.dyad)
        for kept, also in zip(
            groups(own, codings, "held_out"), groups(own, others, "held_out"), strict=True
        ):
            assert [c.dyad for c in kept[1]] == [c.dyad for c in also[1]] != [held.dyad]
            assert np.array_equal(weights(simulated, kept[1])[0], weights(simulated, also[1])[0])
        before, _ = law_members(simulated, own, codings, "held_out", way="free")
        after, _ = law_members(simulated, own, others, "held_out", way="free")
        assert np.array_equal(before, after)


@pytest.mark.parametrize("way", ["anchored", "learned", "free"])
def test_what_is_coded_after_the_origin_changes_no_forecast(items, simulated, way):
    codings, origin = [item.coding for item in items], 2010
    every = cases(codings)
    own = every.take((every.origin == origin) & (every.dyad == "usa_bolivia"))
    later = [changed(c, origin) if c.dyad == "usa_bolivia" else c for c in codings]
    for regime in ("held_out", "forward"):
        before, _ = law_members(simulated, own, codings, regime, way=way)
        after, _ = law_members(simulated, own, later, regime, way=way)
        assert np.array_equal(before, after)


def test_nothing_later_reaches_a_baseline(items):
    codings, origin = [item.coding for item in items], 2010
    every = cases(codings)
    own = every.take(every.origin == origin)
    own = own.take(own.dyad == "usa_bolivia")
    later = [changed(c, origin) for c in codings]
    own_later = [c if c.dyad != "usa_bolivia" else changed(c, origin) for c in codings]
    fits = {name: BASELINES[name] for name in BASELINES}
    for regime, other in (("forward", later), ("held_out", own_later)):
        before = baseline_members(own, codings, regime, fits=fits)
        after = baseline_members(own, other, regime, fits=fits)
        assert all(np.array_equal(before[name], after[name]) for name in fits)


def test_in_sample_is_the_one_that_learns_from_the_target(items, simulated):
    codings = [item.coding for item in items]
    other = [changed(c) for c in codings]
    assert not np.array_equal(weights(simulated, codings)[0], weights(simulated, other)[0])


def test_what_the_partner_does_later_changes_no_forecast(vectors):
    history, origin = SHIPPED["usa_bolivia"], 2010
    events = tuple(
        event
        for event in history.events
        if event.actor == history.sender or event.month <= f"{origin}-12"
    )
    leaders = tuple(item for item in history.leaders if item.month <= f"{origin}-12")
    without = replace(history, events=events, leaders=leaders)
    assert len(events) < len(history.events)
    assert len(leaders) < len(history.leaders)
    told, silent = (dossier(item) for item in (history, without))
    one, other = (simulate([item], vectors).ahead["usa_bolivia", origin] for item in (told, silent))
    assert np.array_equal(one, other)
    before = simulate([silent], vectors).mean["usa_bolivia"]
    assert not np.array_equal(simulate([told], vectors).mean["usa_bolivia"], before)


def test_shared_runs_are_those_of_each_origin(items, simulated, vectors):
    (item,) = [x for x in items if x.dyad == "usa_bolivia"]
    jobs = [job for job in engine._jobs(item) if job.origins]
    assert any(len(job.origins) > 1 for job in jobs)
    assert sorted(o for job in jobs for o in job.origins) == origins(item)
    laws = [full().parameters(item.whole.parameters, vector) for vector in vectors]
    power = np.array([vector["observation.exponent"] for vector in vectors])
    for origin in (2003, 2009, 2015):
        world = shortened(item.as_known(origin), origin + 3)
        values, years = engine._run(world, laws, power, 0, 32)
        alone = engine._from(values, years, origin)
        assert np.array_equal(alone, simulated.ahead["usa_bolivia", origin], equal_nan=True)


def test_forecasts_reach_no_further_than_the_codings(items, simulated):
    last = simulated.ahead["usa_bolivia", 2024]
    assert np.isfinite(last[..., :2]).all()
    assert np.isnan(last[..., 2:]).all()


def made_simulation() -> Simulated:
    """Return two vectors' runs of a dyad: one at the coding, one .3 above; one replicate."""
    level = np.array([[0.5, 0.5, 0.5], [0.8, 0.8, 0.8]])
    path = np.array([[[0.5, 0.4, 0.3, 0.2]], [[0.8, 0.7, 0.6, 0.5]]], dtype=np.float32)
    return Simulated(
        {"A": np.array([2000, 2001, 2002])},
        {"A": level},
        {"A": np.zeros((2, 3))},
        {("A", 2000): path},
    )


def made_coding(values=(0.5, 0.5, 0.5)) -> Coding:
    years = np.array([2000, 2001, 2002])
    blank = np.zeros((3, 4))
    return Coding("A", years, np.array(values), np.full(3, 0.05), 2000, blank, np.zeros(3))


def test_weights_by_hand():
    found, effective = weights(made_simulation(), [made_coding()])
    # Three codings, thinned by .15 / 1.85, variance .05^2 + .1^2; the second vector is off by .3.
    odds = np.exp(-0.5 * 3 * 0.15 / 1.85 * 0.3**2 / 0.0125)
    assert found == pytest.approx([1 / (1 + odds), odds / (1 + odds)], abs=1e-12)
    assert effective == pytest.approx(1 / (found**2).sum(), abs=1e-12)
    assert weights(made_simulation(), [])[0].tolist() == [0.5, 0.5]


def test_members_by_hand():
    every = cases([made_coding()])
    own = replace(every.take(every.origin == 2000), error=np.zeros(2))
    free = members(made_simulation(), own, np.array([0.0, 1.0]), way="free")
    anchored = members(made_simulation(), own, np.array([0.0, 1.0]), way="anchored")
    assert free == pytest.approx(np.array([[0.7], [0.6]]) * np.ones(512), abs=1e-6)
    assert anchored == pytest.approx(np.array([[0.4], [0.3]]) * np.ones(512), abs=1e-6)
    half = Learned({1: 0.5, 2: 0.5}, {1: np.zeros(2), 2: np.zeros(2)})
    learned = members(made_simulation(), own, np.array([0.0, 1.0]), way="learned", learned=half)
    assert learned == pytest.approx(np.array([[0.55], [0.45]]) * np.ones(512), abs=1e-6)


def test_the_share_kept_is_recovered():
    years = np.arange(2000, 2020)
    run = np.full(20, 0.5)
    gap = 0.3 * 0.8 ** np.arange(20)  # the coding's gap to the run fades by a fifth a year
    blank = np.zeros((20, 4))
    made = Coding("A", years, run + gap, np.full(20, 0.05), 2000, blank, np.zeros(20))
    ahead = {("A", int(y)): np.full((1, 1, 4), 0.5, dtype=np.float32) for y in years}
    simulated = Simulated({"A": years}, {"A": run[None]}, {"A": np.zeros((1, 20))}, ahead)
    found = learn(simulated, [made], np.ones(1))
    assert [found.kept[h] for h in (1, 2, 3)] == pytest.approx([0.8, 0.64, 0.512], abs=1e-6)
    assert np.abs(found.errors[2]).max() < 1e-6


def test_a_sample_stays_within_what_a_theory_leaves_open():
    rival = Variant(theory("institutionalism"))
    for vector in sample(rival, 5, seed=3):
        for row in rival.theory.free:
            assert row.sweep[0] <= vector[f"model.{row.full_name}"] <= row.sweep[1]
        assert 0.25 <= vector["observation.exponent"] <= 1.0
        assert not any(name.startswith("model.trust.") for name in vector)
    law = rival.parameters(full().theory.parameters(), {"model.trust.up_per_month": 0.1})
    assert law.trust.up_per_month == 0.0  # what a theory fixes goes before a vector
    assert full("speech").parameters(law, {"model.speech.gain": 0.9}).speech.gain == 0.0


def test_forward_needs_twenty_codings(items):
    codings = [item.coding for item in items]
    every = cases(codings)
    kept = forward_cases(every, codings)
    assert kept.origin.min() == 2017  # Bolivia's codings from 2002 and four of Honduras
    assert forward_cases(every, codings[1:]).origin.size == 0


def test_an_idle_mechanism_is_told(items, vectors):
    found = ablation(items, vectors, mechanisms=["mandate", "routes"])
    by_name = {item.mechanism: item for item in found}
    assert by_name["routes"].is_idle
    assert by_name["routes"].worse.mean == 0.0
    assert not by_name["mandate"].is_idle
    assert by_name["routes"].verdict == "the codings say nothing of it"


def test_theories_feel_what_they_leave_open(items):
    rival = Variant(theory("institutionalism"))
    count = felt(items, rival)
    assert 5 < count < len(rival.theory.free)


def test_histories_without_codings():
    with pytest.raises(UserError, match=r"No history has yearly codings.*'cooperation'"):
        dossiers({"usa_venezuela": SHIPPED["usa_venezuela"]})


class Left:
    """Stands for a posterior: draws of the prior."""

    def __init__(self) -> None:
        self.problem = SimpleNamespace(factors=self)

    def sample(self, count: int, seed: int) -> int:
        return count

    def vectors(self, count: int) -> list[dict[str, float]]:
        return sample(full(), count, seed=4)


def test_a_dyads_patterns_are_not_calibrated_on(items, monkeypatch):
    asked = []

    def stand_in(patterns, **how):
        asked.append(patterns)
        how["progress"](how["budget"], how["budget"])
        return Left()

    monkeypatch.setattr(calibrated, "calibrate", stand_in)
    every = cases([item.coding for item in items])
    told = []
    found = calibrated.calibrated_members(
        items,
        every,
        budget=500,
        n_vectors=3,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(500, 1000), (1000, 1000)]
    for item, patterns in zip(items, asked, strict=True):
        partner = item.whole.dyads[0].partner
        assert patterns
        assert all(partner not in pattern.partners for pattern in patterns)
        assert any(partner in pattern.partners for pattern in PATTERNS.values())
    alone = simulate([items[0]], sample(full(), 3, seed=4))
    rows = every.dyad == items[0].dyad
    expected = members(alone, every.take(rows), np.full(3, 1 / 3))
    assert np.array_equal(found[rows], expected)
