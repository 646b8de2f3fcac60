"""Worlds in which a ranking flips: where A beats B, where B beats A, and what separates them.

A small decision tree (scikit-learn) is grown on two thirds of the worlds and checked on the third
that it has not seen. Only if it separates those is anything claimed; "nothing separates them" is an
answer.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact

from analysis.statistics.checks import Array

HELD_OUT = 1.0 / 3.0
DEPTHS = (1, 2, 3)
SMALLEST_LEAF = 0.05
LEVEL = 0.05
WEAK = 0.75
"""Balanced accuracy below which what separates is called weak: half-way from guessing to sure."""
FEWEST = 15
"""Worlds on each side; with fewer, a third of them tells nothing."""


@dataclass(frozen=True)
class Region:
    """A part of the space of worlds, as the tree cuts it.

    Attributes
    ----------
    conditions : tuple of (name, low, high)
        All of which hold: low < number <= high; infinite where open.
    winner : str
        Who was ahead in most of the worlds the tree was grown on.
    worlds, won : int
        Held-out worlds in it, and those in which `winner` is ahead.
    """

    conditions: tuple[tuple[str, float, float], ...]
    winner: str
    worlds: int
    won: int


@dataclass(frozen=True)
class Flip:
    """Two alternatives under one outcome, world by world.

    Attributes
    ----------
    outcome, a, b : str
    worlds, a_wins, b_wins, ties : int
    clear : int
        Worlds whose paired difference is beyond 2 standard errors of its replicates.
    regions : tuple of Region
        Of the tree; empty where none was grown.
    accuracy : float
        Balanced accuracy in held-out worlds: 0.5 is guessing.
    p : float
        Fisher's exact test, one-sided, that the tree tells nothing of held-out worlds.
    separates : bool
        Whether p < 0.05.
    told : str
        One sentence.
    """

    outcome: str
    a: str
    b: str
    worlds: int
    a_wins: int
    b_wins: int
    ties: int
    clear: int
    regions: tuple[Region, ...] = ()
    accuracy: float = float("nan")
    p: float = float("nan")
    separates: bool = False
    told: str = ""
    difference: Array = field(default_factory=lambda: np.zeros(0), compare=False, repr=False)

    def document(self) -> dict[str, Any]:
        """Return everything but the differences as plain values."""
        whole = asdict(self)
        del whole["difference"]
        return whole


def flip(
    outcome: str,
    pair: tuple[str, str],
    runs: tuple[Array, Array],
    worlds: pd.DataFrame,
    *,
    is_more_better: bool,
    seed: int = 0,
) -> Flip:
    """Return where the ranking of two alternatives flips and which numbers tell.

    Parameters
    ----------
    outcome : str
    pair : names of A and B
    runs : arrays of shape (W, R)
        Of A and B, the same random numbers row by row.
    worlds : DataFrame of numbers, W rows
    is_more_better : bool
    seed : int
        Of the split and the tree.
    """
    change = (runs[0] - runs[1]) * (1.0 if is_more_better else -1.0)
    d = change.mean(axis=1)
    size = np.maximum(np.abs(runs[0]), np.abs(runs[1])).max(axis=1)
    d = np.where(np.abs(d) <= 1e-12 * size, 0.0, d)
    error = np.zeros(len(d))
    if change.shape[1] > 1:
        error = change.std(axis=1, ddof=1) / np.sqrt(change.shape[1])
    counted = {
        "worlds": len(d),
        "a_wins": int((d > 0).sum()),
        "b_wins": int((d < 0).sum()),
        "ties": int((d == 0).sum()),
        "clear": int(((np.abs(d) > 2.0 * error) & (d != 0)).sum()),
    }
    fewest = min(counted["a_wins"], counted["b_wins"])
    if fewest < FEWEST:
        return Flip(outcome, *pair, **counted, told=_unsplit(pair, counted), difference=d)
    decided = d != 0
    found = _grown(worlds[decided].reset_index(drop=True), d[decided] < 0, pair, seed)
    regions, accuracy, p = found
    separates = bool(p < LEVEL)
    told = _separated(regions, accuracy, p) if separates else _nothing(accuracy, p)
    return Flip(
        outcome,
        *pair,
        **counted,
        regions=regions,
        accuracy=accuracy,
        p=p,
        separates=separates,
        told=told,
        difference=d,
    )


def _grown(
    worlds: pd.DataFrame, b_wins: np.ndarray, pair: tuple[str, str], seed: int
) -> tuple[tuple[Region, ...], float, float]:
    """Return the regions, the balanced accuracy and Fisher's p in held-out worlds."""
    # Late: scikit-learn takes a second to load.
    from sklearn.metrics import balanced_accuracy_score
    from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
    from sklearn.tree import DecisionTreeClassifier

    x, seed = worlds.to_numpy(dtype=float), seed % 2**32  # the most that scikit-learn takes
    seen, unseen = train_test_split(
        np.arange(len(x)), test_size=HELD_OUT, stratify=b_wins, random_state=seed
    )
    leaf = max(5, round(SMALLEST_LEAF * len(seen)))
    tree = DecisionTreeClassifier(min_samples_leaf=leaf, class_weight="balanced", random_state=seed)
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    search = GridSearchCV(tree, {"max_depth": DEPTHS}, scoring="balanced_accuracy", cv=folds)
    best = search.fit(x[seen], b_wins[seen]).best_estimator_
    guessed = best.predict(x[unseen])
    truth = b_wins[unseen]
    table = [
        [int((guessed & truth).sum()), int((guessed & ~truth).sum())],
        [int((~guessed & truth).sum()), int((~guessed & ~truth).sum())],
    ]
    p = float(fisher_exact(table, alternative="greater").pvalue)
    regions = _regions(best, list(worlds.columns), x[unseen], truth, pair)
    return regions, float(balanced_accuracy_score(truth, guessed)), p


def _regions(
    tree: Any, names: list[str], x: Array, b_wins: np.ndarray, pair: tuple[str, str]
) -> tuple[Region, ...]:
    """Return the leaves, two that say the same beside each other taken together."""
    inner, places = tree.tree_, tree.apply(x)

    def walk(node: int, bounds: dict[str, tuple[float, float]]) -> list[Region]:
        under = _under(inner, node)
        verdicts = {int(inner.value[leaf][0].argmax()) for leaf in under}
        if len(verdicts) == 1:
            here = np.isin(places, under)
            wins = int(b_wins[here].sum())
            is_b = verdicts == {1}
            won = wins if is_b else int(here.sum()) - wins
            told = tuple((name, low, high) for name, (low, high) in bounds.items())
            return [Region(told, pair[1] if is_b else pair[0], int(here.sum()), won)]
        name, cut = names[inner.feature[node]], float(inner.threshold[node])
        low, high = bounds.get(name, (-np.inf, np.inf))
        left = walk(inner.children_left[node], {**bounds, name: (low, min(high, cut))})
        return left + walk(inner.children_right[node], {**bounds, name: (max(low, cut), high)})

    return tuple(walk(0, {}))


def _under(inner: Any, node: int) -> list[int]:
    """Return the leaves below a node."""
    if inner.children_left[node] < 0:
        return [node]
    return [
        leaf
        for side in (inner.children_left, inner.children_right)
        for leaf in _under(inner, side[node])
    ]


def _unsplit(pair: tuple[str, str], counted: dict[str, int]) -> str:
    a, b = pair
    if counted["b_wins"] == 0 or counted["a_wins"] == 0:
        ahead, behind = (a, b) if counted["a_wins"] else (b, a)
        if counted["ties"] == counted["worlds"]:
            return f"{a} and {b} are equal in every world"
        return f"no flip: {behind} is never ahead of {ahead} in these worlds"
    return (
        f"too few worlds on one side for a tree ({a} ahead in {counted['a_wins']}, {b} in "
        f"{counted['b_wins']}; {FEWEST} are needed on each)"
    )


def _separated(regions: tuple[Region, ...], accuracy: float, p: float) -> str:
    names = list(dict.fromkeys(name for region in regions for name, _, _ in region.conditions))
    shown = f"p = {p:.4f}" if p >= 0.0001 else "p < 0.0001"
    verb = "separates" if len(names) == 1 else "separate"
    how = "weakly " if accuracy < WEAK else ""
    return (
        f"{', '.join(names)} {how}{verb} them: balanced accuracy {accuracy:.2f} in held-out worlds "
        f"({shown})"
    )


def _nothing(accuracy: float, p: float) -> str:
    return (
        f"nothing separates them: the tree guesses held-out worlds with balanced accuracy "
        f"{accuracy:.2f} (p = {p:.2f}); the flip hangs on more than a small tree can say"
    )
