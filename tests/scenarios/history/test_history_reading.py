"""A folder of history that another person wrote: what is read, and how mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import UserError
from scenarios.history import read_histories, read_history
from scenarios.history.check import check_history, described

pytestmark = pytest.mark.quick


def test_a_made_up_dyad_is_read(made_up: Path) -> None:
    history = read_history(made_up)

    assert (history.sender, history.partner, history.first) == ("AVA", "LYO", "1990-01")
    rows = [(e.month, e.until, e.kind, e.event and e.event.instrument) for e in history.events]
    assert rows == [
        ("1991-03", "1991-05", "rh", "words"),
        ("1992-01", "1992-12", "dc", "decertification"),
        ("1993-07", "1993-07", "ex", "expulsion"),
        ("1994-02", "end", "sa", "trade_sanction"),
        ("1995-01", "1995-01", "op", None),
        ("1996-06", "1996-06", "ag", "agreement"),
        ("1997-09", "1998-08", "ar", None),
    ]
    levels = [e.event.intensity for e in history.events if e.event]
    assert levels == [0.4, 1.0, 0.9, 0.35, 0.5]
    assert history.events[0].what == "speech, in parliament"
    assert history.events[1].sources == ("own_book", "gsdb")


def test_what_the_law_has_no_instrument_for_is_kept_and_counted(made_up: Path) -> None:
    history = read_history(made_up)

    kept = [(row.month, row.why) for row in history.not_represented]
    assert kept == [
        ("1995-01", "The law holds no use of force by a partner."),
        ("1997-09", "nothing was paid"),
    ]


def test_an_agreement_that_the_partner_moved_is_the_partners_act(made_up: Path) -> None:
    treaty = read_history(made_up).events[5]

    assert (treaty.actor, treaty.event and treaty.event.by) == ("LYO", "AVA")


def test_observations_have_intervals(made_up: Path) -> None:
    history = read_history(made_up)

    first = history.observations["cooperation"][0]
    assert (first.year, first.value, first.low, first.high) == (1990, 0.6, 0.4, 0.8)
    exact = history.observed("favourability", 1990)
    assert exact is not None
    assert (exact.low, exact.high) == (0.7, 0.7)
    recalled = history.observed("aid", 1991)
    assert recalled is not None
    assert (recalled.low, recalled.high) == (45.0, 55.0)
    assert history.observed("aid", 1990) is None


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_read_too(separator: str, made_up: Path) -> None:
    path = made_up / "leaders.csv"
    path.write_text(path.read_text().replace(",", separator), encoding="utf-8-sig")

    assert [x.name for x in read_history(made_up).leaders] == ["Tristan", "Mark", "Iseult"]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "events.csv",
            "rh,0.40",
            "rh,40",
            "history.events.0.intensity=40.0 is outside [0, 1.2]; allowed 0 to 1.2; set by "
            "@:3, column 6 (intensity). |Goldstein| / 10",
        ),
        (
            "events.csv",
            "rh,0.40",
            'rh,"0,4"',
            "history.events.0.intensity=0,4 is not a number; allowed a number; set by @:3, "
            "column 6 (intensity).",
        ),
        (
            "events.csv",
            "1991-03,1991-05",
            "1991-3,1991-05",
            "history.events.0.month=1991-3 is not a month; allowed YYYY-MM; set by @:3, column 1 "
            "(month). Write the year",
        ),
        (
            "events.csv",
            "1991-03,1991-05",
            "1991-03,1990-05",
            "history.events.0.until=1990-05 is before its beginning 1991-03; allowed a later month",
        ),
        (
            "observations.csv",
            "1991,50",
            "1991,nan",
            "history.observations.3.value=nan is not a finite number; allowed a finite number; set "
            "by @:5, column 4 (value).",
        ),
        (
            "events.csv",
            "1997-09,,AVA",
            "2001-09,,AVA",
            "history.events.6.month=2001-09 is after the last month; allowed up to 1999-12; set by "
            "@:9, column 1 (month). Move 'last' of dyad.yaml, or delete the row.",
        ),
        ("events.csv", ",rh,", ",rx,", "Unknown kind 'rx' (set by @:3, column 5 (kind)). Did you"),
        (
            "events.csv",
            "0.40,L",
            "0.40,X",
            "history.events.0.flag=X is not known; allowed L, C, G; set by @:3, column 7 (flag).",
        ),
        (
            "events.csv",
            "AVA,LYO,rh",
            "AVA,LOY,rh",
            "history.events.0.actor=AVA towards LOY is not of this dyad; allowed AVA towards LYO, "
            "or LYO towards AVA; set by @:3, column 3 (actor).",
        ),
        (
            "events.csv",
            "own_book gsdb",
            "own_bok gsdb",
            "Unknown source 'own_bok' (set by @:4, column 10 (source)). Did you mean 'own_book'?",
        ),
        (
            "events.csv",
            "trade_sanction,0.35,a third of trade",
            "trade_sanction,0.35,",
            "departs from the table of kinds without a reason",
        ),
        (
            "events.csv",
            "trade_sanction,0.35",
            "expulsion,0.35",
            "history.events.3.instrument=expulsion is not an instrument of the sender; allowed ",
        ),
        (
            "events.csv",
            "trade_sanction,0.35",
            "trade_sanction,3.5",
            "history.events.3.level=3.5 is above the highest level of trade_sanction; allowed 0 to "
            "1; set by @:6, column 12 (level).",
        ),
        (
            "events.csv",
            "month,until",
            "month,untill",
            "Unknown column 'untill' (set by @, the line of column names). Did you mean 'until'?",
        ),
        ("events.csv", ",kind,", ",why2,", "Unknown column 'why2'"),
        (
            "events.csv",
            '"speech, in parliament"',
            "speech, in parliament",
            "@:3 has 14 cells; allowed 13, as the header. Put a text that holds the separator",
        ),
        (
            "observations.csv",
            "1990,0.6,0.4,0.8",
            "1990,0.6,0.7,0.8",
            "has the value 0.6 outside its interval [0.7, 0.8]",
        ),
        (
            "observations.csv",
            "cooperation,share,1994",
            "cooperation,share,1990",
            "history.observations.1.year=1990 is a duplicate of cooperation; allowed one figure a "
            "year and series; set by @:3, column 3 (year).",
        ),
        (
            "leaders.csv",
            "1992-06,LYO",
            "1992-06,LOY",
            "Unknown government 'LOY' (set by @:3, column 2 (government)). Did you mean 'LYO'?",
        ),
        (
            "dyad.yaml",
            "id: avalon_lyonesse",
            "id: avalon",
            "history.id=avalon differs from the name of its folder; allowed avalon_lyonesse; set "
            "by @:1. Rename one of the two.",
        ),
        (
            "dyad.yaml",
            "sourced: own_book",
            "sourced: gsdb",
            "history.sources lacks 'gsdb', which is used; set by @:18. Add it to 'sources'",
        ),
        (
            "dyad.yaml",
            "sourced: own_book",
            "sourced: owl_book",
            "Unknown source 'owl_book' (set by @:18). Did you mean 'own_book'?",
        ),
        ("dyad.yaml", "sender: AVA\n", "sender: LYO\n", "has one government on both sides"),
        ("dyad.yaml", "last: 1999-12", "last: 1989-12", "ends before it begins"),
        (
            "dyad.yaml",
            '{value: 0.25, assumed: [0.1, 0.4], why: "made up"}',
            "0.25",
            "history.start.reach=0.25 has neither a source nor a range",
        ),
    ],
)
def test_mistakes_are_told(file: str, old: str, new: str, problem: str, made_up: Path) -> None:
    path = made_up / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(UserError) as told:
        read_history(made_up)

    assert problem.replace("@", path.as_posix()) in str(told.value)


def test_all_problems_are_told_at_once(made_up: Path) -> None:
    path = made_up / "events.csv"
    text = path.read_text().replace(",rh,", ",zz,").replace("own_book gsdb", "nowhere")
    path.write_text(text)

    with pytest.raises(UserError) as told:
        read_history(made_up)

    assert len(str(told.value).splitlines()) == 2


def test_a_folder_without_histories(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"holds no history; allowed a folder with dyad\.yaml"):
        read_histories(tmp_path)


def test_a_check_tells_what_a_folder_holds(made_up: Path) -> None:
    path = made_up / "dyad.yaml"
    path.write_text(path.read_text().replace("first: 1990-01", "first: 1991-07"))

    assert check_history(made_up) == []
    assert described(read_history(made_up))[:5] == [
        "AVA and LYO, 1991-07 to 1999-12",
        "7 events, 2 not represented by the law",
        "observations: aid (1 years), cooperation (2 years), favourability (1 years)",
        "3 entries of who was in office",
        "1 events are over before 1991-07",
    ]


def test_a_check_knows_the_catalogue(made_up: Path) -> None:
    path = made_up / "dyad.yaml"
    path.write_text(path.read_text() + "episodes: [merida_2008]\n")

    (problem,) = check_history(made_up)
    line = path.read_text().splitlines().index("episodes: [merida_2008]") + 1
    told = f"Unknown scenario 'merida_2008' (set by {path}:{line}). Did you mean 'merida_2007'"
    assert problem.startswith(told)


def test_one_folder_or_a_folder_of_folders(made_up: Path) -> None:
    assert list(read_histories(made_up)) == ["avalon_lyonesse"]
    assert list(read_histories(made_up.parent)) == ["avalon_lyonesse"]


def test_observations_and_leaders_may_be_missing(made_up: Path) -> None:
    (made_up / "observations.csv").unlink()
    (made_up / "leaders.csv").unlink()

    history = read_history(made_up)

    assert (dict(history.observations), history.leaders) == ({}, ())
