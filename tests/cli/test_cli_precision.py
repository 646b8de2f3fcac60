"""`comity sweep replicates=auto`: what it prints, refuses, resumes and estimates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scenarios.records import load

Comity = Callable[..., Any]
WORDS = ("policy=tough_talk", "policy.words=0,0.9")
AUTO = (*WORDS, "replicates=auto", "half_width=0.05")


def test_replicates_are_added_until_intervals_are_narrow(small: Comity) -> None:
    result = small("sweep", *AUTO, "output=out")
    assert (result.code, result.err) == (0, "")
    told = result.out.splitlines()
    assert told[-2].startswith("608 replicates, 1 look: the paired interval of each point of oper")
    assert told[-2].endswith("asked for was ±0.05.")
    assert told[-1] == "1216 runs in out"
    assert load("out").provenance["precision"]["half_width"] == 0.05


def test_other_outcome_and_most(small: Comity) -> None:
    more = ("outcome=seized_t", "half_width=1e-9", "max_replicates=300", "output=out")
    result = small("sweep", *WORDS, "replicates=auto", *more)
    assert (result.code, result.err) == (0, "")
    assert "300 replicates, 2 looks, the most that were allowed: the interval of" in result.out
    assert load("out").provenance["replicates"] == 300


def test_one_point_without_a_baseline(small: Comity) -> None:
    result = small("sweep", "replicates=auto", "half_width=0.1", "output=out")
    assert "the interval of the mean of operational_mean is within" in result.out
    assert load("out").provenance["precision"]["is_paired"] is False


def test_dry_run_tells_the_fewest_and_the_most(small: Comity, tmp_path: Path) -> None:
    result = small("sweep", *AUTO, "max_replicates=1000", "--dry-run")
    told = {line.split()[0]: " ".join(line.split()[1:]) for line in result.out.splitlines()}
    assert told["replicates"] == "608 to 1,000; the rest is told for 1,000"
    assert told["runs"] == "2,000"
    assert list(tmp_path.iterdir()) == []


def test_resume(small: Comity, comity: Comity, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.cli import progress

    class Stopping:
        def __enter__(self) -> Callable[[int, int], None]:
            return self.told

        def __exit__(self, *error: object) -> None: ...

        def told(self, done: int, total: int) -> None:
            if done:
                raise KeyboardInterrupt

    real = progress.bar
    monkeypatch.setattr(progress, "bar", lambda total: Stopping())
    assert small("sweep", *AUTO, "output=out").code == 130
    monkeypatch.setattr(progress, "bar", real)
    result = comity("sweep", "--resume", "out")
    assert (result.code, result.err) == (0, "")
    assert "608 replicates, 1 look" in result.out
    small("sweep", *AUTO, "output=whole")
    assert Path("out/outcomes.parquet").read_bytes() == Path("whole/outcomes.parquet").read_bytes()


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (
            ("replicates=auto",),
            "half_width=null is not a finite number above 0; allowed a number above 0; set by the "
            "command line. Say how far a mean may be from its estimate, for instance half_width=0",
        ),
        (("replicates=auto", "half_width=0"), "half_width=0 is not a finite number above 0;"),
        (("replicates=auto", "half_width=-1"), "half_width=-1 is not a finite number above 0;"),
        (("replicates=auto", "half_width=thin"), "half_width=thin is not a finite number above"),
        (
            ("replicates=auto", "half_width=0.1", "outcome=operational_men"),
            "Unknown outcome 'operational_men' (set by the command line). Did you mean "
            "'operational_mean'",
        ),
        (
            ("replicates=auto", "half_width=0.1", "outcome=months_to_rupture"),
            "outcome=months_to_rupture is bounded by the horizon only, which points need not "
            "share; allowed p_rupture",
        ),
        (
            ("replicates=auto", "half_width=0.05", "max_replicates=300"),
            "max_replicates=300 cannot be enough for half_width=0.05; allowed 480 or more; set by "
            "the command line. Raise it, or allow a wider interval.",
        ),
        (
            ("replicates=auto", "half_width=0.0001"),
            "max_replicates=20000 cannot be enough for half_width=0.0001; allowed 236864 or more; "
            "set by default. Raise it, or allow a wider interval.",
        ),
        (
            ("replicates=auto", "half_width=0.1", "max_replicates=some"),
            "max_replicates=some is not a whole number; allowed 1 to 1000000;",
        ),
        (
            ("half_width=0.1",),
            "half_width=0.1 belongs to replicates=auto; allowed null; set by the command line. Add "
            "replicates=auto.",
        ),
        (("outcome=p_rupture",), "outcome=p_rupture belongs to replicates=auto;"),
        (("replicates=lots",), "replicates=lots is not a whole number; allowed 1 to 1000000, or a"),
        (("replicates=0",), "replicates=0 is outside [1, 1000000]; allowed 1 to 1000000, or auto;"),
        (("half_width=0.1,0.2",), "half_width has several values; allowed one for the whole sweep"),
    ],
)
def test_mistake(small: Comity, tmp_path: Path, words: tuple[str, ...], begins: str) -> None:
    result = small("sweep", *WORDS, *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(begins)
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
