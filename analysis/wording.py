"""What things are called when a person reads them: instruments, acts and state variables."""

from __future__ import annotations

from collections.abc import Mapping

INSTRUMENTS: Mapping[str, str] = {
    "words": "hostile rhetoric",
    "praise": "friendly rhetoric",
    "threat": "threat of sanctions",
    "force_threat": "threat of force",
    "targeted_sanction": "targeted sanctions",
    "financial_sanction": "financial sanctions",
    "trade_sanction": "trade sanctions",
    "suspend_security_aid": "security aid suspended",
    "suspend_development_aid": "development aid suspended",
    "decertification": "decertification",
    "operation": "unilateral operation",
    "deployment": "troops deployed",
    "agreement": "agreement signed",
    "apology": "apology",
    "aid_increase": "aid increased",
    "coordination": "inter-agency plan carried out",
}
"""Names of the senders' instruments, by the word that scenario files use."""

ACTS: Mapping[str, str] = {
    "words": "hostile rhetoric",
    "praise": "friendly rhetoric",
    "law": "law limiting foreign agents",
    "expulsion": "agents expelled",
    "base_closure": "bases closed",
    "intelligence_cut": "intelligence channels cut",
    "extradition": "persons extradited",
    "concession": "concession made",
    "base_grant": "bases granted",
    "own_programme": "own control programme",
}
"""Names of the partners' acts, by the word that scenario files use."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_name(label: str) -> str:
    """Return a month written `2017-01` as `Jan 2017`."""
    return f"{MONTHS[int(label[5:7]) - 1]} {label[:4]}"


def named(identifier: str) -> str:
    """Return an id of the catalogue as words: `bad_hombres_2017` is `bad hombres 2017`."""
    return identifier.replace("_", " ")
