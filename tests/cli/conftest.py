"""The command line, run in this process and in an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hydra.core.global_hydra import GlobalHydra

from analysis.cli.main import main

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Comity = Callable[..., Result]


@pytest.fixture
def comity(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Comity:
    """Return a function that runs the command in an empty folder; it tells code and output."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        GlobalHydra.instance().clear()
        monkeypatch.setattr("sys.argv", ["comity", *arguments])
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        told = capsys.readouterr()
        return Result(code, told.out, told.err)

    return run


@pytest.fixture
def small(comity: Comity) -> Comity:
    """Return the same with the small catalogue and its scenario chosen, one process."""

    def run(name: str, *arguments: str) -> Result:
        return comity(name, f"scenarios_dir={SMALL}", "scenario=first", "n_jobs=1", *arguments)

    return run
