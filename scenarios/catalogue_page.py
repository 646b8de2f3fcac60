"""The catalogue as a page of Markdown, made from the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from model.sources import Source
from scenarios.catalogue import Catalogue
from scenarios.format.quantity import Quantity
from scenarios.schema import EVERYBODY, EventFile, RuleFile, ScenarioFile

_HEAD = """\
# The catalogue of scenarios

Made from the files of `scenarios/` by `make docs`; do not edit it here. Every number is either
sourced or assumed with a range to sweep. `comity scenarios cite ID` lists the works to cite.
"""


def text(files: Catalogue | None = None) -> str:
    """Return the page."""
    files = files or Catalogue()
    known = files.sources()
    scenarios = [files.load(name) for name in files.ids()]
    parts = [_HEAD, _index(scenarios)]
    parts += ["\n".join(_scenario(item, known)) for item in scenarios]
    worlds = [files.world(name) for name in files.ids("world")]
    rows = [(f"`{w.id}`", w.title, one_line(w.summary), one_line(w.does_not_cover)) for w in worlds]
    header = ("id", "title", "what it is", "does not cover")
    parts.append("## Worlds\n\n" + _table(header, rows))
    policies = [files.policy(name) for name in files.ids("policy")]
    parts.append("## Policies of senders\n\n" + _rules(policies, known))
    strategies = [files.strategy(name) for name in files.ids("strategy")]
    parts.append("## Strategies of partners\n\n" + _rules(strategies, known))
    return "\n".join(parts)


def write(folder: Path) -> Path:
    """Write the page `catalogue.md` into a folder and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "catalogue.md"
    file.write_text(text(), encoding="utf-8")
    return file


def one_line(words: str) -> str:
    """Return text without line breaks."""
    return " ".join(words.split())


def _index(scenarios: Iterable[ScenarioFile]) -> str:
    rows = [
        (
            f"[{s.id}](#{s.id})",
            s.title,
            s.period,
            f"`{s.based_on}`" if s.based_on else "",
            ", ".join(map(str, s.seed_points)),
        )
        for s in scenarios
    ]
    return _table(("scenario", "title", "period", "based on", "points of the brief"), rows)


def _scenario(item: ScenarioFile, known: Mapping[str, Source]) -> Iterator[str]:
    policy = ", ".join(
        f"`{value}`" if key == EVERYBODY else f"{key} `{value}`"
        for key, value in item.policy.items()
    )
    yield f"## {item.id}\n\n**{item.title}.** {one_line(item.summary)}\n"
    yield f"- Period {item.period}: {item.months} months from {item.start}."
    yield f"- World `{item.world}`, policy {policy}."
    if item.strategies:
        given = ", ".join(f"{key} `{value}`" for key, value in item.strategies.items())
        yield f"- Strategies that differ from the world's: {given}."
    if item.based_on:
        removed = f" without {', '.join(item.without)}" if item.without else ""
        yield f"- Based on [{item.based_on}](#{item.based_on}){removed}."
    yield f"- Does not cover: {one_line(item.does_not_cover)}"
    if item.parameters:
        rows = [(f"`{key}`", f"{q.value:g}", _origin(q)) for key, q in item.parameters.items()]
        yield "\n" + _table(("parameter", "value", "from"), rows).rstrip()
    if item.leaders:
        changes = [
            (x.at, x.government, f"{x.ideology.value:g}", _origin(x.ideology), x.note)
            for x in item.leaders.values()
        ]
        titles = ("new leader", "of", "ideology", "from", "what it was")
        yield "\n" + _table(titles, changes).rstrip()
    if item.events:
        events = [_event(name, event) for name, event in item.events.items()]
        header = ("event", "by", "toward", "instrument", "when", "intensity", "from", "what it was")
        yield "\n" + _table(header, events).rstrip()
    if item.sources:
        yield "\nSources:\n"
    for use in item.sources:
        work = known[use.key].citation if use.key in known else use.key
        yield f"- {work} Cited for: {use.why}."
    yield ""


def _event(name: str, event: EventFile) -> tuple[str, ...]:
    when = event.at if event.until is None else f"{event.at} to {event.until}"
    if event.every_months is not None:
        when += f", every {event.every_months} months"
    value = event.intensity
    toward = ", ".join(event.toward)
    shown = f"{value.value:g}"
    return (name, event.by, toward, event.instrument, when, shown, _origin(value), event.note)


def _origin(quantity: Quantity) -> str:
    if quantity.assumed is None:
        return f"{quantity.sourced}, {quantity.where}"
    low, high = quantity.assumed
    return f"assumed {low:g} to {high:g}: {quantity.why}"


def _rules(items: Iterable[RuleFile], known: Mapping[str, Source]) -> str:
    rows = []
    for item in items:
        numbers = [f"{key} {q.value:g} ({_origin(q)})" for key, q in item.coefficients.items()]
        works = [known[use.key].citation for use in item.sources if use.key in known]
        cells = (one_line(item.summary), "; ".join(numbers), one_line(item.does_not_cover))
        rows.append((f"`{item.id}`", item.title, *cells, " ".join(works)))
    header = ("id", "title", "what it does", "coefficients", "does not cover", "sources")
    return _table(header, rows)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, cells))} |" for cells in lines) + "\n"


def _cell(words: str) -> str:
    return one_line(words).replace("|", "\\|")
