"""Sweeps below a folder: listed, opened safely, filtered, compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import browse
from model.errors import UserError
from scenarios.recording.provenance import CHECKSUMS

pytestmark = pytest.mark.quick


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "point": [0, 1, 2],
            "label": ["calm", "loud [x]", "louder"],
            "runs": [5, 5, 5],
            "policy": ["a", "b", "b"],
            "policy.words": [0.0, 0.5, 0.9],
            "model.same": [1.0, 1.0, 1.0],
            "operational_mean": [0.6, 0.5, 0.4],
        }
    )


def test_only_records_are_listed_and_links_are_not_followed(tmp_path: Path) -> None:
    for name in ("inside/a", "inside/deep/b", "outside/c"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / CHECKSUMS).write_text("{}")
    (tmp_path / "inside" / "empty").mkdir()
    (tmp_path / "inside" / "link").symlink_to(tmp_path / "outside")
    assert browse.sweeps(tmp_path / "inside") == ["a", "deep/b"]


@pytest.mark.parametrize("name", ["../outside", "/etc", "nothing", "a/../../outside", ""])
def test_nothing_outside_is_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / CHECKSUMS).write_text("{}")
    (tmp_path / "inside").mkdir()
    with pytest.raises(UserError, match="Unknown sweep"):
        browse.opened(tmp_path / "inside", name)


def test_numbers_that_were_swept() -> None:
    assert browse.swept(table()) == ["policy.words"]


@pytest.mark.parametrize(
    ("text", "column", "low", "high", "kept"),
    [
        ("", "", -np.inf, np.inf, [0, 1, 2]),
        ("LOUD", "", -np.inf, np.inf, [1, 2]),
        ("[x]", "", -np.inf, np.inf, [1]),
        ("", "policy.words", 0.5, 0.9, [1, 2]),
        ("", "operational_mean", -np.inf, 0.45, [2]),
        (".*", "", -np.inf, np.inf, []),
    ],
)
def test_filter(text: str, column: str, low: float, high: float, kept: list[int]) -> None:
    assert browse.kept(table(), text, column, low, high)["point"].tolist() == kept
