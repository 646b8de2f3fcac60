"""Flips: a boundary that is known is found, and where there is none, none is claimed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact, qmc
from sklearn.model_selection import train_test_split

from analysis.robustness import flips
from analysis.robustness.flips import flip
from analysis.robustness.tradeoff import tradeoff

pytestmark = pytest.mark.quick


def worlds(n: int, seed: int = 0) -> pd.DataFrame:
    made = qmc.Sobol(4, rng=np.random.default_rng(seed)).random(n)
    return pd.DataFrame(made, columns=["x0", "x1", "x2", "x3"])


def pair(w: pd.DataFrame, gain: np.ndarray, noise: float = 0.0, seed: int = 0):
    """Return runs of A and B: A is ahead by `gain`, with noise of their difference."""
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(len(w), 10))
    return a, a - gain[:, None] + noise * rng.normal(size=a.shape)


def test_a_known_boundary_is_recovered():
    w = worlds(512)
    found = flip("y", ("A", "B"), pair(w, w["x1"].to_numpy() - 0.3), w, is_more_better=True)
    assert found.separates
    assert found.accuracy > 0.95
    assert {name for r in found.regions for name, _, _ in r.conditions} == {"x1"}
    below = next(r for r in found.regions if np.isinf(r.conditions[0][1]))
    assert below.winner == "B"
    assert below.conditions[0][2] == pytest.approx(0.3, abs=0.02)
    assert found.b_wins == int((w["x1"] < 0.3).sum())
    assert sum(r.worlds for r in found.regions) == 171  # the third that was held out
    assert "x1 separates them" in found.told
    assert {region.winner for region in found.regions} == {"A", "B"}
    assert all(region.won > 0.9 * region.worlds for region in found.regions)


def test_a_corner_needs_both_numbers():
    w = worlds(1024)
    gain = np.where((w["x0"] > 0.6) & (w["x2"] < 0.5), -1.0, 1.0)
    found = flip("y", ("A", "B"), pair(w, gain, 0.1), w, is_more_better=True)
    assert found.separates
    assert found.accuracy > 0.95
    (corner,) = (r for r in found.regions if r.winner == "B")
    bounds = {name: (low, high) for name, low, high in corner.conditions}
    assert set(bounds) == {"x0", "x2"}
    assert bounds["x0"][0] == pytest.approx(0.6, abs=0.02)
    assert bounds["x2"][1] == pytest.approx(0.5, abs=0.02)


def test_less_is_better_turns_the_winner():
    w = worlds(256)
    gain = w["x1"].to_numpy() - 0.3
    more = flip("y", ("A", "B"), pair(w, gain), w, is_more_better=True)
    less = flip("y", ("A", "B"), pair(w, gain), w, is_more_better=False)
    assert (less.a_wins, less.b_wins) == (more.b_wins, more.a_wins)


def test_nothing_is_claimed_where_nothing_separates():
    w = worlds(256)
    gain = np.random.default_rng(1).choice([-1.0, 1.0], len(w))
    found = flip("y", ("A", "B"), pair(w, gain), w, is_more_better=True)
    assert not found.separates
    assert "nothing separates them" in found.told


def test_what_separates_a_little_is_called_weak():
    w = worlds(1024)
    gain = w["x1"].to_numpy() - 0.5 + 0.9 * np.random.default_rng(2).normal(size=len(w))
    found = flip("y", ("A", "B"), pair(w, gain), w, is_more_better=True)
    assert found.separates
    assert 0.5 < found.accuracy < 0.75
    assert "weakly separate" in found.told


def test_no_flip_ties_and_too_few():
    w = worlds(64)
    always = flip("y", ("A", "B"), pair(w, np.ones(64)), w, is_more_better=True)
    assert (always.a_wins, always.regions) == (64, ())
    assert always.told == "no flip: B is never ahead of A in these worlds"
    a = np.ones((64, 3))
    equal = flip("y", ("A", "B"), (a, a + 1e-15), w, is_more_better=True)
    assert (equal.ties, equal.told) == (64, "A and B are equal in every world")
    few = flip("y", ("A", "B"), pair(w, w["x0"].to_numpy() - 0.1), w, is_more_better=True)
    assert few.told.startswith("too few worlds on one side for a tree (A ahead in 58, B in 6;")


def test_clear_worlds_are_those_beyond_the_noise():
    w = worlds(128)
    sharp = flip("y", ("A", "B"), pair(w, np.ones(128)), w, is_more_better=True)
    blurred = flip("y", ("A", "B"), pair(w, np.full(128, 1e-6), 1.0), w, is_more_better=True)
    assert sharp.clear == 128
    assert blurred.clear < 30  # about 5 % of 128 would be by chance


def test_tradeoff_by_hand():
    x = np.array([[1.0, 3.0], [1.0, 1.0], [0.0, 2.0]])
    y = np.array([[10.0, 10.0], [4.0, 6.0], [9.0, 13.0]])  # less is wanted
    found = tradeoff(("x", "y"), (x, y), (True, False), ("a", "b", "c"))
    assert found.front == ("a", "b")
    places = {place.alternative: place for place in found.places}
    assert (places["a"].x, places["a"].y) == (2.0, 10.0)
    # World 0: a (1, 10) falls to b (1, 4), c too. World 1: nobody reaches a's 3, nor b's 6.
    assert places["a"].world_share == 0.5
    assert places["b"].world_share == 1.0
    assert places["c"].world_share == 0.0
    assert places["c"].nondominated_share == 0.0


def blurred(n: int = 256):
    """Return worlds in which A is ahead where x1 > 0.5, as a rule."""
    w = worlds(n)
    gain = w["x1"].to_numpy() - 0.5 + 0.6 * np.random.default_rng(2).normal(size=n)
    return w, gain


def test_the_tree_has_not_seen_the_worlds_it_is_judged_in():
    """Other numbers in the held-out worlds leave the tree as it is."""
    w, gain = blurred()
    _, unseen = train_test_split(
        np.arange(len(w)), test_size=1.0 / 3.0, stratify=gain < 0, random_state=0
    )
    other = w.copy()
    other.loc[unseen] = np.random.default_rng(7).random((len(unseen), 4))
    runs = pair(w, gain)
    one = flip("y", ("A", "B"), runs, w, is_more_better=True)
    two = flip("y", ("A", "B"), runs, other, is_more_better=True)
    assert one.regions
    assert [r.conditions for r in one.regions] == [r.conditions for r in two.regions]
    assert one.accuracy > two.accuracy


def test_p_is_that_of_the_guesses_one_sided():
    w, gain = blurred()
    found = flip("y", ("A", "B"), pair(w, gain), w, is_more_better=True)
    rows = {
        name: (
            sum(r.won for r in found.regions if r.winner == name),
            sum(r.worlds - r.won for r in found.regions if r.winner == name),
        )
        for name in "AB"
    }
    (b_right, b_wrong), (a_right, a_wrong) = rows["B"], rows["A"]
    table = [[b_right, b_wrong], [a_wrong, a_right]]
    assert found.p == pytest.approx(fisher_exact(table, alternative="greater").pvalue, rel=1e-9)
    assert found.p < fisher_exact(table).pvalue
    by_kind = b_right / (b_right + a_wrong), a_right / (a_right + b_wrong)
    assert found.accuracy == pytest.approx(sum(by_kind) / 2, abs=1e-12)


@pytest.mark.parametrize(("p", "separates"), [(0.049, True), (0.051, False)])
def test_what_separates_is_claimed_at_5_percent(monkeypatch, p, separates):
    monkeypatch.setattr(flips, "_grown", lambda *given: ((), 0.6, p))
    w, gain = blurred()
    found = flip("y", ("A", "B"), pair(w, gain), w, is_more_better=True)
    assert found.separates is separates
    assert ("nothing separates them" in found.told) is not separates
