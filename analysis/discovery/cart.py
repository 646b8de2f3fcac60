"""CART: a tree of questions about the numbers of a world; each leaf is a box.

The tree is scikit-learn's, its leaves made boxes by the EMA Workbench (Breiman, Friedman, Olshen
and Stone 1984, *Classification and Regression Trees*; against PRIM: Lempert, Bryant and Bankes
2008, *Comparing Algorithms for Scenario Discovery*, RAND WR-557-NSF). At most four questions, at
least 5 % of the points in a leaf; restrictions that chance would do as well are taken off the leaf,
and what then holds mostly the failing worlds of a better leaf is dropped.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.discovery.boxes import Box, Flags, measures, pruned
from analysis.discovery.prim import LEAST, MASS, from_limits
from analysis.statistics.checks import Array

DEPTH = 4


def leaves(x: Array, fails: Flags, names: Sequence[str], seed: int = 0) -> list[Box]:
    """Return the leaves in which worlds fail more often than among all, best first.

    Best is the highest `phi` of `analysis.discovery.boxes.Measures`.

    Parameters
    ----------
    x, fails, names : as for `analysis.discovery.prim.peel`
    seed : int
        Of the order in which equally good questions are tried.
    """
    with warnings.catch_warnings():  # of parts of the workbench that are not used
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.cart import CART
    from sklearn.tree import DecisionTreeClassifier

    # The workbench looks up a number of each leaf, though none was asked: the last but one of all.
    frame = pd.DataFrame(x, columns=list(names))
    if len(names) == 1:
        frame[""] = 0.0
    found = CART(frame, fails, mass_min=MASS)
    # Its own `build_tree` gives the tree no seed.
    found.clf = DecisionTreeClassifier(
        min_samples_leaf=max(LEAST, int(MASS * len(x))), max_depth=DEPTH, random_state=seed % 2**32
    ).fit(x, fails)
    if found.clf.tree_.node_count == 1:
        return []
    whole = np.stack([x.min(axis=0), x.max(axis=0)])
    limits = [box.to_numpy(dtype=np.float64)[:, : len(names)] for box in found.boxes]
    boxes = [pruned(from_limits(low, high, whole), x, fails) for low, high in limits]
    told = [(box, measures(box, x, fails)) for box in boxes if box.restricted.size]
    better = [(box, held) for box, held in told if held.density > held.base]
    taken = np.zeros(len(x), dtype=bool)
    kept: list[Box] = []
    for box, _ in sorted(better, key=lambda item: -item[1].phi):
        inside = box.holds(x) & fails
        if (inside & ~taken).sum() > 0.5 * inside.sum():
            kept.append(box)
            taken |= inside
    return kept
