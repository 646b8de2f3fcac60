"""Which points a sweep visits: one file a kind of design; adding a file adds the design.

A design file declares `OPTIONS` (name to default), `size(request) -> int` (checks what was asked
and returns how many points it makes, before any is made) and `sample(request) -> array` of shape
(points, factors). Samplers come from SciPy and SALib.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any

from model.errors import unknown

_NAMES = tuple(sorted(i.name for i in pkgutil.iter_modules(__path__) if i.name != "kinds"))


def names() -> tuple[str, ...]:
    """Return the kinds of designs, sorted."""
    return _NAMES


@cache
def _load(name: str) -> Any:
    return import_module(f"{__name__}.{name}")


def kind(name: str, set_by: str = "") -> Any:
    """Return the module of a kind of design; SciPy and SALib are imported only when it is used.

    Raises
    ------
    UserError
        If there is no such design.
    """
    if name not in _NAMES:
        raise unknown("design", name, (*_NAMES, "FILE.csv", "FILE.parquet"), set_by)
    return _load(name)
