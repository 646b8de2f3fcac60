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

    Equation: exp(x) = exp(x / 256)**256, the inner one by its Taylor polynomial of degree 11 in
    Horner form (|x / 256| < .24, so the first term left out is below 6e-17 of the sum), the power
    by eight squarings.
    """
    y = clip(x, -EXP_LIMIT, EXP_LIMIT) * 0.00390625
    s = y * 2.505210838544172e-08 + 2.755731922398589e-07
    s = s * y + 2.7557319223985893e-06
    s = s * y + 2.48015873015873e-05
    s = s * y + 0.0001984126984126984
    s = s * y + 0.001388888888888889
    s = s * y + 0.008333333333333333
    s = s * y + 0.041666666666666664
    s = s * y + 0.16666666666666666
    s = s * y + 0.5
    s = s * y + 1.0
    s = s * y + 1.0
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    s = s * s
    return s * s


def wide_exp(x: float) -> float:
    """Return e**x for x limited to [-240, 240], the fourth power of `exp(x / 4)`."""
    root = exp(0.25 * x)
    square = root * root
    return square * square


def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)); within 1e-26 of 0 or 1 beyond |x| = 60."""
    return 1.0 / (1.0 + exp(-x))


def standard_noise(u: float, v: float) -> float:
    """Return a deviate of mean 0 and variance 1 from two uniforms.

    Equation: sqrt(6) (u + v - 1), the symmetric triangular law on [-2.45, 2.45]: bounded, and no
    logarithm. sqrt(6) is written out.
    """
    return 2.449489742783178 * (u + v - 1.0)
