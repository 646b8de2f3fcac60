"""`over=posterior`: the draws of a calibration as the points of a sweep."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from design_config import configuration

import analysis
from analysis.cli import main as cli
from model.errors import UserError
from scenarios.design import from_config
from scenarios.designing import posterior

TABLE = """\
model.trust.down_per_month,model.law.weight,observation.exponent
0.1,0.8,0.5
0.2,0.9,0.6
0.3,0.7,0.4
"""


@pytest.fixture
def kept(tmp_path, monkeypatch):
    (tmp_path / "set_1.csv").write_text(TABLE.replace("0.1,", "0.15,"))
    (tmp_path / "set_2.csv").write_text(TABLE)
    monkeypatch.setattr(posterior, "FOLDER", tmp_path)


def asked(**changes):
    return from_config(configuration("baseline_2016", **{"over": "posterior", **changes}))


@pytest.mark.quick
def test_rows_are_points_after_the_world_as_it_is(kept):
    made = asked()
    assert made.kind == "posterior"
    assert made.names == ("model.trust.down_per_month", "model.law.weight")
    assert made.has_baseline
    assert made.sample.tolist() == [[0.1, 0.8], [0.2, 0.9], [0.3, 0.7]]
    assert made.values[0].tolist() == [factor.value for factor in made.factors]


@pytest.mark.quick
def test_the_first_n_the_named_set_and_no_baseline(kept):
    assert asked(points=2).sample[:, 0].tolist() == [0.1, 0.2]
    assert asked(over="posterior:set_1").sample[0, 0] == 0.15
    assert len(asked(design={"has_baseline": False}).values) == 3


@pytest.mark.quick
def test_what_is_switched_off_is_not_varied(kept):
    assert asked(off="law").names == ("model.trust.down_per_month",)


@pytest.mark.quick
def test_refused(kept, tmp_path):
    with pytest.raises(UserError, match="points=4 is more than the posterior has draws"):
        asked(points=4)
    with pytest.raises(UserError, match="Unknown posterior 'set_3'"):
        asked(over="posterior:set_3")
    with pytest.raises(UserError, match="is another design beside over=posterior"):
        asked(design="sobol")
    for file in tmp_path.glob("*.csv"):
        file.unlink()
    with pytest.raises(UserError, match="there is none"):
        asked()


def test_each_arm_visits_the_same_draws(kept, tmp_path, capsys):
    folder = tmp_path / "record"
    line = ["policy=tough_talk,quiet_diplomacy", "over=posterior", "replicates=2", "points=2"]
    with pytest.raises(SystemExit) as ended:
        cli.main(["sweep", *line, "series=none", f"output={folder}"])
    assert ended.value.code == 0
    outcomes = analysis.load(folder).outcomes
    column = "model.trust.down_per_month"
    rows = {
        name: own.groupby("design_point")[column].first()
        for name, own in outcomes.groupby("policy")
    }
    pd.testing.assert_series_equal(rows["tough_talk"], rows["quiet_diplomacy"])
    assert np.allclose(rows["tough_talk"].to_numpy()[1:], [0.1, 0.2], rtol=0, atol=0)
