"""Which parameter vectors stand for what is admissible, where nothing is held out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

from analysis.patterns import EXPONENT_NAME
from analysis.validation.engine import Vector
from model.errors import unknown
from scenarios.designing import posterior

RANGES = "ranges"


@dataclass(frozen=True)
class Worlds:
    """Vectors with weights, and what they are.

    Attributes
    ----------
    told : str
        For a reader.
    vectors : sequence of mapping
    weight : ndarray, shape (P,)
    """

    told: str
    vectors: Sequence[Vector]
    weight: NDArray[np.float64]

    def first(self, count: int) -> Worlds:
        """Return the first vectors, which are a sample themselves."""
        return Worlds(self.told, self.vectors[:count], self.weight[:count])


def of_posterior(name: str | None = None) -> Worlds | None:
    """Return a shipped posterior, the latest unless named; None if there is none.

    Raises
    ------
    UserError
        For a name that is none.
    """
    known = posterior.names()
    if name is not None and name not in known:
        raise unknown("posterior", name, (*known, RANGES), "the command line")
    if not known:
        return None
    chosen = name or known[-1]
    table = pd.read_csv(posterior.FOLDER / f"{chosen}.csv", comment="#")
    vectors = table.to_dict("records")
    told = f"the posterior {chosen}, {len(vectors)} draws (tuned on the patterns)"
    return Worlds(told, vectors, np.full(len(vectors), 1.0 / len(vectors)))


@dataclass(frozen=True)
class OneSet:
    """One parameter set: the latest that `comity calibrate --save` left, or the defaults."""

    told: str
    vector: Vector


def one_set() -> OneSet:
    """Return the latest calibrated set among the choices of `model=`; else the defaults."""
    found = sorted(
        (
            item
            for item in (files("conf") / "model").iterdir()
            if item.name.startswith("calibrated")
        ),
        key=lambda item: item.name,
    )
    if not found:
        return OneSet("the defaults", {})
    text = found[-1].read_text(encoding="utf-8")
    vector = {
        f"model.{group}.{name}": float(value)
        for group, rows in yaml.safe_load(text).items()
        if isinstance(rows, dict)
        for name, value in rows.items()
    }
    if exponent := re.search(rf"^# {re.escape(EXPONENT_NAME)}: (\S+)", text, re.MULTILINE):
        vector[EXPONENT_NAME] = float(exponent[1])
    return OneSet(found[-1].name.removesuffix(".yaml"), vector)
