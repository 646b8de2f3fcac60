"""What senders do beyond the script: one file a policy, each a pure scalar rule.

A policy file declares `COEFFICIENTS` (at most four) and
`decide(o: Observation, c: Coefficients, u: float) -> Choice`. Adding a file adds the policy.
"""

from __future__ import annotations

from model.behaviours import Registry

REGISTRY = Registry("policy", __name__, __path__)
names = REGISTRY.names
coefficients = REGISTRY.coefficients
rule = REGISTRY.rule
