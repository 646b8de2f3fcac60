"""The page: its sections in order, put into the template."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from analysis.report import (
    certainty,
    changes,
    dependence,
    glossary,
    origins,
    provenance,
    question,
    scenario_section,
    timing,
    validity,
)
from analysis.report.blocks import Fold, Section
from analysis.report.drawing import Pen
from analysis.report.material import Asked, Material, gather
from analysis.report.words import readable

FILE = "report.html"
Tell = Callable[[str], None]


def write(
    folder: str | os.PathLike[str], asked: Asked | None = None, tell: Tell | None = None
) -> Path:
    """Write the report of a record and return its path.

    Parameters
    ----------
    folder : path
        Of the record.
    asked : Asked, optional
        What is compared with what, and how.
    tell : callable, optional
        Called with what is under way.

    Raises
    ------
    UserError
        When the folder is no record, or what is asked for is not in it; nothing is written.
    """
    place, tell = Path(folder), tell or (lambda _: None)
    tell("reading and comparing")
    material = gather(place, asked or Asked())
    tell("drawing")
    html = render(material)
    handle, name = tempfile.mkstemp(dir=place, prefix="report-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(html)
        Path(name).chmod(0o644)
        Path(name).replace(place / FILE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return place / FILE


def sections(material: Material) -> tuple[list[Section], origins.Origins]:
    """Return the sections in the order of the page, and what the references are made of."""
    pen, sources = Pen(), origins.Origins(material)
    made = [
        question.section(material),
        scenario_section.section(sources),
        changes.section(material, pen),
        timing.section(material, pen),
        certainty.section(material, pen),
        dependence.section(material),
        validity.section(material, sources),
        provenance.section(material),
        glossary.section(),
    ]
    return [*made, _appendix(made)], sources


def _appendix(made: list[Section]) -> Section:
    """Return the long tables of the sections, each closed until it is opened."""
    tables = [table for section in made for table in section.appendix]
    folds = (
        Fold(readable(table.name.replace("-", "_")).capitalize(), (table,)) for table in tables
    )
    return Section("appendix", "Appendix: the long tables", tuple(folds))


def render(material: Material) -> str:
    """Return the report as HTML; the same material gives the same bytes."""
    made, sources = sections(material)
    template = _environment().get_template("report.html")
    return template.render(
        title=_title(material),
        made_on=provenance.made_on(material),
        boxes=(question.short_answer(material), question.how_to_read(material)),
        sections=made,
        works=origins.references(sources),
        checked=origins.CHECKED,
    )


def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("analysis"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    found.globals["style"] = Markup(
        found.loader.get_source(found, "report.css")[0] if found.loader else ""
    )
    return found


def _title(material: Material) -> str:
    """Return what the page is about."""
    others = [name for name in material.arms if name != material.reference]
    reference = readable(material.reference)
    reference = reference[:1].upper() + reference[1:]
    if not others:
        return f"{reference}: what follows, and how far to trust it"
    if len(others) <= 2:
        return f"{reference}, or {' or '.join(readable(name) for name in others)}?"
    return f"{reference}, or one of {len(others)} alternatives?"
