"""`comity docs`: the pages of docs/ that are made from the files and the code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

DOCS = Path("docs")


def main(arguments: Sequence[str]) -> int:
    """Write the catalogue page, the parameter table and the JSON Schema; return the exit code."""
    from model.parameters.table import markdown
    from scenarios import catalogue_page, json_schema

    folder = Path(arguments[0]) if arguments else DOCS
    folder.mkdir(parents=True, exist_ok=True)
    parameters = folder / "parameters.md"
    parameters.write_text(markdown(), encoding="utf-8")
    for path in (catalogue_page.write(folder), parameters, json_schema.write(folder / "schema")):
        print(path)
    return 0
