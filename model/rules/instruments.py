"""Stage 1: the instruments in force, from the script, the sender's policy and what went before."""

from __future__ import annotations

from model.numerics import clip
from model.parameters.choices import Politics


def in_force(scripted: float, chosen: float, high: float) -> float:
    """Return the level of an instrument in force, in [0, high].

    Equation: min(max(scripted, chosen), high). What the script and the policy ask for does not add
    up: the stronger of the two is in force.
    """
    return min(max(scripted, chosen), high)


def words_at_home(hawkishness: float, p: Politics) -> float:
    """Return the hostile words that pressure at home makes the sender say, in [0, 1].

    Equation: endogenous * hawkishness (stage 12 closes the loop).
    """
    return p.endogenous * hawkishness


def aid_level(suspended: float, increase: float) -> float:
    """Return aid as a multiple of the usual aid, in [0, 6]: 1 - suspended + increase."""
    return 1.0 - suspended + increase


def concession_made(concession: float, act: float) -> float:
    """Return the concession in force after a scripted one, in [0, 1]: the larger of the two."""
    return clip(max(concession, act), 0.0, 1.0)
