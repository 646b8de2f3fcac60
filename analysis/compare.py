"""Whether and how design points differ: `comity compare`, as a Python call.

>>> from analysis.compare import compare                       # doctest: +SKIP
>>> found = compare("runs/words")                              # doctest: +SKIP
>>> found.frame()[["alternative", "outcome", "mean", "low", "high", "p_corrected"]]
... # doctest: +SKIP
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis import monthly
from analysis.arms import Arm, folders, select
from analysis.differences import Asked, Difference, corrected, differences
from analysis.divergence import Divergence, divergence
from analysis.monthly import Change
from analysis.paired import COMPARED
from analysis.pairs import NET, PARTS, Pairs, pair
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import ROUNDING, level
from analysis.threads import side_by_side
from model.errors import UserError, unknown
from model.outcomes import OUTCOMES
from scenarios.records import read, verified

HEADLINE = COMPARED
"""Outcomes that are compared unless others are named."""


@dataclass(frozen=True)
class Part:
    """The part of the net security effect that goes through one mechanism, with its interval."""

    alternative: str
    part: str
    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Comparison:
    """What a comparison found.

    Attributes
    ----------
    reference : str
        The point that the others are compared with.
    confidence : float
        Of every interval; each is for one number, not for all at once.
    family : str
        Over which tests the p-values are corrected.
    differences : tuple of Difference
        One for each alternative and outcome.
    attribution : tuple of Part
        Empty where the reference is not the baseline of the record.
    divergence : tuple of Divergence
        One for each alternative and monthly variable.
    limits : tuple of str
        What the reader must know; each a sentence.
    pairs : tuple of Pairs
        The runs, for figures and for times to event.
    changes : tuple of tuples of Change
        For each of `pairs`, the change of each monthly variable with its band.
    """

    reference: str
    confidence: float
    family: str
    differences: tuple[Difference, ...]
    attribution: tuple[Part, ...]
    divergence: tuple[Divergence, ...]
    limits: tuple[str, ...]
    pairs: tuple[Pairs, ...]
    changes: tuple[tuple[Change, ...], ...]

    def frame(self) -> pd.DataFrame:
        """Return the differences as a table, a row for each alternative and outcome."""
        return pd.DataFrame([dataclasses.asdict(row) for row in self.differences])

    def document(self) -> dict[str, Any]:
        """Return everything but the runs as plain lists and numbers, for JSON."""
        return {
            "reference": self.reference,
            "confidence": self.confidence,
            "family": self.family,
            "limits": list(self.limits),
            "differences": [dataclasses.asdict(row) for row in self.differences],
            "attribution": [dataclasses.asdict(row) for row in self.attribution],
            "divergence": [dataclasses.asdict(row) for row in self.divergence],
        }


def compare(
    *chosen: str | os.PathLike[str],
    outcomes: Sequence[str] | str = HEADLINE,
    margin: float | Mapping[str, float] | None = None,
    detect: float | Mapping[str, float] | None = None,
    confidence: float = 0.95,
    seed: int = 0,
) -> Comparison:
    """Compare design points whose runs share random numbers.

    Parameters
    ----------
    chosen : str or path
        One folder, whose points are compared with its baseline; or two and more, of which the
        first is the reference, each a folder with one point or `FOLDER:POINT`.
    outcomes : names, or "all"
        What is compared.
    margin : number, or mapping from outcome to number, optional
        The largest difference that does not matter: asks for the equivalence test.
    detect : number, or mapping from outcome to number, optional
        A difference one wants to be able to see: asks for the replicates it takes.
    confidence : float
        Of the intervals, in (0, 1).
    seed : int
        Of the bootstrap, so that the same records give the same numbers.

    Raises
    ------
    UserError
        When something named does not exist, or the runs are not pairs.
    """
    asked_outcomes = [outcomes] if isinstance(outcomes, str) and outcomes != "all" else outcomes
    with verified(*folders(chosen)):
        reference, alternatives, is_named = select(chosen, read)
        return compare_arms(
            reference,
            alternatives,
            outcomes=asked_outcomes,
            margin=margin,
            detect=detect,
            confidence=confidence,
            seed=seed,
            is_named=is_named,
        )


def compare_arms(
    reference: Arm,
    alternatives: Iterable[Arm],
    *,
    outcomes: Sequence[str] | str = HEADLINE,
    margin: float | Mapping[str, float] | None = None,
    detect: float | Mapping[str, float] | None = None,
    confidence: float = 0.95,
    seed: int = 0,
    is_named: bool = True,
) -> Comparison:
    """Compare arms that were read before; see `compare`.

    Parameters
    ----------
    is_named : bool
        Whether each alternative was named: then one that cannot be paired is an error; among the
        points of one folder it is left out, and the limits say so.
    """
    joined, limits = _join(reference, alternatives, is_named)
    names = _outcomes(joined, outcomes)
    asked = Asked(
        level(confidence), _each(margin, names, "margin"), _each(detect, names, "detect"), seed
    )
    rows, changes, parts = _found(joined, names, asked)
    limits += [limit for pairs in joined for limit in pairs.limits]
    limits += [f"{row.alternative}, {row.outcome}: {row.note}" for row in rows if row.note]
    if not parts:
        limits.append(
            f"no attribution: the recorded parts are against the baseline of a record, "
            f"and {reference.name} is not the one of these"
        )
    family = (
        f"Holm over {len(rows)} tests: {len(joined)} "
        f"alternative{'s' if len(joined) > 1 else ''} x {len(names)} outcomes"
    )
    months = [
        row for pairs, own in zip(joined, changes, strict=True) for row in divergence(pairs, own)
    ]
    limits += sorted({row.limit for row in months if row.limit})
    limits += [told for pairs in joined if (told := monthly.limit(pairs))]
    return Comparison(
        reference.name,
        confidence,
        family,
        tuple(rows),
        tuple(parts),
        tuple(months),
        tuple(limits),
        tuple(joined),
        changes,
    )


def _found(
    joined: Sequence[Pairs], names: Sequence[str], asked: Asked
) -> tuple[list[Difference], tuple[tuple[Change, ...], ...], list[Part]]:
    """Return the differences, the monthly changes and the parts of all pairs."""
    each: list[Callable[[], Any]] = []
    for pairs in joined:  # taken in this order, so that threads are seldom at the same thing
        each.append(partial(differences, pairs, names, asked))
        each.append(partial(monthly.changes, pairs, asked.confidence, asked.seed))
        each.append(partial(_attribution, pairs, asked))
    found = side_by_side(lambda task: task(), each)
    rows = corrected([row for tested in found[::3] for row in tested])
    return rows, tuple(found[1::3]), [part for own in found[2::3] for part in own]


def _join(
    reference: Arm, alternatives: Iterable[Arm], is_named: bool
) -> tuple[list[Pairs], list[str]]:
    """Return the pairs of each alternative, and what is told of those that have none."""
    joined: list[Pairs] = []
    limits: list[str] = []
    for arm in alternatives:
        try:
            joined.append(pair(reference, arm))
        except UserError as error:
            if is_named:
                raise
            limits.append(f"{arm.name} is not compared: {error}")
    if not joined:
        raise UserError("\n".join(["No point can be compared with the reference.", *limits]))
    return joined, limits


def _outcomes(joined: Sequence[Pairs], wanted: Sequence[str] | str) -> list[str]:
    """Return the names of the outcomes to compare, checked."""
    held = set.intersection(*({*pairs.a.columns} & {*pairs.b.columns} for pairs in joined))
    known = [item.name for item in OUTCOMES if item.name in held]
    if "arrived_t" in held:
        known.append(NET)
    if isinstance(wanted, str):
        return known
    for name in wanted:
        if name not in known and (tuple(wanted) != HEADLINE):
            raise unknown("outcome", name, known, "--outcomes")
    found = list(dict.fromkeys(name for name in wanted if name in known))
    if not found:
        raise UserError(
            f"outcomes={', '.join(wanted)} are in none of the records; allowed {', '.join(known)}. "
            "Name others with --outcomes."
        )
    return found


def _each(
    given: float | Mapping[str, float] | None, names: Sequence[str], option: str
) -> dict[str, float]:
    """Return a number for each outcome it was given for."""
    if given is None:
        return {}
    if isinstance(given, Mapping):
        for name in given:
            if name not in names:
                raise unknown(f"outcome of --{option}", name, names)
        return dict(given)
    return dict.fromkeys(names, given)


def _attribution(pairs: Pairs, asked: Asked) -> list[Part]:
    """Return the parts of the net security effect, where they are against this reference."""
    same = pairs.reference.records is pairs.alternative.records
    if not (same and pairs.reference.is_baseline and set(PARTS) <= set(pairs.b.columns)):
        return []
    values = pairs.b[list(PARTS)].to_numpy(dtype=float)
    values = values[~pd.isna(values).any(axis=1)]
    if not len(values):
        return []
    values[np.abs(values) <= ROUNDING] = 0.0
    found = mean_intervals(values, asked.confidence, asked.seed)
    return [
        Part(
            pairs.alternative.name,
            name.removeprefix("net_"),
            *(float(item[i]) for item in (found.mean, found.low, found.high)),
            found.n,
        )
        for i, name in enumerate(PARTS)
    ]
