"""`comity sweep --audit`: what it compares, says and returns; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.cli import auditing
from model.ensemble import simulate_many

Comity = Callable[..., Any]
INTENSITY = "scenario.events.words.intensity=0.6,0.2,1.0"


def test_audit_of_points_that_differ_from_a_month_on(small: Comity, tmp_path: Path) -> None:
    result = small("sweep", "--audit", INTENSITY, "seed=3")
    assert (result.code, result.err) == (0, "")
    assert result.out.count("2015-03") == 6  # three pairs; inputs and runs
    assert result.out.count("(the same again)") == 1
    told = result.out.splitlines()[-2:]
    assert told[0].startswith("3 points, every pair: 4 pairs. 8 replicates of seed 3, ")
    assert told[1].startswith("4 hold, 0 are violated; 0 differ from the start")
    assert list(tmp_path.iterdir()) == []


def test_audit_tells_what_differs_from_the_start(small: Comity) -> None:
    result = small("sweep", "audit=true", "policy=calm,tough_talk", "model.trust.up_per_month=0.1")
    assert result.code == 0
    assert "from the start" in result.out
    assert "policies" in result.out
    assert "1 hold, 0 are violated; 1 differ from the start" in result.out


def test_a_broken_law_ends_with_1(small: Comity, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any, **options: Any) -> Any:
        runs = simulate_many(*arguments, **options)
        for number, run in enumerate(runs):
            run.series["dyad.trust"][:, 1:] += np.spacing(1.0) * number
        return runs

    monkeypatch.setattr(auditing, "simulate_many", broken)
    result = small("sweep", "--audit", INTENSITY)
    assert result.code == 1
    assert result.out.count("VIOLATED") == 3
    assert "dyad.trust" in result.out
    assert "1 hold, 3 are violated" in result.out


@pytest.mark.parametrize("word", ["audit=1", "audit=maybe"])
def test_mistake(small: Comity, tmp_path: Path, word: str) -> None:
    result = small("sweep", word)
    assert result.code == 2
    assert result.err.startswith(f"{word} is not true or false; allowed true, false;")
    assert list(tmp_path.iterdir()) == []
