"""Sobol': a low-discrepancy sequence, scrambled; a design of n points begins one of 2n.

Source: Sobol' (1967), USSR Computational Mathematics and Mathematical Physics 7, 86-112; scrambling
as SciPy does it (left matrix scramble and digital shift).
"""

from __future__ import annotations

from scipy.stats import qmc

from scenarios.designs.kinds import Request, Values

OPTIONS: dict[str, object] = {"scramble": True}


def size(request: Request) -> int:
    """Return `points`, a power of two."""
    request.flag("scramble")
    return request.power_of_two()


def sample(request: Request) -> Values:
    """Return the points."""
    sampler = qmc.Sobol(request.n, scramble=request.flag("scramble"), rng=request.rng())
    return request.scaled(sampler.random_base2(request.power_of_two().bit_length() - 1))
