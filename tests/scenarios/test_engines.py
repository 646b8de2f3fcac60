"""The front of the engines, the engine `local`, and what all of them promise."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import engine_contract
import engine_work
import pytest
import yaml

import conf
from model.errors import UserError
from scenarios import engines
from scenarios.engines import _envelope

pytestmark = pytest.mark.quick


def test_names() -> None:
    assert engines.names() == ["joblib", "local", "ray", "slurm"]


def test_the_command_line_knows_each_engine_and_its_options() -> None:
    folder = Path(conf.__file__).parent / "cluster"
    files = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.iterdir()
    }
    assert sorted(files) == engines.names()
    for name, options in files.items():
        assert options.pop("name") == name
        assert {key: value or None for key, value in options.items()} == engines.options(name)


def test_a_file_adds_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "def run(work, tasks, jobs, *, bonus=0):\n    yield from enumerate(map(work, tasks))\n"
    (tmp_path / "plain.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(engines, "__path__", [*engines.__path__, str(tmp_path)])
    assert "plain" in engines.names()
    assert engines.options("plain") == {"bonus": 0}
    assert list(engines.run("plain", engine_work.square, range(3), bonus=1)) == [
        (0, 0),
        (1, 1),
        (2, 4),
    ]


def test_unknown_engine_is_told_with_the_list() -> None:
    with pytest.raises(UserError) as told:
        engines.run("rai", engine_work.square, range(3))
    assert str(told.value) == (
        "Unknown cluster 'rai' (set by the choice of cluster). Did you mean 'ray'? "
        "Known: joblib, local, ray, slurm."
    )


def test_parts_are_no_engines() -> None:
    with pytest.raises(UserError, match="Unknown cluster '_flight'"):
        engines.run("_flight", engine_work.square, range(3))


def test_unknown_option_is_told_with_the_list() -> None:
    with pytest.raises(UserError, match=r"Unknown option of cluster=joblib 'retry'.*'retries'"):
        engines.run("joblib", engine_work.square, range(3), retry=1)


def test_no_jobs() -> None:
    with pytest.raises(UserError, match=r"n_jobs=0 is too few; allowed 1 or more"):
        engines.run("local", engine_work.square, range(3), 0)


@pytest.mark.parametrize(("name", "package"), [("ray", "ray"), ("slurm", "submitit")])
def test_missing_package_names_the_fix(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, f"scenarios.engines.{name}", raising=False)
    with pytest.raises(UserError) as told:
        engines.run(name, engine_work.square, range(3))
    assert f"cluster={name} needs the package {package}, which is not installed" in str(told.value)
    assert "pip install 'comity[cluster]'" in str(told.value)


def test_local() -> None:
    engine_contract.check_results("local")
    engine_contract.check_errors("local")


def test_local_closed_early_has_taken_few_tasks_and_ends_its_threads() -> None:
    source = engine_contract.Source(10_000)
    answers = engines.run("local", engine_work.slow, source, 2)
    index, answer = next(answers)
    assert index == answer
    answers.close()
    assert source.taken <= 5
    assert [thread for thread in threading.enumerate() if thread.name.startswith("comity")] == []


def test_tasks_are_taken_only_as_results_are() -> None:
    source = engine_contract.Source(100)
    answers = engines.run("local", engine_work.square, source, 2)
    for number in range(1, 11):
        next(answers)
        assert source.taken <= number + 4
    assert len(list(answers)) == 90
    assert source.taken == 100


def test_an_error_of_the_tasks_themselves_comes_through() -> None:
    def tasks():
        yield 1
        raise UserError("no more points")

    with pytest.raises(UserError, match="no more points"):
        list(engines.run("local", engine_work.square, tasks()))


def test_another_version_is_refused_before_the_task_is_opened() -> None:
    answers = engines.run("local", engine_work.wrong_version, range(3))
    with pytest.raises(engines.VersionMismatchError) as told:
        list(answers)
    assert f"comity={_envelope.stamp()} is not the version that runs the sweep" in str(told.value)
    assert "allowed 0.0.9 with law 000000000000" in str(told.value)
    assert "set by the installation on " in str(told.value)


def test_the_work_is_pickled_once() -> None:
    seal = _envelope.Sealer(engine_work.square)
    first, second = seal(1), seal(2)
    assert first.work is second.work
    assert _envelope.answer(*second) == 4
