"""docs/checks.md: the tests and modules it names exist, and readers can get to it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "checks.md"
TEXT = PAGE.read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
HEAD = "| statistic | computed in | against | to within | test |"


def rows() -> list[list[str]]:
    """Return the cells of every statistic."""
    lines = [line for line in TEXT.splitlines() if line.startswith("| ") and line != HEAD]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@cache
def functions(file: str) -> frozenset[str]:
    """Return the names of the test functions of a file, which is read and not run."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def links(page: Path) -> set[Path]:
    """Return the files that a page links to."""
    found = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return {(page.parent / target).resolve() for target in found}


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    assert name in functions(file)


def test_every_row_is_whole_and_names_modules_that_exist() -> None:
    assert len(rows()) > 70
    for statistic, modules, against, within, tests in rows():
        assert against, statistic
        assert within, statistic
        named = re.findall(r"`([\w/]+\.py)`", modules)
        assert named, statistic
        assert [name for name in named if not (ROOT / name).is_file()] == []
        assert re.fullmatch(r"`tests/[^`]+`(, `tests/[^`]+`)*", tests), statistic


def test_what_looks_like_a_test_is_read_as_one() -> None:
    assert TEXT.count("`tests/") == len(re.findall(r"`tests/[\w/]+\.py::\w+`", TEXT))


def test_no_module_of_statistics_is_left_out() -> None:
    modules = {path.name for path in (ROOT / "analysis" / "statistics").glob("*.py")}
    told = {name for _, cell, *_ in rows() for name in re.findall(r"statistics/(\w+\.py)`", cell)}
    assert told == modules - {"__init__.py"}


def test_a_reader_of_the_readme_finds_it() -> None:
    linked = links(ROOT / "README.md")
    behind = [links(page) for page in linked if page.suffix == ".md" and page.is_file()]
    assert PAGE in linked.union(*behind)
