"""Where a record may be written is checked before anything is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import UserError
from scenarios.records import check_target


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match=r"cannot be made \(Not a directory\); allowed"):
        check_target(tmp_path / "file" / "x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
