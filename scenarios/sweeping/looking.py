"""A sweep that grows: replicates are added until the interval of every point is narrow enough."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.recording.provenance import Clock
from scenarios.sweeping import merge
from scenarios.sweeping.attempt import Attempt
from scenarios.sweeping.packing import OUTCOMES_FILE, Work
from scenarios.sweeping.precision import ALPHA, Array, Precision
from scenarios.sweeping.request import Done, How, Sweep
from scenarios.sweeping.store import Store

Points = NDArray[np.int64]
INTERVALS_TOLD = 256
"""Points whose interval the record tells."""


@dataclass(frozen=True)
class Look:
    """The interval of each point after so many replicates.

    Attributes
    ----------
    number : int
        1 is the first.
    replicates : int
    points : ndarray of int
        Those that have an interval: no baseline, no point without runs.
    mean, radius : ndarray
        Of each: the mean (difference from the baseline), and half the length of its interval.
    """

    number: int
    replicates: int
    points: Points
    mean: Array
    radius: Array

    @property
    def widest(self) -> float:
        """Half the length of the widest interval; 0 if there is none."""
        return float(self.radius.max(initial=0.0))


def until_narrow(
    sweep: Sweep, aim: Precision, how: How, store: Store, clock: Clock, work: Work
) -> Done:
    """Run all replicates that are needed, and write the record.

    Chunks that are stored are never computed again: each look adds replicates with higher numbers,
    and an interrupted sweep looks again at what is there and comes to the same decisions.

    Parameters
    ----------
    sweep : Sweep
    aim : Precision
        What the sweep asks for.
    how, store, clock, work
        See `scenarios.sweeping.attempt.Attempt`.
    """
    looks: list[Look] = []
    resumed = 0
    for size in range(1, len(sweep.schedule) + 1):
        so_far = sweep.schedule[:size]
        now = replace(sweep, replicates=so_far[-1], looks=so_far)
        attempt = Attempt(now, how, store, clock)
        done, finished = attempt.computed(work)
        resumed = done.resumed if size == 1 else resumed
        if not done.is_complete:
            return attempt.concluded(replace(done, resumed=resumed), finished)
        looks.append(_look(now, aim, store, finished))
        if looks[-1].widest <= aim.half_width:
            break
    why = reason(aim, looks[-1])
    done = replace(done, resumed=resumed, precision=why)
    return attempt.concluded(done, finished, _told(aim, looks, why))


def _look(now: Sweep, aim: Precision, store: Store, finished: Collection[int]) -> Look:
    n, mean, variance = moments(store, now, aim, finished)
    radius = aim.radius(n, variance, len(now.looks))
    has = n > 0.0
    if aim.is_paired:
        has[now.baseline] = False
    chosen = np.flatnonzero(has)
    return Look(len(now.looks), now.replicates, chosen, mean[chosen], radius[chosen])


def moments(
    store: Store, sweep: Sweep, aim: Precision, finished: Collection[int]
) -> tuple[Array, Array, Array]:
    """Return the number, mean and variance of what is averaged, each of shape (points,).

    Parameters
    ----------
    store : Store
        With the finished chunks.
    sweep : Sweep
        As it is at this look.
    aim : Precision
    finished : collection of int
        The chunks to take.
    """
    points, replicates = len(sweep.points), sweep.replicates
    base = np.zeros(replicates)
    if aim.is_paired:
        base = np.full(replicates, np.nan)
        for point, number, value in _columns(store, finished, aim.outcome):
            here = point == sweep.baseline
            base[number[here]] = value[here]
    n, total, squares = np.zeros(points), np.zeros(points), np.zeros(points)
    for point, number, value in _columns(store, finished, aim.outcome):
        d = value - base[number]
        is_pair = np.isfinite(d)
        here, d = point[is_pair], d[is_pair]
        n += np.bincount(here, minlength=points)
        total += np.bincount(here, d, minlength=points)
        squares += np.bincount(here, d * d, minlength=points)
    some = np.maximum(n, 1.0)
    mean = total / some
    variance = np.maximum(squares - some * mean**2, 0.0) / np.maximum(some - 1.0, 1.0)
    return n, mean, variance


def _columns(
    store: Store, finished: Collection[int], outcome: str
) -> Iterator[tuple[Points, Points, Array]]:
    """Yield the point, the replicate and the outcome of all runs, a chunk at a time, in order."""
    for chunk in sorted(finished):
        rows = merge.table(store.path(chunk, OUTCOMES_FILE))
        point, number, value = (rows[name].to_numpy() for name in ("point", "replicate", outcome))
        yield point, number, value


def reason(aim: Precision, last: Look) -> str:
    """Return why no more replicates were added, in a sentence."""
    what = "the paired interval of each point" if aim.is_paired else "the interval of the mean"
    count = f"{last.replicates:,} replicates, {last.number} look{'s' * (last.number > 1)}"
    if not last.points.size:
        return f"{count}: stopped, for no point has an interval of {aim.outcome}."
    level = f"{100 * (1 - ALPHA):g} % at whatever look it stops"
    if last.widest <= aim.half_width:
        return (
            f"{count}: {what} of {aim.outcome} is within ±{last.widest:.3g} ({level}); "
            f"asked for was ±{aim.half_width:g}."
        )
    wide = int((last.radius > aim.half_width).sum())
    return (
        f"{count}, the most that were allowed: the interval of {aim.outcome} is wider than "
        f"±{aim.half_width:g} for {wide} of {last.points.size} points, ±{last.widest:.3g} at most "
        f"({level}). Raise max_replicates, or allow a wider interval."
    )


def _told(aim: Precision, looks: list[Look], why: str) -> dict[str, Any]:
    """Return what the record tells of the looks."""
    last = looks[-1]
    rows = [
        {
            "replicates": look.replicates,
            "points": int(look.points.size),
            "too_wide": int((look.radius > aim.half_width).sum()),
            "widest": look.widest,
        }
        for look in looks
    ]
    intervals = [
        {"point": int(point), "mean": float(mean), "low": float(mean - r), "high": float(mean + r)}
        for point, mean, r in zip(last.points, last.mean, last.radius, strict=True)
    ]
    return {
        "outcome": aim.outcome,
        "half_width": aim.half_width,
        "is_paired": aim.is_paired,
        "confidence": 1.0 - ALPHA,
        "method": aim.method,
        "looks": rows,
        "stopped": why,
        "intervals": intervals[:INTERVALS_TOLD],
    }
