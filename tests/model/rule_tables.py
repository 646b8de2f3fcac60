"""What the hand-worked tables share: the form of a row, and how a row is checked.

The numbers a row expects are worked from the equation in the rule's docstring, with the arithmetic
written out; no rule is called to make them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

TOLERANCE = 1e-12

Row = tuple[Callable[..., Any], tuple[Any, ...], Any]


def rows(rule: Callable[..., Any], *cases: tuple[tuple[Any, ...], Any], p: Any = None) -> list[Row]:
    """Return the rows of one rule, the parameter group added as the last argument."""
    tail = () if p is None else (p,)
    return [(rule, (*args, *tail), expected) for args, expected in cases]


def table(cases: list[Row]) -> pytest.MarkDecorator:
    """Return the parametrization of a table, each row named after its rule."""
    names = [f"{rule.__module__.split('.')[-1]}.{rule.__name__}" for rule, _, _ in cases]
    return pytest.mark.parametrize(("rule", "args", "expected"), cases, ids=names)


def check(rule: Callable[..., Any], args: tuple[Any, ...], expected: Any) -> None:
    """Check one row."""
    assert rule(*args) == pytest.approx(expected, abs=TOLERANCE, rel=0.0)
