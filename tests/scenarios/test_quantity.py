"""Numbers and their origins."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from scenarios.format.quantity import Quantity, plain, quantities

pytestmark = pytest.mark.quick

SOURCED = {"value": 0.6, "sourced": "key", "where": "table 2"}
ASSUMED = {"value": 0.6, "assumed": [0.4, 0.8], "why": "a guess"}


@pytest.mark.parametrize("entry", [SOURCED, ASSUMED, {**ASSUMED, "assumed": [0.6, 0.6]}])
def test_one_origin_is_right(entry: dict[str, Any]) -> None:
    assert float(Quantity.model_validate(entry)) == 0.6


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"assumed": [0.7, 0.8]}, "is outside its own assumed range [0.7, 0.8]"),
        ({"assumed": [0.8, 0.4]}, "is outside its own assumed range [0.8, 0.4]"),
        ({"why": None}, "is assumed"),
        ({"where": "here"}, "is assumed"),
        ({"assumed": None}, "needs one origin"),
        ({"sourced": "key"}, "needs one origin"),
        ({"assumed": None, "sourced": "key"}, "is sourced"),
        ({"assumed": None, "sourced": "key", "where": "here"}, "is sourced"),
    ],
)
def test_no_origin_or_two_or_half_of_one_is_refused(change: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValidationError) as error:
        Quantity.model_validate({**ASSUMED, **change})
    assert error.value.errors()[0]["ctx"]["rule"] == rule


@pytest.mark.parametrize("value", ["0.6", True, None, float("nan"), float("inf")])
def test_a_value_is_a_finite_number(value: object) -> None:
    with pytest.raises(ValidationError):
        Quantity.model_validate({**ASSUMED, "value": value})


def test_plain_values_and_the_walk_over_quantities() -> None:
    data = {"a": SOURCED, "b": {"c": [1, ASSUMED]}, "d": "text"}
    assert plain(data) == {"a": 0.6, "b": {"c": [1, 0.6]}, "d": "text"}
    assert [path for path, _ in quantities(data)] == [("a",), ("b", "c", 1)]
