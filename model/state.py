"""The state of a world: its entities, and one table of every variable's unit, range and meaning.

Entities are plain records. Agents (`model.agents`) own the decisions that change them; the table
tells records, checkpoints and the documentation what there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from model.instruments import N_ACTS, N_INSTRUMENTS

Axis = Literal["government", "dyad", "agency", "link", "country", "route", "network"]


class Variable(NamedTuple):
    """One state variable: where it lives, its unit and range, what it means."""

    axis: Axis
    name: str
    unit: str
    low: float
    high: float
    meaning: str


@dataclass(slots=True)
class Dyad:
    """A sender and a partner. Names without prefix are the partner's side or the pair's."""

    id: str
    index: int
    sender: str
    partner: str
    aid_dependence: float
    trade_dependence: float
    reputation: float
    patron: float
    common_threat: float
    sender_exposure: float
    trust_at_start: float
    sender_trust_at_start: float
    rhetoric: float
    partner_rhetoric: float
    trust: float
    sender_trust: float
    trust_prior: float
    sender_trust_prior: float
    grievance: float
    credibility: float
    mandate: float
    is_ruptured: float
    was_ruptured: float
    concession: float
    law: float
    reach: float
    inclination: float = 0.0
    sender_grievance: float = 0.0
    reactivity: float = 1.0
    concession_bias: float = 0.0
    mandate_shift: float = 0.0
    habituation: float = 0.0
    words: float = 0.0
    third_party: float = 0.0
    burden: float = 0.0
    hostile: float = 0.0
    friendly: float = 0.0
    partner_hostile: float = 0.0
    partner_friendly: float = 0.0
    stake: float = 0.0
    demand: float = 0.0
    challenged: float = 0.0
    conceded: float = 0.0
    stood_firm: float = 0.0
    backed_down: float = 0.0
    imposed_sanction: float = 0.0
    imposed_force: float = 0.0
    memory: float = 0.0
    operational: float = 0.0
    access: float = 0.0
    liaison: float = 0.0
    capacity: float = 0.0
    working_trust: float = 0.0
    instruments: list[float] = field(default_factory=lambda: [0.0] * N_INSTRUMENTS)
    acts: list[float] = field(default_factory=lambda: [0.0] * N_ACTS)


@dataclass(slots=True)
class Link:
    """A working tie between a sender agency and a partner agency."""

    id: str
    index: int
    sender_agency: str
    partner_agency: str
    dyad: Dyad
    exposure: float
    detection_weight: float
    eradication_weight: float
    usual_access: float
    usual_liaison: float
    usual_trust: float
    access: float
    liaison: float
    working_trust: float
    operational: float = 0.0
    expected_success: float = 0.0


@dataclass(slots=True)
class Country:
    """A country that flow passes; `dyads` watch it, each with its `links`."""

    id: str
    index: int
    sender_detection: float
    own_detection: float
    supply_at_start: float
    supply: float
    dyads: tuple[Dyad, ...]
    links: tuple[tuple[Link, ...], ...]
    detection: float = 0.0
    is_blind: float = 0.0
    cooperation: float = 0.0
    eradication: float = 0.0
    eradication_at_start: float = 0.0


@dataclass(slots=True)
class Route:
    """A chain of countries; its share is of its producer's flow."""

    id: str
    index: int
    chain: tuple[Country, ...]
    share_at_start: float
    share: float
    removal_at_start: float = 0.0
    removal: float = 0.0


@dataclass(slots=True)
class Flow:
    """The trafficking network's totals in a month."""

    dispatched: float = 0.0
    arrived: float = 0.0
    seized: float = 0.0
    blind_share: float = 0.0
    shifted_share: float = 0.0
    arrived_at_start: float = 0.0


def _rows(axis: Axis, *rows: tuple[str, str, float, float, str]) -> tuple[Variable, ...]:
    return tuple(Variable(axis, *row) for row in rows)


VARIABLES: tuple[Variable, ...] = (
    *_rows(
        "government",
        ("ideology", "1", -1.0, 1.0, "leader's ideology; 1 is closest to the sender"),
        ("approval", "1", -1.0, 1.0, "deviation of approval from its usual level"),
        ("is_new_leader", "1", 0.0, 1.0, "1 in the month after a change of leader"),
        ("months_in_office", "month", 0.0, float("inf"), "since the last change of leader"),
        ("home_pressure", "1", 0.0, float("inf"), "sender: pressure at home about drugs"),
        ("hawkishness", "1", 0.0, 1.0, "sender: what that pressure breeds"),
    ),
    *_rows(
        "dyad",
        ("rhetoric", "1", -1.0, 1.0, "sender's rhetoric towards the partner; 1 is friendly"),
        ("partner_rhetoric", "1", -1.0, 1.0, "partner's rhetoric towards the sender"),
        ("reactivity", "1", 0.0, 3.0, "partner's multiplier of reciprocity"),
        ("concession_bias", "1", -5.0, 5.0, "strategy's addition to the gain from conceding"),
        ("mandate_shift", "1", -5.0, 5.0, "strategy's addition to the ideal mandate"),
        ("habituation", "1", 0.0, 1.0, "how usual the sender's hostile words are"),
        ("words", "1", 0.0, 1.0, "hostile words as the partner hears them"),
        ("third_party", "1", 0.0, 1.0, "hostile pressure on like-minded third parties"),
        ("burden", "1", 0.0, 1.0, "burden of sanctions, suspension, decertification"),
        ("hostile", "1", 0.0, 1.0, "hostile pressure on the partner"),
        ("friendly", "1", 0.0, 1.0, "friendly pressure on the partner"),
        ("partner_hostile", "1", 0.0, 1.0, "hostile pressure on the sender"),
        ("partner_friendly", "1", 0.0, 1.0, "friendly pressure on the sender"),
        ("stake", "1", 0.0, 1.0, "leverage of the threats in force"),
        ("demand", "1", 0.0, 1.0, "largest threat in force"),
        ("challenged", "1", 0.0, 1.0, "1 in a month with a new or raised threat"),
        ("conceded", "1", 0.0, 1.0, "1 in a month in which the partner conceded"),
        ("stood_firm", "1", 0.0, 1.0, "1 in a month in which the sender imposed"),
        ("backed_down", "1", 0.0, 1.0, "1 in a month in which the sender backed down"),
        ("imposed_sanction", "1", 0.0, 1.0, "sanction imposed after a resisted threat"),
        ("imposed_force", "1", 0.0, 1.0, "deployment made after a resisted threat of force"),
        ("credibility", "1", 0.0, 1.0, "partner's belief in the sender's threats"),
        ("concession", "1", 0.0, 1.0, "concession in force"),
        ("trust", "1", 0.0, 1.0, "partner's trust in the sender"),
        ("trust_prior", "1", 0.0, 1.0, "trust the partner's leader starts from"),
        ("grievance", "1", 0.0, float("inf"), "partner's grievance"),
        ("sender_trust", "1", 0.0, 1.0, "sender's trust in the partner"),
        ("sender_trust_prior", "1", 0.0, 1.0, "trust the sender's leader starts from"),
        ("sender_grievance", "1", 0.0, float("inf"), "sender's grievance"),
        ("is_ruptured", "1", 0.0, 1.0, "1 while the regime is ruptured"),
        ("was_ruptured", "1", 0.0, 1.0, "the same, last month"),
        ("mandate", "1", 0.0, 1.0, "what the partner government authorises"),
        ("law", "1", 0.0, 1.0, "bite of laws limiting foreign agents"),
        ("reach", "1", 0.0, 1.0, "sender's bases and overflight"),
        ("memory", "1", 0.0, 1.0, "memory of the sender's policy"),
        ("operational", "1", 0.0, 1.0, "operational cooperation, mean over links"),
        ("access", "1", 0.0, 1.0, "access granted, mean over links"),
        ("liaison", "1", 0.0, 1.0, "liaison presence, mean over links"),
        ("capacity", "1", 0.0, 1.0, "capacity of partner agencies, mean over links"),
        ("working_trust", "1", 0.0, 1.0, "working trust, mean over links"),
    ),
    *_rows("agency", ("capacity", "1", 0.0, 1.0, "capacity")),
    *_rows(
        "link",
        ("access", "1", 0.0, 1.0, "access granted"),
        ("liaison", "1", 0.0, 1.0, "liaison presence"),
        ("working_trust", "1", 0.0, 1.0, "working trust"),
        ("operational", "1", 0.0, 1.0, "operational cooperation"),
    ),
    *_rows(
        "country",
        ("detection", "1", 0.0, 1.0, "share of passing flow detected and removed"),
        ("is_blind", "1", 0.0, 1.0, "1 if detection is below the threshold"),
        ("cooperation", "1", 0.0, 1.0, "operational cooperation that counts for detection"),
        ("eradication", "1", 0.0, 1.0, "operational cooperation in eradication"),
        ("supply", "t/month", 0.0, float("inf"), "dispatched by producers here"),
    ),
    *_rows(
        "route",
        ("share", "1", 0.0, 1.0, "share of its producer's flow"),
        ("removal", "1", 0.0, 1.0, "share of its flow removed on the way"),
    ),
    *_rows(
        "network",
        ("dispatched", "t/month", 0.0, float("inf"), "flow dispatched"),
        ("arrived", "t/month", 0.0, float("inf"), "flow arrived"),
        ("seized", "t/month", 0.0, float("inf"), "flow removed"),
        ("blind_share", "1", 0.0, 1.0, "share of the flow's way that is blind"),
        ("shifted_share", "1", 0.0, 1.0, "share of flow on other routes than at the start"),
    ),
)


def variables(axis: Axis) -> tuple[str, ...]:
    """Return the names of the variables of an axis, in order."""
    return tuple(v.name for v in VARIABLES if v.axis == axis)
