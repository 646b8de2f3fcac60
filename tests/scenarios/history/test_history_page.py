"""docs/history.md: its call runs and prints what it says, its example folder is a history."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from scenarios.format.yaml_lines import read
from scenarios.history import read_history
from scenarios.history.check import check_history
from scenarios.history.importers.event_data import FORMATS
from scenarios.history.importers.sanctions import COLUMNS
from scenarios.history.json_schema import dyad_schema
from scenarios.history.page import text
from scenarios.history.reader import PACKAGED

pytestmark = pytest.mark.quick

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "history.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the blocks of code in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_call_prints_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks("python")
    (printed,) = blocks("text")

    exec(compile(example, "docs/history.md", "exec"), {})

    assert capsys.readouterr().out == printed


def test_the_example_folder_is_a_history(tmp_path: Path) -> None:
    folder = tmp_path / "avalon_lyonesse"
    folder.mkdir()
    dyad, sources = blocks("yaml")
    events, observations, leaders = blocks("csv")
    for name, content in (
        ("dyad.yaml", dyad),
        ("sources.yaml", sources),
        ("events.csv", events),
        ("observations.csv", observations),
        ("leaders.csv", leaders),
    ):
        (folder / name).write_text(content, encoding="utf-8")

    assert check_history(folder) == []
    history = read_history(folder)
    assert len(history.events) == 5
    assert [row.month for row in history.not_represented] == ["1995-01"]


def test_the_page_names_every_column_of_the_formats() -> None:
    rows = {
        row.split("|")[1].strip(" `"): row for row in PAGE.splitlines() if row.startswith("| `")
    }
    needed = {name: form.needed for name, form in FORMATS.items()} | dict(COLUMNS)

    assert set(rows) == set(needed)
    for name, columns in needed.items():
        for column in columns:
            assert column in rows[name]


@pytest.mark.parametrize(
    "folder", sorted(PACKAGED.glob("*/dyad.yaml")), ids=lambda p: p.parent.name
)
def test_the_json_schema_admits_the_shipped_files(folder: Path) -> None:
    jsonschema.validate(read(folder).data, dyad_schema())


def test_the_json_schema_refuses_a_wrong_key() -> None:
    data = dict(read(PACKAGED / "usa_peru" / "dyad.yaml").data) | {"frist": "1992-01"}
    with pytest.raises(jsonschema.ValidationError, match="frist"):
        jsonschema.validate(data, dyad_schema())


def test_the_json_schema_is_made_anew() -> None:
    written = (DOCS / "schema" / "history.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == dyad_schema()


def test_the_page_of_histories_is_made_anew() -> None:
    assert (DOCS / "histories.md").read_text(encoding="utf-8") == text()
