"""Calendar arithmetic."""

from __future__ import annotations

import pytest

from scenarios.format import months

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("month", "start", "expected"),
    [
        ("2015-01", "2015-01", 0),
        ("2015-12", "2015-01", 11),
        ("2016-01", "2015-12", 1),
        ("1996-03", "2015-01", -226),
    ],
)
def test_index_and_label_are_inverse(month: str, start: str, expected: int) -> None:
    assert months.index(month, start) == expected
    assert months.label(expected, start) == month


@pytest.mark.parametrize(
    "text", ["2015", "2015-13", "2015-00", "2015-1", "15-01", "2015-01-01", ""]
)
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is not a month$"):
        months.number(text)


@pytest.mark.parametrize(
    ("first", "every", "start", "length", "expected"),
    [
        ("2017-01", 48, "2015-01", 96, (24, 72)),
        ("2017-01", 48, "1996-03", 24, (10,)),  # the calendar runs back to 1997-01
        ("2015-01", 12, "2015-01", 12, (0,)),
        ("2017-01", 48, "2017-02", 47, ()),
    ],
)
def test_calendar_runs_both_ways(
    first: str, every: int, start: str, length: int, expected: tuple[int, ...]
) -> None:
    assert months.calendar(first, every, start, length) == expected
