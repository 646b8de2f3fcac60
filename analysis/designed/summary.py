"""`summary.json`: what `comity report` shows of an analysis beside a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.files import write_json

FILE = "summary.json"
MOST_FINDINGS = 6


def summary(
    title: str,
    told: tuple[Sequence[str], Sequence[str]],
    shown: tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, str]]],
    *,
    command: str,
    law: str,
) -> dict[str, Any]:
    """Return the summary of an analysis.

    Parameters
    ----------
    title : str
        The heading it has in the report.
    told : tuple
        Findings in sentences, those that matter most first, and limits.
    shown : tuple
        Tables (title, caption, columns, rows) and figures (file, caption, alt).
    command, law : str
        What it was made by, and the hash of the law of its runs.
    """
    findings, limits = told
    tables, figures = shown
    return {
        "title": title,
        "command": command,
        "made": f"{datetime.now(UTC):%Y-%m-%d}",
        "law": law,
        "findings": list(findings),
        "limits": list(limits),
        "tables": list(tables),
        "figures": list(figures),
    }


def write_summary(folder: Path, document: Mapping[str, Any]) -> None:
    """Write a summary with its first findings."""
    shown = {**document, "findings": document["findings"][:MOST_FINDINGS]}
    write_json(folder / FILE, shown)
