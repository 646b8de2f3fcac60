"""What the what-if page of a session compares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from analysis.view.choices import read
from analysis.view.plan import SET_BY, Plan
from analysis.wording import named
from model.errors import unknown

PINS = 4
"""With the alternative that is edited, up to five variants beside the baseline."""


@dataclass(frozen=True)
class Question:
    """What is compared: the baseline's id, the alternative, pinned variants, whose dyads, seed.

    `number` counts the questions of a session.
    """

    baseline: str
    plan: Plan
    pins: tuple[Plan, ...] = ()
    partner: str | None = None
    seed: int = 0
    number: int = 0

    def check(self) -> None:
        """Build everything that is asked for.

        Raises
        ------
        UserError
            For what is not in the catalogue, or does not pass a scenario's checks.
        """
        base = Plan(self.baseline).inputs()
        for plan in (self.plan, *self.pins):
            plan.inputs()
        partners = list(dict.fromkeys(dyad.partner for dyad in base.dyads))
        if self.partner is not None and self.partner not in partners:
            raise unknown("partner", self.partner[:40], partners, SET_BY)

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


def changed(question: Question, name: str, value: Any) -> dict[str, Any]:
    """Return the change of a question that a field asks for.

    Raises
    ------
    UserError
        For a seed that is not one.
    """
    if name == "seed":
        return read("seed", value)
    text = str(value) or None
    if name == "baseline":
        return {"baseline": text or question.baseline}
    if name == "partner":
        return {"partner": text}
    if name == "scenario":
        # Another scenario has other events: what was edited does not belong to it.
        return {"plan": replace(question.plan, scenario=str(text), edits=None)}
    return {"plan": replace(question.plan, **{name: text})}
