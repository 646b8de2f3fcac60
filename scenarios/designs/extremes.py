"""Extremes: every factor at one end of its range or the other.

All 2^D corners while they are at most `most_corners`; beyond, a fraction of them, two rows for each
column of a Hadamard matrix: main effects clear of each other and of interactions of two factors.
Source: Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, Wiley.
"""

from __future__ import annotations

import numpy as np

from scenarios.designs.kinds import Request, Values

OPTIONS: dict[str, object] = {"most_corners": 1024}
MOST_FACTORS = 512
"""Of a fraction: the largest that SALib makes."""


def size(request: Request) -> int:
    """Return 2^D, or of a fraction twice the least power of two that is D or more."""
    request.without_points()
    if not is_full(request) and request.n > MOST_FACTORS:
        rule = f"is not made of {request.n} factors"
        advice = "Vary fewer numbers, or sample them: design=latin_hypercube."
        raise request.wrong("design", request.kind, rule, f"at most {MOST_FACTORS}", advice)
    return 2**request.n if is_full(request) else 2 << (request.n - 1).bit_length()


def sample(request: Request) -> Values:
    """Return the corners, the first factor varying slowest; or SALib's fraction of them."""
    if is_full(request):
        axes = np.meshgrid(*zip(request.low, request.high, strict=True), indexing="ij")
        return np.stack([axis.ravel() for axis in axes], axis=1)
    from SALib.sample import ff

    return request.within(ff.sample(request.problem)[:, : request.n])


def is_full(request: Request) -> bool:
    """Tell whether all corners are visited."""
    return (1 << request.n) <= request.count("most_corners", 1)
