"""Where the model is known to be wrong: the scorecard of `comity validate`, and stated limits."""

from __future__ import annotations

from typing import Any

from analysis.report.beside import FILE, VALIDITY, Summary, box, read, read_file
from analysis.report.blocks import Column, Heading, Points, Section, Table, Text
from analysis.report.material import Material
from analysis.report.origins import Origins
from analysis.report.provenance import law_of
from analysis.report.words import number

STATED: tuple[tuple[str, str], ...] = (
    (
        "Mexico starts at an operational cooperation",
        "In the default world, Mexico starts with less operational cooperation than the yearly "
        "coding of history has for 2016. So levels are off; differences are what to read.",
    ),
    (
        "removes nearly all exposed links at once",
        "A rupture removes nearly all exposed working links at once, so a mission that stays on "
        "(Bolivia, 2009 to 2013) barely shows.",
    ),
    (
        "cannot tell a producer's routes apart",
        "At the far ends of the admissible parameter ranges, the choice of routes cannot tell a "
        "producer's routes apart.",
    ),
)
"""Limits that the project states, each with words of CHANGELOG.md that say the same (tested)."""
ALWAYS = (
    "The law is written from theory and cases. That the code does what its description says is "
    "tested; whether the description is true of the world is another question.",
    "The history it could be held against is coded by one person, who was not blind to what the "
    "model says.",
    "Intervals get narrower with more runs without getting closer to the world.",
)
NO_SCORECARD = (
    "No validity scorecard lies with this record, so nothing here says how well the model does "
    "against history. To have one: comity validate --output FOLDER/validity, in the folder of this "
    "record or in the one around it."
)
ORDER = ("failed", "partly", "not tested", "passed")


def section(material: Material, origins: Origins) -> Section:
    """Return the section of where the model is known to be wrong."""
    blocks: list[Any] = [*_scorecard(material)]
    blocks += [Heading("Limits that are known"), Points((*ALWAYS, *(text for _, text in STATED)))]
    world = origins.world_limits()
    if world:
        blocks += [Heading("What the simulated world leaves out"), Points(world)]
    return Section("limits", "Where the model is known to be wrong", tuple(blocks))


def _scorecard(material: Material) -> list[Any]:
    found = _found(material)
    if not isinstance(found, Summary):
        return [Text(found or NO_SCORECARD)]
    checks = [item for item in found.document.get("checks") or [] if isinstance(item, dict)]
    told = box(found, law_of(material))
    return [told, _checks(checks)] if checks else [told]


def _found(material: Material) -> Summary | str | None:
    """Return the scorecard that was given, else the one beside the record or around it."""
    given = material.asked.validity
    if given is not None:
        return read_file(given / FILE if given.is_dir() else given)
    around = material.folder.resolve().parent if material.folder is not None else None
    return read(material.folder, VALIDITY) or read(around, VALIDITY)


def _checks(checks: list[dict[str, Any]]) -> Table:
    """Return the checks of a scorecard, what failed first."""

    def place(item: dict[str, Any]) -> int:
        result = str(item.get("result"))
        return ORDER.index(result) if result in ORDER else len(ORDER)

    columns = (
        Column("What was checked"),
        Column("Result"),
        Column("Value", _value, is_number=True),
        Column("In words"),
        Column("Against"),
        Column("Source"),
    )
    rows = tuple(
        (
            str(item.get("title") or item.get("id") or ""),
            str(item.get("result") or "not tested"),
            "" if item.get("value") is None else item["value"],
            str(item.get("words") or ""),
            str(item.get("tested") or ""),
            str(item.get("source") or ""),
        )
        for item in sorted(checks, key=place)
    )
    failed = sum(row[1] == "failed" for row in rows)
    caption = f"Checks of the model against history: {failed} of {len(rows)} failed."
    return Table("validity", caption, columns, rows)


def _value(value: Any) -> str:
    return number(float(value), 3) if isinstance(value, int | float) else str(value)
