"""An outcome of a record over its design: a number for each point and replicate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis.designed.facts import check_once
from analysis.designed.opened import BASELINE, KNOWN, KNOWN_OF_DYADS, Arm, Opened
from model.errors import UserError, unknown
from scenarios.problems import statement
from scenarios.recording.record_files import DYADS
from scenarios.recording.record_files import OUTCOMES as RUNS

Array = NDArray[np.float64]
HEADLINE = ("operational_mean", "p_rupture", "blind_share_mean", "net_security_effect")
CENSORED = {"months_to_recovery": "is_recovery_censored", "months_to_rupture": "p_rupture"}


@dataclass(frozen=True, eq=False)
class Table:
    """An outcome of one arm, or its difference from another, over the sample of a design.

    Attributes
    ----------
    outcome, dyad, arm, against : str
        Its name; of which dyad, which choice, and minus which, each empty where there is none.
    unit, meaning : str
    values : ndarray, shape (points, replicates)
        Row i is row i of `design.sample`; NaN where there is no number.
    limits : tuple of str
        What the reader must know; each a sentence.
    """

    outcome: str
    dyad: str
    arm: str
    against: str
    unit: str
    meaning: str
    values: Array
    limits: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in tables."""
        told = f"{self.outcome} of {self.dyad}" if self.dyad else self.outcome
        told = f"{told}, {self.arm}" if self.arm else told
        return f"{told}, minus {self.against}" if self.against else told

    @property
    def words(self) -> str:
        """The outcome in words."""
        told = f"{self.meaning}, {self.dyad}" if self.dyad else self.meaning
        return f"difference in {told}" if self.against else told

    @property
    def means(self) -> Array:
        """The mean of each point over replicates, shape (points,); NaN where one is missing."""
        found: Array = self.values.mean(axis=1)
        return found

    def at(self, which: NDArray[np.bool_]) -> Table:
        """Return the table of some points."""
        return replace(self, values=self.values[which])


def outcome_names(
    opened: Opened, wanted: str | list[str] | tuple[str, ...], dyad: str
) -> list[str]:
    """Return the outcomes that are asked for and held.

    Parameters
    ----------
    wanted : "all", "headline", or names
        Of the headline, what the record (or a dyad) has.

    Raises
    ------
    UserError
        For an outcome that is not there, with near names.
    """
    known = KNOWN_OF_DYADS if dyad else KNOWN
    held = [name for name in pq.read_schema(_sheet(opened, dyad)).names if name in known]
    if wanted == "all":
        return held
    if wanted == "headline":
        return [name for name in HEADLINE if name in held]
    names = [wanted] if isinstance(wanted, str) else list(dict.fromkeys(wanted))
    for name in names:
        if name not in held:
            raise unknown("outcome", name, held, "the command line")
    return names


def _sheet(opened: Opened, dyad: str) -> Path:
    if not dyad:
        return opened.folder / RUNS
    if not opened.dyads:
        rule, advice = "is not in the record", "Run the sweep again without dyads=false."
        raise UserError(statement("dyad", dyad, rule, "", "the command line", advice))
    if dyad not in opened.dyads:
        raise unknown("dyad", dyad, opened.dyads, "the command line")
    return opened.folder / DYADS


def table(
    opened: Opened, outcome: str, arm: Arm, *, dyad: str = "", against: Arm | str | None = None
) -> Table:
    """Return an outcome over the design.

    Parameters
    ----------
    opened : Opened
    outcome : str
    arm : Arm
    dyad : str
        One dyad of the record, "" for the outcome of the run.
    against : Arm, "baseline" or None
        What is subtracted, replicate by replicate: another arm in the same world of the design, or
        the baseline of the record, which is one world; nothing if None.

    Raises
    ------
    UserError
        For an unknown outcome or dyad.
    """
    outcome_names(opened, [outcome], dyad)
    flag = CENSORED.get(outcome)
    runs = _Runs(opened, dyad, [outcome, *([flag] if flag else [])])
    values = runs.sample(outcome, arm)
    limits = []
    if flag:
        flags = runs.sample(flag, arm)
        share = float(np.nanmean(flags if flag.startswith("is_") else 1.0 - flags))
        if share > 0.0:
            limits.append(
                f"{outcome}: {100 * share:.0f} % of the runs had not seen the event by the end; "
                "their months are those observed, so that means are too low"
            )
    told = ""
    if against == BASELINE:
        told = "the baseline"
        values = values - runs.point(outcome, opened.baseline)[None, :]
    elif isinstance(against, Arm):
        told = against.name
        values = values - runs.sample(outcome, against)
    row = (KNOWN_OF_DYADS if dyad else KNOWN)[outcome]
    return Table(outcome, dyad, arm.name, told, row.unit, row.meaning, values, tuple(limits))


def _check_points(path: Path, points: NDArray[np.int64], opened: Opened) -> None:
    odd = np.setdiff1d(points, opened.point)
    if len(odd):
        rule = f"holds {len(odd)} points that have no runs (point {odd[0]} ...)"
        allowed, advice = f"points of {RUNS}", "Run the sweep again."
        raise UserError(statement("file", path.name, rule, allowed, str(path.parent), advice))


class _Runs:
    """Columns of the runs of a record, to be laid out over the design."""

    def __init__(self, opened: Opened, dyad: str, names: list[str]) -> None:
        path = _sheet(opened, dyad)
        chosen = [("dyad", "=", dyad)] if dyad else None
        columns = ["point", "replicate", *dict.fromkeys(names)]
        read = pq.read_table(path, columns=columns, filters=chosen)
        self._opened = opened
        self._columns = {name: read[name].to_numpy() for name in names}
        points, replicates = (read[key].to_numpy() for key in ("point", "replicate"))
        if dyad:  # the runs were checked when the record was opened
            check_once(path, points, replicates)
            _check_points(path, points, opened)
        self.replicates, self._place = np.unique(replicates, return_inverse=True)
        self._row = np.searchsorted(opened.point, points)

    def _laid_out(self, name: str, rows: NDArray[np.int64], size: int, held: Array) -> Array:
        found = np.full((size, len(self.replicates)), np.nan)
        found[rows[held], self._place[held]] = self._columns[name][held]
        return found

    def sample(self, name: str, arm: Arm) -> Array:
        """Return a column of an arm, shape (points of the sample, replicates)."""
        opened = self._opened
        place = opened.design_point[self._row] - opened.design.first
        held = (opened.arm_of[self._row] == arm.number) & (place >= 0)
        return self._laid_out(name, place, len(opened.design.sample), held)

    def point(self, name: str, number: int) -> Array:
        """Return a column of one point, shape (replicates,)."""
        held = self._opened.point[self._row] == number
        return self._laid_out(name, np.zeros_like(self._row), 1, held)[0]
