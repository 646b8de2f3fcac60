"""What governments can do to each other: the instruments of senders and the acts of partners.

The order of the two tables is the order of the instrument axis everywhere: in the timeline, in the
state and in what a sender's policy returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["hostile", "friendly", "neutral"]


@dataclass(frozen=True)
class Instrument:
    """One thing a government can do, in force at a level during a month.

    Parameters
    ----------
    name : str
        The word used in scenario files.
    high : float
        The largest admissible level; the smallest is always 0.
    unit : str
        What a level of 1 means.
    tone : {"hostile", "friendly", "neutral"}
        How the receiving government reads it.
    """

    name: str
    high: float
    unit: str
    tone: Tone


SENDER_INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument("words", 1.0, "hostile rhetoric; 1 is the harshest the scale knows", "hostile"),
    Instrument("praise", 1.0, "friendly rhetoric; 1 is the warmest the scale knows", "friendly"),
    Instrument("threat", 1.0, "announced non-force sanction; 1 is all trade or all aid", "hostile"),
    Instrument("force_threat", 1.0, "announced use of force; 1 is an ultimatum", "hostile"),
    Instrument(
        "targeted_sanction", 1.0, "listed persons and firms; 1 is the leadership", "hostile"
    ),
    Instrument("financial_sanction", 1.0, "share of finance cut off", "hostile"),
    Instrument("trade_sanction", 1.0, "share of trade under tariff or embargo", "hostile"),
    Instrument("suspend_security_aid", 1.0, "share of security aid suspended", "hostile"),
    Instrument("suspend_development_aid", 1.0, "share of other aid suspended", "hostile"),
    Instrument("decertification", 1.0, "0 certified, .5 with waiver, 1 decertified", "hostile"),
    Instrument("operation", 1.0, "unilateral operation on partner soil or persons", "hostile"),
    Instrument("deployment", 1.0, "troops moved to the border or off the coast", "hostile"),
    Instrument("agreement", 1.0, "agreement signed; 1 is a treaty with money", "friendly"),
    Instrument("apology", 1.0, "apology, charges dropped, persons returned", "friendly"),
    Instrument("aid_increase", 5.0, "added aid as a multiple of the usual aid", "friendly"),
    Instrument("coordination", 1.0, "share of an inter-agency plan carried out at home", "neutral"),
)

PARTNER_ACTS: tuple[Instrument, ...] = (
    Instrument("words", 1.0, "hostile rhetoric; 1 is the harshest the scale knows", "hostile"),
    Instrument("praise", 1.0, "friendly rhetoric; 1 is the warmest the scale knows", "friendly"),
    Instrument("law", 1.0, "law limiting foreign agents; 1 forbids contact", "hostile"),
    Instrument("expulsion", 1.0, "share of foreign agents ordered out", "hostile"),
    Instrument("base_closure", 1.0, "share of bases and overflight closed", "hostile"),
    Instrument("intelligence_cut", 1.0, "share of intelligence channels cut", "hostile"),
    Instrument("extradition", 1.0, "persons handed over; 1 is a record year at once", "friendly"),
    Instrument("concession", 1.0, "demand met; 1 is in full", "friendly"),
    Instrument("base_grant", 1.0, "bases and overflight granted", "friendly"),
    Instrument("own_programme", 1.0, "own eradication or control programme", "neutral"),
)

N_INSTRUMENTS = len(SENDER_INSTRUMENTS)
N_ACTS = len(PARTNER_ACTS)
INSTRUMENT_INDEX = {item.name: i for i, item in enumerate(SENDER_INSTRUMENTS)}
ACT_INDEX = {item.name: i for i, item in enumerate(PARTNER_ACTS)}
