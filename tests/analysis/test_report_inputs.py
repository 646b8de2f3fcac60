"""The report of odd records: one point, one replicate, failures, designs, no series."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from made_records import MONTHS, dyad_rows, each_month, record
from made_report import LABELS, made
from page_parts import Page

from analysis.report.material import MOST, Asked, of_records
from analysis.report.page import render
from model.errors import UserError


def test_one_point_is_told_and_shown():
    told = Page(render(of_records(made(LABELS[:1] + LABELS[1:2]), Asked())))
    assert "differences" in told.tables
    alone = made()
    alone = replace(alone, outcomes=alone.outcomes[alone.outcomes["point"] == 0])
    told = Page(render(of_records(alone, Asked())))
    assert "There is one point, and nothing to compare it with" in told.text
    assert "differences" not in told.tables
    assert told.tables["levels"].rows[0][0] == "status quo"


def test_one_replicate_has_no_interval():
    told = Page(render(of_records(record({"a": [0.5], "b": [0.4]}), Asked())))
    assert told.tables["differences"].rows == [["b", "−0.100 (no interval) not tested"]]
    assert "One pair of runs cannot be tested." in told.text


def test_points_of_other_months_are_left_out_and_told():
    values = {"a": [0.5, 0.6], "b": [0.4, 0.5], "c": [0.3, 0.3]}
    told = Page(render(of_records(record(values, starts={"b": "2010-01"}), Asked())))
    assert [row[0] for row in told.tables["differences"].rows] == ["c"]
    assert "starts in 2010-01" in told.text
    none = Page(
        render(of_records(record({"a": [1.0], "b": [1.0]}, starts={"b": "2010-01"}), Asked()))
    )
    assert "starts in 2010-01" in none.text
    assert "differences" not in none.tables


def test_failed_points_and_interrupted_sweeps_are_told():
    found = record({"a": [0.5, 0.6], "b": [0.4, 0.5]})
    failures = [
        {"point": 7, "replicate": None, "error": "policy.words=2 is outside [0, 1]."},
        {"point": 1, "replicate": 3, "error": "division by zero"},
    ]
    found.provenance.update(failures=failures, is_interrupted=True)
    told = Page(render(of_records(found, Asked())))
    assert "Point 7 failed and has no runs: policy.words=2 is outside [0, 1]." in told.text
    assert "1 runs failed" in told.text
    assert "The sweep was interrupted" in told.text


def test_no_run_is_an_error():
    empty = record({"a": [0.5]})
    empty = replace(empty, outcomes=empty.outcomes.iloc[:0])
    with pytest.raises(UserError, match="holds no run"):
        of_records(empty, Asked())
    with pytest.raises(UserError, match="baseline"):
        of_records(record({"a": [0.5]}), Asked(baseline=4))


def design_record(has_baseline=True):
    """Return two arms over a design of four points, hand-made differences -0.1 and +0.1."""
    frames, points = [], []
    changes = (-0.2, -0.1, -0.1, -0.1, 0.1)
    for arm, name in enumerate(("calm", "loud")):
        for place in range(5):
            number_ = 5 * arm + place
            label = f"policy={name}, design_point={place}"
            level = 0.5 + 0.01 * place + arm * changes[place]
            frames.append(
                pd.DataFrame(
                    {
                        "point": number_,
                        "label": label,
                        "design_point": place,
                        "model.trust.up_per_month": 0.1 * place,
                        "seed": 0,
                        "replicate": [0, 1],
                        "is_baseline": number_ == 0,
                        "operational_mean": [level, level],
                    }
                )
            )
            columns = {"policy": name, "design_point": place, "model.trust.up_per_month": 0.1}
            points.append({"point": number_, "label": label, "columns": columns})
    found = record({"a": [1.0]})
    found.provenance["points"] = points
    return replace(found, outcomes=pd.concat(frames, ignore_index=True))


def test_a_crossed_design_compares_the_arms_and_tells_the_spread():
    told = of_records(design_record(), Asked())
    assert told.comparison is not None
    assert [pairs.alternative.name for pairs in told.comparison.pairs] == ["policy=loud"]
    assert told.comparison.differences[0].mean == pytest.approx(-0.2, abs=1e-12)
    (item,) = told.reach
    assert (item.points, item.above, item.below) == (4, 0.25, 0.75)
    assert item.low == pytest.approx(-0.1, abs=1e-12)
    assert item.high == pytest.approx(0.1, abs=1e-12)
    read = Page(render(told))
    assert "higher in 25 %, lower in 75 % of 4 points" in read.text
    assert read.tables["spread"].rows[0][2:4] == ["4", "−0.100"]


def test_many_points_are_not_compared_one_by_one():
    values = {f"x={i}": [0.5 + 0.001 * i, 0.6 + 0.001 * i] for i in range(MOST + 2)}
    told = of_records(record(values), Asked())
    assert told.comparison is None
    assert str(MOST) in told.why_not
    (item,) = told.reach
    assert (item.points, item.above) == (MOST + 1, 1.0)
    assert item.high == pytest.approx(0.001 * (MOST + 1), abs=1e-12)
    assert "spread" in Page(render(told)).tables


def test_series_of_each_replicate_give_a_month_beyond_chance():
    base = np.full((12, MONTHS), 0.5)
    other = base.copy()
    other[:, 10:] -= 0.1 + 0.001 * np.arange(12)[:, None]
    labels = ("a", "b")
    values = {"a": base.mean(axis=1), "b": other.mean(axis=1)}
    found = record(values, series=each_month(np.stack([base, other]), labels))
    told = Page(render(of_records(found, Asked())))
    assert told.tables["months"].rows[0][1:3] == ["Nov 2016", "Nov 2016"]


def test_no_series_is_told():
    found = record({"a": [0.5, 0.6], "b": [0.4, 0.5]}, series=xr.Dataset())
    assert "keeps no monthly series" in Page(render(of_records(found, Asked()))).text


def test_times_to_rupture_are_told():
    rng = np.random.default_rng(3)
    rupture = np.where(rng.random((30, 2)) < 0.5, 5.0, np.nan)
    never = np.full((30, 2), np.nan)
    dyads = pd.concat(
        [dyad_rows(0, never, np.zeros((30, 2))), dyad_rows(1, rupture, np.zeros((30, 2)))]
    )
    values = {"a": rng.random(30), "b": rng.random(30)}
    told = Page(render(of_records(record(values, dyads=dyads), Asked())))
    happened = int(np.isfinite(rupture).sum())
    row = told.tables["times"].rows[0]
    assert row[:4] == ["b", "rupture", "0 of 60", f"{happened} of 60"]
    assert f"B: a partner breaks off in {happened} of 60 cases" in told.text
