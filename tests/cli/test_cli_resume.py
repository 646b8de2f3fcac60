"""`comity sweep` that is interrupted, resumed, refused, or only estimated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import scenarios.sweeping.request
from analysis.cli import progress
from scenarios.records import load

Comity = Callable[..., Any]
WORDS = ("policy=tough_talk", "policy.words=0,0.9", "replicates=3")


@pytest.fixture
def chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut sweeps into chunks of two runs."""
    monkeypatch.setattr(scenarios.sweeping.request, "SERIES_CHUNK_RUNS", 2)


@pytest.fixture
def stopping(chunks: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Interrupt each sweep after its second chunk, until called."""
    real = progress.bar

    @contextmanager
    def bar(total: int) -> Iterator[Callable[[int, int], None]]:
        def stop(done: int, total: int) -> None:
            if done >= 4:
                raise KeyboardInterrupt

        yield stop

    monkeypatch.setattr(progress, "bar", bar)
    return lambda: monkeypatch.setattr(progress, "bar", real)


def test_resume(small: Comity, comity: Comity, stopping: Callable[[], None]) -> None:
    result = small("sweep", *WORDS, "output=out")
    assert result.code == 130
    assert result.err == (
        "Interrupted; the record holds the runs that had finished. "
        "Go on: comity sweep --resume out\n"
    )
    assert load("out").provenance["runs"] == 4
    stopping()
    result = comity("sweep", "--resume", "out", "n_jobs=2")
    assert (result.code, result.err) == (0, "")
    assert "6 runs in" in result.out
    small("sweep", *WORDS, "output=whole")
    assert Path("out/outcomes.parquet").read_bytes() == Path("whole/outcomes.parquet").read_bytes()
    assert load("out").series.identical(load("whole").series)
    again = comity("sweep", "--resume", "out")
    assert (again.code, again.err) == (
        2,
        "--resume=out holds no unfinished sweep; allowed a folder that holds unfinished; set by "
        "the command line. Its record is complete.\n",
    )


def test_the_same_command_goes_on(small: Comity, stopping: Callable[[], None]) -> None:
    assert small("sweep", *WORDS, "output=out").code == 130
    stopping()
    assert small("sweep", *WORDS, "output=out").code == 0
    assert load("out").provenance["runs"] == 6


def test_resume_from_another_folder(
    small: Comity,
    comity: Comity,
    stopping: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was named relative to the first working folder is still found."""
    assert small("sweep", *WORDS, "output=out").code == 130
    stopping()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert comity("sweep", "--resume=../out").code == 0
    assert load(tmp_path / "out").provenance["runs"] == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "out"]


def test_another_sweep_or_a_run_is_refused(small: Comity, stopping: Callable[[], None]) -> None:
    assert small("sweep", *WORDS, "output=out").code == 130
    other = small("sweep", *WORDS, "output=out", "seed=5")
    assert (other.code, other.out) == (2, "")
    assert "holds another unfinished sweep: seed was 0, now 5." in other.err
    run = small("run", "output=out")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("output=out holds an unfinished sweep; allowed a new or empty")


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("--resume",), "--resume names no folder; allowed --resume FOLDER;"),
        (("--resume", "nowhere"), "--resume=nowhere holds no unfinished sweep;"),
        (("--resume", "out", "seed=3"), "seed=3 cannot be given with --resume; allowed n_jobs,"),
    ],
)
def test_mistakes(comity: Comity, tmp_path: Path, words: tuple[str, ...], begins: str) -> None:
    result = comity("sweep", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(begins)
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_dry_run_writes_nothing(small: Comity, tmp_path: Path, chunks: None) -> None:
    result = small("sweep", *WORDS, "--dry-run")
    assert (result.code, result.err) == (0, "")
    told = {line.split()[0]: " ".join(line.split()[1:]) for line in result.out.splitlines()}
    assert (told["points"], told["replicates"], told["runs"]) == ("2", "3", "6")
    assert told["chunks"] == "3"
    assert told["time"].startswith("about ")
    assert "runs/s, from a pilot" in told["time"]
    assert told["disk"].startswith("about ")
    assert list(tmp_path.iterdir()) == []


def test_the_estimate_of_the_disk_is_of_the_right_size(small: Comity) -> None:
    from model.small import small_inputs
    from scenarios.designing.points import Point
    from scenarios.sweep import Sweep, run_sweep
    from scenarios.sweeping.estimate import estimate

    points = [Point(str(w), {}, small_inputs(24, words=w)) for w in (0.0, 0.5, 1.0)]
    for number, series in enumerate(("all", "quantiles")):
        sweep = Sweep(points, 500, series=series)
        run_sweep(sweep, f"out{number}")
        size = sum(path.stat().st_size for path in Path(f"out{number}").iterdir())
        assert size / 1.5 < estimate(sweep).record_bytes < 1.5 * size, series
