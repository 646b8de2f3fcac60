"""Two sweeps into one folder."""

from __future__ import annotations

from pathlib import Path

import pytest
import sweep_work
from sweep_work import tiny

from model.errors import UserError
from scenarios.sweep import run_sweep


def test_a_second_sweep_is_refused_and_a_dead_one_does_not_block(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    context = sweep_work.context()
    ready, told = context.Pipe(duplex=False)
    child = context.Process(target=sweep_work.hold, args=(str(folder), told))
    child.start()
    assert ready.recv()
    with pytest.raises(UserError) as caught:
        run_sweep(tiny(), folder)
    assert "is being written by another sweep; allowed one sweep at a time;" in str(caught.value)
    child.kill()  # SIGKILL, so that it cannot let go by itself
    child.join()
    assert run_sweep(tiny(), folder).is_complete
    assert sorted(path.name for path in folder.iterdir())[0] == "checksums.txt"
