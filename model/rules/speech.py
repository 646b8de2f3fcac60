"""Stage 2: reciprocity of rhetoric (Goldstein & Freeman 1990; Goldstein & Pevehouse 1997).

h' = A h + B x + u for the pair (h_ij, h_ji), A = [[rho, kappa], [kappa, rho]]. Rhetoric is in
[-1, 1]; -1 is the most hostile. Within the bounds the roots are rho + kappa and rho - kappa.
"""

from __future__ import annotations

from model.numerics import clip
from model.parameters.relations import Speech


def rhetoric(
    own: float, other: float, reactivity: float, deliberate: float, noise: float, p: Speech
) -> float:
    """Return next month's rhetoric in [-1, 1].

    Parameters
    ----------
    own, other : rhetoric of the speaker and of the one spoken to, last month, in [-1, 1].
    reactivity : multiplies reciprocity; 1 is neutral, the partner's strategy sets it, >= 0.
    deliberate : friendly minus hostile words said on purpose, in [-1, 1].
    noise : deviate of mean 0 and variance 1.
    """
    h = p.persistence * own + p.reciprocity * reactivity * other
    h = h + p.gain * deliberate + p.noise_sd * noise
    return clip(h, -1.0, 1.0)


def hostility(rhetoric: float) -> float:
    """Return the hostile part of rhetoric, in [0, 1]: max(0, -rhetoric)."""
    return max(0.0, -rhetoric)


def warmth(rhetoric: float) -> float:
    """Return the friendly part of rhetoric, in [0, 1]: max(0, rhetoric)."""
    return max(0.0, rhetoric)
