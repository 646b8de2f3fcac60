"""What the what-if page of a session compares."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.view.plan import Plan
from analysis.wording import named


@dataclass(frozen=True)
class Question:
    """What is compared: the baseline's id, the alternative, pinned variants, whose dyads, seed."""

    baseline: str
    plan: Plan
    pins: tuple[Plan, ...] = ()
    partner: str | None = None
    seed: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the variants, the baseline first."""
        pinned = (f"pin {k}: {short(pin)}" for k, pin in enumerate(self.pins, 1))
        return (f"baseline: {self.baseline}", f"alternative: {short(self.plan)}", *pinned)


def short(plan: Plan) -> str:
    """Return what a variant is called."""
    by = [named(part) for part in (plan.policy, plan.strategy) if part]
    changes = len(plan.edits or {})
    return ", ".join([plan.scenario, *by, *([f"{changes} changed"] if changes else [])])
