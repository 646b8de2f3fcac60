"""What the outcomes mean: comparison, sensitivity, discovery, figures and reports.

`load(folder)` is the one line that brings a record into a script:

>>> import analysis                                      # doctest: +SKIP
>>> records = analysis.load("runs/flagship")             # doctest: +SKIP
>>> records.outcomes.groupby("label").operational_mean.mean()   # doctest: +SKIP
"""

from __future__ import annotations

from scenarios.records import Records, load

__all__ = ["Records", "load"]
