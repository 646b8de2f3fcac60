"""How to reproduce the page: what the record says of its making, and the command of the report."""

from __future__ import annotations

import shlex
from typing import Any

from markupsafe import Markup

from analysis.report.blocks import Column, Fold, Section, Table, Terms, Text
from analysis.report.material import Material
from analysis.report.told import search
from scenarios.recording.provenance import software_version

UNKNOWN = "not recorded"


def law_of(material: Material) -> str:
    """Return the hash of the law that made the record; empty if it is not recorded."""
    software = material.records.provenance.get("software") or {}
    return str(software.get("law") or "")


def made_on(material: Material) -> str:
    """Return the day on which the runs were done."""
    told = material.records.provenance.get("resources") or {}
    return str(told.get("end") or UNKNOWN)[:10]


def command_of(material: Material) -> str:
    """Return the command that made the record, as it was typed."""
    told = material.records.provenance.get("command") or search(material.records.config, "command")
    if isinstance(told, list):
        return " ".join(map(str, told))
    return str(told) if told else ""


def section(material: Material) -> Section:
    """Return the section of how to reproduce the page."""
    told = material.records.provenance
    software = told.get("software") or {}
    command = command_of(material)
    blocks: list[Any] = []
    if command:
        blocks += [Text("The runs were made by this command:"), Text(_line(command))]
    else:
        blocks.append(Text("The runs were made by a script; no command was recorded."))
    blocks += [Text("This page was made from them by:"), Text(_line(_report(material)))]
    low, high = material.replicates
    facts = (
        ("Seed", _shown(search(told, "seed"))),
        ("Replicates", str(low) if low == high else f"{low} to {high}"),
        ("Runs", _shown(told.get("runs"))),
        ("Version", _shown(software.get("version"))),
        ("Commit", _shown(software.get("commit"))),
        ("Law (SHA-256 of its whole text)", law_of(material) or UNKNOWN),
        ("Simulated on", made_on(material)),
        ("Page made with version", software_version()),
    )
    blocks.append(Terms(facts))
    blocks.append(
        Text(
            "The same command with the same version gives the same runs. The folder of the record "
            "holds the full configuration (config.yaml), the environment (provenance.json) and "
            "the checksums of all files."
        )
    )
    packages = (told.get("environment") or {}).get("packages") or {}
    if packages:
        rows = tuple((str(name), str(value)) for name, value in packages.items())
        table = Table(
            "packages", "Versions of the libraries.", (Column("Library"), Column("Version")), rows
        )
        blocks.append(Fold("Versions of the libraries", (table,)))
    return Section("reproduce", "How to reproduce this", tuple(blocks))


def _report(material: Material) -> str:
    asked = material.asked
    words = ["comity", "report", str(material.folder or "FOLDER")]
    if asked.baseline is not None:
        words += ["--baseline", str(asked.baseline)]
    if isinstance(asked.margin, int | float):
        words += ["--margin", f"{asked.margin:g}"]
    elif asked.margin:
        words += ["--margin", ",".join(f"{key}={value:g}" for key, value in asked.margin.items())]
    if asked.confidence != 0.95:
        words += ["--confidence", f"{asked.confidence:g}"]
    if asked.seed:
        words += ["--seed", str(asked.seed)]
    return shlex.join(words)


def _line(command: str) -> Markup:
    return Markup('<code class="command">{}</code>').format(command)


def _shown(value: Any) -> str:
    return UNKNOWN if value is None else str(value)
