"""Whether a world tips when an instrument is tightened slowly, and comes back when it is eased.

>>> from analysis.tipping import Ramp, tipping                    # doctest: +SKIP
>>> found = tipping("baseline_2016", Ramp("words", "MEX"))        # doctest: +SKIP
>>> found.frame()[["state", "rate", "share_up", "gap", "gap_low", "gap_high"]]
... # doctest: +SKIP
"""

from __future__ import annotations

from analysis.tipping.found import Tipping
from analysis.tipping.plan import Plan
from analysis.tipping.ramp import Ramp
from analysis.tipping.study import tipping
from analysis.tipping.worlds import Kicks

__all__ = ["Kicks", "Plan", "Ramp", "Tipping", "tipping"]
