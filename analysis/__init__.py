"""What the outcomes mean: comparison, sensitivity, discovery, figures and reports.

`load(folder)` is the one line that brings a record into a script:

>>> import analysis                                      # doctest: +SKIP
>>> records = analysis.load("runs/flagship")             # doctest: +SKIP
>>> records.outcomes.groupby("label").operational_mean.mean()   # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenarios.records import Records, load

__all__ = ["Records", "load"]


def __getattr__(name: str) -> Any:
    """Return what reads records; late, for most commands and the page start without it."""
    if name in __all__:
        from scenarios import records

        return getattr(records, name)
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")
