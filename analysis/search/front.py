"""The front of a search: which candidates no other beats, a few spread over it, ends of ranges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.search.problem import Candidate, Space
from analysis.statistics.checks import Array

EDGE = 0.05
"""Of its range: so near to an end a coefficient counts as at it."""


def front_of(goodness: Array) -> np.ndarray:
    """Return the places of the nondominated, equal ones once, by the first objective.

    Parameters
    ----------
    goodness : array of shape (N, K)
        More is better in each column.
    """
    _, first = np.unique(goodness, axis=0, return_index=True)
    order = np.sort(first)
    front = order[nondominated_many(goodness[order])]
    return np.asarray(front[np.argsort(-goodness[front, 0], kind="stable")])


def nondominated_many(goodness: Array) -> np.ndarray:
    """Return which rows no other dominates, one at a time so that thousands fit in memory.

    Parameters
    ----------
    goodness : array of shape (N, K)
    """
    keep = np.ones(len(goodness), dtype=bool)
    for i, row in enumerate(goodness):
        if keep[i]:
            better = (goodness >= row).all(axis=1) & (goodness > row).any(axis=1)
            keep[i] = not better.any()
    return keep


def spread(goodness: Array, places: np.ndarray, most: int) -> list[int]:
    """Return at most so many places: the best of each objective, then the farthest from these.

    Parameters
    ----------
    goodness : array of shape (N, K)
        Of the front.
    places : array of int, shape (N,)
    most : int
    """
    reach = np.ptp(goodness, axis=0)
    scaled = goodness / np.where(reach > 0.0, reach, 1.0)
    taken = list(dict.fromkeys(int(i) for i in goodness.argmax(axis=0)))[:most]
    while len(taken) < min(most, len(goodness)):
        gap = np.linalg.norm(scaled[:, None] - scaled[taken], axis=2).min(axis=1)
        gap[taken] = -1.0
        taken.append(int(gap.argmax()))
    return [int(places[i]) for i in sorted(taken)]


def at_ends(spaces: Sequence[Space], chosen: Sequence[Candidate]) -> list[str]:
    """Return a sentence for each coefficient that often lies at an end of its range.

    Parameters
    ----------
    spaces : sequence of Space
    chosen : sequence of Candidate
    """
    told = []
    for space in spaces:
        rows = np.array([item.values for item in chosen if item.policy == space.policy])
        for place, name in enumerate(space.names if len(rows) else ()):
            low, high = space.low[place], space.high[place]
            within = (rows[:, place] - low) / (high - low)
            for end, limit, count in (
                ("lower", low, (within < EDGE).sum()),
                ("upper", high, (within > 1.0 - EDGE).sum()),
            ):
                if 2 * count > len(rows):
                    told.append(
                        f"{space.policy}.{name} lies at the {end} end of its range, {limit:g}, in "
                        f"{count} of {len(rows)} policies: a wider range may do better"
                    )
    return told
