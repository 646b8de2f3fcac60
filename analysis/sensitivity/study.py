"""`comity sensitivity`, as a Python call."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.designed.complete import Complete, complete
from analysis.designed.opened import BASELINE, Arm, Opened, chosen_arms, one_arm, open_record
from analysis.designed.sampling import block, independent_points, moved_names
from analysis.designed.table import Table, outcome_names, table
from analysis.sensitivity import methods
from analysis.sensitivity.long_table import rows
from analysis.sensitivity.morris import Morris, morris
from analysis.sensitivity.pawn import LEAST, MOST, Pawn, pawn
from analysis.sensitivity.replicates import Split, split
from analysis.sensitivity.sobol import Sobol, converging, sobol
from analysis.statistics.checks import level
from analysis.threads import Progress
from model.errors import UserError
from scenarios.problems import statement


@dataclass(frozen=True)
class Result:
    """What was found for one outcome of one arm.

    Attributes
    ----------
    table : Table
        The numbers it was found from.
    name, outcome, dyad, arm, against, unit : str
    points, replicates : int
    mean, sd : float
        Of the point means.
    split : Split, optional
        None with one replicate.
    morris : Morris, optional
    sobol : Sobol, optional
    converging : tuple of Sobol
    pawn : Pawn, optional
    """

    table: Table = field(repr=False)
    name: str
    outcome: str
    dyad: str
    arm: str
    against: str
    unit: str
    points: int
    replicates: int
    mean: float
    sd: float
    split: Split | None = None
    morris: Morris | None = None
    sobol: Sobol | None = None
    converging: tuple[Sobol, ...] = ()
    pawn: Pawn | None = None

    def document(self) -> dict[str, Any]:
        """Return everything but the runs as plain lists and numbers."""
        fields = (item.name for item in dataclasses.fields(self) if item.name != "table")
        held = {name: getattr(self, name) for name in fields}
        return {
            name: [dataclasses.asdict(item) for item in value]
            if isinstance(value, tuple)
            else dataclasses.asdict(value)
            if dataclasses.is_dataclass(value) and not isinstance(value, type)
            else value
            for name, value in held.items()
        }


@dataclass(frozen=True)
class Study:
    """What a sensitivity analysis found.

    Attributes
    ----------
    folder, design, law : str
        The record, its design in a sentence, the hash of its law.
    confidence : float
        Of every interval.
    factors : mapping from name to (low, high, unit, meaning)
    methods : tuple of str
        Those that were used.
    lacking : mapping from method to command
        Those that the design does not allow, with the command that makes a design for each.
    results : tuple of Result
    limits : tuple of str
        What the reader must know; each a sentence.
    """

    folder: str
    design: str
    law: str
    confidence: float
    factors: dict[str, tuple[float, float, str, str]]
    methods: tuple[str, ...]
    lacking: dict[str, str]
    results: tuple[Result, ...]
    limits: tuple[str, ...]

    def frame(self) -> pd.DataFrame:
        """Return a row for each number: outcome, method, measure, factor, value, low, high."""
        return pd.DataFrame([row for result in self.results for row in rows(result)])

    def document(self) -> dict[str, Any]:
        """Return everything but the runs as plain lists and numbers, for JSON."""
        held = dataclasses.asdict(dataclasses.replace(self, results=()))
        return held | {"results": [result.document() for result in self.results]}


def sensitivity(
    folder: str | os.PathLike[str],
    outcomes: Sequence[str] | str = "headline",
    *,
    dyads: Sequence[str] = ("",),
    arm: str | None = None,
    against: str | None = None,
    confidence: float = 0.95,
    seed: int = 0,
    progress: Progress | None = None,
) -> Study:
    """Take apart the variance of outcomes over a design, by every method that the design allows.

    Parameters
    ----------
    folder : path
        A record of `comity sweep design=...`.
    outcomes : names, "headline" or "all"
    dyads : sequence of str
        "" for the outcomes of whole runs, else names of dyads; ("all",) for each dyad.
    arm : str, optional
        Of what was swept beside the design: `policy=tough_talk`; each of them by default.
    against : str, optional
        "baseline", or an arm: outcomes are then differences from it, replicate by replicate; from
        an arm, in the same world of the design.
    confidence : float
        Of the intervals, in (0, 1).
    seed : int
        Of the resampling; 0 is a seed.
    progress : callable, optional
        Told how many parts are done, and of how many.

    Raises
    ------
    UserError
        When the record has no design or one point, something named does not exist, or no outcome
        varies.
    """
    level(confidence)
    opened = open_record(folder)
    used = methods.supported(opened.design)
    tables = _tables(opened, outcomes, dyads, (arm, against))
    if not tables:
        rule, allowed = "names nothing", "all, headline, or names with commas"
        advice = "Write --outcomes operational_mean, or leave it out."
        raise UserError(statement("--outcomes", "", rule, allowed, "the command line", advice))
    asked = _Asked(opened, used, confidence, seed)
    results: list[Result] = []
    limits: list[str] = []
    for number, made in enumerate(tables):
        whole = complete(made, block(opened.design))
        if whole.is_constant:
            limits.append(f"{made.name} is the same in every world of the design: left out")
        else:
            results.append(_result(whole, asked))
            limits += whole.table.limits
        if progress is not None:
            progress(number + 1, len(tables))
    if not results:
        rule, advice = "do not vary over the design", "Take another outcome, or vary other numbers."
        told = ", ".join(made.name for made in tables)
        raise UserError(statement("outcomes", told, rule, "", "the command line", advice))
    limits += _told(opened, results, used)
    return Study(
        str(opened.folder),
        opened.design.told,
        opened.law,
        confidence,
        {f.name: (f.low, f.high, f.unit, f.meaning) for f in opened.design.factors},
        used,
        methods.lacking(opened.design, opened.provenance.get("command")),
        tuple(results),
        tuple(dict.fromkeys(limits)),
    )


@dataclass(frozen=True)
class _Asked:
    opened: Opened
    methods: tuple[str, ...]
    confidence: float
    seed: int


def _tables(
    opened: Opened,
    outcomes: Sequence[str] | str,
    dyads: Sequence[str],
    choices: tuple[str | None, str | None],
) -> list[Table]:
    arm, against = choices
    reference: Arm | str | None = against
    if against is not None and against != BASELINE:
        reference = one_arm(opened, against, "--against")
    arms = [item for item in chosen_arms(opened, arm, "--arm") if item is not reference]
    if not arms:
        rule, advice = "is the arm itself", "Name another one to subtract."
        raise UserError(statement("--against", against, rule, "", "the command line", advice))
    places = (opened.dyads or ("all",)) if tuple(dyads) == ("all",) else dyads
    wanted = outcomes if isinstance(outcomes, str) else list(outcomes)
    return [
        table(opened, name, item, dyad=dyad, against=reference)
        for item in arms
        for dyad in places
        for name in outcome_names(opened, wanted, dyad)
    ]


def _result(whole: Complete, asked: _Asked) -> Result:
    """Return what the methods find in one table."""
    made, design = whole.table, asked.opened.design
    y, x = made.means, design.sample[whole.rows]
    found: dict[str, Any] = {}
    chance: dict[str, Any] = {"confidence": asked.confidence, "seed": asked.seed}
    if "replicates" in asked.methods and made.values.shape[1] > 1:
        found["split"] = split(made.values, block(design), asked.confidence)
    if "morris" in asked.methods:
        levels = int(design.options["levels"])
        found["morris"] = morris(design.problem, x, y, levels, **chance)
    if "sobol" in asked.methods:
        names = moved_names(design)
        second = bool(design.options.get("second_order"))
        whole_design = sobol(y, names, has_second=second, **chance)
        found["sobol"] = whole_design
        found["converging"] = converging(whole_design, y, names, has_second=second, **chance)
    if "pawn" in asked.methods:
        ends = independent_points(design, whole.rows)
        if len(ends) >= 2 * LEAST and np.ptp(y[ends]) > 0.0:
            found["pawn"] = pawn(design.problem, x[ends], y[ends], **chance)
    return Result(
        made,
        made.name,
        made.outcome,
        made.dyad,
        made.arm,
        made.against,
        made.unit,
        *made.values.shape,
        float(y.mean()),
        float(y.std(ddof=1)),
        **found,
    )


def _told(opened: Opened, results: Sequence[Result], used: Sequence[str]) -> list[str]:
    """Return what must be known of the record as a whole."""
    told = []
    design = opened.design
    if results[0].replicates == 1:
        told.append(
            "one replicate: parameters and chance cannot be told apart, and the indices are of "
            "this one draw of chance; run more, for instance replicates=20"
        )
    if opened.provenance.get("is_interrupted"):
        told.append("the sweep was interrupted; only finished points are here")
    if design.kind == "file":
        told.append(
            "the points are from a file: all of this is about the worlds in it, and holds for a "
            "range only if they were drawn evenly over it"
        )
    if "pawn" in used:
        ends = max((result.pawn.points for result in results if result.pawn), default=0)
        if ends == MOST:
            told.append(f"PAWN is taken from the first {MOST:,} points that share no coordinate")
        elif not ends:
            told.append(f"PAWN is left out: it takes {2 * LEAST} points that share no coordinate")
    return told
