"""The numbers of a sensitivity analysis, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.sensitivity.study import Result

NAN = float("nan")


def rows(result: Result) -> Iterator[dict[str, Any]]:
    """Yield a row for each number of a result; `other` is the second factor of a pair."""
    same = {"outcome": result.outcome, "dyad": result.dyad, "arm": result.arm}
    same["against"] = result.against
    for method, measure, of, value, low, high in _numbers(result):
        factor, other = (*of, "", "")[:2]
        yield same | {
            "method": method,
            "measure": measure,
            "factor": factor,
            "other": other,
            "value": value,
            "low": low,
            "high": high,
        }


Number = tuple[str, str, tuple[str, ...], float, float, float]


def _numbers(result: Result) -> Iterator[Number]:
    if result.split is not None:
        yield from _split(result)
    if result.sobol is not None:
        orders = {"first": result.sobol.first, "total": result.sobol.total}
        for order, found in (orders | {"second": result.sobol.second}).items():
            for item in found:
                yield "sobol", order, item.of, item.value, item.low, item.high
    if result.morris is not None:
        for item in result.morris.effects:
            of = (item.factor,)
            yield "morris", "mu_star", of, item.mu_star, item.mu_star_low, item.mu_star_high
            yield "morris", "mu", of, item.mu, NAN, NAN
            yield "morris", "sigma", of, item.sigma, item.sigma_low, item.sigma_high
    if result.pawn is not None:
        for distance in result.pawn.distances:
            yield "pawn", "median", (distance.factor,), distance.median, distance.low, distance.high
            yield "pawn", "maximum", (distance.factor,), distance.maximum, NAN, NAN
        yield "pawn", "threshold", (), result.pawn.threshold, NAN, NAN


def _split(result: Result) -> Iterator[Number]:
    found = result.split
    assert found is not None
    yield "replicates", "share", (), found.share, found.low, found.high
    yield "replicates", "noise", (), found.noise, found.noise_low, found.noise_high
    yield "replicates", "needed", (), found.needed, NAN, found.needed_high
    for name in ("parameters", "shared", "own", "uncorrected"):
        yield "replicates", name, (), getattr(found, name), NAN, NAN
