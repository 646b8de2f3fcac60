"""The shape of the house: sizes of files and functions, the lock, and what files may not name."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.quick

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("model", "scenarios", "analysis", "conf")
LOCKS = ("requirements.lock", "requirements-build.lock")
FILE_LINES = 300
FUNCTION_LINES = 40

# Spelled in parts, so that this file does not name what it forbids.
MACHINE_PATH = re.compile(
    r"(?<![\w.~$}/<>-])/(?:" + "|".join(("work", "root", "opt", "home", "Users")) + r")/[\w.]"
)


def python_files() -> list[Path]:
    """Return the Python files of the import packages."""
    return sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function's body spans, its docstring not counted."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    if not body:
        return 0
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1


def long_functions(source: str) -> Iterator[tuple[str, int]]:
    """Yield name and length of each function that is longer than allowed."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = body_lines(node)
            if length > FUNCTION_LINES:
                yield node.name, length


def tracked_files() -> list[Path]:
    """Return the files that git tracks; skip where this is not a git checkout."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.split("\0") if name]


def lock_entries(name: str) -> dict[str, str]:
    """Return the entries of a lock file by package: version, marker and hashes in one string."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {canonicalize_name(line.split("==")[0]): line for line in lines}


def test_no_file_is_longer_than_allowed() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files()
    }
    assert lengths, "no Python file was found"
    assert {name: n for name, n in lengths.items() if n > FILE_LINES} == {}


def test_no_function_is_longer_than_allowed() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{name} has {length} lines"
        for path in python_files()
        for name, length in long_functions(path.read_text(encoding="utf-8"))
    ]
    assert too_long == []


@pytest.mark.parametrize(("statements", "found"), [(40, []), (41, [("f", 41)])])
def test_function_length_leaves_the_docstring_out(
    statements: int, found: list[tuple[str, int]]
) -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n' + "    x = 1\n" * statements
    assert list(long_functions(source)) == found


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_a_hash_for_everything_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "http" not in text
    assert "file:" not in text
    entries = lock_entries(name)
    assert entries
    assert [e for e in entries.values() if "==" not in e or "--hash=sha256:" not in e] == []


def test_lock_answers_every_requirement_of_the_project() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        pyproject = tomllib.load(file)
    project = pyproject["project"]
    build = pyproject["dependency-groups"]["build"]
    extras = project["optional-dependencies"]
    dev = [item for item in extras["dev"] if not item.startswith("comity[")]
    everything = project["dependencies"] + dev + extras["cluster"] + build
    for lock, wanted in (("requirements.lock", everything), ("requirements-build.lock", build)):
        entries = lock_entries(lock)
        for requirement in map(Requirement, wanted):
            entry = entries.get(canonicalize_name(requirement.name))
            assert entry is not None, f"{requirement} is not in {lock}: run `make lock`"
            version = entry.split("==")[1].split()[0]
            assert requirement.specifier.contains(version), f"{requirement}, locked {version}"


def test_both_locks_agree() -> None:
    everything = lock_entries("requirements.lock")
    for name, entry in lock_entries("requirements-build.lock").items():
        assert everything[name].split() == entry.split()


def test_version_is_the_same_everywhere() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.*)$", citation, re.MULTILINE)[1].strip("\"'") == version


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    named = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        named += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(text.splitlines(), 1)
            if MACHINE_PATH.search(line)
        ]
    assert named == []


@pytest.mark.parametrize(
    ("text", "is_path"),
    [
        ('open("/' + 'work/data.csv")', True),
        ("see /" + "root/.cache/x", True),
        ("the share /" + "optional", False),
        ("docs/" + "work/notes", False),
        ("a/" + "opt/b", False),
    ],
)
def test_machine_path_pattern(text: str, is_path: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) == is_path
