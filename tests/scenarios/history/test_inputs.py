"""A history's timeline as inputs of the model: levels by hand, cuts, starting levels, overrides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.errors import UserError
from model.inputs import LeaderChange
from model.instruments import ACT_INDEX, INSTRUMENT_INDEX
from scenarios.format import months
from scenarios.history import History, history_inputs, read_history

pytestmark = pytest.mark.quick


@pytest.fixture
def history(made_up: Path) -> History:
    return read_history(made_up)


def in_force(levels: np.ndarray, column: int, start: str) -> dict[str, float]:
    """Return the months in which something is in force, with its level."""
    found = np.flatnonzero(levels[:, 0, column])
    return {months.label(int(m), start): float(levels[m, 0, column]) for m in found}


def test_the_world_has_two_governments_under_their_own_names(history: History) -> None:
    inputs = history_inputs(history, first="1990-01", last="1999-12")

    assert [g.id for g in inputs.governments] == ["AVA", "LYO"]
    assert [g.name for g in inputs.governments] == ["Republic of Avalon", "Kingdom of Lyonesse"]
    assert [(d.sender, d.partner) for d in inputs.dyads] == [("AVA", "LYO")]
    assert {a.government for a in inputs.agencies} == {"AVA", "LYO"}
    assert {link.partner_agency for link in inputs.links} == {
        "LYO.police",
        "LYO.prosecutors",
        "LYO.financial_intelligence",
    }
    assert (inputs.countries, inputs.routes) == ((), ())
    assert (inputs.dyads[0].trade_dependence, inputs.dyads[0].reputation) == (0.2, 0.65)
    assert inputs.governments[1].nationalism == 0.9
    assert list(inputs.strategies) == ["LYO"]
    assert inputs.strategies["LYO"].rule == "nationalist"


def test_levels_month_by_month(history: History) -> None:
    inputs = history_inputs(history, first="1990-01", last="1999-12")
    sender = {
        name: in_force(inputs.instruments, column, "1990-01")
        for name, column in INSTRUMENT_INDEX.items()
    }
    partner = {name: in_force(inputs.acts, column, "1990-01") for name, column in ACT_INDEX.items()}

    assert sender["words"] == {"1991-03": 0.4, "1991-04": 0.4, "1991-05": 0.4}
    assert list(sender["decertification"]) == [f"1992-{m:02d}" for m in range(1, 13)]
    assert set(sender["decertification"].values()) == {1.0}
    assert len(sender["trade_sanction"]) == 71  # February 1994 to December 1999
    assert set(sender["trade_sanction"].values()) == {0.35}
    assert sender["agreement"] == {"1996-06": 0.5}
    assert partner["expulsion"] == {"1993-07": 0.9}
    used = ("words", "decertification", "trade_sanction", "agreement")
    assert not any(sender[name] for name in sender if name not in used)
    assert not any(partner[name] for name in partner if name != "expulsion")


def test_a_later_window_keeps_what_is_still_in_force(history: History) -> None:
    inputs = history_inputs(history, first="1992-06", last="1994-03")

    assert inputs.instruments.shape[0] == 22
    found = in_force(inputs.instruments, INSTRUMENT_INDEX["decertification"], "1992-06")
    assert list(found) == [f"1992-{m:02d}" for m in range(6, 13)]


def test_nothing_is_scripted_after_the_last_month(history: History) -> None:
    inputs = history_inputs(history, first="1990-01", last="2004-12")

    after = months.index("2000-01", "1990-01")
    assert inputs.months == 180
    assert not inputs.instruments[after:].any()
    assert inputs.instruments[after - 1].any()


def test_the_past_does_not_depend_on_the_end(history: History) -> None:
    short = history_inputs(history, first="1990-01", last="1995-12", sender_only_after="1993-12")
    long = history_inputs(history, first="1990-01", last="1999-12", sender_only_after="1993-12")

    np.testing.assert_array_equal(short.instruments, long.instruments[:72])
    np.testing.assert_array_equal(short.acts, long.acts[:72])
    assert short.leaders == long.leaders


def test_after_the_cut_only_the_sender_stays_scripted(history: History) -> None:
    cut = "1993-06"
    inputs = history_inputs(history, first="1990-01", last="1999-12", sender_only_after=cut)

    assert not inputs.acts.any()  # the expulsion was in July
    agreement = INSTRUMENT_INDEX["agreement"]
    assert not inputs.instruments[:, 0, agreement].any()  # the partner moved it
    sanction = in_force(inputs.instruments, INSTRUMENT_INDEX["trade_sanction"], "1990-01")
    assert min(sanction) == "1994-02"
    assert [change.month for change in inputs.leaders] == [29]  # June 1992; not 1997
    assert inputs.governments[1].elections == (50, 98)  # March 1994 and 1998


def test_an_act_in_force_is_cut_at_the_cut(made_up: Path) -> None:
    path = made_up / "events.csv"
    path.write_text(path.read_text().replace("1993-07,,LYO", "1993-07,1993-12,LYO"))
    history = read_history(made_up)

    inputs = history_inputs(history, first="1990-01", last="1999-12", sender_only_after="1993-09")

    found = in_force(inputs.acts, ACT_INDEX["expulsion"], "1990-01")
    assert list(found) == ["1993-07", "1993-08", "1993-09"]


def test_scripted_until_ends_everything(history: History) -> None:
    inputs = history_inputs(history, first="1990-01", last="1999-12", scripted_until="1992-03")

    assert list(in_force(inputs.instruments, INSTRUMENT_INDEX["decertification"], "1990-01")) == [
        "1992-01",
        "1992-02",
        "1992-03",
    ]
    assert not inputs.instruments[27:].any()
    assert inputs.leaders == ()


def test_who_is_in_office(history: History) -> None:
    inputs = history_inputs(history, first="1990-01", last="1999-12")

    partner = inputs.governments[1]
    assert (partner.ideology, partner.months_in_office) == (0.3, 23.0)
    assert inputs.leaders == (LeaderChange("LYO", 29, -0.4), LeaderChange("LYO", 86, 0.5))
    assert partner.elections == ()  # 1994 and 1998 lie in the scripted years

    later = history_inputs(history, first="1994-01", last="1999-12").governments[1]
    assert (later.ideology, later.months_in_office) == (-0.4, 19.0)


def test_starting_levels_follow_the_rule(history: History) -> None:
    first = history_inputs(history, first="1990-01", last="1999-12").dyads[0]
    assert (first.mandate, first.trust, first.sender_trust) == (0.6, 0.7, 0.6)  # asked in 1990
    assert (first.reach, first.grievance) == (0.25, 0.3)  # dyad.yaml
    assert first.credibility == 0.714  # the template's default
    assert first.is_ruptured is False

    ruptured = history_inputs(history, first="1994-06", last="1999-12").dyads[0]
    assert (ruptured.mandate, ruptured.trust, ruptured.is_ruptured) == (0.05, 0.05, True)

    nearest = history_inputs(history, first="1996-01", last="1999-12").dyads[0]
    assert nearest.mandate == 0.05  # coded two years before
    unknown = history_inputs(history, first="1997-01", last="1999-12").dyads[0]
    assert (unknown.mandate, unknown.trust) == (0.8, 0.65)  # the template's default


def test_overrides(history: History) -> None:
    inputs = history_inputs(
        history,
        first="1990-01",
        last="1991-12",
        overrides={
            "model.trust.down_per_month": 0.31,
            "links.betrayal": 0.4,
            "start.trust": 0.1,
            "start.is_ruptured": 1.0,
        },
    )

    assert inputs.parameters.trust.down_per_month == 0.31
    assert inputs.parameters.links.betrayal == 0.4
    assert (inputs.dyads[0].trust, inputs.dyads[0].is_ruptured) == (0.1, True)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (
            {"first": "1989-12"},
            "first=1989-12 is before the history of avalon_lyonesse begins; allowed 1990-01 or "
            "later; set by the caller. Begin later, or extend dyad.yaml.",
        ),
        (
            {"last": "1989-12"},
            "last=1989-12 makes a horizon of 0 months; allowed 1990-01 to 2089-12; set by the "
            "caller. Move one of them.",
        ),
        ({"last": "1999"}, "last=1999 is not a month; allowed YYYY-MM; set by the caller."),
        (
            {"sender_only_after": "May 1995"},
            "sender_only_after=May 1995 is not a month; allowed YYYY-MM; set by the caller.",
        ),
        (
            {"overrides": {"trust.down": 0.3}},
            "Unknown parameter 'trust.down' (set by the overrides).",
        ),
        (
            {"overrides": {"start.truth": 0.3}},
            "Unknown starting level 'start.truth' (set by the overrides). Did you mean "
            "'start.trust'",
        ),
        (
            {"overrides": {"start.trust": 60.0}},
            "start.trust=60.0 is outside [0, 1]; allowed 0 to 1; set by the overrides.",
        ),
    ],
)
def test_mistakes_are_told(options: dict, problem: str, history: History) -> None:
    asked = {"first": "1990-01", "last": "1999-12"} | options

    with pytest.raises(UserError) as told:
        history_inputs(history, **asked)

    assert str(told.value).startswith(problem)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "like: {sender: USA, partner: CRI}",
            "like: {sender: USA, partner: CRY}",
            "Unknown partner of the template world 'CRY' (set by @:10). Did you mean 'CRI'",
        ),
        (
            "  like: {sender: USA, partner: CRI}\n",
            "",
            "Unknown sender of the template world 'AVA' (set by @:5).",
        ),
        ("strategy: nationalist", "strategy: nationalism", "Unknown strategy 'nationalism' (set"),
        ("world:\n", "world:\n  template: earth\n", "Unknown world 'earth' (set by @:10)."),
        ("    LYO:\n", "    LOY:\n", "Unknown government 'LOY' (set by @:14). Did you mean 'LYO'"),
    ],
)
def test_a_world_that_cannot_be_built(old: str, new: str, problem: str, made_up: Path) -> None:
    path = made_up / "dyad.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))

    with pytest.raises(UserError) as told:
        history_inputs(read_history(made_up), first="1990-01", last="1999-12")

    assert str(told.value).startswith(problem.replace("@", path.as_posix()))
