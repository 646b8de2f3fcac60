"""What runs came to: the numbers of a point's runs, and runs that did not finish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.run import PointRuns


@dataclass(frozen=True)
class Failure:
    """Runs that did not finish, and why; `replicate` is None when the point describes no world."""

    point: int
    replicate: int | None
    error: str


class PointResult(NamedTuple):
    """The runs of a point that ended well: their numbers, ascending, and what is kept of them."""

    point: int
    replicates: NDArray[np.int64]
    runs: PointRuns
