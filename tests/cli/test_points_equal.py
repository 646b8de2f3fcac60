"""The sweeper's points against each point composed by Hydra and built from the start."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from analysis.cli.points import point_table
from model.errors import UserError
from scenarios.designing.point_check import check
from tests.cli.points_sources import assert_same, sweep

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"
FIRST = "scenario=first"
BOLIVIA = "scenario=bolivia_dea_expulsion_2008"
WORDS = "scenario.events.words"

SWEEPS: list[tuple[int, tuple[str, ...]]] = [
    (1, (FIRST, "model.trust.down_per_month=range(0,0.1,0.02)", "model.speech.noise_sd=0,0.04")),
    (1, (FIRST, "policy=tough_talk", "policy.words=0,0.5,1", "model.law.weight=0.7,1")),
    (2, (FIRST, "policy=tough_talk,conditional_aid", "model.trust.down_per_month=0.2,1")),
    (4, (FIRST, "model.law.weight=0.7,1", "strategy=wait,client", "policy=loud,as_scenario")),
    (1, (FIRST, "policy=loud", "policy.target=0,1", "strategy=hedger", "off=null,trust,speech")),
    (1, (FIRST, f"{WORDS}.intensity=0,0.3,1", f"{WORDS}.at=2015-03,2015-04")),
    (1, (FIRST, f"{WORDS}.until=2015-05,end,null", f"{WORDS}.toward=MEX,all")),
    (1, (FIRST, f"{WORDS}.instrument=words,threat,praise", f"{WORDS}.intensity=0.2,0.9")),
    (1, (FIRST, "scenario.events.law.by=MEX,COL", "scenario.events.law.instrument=law,words")),
    (1, (FIRST, "scenario.events.naming.every_months=1,6,12", f"{WORDS}.every_months=null,2")),
    (2, (FIRST, f"{WORDS}.toward=[COL],[MEX,COL]", f"{WORDS}.intensity=0.1,0.2")),
    (1, (FIRST, "scenario.months=22,24", f"{WORDS}.intensity=0.1,0.2", "model.law.weight=0.8,1")),
    (1, (FIRST, "scenario.start=2014-12,2015-01", "scenario.leaders.new.at=2015-06,2016-01")),
    (1, (FIRST, "scenario.leaders.new.ideology=-1,0,0.5", f"{WORDS}.at=2015-01,2015-02")),
    (1, (FIRST, "scenario.dyads.COL.trust=0.1,0.9,1,null", "policy=tough_talk")),
    (2, (FIRST, "+scenario.dyads.MEX.trust=0.1,0.9", f"{WORDS}.intensity=0.1,0.2")),
    (2, (FIRST, "off=[trust,speech],null", "model.trust.down_per_month=0.1,0.2")),
    (2, (FIRST, "scenario.policy=calm,loud", "model.trust.down_per_month=0.1,0.2")),
    (2, (FIRST, "scenario.title='an \"odd\" title',plain", "model.law.weight=0.7,0.8")),
    (2, ("scenario=baseline_2016,bad_hombres_2017", "model.law.weight=0.7,0.8")),
    (1, (BOLIVIA, "scenario.governments.BOL.ideology=-0.6,0,1", "policy=tough_talk")),
    (1, (BOLIVIA, "scenario.governments.BOL.months_in_office=0,12.5", "off=null,turnover")),
    (1, (BOLIVIA, "scenario.dyads.BOL.trust=0.2,0.7", "scenario.dyads.BOL.mandate=0,0.5")),
    # A value that another value or override refers to is composed for each point.
    (2, (FIRST, "model.law.weight=0.8,0.9", "model.law.control='${model.law.weight}'")),
    (2, (FIRST, "model.law.weight=0.8,'${model.trust.down_per_month}'")),
    (1, (FIRST, f"{WORDS}.intensity=0.1,0.2", "~scenario.events.naming")),
    (2, (FIRST, f"{WORDS}.intensity=0.1,0.2", f"{WORDS}={{at:2015-04}}")),
    # Labels that would be equal get a number.
    (1, (FIRST, "policy=tough_talk", "policy.words=0.1,0.1,0.10000001", "off=null,null")),
    (2, (FIRST, "policy=calm,calm")),
    (1, (FIRST,)),
    (1, (FIRST, "policy=tough_talk")),
    (1, ("experiment=rhetoric_ladder",)),
    (1, ("experiment=ablation", "off=null,law,threat")),
]


@pytest.mark.parametrize(("structures", "arguments"), SWEEPS)
def test_points_are_those_composed_one_by_one(structures: int, arguments: tuple[str, ...]) -> None:
    with sweep(arguments, SMALL) as given:
        table = pickle.loads(pickle.dumps(point_table(given.structures())))
        assert len(table.bases) == structures
        expected = list(given.slow())
    assert [table.label(index) for index in range(len(table))] == [item.label for item in expected]
    half = len(table) // 2
    part = table.part(range(half, len(table)))
    check(table)
    for index, point in enumerate(expected):
        assert repr(table.columns(index)) == repr(point.columns)
        assert_same(table.inputs(index), point.inputs)
        if index >= half:
            assert part.label(index - half) == point.label
            assert_same(part.inputs(index - half), point.inputs)


WRONG: list[tuple[str, ...]] = [
    (FIRST, "policy=tough_talk", "policy.words=0.1,0.2,1.5,2.5"),
    (FIRST, "policy=tough_talk", "policy.words=0.1,true,0.2"),
    (FIRST, "policy=tough_talk", "policy.words=0.1,much,0.2"),
    (FIRST, "model.trust.down_per_month=0.1,0.2,-0.1,2", "model.law.weight=0.7,0.8"),
    (FIRST, "model.law.weight=0.7,0.8,2", "model.trust.down_per_month=0.1,0.2,3"),
    (FIRST, "model.trust.down_per_month=0.1,nan"),
    (FIRST, "model.trust.down_per_month=0.1,inf,0.2"),
    (FIRST, "model.trust.down_per_month=0.1,null"),
    (FIRST, f"{WORDS}.intensity=0.1,1.2,0.2"),
    (FIRST, f"{WORDS}.intensity=0.1,x"),
    (FIRST, f"{WORDS}.at=2015-03,2030-01"),
    (FIRST, f"{WORDS}.at=2015-03,May,2015-04"),
    (FIRST, f"{WORDS}.at=2015-03,2015-06", f"{WORDS}.intensity=0.1,0.2"),
    (FIRST, f"{WORDS}.at=2015-03,201503"),
    (FIRST, f"{WORDS}.until=2015-05,2014-01", f"{WORDS}.toward=MEX,MEXX"),
    (FIRST, f"{WORDS}.instrument=words,law,wrds"),
    (FIRST, f"{WORDS}.by=USA,MEX,UK"),
    (FIRST, "scenario.events.naming.every_months=6,0,1.5"),
    (FIRST, "scenario.months=24,6", f"{WORDS}.intensity=0.1,0.2"),
    (FIRST, "scenario.start=2015-01,2016-01,May"),
    (FIRST, "scenario.leaders.new.ideology=0,2", "scenario.leaders.new.at=2015-06,2020-01"),
    (FIRST, "scenario.leaders.new.government=MEX,MEXX"),
    (FIRST, "scenario.dyads.COL.trust=0.5,1.5"),
    (FIRST, "scenario.dyads.COL.trust=0.5,x,0.6"),
    (FIRST, "off=null,trust,trustt"),
    (FIRST, "strategy=client,clint"),
    (FIRST, "policy=tough_talk,calm", "policy.words=0.1,0.2"),
    (FIRST, "scenario.events.wrds.intensity=0.1,0.2"),
    (FIRST, "model.trust=1,2"),
    (FIRST, f"{WORDS}.intensity.x=1,2"),
    (BOLIVIA, "scenario.governments.BOL.ideology=0,-2"),
    (BOLIVIA, "scenario.governments.BOL.nationalism=0.5,null,x"),
    # The first point is wrong already.
    (FIRST, f"{WORDS}.intensity=3,0.2"),
    (FIRST, "model.law.weight=7,0.8", f"{WORDS}.at=2030-01,2015-03"),
    (FIRST, "policy=tough_talk", "policy.words=x,0.2", "model.law.weight=0.7,2"),
]


@pytest.mark.parametrize("arguments", WRONG)
def test_the_first_mistake_is_told_as_before(arguments: tuple[str, ...]) -> None:
    with sweep(arguments, SMALL) as given:
        expected = _mistake(lambda: list(given.slow()))
        assert _mistake(lambda: check(point_table(given.structures()))) == expected


def _mistake(work: object) -> str:
    assert callable(work)
    try:
        work()
    except (UserError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError("no mistake was found")
