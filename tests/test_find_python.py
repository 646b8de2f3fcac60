"""scripts/find_python.sh: which interpreter the set-up takes, on machines made of stand-ins."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "find_python.sh"
SH = shutil.which("sh")

pytestmark = [
    pytest.mark.quick,
    pytest.mark.skipif(os.name != "posix" or SH is None, reason="needs a POSIX shell"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a folder with the few tools that the script uses, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("ls", "sort", "tail"):
        (folder / tool).symlink_to(str(shutil.which(tool)))
    return folder


def command(file: Path, does: str) -> None:
    """Write an executable shell script."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!{SH}\n{does}\n", encoding="utf-8")
    file.chmod(0o755)


def real_python(file: Path) -> None:
    """Make `file` a Python that can be used: the one that runs the tests, under another name."""
    command(file, f'exec "{sys.executable}" "$@"')


def pretend_python(file: Path, says: str) -> None:
    """Make `file` a command that passes for the usable Python of that name."""
    command(file, f'echo "{says}"')


def find(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script with nothing but `path` on the PATH."""
    everything = {"PATH": str(path), "HOME": str(path.parent), **environment}
    return subprocess.run(
        [str(SH), str(SCRIPT)], env=everything, capture_output=True, text=True, check=False
    )


def test_takes_python3_if_it_fits(path: Path) -> None:
    real_python(path / "python3")
    pretend_python(path / "python3.13", "another")
    result = find(path)
    assert result.returncode == 0
    assert result.stderr == ""
    assert Path(result.stdout.strip()).exists()
    assert result.stdout.strip() != "another"


def test_takes_the_base_of_an_environment(path: Path) -> None:
    real_python(path / "python3")
    probe = "import sys; print(getattr(sys, '_base_executable', sys.executable))"
    base = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    ).stdout
    assert find(path).stdout == base


def test_passes_over_a_python3_that_is_too_old(path: Path) -> None:
    command(path / "python3", "exit 0")  # the probe prints nothing for a version outside the range
    pretend_python(path / "python3.12", "twelve")
    assert find(path).stdout == "twelve\n"


def test_passes_over_a_shim_that_fails_and_looks_into_pyenv(path: Path, tmp_path: Path) -> None:
    for name in ("python3", "python3.12", "python"):
        command(path / name, "echo \"pyenv: version '3.12' is not installed\" >&2; exit 1")
    for version in ("3.11.9", "3.12.2", "3.12.10"):
        pretend_python(tmp_path / ".pyenv" / "versions" / version / "bin" / "python", version)
    result = find(path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "3.12.10\n", "")


def test_asks_pyenv_where_it_keeps_its_versions(path: Path, tmp_path: Path) -> None:
    root = tmp_path / "else.where"
    command(path / "pyenv", f'[ "$1" = root ] && echo "{root}"')
    pretend_python(root / "versions" / "3.13.0" / "bin" / "python", "thirteen")
    assert find(path).stdout == "thirteen\n"


def test_the_named_interpreter_comes_first(path: Path) -> None:
    pretend_python(path / "python3", "three")
    pretend_python(path / "mine", "mine")
    assert find(path, PYTHON="mine").stdout == "mine\n"


def test_a_named_interpreter_that_does_not_fit_is_told(path: Path) -> None:
    pretend_python(path / "python3", "three")
    result = find(path, PYTHON="missing")
    assert result.stdout == "three\n"
    assert result.stderr == (
        "PYTHON=missing is not usable; allowed 3.12 to 3.14, with venv; set by the environment. "
        "Looking for another.\n"
    )


def test_says_in_one_line_what_to_do_if_there_is_none(path: Path) -> None:
    result = find(path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("python3=not usable is outside 3.12 to 3.14")
    assert "make setup PYTHON=" in result.stderr
