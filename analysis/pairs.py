"""Runs joined into pairs by seed and replicate: the one door to every paired statistic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.arms import Arm
from analysis.statistics.checks import Array
from model.errors import UserError
from model.outcomes import PAIRED_OUTCOMES
from scenarios.problems import statement

NET = PAIRED_OUTCOMES[0].name
PARTS = tuple(item.name for item in PAIRED_OUTCOMES[1:])
FEW = 20


@dataclass(frozen=True)
class Pairs:
    """The runs of two arms, row by row the same seed and replicate.

    Attributes
    ----------
    reference, alternative : Arm
    a, b : DataFrame
        Outcomes of the reference and of the alternative, with the same index.
    limits : tuple of str
        What the reader must know of this pairing; each a sentence.
    """

    reference: Arm
    alternative: Arm
    a: pd.DataFrame
    b: pd.DataFrame
    limits: tuple[str, ...]

    def outcome(self, name: str) -> tuple[Array, Array]:
        """Return an outcome of both sides, each of shape (pairs,); NaN where a run has none.

        The net security effect is always taken against the reference of the comparison, from
        the arrivals of both runs: (arrived_reference - arrived_alternative) / arrived_reference; 0
        where nothing arrived in the reference, NaN where one of the two is not known.
        """
        if name == NET:
            before, after = (side["arrived_t"].to_numpy(dtype=float) for side in (self.a, self.b))
            known = np.isfinite(before) & np.isfinite(after)
            effect = np.where(known, 0.0, np.nan)
            np.divide(before - after, before, out=effect, where=known & (before > 0.0))
            return np.zeros(len(before)), effect
        return self.a[name].to_numpy(dtype=float), self.b[name].to_numpy(dtype=float)


def pair(reference: Arm, alternative: Arm) -> Pairs:
    """Return the runs of two arms that share seed and replicate.

    Parameters
    ----------
    reference, alternative : Arm

    Raises
    ------
    UserError
        When they cannot be paired: another seed, no replicate in common, another first month or
        horizon. They are never treated as independent samples instead.
    """
    _check_design(reference, alternative)
    a, b = reference.runs, alternative.runs
    _check_seeds(reference, alternative)
    shared = a.index.intersection(b.index).sort_values()
    if shared.empty:
        rule = "has no replicate in common with the reference"
        advice = "Run both with the same seed and replicates."
        raise UserError(statement("point", alternative.name, rule, "", reference.name, advice))
    limits = [*_lost(reference, alternative, len(shared)), *_worlds(reference, alternative)]
    if len(shared) < FEW:
        limits.append(
            f"{alternative.name}: {len(shared)} pair{'s' if len(shared) > 1 else ''}; "
            f"with fewer than {FEW}, intervals are known to be too narrow"
        )
    return Pairs(reference, alternative, a.loc[shared], b.loc[shared], tuple(limits))


def _check_design(reference: Arm, alternative: Arm) -> None:
    ours, theirs = reference.calendar, alternative.calendar
    if ours == theirs or not ours[1] or not theirs[1]:  # not told: see `_worlds`
        return
    (start, months), (other_start, other_months) = ours, theirs
    rule = (
        f"starts in {other_start} and lasts {other_months} months, "
        f"the reference {reference.name} in {start} and {months}"
    )
    advice = "Run both from the same month and for as long, then compare."
    raise UserError(
        statement(
            "point", alternative.name, rule, f"{start}, {months} months", "its scenario", advice
        )
    )


def _check_seeds(reference: Arm, alternative: Arm) -> None:
    ours = set(reference.runs.index.get_level_values("seed"))
    theirs = set(alternative.runs.index.get_level_values("seed"))
    if ours & theirs:
        return
    rule = f"differs from the reference's seed={_listed(ours)}: no two runs are a pair"
    advice = "Run both with the same seed; runs of different seeds are not compared here."
    raise UserError(
        statement("seed", _listed(theirs), rule, _listed(ours), alternative.name, advice)
    )


def _listed(seeds: set[int]) -> str:
    return ", ".join(str(seed) for seed in sorted(seeds)[:5])


def _lost(reference: Arm, alternative: Arm, shared: int) -> list[str]:
    """Return the sentence that tells of runs without a partner."""
    ours, theirs = len(reference.runs), len(alternative.runs)
    if ours == theirs == shared:
        return []
    return [
        f"{alternative.name}: {shared} pairs, of {ours} runs of the reference and {theirs} of it; "
        "runs without a partner are left out"
    ]


def _worlds(reference: Arm, alternative: Arm) -> list[str]:
    """Return what differs between the two besides what is compared."""
    told = []
    if not (reference.calendar[1] and alternative.calendar[1]):
        told.append(
            f"{alternative.name}: the record does not tell first month and horizon of each point; "
            "the pairing holds only if they are the same"
        )
    ours, theirs = set(reference.dyads), set(alternative.dyads)
    if ours != theirs:
        odd = ", ".join(sorted(ours ^ theirs)[:4])
        told.append(
            f"{alternative.name}: its world has other dyads ({odd}); "
            "outcomes that are means over dyads are means over different dyads"
        )
    one, two = (arm.records.provenance.get("software", {}) for arm in (reference, alternative))
    if one != two:
        told.append(
            f"{alternative.name}: written by another state of the software; the pairing holds only "
            "if both draw the same random numbers"
        )
    return told
