"""Diagnostics of draws written a second time, from the papers' definitions or with SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import lfilter
from scipy.stats import entropy, norm, rankdata, spearmanr
from stand_ins import WIDE

from analysis.calibration.diagnosis import rhat_of, told
from analysis.calibration.factors import strengths
from analysis.calibration.importance import Weighted

pytestmark = pytest.mark.quick


def scores(x):
    """Return normal scores of all chains together, as Vehtari et al. (2021) take them."""
    rank = rankdata(x).reshape(x.shape)
    return norm.ppf((rank - 0.375) / (x.size + 0.25))


def split_rhat(x):
    """Return R-hat of half chains, shape (chains, draws) (Vehtari et al. 2021)."""
    half = x.shape[1] // 2
    parts = np.concatenate([x[:, :half], x[:, half:]])
    within = parts.var(axis=1, ddof=1).mean()
    between = half * parts.mean(axis=1).var(ddof=1)
    return np.sqrt(((half - 1) / half * within + between / half) / within)


def test_rhat_is_that_of_its_paper():
    """The larger of that of normal scores and that of normal scores of distances to the median."""
    rng = np.random.default_rng(0)
    chains = rng.normal(size=(4, 200, 2)) + 0.3 * np.arange(4)[:, None, None] * [0.2, 1.0]
    found = rhat_of(WIDE, chains)
    expected = []
    for d in range(2):
        x = chains[..., d]
        folded = abs(x - np.median(x))
        expected.append(max(split_rhat(scores(x)), split_rhat(scores(folded))))
    assert expected[1] > 1.03
    assert found[1] == "model.a.y"
    assert found[0] == pytest.approx(expected[1], abs=1e-6)


def test_effective_size_of_an_autoregression_is_the_known_one():
    """(1 - phi) / (1 + phi) of the draws; with phi = .5 a third, without autocorrelation all."""
    rng = np.random.default_rng(1)
    shocks = rng.normal(size=(4, 20_000, 2))
    slow = lfilter([1.0], [1.0, -0.5], shocks, axis=1)
    _, _, least, middle = rhat_of(WIDE, np.stack([slow[..., 0], shocks[..., 1]], axis=2))
    assert least == pytest.approx(80_000 / 3, rel=0.05)
    assert middle == pytest.approx((80_000 / 3 + 80_000) / 2, rel=0.05)


def test_effective_size_of_weights_worked_by_hand():
    """1 / (1/4 + 1/16 + 1/16) = 8 / 3; even weights are worth their number."""
    nothing = np.zeros((3, 1))
    held = Weighted(nothing, nothing, nothing, np.zeros(3), np.array([0.5, 0.25, 0.25]))
    assert held.ess == pytest.approx(8 / 3, abs=1e-12)


def test_bits_are_scipys_entropy():
    """Relative to the even shares of the prior, less (bins - 1) / (2 n ln 2)."""
    rng = np.random.default_rng(2)
    values = np.column_stack([rng.beta(4, 2, 5000), rng.random(5000)]) * 10 - 5
    first, _ = told(WIDE, values, np.full(5000, 1 / 5000))
    counts = np.histogram(values[:, 0], 8, (-5, 5))[0]
    expected = entropy(counts, np.ones(8), base=2) - 7 / (2 * 5000 * np.log(2))
    assert first.bits == pytest.approx(expected, abs=1e-9)


def test_strength_of_a_trend_is_spearmans():
    rng = np.random.default_rng(3)
    x = rng.random((300, 1))
    y = np.exp(3 * x) + rng.normal(size=(300, 1))
    assert strengths(x, y)[0, 0] == pytest.approx(abs(spearmanr(x, y).statistic), abs=1e-12)
