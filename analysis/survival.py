"""Months to rupture and to recovery: what a comparison says of when, not only of how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arms import KEY, Arm
from analysis.pairs import Pairs
from analysis.statistics.cox import Hazard, hazards
from analysis.statistics.kaplan_meier import (
    Curve,
    RestrictedMeans,
    Times,
    curves,
    times,
)
from analysis.statistics.logrank import LogRank, paired_logrank
from analysis.statistics.testing import holm
from analysis.threads import side_by_side
from model.errors import UserError
from scenarios.problems import statement

EVENTS = ("rupture", "recovery")
SELECTED = (
    "recovery is timed from each dyad's fall: the dyads that fall need not be the same in both "
    "points, so a difference is also one of which dyads fall"
)


@dataclass(frozen=True)
class Event:
    """Times to one event: an alternative beside the reference. A subject is a dyad of a run.

    Attributes
    ----------
    alternative, event : str
    pairs : int
        Pairs of runs; intervals and tests count these, not the subjects.
    subjects, events : tuple of int
        Of the reference and of the alternative.
    medians : tuple of float
        Months until half have had the event; infinite if fewer do.
    means : RestrictedMeans or None
        Mean months without the event up to a horizon, and the paired difference.
    logrank : LogRank or None
        The test for pairs, within dyads.
    p_corrected : float
        Its p-value after Holm's correction over all log-rank tests of the comparison.
    hazards : tuple of Hazard
        The hazard ratio of the alternative, then of each dyad against the first; empty where there
        are none.
    curves : tuple of Curve
        Of the reference and of the alternative; empty where there are none.
    notes : tuple of str
        What could not be told, and why.
    """

    alternative: str
    event: str
    pairs: int
    subjects: tuple[int, int]
    events: tuple[int, int]
    medians: tuple[float, float] = (float("nan"), float("nan"))
    means: RestrictedMeans | None = None
    logrank: LogRank | None = None
    p_corrected: float = float("nan")
    hazards: tuple[Hazard, ...] = ()
    curves: tuple[Curve, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Side:
    """The subjects of one side: their times, which dyad each is, and how many hold no number."""

    sample: Times | None
    dyad: NDArray[np.int64]
    unknown: int


def survival(
    compared: Sequence[Pairs], confidence: float = 0.95, seed: int = 0
) -> tuple[Event, ...]:
    """Return times to rupture and to recovery for each alternative of a comparison.

    Months to rupture are censored at the horizon, months to recovery (for dyads whose operational
    cooperation fell below 90 % of the first month's) at the last month. Dyads ruptured from the
    start are not at risk.

    Parameters
    ----------
    compared : sequence of Pairs
        The `pairs` of a `Comparison`.
    confidence : float
    seed : of the bootstrap

    Raises
    ------
    UserError
        When a record holds no dyads.
    """
    for pairs in compared:  # pandas builds what it looks up with at first use, for one thread only
        pairs.a.index.get_indexer(pairs.a.index)
    asked = [(pairs, name) for pairs in compared for name in EVENTS]
    found = side_by_side(lambda item: _event(*item, confidence, seed), asked)
    p = holm([item.logrank.p if item.logrank else float("nan") for item in found])
    return tuple(replace(item, p_corrected=float(one)) for item, one in zip(found, p, strict=True))


def _event(pairs: Pairs, name: str, confidence: float, seed: int) -> Event:
    """Return one event of one alternative, as far as there is anything to tell."""
    dyads, notes = _dyads(pairs)
    arms = (pairs.reference, pairs.alternative)
    sides = [_side(arm, pairs.a.index, dyads, name) for arm in arms]
    sizes = [0 if side.sample is None else side.sample.time.size for side in sides]
    events = [0 if side.sample is None else int(side.sample.is_event.sum()) for side in sides]
    base = Event(
        pairs.alternative.name,
        name,
        len(pairs.a),
        (sizes[0], sizes[1]),
        (events[0], events[1]),
        notes=(*notes, *_unknown(sides), *((SELECTED,) if name == "recovery" else ())),
    )
    first, second = (side.sample for side in sides)
    if first is None or second is None:
        return _with_note(base, f"no dyad is at risk of {name} in one of the points")
    horizon = min(int(first.time.max()), int(second.time.max()))
    before, after, means = curves(first, second, horizon, confidence, seed)
    base = replace(base, medians=(before.median, after.median), means=means, curves=(before, after))
    if not sum(events):
        return _with_note(base, f"no {name} in any run: no test and no hazard ratio")
    base = replace(base, logrank=paired_logrank(first, second, (sides[0].dyad, sides[1].dyad)))
    return _with_hazards(base, sides, dyads, confidence)


def _with_note(event: Event, note: str) -> Event:
    return replace(event, notes=(*event.notes, note))


def _dyads(pairs: Pairs) -> tuple[list[str], list[str]]:
    """Return the dyads at risk on both sides, and the sentences about those left out."""
    ours, theirs = pairs.reference.dyads, pairs.alternative.dyads
    if not ours or not theirs:
        raise UserError(
            f"dyads=none in the record of {pairs.alternative.name} or {pairs.reference.name}; "
            "allowed: records with dyads. Run the sweep again and keep them."
        )
    shared = [name for name in ours if name in set(theirs)]
    notes = []
    at_start = [arm.ruptured_at_start for arm in (pairs.reference, pairs.alternative)]
    if None in at_start:
        notes.append(
            "no monthly series of is_ruptured: a dyad ruptured from the start counts as at risk"
        )
    gone = sorted(set().union(*filter(None, at_start)))
    if len(shared) < max(len(ours), len(theirs)):
        notes.append(f"only the {len(shared)} dyads that both worlds have")
    if gone:
        notes.append(f"{', '.join(gone)}: ruptured from the start, not at risk")
    return [name for name in shared if name not in gone], notes


def _side(arm: Arm, pairs: pd.MultiIndex, dyads: Sequence[str], event: str) -> _Side:
    """Return the subjects of one arm that are at risk and have a pair."""
    frame = arm.records.dyads
    rows = frame[frame["point"].to_numpy() == arm.point]
    if "seed" not in rows:
        rows = rows.assign(seed=arm.runs.index[0][0])
    which = pd.Index(dyads).get_indexer(rows["dyad"])
    cluster = pairs.get_indexer(pd.MultiIndex.from_frame(rows[KEY]))
    time = rows[f"months_to_{event}"].to_numpy(dtype=float)
    if event == "rupture":
        flag = rows["p_rupture"].to_numpy(dtype=float)
    else:
        flag = 1.0 - rows["is_recovery_censored"].to_numpy(dtype=float)
    subject = (which >= 0) & (cluster >= 0)
    each = cluster[subject] * len(dyads) + which[subject]
    if len(each) and np.bincount(each).max() > 1:
        rule, advice = "holds a dyad of a run more than once", "Run the sweep again."
        allowed = "each dyad of a run once"
        raise UserError(statement("dyads", arm.name, rule, allowed, "the record", advice))
    known = np.isfinite(time) & np.isfinite(flag)
    unknown = int((subject & ~known).sum())
    kept = subject & known & (time >= 1.0)
    if not kept.any():
        return _Side(None, which[kept], unknown)
    sample = times(time[kept], flag[kept] > 0.5, cluster[kept], len(pairs))
    return _Side(sample, which[kept], unknown)


def _unknown(sides: Sequence[_Side]) -> list[str]:
    """Return the sentence about dyads whose time is no number."""
    counts = [side.unknown for side in sides]
    if not any(counts):
        return []
    return [
        f"{counts[0]} dyads of runs of the reference and {counts[1]} of the alternative hold no "
        "number and are left out"
    ]


def _with_hazards(
    event: Event, sides: Sequence[_Side], dyads: Sequence[str], confidence: float
) -> Event:
    """Return the event with Cox's hazard ratios, or with the reason why there are none."""
    samples = [side.sample for side in sides]
    assert samples[0] is not None
    assert samples[1] is not None
    both = Times(
        np.concatenate([sample.time for sample in samples if sample]),
        np.concatenate([sample.is_event for sample in samples if sample]),
        np.concatenate([sample.cluster for sample in samples if sample]),
        samples[0].clusters,
    )
    dyad = np.concatenate([side.dyad for side in sides])
    is_other = np.repeat([0, 1], [samples[0].time.size, samples[1].time.size])
    seen = np.bincount(dyad[both.is_event], minlength=len(dyads)) > 0
    silent = [name for name, has in zip(dyads, seen, strict=True) if not has]
    if silent:
        event = _with_note(event, f"no {event.event} in {', '.join(silent)}: left out of Cox")
    kept = seen[dyad]
    numbers = np.cumsum(seen) - 1
    patterns, names = _patterns(event.alternative, [n for n in dyads if n not in silent])
    sample = Times(both.time[kept], both.is_event[kept], both.cluster[kept], both.clusters)
    pattern = is_other[kept] * int(seen.sum()) + numbers[dyad[kept]]
    try:
        found = hazards(sample, patterns, pattern, names, confidence)
    except UserError as error:
        return _with_note(event, str(error))
    return replace(event, hazards=tuple(found))


def _patterns(alternative: str, dyads: Sequence[str]) -> tuple[NDArray[np.float64], list[str]]:
    """Return the covariates of each pattern (side x dyad), and their names."""
    count = len(dyads)
    dummies = np.eye(count)[:, 1:]
    rows = [[side, *dummies[i]] for side in (0.0, 1.0) for i in range(count)]
    return np.array(rows), [alternative, *(f"{name} / {dyads[0]}" for name in dyads[1:])]
