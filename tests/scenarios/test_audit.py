"""The audit of common random numbers, over the catalogue, and broken on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model.ensemble import simulate_many
from model.errors import UserError
from model.inputs import Behaviour, GovernmentInput, Inputs, LeaderChange
from model.run import PointRuns
from model.small import small_inputs
from scenarios.build import build
from scenarios.building.input_changes import Change, first_change
from scenarios.catalogue import Catalogue
from scenarios.designing.points import Listed, Point
from scenarios.sweeping import audit as audits
from scenarios.sweeping.audit import EVERYTHING, Audit, audit, first_difference

FILES = Catalogue()


def points(*worlds: Inputs) -> Listed:
    return Listed([Point(str(i), {}, world) for i, world in enumerate(worlds)])


def with_level(inputs: Inputs, month: int, field: str = "instruments") -> Inputs:
    levels = getattr(inputs, field).copy()
    levels[month, 0, 0] = 0.9
    return replace(inputs, **{field: levels})


def found(audited: Audit) -> dict[tuple[int, int], tuple[int | None, int | None, bool]]:
    return {(p.first, p.second): (p.inputs.month, p.month, p.holds) for p in audited.pairs}


@pytest.mark.quick
@pytest.mark.parametrize(
    ("other", "change"),
    [
        (small_inputs(24), Change()),
        (with_level(small_inputs(24), 7), Change(7, ("instruments",))),
        (with_level(small_inputs(24), 9, "acts"), Change(9, ("acts",))),
        (
            with_level(with_level(small_inputs(24), 9, "acts"), 9),
            Change(9, ("instruments", "acts")),
        ),
        (small_inputs(20), Change(20, ("months",))),
        (
            replace(small_inputs(24), leaders=(LeaderChange("SND", 15, 0.5),)),
            Change(15, ("leaders",)),
        ),
        (
            replace(small_inputs(24), leaders=(LeaderChange("SND", 3, 0.5),)),
            Change(3, ("leaders",)),
        ),
        (replace(small_inputs(24), leaders=(LeaderChange("PRT", 99, 0.5),)), Change()),
        (replace(small_inputs(24), start="1999-01"), Change(0, ("start",), True)),
        (
            replace(small_inputs(24), policies={"SND": Behaviour("tough_talk")}, links=()),
            Change(0, ("links", "policies"), True),
        ),
    ],
)
def test_first_change(other: Inputs, change: Change) -> None:
    assert first_change(small_inputs(24), other) == change
    assert first_change(other, small_inputs(24)) == change


@pytest.mark.quick
def test_a_moved_election_differs_in_the_earlier_of_the_two_months() -> None:
    def moved(item: GovernmentInput) -> GovernmentInput:
        return replace(item, elections=(17,)) if item.id == "SND" else item

    base = small_inputs(24)
    other = replace(base, governments=tuple(map(moved, base.governments)))
    assert first_change(base, other) == Change(11, ("elections",))


@pytest.mark.quick
def test_first_difference_is_of_bits() -> None:
    a = {"x": np.zeros((2, 5, 3)), "y": np.ones((2, 5, 1))}
    b = {"x": a["x"].copy(), "y": a["y"].copy()}
    assert first_difference(a, b) == (None, "")
    b["x"][1, 4, 2] = 5e-324
    assert first_difference(a, b) == (4, "x")
    b["y"][0, 2, 0] = np.nextafter(1.0, 2.0)
    assert first_difference(a, b) == (2, "y")
    assert first_difference({"x": a["x"][:, :2]}, b) == (None, "")


def test_points_differ_from_the_month_of_their_inputs_on() -> None:
    base = small_inputs(24)
    audited = audit(points(base, base, with_level(base, 7), with_level(base, 30 - 12, "acts")))
    assert audited.violated == ()
    assert found(audited) == {
        (0, 0): (None, None, True),
        (0, 1): (None, None, True),
        (0, 2): (7, 7, True),
        (0, 3): (18, 18, True),
        (1, 2): (7, 7, True),
        (1, 3): (18, 18, True),
        (2, 3): (7, 7, True),
    }


class Stateful:
    """A driver that goes on drawing from one stream: the next point gets other draws."""

    def __init__(self) -> None:
        self.rng = np.random.default_rng(0)

    def __call__(self, worlds: Sequence[Inputs], seed: int, numbers: range) -> list[PointRuns]:
        shape = (len(numbers), worlds[0].months, 2)
        return [PointRuns({}, {}, {"dyad.trust": self.rng.random(shape)}, {}) for _ in worlds]


def test_a_driver_with_a_state_is_found_out() -> None:
    base = small_inputs(12)
    audited = audit(points(base, base, with_level(base, 7)), driver=Stateful())
    assert found(audited) == {
        (0, 0): (None, 0, False),
        (0, 1): (None, 0, False),
        (0, 2): (7, 0, False),
        (1, 2): (7, 0, False),
    }
    assert len(audited.violated) == 4


def test_one_changed_bit_is_found_out() -> None:
    def doctored(worlds: Sequence[Inputs], seed: int, numbers: range) -> list[PointRuns]:
        runs = simulate_many(worlds, seed, numbers, series=EVERYTHING)
        if len(worlds) > 1:
            values = runs[2].series["country.supply"]
            values[5, 6, 0] = np.nextafter(values[5, 6, 0], np.inf)
        return runs

    base = small_inputs(12)
    audited = audit(points(base, base, with_level(base, 7)), driver=doctored)
    assert found(audited)[0, 1] == (None, None, True)
    assert found(audited)[0, 2] == (7, 6, False)
    assert [pair.variable for pair in audited.violated] == ["country.supply"] * 2


def test_of_many_points_the_baseline_and_neighbours_are_compared() -> None:
    base = small_inputs(12)
    worlds = [with_level(base, i % 12) for i in range(audits.EVERY_PAIR + 2)]
    audited = audit(points(*worlds), replicates=2, baseline=3)
    last = len(worlds) - 1
    others = {i for i in range(len(worlds)) if i != 3}
    neighbours = {(a, b) for a, b in pairwise(range(last + 1)) if 3 not in (a, b)}
    assert set(found(audited)) == {(3, 3)} | {(3, i) for i in others} | neighbours
    assert len(audited.pairs) == len(found(audited))
    assert audited.violated == ()


def test_a_point_that_describes_no_world_is_told_and_left_out() -> None:
    class Some(Listed):
        def inputs(self, index: int) -> Inputs:
            if index == 1:
                raise UserError("no such world")
            return super().inputs(index)

    base = small_inputs(12)
    audited = audit(Some(points(base, base, with_level(base, 7)).items), replicates=2)
    assert audited.unbuilt == {1: "no such world"}
    assert set(found(audited)) == {(0, 0), (0, 2)}


def world(scenario: str, **choices: str) -> Inputs:
    return build(FILES.resolved(scenario), **choices)


def test_every_scenario_of_the_catalogue() -> None:
    """Every two are the same before the first month in which their inputs differ."""
    worlds = {name: world(name) for name in FILES.ids("scenario")}
    groups: dict[str, list[str]] = {}
    for name, inputs in worlds.items():
        groups.setdefault(inputs.start, []).append(name)
    compared = 0
    for names in groups.values():
        audited = audit(points(*(worlds[name] for name in names)), replicates=4)
        assert audited.violated == ()
        compared += sum(p.inputs.month not in (None, 0) for p in audited.pairs)
    assert compared >= 10


def test_every_scenario_without_its_interventions_is_its_baseline() -> None:
    """What a scenario adds to the one it is based on, taken away: equal in every bit."""
    same = 0
    for name in FILES.ids("scenario"):
        based_on = FILES.load(name).based_on
        if based_on is None:
            continue
        own, base = FILES.resolved(name), FILES.resolved(based_on)
        bare = build(own | {key: base[key] for key in ("events", "leaders", "policy", "start")})
        audited = audit(points(build(base), bare), replicates=4)
        (pair,) = (p for p in audited.pairs if p.second == 1)
        assert (pair.inputs, pair.month) == (Change(), None), name
        same += 1
    assert same >= 10
