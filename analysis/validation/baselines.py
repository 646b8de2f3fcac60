"""What the model is compared with: five simple forecasters that know as much as it does.

Each is fitted on the training dyads, then told a dyad's codings up to the origin and what its
sender does afterwards (never what the partner does), and returns M equally likely members for each
horizon. The spread is that of its own errors on the training dyads, horizon by horizon, so that it
already holds the coder's error.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtri
from scipy.stats import rv_continuous

from analysis.validation.cases import HORIZONS
from analysis.validation.coding import Coding

Array = NDArray[np.float64]
MEMBERS = 512
"""Members of every predictive distribution, the model's included."""
LEAST = 8
"""Training pairs from which the spread of a horizon is estimated."""
CATEGORIES = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
WORDS, FAVOURS = 0, 3

Forecaster = Callable[[Coding, int, int], Array]
"""From a dyad as known at the origin, the origin and a horizon to members, shape (M,)."""
Fit = Callable[[Sequence[Coding], int], Forecaster]
"""From the training dyads and a seed to a forecaster."""


def constant_mean(train: Sequence[Coding], seed: int = 0) -> Forecaster:
    """Return the mean of the dyad's own codings so far, with the spread of its training errors."""
    errors = _errors(train, _mean_so_far)
    return lambda own, origin, horizon: _spread(_mean_so_far(own, origin), errors[horizon])


def persistence(train: Sequence[Coding], seed: int = 0) -> Forecaster:
    """Return the coding of the origin, with the spread of changes over as many years."""
    errors = _errors(train, Coding.value)
    return lambda own, origin, horizon: _spread(own.value(origin), errors[horizon])


def autoregression(train: Sequence[Coding], seed: int = 0) -> Forecaster:
    """Return AR(1): y' = a + b y + e, iterated.

    (a, b) by least squares over all training pairs of neighbouring years, drawn from their normal
    sampling distribution for each member; e is resampled from the residuals.
    """
    pairs = np.array([(c.value(y), c.value(y + 1)) for c, y in _origins(train, 1)])
    if len(pairs) < LEAST:
        return persistence(train, seed)
    line = _least_squares(pairs[:, :1], pairs[:, 1])

    def forecast(own: Coding, origin: int, horizon: int) -> Array:
        rng = np.random.default_rng([seed, origin, horizon])
        a, b = line.draw(rng).T
        value = np.full(MEMBERS, own.value(origin))
        for _ in range(horizon):
            value = np.clip(a + b * value + rng.choice(line.residuals, MEMBERS), 0.0, 1.0)
        return value

    return forecast


def rhetoric(train: Sequence[Coding], seed: int = 0) -> Forecaster:
    """Return the coding of the origin plus a change that is linear in the sender's words.

    change over h years = a + b (hostile words - favours, mean of the h years) + e, by least squares
    for each horizon; coefficients and e as in `autoregression`.
    """
    lines = {}
    for horizon in HORIZONS:
        found = _origins(train, horizon)
        if len(found) < LEAST:
            continue
        x = np.array([_tone(coding, year, horizon) for coding, year in found])
        y = np.array([c.value(year + horizon) - c.value(year) for c, year in found])
        lines[horizon] = _least_squares(x[:, None], y)
    other = persistence(train, seed)

    def forecast(own: Coding, origin: int, horizon: int) -> Array:
        if horizon not in lines:
            return other(own, origin, horizon)
        line = lines[horizon]
        rng = np.random.default_rng([seed, origin, horizon])
        a, b = line.draw(rng).T
        change = a + b * _tone(own, origin, horizon) + rng.choice(line.residuals, MEMBERS)
        return np.clip(own.value(origin) + change, 0.0, 1.0)

    return forecast


def ordered_logit(train: Sequence[Coding], seed: int = 0) -> Forecaster:
    """Return an ordered logit of the coding's category on the origin's and on four instruments.

    Categories 0, .25, .5, .75, 1 (the nearest); regressors: the coding of the origin and the
    sender's words, threats, penalties and favours in the years up to the target. By statsmodels'
    OrderedModel for each horizon; instruments that never vary in training are left out. Members
    lie evenly within their category. Where it cannot be fitted, persistence.
    """
    fitted = {horizon: _ordered(train, horizon) for horizon in HORIZONS}
    other = persistence(train, seed)

    def forecast(own: Coding, origin: int, horizon: int) -> Array:
        model = fitted[horizon]
        if model is None:
            return other(own, origin, horizon)
        return _within_categories(model(_regressors(own, origin, horizon)))

    return forecast


BASELINES: dict[str, Fit] = {
    "constant mean": constant_mean,
    "persistence": persistence,
    "AR(1)": autoregression,
    "rhetoric": rhetoric,
    "ordered logit": ordered_logit,
}


@dataclass(frozen=True)
class _Line:
    """A least-squares fit: coefficients (k,), their covariance (k, k), centred residuals."""

    coefficients: Array
    covariance: Array
    residuals: Array

    def draw(self, rng: np.random.Generator) -> Array:
        """Return coefficients from their sampling distribution, shape (M, k)."""
        return rng.multivariate_normal(self.coefficients, self.covariance, MEMBERS, method="svd")


def _least_squares(x: Array, y: Array) -> _Line:
    """Fit with an intercept; a column that never varies gets the coefficient 0."""
    design = np.column_stack([np.ones(len(y)), x])
    inverse = np.linalg.pinv(design.T @ design)
    coefficients = inverse @ design.T @ y
    if np.ptp(x) < 1e-9:
        coefficients = np.array([y.mean(), *np.zeros(x.shape[1])])
        inverse = np.zeros_like(inverse)
        inverse[0, 0] = 1.0 / len(y)
    residuals = y - design @ coefficients
    variance = float(residuals @ residuals) / max(len(y) - design.shape[1], 1)
    return _Line(coefficients, variance * inverse, residuals - residuals.mean())


def _origins(train: Sequence[Coding], horizon: int) -> list[tuple[Coding, int]]:
    """Return dyad and year for each pair of codings that lie `horizon` years apart."""
    return [
        (coding, year)
        for coding in train
        for year in coding.years.tolist()
        if not np.isnan(coding.value(year + horizon))
    ]


def _mean_so_far(coding: Coding, origin: int) -> float:
    return float(coding.values[coding.years <= origin].mean())


def _errors(train: Sequence[Coding], rule: Callable[[Coding, int], float]) -> dict[int, Array]:
    """Return the centred errors of a rule on the training dyads, by horizon.

    With too few pairs the errors are those of the normal distribution with standard deviation .15
    times the square root of the horizon: about what dyads with a long record show.
    """
    result = {}
    for horizon in HORIZONS:
        found = _origins(train, horizon)
        if len(found) < LEAST:
            levels = (np.arange(MEMBERS) + 0.5) / MEMBERS
            result[horizon] = 0.15 * np.sqrt(horizon) * ndtri(levels)
            continue
        errors = np.array([c.value(year + horizon) - rule(c, year) for c, year in found])
        result[horizon] = errors - errors.mean()
    return result


def _spread(centre: float, errors: Array) -> Array:
    """Return M members: evenly spaced quantiles of the errors around a centre, within [0, 1]."""
    levels = (np.arange(MEMBERS) + 0.5) / MEMBERS
    return np.clip(centre + np.quantile(errors, levels), 0.0, 1.0)


def _tone(coding: Coding, origin: int, horizon: int) -> float:
    done = coding.done(origin, horizon)
    return float(done[WORDS] - done[FAVOURS])


def _regressors(coding: Coding, origin: int, horizon: int) -> Array:
    return np.array([coding.value(origin), *coding.done(origin, horizon)])


class _Logistic(rv_continuous):
    """The logistic distribution without SciPy's checks of arguments, which take most of a fit."""

    def cdf(self, x: Array) -> Array:
        return expit(x)

    def pdf(self, x: Array) -> Array:
        return expit(x) * expit(-x)

    def ppf(self, q: Array) -> Array:
        return logit(q)


def _ordered(train: Sequence[Coding], horizon: int) -> Callable[[Array], Array] | None:
    """Fit the ordered logit of one horizon: from regressors to the odds of the five categories."""
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    found = _origins(train, horizon)
    if len(found) < LEAST:
        return None
    x = np.array([_regressors(coding, year, horizon) for coding, year in found])
    value = np.array([coding.value(year + horizon) for coding, year in found])
    code = np.abs(value[:, None] - CATEGORIES).argmin(axis=1)
    seen, endog = np.unique(code, return_inverse=True)
    for columns in (np.flatnonzero(np.ptp(x, axis=0) > 1e-9), np.array([0])):
        if len(seen) < 2 or len(columns) == 0 or np.ptp(x[:, columns[0]]) < 1e-9:
            return None
        centre, scale = x[:, columns].mean(axis=0), x[:, columns].std(axis=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # separation: the odds stay usable, and are scored
            try:
                model = OrderedModel(endog, (x[:, columns] - centre) / scale, distr=_Logistic())
                fit: Any = model.fit(method="bfgs", disp=False, maxiter=100, skip_hessian=True)
                odds = np.asarray(model.predict(fit.params))
            except (ValueError, np.linalg.LinAlgError):
                continue
        if not np.isfinite(odds).all():
            continue

        return partial(_predicted, model, fit.params, seen, columns, centre, scale)
    return None


def _predicted(
    model: Any,
    parameters: Any,
    seen: NDArray[np.intp],
    columns: NDArray[np.intp],
    centre: Array,
    scale: Array,
    row: Array,
) -> Array:
    result = np.zeros(len(CATEGORIES))
    scaled = ((row[columns] - centre) / scale)[None]
    result[seen] = np.asarray(model.predict(parameters, scaled))[0]
    return result


def _within_categories(odds: Array) -> Array:
    """Return M members with these odds of the five categories, even within each."""
    edges = np.array([0.0, 0.125, 0.375, 0.625, 0.875, 1.0])
    total = np.concatenate([[0.0], np.cumsum(odds / odds.sum())])
    levels = (np.arange(MEMBERS) + 0.5) / MEMBERS
    category = np.searchsorted(total[1:-1], levels, side="right")
    share = (levels - total[category]) / (total[category + 1] - total[category])
    return edges[category] + share * (edges[category + 1] - edges[category])
