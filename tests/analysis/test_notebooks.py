"""The notebooks run from their first to their last cell, in a small size."""

from __future__ import annotations

from importlib import import_module

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.notebooks import sweep
from analysis.notebooks.__main__ import main, notebooks
from model.errors import UserError

SIZES = {
    "compare_scenarios": {"replicates": 6},
    "sobol_study": {"points": 8, "replicates": 2},
    "tipping_study": {
        "steps": 12, "months_per_step": (1,), "replicates": 10, "starts": 8, "hold": 24,
    },
}  # fmt: skip


def test_every_notebook_has_a_small_size():
    assert [path.stem for path in notebooks()] == sorted(SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_a_notebook_runs_to_its_end(name):
    app = import_module(f"analysis.notebooks.{name}").app
    outputs, found = app.run(defs={"size": SIZES[name]})
    assert any(isinstance(item, Figure) for item in outputs)
    tables = [getattr(item, "data", item) for item in outputs]  # a styled table has its data
    assert any(isinstance(item, pd.DataFrame) and len(item) for item in tables)
    table = found["table"]
    if name == "compare_scenarios":
        assert (table["pairs"] == 6).all()
        assert table["outcome"][0] == "Operational cooperation (0 to 1)"
        means = [round(d.mean, 5) for d in found["found"].differences]
        assert table["difference"].tolist() == means
        assert min(filter(None, found["months"]["first differs"])) == "2015-06"  # its first words
        assert set(found["months"]["variable"]) <= set(found["variables"].values())
    elif name == "sobol_study":
        names = {"up_per_month", "down_per_month", "recovery_per_month"}
        assert {factor.rpartition(".")[2] for factor in table["number"]} == names
        assert set(found["chance"]["what"]) == set(found["told"].values())
    else:
        assert table["months a step"].tolist() == [1]


def test_a_sweep_that_does_not_succeed_is_told(tmp_path):
    with pytest.raises(UserError, match=r"did not succeed: .*nowhere_2017"):
        sweep(tmp_path / "out", "scenario=nowhere_2017")


def test_without_a_folder_it_says_how_it_is_called(capsys):
    assert main([]) == 2
    assert "python -m analysis.notebooks FOLDER" in capsys.readouterr().out
