"""Of which runs and months a monthly variable holds no number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xarray as xr
from numpy.typing import NDArray


@dataclass(frozen=True)
class Gaps:
    """What is missing in a monthly variable of one design point.

    Attributes
    ----------
    is_empty : bool
        Whether it holds no number at all.
    replicates : array of int
        Those without any number; none where statistics are recorded.
    months : array of bool, shape (months,)
        Whether a month is known of some of the other runs and not of all.
    """

    is_empty: bool
    replicates: NDArray[np.int64]
    months: NDArray[np.bool_]


def gaps(data: xr.DataArray) -> Gaps:
    """Return what is missing in a variable.

    Parameters
    ----------
    data : DataArray
        On the axes statistic or replicate, and month.
    """
    none = np.zeros(0, dtype=np.int64), np.zeros(data.sizes["month"], dtype=bool)
    known = np.isfinite(data.values)
    if "replicate" not in data.dims or known.all():
        return Gaps(not known.any(), *none)
    known = known if data.dims[0] == "replicate" else known.T
    has = known.any(axis=1)
    rest = known[has]
    return Gaps(
        not has.any(),
        data["replicate"].values[~has].astype(np.int64),
        rest.any(axis=0) & ~rest.all(axis=0),
    )
