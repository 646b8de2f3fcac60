"""The tuning patterns: what history shows, as statistics of runs with an interval each.

One file a pattern; `studies.py` names the runs they read, `observation.py` says what a coder would
have seen, `scoring.py` evaluates all of them for many parameter vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, overload

from analysis.patterns import (
    bolivia,
    challenges,
    colombia,
    goodwill,
    landings,
    law,
    persistence,
    programmes,
    reciprocity,
    removal,
)
from analysis.patterns.kinds import Pattern, PatternScore, Target
from analysis.patterns.observation import as_coded, observed_cooperation
from analysis.patterns.scoring import EXPONENT_NAME, scores, statistics

__all__ = [
    "EXPONENT_NAME",
    "PATTERNS",
    "Pattern",
    "PatternScore",
    "Target",
    "as_coded",
    "observed_cooperation",
    "score",
    "statistics",
]

PATTERNS: dict[str, Pattern] = {
    module.PATTERN.id: module.PATTERN
    for module in (
        challenges,
        reciprocity,
        goodwill,
        law,
        bolivia,
        colombia,
        landings,
        persistence,
        programmes,
        removal,
    )
}


@overload
def score(overrides: Mapping[str, float] | None = None, **how: Any) -> dict[str, PatternScore]: ...
@overload
def score(
    overrides: Sequence[Mapping[str, float]], **how: Any
) -> list[dict[str, PatternScore]]: ...
def score(overrides: Any = None, **how: Any) -> Any:
    """Return how parameter vectors meet each pattern.

    Parameters
    ----------
    overrides : mapping, sequence of mapping, or None
        From "model.GROUP.NAME" (or "observation.exponent") to a value; None: the defaults.
    how
        As `statistics` takes it: seed, replicates, threads, progress.

    Returns
    -------
    dict of PatternScore by pattern id, or a list of such
    """
    many = not (overrides is None or isinstance(overrides, Mapping))
    vectors = list(overrides) if many else [overrides or {}]
    patterns = list(PATTERNS.values())
    found = statistics(patterns, vectors, **how)
    result = [scores(patterns, found, point) for point in range(len(vectors))]
    return result if many else result[0]
