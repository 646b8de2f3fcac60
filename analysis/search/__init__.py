"""Policy search: coefficients that do best, judged on worlds that nothing was tuned on.

>>> from analysis.search import Budget, search                 # doctest: +SKIP
>>> found = search(problem, Budget(generations=10), seed=0)    # doctest: +SKIP
>>> found.frame()                                              # doctest: +SKIP
"""

from __future__ import annotations

from analysis.search.problem import Budget, Candidate, Objective, Problem, Space
from analysis.search.study import Found, search

__all__ = ["Budget", "Candidate", "Found", "Objective", "Problem", "Space", "search"]
