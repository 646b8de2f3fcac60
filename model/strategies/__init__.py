"""How partners answer beyond the law common to all: one file a strategy, each a pure scalar rule.

A strategy file declares `COEFFICIENTS` (at most four) and
`decide(o: Situation, c: Coefficients, u: float) -> Response`. Adding a file adds the strategy.
"""

from __future__ import annotations

from model.behaviours import Registry

REGISTRY = Registry("strategy", __name__, __path__)
names = REGISTRY.names
coefficients = REGISTRY.coefficients
rule = REGISTRY.rule
