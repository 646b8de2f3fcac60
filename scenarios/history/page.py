"""The shipped histories as a page of Markdown, made from their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scenarios.catalogue_page import one_line
from scenarios.history.differences import differences
from scenarios.history.kinds import Kind, Side, kinds
from scenarios.history.reader import bibliography, read_histories, read_regional
from scenarios.history.record import History, HistoryEvent, LeaderInOffice, Observation
from scenarios.history.schema import Flag

FILE = "histories.md"
_HEAD = """\
# The shipped histories

Made from the files of `scenarios/history/` by `make docs`; do not edit it here. How to read, run
and write such a history: [history.md](history.md). Flags: L the page was read, C computed from
data, G general knowledge (treat figures as plus or minus 10 %).
"""
_ROWS = ("when", "who", "kind", "i", "flag", "what, and what came of it", "in the law", "sources")
_NO_DIFFERENCE = "The catalogue tells of no episode of this dyad."
NOT_REPRESENTED = "not represented"


def text() -> str:
    """Return the page."""
    histories = list(read_histories().values())
    parts = [_HEAD, _index(histories), _kinds()]
    parts += [_history(history) for history in histories]
    parts.append("## Series of no single dyad\n\n" + _series(read_regional()))
    parts.append(_works())
    return "\n".join(parts)


def write(folder: Path) -> Path:
    """Write the page into a folder, which is made if needed, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    file.write_text(text(), encoding="utf-8")
    return file


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    shown = (" | ".join(str(cell).replace("|", "\\|") for cell in line) for line in lines)
    return "\n".join(f"| {line} |" for line in shown) + "\n"


def _index(histories: Sequence[History]) -> str:
    rows = []
    for history in histories:
        coded = history.observations.get("cooperation")
        rows.append(
            (
                f"[{history.id}](#{history.id})",
                f"{history.first} to {history.last}",
                len(history.events),
                _flags(row.flag for row in history.events),
                len(history.not_represented),
                f"{coded[0].year} to {coded[-1].year}" if coded else "none",
            )
        )
    header = ("dyad", "period", "events", "flags", NOT_REPRESENTED, "yearly coding")
    return table(header, rows)


def _flags(flags: Iterable[Flag]) -> str:
    """Return how many rows have each flag, for instance `6 L, 5 G`."""
    count: Counter[str] = Counter(flags)
    return ", ".join(f"{count[flag]} {flag}" for flag in "LCG" if count[flag])


def _kinds() -> str:
    rows = []
    for code, kind in kinds().items():
        rows.append((f"`{code}`", kind.meaning, *map(_side, _sides(kind)), kind.reason))
    header = ("kind", "meaning", "by the sender", "by the partner", "reason")
    return (
        "## From kinds to instruments\n\nThe instrument, its level, and how long it is in force "
        "without `until` (`scenarios/history/kinds.yaml`, where each number has its range or "
        "source). i is the coded intensity.\n\n" + table(header, rows)
    )


def _sides(kind: Kind) -> tuple[Side, Side]:
    return kind.sender, kind.partner


def _side(side: Side) -> str:
    if side.instrument is None or side.level is None or side.months is None:
        return NOT_REPRESENTED
    if side.level.fixed is not None:
        level = f"{float(side.level.fixed):g}"
    else:
        times = float(side.level.times or 0.0)
        level = "i" if times == 1.0 else f"{times:g} i"
    joint = ", of both" if side.joint else ""
    return f"{side.instrument}, {level}, {float(side.months):g} mo{joint}"


def _history(history: History) -> str:
    parts = [
        f"## {history.id}\n\n**{history.title}.** {one_line(history.file.summary)}\n",
        f"Does not cover: {one_line(history.file.does_not_cover)}\n",
        table(_ROWS, map(_event, history.events)),
        "### Who was in office\n\n"
        + table(
            ("since", "government", "name", "ideology", "flag", "why", "source"),
            map(_leader, history.leaders),
        ),
        "### Series\n\n" + _series(history.observations),
        "### What the catalogue scripts otherwise\n\n" + _differences(history),
    ]
    return "\n".join(parts)


def _event(row: HistoryEvent) -> tuple[str, ...]:
    until = "" if row.until == row.month else f" to {row.until}"
    told = f"{row.what}; then: {row.outcome}" if row.outcome else row.what
    if row.event is None:
        law = f"{NOT_REPRESENTED}: {row.why}"
    else:
        law = f"{row.event.instrument} {row.event.intensity:.2g}"
        law += f" ({row.why})" if row.why else ""
    return (
        row.month + until, row.actor, f"`{row.kind}`", f"{row.intensity:.2f}", row.flag, told, law,
        " ".join(row.sources),
    )  # fmt: skip


def _leader(row: LeaderInOffice) -> tuple[str, ...]:
    ideology = f"{row.ideology:g} [{row.low:g}, {row.high:g}]"
    where = " ".join(row.sources)
    return row.month, row.government, row.name, ideology, row.flag, row.why, where


def _series(series: Mapping[str, tuple[Observation, ...]]) -> str:
    if not series:
        return "None.\n"
    rows = []
    for name, points in series.items():
        shown = ", ".join(
            f"{p.year} {p.value:g}" + (f" [{p.low:g}, {p.high:g}]" if p.low < p.high else "")
            for p in points
        )
        told = _flags(p.flag for p in points)
        works = " ".join(dict.fromkeys(key for p in points for key in p.source.split()))
        notes = "; ".join(dict.fromkeys(p.note for p in points if p.note))
        rows.append((name, points[0].unit, shown, told, works, notes))
    return table(("series", "unit", "figures [interval]", "flags", "sources", "notes"), rows)


def _differences(history: History) -> str:
    found = [item for name in history.file.episodes for item in differences(history, name)]
    if not history.file.episodes:
        return _NO_DIFFERENCE + "\n"
    header = ("scenario", "who", "instrument", "in the catalogue", "in the history")
    rows = [(f"`{d.scenario}`", d.actor, d.instrument, d.in_catalogue, d.in_history) for d in found]
    return table(header, rows)


def _works() -> str:
    known = bibliography(Path(__file__).parent)
    used = set()
    for history in read_histories().values():
        used |= {use.key for use in history.file.sources}
        used |= {key for row in history.events for key in row.sources}
        used |= {key for row in history.leaders for key in row.sources}
        for points in history.observations.values():
            used |= {key for point in points for key in point.source.split()}
    lines = [f"- `{key}`: {known[key].citation} ({known[key].checked})" for key in sorted(used)]
    return "## Works\n\n" + "\n".join(lines) + "\n"
