"""Everything a report is made of, read and computed once: records, comparison, times, spreads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.arms import numbers, of_record
from analysis.compare import HEADLINE, Comparison, compare_arms
from analysis.paired import baseline_of
from analysis.pairs import NET
from analysis.reach import POINT, Reach, left_out, reach
from analysis.report.told import arm_of_point, arms_of, limits_of, search
from analysis.statistics.checks import check_positive, level
from analysis.survival import Event, survival
from model.errors import UserError, unknown
from scenarios.design import FILE as DESIGN_FILE
from scenarios.design import Design
from scenarios.design import load as load_design
from scenarios.problems import statement
from scenarios.records import Records, load

MOST = 40
"""More alternatives than this are not compared one by one."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a report.

    Attributes
    ----------
    baseline : int or None
        The point that the others are compared with; the record's own if None.
    margin : number, mapping or None
        The largest difference that does not matter: asks for the equivalence test.
    confidence, seed
        Of the intervals, and of the bootstrap.
    validity : Path or None
        The file of a validity scorecard; looked for beside the record if None.
    """

    baseline: int | None = None
    margin: float | Mapping[str, float] | None = None
    confidence: float = 0.95
    seed: int = 0
    validity: Path | None = None


@dataclass(frozen=True)
class Material:
    """What a report is made of.

    Attributes
    ----------
    folder : Path or None
        Of the record; None for one in memory.
    asked : Asked
    records : Records
    arms : mapping
        Of every arm (what was chosen, but for the numbers a design drew) its columns.
    reference : str
        The arm, or the point, that the others are compared with.
    baseline : int
        The point that the others are compared with.
    comparison : Comparison or None
        None where nothing can be compared; `why_not` says why.
    events : tuple of Event
    design : Design or None
    reach : tuple of Reach
        The spread over the points of a design, or over many points.
    limits : tuple of str
        What the reader must know of this record; each a sentence.
    """

    folder: Path | None
    asked: Asked
    records: Records
    arms: Mapping[str, Mapping[str, Any]]
    reference: str
    baseline: int
    comparison: Comparison | None = None
    why_not: str = ""
    events: tuple[Event, ...] = ()
    design: Design | None = None
    reach: tuple[Reach, ...] = ()
    limits: tuple[str, ...] = field(default=())

    @property
    def points(self) -> int:
        """How many points have runs."""
        return int(self.records.outcomes["point"].nunique())

    @property
    def replicates(self) -> tuple[int, int]:
        """The fewest and the most replicates of a point."""
        sizes = self.records.outcomes.groupby("point").size()
        return int(sizes.min()), int(sizes.max())

    @property
    def scenarios_dir(self) -> Path | None:
        """The user's own folder of scenarios, if it is still there."""
        found = search(self.records.config, "scenarios_dir")
        place = Path(str(found)) if found else None
        return place if place is not None and place.is_dir() else None


def gather(folder: Path, asked: Asked) -> Material:
    """Return what a report on the record of a folder is made of.

    Raises
    ------
    UserError
        When the folder is no record, or what is asked for is not in it.
    """
    records = load(folder)
    design = load_design(folder / DESIGN_FILE) if (folder / DESIGN_FILE).is_file() else None
    return of_records(records, asked, folder, design)


def of_records(
    records: Records, asked: Asked, folder: Path | None = None, design: Design | None = None
) -> Material:
    """Return what a report on a record in memory is made of.

    Raises
    ------
    UserError
        When the record holds no run, or what is asked for is not in it.
    """
    points = numbers(records, str(folder or ""))
    baseline = baseline_of(records.outcomes) if asked.baseline is None else asked.baseline
    if baseline not in points:
        raise unknown("baseline", str(baseline), map(str, points), "the command line")
    _check(asked, records)
    labels = arm_of_point(records)
    material = Material(
        folder,
        asked,
        records,
        arms_of(records, labels),
        labels[baseline],
        baseline,
        design=design,
        limits=tuple(limits_of(records)),
    )
    if POINT in records.outcomes:
        return _with_design(material, labels)
    if len(points) - 1 > MOST:
        told = (
            f"{len(points)} points are more than the {MOST} that are compared one by one here; "
            "their spread is shown instead"
        )
        return replace(_with_spread(material), why_not=told)
    return _compared(material, records)


def _check(asked: Asked, records: Records) -> None:
    """Check what is asked, apart from what the record can answer."""
    level(asked.confidence)
    check_positive("--margin", asked.margin)
    if asked.validity is not None and not asked.validity.exists():
        rule, allowed = "is not there", "a folder that comity validate --output wrote"
        advice = "Leave it out to take the one beside the record."
        raise UserError(
            statement("--validity", asked.validity, rule, allowed, "the command line", advice)
        )
    if isinstance(asked.margin, Mapping):
        held = [*records.outcomes.columns, *([NET] if "arrived_t" in records.outcomes else [])]
        held = [name for name in HEADLINE if name in held]
        for name in asked.margin:
            if name not in held:
                raise unknown("outcome of --margin", name, held, "the command line")


def _compared(material: Material, records: Records) -> Material:
    """Return the material with the comparison of the points of a record, or why there is none."""
    asked = material.asked
    if records.outcomes["point"].nunique() < 2:
        return replace(material, why_not="There is one point, and nothing to compare it with.")
    try:
        reference, others = of_record(records, str(material.folder or ""), material.baseline)
        found = compare_arms(
            reference,
            others,
            margin=asked.margin,
            confidence=asked.confidence,
            seed=asked.seed,
            is_named=False,
        )
    except UserError as error:
        return replace(material, why_not=str(error))
    limits = tuple(dict.fromkeys((*material.limits, *found.limits)))
    try:
        events = survival(found.pairs, asked.confidence, asked.seed)
    except UserError as error:
        events, limits = (), (*limits, f"no times to rupture and recovery: {error}")
    return replace(material, comparison=found, events=events, limits=limits)


def _with_design(material: Material, labels: Mapping[int, str]) -> Material:
    """Return the material of a design: the arms as configured compared, and their spread."""
    outcomes = material.records.outcomes
    arms = list(material.arms)
    frame = outcomes.assign(arm=outcomes["point"].map(labels))
    design = material.design
    if design is None or design.has_baseline:  # point 0 is no part of the sample
        sample, first = frame[frame[POINT] > 0], frame[frame[POINT] == 0]
    else:
        sample, first = frame, frame.iloc[:0]
    reference = material.reference if len(arms) > 1 else None
    found = reach(sample, arms, reference) if len(sample) else []
    gaps = (*material.limits, *left_out(found, sample)) if len(sample) else material.limits
    material = replace(material, reach=tuple(found), limits=gaps)
    if len(arms) < 2:
        why = "One arm was run over a design: there is no second one to compare it with."
        return replace(material, why_not=why)
    if first.empty or material.baseline not in set(first["point"]):
        why = (
            "The design has no point as configured, so the arms are compared over its points only."
        )
        return replace(material, why_not=why)
    return _compared(material, _part(material.records, first))


def _part(records: Records, runs: pd.DataFrame) -> Records:
    """Return the record of some of the points, labelled by their arms."""
    kept = sorted(runs["point"].unique())
    places = [numbers(records).index(int(point)) for point in kept]
    series, dyads = records.series, records.dyads
    if "point" in series.dims:
        series = series.isel(point=places)
    if "point" in dyads:
        dyads = dyads[dyads["point"].isin(kept)]
    outcomes = runs.assign(label=runs["arm"]).drop(columns="arm")
    return replace(records, outcomes=outcomes, series=series, dyads=dyads)


def _with_spread(material: Material) -> Material:
    """Return the material with the spread of the differences over many points."""
    runs = material.records.outcomes
    base = runs[runs["point"] == material.baseline]
    others = sorted(set(runs["point"]) - {material.baseline})
    paired = pd.concat(
        [
            runs[runs["point"] != material.baseline].assign(arm="all points"),
            *(base.assign(arm=material.reference, point=point) for point in others),
        ]
    )
    paired[POINT] = paired["point"]
    found = reach(paired, ["all points"], material.reference)
    limits = (*material.limits, *left_out(found, paired))
    return replace(material, reach=tuple(found), limits=limits)
