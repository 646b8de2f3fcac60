"""The steered world and the session: what the page can do, without a browser."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import scenarios
from analysis.view.session import Choices, Session, founded
from analysis.view.world import LiveWorld
from model.errors import UserError
from model.instruments import INSTRUMENT_INDEX, SENDER_INSTRUMENTS
from model.parameters import catalogue, defaults
from model.world import CooperationModel


def world(name: str = "baseline_2016", months: int = 0, seed: int = 0) -> LiveWorld:
    found = LiveWorld(scenarios.build_scenario(name), rng=seed)
    for _ in range(months):
        found.step()
    return found


def same(a: LiveWorld, b: LiveWorld, month: int) -> bool:
    return all(np.array_equal(a.frames[month][key], b.frames[month][key]) for key in a.frames[0])


def test_an_untouched_world_is_the_model() -> None:
    live = world("bad_hombres_2017", 24, seed=3)
    model = CooperationModel(scenarios.build_scenario("bad_hombres_2017"), rng=3)
    for _ in range(24):
        model.step()
    assert live.frames[-1]["dyad.trust"].tolist() == [d.trust for d in model.dyads]
    assert live.frames[-1]["route.share"].tolist() == [r.share for r in model.entities["route"]]


def test_going_back_and_on_gives_the_same_to_the_bit() -> None:
    live = world("maximum_pressure", 12)
    live.hold("apology", 0.7, [0])
    live.hold("threat", 0.0, [1])
    live.set_parameters({"trust.down_per_month": 0.31})
    for _ in range(12):
        live.step()
    again = live.at(15)
    assert (again.month, len(again.frames), again.parameters.trust.down_per_month) == (15, 16, 0.31)
    for _ in range(9):
        again.step()
    assert same(live, again, 24)
    assert again.log == live.log


def test_the_past_before_a_change_is_untouched_by_it() -> None:
    live = world(months=5)
    live.hold("praise", 1.0, [0])
    live.step()
    early = live.at(5)
    assert early.held == {}
    early.step()
    assert early.frames[6]["dyad.instruments"][0, INSTRUMENT_INDEX["praise"]] == 0.0
    assert live.frames[6]["dyad.instruments"][0, INSTRUMENT_INDEX["praise"]] == 1.0


@pytest.mark.parametrize("instrument", [item.name for item in SENDER_INSTRUMENTS])
def test_every_slider_acts_even_against_the_policy(instrument: str) -> None:
    """Held at its highest and at 0, under a policy that asks for most instruments itself."""
    inputs = scenarios.build_scenario("baseline_2016", policy="maximum_pressure")
    column = INSTRUMENT_INDEX[instrument]
    high = SENDER_INSTRUMENTS[column].high
    seen = []
    for level in (0.0, high):
        live = LiveWorld(inputs, rng=0)
        live.hold(instrument, level, range(len(inputs.dyads)))
        for _ in range(8):
            live.step()
        assert live.frames[1]["dyad.instruments"][0, column] == pytest.approx(level, abs=1e-12)
        seen.append(live.frames[-1])
    moved = [key for key in seen[0] if not np.array_equal(seen[0][key], seen[1][key])]
    assert set(moved) - {"dyad.instruments"}, "nothing but the level itself changed"


def test_release_gives_back_to_script_and_policy() -> None:
    live = world("maximum_pressure", 2)
    live.hold("threat", 0.0, [0, 1])
    live.step()
    assert live.frames[3]["dyad.instruments"][0, INSTRUMENT_INDEX["threat"]] == 0.0
    live.release()
    live.step()
    assert live.frames[4]["dyad.instruments"][0, INSTRUMENT_INDEX["threat"]] > 0.0


def test_steps_of_two_worlds_the_one_behind_first() -> None:
    session = Session()
    for _ in range(4):
        session.step()
    session.branch(2)
    assert [w.month for w in session.worlds] == [4, 2]
    session.hold("threat", 1.0, "MEX")
    for _ in range(3):
        session.step()
    assert [w.month for w in session.worlds] == [5, 5]
    assert not same(session.worlds[0], session.worlds[1], 5)
    session.steer(0)
    session.drop()
    assert (len(session.worlds), session.world.month) == (1, 5)


@pytest.mark.parametrize(
    "where",
    [
        "analysis.view.world.LiveWorld._values",  # the month is computed and not counted
        "analysis.view.world.entries",  # it is counted and not remembered
    ],
)
def test_a_step_that_fails_leaves_the_world_as_it_was(
    monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Told again at the next step, and once the defect is gone the months are the usual ones."""
    usual, session = (Session(Choices(seed=5)) for _ in range(2))
    for one in (usual, session):
        one.step()
        one.hold("words", 0.8, "MEX")

    def fail(*given: object) -> None:
        raise RuntimeError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr(where, fail)
        for _ in range(3):
            with pytest.raises(RuntimeError, match="a defect"):
                session.step()
            assert session.world.month == 1
            assert len(session.world.frames) == len(session.world.marks) == 2
    for one in (usual, session):
        for _ in range(3):
            one.step()
    assert session.world.month == 4
    assert same(session.world, usual.world, 4)


def test_reset_keeps_choices_seed_and_parameters() -> None:
    session = Session(Choices("bad_hombres_2017", "tough_talk", "hedger", 9))
    session.set_parameter("mandate.rate_per_month", 0.9)
    session.step()
    session.reset()
    assert session.world.month == 0
    assert session.world.seed_used == 9
    assert session.world.parameters.mandate.rate_per_month == 0.9
    assert session.choices.policy == "tough_talk"
    expected = founded(session.choices)
    session.step()
    expected.step()
    assert same(session.world, expected, 1)


def test_a_wrong_choice_changes_nothing() -> None:
    session = Session()
    session.step()
    with pytest.raises(UserError, match="Unknown scenario '\\.\\./x'"):
        session.choose(scenario="../x")
    with pytest.raises(UserError, match=r"trust.down_per_month=7.0 1/month is outside"):
        session.set_parameter("trust.down_per_month", 7.0)
    with pytest.raises(UserError, match=r"has not been yet; allowed 2015-12 to 2016-01"):
        session.rewind(5)
    assert (session.world.month, session.choices) == (1, Choices())


def test_usual_parameters() -> None:
    session = Session()
    row = catalogue()[3]
    session.set_parameter(row.full_name, row.high)
    session.usual_parameters()
    assert session.world.parameters == defaults()
    assert session.choices.parameters == {}


def test_fifty_sessions_at_once_do_not_see_each_other() -> None:
    """Fifty sessions with seeds of their own, stepped by eight threads in a mixed order."""
    sessions = [Session(Choices(seed=seed)) for seed in range(50)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            list(pool.map(Session.step, sessions))
    for seed, session in enumerate(sessions):
        assert (session.world.month, session.world.seed_used) == (3, seed)
    for seed in (0, 23, 49):
        alone = Session(Choices(seed=seed))
        for _ in range(3):
            alone.step()
        assert same(alone.world, sessions[seed].world, 3)
    trust = {s.world.frames[3]["dyad.rhetoric"].tobytes() for s in sessions}
    assert len(trust) == 50


def test_a_session_that_is_over_is_released() -> None:
    session = Session()
    session.step()
    gone = weakref.ref(session.world)
    del session
    gc.collect()
    assert gone() is None
