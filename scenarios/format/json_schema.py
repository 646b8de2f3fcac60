"""The JSON Schema of scenario files, so that editors complete and check them.

A file that is based on another may leave out what it inherits, give parts of an event, and remove
with `null`; so the schema has each part twice: whole, and as a change.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from scenarios.schema import ScenarioFile

FILE = "scenario.schema.json"
_ALWAYS = ("id", "title", "summary")
_WHOLE = ("Quantity", "SourceUse")
_REFERENCE = "#/$defs/"


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files as they are written, before composition."""
    whole = ScenarioFile.model_json_schema(mode="validation")
    parts: dict[str, Any] = whole.pop("$defs")
    changes = {
        f"{name}Change": _as_change(part) for name, part in parts.items() if name not in _WHOLE
    }
    change = _as_change(whole)
    change["required"] = [*_ALWAYS, "based_on"]
    for key in _ALWAYS:
        change["properties"][key] = copy.deepcopy(whole["properties"][key])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Comity scenario",
        "description": "What governments do and when; every number sourced or assumed.",
        "type": "object",
        "if": {"required": ["based_on"]},
        "then": {"$ref": f"{_REFERENCE}ScenarioChange"},
        "else": {"$ref": f"{_REFERENCE}Scenario"},
        "$defs": {"Scenario": whole, "ScenarioChange": change, **parts, **changes},
    }


def write(folder: Path) -> Path:
    """Write the schema into a folder, which is made if needed, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    text = json.dumps(scenario_schema(), indent=2, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")
    return file


def _as_change(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the schema with nothing required and `null` allowed for every key."""
    result: dict[str, Any] = _refer_to_changes(copy.deepcopy(part))
    result.pop("required", None)
    for key, value in result.get("properties", {}).items():
        result["properties"][key] = {"anyOf": [value, {"type": "null"}]}
    return result


def _refer_to_changes(node: Any) -> Any:
    if isinstance(node, list):
        return [_refer_to_changes(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: _refer_to_changes(value) for key, value in node.items()}
    name = str(result.get("$ref", "")).removeprefix(_REFERENCE)
    if name and name not in _WHOLE:
        result["$ref"] = f"{_REFERENCE}{name}Change"
    inner = result.get("additionalProperties")
    if isinstance(inner, dict) and result.get("type") == "object":
        result["additionalProperties"] = {"anyOf": [inner, {"type": "null"}]}
    return result
