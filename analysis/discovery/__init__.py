"""Which combinations of conditions make a policy fail: PRIM and CART, checked on held-out points.

>>> from analysis.discovery import discover                        # doctest: +SKIP
>>> found = discover("runs/worlds", "operational_mean<0.4")        # doctest: +SKIP
"""

from __future__ import annotations

from analysis.discovery.found import Discovery, Found
from analysis.discovery.study import Asked, discover

__all__ = ["Asked", "Discovery", "Found", "discover"]
