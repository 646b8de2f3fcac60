"""The few smooth functions the rules share, equal to the bit in plain Python and compiled.

No function here calls the C library: its scalar and vector versions may differ in the last bit.
Only +, -, *, / and comparisons are used, in a fixed order, which IEEE 754 rounds alike everywhere.
"""

from __future__ import annotations

EXP_LIMIT = 60.0


def clip(x: float, low: float, high: float) -> float:
    """Return `x` limited to [low, high]."""
    return min(max(x, low), high)


def exp(x: float) -> float:
    """Return e**x for x limited to [-60, 60], to a relative error below 1e-13.

    Equation: exp(x) = exp(x / 256)**256, the inner one by its Taylor polynomial of degree 12 in
    Horner form (|x / 256| < .24, so the first term left out is below 2e-18 of the sum), the power
    by eight squarings.
    """
    y = clip(x, -EXP_LIMIT, EXP_LIMIT) / 256.0
    s = 1.0 + y / 12.0
    s = 1.0 + y / 11.0 * s
    s = 1.0 + y / 10.0 * s
    s = 1.0 + y / 9.0 * s
    s = 1.0 + y / 8.0 * s
    s = 1.0 + y / 7.0 * s
    s = 1.0 + y / 6.0 * s
    s = 1.0 + y / 5.0 * s
    s = 1.0 + y / 4.0 * s
    s = 1.0 + y / 3.0 * s
    s = 1.0 + y / 2.0 * s
    s = 1.0 + y * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    return s * s


def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)); within 1e-26 of 0 or 1 beyond |x| = 60."""
    return 1.0 / (1.0 + exp(-x))


def standard_noise(u: float, v: float) -> float:
    """Return a deviate of mean 0 and variance 1 from two uniforms.

    Equation: sqrt(6) (u + v - 1), the symmetric triangular law on [-2.45, 2.45]: bounded, and no
    logarithm. sqrt(6) is written out.
    """
    return 2.449489742783178 * (u + v - 1.0)
