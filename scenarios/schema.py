"""The schema of scenarios, policies and strategies.

`Course` is what happens: the resolved form that is shown, overridden and built, with plain numbers.
`ScenarioFile` is the same with the origin of every number and what the file says about itself.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS, Instrument
from scenarios.format.quantity import Quantity, Within
from scenarios.format.schema_parts import (
    SIGNED,
    Dyad,
    GovernmentChange,
    Link,
    Month,
    MonthOrEnd,
    Names,
    SourceUse,
    Strict,
    WholeNumber,
)
from scenarios.problems import fault, near, out_of_range

INSTRUMENTS: dict[str, Instrument] = {
    item.name: item for item in (*PARTNER_ACTS, *SENDER_INSTRUMENTS)
}
EVERYBODY = "all"
"""What stands for each government of a role: in `toward`, and as the key of a single policy."""


def _choice(value: Any) -> Any:
    return {EVERYBODY: value} if isinstance(value, str) else value


_CHOICE_SCHEMA = {
    "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]
}
PolicyChoice = Annotated[dict[str, str], BeforeValidator(_choice), WithJsonSchema(_CHOICE_SCHEMA)]


class Event[N: (Quantity, float)](Strict):
    """Something a government does, from a month to a month."""

    by: str = Field(description="Who acts: a government")
    toward: Names = Field(description="Towards whom: a government, a list, or all")
    instrument: str = Field(
        description="Senders: "
        + ", ".join(item.name for item in SENDER_INSTRUMENTS)
        + ". Partners: "
        + ", ".join(item.name for item in PARTNER_ACTS),
        json_schema_extra={"enum": [*sorted(INSTRUMENTS)]},
    )
    at: Month = Field(description="First month")
    until: MonthOrEnd | None = Field(
        default=None,
        description="Last month, included, or end; with every_months, the last month of repeating",
    )
    every_months: Annotated[WholeNumber, Within(1, 600, unit="months")] | None = Field(
        default=None, description="Repeat for one month each time, every so many months"
    )
    intensity: N = Field(description="The level, from 0 to the highest the instrument admits")
    note: str = Field(default="", description="What it was, for a reader")

    @field_validator("instrument")
    @classmethod
    def _is_known(cls, value: str) -> str:
        if value not in INSTRUMENTS:
            known = ", ".join(sorted(INSTRUMENTS))
            raise fault("is not an instrument", allowed=known, advice=near(value, INSTRUMENTS))
        return value

    @field_validator("intensity")
    @classmethod
    def _is_admissible(cls, value: N, info: ValidationInfo) -> N:
        item = INSTRUMENTS.get(info.data.get("instrument", ""))
        if item is not None and not 0.0 <= float(value) <= item.high:
            raise out_of_range(0.0, item.high, f"The scale of {item.name}: {item.unit}.")
        return value


class Leader[N: (Quantity, float)](Strict):
    """A change of leader that happened."""

    government: str
    at: Month
    ideology: Annotated[N, SIGNED]
    note: str = ""


class Course[N: (Quantity, float)](Strict):
    """What happens in a world, and how its governments behave beyond the script."""

    id: str = Field(description="The name of the file without .yaml")
    title: str
    world: str = Field(description="A file of scenarios/worlds/")
    start: Month = Field(description="First month")
    months: Annotated[WholeNumber, Within(1, 1200, unit="months")] = Field(
        description="Length of the horizon"
    )
    policy: PolicyChoice = Field(
        description="A file of scenarios/policies/, for every sender or by sender"
    )
    strategies: dict[str, str] = Field(
        default={}, description="Files of scenarios/strategies/ by partner, over the world's"
    )
    dyads: dict[str, Dyad[N]] = Field(
        default={}, description="Initial values by partner or SENDER>PARTNER, over the world's"
    )
    governments: dict[str, GovernmentChange[N]] = {}
    links: dict[str, Link[N]] = Field(
        default={}, description="By pattern, for instance USA.DEA>VEN.*, over the world's"
    )
    parameters: dict[str, N] = Field(default={}, description="By full name, over the defaults")
    leaders: dict[str, Leader[N]] = {}
    events: dict[str, Event[N]] = {}


class ScenarioFile(Course[Quantity]):
    """A scenario as its file says it, after composition with the file it is based on."""

    summary: str
    period: str
    seed_points: list[Annotated[WholeNumber, Within(1, 7)]] = []
    does_not_cover: str
    sources: list[SourceUse] = []
    based_on: str | None = None
    without: list[str] = []


class RuleFile(Strict):
    """A named way of behaving: a rule of the model with some of its coefficients set."""

    id: str
    title: str
    summary: str
    does_not_cover: str
    rule: str
    coefficients: dict[str, Quantity] = {}
    sources: list[SourceUse] = []


class PolicyFile(RuleFile):
    """A sender's policy; `rule` is a file of model/policies/."""


class StrategyFile(RuleFile):
    """A partner's strategy; `rule` is a file of model/strategies/."""


EventFile = Event[Quantity]
Resolved = Course[float]
