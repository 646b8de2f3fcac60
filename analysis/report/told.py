"""What a record tells of its own points: which arm each belongs to, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from analysis.reach import POINT
from scenarios.records import Records

AS_CONFIGURED = "as configured"
"""The arm of a sweep that varies nothing but what a design draws."""


def search(document: Any, key: str) -> Any:
    """Return what a nested document says of a key at any depth, None if nothing."""
    if not isinstance(document, dict):
        return None
    if key in document:
        return document[key]
    found = (search(part, key) for part in document.values())
    return next((value for value in found if value is not None), None)


def arm_of_point(records: Records) -> dict[int, str]:
    """Return the arm of each point: its label without what a design drew."""
    rows = records.outcomes.drop_duplicates("point")
    names = {}
    for point, label in zip(rows["point"], rows["label"].astype(str), strict=True):
        pieces = [piece for piece in label.split(", ") if not piece.startswith(f"{POINT}=")]
        names[int(point)] = ", ".join(pieces) if POINT in rows else label
        names[int(point)] = names[int(point)] or AS_CONFIGURED
    return names


def arms_of(records: Records, labels: Mapping[int, str]) -> dict[str, dict[str, Any]]:
    """Return the columns of each arm, those that a design drew left out."""
    told = {
        int(row.get("point", i)): row
        for i, row in enumerate(records.provenance.get("points") or [])
    }
    found: dict[str, dict[str, Any]] = {}
    for point, name in labels.items():
        if name in found:
            continue
        columns: dict[str, Any] = {}
        for key, value in (told.get(point, {}).get("columns") or _columns(records, point)).items():
            if key == POINT:
                break
            columns[key] = value
        row = told.get(point, {})
        found[name] = {"point": point, "columns": columns} | {
            key: row[key] for key in ("start", "months", "strategies") if key in row
        }
    return found


def _columns(records: Records, point: int) -> dict[str, Any]:
    """Return what the table of runs says of a point, where the provenance does not."""
    runs = records.outcomes
    first = runs[runs["point"] == point].iloc[0]
    names = [name for name in ("scenario", "policy", "strategy", "off") if name in runs]
    return {name: first[name] for name in names}


def limits_of(records: Records) -> list[str]:
    """Return what the provenance tells of runs that are missing."""
    told, limits = records.provenance, []
    if told.get("is_interrupted"):
        limits.append("the sweep was interrupted: only the runs that were done are here")
    failures = told.get("failures") or []
    whole = [item for item in failures if item.get("replicate") is None]
    for item in whole[:10]:
        limits.append(f"point {item['point']} failed and has no runs: {item['error']}")
    if len(whole) > 10:
        limits.append(f"{len(whole) - 10} more points failed; provenance.json lists them")
    if single := len(failures) - len(whole):
        limits.append(f"{single} runs failed; provenance.json lists them, their pairs are left out")
    outcomes = records.outcomes.select_dtypes("number")
    bare = [name for name in outcomes if np.isinf(outcomes[name].to_numpy(dtype=float)).any()]
    if bare:
        limits.append(f"{', '.join(bare)}: infinite in some runs")
    return limits
