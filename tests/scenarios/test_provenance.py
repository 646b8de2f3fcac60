"""What a record says of the command that made it."""

from __future__ import annotations

import pytest

from scenarios.recording.provenance import command_line


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (
            ["python", "some/bin/comity", "sweep", "policy=glob(*)"],
            "comity sweep 'policy=glob(*)'",
        ),
        (["python", "my_script.py", "sweep"], None),
    ],
)
def test_the_command_is_recorded_as_typed(words: list[str], command: str | None) -> None:
    assert command_line(words) == command
