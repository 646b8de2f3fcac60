"""The documents say what the code says, where the code can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from model.parameters import catalogue
from model.parameters.table import markdown
from model.schedule import SCHEDULE, describe
from model.state import VARIABLES

pytestmark = pytest.mark.quick

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_parameter_table_is_the_generated_one() -> None:
    written = (DOCS / "parameters.md").read_text(encoding="utf-8")
    assert written == markdown(), "run `python -m model.parameters.table > docs/parameters.md`"


def test_schedule_in_the_odd_is_the_schedule() -> None:
    lines = (DOCS / "ODD.md").read_text(encoding="utf-8").splitlines()
    at = lines.index("| stage | what | who | method | mechanisms |")
    assert "\n".join(lines[at : at + 2 + len(SCHEDULE)]) == describe()
    assert not lines[at + 2 + len(SCHEDULE)].startswith("|")


def test_odd_lists_every_variable_and_instrument() -> None:
    text = (DOCS / "ODD.md").read_text(encoding="utf-8")
    rows = [f"| {v.axis} | `{v.name}` | {v.unit} |" for v in VARIABLES]
    rows += [f"| sender | `{i.name}` | {i.high:g} |" for i in SENDER_INSTRUMENTS]
    rows += [f"| partner | `{i.name}` | {i.high:g} |" for i in PARTNER_ACTS]
    assert [row for row in rows if row not in text] == []


def test_documents_name_every_parameter() -> None:
    odd = (DOCS / "ODD.md").read_text(encoding="utf-8")
    words = (DOCS / "mechanisms.md").read_text(encoding="utf-8")
    rows = catalogue()
    assert [
        r.full_name for r in rows if f"[{r.name}]" not in odd and f".{r.name}]" not in odd
    ] == []
    assert [r.group for r in rows if f"`{r.group}.*`" not in words] == []
