"""The JSON Schema of dyad.yaml, so that editors complete and check it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scenarios.history.schema import DyadFile

FILE = "history.schema.json"


def dyad_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file dyad.yaml of a history."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **DyadFile.model_json_schema(mode="validation"),
        "title": "Comity history",
    }


def write(folder: Path) -> Path:
    """Write the schema into a folder, which is made if needed, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    text = json.dumps(dyad_schema(), indent=2, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")
    return file
