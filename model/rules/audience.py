"""Stage 5: the domestic audience (Tomz 2007; Mueller 1970; evidence F22-F26)."""

from __future__ import annotations

from model.numerics import clip
from model.parameters.relations import Audience


def visible(words: float, threat: float, force_threat: float) -> float:
    """Return the pressure that the public sees, in [0, 1]: noisy-or of words and threats."""
    return 1.0 - (1.0 - words) * (1.0 - threat) * (1.0 - force_threat)


def resistance(resisted: float, hostility: float) -> float:
    """Return how visibly the government resists, in [0, 1].

    Equation: max(resisted, hostility): 1 in the month a challenge is refused, else its own hostile
    words. A rally needs visible resistance (F23).
    """
    return max(resisted, hostility)


def approval(
    deviation: float,
    visible: float,
    resistance: float,
    yielded: float,
    nationalism: float,
    p: Audience,
) -> float:
    """Return approval as a deviation from its usual level, in [-1, 1].

    Equation: A' = persistence A + rally * visible * resistance - concession_cost * nationalism *
    yielded (M9). For a sender `yielded` is a bluff called.
    """
    a = p.persistence * deviation + p.rally * visible * resistance
    return clip(a - p.concession_cost * nationalism * yielded, -1.0, 1.0)
