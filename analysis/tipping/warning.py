"""Early-warning signals before a tip: variance and lag-1 autocorrelation in a rolling window.

A state near a fold comes back ever more slowly, so that both rise (Scheffer et al. 2009). They are
taken from what remains after smoothing with a Gaussian kernel, in a window that rolls over half of
the series, and their trend is told by Kendall's tau, as Dakos et al. (2012) do. The p-value of tau
is not used: neighbouring windows share their data, and on noise without any trend it cries wolf in
more than a third of all cases (tested). Instead tau is compared with that of runs without a tip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter1d
from scipy.stats import kendalltau, rankdata

from analysis.statistics.checks import Array, level
from analysis.statistics.proportion import Proportion, proportion
from model.errors import UserError
from scenarios.problems import statement

SIGNALS = ("variance", "autocorrelation")
WINDOW = 0.5
"""Of the series."""
BANDWIDTH = 0.1
"""Of the smoothing kernel's standard deviation, as a share of the series."""
LEAST_MONTHS = 40
LEAST_RUNS = 10
FALSE_ALARM = 0.05


@dataclass(frozen=True)
class Signals:
    """The signals of one series: by month, NaN until the window is full, and their trends.

    Attributes
    ----------
    residual, variance, autocorrelation : array of shape (n,)
    tau, p : mapping from signal to float
        Kendall's tau with time, in [-1, 1], and its usual p-value, which is not to be trusted; tau
        is 0 and p 1 where the signal is constant.
    """

    residual: Array
    variance: Array
    autocorrelation: Array
    tau: dict[str, float]
    p: dict[str, float]


def signals(state: ArrayLike, window: float = WINDOW, bandwidth: float = BANDWIDTH) -> Signals:
    """Return the early-warning signals of a series that ends before the tip.

    Parameters
    ----------
    state : array of shape (n,)
        Finite, `LEAST_MONTHS` or more.
    window, bandwidth : float
        Shares of the series, in (0, 1).

    Raises
    ------
    UserError
        For a series that is too short or not finite.
    """
    y = np.asarray(state, dtype=np.float64)
    if y.ndim != 1 or len(y) < LEAST_MONTHS:
        allowed = f"one series of {LEAST_MONTHS} or more"
        rule = "are too few for a rolling window"
        raise UserError(statement("months before the tip", y.shape, rule, allowed, "you", ""))
    if not np.isfinite(y).all():
        rule, advice = "is not finite", "Leave it out, and say so."
        raise UserError(statement("series", "a value", rule, "numbers", "you", advice))
    residual = y - gaussian_filter1d(y, bandwidth * len(y), mode="nearest")
    rolled = pd.Series(residual).rolling(max(10, round(window * len(y))))
    found = {
        "variance": rolled.var().to_numpy(),
        "autocorrelation": rolled.corr(pd.Series(residual).shift(1)).to_numpy(),
    }
    tau, p = {}, {}
    for name, values in found.items():
        known = np.isfinite(values)
        trend = kendalltau(np.flatnonzero(known), values[known]) if known.sum() > 2 else None
        is_flat = trend is None or np.isnan(trend.statistic)
        tau[name] = 0.0 if is_flat else float(trend.statistic)
        p[name] = 1.0 if is_flat else float(trend.pvalue)
    return Signals(residual, found["variance"], found["autocorrelation"], tau, p)


@dataclass(frozen=True)
class Roc:
    """How well a trend tells runs that tip from runs that do not.

    Attributes
    ----------
    n_tips, n_others : int
    false_alarm : float
        The chance of an alarm in a new run without a tip.
    threshold : float
        Of tau; an alarm is a tau above it.
    hits : float
        Share of tipping runs with an alarm; `low` and `high` its bootstrap interval, with the
        threshold found anew in each sample.
    area, area_low, area_high : float
        Area under the curve: the chance that a run that tips has the larger tau, ties half; .5
        tells nothing.
    usual : Proportion
        Share of runs without a tip in which the usual test (tau > 0, p < .05) would cry wolf.
    curve : tuple of (false alarms, hits)
        For every threshold.
    """

    n_tips: int
    n_others: int
    false_alarm: float
    threshold: float
    hits: float
    low: float
    high: float
    area: float
    area_low: float
    area_high: float
    usual: Proportion
    curve: tuple[tuple[float, float], ...]


def roc(
    tips: Sequence[float],
    others: Sequence[float],
    others_p: Sequence[float],
    false_alarm: float = FALSE_ALARM,
    confidence: float = 0.95,
    seed: int = 0,
    resamples: int = 1000,
) -> Roc:
    """Return hits and false alarms of a trend.

    Parameters
    ----------
    tips, others : sequence of float
        Tau of runs that tip, `LEAST_RUNS` or more, and of runs of the same lengths that do not,
        `least_others(false_alarm)` or more.
    others_p : sequence of float
        The usual p-value of the latter.

    Raises
    ------
    UserError
        For fewer runs.
    """
    a, b = np.asarray(tips, dtype=np.float64), np.asarray(others, dtype=np.float64)
    share = level(false_alarm)
    for name, values, least in (
        ("runs that tip", a, LEAST_RUNS),
        ("runs that do not", b, least_others(share)),
    ):
        if len(values) < least:
            allowed = f"{least} or more"
            raise UserError(statement(name, len(values), "are too few", allowed, "you", ""))
    threshold = _threshold(b, share)
    rng = np.random.default_rng(seed)
    hits, areas = [], []
    for _ in range(resamples):
        some, rest = rng.choice(a, len(a)), rng.choice(b, len(b))
        hits.append((some > _threshold(rest, share)).mean())
        areas.append(_area(some, rest))
    tail = (1.0 - level(confidence)) / 2.0
    bounds = [float(np.quantile(v, q)) for v in (hits, areas) for q in (tail, 1.0 - tail)]
    cried = int(((b > 0.0) & (np.asarray(others_p) < 0.05)).sum())
    cuts = np.concatenate([[np.inf], np.unique(np.concatenate([a, b]))[::-1], [-np.inf]])
    curve = tuple((float((b > cut).mean()), float((a > cut).mean())) for cut in cuts)
    return Roc(
        len(a),
        len(b),
        share,
        threshold,
        float((a > threshold).mean()),
        bounds[0],
        bounds[1],
        _area(a, b),
        bounds[2],
        bounds[3],
        proportion(cried, len(b), confidence),
        curve,
    )


def least_others(false_alarm: float) -> int:
    """Return how many runs without a tip it takes to hold a rate of false alarms."""
    return max(LEAST_RUNS, int(np.ceil(1.0 / false_alarm - 1e-9)) - 1)


def _threshold(others: Array, share: float) -> float:
    """Return the value that a new run without a tip exceeds with at most this chance.

    With k of the n others above it, that chance is (k + 1) / (n + 1) at most: the k + 1 largest.
    """
    ordered = np.sort(others)
    above = int(np.floor(share * (len(ordered) + 1) + 1e-9)) - 1
    return float(ordered[len(ordered) - 1 - above])


def _area(a: Array, b: Array) -> float:
    ranks = rankdata(np.concatenate([a, b]))[: len(a)]
    return float((ranks.sum() - len(a) * (len(a) + 1) / 2) / (len(a) * len(b)))
