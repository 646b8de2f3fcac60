"""Every statistic of a paired difference, outcome by outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.pairs import Pairs
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import Array, without_rounding
from analysis.statistics.dominance import first_order, second_order
from analysis.statistics.hodges_lehmann import pseudo_median
from analysis.statistics.power import detectable, needed
from analysis.statistics.superiority import superiority
from analysis.statistics.testing import equivalence, holm, signed_rank
from model.outcomes import OUTCOMES, PAIRED_OUTCOMES

NAN = float("nan")
SAME = "the interval has no width, and what this many pairs can show is not known"
UNITS = {item.name: item.unit for item in (*OUTCOMES, *PAIRED_OUTCOMES)}
LESS_IS_BETTER = frozenset(
    {
        "p_rupture",
        "months_to_recovery",
        "is_recovery_censored",
        "liaison_lost",
        "capacity_lost",
        "blind_share_mean",
        "shifted_share_mean",
        "dispatched_t",
        "arrived_t",
    }
)
"""Outcomes of which a sender wants little; it matters to second-order dominance alone."""


@dataclass(frozen=True)
class Difference:
    """One outcome of an alternative against the reference; differences are alternative - reference.

    Attributes
    ----------
    alternative, outcome, unit : str
    n : int
        Pairs.
    reference_mean, alternative_mean : float
    mean, low, high : float
        Mean paired difference with its BCa bootstrap interval.
    median, median_low, median_high : float
        Hodges-Lehmann estimate with its interval.
    superiority, superiority_low, superiority_high : float
        Probability that the alternative is above the reference in a pair, ties counted half.
    p, p_corrected : float
        Wilcoxon signed rank, and after Holm's correction over the family of the comparison.
    first_order, second_order : str
        Stochastic dominance: alternative, reference, neither, equal or undecided.
    margin, p_equivalent, p_equivalent_corrected : float
        Equivalence test, NaN where no margin was given.
    detectable : float
        The mean difference that these pairs would show with 80 % power at the 5 % level.
    target, needed, more : float
        A difference that was asked for, the pairs it takes, and how many more than there are.
    correlation : float
        Of the two sides; what common random numbers gain. NaN where a side is constant.
    note : str
        A limit of this row, else empty.
    """

    alternative: str
    outcome: str
    unit: str
    n: int
    reference_mean: float = NAN
    alternative_mean: float = NAN
    mean: float = NAN
    low: float = NAN
    high: float = NAN
    median: float = NAN
    median_low: float = NAN
    median_high: float = NAN
    superiority: float = NAN
    superiority_low: float = NAN
    superiority_high: float = NAN
    p: float = NAN
    p_corrected: float = NAN
    first_order: str = "undecided"
    second_order: str = "undecided"
    margin: float = NAN
    p_equivalent: float = NAN
    p_equivalent_corrected: float = NAN
    detectable: float = NAN
    target: float = NAN
    needed: float = NAN
    more: float = NAN
    correlation: float = NAN
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """What is asked of a comparison.

    Attributes
    ----------
    confidence : float
        Of every interval.
    margins, targets : mapping from outcome to number
        The largest difference that does not matter; the difference one wants to be able to see.
    seed : int
        Of the bootstrap.
    """

    confidence: float
    margins: Mapping[str, float]
    targets: Mapping[str, float]
    seed: int = 0


def differences(pairs: Pairs, outcomes: Sequence[str], asked: Asked) -> list[Difference]:
    """Return the statistics of each outcome of one alternative, not yet corrected.

    A pair in which a side has no number (a paired outcome of runs that cannot be compared) is left
    out of that outcome, and its note says so.
    """
    whole, rows = [], {}
    for name in outcomes:
        a, b = pairs.outcome(name)
        known = np.isfinite(a) & np.isfinite(b)
        if known.all():
            whole.append((name, a, b))
            continue
        lost = int((~known).sum())
        note = f"{lost} of {len(a)} pairs hold no number and are left out"
        row = Difference(pairs.alternative.name, name, UNITS.get(name, ""), 0, note=note)
        if known.any():
            found = _together(pairs, [(name, a[known], b[known])], asked)[0]
            row = replace(found, note="; ".join(filter(None, (note, found.note))))
        rows[name] = row
    if whole:
        rows |= {row.outcome: row for row in _together(pairs, whole, asked)}
    return [rows[name] for name in outcomes]


def _together(
    pairs: Pairs, sides: Sequence[tuple[str, Array, Array]], asked: Asked
) -> list[Difference]:
    """Return the statistics of outcomes that have the same pairs."""
    d = np.stack([without_rounding(a, b) for _, a, b in sides], axis=1)
    means = mean_intervals(d, asked.confidence, asked.seed)
    above = superiority(d, asked.confidence)
    p, seen = signed_rank(d), detectable(d)
    first, second = _dominance(sides, asked.seed)
    rows = []
    for i, (name, a, b) in enumerate(sides):
        middle = pseudo_median(d[:, i], asked.confidence)
        row = Difference(
            pairs.alternative.name,
            name,
            UNITS.get(name, ""),
            len(d),
            float(a.mean()),
            float(b.mean()),
            *(float(item[i]) for item in (means.mean, means.low, means.high)),
            *(middle.estimate, middle.low, middle.high),
            *(float(item[i]) for item in (above.probability, above.low, above.high)),
            float(p[i]),
            first_order=first[i],
            second_order=second[i],
            detectable=float(seen[i]),
            correlation=_correlation(a, b),
            note=_note(d[:, i]),
        )
        rows.append(_asked_for(row, d[:, i], asked))
    return rows


def _dominance(sides: Sequence[tuple[str, Array, Array]], seed: int) -> tuple[list[str], list[str]]:
    """Return the verdicts of first and second order."""
    a, b = (np.stack([side[i] for side in sides], axis=1) for i in (1, 2))
    better = [name not in LESS_IS_BETTER for name, _, _ in sides]
    first = first_order(a, b, seed)
    second = second_order(a, b, is_more_better=better, seed=seed)
    return [item.verdict for item in first], [item.verdict for item in second]


def _asked_for(row: Difference, d: Array, asked: Asked) -> Difference:
    """Return the row with the equivalence test and the pairs that are needed, where asked for."""
    if row.outcome in asked.margins:
        margin = asked.margins[row.outcome]
        p = float(equivalence(d, margin)[0])
        row = replace(row, margin=margin, p_equivalent=p)
    if row.outcome in asked.targets:
        target = asked.targets[row.outcome]
        pairs = float(needed(d, target)[0])
        row = replace(row, target=target, needed=pairs, more=max(0.0, pairs - len(d)))
    return row


def _note(d: Array) -> str:
    if len(d) == 1:
        return "one pair: no interval and no test"
    if not d.any():
        return f"no difference in any pair; {SAME}"
    if np.ptp(d) <= 1e-12 * np.abs(d).max():
        return f"the same difference in every pair; {SAME}"
    return ""


def _correlation(a: Array, b: Array) -> float:
    if len(a) < 2 or np.ptp(a) == 0.0 or np.ptp(b) == 0.0:
        return NAN
    return float(np.corrcoef(a, b)[0, 1])


def corrected(rows: Sequence[Difference]) -> list[Difference]:
    """Return all rows of a comparison with Holm's correction over them as one family."""
    p = holm([row.p for row in rows])
    equal = holm([row.p_equivalent for row in rows])
    return [
        replace(row, p_corrected=float(one), p_equivalent_corrected=float(two))
        for row, one, two in zip(rows, p, equal, strict=True)
    ]
