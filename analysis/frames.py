"""The state of a world after a month, as arrays: what a page, a chronicle or a test looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.state import VARIABLES, variables

Frame = Mapping[str, NDArray[np.float64]]
"""By "axis.name" of `model.state.VARIABLES` the values of all entities, shape (entities,); and
"dyad.instruments" and "dyad.acts", the levels in force, shape (dyads, instruments)."""

AXES = tuple(dict.fromkeys(item.axis for item in VARIABLES))


def frame(model: Any) -> Frame:
    """Return the state of a `CooperationModel` as it is now.

    Returns
    -------
    Frame
        Copies: the world may go on without changing them.
    """
    found: dict[str, NDArray[np.float64]] = {}
    for axis in AXES:
        entities = model.entities[axis]
        for name in variables(axis):
            found[f"{axis}.{name}"] = np.array([getattr(item, name) for item in entities])
    for name in ("instruments", "acts"):
        found[f"dyad.{name}"] = np.array([getattr(dyad, name) for dyad in model.dyads])
    return found
