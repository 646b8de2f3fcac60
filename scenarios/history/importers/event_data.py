"""Event tables of machine coders (GDELT, ICEWS, POLECAT) as directed dyad-months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from model.errors import UserError
from scenarios.history.importers import cameo
from scenarios.history.importers.tabular import Progress, Row, Tally, rows

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
_ACTOR += "Type1Code Type2Code Type3Code"
GDELT_START = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{x}" for x in _ACTOR.split()), *(f"Actor2{x}" for x in _ACTOR.split()),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
)  # fmt: skip
"""The first 35 columns of an event export of GDELT, the same in its versions 1.0 and 2.0."""

PLOVER_KINDS: Mapping[str, str | None] = {
    "AGREE": "rc", "CONSULT": "rc", "SUPPORT": "rc", "COOPERATE": "rc", "AID": "ar",
    "CONCEDE": "yl", "RETREAT": "yl", "REQUEST": None, "DEMAND": "rh", "ACCUSE": "rh",
    "REJECT": "rh", "THREATEN": "th", "PROTEST": None, "SANCTION": "sa", "MOBILIZE": "tm",
    "COERCE": "op", "ASSAULT": "op",
}  # fmt: skip
"""Event types of PLOVER, the successor of CAMEO, and the kinds of our chronologies."""


@dataclass(frozen=True)
class Format:
    """The columns of an event table.

    Attributes
    ----------
    identity, when, actor, target, code, weight : str
        Column names.
    date_form : str
        As `datetime.strptime` reads it.
    has_cameo : bool
        Whether `code` holds CAMEO codes rather than event types of PLOVER.
    headless : mapping
        Column names by number of columns, for files without a line of names.
    names_by : str
        What governments are called in it, for people.
    """

    identity: str
    when: str
    actor: str
    target: str
    code: str
    weight: str
    date_form: str
    has_cameo: bool
    names_by: str
    headless: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which nothing can be read."""
        return (self.identity, self.when, self.actor, self.target, self.code, self.weight)


def _gdelt(columns: int) -> tuple[str, ...]:
    return GDELT_START + tuple(f"unused{i}" for i in range(len(GDELT_START), columns))


FORMATS: Mapping[str, Format] = {
    "gdelt": Format(
        "GLOBALEVENTID", "SQLDATE", "Actor1CountryCode", "Actor2CountryCode", "EventCode",
        "GoldsteinScale", "%Y%m%d", True, "three-letter country codes (USA, MEX)",
        {n: _gdelt(n) for n in (57, 58, 61)},
    ),
    "icews": Format(
        "Event ID", "Event Date", "Source Country", "Target Country", "CAMEO Code", "Intensity",
        "%Y-%m-%d", True, "full names (United States, Mexico)",
    ),
    "polecat": Format(
        "Event ID", "Event Date", "Actor Country", "Recipient Country", "Event Type", "Intensity",
        "%Y-%m-%d", False, "three-letter country codes (USA, MEX)",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Coded:
    """An event of the dyad: month `YYYY-MM`, who towards whom, its kind (or None) and weight."""

    month: str
    actor: str
    target: str
    code: str
    kind: str | None
    weight: float


def read_events(
    path: Path,
    name: str,
    dyad: tuple[str, str],
    names: Mapping[str, str],
    progress: Progress | None = None,
) -> tuple[list[Coded], Tally]:
    """Return the events between two governments, in both directions.

    Parameters
    ----------
    path : Path
    name : str
        A key of `FORMATS`.
    dyad : tuple of str
        Our ids of the sender and the partner.
    names : mapping from our id to the name in the file
        For ids that the file spells otherwise.
    progress : callable, optional
        Called with the kilobytes read and those of the file.

    Raises
    ------
    UserError
        For missing columns, or when no row is of the dyad.
    """
    form = FORMATS[name]
    own = {names.get(government, government): government for government in dyad}
    tally, found, seen = Tally(), [], set[str]()
    others: dict[str, int] = {}
    differing = 0
    for row in rows(path, form.needed, headless=form.headless, progress=progress):
        tally.read += 1
        pair = tuple(_country(row.cells.get(c, ""), own) for c in (form.actor, form.target))
        if None in pair or pair[0] == pair[1]:
            for column in (form.actor, form.target):
                other = row.cells.get(column, "")
                others[other] = others.get(other, 0) + 1
            tally.left_out["of other governments"] += 1
            tally.examples.setdefault("of other governments", [f"first on line {row.line}"])
            continue
        identity = row.cells.get(form.identity, "")
        if identity in seen:
            tally.leave_out("duplicate of an event", row.line, identity)
            continue
        seen.add(identity)
        coded = _coded(row, form, (str(pair[0]), str(pair[1])), tally)
        if coded is not None:
            differing += _differs(coded, form)
            found.append(coded)
    tally.kept = len(found)
    _check(path, form, found, tally, own, others)
    if differing:
        tally.notes.append(
            f"{differing} of {len(found)} weights differ from the CAMEO conflict-cooperation scale "
            "(scenarios/history/importers/cameo.yaml); the file's own are used. Some packages ship "
            "an invented table: check where the weights come from."
        )
    return found, tally


def _country(text: str, own: Mapping[str, str]) -> str | None:
    """Return our id of a government; POLECAT lists several countries with semicolons."""
    for part in text.split(";"):
        if part.strip() in own:
            return own[part.strip()]
    return None


def _coded(row: Row, form: Format, pair: tuple[str, str], tally: Tally) -> Coded | None:
    when = _month(row.cells.get(form.when, ""), form.date_form)
    if when is None:
        tally.leave_out("a date that cannot be read", row.line, row.cells.get(form.when, ""))
        return None
    code = row.cells.get(form.code, "")
    if form.has_cameo:
        entry = cameo.find(code)
        known, kind = entry is not None, entry.kind if entry else None
    else:
        code = code.upper()
        known, kind = code in PLOVER_KINDS, PLOVER_KINDS.get(code)
    if not known:
        tally.leave_out("an unknown event code", row.line, code or "empty")
        return None
    try:
        weight = float(row.cells.get(form.weight, ""))
    except ValueError:
        weight = float("nan")
    if not -10.0 <= weight <= 10.0:
        shown = row.cells.get(form.weight, "") or "empty"
        tally.leave_out("a weight that is not in [-10, 10]", row.line, shown)
        return None
    return Coded(when, pair[0], pair[1], code, kind, weight)


def _month(text: str, form: str) -> str | None:
    try:
        found: date = datetime.strptime(text[:10], form).date()
    except ValueError:
        return None
    return f"{found:%Y-%m}"


def _differs(event: Coded, form: Format) -> bool:
    entry = cameo.find(event.code) if form.has_cameo else None
    return entry is not None and abs(entry.weight - event.weight) > 0.05


def _check(
    path: Path,
    form: Format,
    found: list[Coded],
    tally: Tally,
    own: Mapping[str, str],
    others: Mapping[str, int],
) -> None:
    if found:
        return
    usual = sorted((x for x in others if x), key=lambda x: -others[x])[:5]
    raise UserError(
        f"{path} holds no usable event between {' and '.join(own)} ({'; '.join(tally.lines())}); "
        f"it names governments by {form.names_by}, most often {', '.join(usual) or 'none'}; set by "
        "the command line. Say how the file spells yours: names=USA=...,MEX=..."
    )
