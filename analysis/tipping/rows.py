"""What one ramp did to one state: shares that jump, jump points, gap and width of the loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import Array
from analysis.statistics.proportion import proportion
from analysis.tipping.jumps import Jumps, is_regime, switches
from analysis.tipping.loop import Branches, both_jumps, branches, gap, width

LIMBS = ("up", "down")
NAN = float("nan")


@dataclass(frozen=True)
class Loop:
    """The runs of one ramp and one state, replicate by replicate, and the runs without the ramp.

    Attributes
    ----------
    state : str
    months_per_step : int
    rate : float
        Of the control, per month.
    branches, held : Branches
        Of the ramped runs, and of the same worlds and months with the control held; the latter on
        the control of the former.
    up, down, held_up, held_down : Jumps
    gap, width : array of shape (replicates,)
        The gap is that of the ramped run minus that of the held one.
    before : array of int of shape (replicates,)
        Months of the ramp that lie before the jump up for certain; 0 without one.
    """

    state: str
    months_per_step: int
    rate: float
    branches: Branches
    held: Branches
    up: Jumps
    down: Jumps
    held_up: Jumps
    held_down: Jumps
    gap: Array
    width: Array
    before: NDArray[np.intp]


def loop(
    state: str, pace: tuple[int, float], control: Array, ramped: Array, held: Array, seed: int
) -> Loop:
    """Return the loop of one ramp and one state.

    Parameters
    ----------
    state : its name
    pace : months per step, and the rate
    control : array of shape (months,)
    ramped, held : array of shape (replicates, months)
    seed : of the bootstraps
    """
    with_ramp, without = branches(control, ramped), branches(control, held)
    if is_regime(ramped) and is_regime(held):
        up, down = switches(control, ramped)
        held_up, held_down = switches(control, held)
        before = up.index
    else:
        up, down = both_jumps(with_ramp, seed=seed)
        held_up, held_down = both_jumps(without, seed=seed)
        before = np.where(up.found, with_ramp.up_begins[np.maximum(up.index - 1, 0)], 0)
    return Loop(
        state,
        *pace,
        with_ramp,
        without,
        up,
        down,
        held_up,
        held_down,
        gap(with_ramp) - gap(without),
        width(up, down),
        before,
    )


@dataclass(frozen=True)
class Row:
    """A loop in numbers, over replicates; NaN for what there is not.

    `share_*` are of the runs that jump, `excess_*` of those minus the same worlds without the ramp
    (paired), `at_*` and `size_*` of the runs that jump. `response` is the state at the top of the
    ramp minus at its foot. Each `_low` and `_high` is an interval for one number.
    """

    state: str
    months_per_step: int
    rate: float
    n: int
    response: float
    share_up: float
    share_up_low: float
    share_up_high: float
    share_up_held: float
    excess_up: float
    excess_up_low: float
    excess_up_high: float
    at_up: float
    at_up_low: float
    at_up_high: float
    size_up: float
    share_down: float
    share_down_low: float
    share_down_high: float
    share_down_held: float
    excess_down: float
    excess_down_low: float
    excess_down_high: float
    at_down: float
    at_down_low: float
    at_down_high: float
    size_down: float
    n_width: int
    width: float
    width_low: float
    width_high: float
    gap: float
    gap_low: float
    gap_high: float

    @property
    def jumps_up(self) -> bool:
        """Whether runs jump on the way up more often than they do without the ramp."""
        return self.excess_up_low > 0.0

    @property
    def jumps_down(self) -> bool:
        """The same on the way back."""
        return self.excess_down_low > 0.0


def row(found: Loop, confidence: float, seed: int) -> Row:
    """Return a loop in numbers."""
    take = _interval(confidence, seed)
    up = found.branches.up
    numbers: dict[str, float] = {"response": float((up[:, -1] - up[:, 0]).mean())}
    for limb in LIMBS:
        own: Jumps = getattr(found, limb)
        held: Jumps = getattr(found, f"held_{limb}")
        numbers |= _limb(limb, own, held, found.branches.has_return or limb == "up", take)
    numbers |= _named("width", take(found.width))
    numbers |= _named("gap", take(found.gap))
    return Row(
        state=found.state,
        months_per_step=found.months_per_step,
        rate=found.rate,
        n=len(up),
        n_width=int(np.isfinite(found.width).sum()),
        **numbers,
    )


Take = Callable[[Array], tuple[float, float, float]]


def _limb(limb: str, own: Jumps, held: Jumps, is_there: bool, take: Take) -> dict[str, float]:
    if not is_there:
        names = [f"{kind}_{limb}" for kind in ("share", "excess", "at")]
        bare = (f"share_{limb}_held", f"size_{limb}")
        return dict.fromkeys(bare, NAN) | {
            key: NAN for name in names for key in (name, f"{name}_low", f"{name}_high")
        }
    share = proportion(int(own.found.sum()), len(own.found))
    excess = take(own.found.astype(float) - held.found.astype(float))
    size = own.size[own.found]
    return {
        **_named(f"share_{limb}", (share.share, share.low, share.high)),
        f"share_{limb}_held": float(held.found.mean()),
        **_named(f"excess_{limb}", excess),
        **_named(f"at_{limb}", take(own.at)),
        f"size_{limb}": float(np.median(size)) if len(size) else NAN,
    }


def _named(name: str, values: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), values, strict=True))


def _interval(confidence: float, seed: int) -> Take:
    def take(values: Array) -> tuple[float, float, float]:
        known = values[np.isfinite(values)]
        if not len(known):
            return NAN, NAN, NAN
        found = mean_intervals(known, confidence, seed)
        return float(found.mean[0]), float(found.low[0]), float(found.high[0])

    return take


def curves(found: Loop) -> pd.DataFrame:
    """Return the branches as a table: mean and quantiles over replicates by limb and control."""
    parts = []
    for limb in LIMBS:
        control = getattr(found.branches, f"{limb}_control")
        if not len(control):
            continue
        values, held = getattr(found.branches, limb), getattr(found.held, limb)
        low, middle, high = np.quantile(values, [0.05, 0.5, 0.95], axis=0)
        parts.append(
            pd.DataFrame(
                {
                    "state": found.state,
                    "months_per_step": found.months_per_step,
                    "limb": limb,
                    "control": control,
                    "mean": values.mean(axis=0),
                    "q05": low,
                    "q50": middle,
                    "q95": high,
                    "held_mean": held.mean(axis=0),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def replicates(found: Loop) -> pd.DataFrame:
    """Return what each run did, a row for each."""
    return pd.DataFrame(
        {
            "state": found.state,
            "months_per_step": found.months_per_step,
            "replicate": np.arange(len(found.gap)),
            **{
                f"{kind}_{limb}": getattr(getattr(found, limb), kind)
                for limb in LIMBS
                for kind in ("at", "size", "p")
            },
            "held_jumps_up": found.held_up.found,
            "held_jumps_down": found.held_down.found,
            "gap": found.gap,
            "width": found.width,
        }
    )
