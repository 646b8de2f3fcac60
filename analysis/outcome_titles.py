"""What outcomes are called when a person reads them, and the unit that stands beside the name."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.wording import named
from model.decomposition import PARTS

SHARE, SCALE, TONNES, MONTHS = "share", "0 to 1", "tonnes", "months"
TITLES: Mapping[str, tuple[str, str]] = {
    "operational_mean": ("Operational cooperation", SCALE),
    "operational_final": ("Operational cooperation in the last month", SCALE),
    "trust_mean": ("Partner's trust", SCALE),
    "mandate_mean": ("Mandate", SCALE),
    "p_rupture": ("Probability of rupture", SCALE),
    "months_to_rupture": ("Months to rupture", MONTHS),
    "months_to_recovery": ("Months to recovery", MONTHS),
    "is_recovery_censored": ("Not recovered by the end", SHARE),
    "concession_obtained": ("Largest concession", SCALE),
    "concession_kept": ("Concession kept", SCALE),
    "liaison_lost": ("Liaison officers lost", SHARE),
    "capacity_lost": ("Capacity lost", SHARE),
    "blind_share_mean": ("Blind share of routes", SHARE),
    "shifted_share_mean": ("Flow moved to other routes", SHARE),
    "dispatched_t": ("Drugs dispatched", TONNES),
    "seized_t": ("Drugs seized", TONNES),
    "arrived_t": ("Drugs that arrive", TONNES),
    "removal_share": ("Drugs seized of those dispatched", SHARE),
    "net_security_effect": ("Net security effect", SHARE),
    **{f"net_{part}": (f"Net security effect through {part}", SHARE) for part in PARTS},
}
"""Title and unit of every outcome; `model.outcomes` has what each of them means."""


def title(name: str) -> str:
    """Return what an outcome is called, as a heading.

    >>> title("arrived_t"), title("something_new")
    ('Drugs that arrive', 'Something new')
    """
    found = TITLES.get(name)
    told = found[0] if found else named(name)
    return told[:1].upper() + told[1:]


def within(name: str) -> str:
    """Return what an outcome is called inside a sentence.

    >>> within("arrived_t")
    'drugs that arrive'
    """
    told = title(name)
    return told[0].lower() + told[1:]


def measured(name: str) -> str:
    """Return the title with its unit, for an axis or a list.

    >>> measured("arrived_t")
    'Drugs that arrive (tonnes)'
    """
    found = TITLES.get(name)
    return f"{found[0]} ({found[1]})" if found else title(name)
