"""Rate and remaining time."""

from __future__ import annotations

import pytest

from analysis.cli import progress
from analysis.cli.progress import Pace, bar, duration

pytestmark = pytest.mark.quick


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time as a list of one number, for the tests to change."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_what_an_earlier_attempt_did_does_not_count(clock: list[float]) -> None:
    pace = Pace()
    clock[0] = 130.0
    assert pace.told(6000, 10_000) == ""
    clock[0] = 132.0
    assert pace.told(8000, 10_000) == "1,000 runs/s, about 2 s left"


def test_a_slow_sweep(clock: list[float]) -> None:
    pace = Pace()
    pace.told(0, 100)
    clock[0] = 110.0
    assert pace.told(1, 100) == "0.1 runs/s, about 16 min 30 s left"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.4, "0 s"), (59.6, "1 min 0 s"), (3661, "1 h 1 min"), (90_000, "1 d 1 h")],
)
def test_duration(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_a_line_every_ten_seconds_when_not_on_a_terminal(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with bar(1000) as advance:
        for second in range(26):
            clock[0] = 100.0 + second
            advance(second * 10, 1000)
    assert capsys.readouterr().err == (
        "100 of 1000 runs, 10 runs/s, about 1 min 30 s left\n"
        "200 of 1000 runs, 10 runs/s, about 1 min 20 s left\n"
    )
