"""How long many runs take, and what docs/scaling.md says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenarios import scaling

pytestmark = pytest.mark.quick

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scaling.md"


@pytest.mark.parametrize(
    ("runs", "rate", "processors", "hours"),
    [(72_000_000, 10_000, 2, 1.0), (10**9, 20_000, 100, 10**9 / 7.2e9), (0, 5, 1, 0.0)],
)
def test_hours(runs: int, rate: float, processors: int, hours: float) -> None:
    assert scaling.hours(runs, rate, processors) == pytest.approx(hours, rel=1e-12, abs=0)


def test_table_tells_units() -> None:
    lines = scaling.table(10_000)
    assert lines[2] == "| 1,000,000 | 50 s | 6 s | 1 s | 0 s |"
    assert lines[4] == "| 1,000,000,000 | 14 h | 104 min | 13 min | 98 s |"


def test_page_has_the_table_of_the_rate_it_names() -> None:
    section = re.search(
        r"<!-- scaling:.*?-->(.*?)<!-- /scaling -->", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert section is not None
    rate = re.search(r"([\d,]+) runs a second a\s+processor", section[1])
    assert rate is not None
    expected = scaling.table(float(rate[1].replace(",", "")))
    assert [line for line in section[1].splitlines() if line.startswith("|")] == expected
