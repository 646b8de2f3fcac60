"""Systems whose jumps are known: the cusp, the Schmitt trigger, a fold under noise."""

from __future__ import annotations

import numpy as np
from scipy.integrate import solve_ivp
from scipy.signal import lfilter


def cusp(b: float, months: float, top: float = 1.2, points: int = 2400):
    """Return control and state of x' = s + b x - x^3 with s from -top to top and back.

    Folds lie at s = -+ 2 b^1.5 / (3 sqrt 3) for b > 0; there are none for b < 0.
    """

    def control(t):
        return np.where(t <= months, -top + 2 * top * t / months, 3 * top - 2 * top * t / months)

    times = np.linspace(0.0, 2.0 * months, points + 1)
    solved = solve_ivp(
        lambda t, x: control(t) + b * x - x**3,
        (0.0, 2.0 * months),
        [-1.3],
        method="LSODA",
        t_eval=times,
        rtol=1e-8,
        atol=1e-10,
        max_step=months / 50,
    )
    return control(times), solved.y[0]


def schmitt(control, up: float, down: float):
    """Return a state that becomes 1 when the control passes `up`, and 0 below `down`."""
    state, found = 0.0, []
    for value in control:
        if value >= up:
            state = 1.0
        elif value < down:
            state = 0.0
        found.append(state)
    return np.array(found)


def staircase(steps: int, months: int):
    """Return a control from 0 to 1 and back in steps that last some months."""
    up = np.linspace(0.0, 1.0, steps)
    return np.repeat(np.concatenate([up, up[-2::-1]]), months)


def autoregression(rng, series: int, n: int, phi: float):
    """Return stationary AR(1) noise of variance 1, shape (series, n)."""
    shocks = rng.standard_normal((series, n))
    shocks[:, 1:] *= np.sqrt(1.0 - phi * phi)
    return lfilter([1.0], [1.0, -phi], shocks, axis=1)


def before_a_fold(rng, series: int, n: int):
    """Return noise around a state whose return slows down to that of a fold, shape (series, n)."""
    back = np.linspace(0.6, 0.03, n)
    values = np.zeros((series, n))
    for t in range(1, n):
        values[:, t] = (1.0 - back[t]) * values[:, t - 1] + rng.standard_normal(series)
    return values
