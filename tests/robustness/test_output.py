"""What a study writes and says."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from made_worlds import runs
from matplotlib.figure import Figure
from scipy.stats import qmc

from analysis.files import write_figure
from analysis.robustness import output, words
from analysis.robustness.reading import crossed
from analysis.robustness.study import Asked, robust_of
from model.errors import UserError

MADE = {
    "calm": {
        "operational_mean": lambda w, e: 0.5 + 0.01 * e,
        "arrived_t": lambda w, e: 100.0 + e,
        "concession_kept": lambda w, e: 0 * e,
    },
    "loud": {
        "operational_mean": lambda w, e: 0.2 + w[:, :1] + 0.01 * e,
        "arrived_t": lambda w, e: 110.0 - 10 * w[:, 1:] + e,
        "concession_kept": lambda w, e: 0.5 * w[:, 1:] + 0 * e,
    },
}


@pytest.fixture(scope="module")
def study():
    worlds = qmc.Sobol(2, rng=np.random.default_rng(0)).random(128)
    return robust_of(crossed(runs(MADE, worlds)), Asked())


def test_everything_is_written_and_can_be_read(study, tmp_path):
    folder = tmp_path / "robust"
    output.write(folder, study, "comity robust x")
    output.write(folder, study, "comity robust x")  # over itself
    document = json.loads((folder / "robust.json").read_text(encoding="utf-8"))
    assert document["worlds"] == 128
    assert document["tradeoff"]["front"] == ["loud"]
    scores = pd.read_parquet(folder / "scores.parquet")
    assert len(scores) == 3 * 2 * 10
    held = pd.read_parquet(folder / "worlds.parquet")
    assert held["operational_mean: calm"].mean() == pytest.approx(0.5, abs=0.01)
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["command"] == "comity robust x"
    for figure in summary["figures"]:
        assert (folder / figure["file"]).read_text(encoding="utf-8").startswith("<?xml")
    columns = summary["tables"][0]["columns"]
    assert all(len(row) == len(columns) for row in summary["tables"][0]["rows"])


def test_a_folder_with_other_things_is_left_alone(study, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match=r"holds other things \(thesis.txt\)"):
        output.write(tmp_path, study)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="is a file"):
        output.write(tmp_path / "file", study)


def test_sentences(study):
    told = words.findings(study)
    assert told[0].startswith("Operational cooperation: the criteria disagree; first is ")
    assert told[1] == "Concession kept: loud is first under every criterion."
    assert told[3] == (
        "Between operational cooperation and concession kept, no other is better in both than loud."
    )
    assert "model.made.x0 separates them" in told[4]
    assert words.condition("x", 0.25, 0.5) == "0.25 < x <= 0.5"


def test_a_figure_written_twice_has_the_same_bytes(tmp_path):
    """Else every page that shows one would differ each time it is made."""
    for name in ("one.svg", "two.svg"):
        figure = Figure()
        figure.add_subplot().plot([0.0, 1.0], marker="o")
        write_figure(tmp_path / name, figure)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
