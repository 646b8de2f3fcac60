"""`comity docs`: the pages of docs/ that are made from the files and the code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

DOCS = Path("docs")


def main(arguments: Sequence[str]) -> int:
    """Write the pages of catalogue, histories and parameters, and the schemas; return the code."""
    from model.parameters.table import markdown
    from scenarios import catalogue_page
    from scenarios.format import json_schema
    from scenarios.history import json_schema as history_schema
    from scenarios.history import page as histories

    folder = Path(arguments[0]) if arguments else DOCS
    folder.mkdir(parents=True, exist_ok=True)
    parameters = folder / "parameters.md"
    parameters.write_text(markdown(), encoding="utf-8")
    pages = (catalogue_page.write(folder), histories.write(folder), parameters)
    schemas = (json_schema.write(folder / "schema"), history_schema.write(folder / "schema"))
    for path in (*pages, *schemas):
        print(path)
    return 0
