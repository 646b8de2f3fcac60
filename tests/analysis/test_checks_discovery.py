"""Boxes counted a second time by scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ks_2samp
from sklearn.metrics import matthews_corrcoef, precision_score, recall_score
from sklearn.tree import DecisionTreeClassifier

from analysis.discovery.boxes import Box, measures
from analysis.discovery.cart import DEPTH, leaves
from analysis.discovery.prim import MASS
from analysis.discovery.screening import screened


@pytest.mark.quick
def test_coverage_density_and_phi_are_recall_precision_and_matthews():
    rng = np.random.default_rng(0)
    x = rng.random((200, 3))
    fails = rng.random(200) < 0.2 + 0.5 * x[:, 0]
    box = Box(np.array([0.4, -np.inf, 0.1]), np.array([np.inf, 0.8, np.inf]))
    inside = (x[:, 0] >= 0.4) & (x[:, 1] <= 0.8) & (x[:, 2] >= 0.1)
    found = measures(box, x, fails)
    assert found.coverage == pytest.approx(recall_score(fails, inside), abs=1e-12)
    assert found.density == pytest.approx(precision_score(fails, inside), abs=1e-12)
    assert found.phi == pytest.approx(matthews_corrcoef(fails, inside), abs=1e-12)


def test_a_box_of_the_tree_holds_the_worlds_of_one_leaf():
    x = np.random.default_rng(1).random((600, 4))
    fails = (x[:, 0] > 0.6) & (x[:, 1] < 0.5)
    (box,) = leaves(x, fails, list("abcd"))
    tree = DecisionTreeClassifier(
        min_samples_leaf=int(MASS * 600), max_depth=DEPTH, random_state=0
    ).fit(x, fails)
    places = tree.apply(x)
    held = np.unique(places[box.holds(x)])
    assert len(held) == 1
    np.testing.assert_array_equal(box.holds(x), places == held[0])


@pytest.mark.quick
def test_screening_is_the_exact_test_of_scipy_to_its_level():
    """The screen takes the asymptotic p; the exact one keeps the same numbers here."""
    rng = np.random.default_rng(2)
    x = rng.random((300, 30))
    fails = rng.random(300) < 0.2 + 0.6 * x[:, 0]
    exact = [ks_2samp(c[fails], c[~fails], method="exact").pvalue for c in x.T]
    kept = set(screened(x, fails).tolist())
    assert {i for i, p in enumerate(exact) if p < 0.04} <= kept
    assert all(p < 0.06 or i in np.argsort(exact)[:5] for i, p in enumerate(exact) if i in kept)
