"""Importers: small made-up files in the public formats, sums by hand, and what is left out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from analysis.cli.main import main
from model.errors import UserError
from scenarios.history import history_inputs, read_history
from scenarios.history.check import check_history
from scenarios.history.importers import import_table, write
from scenarios.history.importers.cameo import find
from scenarios.history.importers.event_data import GDELT_START
from scenarios.history.importers.months import MonthSum

pytestmark = pytest.mark.quick

ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
)  # fmt: skip
POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Recipient Name", "Recipient Country",
)  # fmt: skip
TIES = (
    "caseid", "startmonth", "startday", "startyear", "endmonth", "endday", "endyear",
    "primarysender", "sender1", "sender2", "targetstate", "threat", "sanctiontypethreat",
    "imposition", "sancimpositionstartmonth", "sancimpositionstartday", "sancimpositionstartyear",
    "sanctiontype", "finaloutcome",
)  # fmt: skip
GSDB = (
    "case_id", "sanctioned_state", "sanctioning_state", "begin", "end", "trade", "descr_trade",
    "arms", "military", "financial", "travel", "other", "target_mult", "sender_mult", "objective",
    "success",
)  # fmt: skip


def table(path: Path, columns: tuple[str, ...], rows: list[dict], mark: str = "\t") -> Path:
    """Write rows in a format's columns, the cells not given empty."""
    lines = [mark.join(columns)] + [mark.join(str(r.get(c, "")) for c in columns) for r in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def gdelt_row(number: int, day: str, actor: str, target: str, code: str, weight: float) -> str:
    """Return a line of an export of GDELT 1.0: 58 columns, no names."""
    cells = [""] * 58
    for name, value in (
        ("GLOBALEVENTID", number),
        ("SQLDATE", day),
        ("Actor1CountryCode", actor),
        ("Actor2CountryCode", target),
        ("EventCode", code),
        ("GoldsteinScale", weight),
    ):
        cells[GDELT_START.index(name)] = str(value)
    return "\t".join(cells)


@pytest.fixture
def gdelt(tmp_path: Path) -> Path:
    path = tmp_path / "export.CSV"
    lines = [
        gdelt_row(1, "20190530", "USA", "MEX", "131", -5.8),
        gdelt_row(2, "20190531", "USA", "MEX", "1312", -5.8),
        gdelt_row(3, "20190502", "USA", "MEX", "112", -2.0),
        gdelt_row(4, "20190607", "MEX", "USA", "057", 8.0),
        gdelt_row(5, "20190608", "MEX", "USA", "010", 0.0),
        gdelt_row(5, "20190608", "MEX", "USA", "010", 0.0),
        gdelt_row(6, "20191399", "MEX", "USA", "051", 3.4),
        gdelt_row(7, "20190701", "MEX", "USA", "999", 3.4),
        gdelt_row(8, "20190701", "MEX", "USA", "051", 34),
        gdelt_row(9, "20190701", "USA", "CAN", "051", 3.4),
        gdelt_row(10, "20190701", "MEX", "MEX", "051", 3.4),
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_columns_of_gdelt_stand_where_its_codebook_has_them() -> None:
    place = {name: GDELT_START.index(name) for name in GDELT_START}
    assert len(GDELT_START) == 35
    assert [place[x] for x in ("SQLDATE", "Actor1CountryCode", "Actor2CountryCode")] == [1, 7, 17]
    assert [place[x] for x in ("EventCode", "QuadClass", "GoldsteinScale")] == [26, 29, 30]


def test_gdelt_by_dyad_month(gdelt: Path) -> None:
    found = import_table("gdelt", gdelt, ("USA", "MEX"))

    assert found.sums == [
        MonthSum("2019-05", "USA", "MEX", 3, 0.0, pytest.approx(-13.6, abs=1e-12)),
        MonthSum("2019-06", "MEX", "USA", 2, 8.0, 0.0),
    ]
    rows = [(r["month"], r["actor"], r["kind"], r["intensity"], r["flag"]) for r in found.rows]
    assert rows == [
        ("2019-05", "USA", "rh", "0.200", "C"),
        ("2019-05", "USA", "th", "0.580", "C"),
        ("2019-06", "MEX", "ag", "0.800", "C"),
    ]
    assert found.rows[1]["what"] == "2 events in GDELT, codes 131, 1312"


def test_what_is_left_out_is_counted_with_lines(gdelt: Path) -> None:
    tally = import_table("gdelt", gdelt, ("USA", "MEX")).tally

    assert tally.lines() == [
        "11 rows read, 5 kept",
        "1 left out: a date that cannot be read (line 7: 20191399)",
        "1 left out: a weight that is not in [-10, 10] (line 9: 34)",
        "1 left out: an unknown event code (line 8: 999)",
        "1 left out: duplicate of an event (line 6: 5)",
        "2 left out: of other governments (first on line 10)",
        "1 events have a code that is no kind of ours: in the monthly sums only",
    ]


def test_gdelt_with_names_and_61_columns(tmp_path: Path) -> None:
    row = gdelt_row(1, "20190530", "USA", "MEX", "131", -5.8)
    plain = tmp_path / "two.csv"
    plain.write_text(row + "\t\t\t\n")
    named = tmp_path / "named.csv"
    columns = "GlobalEventID,Day,Actor1CountryCode,Actor2CountryCode,EventCode,GoldsteinScale"
    named.write_text(f"{columns}\n1,20190530,USA,MEX,131,-5.8\n")

    for path in (plain, named):
        assert len(import_table("gdelt", path, ("USA", "MEX")).rows) == 1


def test_icews_needs_the_names_it_uses(tmp_path: Path) -> None:
    rows = [
        {
            "Event ID": i,
            "Event Date": "2010-02-11",
            "Source Country": "United States",
            "Target Country": "Mexico",
            "CAMEO Code": "57",
            "Intensity": 8.0,
        }
        for i in range(3)
    ]
    path = table(tmp_path / "events.tab", ICEWS, rows)

    with pytest.raises(UserError) as told:
        import_table("icews", path, ("USA", "MEX"))
    assert "most often United States, Mexico; set by the command line. Say how" in str(told.value)
    found = import_table(
        "icews", path, ("USA", "MEX"), names={"USA": "United States", "MEX": "Mexico"}
    )
    assert [(r["kind"], r["intensity"]) for r in found.rows] == [("ag", "0.800")]
    assert found.sums[0].net == 24.0


def test_an_invented_table_of_weights_is_told_about(tmp_path: Path) -> None:
    row = {
        "Event ID": 1,
        "Event Date": "2010-02-11",
        "Source Country": "USA",
        "Target Country": "MEX",
        "CAMEO Code": "111",
        "Intensity": -3.5,
    }
    tally = import_table("icews", table(tmp_path / "x", ICEWS, [row]), ("USA", "MEX")).tally

    assert tally.notes[0].startswith("1 of 1 weights differ from the CAMEO conflict-cooperation")


def test_polecat_reads_types_of_plover_and_lists_of_countries(tmp_path: Path) -> None:
    rows = [
        {"Event ID": "a", "Event Date": "2023-01-09", "Event Type": "THREATEN", "Intensity": -6.0},
        {"Event ID": "b", "Event Date": "2023-01-10", "Event Type": "CONSULT", "Intensity": 1.5},
        {"Event ID": "c", "Event Date": "2023-01-11", "Event Type": "DANCE", "Intensity": 1.5},
    ]
    rows = [r | {"Actor Country": "CAN;USA", "Recipient Country": "MEX"} for r in rows]
    found = import_table("polecat", table(tmp_path / "p", POLECAT, rows), ("USA", "MEX"))

    assert [(r["kind"], r["intensity"]) for r in found.rows] == [("rc", "0.150"), ("th", "0.600")]
    assert found.tally.left_out["an unknown event code"] == 1


def test_least_leaves_rare_kinds_out_of_the_rows_but_not_of_the_sums(gdelt: Path) -> None:
    found = import_table("gdelt", gdelt, ("USA", "MEX"), least=2)

    assert [r["kind"] for r in found.rows] == ["th"]
    assert [s.events for s in found.sums] == [3, 2]


@pytest.mark.parametrize(
    ("code", "weight", "kind"),
    [
        ("112", -2.0, "rh"),  # the values of the evidence, section 2
        ("120", -4.0, "rh"),
        ("130", -4.4, "th"),
        ("131", -5.8, "th"),
        ("138", -7.0, "tm"),
        ("150", -7.2, "tm"),
        ("160", -4.0, "rh"),
        ("162", -5.6, "as"),
        ("163", -8.0, "sa"),
        ("164", -7.0, "rh"),
        ("166", -7.0, "ex"),
        ("174", -5.0, "ex"),
        ("173", -5.0, "op"),
        ("040", 1.0, "rc"),
        ("042", 1.9, "rc"),
        ("043", 2.8, "rc"),
        ("051", 3.4, "rc"),
        ("030", 4.0, "rc"),
        ("031", 5.2, "rc"),
        ("080", 5.0, "yl"),
        ("062", 7.4, "rc"),
        ("064", 7.0, "rc"),
        ("0841", 7.0, "xt"),
        ("085", 7.0, "yl"),
        ("057", 8.0, "ag"),
        ("071", 7.4, "ar"),
        ("072", 8.3, "ar"),
        ("57", 8.0, "ag"),  # without its zero
        ("1", 0.0, None),
        ("10", -5.0, "rh"),
        ("0334", 6.0, "rc"),
        ("1823", -10.0, "op"),
    ],
)
def test_weights_and_kinds_of_codes(code: str, weight: float, kind: str | None) -> None:
    found = find(code)
    assert found is not None
    assert (found.weight, found.kind) == (weight, kind)


@pytest.mark.parametrize("code", ["", "999", "058", "1171", "ABC", "0", "12345"])
def test_what_is_no_code(code: str) -> None:
    assert find(code) is None


def ties_case(**cells: object) -> dict:
    """Return a case of TIES: United States (2) against Mexico (70)."""
    usual = {
        "caseid": 1990010101,
        "startyear": 1990,
        "startmonth": 4,
        "endyear": 1992,
        "endmonth": 6,
        "primarysender": "2.0",
        "sender1": 2,
        "targetstate": 70,
        "threat": 0,
        "imposition": 0,
        "finaloutcome": 6,
    }
    return usual | cells


def test_ties_threats_and_impositions(tmp_path: Path) -> None:
    cases = [
        ties_case(threat=1, finaloutcome=2),
        ties_case(
            caseid=2,
            imposition=1,
            sancimpositionstartyear=1991,
            sancimpositionstartmonth=1,
            sanctiontype="3,7",
        ),
        ties_case(caseid=3, imposition=1, sancimpositionstartyear=1991, sanctiontype="77"),
        ties_case(caseid=4, threat=1, startyear="n.a."),
        ties_case(caseid=5, targetstate=100, threat=1),
    ]
    path = table(tmp_path / "ties.csv", TIES, [*cases, cases[0]])
    found = import_table("ties", path, ("USA", "MEX"), names={"USA": "2", "MEX": "70"})

    rows = [(r["month"], r["until"], r["kind"], r["instrument"], r["level"]) for r in found.rows]
    assert rows == [
        ("1990-04", "", "th", "", ""),
        ("1991-01", "1992-06", "sa", "trade_sanction", "0.25"),
        ("1991-01", "1992-06", "as", "suspend_development_aid", "0.5"),
    ]
    assert found.rows[0]["outcome"] == "complete acquiescence of the target to the threat"
    assert found.tally.left_out == {
        "an unknown type of sanction": 1,
        "a date that cannot be read": 1,
        "of other governments": 1,
        "duplicate of a case": 1,
    }


def test_gsdb_years_types_and_partial_trade(tmp_path: Path) -> None:
    case = {
        "case_id": 17,
        "sanctioned_state": "Venezuela",
        "sanctioning_state": "United States",
        "begin": 2015,
        "end": 2019,
        "trade": 1,
        "descr_trade": "exp_part",
        "arms": 0,
        "military": 1,
        "financial": 1,
        "travel": 0,
        "other": 0,
        "success": "ongoing",
    }
    cases = [case, case | {"case_id": 18, "begin": 2019, "end": 2016}]
    cases += [case | {"case_id": 19, "sanctioning_state": "Canada"}]
    path = table(tmp_path / "gsdb.csv", GSDB, cases, mark=";")
    names = {"USA": "United States", "VEN": "Venezuela"}
    found = import_table("gsdb", path, ("USA", "VEN"), names=names)

    rows = [(r["month"], r["until"], r["instrument"], r["level"]) for r in found.rows]
    assert rows == [
        ("2015-01", "2019-12", "trade_sanction", "0.25"),
        ("2015-01", "2019-12", "suspend_security_aid", "0.5"),
        ("2015-01", "2019-12", "financial_sanction", "0.5"),
    ]
    assert found.tally.kept == 1
    assert "GSDB gives years only" in found.tally.lines()[-1]


def test_what_is_written_is_a_history_that_runs(gdelt: Path, tmp_path: Path) -> None:
    folder = tmp_path / "usa_mexico_gdelt"
    write(import_table("gdelt", gdelt, ("USA", "MEX")), folder, "gdelt", ("USA", "MEX"))

    assert check_history(folder) == []
    history = read_history(folder)
    inputs = history_inputs(history, first="2019-01", last="2019-12")
    assert inputs.instruments[4, 0].max() == 0.58
    assert json.loads((folder / "import.json").read_text())["left_out"]["of other governments"] == 2
    with (folder / "monthly.csv").open() as stream:
        assert [row["net"] for row in csv.DictReader(stream)] == ["-13.6", "8.0"]
    with pytest.raises(UserError, match="exists already; nothing was written"):
        write(import_table("gdelt", gdelt, ("USA", "MEX")), folder, "gdelt", ("USA", "MEX"))


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("gdlet", "", "Unknown format 'gdlet' (set by the command line). Did you mean 'gdelt'"),
        ("icews", "", "@ is empty; set by the command line. Export the table again."),
        (
            "icews",
            "Event ID,Event Date,Source,Target,CAMEO Code,Intensity\n",
            "@ lacks columns 'Source Country', 'Target Country'; needed 'Event ID', 'Event Date', ",
        ),
        ("gdelt", "1\t20190530\tUSA\n", "@ has 3 columns and no line of names; allowed 57, 58, 61"),
        ("gsdb", "case_id,begin\n1,2000\n", "@ lacks columns 'sanctioned_state', "),
    ],
)
def test_wrong_tables(name: str, text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text)

    with pytest.raises(UserError) as told:
        import_table(name, path, ("USA", "MEX"))

    assert str(told.value).startswith(problem.replace("@", str(path)))


def test_the_command(gdelt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "usa_mexico"
    asked = ["scenarios", "import", "gdelt", str(gdelt), "dyad=USA-MEX", f"output={folder}"]

    assert main(asked) == 0
    assert "11 rows read, 5 kept" in capsys.readouterr().out
    assert main(["scenarios", "check", str(folder)]) == 0
    assert "3 events, 0 not represented by the law" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (["dyad=USA"], "dyad=USA is not a pair; allowed SENDER-PARTNER; set by the command line."),
        (["dyad=USA-MEX", "names=CAN=Canada"], "names=CAN=Canada is not a name of one of the two"),
        (["dyad=USA-MEX", "least=0"], "least=0 is not a count; allowed 1 or more; set by"),
        (["dyad=USA-MEX", "leest=2"], "Unknown key 'leest' (set by the command line). Did you"),
        ([], "comity scenarios import takes a format, a file and two keys."),
    ],
)
def test_mistakes_on_the_command_line(
    asked: list[str],
    problem: str,
    gdelt: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "out"
    given = ["scenarios", "import", "gdelt", str(gdelt), f"output={folder}", *asked]

    assert main(given) == 2
    assert capsys.readouterr().err.startswith(problem)
    assert not folder.exists()
