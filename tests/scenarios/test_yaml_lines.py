"""Reading YAML with the line of every value."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import UserError
from scenarios.format.yaml_lines import parse, read

pytestmark = pytest.mark.quick

TEXT = """\
# a comment
id: x
events:
  words:
    by: USA
    toward: [MEX,
             COL]
  flow: {a: 1, b: {c: 2.5}}
"""


def test_values_are_read_as_yaml_reads_them() -> None:
    assert parse(TEXT, "x.yaml").data == {
        "id": "x",
        "events": {
            "words": {"by": "USA", "toward": ["MEX", "COL"]},
            "flow": {"a": 1, "b": {"c": 2.5}},
        },
    }


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("id",), "x.yaml:2"),
        (("events",), "x.yaml:3"),
        (("events", "words", "by"), "x.yaml:5"),
        (("events", "words", "toward", 1), "x.yaml:7"),
        (("events", "flow", "b", "c"), "x.yaml:8"),
        (("events", "words", "missing"), "x.yaml:4"),  # the nearest enclosing value
        (("nowhere",), "x.yaml"),
    ],
)
def test_lines_are_kept(path: tuple[str | int, ...], place: str) -> None:
    assert parse(TEXT, "x.yaml").origin(path) == place


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: 1\nb: {c: 1, c: 2}\n",
            "Duplicate key 'b.c' (set by x.yaml:2). It is first set by x.yaml:2; "
            "keep one of the two.",
        ),
        ("a: 1\n- b\n", "x.yaml:2 is not valid YAML: did not find expected key. "),
        ("- a\n", "x.yaml holds no keys. Write 'key: value' lines."),
        ("", "x.yaml holds no keys. Write 'key: value' lines."),
        ("2015: a\n", "x.yaml:1 has the key 2015, which is not text. Quote it."),
        ("a: 2015-02-31\n", "x.yaml:1 holds a value that cannot be read: '2015-02-31'. Quote it."),
        ("a: &x [*x]\n", "x.yaml:1 is nested too deeply. Does an anchor hold itself?"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(UserError) as error:
        parse(text, "x.yaml")
    assert str(error.value).startswith(message)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"x\.yaml cannot be read: No such file or directory\."):
        read(tmp_path / "x.yaml")
    (tmp_path / "y.yaml").write_bytes(b"a: \xff\n")
    with pytest.raises(UserError, match=r"y\.yaml is not UTF-8 text\. Save it as UTF-8\.$"):
        read(tmp_path / "y.yaml")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("a: 1\n")
    assert read(file).data == {"a": 1}
    file.write_text("a: 1.5\n")
    assert read(file).data == {"a": 1.5}
