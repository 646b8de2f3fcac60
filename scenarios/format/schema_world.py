"""The schema of a world: governments, agencies, dyads, countries and routes."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from model.inputs import Account, Role
from scenarios.format.quantity import Quantity
from scenarios.format.schema_parts import (
    SHARE,
    SIGNED,
    TENURE,
    TONNES,
    WEIGHT,
    AgencyChange,
    Dyad,
    Elections,
    Link,
    Mission,
    Names,
    Strict,
)
from scenarios.problems import fault


class Government[N: (Quantity, float)](Strict):
    """A government; a partner also has a strategy and agencies."""

    name: str
    role: Role
    ideology: Annotated[N, SIGNED]
    nationalism: Annotated[N, SHARE]
    months_in_office: Annotated[N, TENURE]
    elections: Elections | None = None
    strategy: str | None = None
    agencies: dict[str, AgencyChange[N]] = {}

    @model_validator(mode="after")
    def _fits_its_role(self) -> Self:
        if self.role == "partner" and self.strategy is None:
            raise fault("is a partner without a strategy", advice="Add 'strategy:'.")
        if self.role == "sender" and (self.strategy is not None or self.agencies):
            raise fault(
                "is a sender with a strategy or with agencies by kind",
                advice="Its agencies go under 'sender_agencies'; a scenario gives its policy.",
            )
        return self


class AgencyKind[N: (Quantity, float)](Strict):
    """A kind of partner agency, with the numbers of each agency of that kind."""

    mission: Mission
    autonomy: Annotated[N, SHARE]
    capacity: Annotated[N, SHARE]
    aid_share: Annotated[N, SHARE]
    account: Account


class SenderAgency[N: (Quantity, float)](Strict):
    """An agency of a sender, with the kinds it works with and the numbers of those links."""

    name: str
    mission: Mission
    autonomy: Annotated[N, SHARE]
    capacity: Annotated[N, SHARE]
    exposure: Annotated[N, SHARE]
    detection_weight: Annotated[N, WEIGHT]
    eradication_weight: Annotated[N, WEIGHT]
    works_with: Names
    access: Annotated[N, SHARE]
    liaison: Annotated[N, SHARE]
    working_trust: Annotated[N, SHARE]


class Country[N: (Quantity, float)](Strict):
    """A country on the routes; `partner` is null for the market and the high seas."""

    partner: str | None
    sender_detection: Annotated[N, SHARE]
    own_detection: Annotated[N, SHARE]
    supply: Annotated[N, TONNES]


class Route[N: (Quantity, float)](Strict):
    """A chain of countries from a producer to the market, and its share of that producer's flow."""

    chain: list[str] = Field(min_length=2)
    share: Annotated[N, SHARE]


class World[N: (Quantity, float)](Strict):
    """Everything that exists before anybody acts."""

    id: str
    title: str
    summary: str
    does_not_cover: str
    sources: list[str] = []
    governments: dict[str, Government[N]]
    agency_kinds: dict[str, AgencyKind[N]]
    sender_agencies: dict[str, dict[str, SenderAgency[N]]]
    dyads: dict[str, Dyad[N]]
    links: dict[str, Link[N]] = {}
    countries: dict[str, Country[N]]
    routes: dict[str, Route[N]]


class WorldFile(World[Quantity]):
    """A world as its file says it: every number with its origin."""
