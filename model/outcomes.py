"""What a run came to: outcomes of a run, of each of its dyads, and against a paired baseline."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.decomposition import PARTS, split
from model.founding import mean
from model.run import Run

Array = NDArray[np.float64]
RECOVERED = 0.9


class Outcome(NamedTuple):
    """The name, unit and meaning of one outcome."""

    name: str
    unit: str
    meaning: str


DYAD_OUTCOMES: tuple[Outcome, ...] = (
    Outcome("operational_mean", "1", "operational cooperation, mean over months"),
    Outcome("operational_final", "1", "operational cooperation in the last month"),
    Outcome("trust_mean", "1", "partner's trust, mean over months"),
    Outcome("mandate_mean", "1", "mandate, mean over months"),
    Outcome("p_rupture", "1", "1 if a dyad not ruptured at the start ruptures"),
    Outcome("months_to_rupture", "month", "first month of rupture; the horizon if there is none"),
    Outcome(
        "months_to_recovery",
        "month",
        "from the fall of operational cooperation below 90 % of the first month's until it is "
        "regained; 0 if it never falls",
    ),
    Outcome("is_recovery_censored", "1", "1 if it is not regained within the horizon"),
    Outcome("concession_obtained", "1", "largest concession in force"),
    Outcome("concession_kept", "1", "concession in force in the last month"),
    Outcome("liaison_lost", "1", "fall of liaison presence, first to last month"),
    Outcome("capacity_lost", "1", "fall of capacity, first to last month"),
)

OUTCOMES: tuple[Outcome, ...] = (
    *(Outcome(o.name, o.unit, f"{o.meaning}; mean over dyads") for o in DYAD_OUTCOMES),
    Outcome("blind_share_mean", "1", "share of the flow's way that is blind, mean over months"),
    Outcome("shifted_share_mean", "1", "share of flow moved to other routes, mean over months"),
    Outcome("dispatched_t", "t", "flow dispatched"),
    Outcome("seized_t", "t", "flow removed"),
    Outcome("arrived_t", "t", "flow arrived"),
    Outcome("removal_share", "1", "seized / dispatched"),
)

PAIRED_OUTCOMES: tuple[Outcome, ...] = (
    Outcome("net_security_effect", "1", "arrivals avoided as a share of the paired baseline's"),
    *(Outcome(f"net_{part}", "1", f"the part of it through {part}") for part in PARTS),
)


def dyad_outcomes(run: Run) -> dict[str, Array]:
    """Return every dyad outcome, each of shape (dyads,)."""
    s = run.series
    work, concession = s["dyad.operational"], s["dyad.concession"]
    months = work.shape[0]
    broke = (s["dyad.is_ruptured"] > 0.5) & (s["dyad.is_ruptured"][:1] < 0.5)
    ever = broke.any(axis=0)
    recovery, censored = _recovery(work)
    return {
        "operational_mean": _sum(work) / months,
        "operational_final": work[-1],
        "trust_mean": _sum(s["dyad.trust"]) / months,
        "mandate_mean": _sum(s["dyad.mandate"]) / months,
        "p_rupture": ever.astype(np.float64),
        "months_to_rupture": np.where(ever, broke.argmax(axis=0), months).astype(np.float64),
        "months_to_recovery": recovery,
        "is_recovery_censored": censored,
        "concession_obtained": concession.max(axis=0),
        "concession_kept": concession[-1],
        "liaison_lost": s["dyad.liaison"][0] - s["dyad.liaison"][-1],
        "capacity_lost": s["dyad.capacity"][0] - s["dyad.capacity"][-1],
    }


def run_outcomes(run: Run) -> dict[str, float]:
    """Return every outcome of a run: means over dyads, and the network's."""
    flow = {
        name: float(_sum(run.series[f"network.{name}"])[0])
        for name in ("dispatched", "seized", "arrived", "blind_share", "shifted_share")
    }
    months = len(run.series["network.arrived"])
    sent, seized = flow["dispatched"], flow["seized"]
    return {name: mean(value.tolist()) for name, value in dyad_outcomes(run).items()} | {
        "blind_share_mean": flow["blind_share"] / months,
        "shifted_share_mean": flow["shifted_share"] / months,
        "dispatched_t": sent,
        "seized_t": seized,
        "arrived_t": flow["arrived"],
        "removal_share": seized / sent if sent > 0.0 else 0.0,
    }


def against_baseline(run: Run, base: Run) -> dict[str, float]:
    """Return the net security effect of a run against its paired baseline, and its parts.

    Equation: (arrived_base - arrived_run) / arrived_base over the horizon, both from the same seed
    and replicate; positive is good for the sender. The parts add up to it (see
    `model.decomposition`).
    """
    before = float(_sum(base.series["network.arrived"])[0])
    if before <= 0.0:
        return {outcome.name: 0.0 for outcome in PAIRED_OUTCOMES}
    effect = (before - float(_sum(run.series["network.arrived"])[0])) / before
    parts = split(run, base)
    return {"net_security_effect": effect} | {
        f"net_{part}": -amount / before for part, amount in parts.items()
    }


def _sum(values: Array) -> Array:
    """Return the sum over months, added one by one from the first, as the ensemble adds."""
    return np.asarray(np.cumsum(values, axis=0)[-1])


def _recovery(work: Array) -> tuple[Array, Array]:
    """Return months from the fall to the recovery and whether it is censored, per dyad."""
    low = work < RECOVERED * work[:1]
    months, n = work.shape
    took, censored = np.zeros(n), np.zeros(n)
    for i in np.flatnonzero(low.any(axis=0)):
        fell = int(low[:, i].argmax())
        back = np.flatnonzero(~low[fell:, i])
        took[i] = back[0] if back.size else months - fell
        censored[i] = 0.0 if back.size else 1.0
    return took, censored
