"""A posterior by an ensemble of walkers, all of which are simulated in one call.

emcee (Foreman-Mackey et al. 2013, PASP 125: 306) with differential-evolution moves (ter Braak 2006,
Statistics and Computing 16: 239; ter Braak & Vrugt 2008, 18: 435), in logits of the box, so that no
move leaves it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import emcee
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from analysis.calibration.problem import Problem

Array = NDArray[np.float64]
EDGE = 1e-9


@dataclass(frozen=True)
class Chain:
    """What the walkers visited.

    Attributes
    ----------
    values : ndarray, shape (steps, walkers, D)
    log_posterior : ndarray, shape (steps, walkers)
    acceptance : float
        Share of proposals taken.
    """

    values: Array
    log_posterior: Array
    acceptance: float

    def flat(self, burn_in: int = 0) -> Array:
        """Return all states after the first `burn_in` steps, shape (N, D)."""
        return self.values[burn_in:].reshape(-1, self.values.shape[2])


def walk(
    problem: Problem,
    start: Array,
    steps: int,
    seed: int,
    *,
    saved: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Chain:
    """Return the chain of an ensemble of walkers.

    Parameters
    ----------
    problem : Problem
    start : ndarray, shape (walkers, D)
        Where they begin; an even number, more than twice D.
    steps : int
        Of each walker, in total: a chain that was saved goes on to it.
    seed : int
        Settles every proposal.
    saved : Path, optional
        An HDF5 file to keep the chain in; if it holds one of the same walkers it is continued,
        with the generator in the state it was left in.
    progress : callable, optional
        Called after each step.
    """
    low, width = problem.factors.low, problem.factors.high - problem.factors.low
    walkers, count = start.shape

    def log_probability(z: Array) -> Array:
        return problem.log_posterior(low + width * expit(z)) + log_jacobian(z).sum(axis=1)

    backend = emcee.backends.HDFBackend(str(saved)) if saved is not None else None
    moves = [(emcee.moves.DEMove(), 0.8), (emcee.moves.DESnookerMove(), 0.2)]
    sampler = emcee.EnsembleSampler(
        walkers, count, log_probability, vectorize=True, moves=moves, backend=backend
    )
    done = backend.iteration if backend is not None and backend.initialized else 0
    if done:
        state = sampler.get_last_sample()
    else:
        unit = np.clip((start - low) / width, EDGE, 1 - EDGE)
        state = emcee.State(
            logit(unit), random_state=np.random.RandomState(seed % 2**32).get_state()
        )
    for _ in sampler.sample(state, iterations=max(0, steps - done), skip_initial_state_check=True):
        if progress is not None:
            progress(1)
    z = sampler.get_chain()
    log = sampler.get_log_prob() - log_jacobian(z).sum(axis=2)
    return Chain(low + width * expit(z), log, float(np.mean(sampler.acceptance_fraction)))


def log_jacobian(z: Array) -> Array:
    """Return log u (1 - u) for u = 1 / (1 + exp(-z)), also where u rounds to 0 or 1."""
    return np.asarray(-np.logaddexp(0.0, z) - np.logaddexp(0.0, -z))
