"""The record of a sweep over a design, opened: what it holds, without its runs."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis.designed.facts import names_of, points_of
from model.errors import UserError
from model.outcomes import DYAD_OUTCOMES, OUTCOMES, PAIRED_OUTCOMES
from scenarios.design import FILE, Design, load
from scenarios.problems import statement
from scenarios.recording.intact import readable
from scenarios.recording.provenance import verify
from scenarios.recording.record_files import DYADS
from scenarios.recording.record_files import OUTCOMES as RUNS

RUN = ("point", "label", "design_point", "seed", "replicate", "is_baseline", "dyad")
BASELINE = "baseline"
"""What is subtracted if it is no arm: the point that the record marks."""
KNOWN = {row.name: row for row in (*OUTCOMES, *PAIRED_OUTCOMES)}
KNOWN_OF_DYADS = {row.name: row for row in DYAD_OUTCOMES}
MAKE = (
    "comity sweep design=latin_hypercube points=500 over=assumed replicates=20 output=runs/worlds"
)


@dataclass(frozen=True)
class Arm:
    """What was chosen beside the design: one policy, say, in every world of it.

    Attributes
    ----------
    name : str
        `policy=tough_talk`; empty where nothing was swept beside the design.
    number : int
        Its place among the arms of the record.
    choices : mapping from column to text
        Of the columns in which arms differ.
    """

    name: str
    number: int
    choices: dict[str, str]


@dataclass(frozen=True, eq=False)
class Opened:
    """A record with its design.

    Attributes
    ----------
    folder : Path
    design : Design
    provenance : dict
        As written.
    point, design_point, arm_of : ndarray, shape (points of the record,)
        The number of each point, its row of the design, and its arm.
    arms : tuple of Arm
    baseline : int
        The number of the point that the record marks as its baseline.
    """

    folder: Path
    design: Design
    provenance: dict[str, Any]
    point: NDArray[np.int64]
    design_point: NDArray[np.int64]
    arm_of: NDArray[np.int64]
    arms: tuple[Arm, ...]
    baseline: int

    @cached_property
    def dyads(self) -> tuple[str, ...]:
        """The dyads; empty if the record does not keep them."""
        path = self.folder / DYADS
        if not path.is_file():
            return ()
        names_of(path, ("point", "replicate", "dyad"))
        column = pq.read_table(path, columns=["dyad"], read_dictionary=["dyad"])["dyad"]
        return tuple(sorted(column.unique().to_pylist()))

    @property
    def law(self) -> str:
        """The hash of the law that the runs followed; empty if the record does not tell."""
        return str(self.provenance.get("software", {}).get("law") or "")


def open_record(folder: str | os.PathLike[str]) -> Opened:
    """Return a record of a sweep over a design; the checksums of what is read are verified.

    Parameters
    ----------
    folder : path
        What `comity sweep design=...` wrote.

    Raises
    ------
    UserError
        When the folder is no record, a file was changed or cannot be read, the sweep visited no
        design, or its runs are not of one seed, each once.
    """
    place = Path(folder)
    if (place / "provenance.json").is_file() and not (place / FILE).is_file():
        rule = f"holds a sweep without a design (no {FILE})"
        raise UserError(
            statement("folder", place, rule, "a sweep over a design", "you", f"Make one: {MAKE}.")
        )
    verify(place)
    design = load(place / FILE)
    names = names_of(place / RUNS)
    point, first = np.unique(points_of(place / RUNS), return_index=True)
    with readable(place / "provenance.json"):
        provenance = json.loads((place / "provenance.json").read_text(encoding="utf-8"))
    outcomes = {*KNOWN, *design.names, *RUN}
    chosen = [name for name in names[: names.index("seed")] if name not in outcomes]
    told = _rows(place / RUNS, ["design_point", "is_baseline", *chosen], first)
    marked = point[np.asarray(told["is_baseline"].to_numpy(), dtype=bool)]
    swept = [name for name in chosen if len(told[name].unique()) > 1]
    arms, arm_of = _arms({name: told[name].to_pylist() for name in swept}, len(point))
    return Opened(
        place,
        design,
        provenance,
        point,
        told["design_point"].to_numpy().astype(np.int64),
        arm_of,
        arms,
        int(marked[0]) if marked.size else int(point[0]),
    )


def _rows(path: Path, names: list[str], which: NDArray[np.int64]) -> pa.Table:
    """Return some rows of some columns."""
    texts = [name for name in names if pa.types.is_string(pq.read_schema(path).field(name).type)]
    return pq.read_table(path, columns=names, read_dictionary=texts).take(pa.array(which))


def _arms(swept: dict[str, list[Any]], points: int) -> tuple[tuple[Arm, ...], NDArray[np.int64]]:
    """Return the combinations of the columns in which points differ, in order, and each point's."""
    if not swept:
        return (Arm("", 0, {}),), np.zeros(points, dtype=np.int64)
    rows = list(zip(*swept.values(), strict=True))
    order = {row: place for place, row in enumerate(dict.fromkeys(rows))}
    arms = []
    for row, place in order.items():
        choices = {name: str(value) for name, value in zip(swept, row, strict=True)}
        told = ", ".join(f"{name}={value}" for name, value in choices.items())
        arms.append(Arm(told, place, choices))
    return tuple(arms), np.array([order[row] for row in rows], dtype=np.int64)


def chosen_arms(opened: Opened, text: str | None, option: str) -> tuple[Arm, ...]:
    """Return the arms that a text like `policy=tough_talk` means; all of them for None.

    Raises
    ------
    UserError
        When no arm is meant, with the arms there are.
    """
    if text is None:
        return opened.arms
    wanted = dict(_pair(piece) for piece in text.split(","))
    found = tuple(
        arm
        for arm in opened.arms
        if text == arm.name or (wanted and wanted.items() <= arm.choices.items())
    )
    if found:
        return found
    allowed = "; ".join(arm.name for arm in opened.arms[:12] if arm.name)
    rule = "is not among what the sweep chose beside its design"
    advice = "Name one of these." if allowed else "The sweep has one choice only: leave it out."
    raise UserError(statement(option, text, rule, allowed, "the command line", advice))


def _pair(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return name.strip(), value.strip()


def one_arm(opened: Opened, text: str | None, option: str) -> Arm:
    """Return the one arm that is meant.

    Raises
    ------
    UserError
        When it is none, or more than one.
    """
    found = chosen_arms(opened, text, option)
    if len(found) == 1:
        return found[0]
    told = "; ".join(arm.name for arm in found[:12])
    name = str(opened.folder) if text is None else text
    key = "folder" if text is None else option
    rule = f"holds {len(found)} choices beside the design"
    advice = f"Name one, for instance {option} {found[0].name.replace(', ', ',')}."
    raise UserError(statement(key, name, rule, told, "you", advice))
