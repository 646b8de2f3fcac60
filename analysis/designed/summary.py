"""`summary.json`: what `comity report` shows of an analysis beside a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.designed.files import write_json

FILE = "summary.json"
MOST_FINDINGS = 6


def write_summary(
    folder: Path,
    title: str,
    told: tuple[Sequence[str], Sequence[str]],
    shown: tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, str]]],
    *,
    command: str,
    law: str,
) -> None:
    """Write the summary of an analysis.

    Parameters
    ----------
    folder : Path
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
    document = {
        "title": title,
        "command": command,
        "made": f"{datetime.now(UTC):%Y-%m-%d}",
        "law": law,
        "findings": list(findings)[:MOST_FINDINGS],
        "limits": list(limits),
        "tables": list(tables),
        "figures": list(figures),
    }
    write_json(folder / FILE, document)
