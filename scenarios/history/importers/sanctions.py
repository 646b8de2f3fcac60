"""Sanctions tables (TIES, GSDB) as rows of a chronology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from model.errors import UserError
from scenarios.history.importers.tabular import Row, Tally, rows

TIES_COLUMNS = (
    "caseid", "startyear", "startmonth", "endyear", "primarysender", "sender1", "targetstate",
    "threat", "imposition", "sancimpositionstartyear", "sancimpositionstartmonth", "sanctiontype",
    "finaloutcome",
)  # fmt: skip
TIES_SENDERS = ("primarysender", "sender1", "sender2", "sender3", "sender4", "sender5")
GSDB_COLUMNS = (
    "case_id", "sanctioned_state", "sanctioning_state", "begin", "end", "trade", "descr_trade",
    "arms", "military", "financial", "travel", "other", "success",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {"ties": TIES_COLUMNS, "gsdb": GSDB_COLUMNS}

NON_FORCE, STOP_AID, SANCTION = 0.58, 0.56, 0.80
"""|weight| / 10 of CAMEO 131 (threaten non-force), 162 (stop aid) and 163 (sanction)."""

TIES_TYPES: Mapping[str, tuple[str, str, str, float]] = {
    "1": ("total economic embargo", "sa", "trade_sanction", 1.0),
    "2": ("partial economic embargo", "sa", "trade_sanction", 0.5),
    "3": ("import restriction", "sa", "trade_sanction", 0.25),
    "4": ("export restriction", "sa", "trade_sanction", 0.25),
    "5": ("blockade", "sa", "trade_sanction", 1.0),
    "6": ("asset freeze", "sa", "financial_sanction", 0.5),
    "7": ("termination of foreign aid", "as", "suspend_development_aid", 0.5),
    "8": ("travel ban", "sa", "targeted_sanction", 0.3),
    "9": ("suspension of an economic agreement", "sa", "trade_sanction", 0.15),
    "10": ("other sanction", "sa", "none", 0.0),
}
"""Codes of `sanctiontype` as recalled from the codebook of TIES; levels are assumed."""

TIES_OUTCOMES = (
    "partial acquiescence of the target to the threat",
    "complete acquiescence of the target to the threat",
    "capitulation of the sender at the threat",
    "stalemate at the threat",
    "negotiated settlement at the threat",
    "partial acquiescence of the target after imposition",
    "complete acquiescence of the target after imposition",
    "capitulation of the sender after imposition",
    "stalemate after imposition",
    "negotiated settlement after imposition",
)
"""Codes 1 to 10 of `finaloutcome`, as recalled from the codebook of TIES."""

GSDB_TYPES: Mapping[str, tuple[str, str, float]] = {
    "arms": ("sa", "targeted_sanction", 0.3),
    "military": ("as", "suspend_security_aid", 0.5),
    "financial": ("sa", "financial_sanction", 0.5),
    "travel": ("sa", "targeted_sanction", 0.3),
    "other": ("sa", "none", 0.0),
}
"""Kinds of GSDB besides trade, whose level follows `descr_trade`; levels are assumed."""

ASSUMED = "level assumed from the type of sanction, the table gives none"
NO_INSTRUMENT = "the table does not say what kind of sanction"


def read_sanctions(
    path: Path, name: str, dyad: tuple[str, str], names: Mapping[str, str], source: str
) -> tuple[list[dict[str, str]], Tally]:
    """Return the sanctions of the sender against the partner as rows of events.csv.

    Parameters
    ----------
    path : Path
    name : {"ties", "gsdb"}
    dyad : tuple of str
        Our ids of the sender and the partner.
    names : mapping from our id to the name in the file
        TIES names governments by Correlates of War number (USA=2), GSDB by full name.
    source : str
        Key of the bibliography.

    Raises
    ------
    UserError
        For missing columns, or when no case is of the dyad.
    """
    sender, partner = (names.get(government, government) for government in dyad)
    tally, found, seen = Tally(), [], set[tuple[str, ...]]()
    read = _ties if name == "ties" else _gsdb
    key, target = ("caseid", "targetstate") if name == "ties" else ("case_id", "sanctioned_state")
    for row in rows(path, COLUMNS[name], optional=(*TIES_SENDERS, "endmonth")):
        tally.read += 1
        if sender not in _senders(row, name) or partner not in _listed(row.cells.get(target, "")):
            tally.leave_out("of other governments", row.line, row.cells.get(key, ""))
            continue
        identity = tuple(row.cells.values())
        if identity in seen:
            tally.leave_out("duplicate of a case", row.line, row.cells.get(key, ""))
            continue
        seen.add(identity)
        made = list(read(row, tally))
        tally.kept += bool(made)
        found += [{"actor": dyad[0], "target": dyad[1], "source": source} | item for item in made]
    if not found:
        known = "numbers of the Correlates of War" if name == "ties" else "full names"
        raise UserError(
            f"{path} holds no usable case of {sender} against {partner} "
            f"({'; '.join(tally.lines())}); it names governments by {known}; set by the command "
            "line. Say how the file spells yours: names=USA=...,MEX=..."
        )
    return sorted(found, key=lambda item: item["month"]), tally


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",")]


def _senders(row: Row, name: str) -> list[str]:
    if name == "gsdb":
        return _listed(row.cells.get("sanctioning_state", ""))
    return [_whole(row.cells.get(column, "")) for column in TIES_SENDERS]


def _whole(text: str) -> str:
    """Return a whole number as spreadsheets and statistics packages write it, without `.0`."""
    return text.removesuffix(".0")


def _row(
    month: str, until: str, kind: str, instrument: str, level: float, what: str
) -> dict[str, str]:
    is_none = instrument == "none"
    intensity = {"th": NON_FORCE, "as": STOP_AID}.get(kind, SANCTION)
    return {
        "month": month,
        "until": until,
        "kind": kind,
        "intensity": f"{intensity:.2f}",
        "flag": "C",
        "what": what,
        "instrument": instrument,
        "level": "" if is_none or not instrument else f"{level:g}",
        "why": (NO_INSTRUMENT if is_none else ASSUMED) if instrument else "",
    }


def _ties(row: Row, tally: Tally) -> Iterable[dict[str, str]]:
    cells = {key: _whole(value) for key, value in row.cells.items()}
    case = f"TIES case {cells['caseid']}"
    outcome = _outcome(cells["finaloutcome"])
    if cells["threat"] == "1":
        month = _month(cells["startyear"], cells["startmonth"])
        if month is None:
            tally.leave_out("a date that cannot be read", row.line, cells["startyear"])
        else:
            yield _row(month, "", "th", "", 0.0, f"threat, {case}") | outcome
    if cells["imposition"] != "1":
        return
    year = cells["sancimpositionstartyear"] or cells["startyear"]
    month = _month(year, cells["sancimpositionstartmonth"])
    if month is None:
        tally.leave_out("a date that cannot be read", row.line, year or "empty")
        return
    until = _month(cells["endyear"], cells.get("endmonth") or "12") or "end"
    for code in _listed(cells["sanctiontype"].replace(" ", ",")):
        if code not in TIES_TYPES:
            tally.leave_out("an unknown type of sanction", row.line, code or "empty")
            continue
        meaning, kind, instrument, level = TIES_TYPES[code]
        yield (
            _row(month, max(until, month), kind, instrument, level, f"{meaning}, {case}") | outcome
        )


def _outcome(code: str) -> dict[str, str]:
    if code.isdigit() and 1 <= int(code) <= len(TIES_OUTCOMES):
        return {"outcome": TIES_OUTCOMES[int(code) - 1]}
    return {"outcome": ""}


def _gsdb(row: Row, tally: Tally) -> Iterable[dict[str, str]]:
    cells = row.cells
    first, last = _month(cells["begin"], "1"), _month(cells["end"], "12")
    if first is None or last is None or last < first:
        shown = f"{cells['begin']} to {cells['end']}"
        tally.leave_out("a date that cannot be read", row.line, shown)
        return
    case = f"GSDB case {cells['case_id']}"
    if "GSDB gives years only: cases begin in January and end in December" not in tally.notes:
        tally.notes.append("GSDB gives years only: cases begin in January and end in December")
    outcome = {"outcome": cells["success"]}
    if _is_one(cells["trade"]):
        text = cells["descr_trade"]
        level = min(1.0, 0.5 * text.count("compl") + 0.25 * text.count("part")) or 0.25
        yield _row(first, last, "sa", "trade_sanction", level, f"trade, {case}") | outcome
    for column, (kind, instrument, level) in GSDB_TYPES.items():
        if _is_one(cells[column]):
            yield _row(first, last, kind, instrument, level, f"{column}, {case}") | outcome


def _is_one(text: str) -> bool:
    return _whole(text) == "1"


def _month(year: str, month: str) -> str | None:
    """Return `YYYY-MM`; a month that is missing is January."""
    year, month = _whole(year), _whole(month) or "1"
    if not (year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12):
        return None
    return f"{int(year):04d}-{int(month):02d}"
