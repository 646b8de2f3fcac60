"""Stage 3: how the sender reads what the partner says and does (weights: Goldstein 1992)."""

from __future__ import annotations

from model.parameters.relations import Acts


def hostile(
    words: float,
    law: float,
    expulsion: float,
    base_closure: float,
    intelligence_cut: float,
    p: Acts,
) -> float:
    """Return the hostile pressure on the sender, in [0, 1]: noisy-or of weight times level."""
    free = 1.0 - p.words * words
    free = free * (1.0 - p.law * law)
    free = free * (1.0 - p.expulsion * expulsion)
    free = free * (1.0 - p.base_closure * base_closure)
    return 1.0 - free * (1.0 - p.intelligence_cut * intelligence_cut)


def friendly(
    warmth: float, extradition: float, concession: float, base_grant: float, p: Acts
) -> float:
    """Return the friendly pressure on the sender, in [0, 1]: noisy-or of weight times level."""
    free = 1.0 - p.praise * warmth
    free = free * (1.0 - p.extradition * extradition)
    free = free * (1.0 - p.concession * concession)
    return 1.0 - free * (1.0 - p.base_grant * base_grant)
