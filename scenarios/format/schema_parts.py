"""The parts that the schemas of worlds and scenarios share.

Every schema is generic in its numbers: `Quantity` in files (a value with its origin), `float` in
the resolved form that is shown and overridden. One schema, so the two cannot drift apart.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from model.inputs import Account
from scenarios.format import months
from scenarios.format.quantity import Quantity, Within
from scenarios.problems import fault

Mission = Literal[
    "intelligence", "interdiction", "investigation", "capacity_building", "eradication"
]
WholeNumber = Annotated[int, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]

SHARE = Within(0.0, 1.0)
SIGNED = Within(-1.0, 1.0)
WEIGHT = Within(0.0, 10.0)
TONNES = Within(0.0, 1000.0, unit="t/month")
TENURE = Within(0.0, 600.0, unit="months")


def _month(value: Any) -> Any:
    advice = "Write the year, a dash and two digits, for instance 2017-01."
    try:
        months.number(value if isinstance(value, str) else "")
    except ValueError as error:
        raise fault(str(error), allowed="YYYY-MM", advice=advice) from None
    return value


def _end(value: Any) -> Any:
    return value if value in (None, "end") else _month(value)


def listed(value: Any) -> Any:
    """Return one name as a list of one."""
    return [value] if isinstance(value, str) else value


_MONTH_SCHEMA = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
_ONE_OR_MORE = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}

Month = Annotated[str, BeforeValidator(_month), WithJsonSchema(_MONTH_SCHEMA)]
MonthOrEnd = Annotated[
    str,
    BeforeValidator(_end),
    WithJsonSchema({"anyOf": [_MONTH_SCHEMA, {"const": "end"}]}),
]
Names = Annotated[list[str], BeforeValidator(listed), WithJsonSchema(_ONE_OR_MORE)]


class Strict(BaseModel):
    """A mapping that admits no unknown key and does not change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceUse(Strict):
    """A work and why it is cited here."""

    key: str = Field(description="A key of model/sources.yaml")
    why: str = Field(description="What it is cited for")


class Elections(Strict):
    """A regular calendar on which the leader may change; it runs both ways from `first`."""

    first: Month
    every_months: Annotated[WholeNumber, Within(1, 600, unit="months")]


class AgencyChange[N: (Quantity, float)](Strict):
    """What differs from the numbers of an agency's kind."""

    mission: Mission | None = None
    autonomy: Annotated[N, SHARE] | None = None
    capacity: Annotated[N, SHARE] | None = None
    aid_share: Annotated[N, SHARE] | None = None
    account: Account | None = None


class GovernmentChange[N: (Quantity, float)](Strict):
    """What a scenario may change about a government for its period."""

    ideology: Annotated[N, SIGNED] | None = None
    nationalism: Annotated[N, SHARE] | None = None
    months_in_office: Annotated[N, TENURE] | None = None
    elections: Elections | None = None
    agencies: dict[str, AgencyChange[N]] | None = None


class Dyad[N: (Quantity, float)](Strict):
    """Numbers of a sender and a partner at the start; those not given come from the default."""

    trust: Annotated[N, SHARE] | None = None
    sender_trust: Annotated[N, SHARE] | None = None
    grievance: Annotated[N, SHARE] | None = None
    rhetoric: Annotated[N, SIGNED] | None = None
    partner_rhetoric: Annotated[N, SIGNED] | None = None
    credibility: Annotated[N, SHARE] | None = None
    mandate: Annotated[N, SHARE] | None = None
    is_ruptured: YesNo | None = None
    concession: Annotated[N, SHARE] | None = None
    law: Annotated[N, SHARE] | None = None
    reach: Annotated[N, SHARE] | None = None
    aid_dependence: Annotated[N, SHARE] | None = None
    trade_dependence: Annotated[N, SHARE] | None = None
    reputation: Annotated[N, SHARE] | None = None
    patron: Annotated[N, SHARE] | None = None
    common_threat: Annotated[N, SHARE] | None = None
    sender_exposure: Annotated[N, SHARE] | None = None


class Link[N: (Quantity, float)](Strict):
    """Numbers of links; those not given stay as the sender agency has them."""

    access: Annotated[N, SHARE] | None = None
    liaison: Annotated[N, SHARE] | None = None
    working_trust: Annotated[N, SHARE] | None = None
