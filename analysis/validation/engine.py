"""The law's forecasts: many parameter vectors, each dyad's past, and what follows each origin.

Everything is simulated once; what a training set makes of it is a matter of weights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.patterns import EXPONENT_NAME
from analysis.patterns.observation import EXPONENT, RANGE, as_coded, yearly
from analysis.validation.cases import HORIZONS
from analysis.validation.coding import Coding
from analysis.validation.dossier import Dossier, is_same, shortened
from model.ensemble import simulate_many
from model.inputs import Inputs
from model.parameters import Parameters, switched_off, with_values
from scenarios.building.theory import FULL, Theory, theory

Array = NDArray[np.float64]
Vector = Mapping[str, float]
REPLICATES = 32
BATCH = 512
"""Points simulated in one call: memory stays below half a gigabyte."""
SERIES = ("dyad.operational",)
DISCREPANCY = 0.1
"""Standard deviation of what the law misses of a yearly coding, assumed; beyond coding error."""
AUTOCORRELATION = 0.85
"""Of yearly codings (pattern 8): n years tell as much as n (1 - r) / (1 + r) independent ones."""


@dataclass(frozen=True)
class Variant:
    """A law to be scored: a theory, possibly with a mechanism off.

    Attributes
    ----------
    theory : Theory
    off : str or None
        A further mechanism that is switched off.
    """

    theory: Theory
    off: str | None = None

    def parameters(self, base: Parameters, vector: Vector) -> Parameters:
        """Return the parameters of a vector; what the variant fixes goes before the vector."""
        law = {k.removeprefix("model."): v for k, v in vector.items() if k != EXPONENT_NAME}
        chosen = self.theory.parameters(with_values(base, law, "the sample"))
        return chosen if self.off is None else switched_off(chosen, self.off)


def full(off: str | None = None) -> Variant:
    """Return the full law, possibly with a mechanism off."""
    return Variant(theory(FULL), off)


def sample(variant: Variant, n: int, seed: int = 0) -> list[dict[str, float]]:
    """Return parameter vectors from the ranges that the evidence leaves open.

    Latin hypercube over every number that the theory leaves open, and over the exponent of the
    observation model; uniform within each range (SciPy's `qmc.LatinHypercube`).
    """
    from scipy.stats import qmc

    rows = [(f"model.{row.full_name}", *row.sweep) for row in variant.theory.free]
    rows.append((EXPONENT_NAME, *RANGE))
    unit = qmc.LatinHypercube(len(rows), rng=np.random.default_rng(seed)).random(n)
    low, high = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    names = [row[0] for row in rows]
    return [
        dict(zip(names, values, strict=True)) for values in (low + unit * (high - low)).tolist()
    ]


@dataclass(frozen=True)
class Simulated:
    """What P parameter vectors say of every dyad.

    Attributes
    ----------
    years : mapping from dyad to ndarray (Y,)
        Years of the run with the whole timeline.
    mean, variance : mapping from dyad to ndarray, shape (P, Y)
        Over its replicates, on the coder's scale.
    ahead : mapping from (dyad, origin) to ndarray, shape (P, R, 1 + horizons)
        Yearly cooperation on the coder's scale in the origin and in the years after, with
        nothing of the partner's scripted after the origin; NaN beyond the timeline.
    """

    years: Mapping[str, NDArray[np.int64]]
    mean: Mapping[str, Array]
    variance: Mapping[str, Array]
    ahead: Mapping[tuple[str, int], NDArray[np.float32]]

    def first(self, count: int) -> Simulated:
        """Return what the first vectors say."""
        mean, variance, ahead = (
            {key: values[:count] for key, values in part.items()}
            for part in (self.mean, self.variance, self.ahead)
        )
        return Simulated(self.years, mean, variance, ahead)


def simulate(
    dossiers: Sequence[Dossier],
    vectors: Sequence[Vector],
    variant: Variant | None = None,
    *,
    seed: int = 0,
    replicates: int = REPLICATES,
    ahead: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Simulated:
    """Run each dyad's history under each vector, and again as known at each coded year.

    Parameters
    ----------
    dossiers : sequence of Dossier
    vectors : sequence of mapping from "model.GROUP.NAME" or "observation.exponent" to float
    variant : Variant, optional
        The full law unless given.
    seed : int
        The same draws serve every vector, dyad and origin.
    replicates : int
    ahead : bool
        Whether the origins are run too, not only the whole timeline.
    progress : callable, optional
        Called with points done and of all.
    """
    variant = variant or full()
    exponent = np.array([vector.get(EXPONENT_NAME, EXPONENT) for vector in vectors])
    jobs = [job for item in dossiers for job in _jobs(item) if ahead or not job.origins]
    laws: dict[Parameters, list[Parameters]] = {}
    years, mean, variance, found = {}, {}, {}, {}
    for number, job in enumerate(jobs):
        world = variant.theory.applied(job.world)
        if world.parameters not in laws:
            laws[world.parameters] = [variant.parameters(world.parameters, v) for v in vectors]
        values, at = _run(world, laws[world.parameters], exponent, seed, replicates)
        if not job.origins:
            years[job.dyad], mean[job.dyad] = at, values.mean(axis=1)
            variance[job.dyad] = values.var(axis=1)
        for origin in job.origins:
            found[job.dyad, origin] = _from(values, at, origin)
        if progress is not None:
            progress((number + 1) * len(vectors), len(jobs) * len(vectors))
    return Simulated(years, mean, variance, found)


@dataclass(frozen=True)
class _Job:
    """A world to run: with the whole timeline, or as known at each of some origins."""

    dyad: str
    world: Inputs
    origins: tuple[int, ...] = ()


def _jobs(item: Dossier) -> list[_Job]:
    """Return the runs of a dyad; origins between which nothing became known share one."""
    worlds: list[tuple[list[int], Inputs]] = []
    for origin in origins(item):
        world = item.as_known(origin)
        if worlds and is_same(worlds[-1][1], world):
            worlds[-1][0].append(origin)
        else:
            worlds.append(([origin], world))
    jobs = [_Job(item.dyad, item.whole)]
    for own, world in worlds:
        jobs.append(_Job(item.dyad, shortened(world, own[-1] + max(HORIZONS)), tuple(own)))
    return jobs


def _from(values: Array, years: NDArray[np.int64], origin: int) -> NDArray[np.float32]:
    """Return the origin's year and those of the horizons, (P, R, 1 + horizons)."""
    wanted = origin + np.array([0, *HORIZONS])
    kept = np.full((*values.shape[:2], len(wanted)), np.nan, dtype=np.float32)
    for place, year in enumerate(wanted):
        found = np.flatnonzero(years == year)
        if len(found):
            kept[..., place] = values[..., found[0]]
    return kept


def origins(item: Dossier) -> list[int]:
    """Return the years from which a dyad is forecast: coded, simulated, with a coded year after."""
    years = set(item.coding.years.tolist())
    return [
        year
        for year in sorted(years)
        if year >= item.first_year and any(year + horizon in years for horizon in HORIZONS)
    ]


def _run(
    world: Inputs, laws: Sequence[Parameters], exponent: Array, seed: int, replicates: int
) -> tuple[Array, NDArray[np.int64]]:
    """Return yearly cooperation on the coder's scale, (P, R, Y), and the years."""
    parts, years = [], np.empty(0, dtype=np.int64)
    for begin in range(0, len(laws), BATCH):
        points = [replace(world, parameters=law) for law in laws[begin : begin + BATCH]]
        runs = simulate_many(points, seed, range(replicates), series=SERIES)
        monthly = np.stack([run.series["dyad.operational"][:, :, 0] for run in runs])
        power = exponent[begin : begin + BATCH, None, None]
        found = yearly(as_coded(monthly, power), world.start)
        parts.append(found.values)
        years = found.years
    return np.concatenate(parts), years


def weights(simulated: Simulated, codings: Sequence[Coding]) -> tuple[Array, float]:
    """Return what the training codings make of the vectors: weights (P,) and effective number.

    log w = -1/2 sum over dyads f sum over years ((y - m)^2 / v + ln v), v = coder's variance +
    variance of the runs + discrepancy^2, f = (1 - r) / (1 + r): a Gaussian pseudo-likelihood in
    which neighbouring years count for what is new in them. Without codings all weights are equal.

    Parameters
    ----------
    simulated : Simulated
    codings : sequence of Coding
        The training dyads, cut to the years that may be used: a held-out dyad is not among them.
    """
    size = len(next(iter(simulated.mean.values())))
    log = np.zeros(size)
    thinned = (1.0 - AUTOCORRELATION) / (1.0 + AUTOCORRELATION)
    for item in codings:
        for year, value, sd in zip(item.years, item.values, item.sd, strict=True):
            place = np.flatnonzero(simulated.years[item.dyad] == year)
            if not len(place):
                continue
            mean = simulated.mean[item.dyad][:, place[0]]
            v = sd**2 + simulated.variance[item.dyad][:, place[0]] + DISCREPANCY**2
            log -= 0.5 * thinned * ((value - mean) ** 2 / v + np.log(v))
    raw = np.exp(log - log.max())
    found = raw / raw.sum()
    return found, float(1.0 / np.sum(found**2))
