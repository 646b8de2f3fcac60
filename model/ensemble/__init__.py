"""Many runs of many worlds at once: the same law, compiled, equal to the agents to the bit."""

from __future__ import annotations

from model.ensemble.front import simulate_many
from model.ensemble.prepare import is_compiled, prepare
from model.run import PointRuns

__all__ = ["PointRuns", "is_compiled", "prepare", "simulate_many"]
