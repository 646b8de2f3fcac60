"""What outcomes hang on: Morris, Sobol', PAWN, and parameters against chance.

>>> from analysis.sensitivity import sensitivity           # doctest: +SKIP
>>> found = sensitivity("runs/sobol")                      # doctest: +SKIP
>>> found.frame()                                          # doctest: +SKIP
"""

from __future__ import annotations

from analysis.sensitivity.study import Result, Study, sensitivity

__all__ = ["Result", "Study", "sensitivity"]
