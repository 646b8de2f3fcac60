"""The nine shipped histories: complete, cited, and runnable over their whole period."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.ensemble import simulate_many
from scenarios.history import History, history_inputs, read_histories, read_regional
from scenarios.history.differences import differences as differences_from_catalogue
from scenarios.history.kinds import kinds

sys.path.append(str(Path(__file__).parents[2] / "model"))
from twins import differences  # the helper of the model's tests

HISTORIES = read_histories()
IDS = {
    "usa_bolivia": ("BOL", 10, 0),
    "usa_colombia": ("COL", 15, 0),
    "usa_ecuador": ("ECU", 11, 1),
    "usa_el_salvador": ("SLV", 5, 1),
    "usa_guatemala": ("GTM", 4, 1),
    "usa_honduras": ("HND", 8, 1),
    "usa_mexico": ("MEX", 29, 0),
    "usa_peru": ("PER", 5, 1),
    "usa_venezuela": ("VEN", 12, 1),
}


@pytest.mark.quick
def test_every_row_of_the_chronologies_is_there_and_none_dropped() -> None:
    found = {
        name: (h.partner, len(h.events), len(h.not_represented)) for name, h in HISTORIES.items()
    }
    assert found == IDS
    assert {h.sender for h in HISTORIES.values()} == {"USA"}


@pytest.mark.quick
@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
def test_every_row_lies_in_the_period_and_departures_have_reasons(history: History) -> None:
    for row in history.events:
        assert row.month <= history.last
        assert row.is_represented or row.why
    assert {row.government for row in history.leaders} == {history.sender, history.partner}
    for government in (history.sender, history.partner):
        took_office = [row.month for row in history.leaders if row.government == government]
        assert took_office[0] <= history.first  # somebody is in office when it begins
        assert len(set(took_office)) == len(took_office)


@pytest.mark.quick
def test_the_codings_are_those_of_the_evidence() -> None:
    spans = {
        name: (rows[0].year, rows[-1].year, len(rows))
        for name, h in HISTORIES.items()
        if (rows := h.observations.get("cooperation"))
    }
    assert spans == {
        "usa_bolivia": (2002, 2025, 24),
        "usa_colombia": (1994, 2010, 17),
        "usa_honduras": (2008, 2011, 4),
        "usa_mexico": (1985, 2021, 37),
        "usa_peru": (1992, 2025, 34),
    }
    coded = HISTORIES["usa_mexico"].observed("cooperation", 2021)
    assert coded is not None
    assert (coded.value, coded.low, coded.high) == (0.3, 0.2, 0.4)
    early = HISTORIES["usa_mexico"].observed("cooperation", 1985)
    assert early is not None
    assert (early.value, early.low, early.high) == (0.35, 0.15, 0.55)


@pytest.mark.quick
def test_kinds_have_reasons_and_their_instruments_exist() -> None:
    assert {row.kind for h in HISTORIES.values() for row in h.events} <= set(kinds())
    assert all(kind.reason for kind in kinds().values())
    sides = [side for kind in kinds().values() for side in (kind.sender, kind.partner)]
    assert sum(side.instrument is None for side in sides) == 10  # ex bc li xt; sa as ar dc dw op


@pytest.mark.quick
def test_law_of_mexico_is_in_force_in_december_2020() -> None:
    history = HISTORIES["usa_mexico"]
    inputs = history_inputs(history, first="2020-01", last="2021-12")

    assert inputs.acts[11, 0].max() == 0.8
    assert inputs.instruments[9, 0].max() == 0.85  # the arrest of October
    assert inputs.dyads[0].mandate == 0.5  # coded for 2020


@pytest.mark.quick
def test_series_of_no_single_dyad() -> None:
    removal = read_regional()["removal_share"]
    assert [(x.year, x.value, x.low, x.high) for x in removal] == [(2012, 0.2, 0.2, 0.26)]


@pytest.mark.parametrize("name", ["usa_bolivia", "usa_mexico"])
def test_both_drivers_run_a_history_alike(name: str) -> None:
    history = HISTORIES[name]
    inputs = history_inputs(history, first=history.first, last=history.last)
    assert differences([inputs], range(2)) == []


def test_all_run_over_their_whole_period() -> None:
    points = [history_inputs(h, first=h.first, last=h.last) for h in HISTORIES.values()]
    runs = simulate_many(points, 0, range(2), series=("dyad.operational",))

    for inputs, run in zip(points, runs, strict=True):
        operational = run.series["dyad.operational"]
        assert operational.shape == (2, inputs.months, 1)
        assert np.isfinite(operational).all()
        assert operational.min() >= 0.0
        assert operational.max() <= 1.0
    assert max(inputs.months for inputs in points) == 492


@pytest.mark.quick
def test_a_scenario_that_begins_before_the_history_is_compared_month_by_month() -> None:
    whole = HISTORIES["usa_mexico"]
    late = replace(whole, first="2020-06")

    found = differences_from_catalogue(late, "mexico_cienfuegos_2020")

    law = next(item for item in found if item.instrument == "law")
    assert law.in_catalogue == "2020-12 to 2021-01 0.8, 2021-02 to 2021-09 0.5"
    assert law.in_history == "2020-12 0.8"
