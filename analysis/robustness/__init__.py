"""Robustness: policies in many uncertain worlds, and the worlds in which their ranking flips.

>>> from analysis.robustness import robust                     # doctest: +SKIP
>>> found = robust("runs/robust")                              # doctest: +SKIP
>>> found.frame()[["outcome", "alternative", "criterion", "value", "low", "high", "rank"]]
... # doctest: +SKIP
"""

from __future__ import annotations

from analysis.robustness.study import Asked, Robustness, robust, robust_of

__all__ = ["Asked", "Robustness", "robust", "robust_of"]
