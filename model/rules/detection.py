"""Stage 11: detection at a country: own assets and partner links as complements (M13, F36)."""

from __future__ import annotations

from model.numerics import clip
from model.parameters.operations import Detection


def joint_effort(cooperation: float, concession: float, p: Detection) -> float:
    """Return the partner's effort against the flow, in [0, 1].

    Equation: C + concession_gain * concession * (1 - C): visible compliance adds effort.
    """
    return cooperation + p.concession_gain * concession * (1.0 - cooperation)


def detected(
    sender_detection: float,
    own_detection: float,
    reach: float,
    effort: float,
    coordination: float,
    p: Detection,
) -> float:
    """Return the share of passing flow detected and removed, in [0, 1].

    Equation: 1 - (1 - s)(1 - o) with s = sender_detection (1 + coordination_gain coordination)
    reach (1 - k + k effort) and o = own_detection (1 - k + k effort), k = complementarity.
    """
    helped = 1.0 - p.complementarity + p.complementarity * effort
    plan = 1.0 + p.coordination_gain * coordination
    s = min(sender_detection * plan * reach * helped, 1.0)
    return 1.0 - (1.0 - s) * (1.0 - own_detection * helped)


def after_month(level: float, detected: float, noise: float, p: Detection) -> float:
    """Return detection in [0, 1].

    Equation: level + adjustment (clip(detected (1 + noise_sd noise)) - level); `noise` has mean 0
    and variance 1.
    """
    now = clip(detected * (1.0 + p.noise_sd * noise), 0.0, 1.0)
    return level + p.adjustment * (now - level)


def is_blind(detection: float, p: Detection) -> float:
    """Return 1 if the country is blind (detection below the threshold), else 0."""
    return 1.0 if detection < p.blind_below else 0.0
