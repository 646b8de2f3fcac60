"""What it hangs on: what other commands found of it, and the numbers that are assumed."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from analysis.report.beside import KINDS, Summary, box, read
from analysis.report.blocks import Column, Heading, Section, Table, Terms, Text, pointer
from analysis.report.material import Material
from analysis.report.provenance import law_of
from analysis.report.words import count, number
from model.parameters import Parameter, catalogue

NO_DESIGN = (
    "It takes a sweep over a design (design=saltelli points=256 over=assumed), which this is not; "
    "then {}, FOLDER being that of the sweep"
)


def section(material: Material) -> Section:
    """Return the section of what the findings hang on."""
    blocks: list[Any] = []
    missing = []
    for kind in KINDS:
        found = read(material.folder, kind.folder)
        if isinstance(found, Summary):
            blocks.append(box(found, law_of(material)))
        else:
            fits = material.design is not None or not kind.takes_design
            where = str(material.folder or "FOLDER") if fits else "FOLDER"
            command = Markup("<code>{}</code>").format(kind.command.format(folder=where))
            told = f"{found} " if found else "Not computed for this record. "
            words = "Made by {}" if fits else NO_DESIGN
            missing.append((kind.question, Markup("{}" + words + ".").format(told, command)))
    if missing:
        blocks += [Heading("Questions that are still open"), Terms(tuple(missing))]
    told, table = _assumed(material)
    return Section("hangs-on", "What it hangs on", (*blocks, *told), (table,))


def _assumed(material: Material) -> tuple[list[Any], Table]:
    """Return the parameters that no source gives, and those that differ from the default."""
    rows = catalogue()
    assumed = [row for row in rows if row.source is None]
    values = _values(material)
    changed = [row for row in rows if values.get(row.full_name, row.value) != row.value]
    opening = (
        f"The law has {count(len(rows))} parameters. {count(len(assumed))} of them are assumed: no "
        "source gives their value, only reasons for a range. The findings hold for the values "
        "used here; whether they hold over the ranges is what a design tells."
    )
    blocks: list[Any] = [Heading("What is assumed"), Text(opening)]
    if changed:
        name = "changed-parameters"
        caption = "Parameters of the reference that are not at their default."
        blocks.append(_table(name, caption, changed, values))
    table = _table("assumed-parameters", "Every assumed parameter.", assumed, values)
    blocks.append(pointer(table, f"The {len(assumed)} assumed parameters with their ranges"))
    return blocks, table


def _table(name: str, caption: str, rows: list[Parameter], values: dict[str, float]) -> Table:
    columns = (
        Column("Parameter"),
        Column("Used", _plain, is_number=True),
        Column("Default", _plain, is_number=True),
        Column("Lowest plausible", _plain, is_number=True),
        Column("Highest plausible", _plain, is_number=True),
        Column("Unit"),
        Column("What it is"),
        Column("Why this value"),
    )
    cells = tuple(
        (
            row.full_name,
            values.get(row.full_name, row.value),
            row.value,
            row.sweep[0],
            row.sweep[1],
            row.unit,
            row.meaning,
            row.why,
        )
        for row in rows
    )
    return Table(name, caption, columns, cells)


def _plain(value: float) -> str:
    return number(value, 3)


def _values(material: Material) -> dict[str, float]:
    """Return the parameters of the reference as the provenance has them."""
    for i, row in enumerate(material.records.provenance.get("points") or []):
        if row.get("point", i) == material.baseline:
            return {
                f"{group}.{name}": float(value)
                for group, own in (row.get("parameters") or {}).items()
                for name, value in own.items()
            }
    return {}
