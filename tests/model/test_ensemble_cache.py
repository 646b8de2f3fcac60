"""Compiled code is used again, and never after the law has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from model.ensemble import cache

ROOT = Path(__file__).parents[2]
NAME = "from model.ensemble import cache; print(cache.folder().name, cache.law_hash())"


def folder_of(tree: Path, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", NAME],
        env=os.environ | {"PYTHONPATH": str(tree)} | environment,
        cwd=tree,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_a_changed_rule_gets_another_folder(tmp_path: Path) -> None:
    """Whatever file of the model changes, also one that only a rule calls."""
    shutil.copytree(
        ROOT / "model", tmp_path / "model", ignore=shutil.ignore_patterns("__pycache__")
    )
    before = folder_of(tmp_path)
    assert before == folder_of(tmp_path)
    for name in ("rules/trust.py", "numerics.py", "policies/tough_talk.py"):
        path = tmp_path / "model" / name
        path.write_text(path.read_text() + "\n# changed\n")
        after = folder_of(tmp_path)
        assert after[0] != before[0]
        assert after[1] != before[1]
        before = after
    policies = tmp_path / "model" / "policies"
    shutil.copy(policies / "status_quo.py", policies / "new_idea.py")
    assert folder_of(tmp_path)[0] != before[0]


def test_a_folder_can_be_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from model.ensemble import cache; print(cache.folder())"],
        env=os.environ | {"PYTHONPATH": str(ROOT), cache.VARIABLE: str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).parent == tmp_path


def test_old_versions_are_forgotten(tmp_path: Path) -> None:
    for age in range(9):
        place = tmp_path / f"version{age}"
        place.mkdir()
        os.utime(place, (1000 - age, 1000 - age))
    cache._forget_old(tmp_path / "version8")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"version8", "version0", "version1", "version2"}
