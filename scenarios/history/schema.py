"""The schema of a dyad's history: the file dyad.yaml and the rows of its three tables."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from scenarios.format import months
from scenarios.format.quantity import Quantity, Real, Within
from scenarios.format.schema_parts import (
    SIGNED,
    Dyad,
    GovernmentChange,
    Link,
    Month,
    MonthOrEnd,
    SourceUse,
    Strict,
    WholeNumber,
)
from scenarios.problems import fault

Flag = Literal["L", "C", "G"]
"""How a figure is known: L the page was read, C computed from data, G general knowledge."""

INTENSITY = Within(
    0.0, 1.2, advice="|Goldstein| / 10 times a scope of .5 to 1.2; a share is not a percentage."
)


def _keys(value: Any) -> Any:
    return value.replace(";", " ").split() if isinstance(value, str) else value


Keys = Annotated[list[str], BeforeValidator(_keys), Field(min_length=1)]


class Like(Strict):
    """The governments of the template world whose agencies and numbers are taken over."""

    sender: str
    partner: str


class HistoryWorld(Strict):
    """The world of a dyad: a template world reduced to two governments, with changes."""

    template: str = Field(default="default", description="A file of scenarios/worlds/")
    like: Like | None = Field(
        default=None, description="Governments of the template to stand for these; else the same"
    )
    names: dict[str, str] = Field(
        default_factory=dict, description="Full names of governments by id"
    )
    policy: str = Field(default="status_quo", description="A file of scenarios/policies/")
    strategy: str | None = Field(
        default=None, description="A file of scenarios/strategies/; else the template's"
    )
    governments: dict[str, GovernmentChange[Quantity]] = Field(default_factory=dict)
    dyad: Dyad[Quantity] = Field(default=Dyad[Quantity](), description="Numbers of the dyad")
    links: dict[str, Link[Quantity]] = Field(default_factory=dict)


class DyadFile(Strict):
    """What dyad.yaml says."""

    id: str = Field(description="The name of the folder")
    title: str
    summary: str
    does_not_cover: str
    sender: str
    partner: str
    first: Month = Field(description="First month that can be run")
    last: Month = Field(description="Last month that the chronology covers")
    world: HistoryWorld = HistoryWorld()
    start: Dyad[Quantity] = Field(
        default=Dyad[Quantity](), description="Levels in the first month that no observation gives"
    )
    episodes: list[str] = Field(
        default_factory=list, description="Scenarios of the catalogue that tell of the same dyad"
    )
    sources: list[SourceUse] = Field(default_factory=list)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if months.index(self.last, self.first) < 1:
            raise fault("ends before it begins", advice="Swap 'first' and 'last'.")
        if self.sender == self.partner:
            raise fault("has one government on both sides", advice="Name two.")
        return self


class EventRow(Strict):
    """A row of events.csv."""

    month: Month
    until: MonthOrEnd | None = None
    actor: str
    target: str
    kind: str
    intensity: Annotated[Real, INTENSITY]
    flag: Flag
    what: str
    outcome: str = ""
    source: Keys
    instrument: str | None = None
    level: Annotated[Real, Within(0.0, 5.0)] | None = None
    why: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if (self.instrument is not None or self.level is not None) and not self.why:
            raise fault(
                "departs from the table of kinds without a reason",
                advice="Say in the column 'why' what the row's own instrument or level rests on.",
            )
        return self

    @field_validator("until")
    @classmethod
    def _is_later(cls, value: str | None, info: ValidationInfo) -> str | None:
        at = info.data.get("month")
        if value not in (None, "end") and at is not None and months.index(str(value), at) < 0:
            raise fault(
                f"is before its beginning {at}",
                allowed="a later month, or end",
                advice="Swap the two months or leave 'until' empty.",
            )
        return value


class ObservationRow(Strict):
    """A row of observations.csv."""

    series: str = Field(min_length=1)
    unit: str
    year: Annotated[WholeNumber, Within(1900, 2100, unit="year")]
    value: Real
    low: Real | None = None
    high: Real | None = None
    flag: Flag
    source: Keys
    note: str = ""

    @model_validator(mode="after")
    def _is_between(self) -> Self:
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            raise fault(
                f"has the value {self.value:g} outside its interval [{low:g}, {high:g}]",
                advice="Correct the value, or 'low' and 'high'.",
            )
        return self


class LeaderRow(Strict):
    """A row of leaders.csv: who came into office when."""

    month: Month
    government: str
    name: str
    ideology: Annotated[Real, SIGNED]
    low: Annotated[Real, SIGNED]
    high: Annotated[Real, SIGNED]
    flag: Flag
    why: str = Field(min_length=1)
    source: Keys

    @model_validator(mode="after")
    def _is_between(self) -> Self:
        if not self.low <= self.ideology <= self.high:
            raise fault(
                f"has the ideology {self.ideology:g} outside [{self.low:g}, {self.high:g}]",
                advice="Correct 'ideology', or 'low' and 'high'.",
            )
        return self


class EventTable(Strict):
    """All rows of events.csv."""

    events: list[EventRow]


class ObservationTable(Strict):
    """All rows of observations.csv."""

    observations: list[ObservationRow]


class LeaderTable(Strict):
    """All rows of leaders.csv."""

    leaders: list[LeaderRow]
