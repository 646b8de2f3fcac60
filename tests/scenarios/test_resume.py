"""A sweep that was interrupted, in each way that is not a kill, and what it goes on with."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sweep_work import CHUNKS, counted, finished, same_contents, tiny

import scenarios.sweeping.request
from model.errors import UserError
from scenarios import engines
from scenarios.recording import atomic, record_files
from scenarios.records import check_target, load
from scenarios.sweep import Done, How, run_sweep
from scenarios.sweeping import publish


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the record of the sweep that nothing disturbed."""
    folder = tmp_path_factory.mktemp("whole") / "record"
    assert run_sweep(tiny(), folder).is_complete
    return folder


def interrupted(folder: Path, after_runs: int = 5, by: Any = None) -> Done:
    """Sweep until so many runs are done."""

    def stop(done: int, total: int) -> None:
        if done < after_runs:
            return
        if by is not None:
            by()
        raise KeyboardInterrupt

    return run_sweep(tiny(), folder, How(n_jobs=1, progress=stop))


def assert_goes_on(folder: Path, whole: Path) -> None:
    """Check that the sweep computes what is left and no more, and ends as if undisturbed."""
    had = finished(folder)
    with counted() as computed:
        done = run_sweep(tiny(), folder, How(n_jobs=1))
    assert sorted([*computed, *had]) == list(range(CHUNKS))
    assert (done.is_complete, done.has_record, done.resumed) == (True, True, len(had))
    assert same_contents(folder, whole)


def test_interrupted_it_goes_on(tmp_path: Path, whole: Path) -> None:
    done = interrupted(tmp_path / "out")
    assert (done.is_interrupted, done.has_record) == (True, True)
    partial = load(tmp_path / "out")
    assert len(partial.outcomes) == done.runs == 6
    assert partial.provenance["is_interrupted"]
    assert len(finished(tmp_path / "out")) == 3
    assert_goes_on(tmp_path / "out", whole)


def test_interrupted_before_anything_had_finished_it_leaves_nothing(tmp_path: Path) -> None:
    done = interrupted(tmp_path / "out", after_runs=0)
    assert (done.is_interrupted, done.has_record, done.runs) == (True, False, 0)
    assert list(tmp_path.iterdir()) == []


def test_sigterm_ends_it_as_ctrl_c_does(tmp_path: Path, whole: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)

    def end(done: int, total: int) -> None:
        if done >= 5:
            os.kill(os.getpid(), signal.SIGTERM)

    done = run_sweep(tiny(), tmp_path / "out", How(n_jobs=1, progress=end))
    assert done.is_interrupted
    assert signal.getsignal(signal.SIGTERM) == before
    assert_goes_on(tmp_path / "out", whole)


@pytest.mark.parametrize("moment", range(7))
def test_interrupted_while_the_record_is_put_in_place(
    tmp_path: Path, whole: Path, moment: int
) -> None:
    """Stop at each of the moves; what lies there is no record, until the move is completed."""
    folder, moves = tmp_path / "out", 0
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        nonlocal moves
        if moves == moment:
            raise KeyboardInterrupt
        moves += 1
        real(source, target)

    with mock.patch.object(publish.os, "replace") as patched:
        patched.side_effect = lambda a, b: replace(a, b) if "record" in str(a) else real(a, b)
        done = run_sweep(tiny(), folder, How(n_jobs=1))
    assert done.is_interrupted
    with pytest.raises(UserError, match="holds an unfinished sweep"):
        load(folder)
    with counted() as computed:
        assert run_sweep(tiny(), folder).is_complete
    assert computed == []
    assert same_contents(folder, whole)


@pytest.mark.parametrize("kind", ["cut short", "altered", "gone", "note altered", "note cut short"])
def test_a_damaged_chunk_is_named_and_computed_again(
    tmp_path: Path, whole: Path, kind: str
) -> None:
    folder = tmp_path / "out"
    interrupted(folder)
    chunk = folder / "unfinished" / "chunks" / "0000" / "000001.json"
    path = chunk if "note" in kind else chunk.with_name("000001.outcomes.arrow")
    data = path.read_bytes()
    if kind == "gone":
        path.unlink()
    elif "cut" in kind:
        path.write_bytes(data[:-20])
    else:
        path.write_bytes(data[:60] + bytes([data[60] ^ 1]) + data[61:])
    lines: list[str] = []
    with counted() as computed:
        run_sweep(tiny(), folder, How(n_jobs=1, tell=lines.append))
    rule = "is missing" if kind == "gone" else "was changed after it was written"
    assert lines == [f"{path} {rule}; chunk 1 is computed again."]
    assert sorted(computed) == [1, *range(3, CHUNKS)]
    assert same_contents(folder, whole)


def test_an_altered_plan_is_named(tmp_path: Path) -> None:
    interrupted(tmp_path / "out")
    plan = tmp_path / "out" / "unfinished" / "plan.json"
    plan.write_text(plan.read_text().replace('"seed": 0', '"seed": 1'))
    with pytest.raises(UserError, match=r"plan\.json was changed after it was written"):
        run_sweep(tiny(), tmp_path / "out")


def test_a_full_disk_stops_it_and_it_goes_on(tmp_path: Path, whole: Path) -> None:
    folder, real, left = tmp_path / "out", atomic.write, 9

    def full(path: Path, data: bytes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "No space left on device", str(path))
        real(path, data)

    with mock.patch.object(atomic, "write", full):
        done = run_sweep(tiny(), folder, How(n_jobs=1))
    assert (done.is_complete, done.has_record, done.is_interrupted) == (False, False, False)
    assert done.stopped == (
        "Chunk 2 could not be written (No space left on device). What has finished is kept; mend "
        f"the cause and go on: comity sweep --resume {folder}"
    )
    assert finished(folder) == {0, 1}
    assert_goes_on(folder, whole)


def test_a_full_disk_while_the_record_is_written(tmp_path: Path, whole: Path) -> None:
    folder = tmp_path / "out"
    error = OSError(28, "No space left on device")
    with mock.patch.object(record_files.sheets, "write_dyads", side_effect=error):
        done = run_sweep(tiny(), folder)
    assert done.stopped.startswith("The record could not be written (No space left on device).")
    assert not (folder / "unfinished" / "record.draft").exists()
    assert_goes_on(folder, whole)


def test_a_full_disk_at_the_start_leaves_nothing(tmp_path: Path) -> None:
    error = OSError(28, "No space left on device")
    with (
        mock.patch.object(atomic, "write", side_effect=error),
        pytest.raises(UserError, match=r"cannot be written \(No space left on device\)"),
    ):
        run_sweep(tiny(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_lost_worker_leaves_its_chunk_to_the_next_attempt(tmp_path: Path, whole: Path) -> None:
    real = engines.run

    def losing(*given: Any, **options: Any) -> Any:
        for index, packed in real(*given, **options):
            lost = engines.LostWorkerError("the worker died")
            yield index, (lost if index in (3, 5) else packed)

    with mock.patch.object(engines, "run", losing):
        done = run_sweep(tiny(), tmp_path / "out", How(n_jobs=1))
    assert "2 chunks were not computed; chunk 3: LostWorkerError: the worker died" in done.stopped
    assert finished(tmp_path / "out") == set(range(CHUNKS)) - {3, 5}
    assert_goes_on(tmp_path / "out", whole)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seed": 7}, "seed was 0, now 7"),
        ({"replicates": 5}, "replicates was 4, now 5"),
        ({"dyads": False}, "dyads was true, now false"),
        ({"points": tiny().points[:2]}, "how many points was 3, now 2; the points"),
        ({"points": tiny().points[::-1]}, "the points (their labels, columns or worlds) differ"),
    ],
)
def test_another_sweep_is_refused(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    folder = tmp_path / "out"
    interrupted(folder)
    had = finished(folder)
    with pytest.raises(UserError) as caught:
        run_sweep(tiny(**change), folder)
    text = str(caught.value)
    assert text.startswith(f"{folder / 'unfinished'} holds another unfinished sweep: {told}")
    assert f"(comity sweep --resume {folder})" in text
    assert finished(folder) == had


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("software_version", "9.9", "the version of comity was 0.1.0, now 9.9"),
        ("law_hash", "0" * 64, "the law of motion (the files of model/) differ"),
    ],
)
def test_another_version_is_refused(tmp_path: Path, name: str, value: str, told: str) -> None:
    interrupted(tmp_path / "out")
    with (
        mock.patch.object(scenarios.sweeping.request, name, return_value=value),
        pytest.raises(UserError) as caught,
    ):
        run_sweep(tiny(), tmp_path / "out")
    assert told in str(caught.value)
    assert "Go on with the version that began it" in str(caught.value)


def test_a_single_run_leaves_an_unfinished_sweep_alone(tmp_path: Path) -> None:
    interrupted(tmp_path / "out")
    with pytest.raises(UserError, match="holds an unfinished sweep; allowed a new or empty folder"):
        check_target(tmp_path / "out")


def test_a_finished_record_is_replaced(tmp_path: Path, whole: Path) -> None:
    folder = tmp_path / "out"
    run_sweep(tiny(seed=5, dyads=False), folder)
    (folder / "report.html").write_text("old", encoding="utf-8")
    assert not (folder / "dyads.parquet").exists()
    interrupted(folder, after_runs=0)
    assert load(folder).provenance["seed"] == 5, "the old record stays until there is a new one"
    with counted() as computed:
        run_sweep(tiny(), folder)
    assert sorted(computed) == list(range(CHUNKS))
    assert same_contents(folder, whole)
