"""The tables and series of a record do not depend on how the sweep was cut into chunks."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from sweep_work import tiny

import scenarios.recording.record_files
import scenarios.sweeping.request
from model.errors import UserError
from model.small import small_inputs
from scenarios.designing.points import Listed, Point
from scenarios.recording import sheets
from scenarios.recording.series import Keep
from scenarios.records import load
from scenarios.sweep import How, Sweep, run_sweep

MIXED: list[dict[str, Any]] = [
    {"number": 1, "half": 1, "text": "t", "mixed": 1, "flag": True, "off": None},
    {"number": 2, "half": 0.5, "text": None, "mixed": "u", "flag": False, "off": None},
    {"number": 3, "half": 2, "text": "k", "mixed": 2.5, "flag": True, "off": None},
]


def mixed() -> list[Point]:
    lengths = (4, 3, 4)  # worlds of different horizons
    return [
        Point(f"p{i}", columns, small_inputs(lengths[i], words=0.4 * i))
        for i, columns in enumerate(MIXED)
    ]


@pytest.mark.parametrize("chunk_runs", [1, 2, 3, 4, 7, 1000])
@pytest.mark.parametrize("series", ["quantiles", "all"])
def test_chunks_do_not_change_a_record(tmp_path: Path, chunk_runs: int, series: Any) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run_sweep(Sweep(mixed(), 5, series=series), one)
    run_sweep(Sweep(mixed(), 5, series=series, chunk_runs=chunk_runs), two, How(n_jobs=2))
    for name in ("outcomes.parquet", "dyads.parquet"):
        assert (one / name).read_bytes() == (two / name).read_bytes(), name
    assert load(one).series.identical(load(two).series)


def test_columns_of_every_kind(tmp_path: Path) -> None:
    run_sweep(Sweep(mixed(), 1, seed=2**64 - 1), tmp_path / "out")
    found = load(tmp_path / "out").outcomes
    assert found.columns[:11].tolist() == [
        "point",
        "label",
        *MIXED[0],
        "seed",
        "replicate",
        "is_baseline",
    ]
    assert found.dtypes[["number", "half", "flag", "seed"]].astype(str).tolist() == [
        "int64",
        "float64",
        "bool",
        "uint64",
    ]
    assert found.half.tolist() == [1.0, 0.5, 2.0]
    assert found.text.tolist() == ["t", None, "k"]
    assert found.mixed.tolist() == ["1", "u", "2.5"], "a column of mixed kinds is text"
    assert found.off.isna().all()
    assert found.seed.tolist() == [2**64 - 1] * 3
    assert found.is_baseline.tolist() == [True, False, False]


def test_rows_are_grouped_whatever_comes() -> None:
    pieces = [sheets.pa.table({"x": np.arange(n)}) for n in (3, 0, 10, 1, 4)]
    with mock.patch.object(sheets, "GROUP", 4):
        sizes = [group.num_rows for group in sheets._grouped(pieces)]
        rows = np.concatenate([group["x"].to_numpy() for group in sheets._grouped(pieces)])
    assert sizes == [4, 4, 4, 4, 2]
    assert rows.tolist() == [*range(3), *range(10), *range(1), *range(4)]


def test_what_is_left_out(tmp_path: Path) -> None:
    run_sweep(tiny(series="none", dyads=False), tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["checksums.txt", "config.yaml", "outcomes.parquet", "provenance.json"]
    records = load(tmp_path / "out")
    assert (len(records.outcomes), len(records.dyads), len(records.series)) == (12, 0, 0)


def test_auto_keeps_series_of_few_points() -> None:
    point = tiny().points[0]
    assert Sweep([point] * 64, 50).keep == Keep("quantiles", 50)
    assert Sweep([point] * 64, 10_001).keep == Keep("quantiles", 1000)
    assert Sweep([point] * 65, 50).keep == Keep("none")
    assert Sweep([point] * 65, 50, series="quantiles").keep == Keep("quantiles", 50)
    assert Sweep([point], 10_001, series="all").keep == Keep("all", 10_000)


def test_series_of_the_first_replicates_only(tmp_path: Path) -> None:
    """As for more than 1,000 replicates, in small: the first 3 of 5."""
    with mock.patch.object(scenarios.sweeping.request, "AUTO_REPLICATES", 3):
        for name, chunk_runs in (("one", 100), ("two", 2)):
            run_sweep(tiny(replicates=5, chunk_runs=chunk_runs), tmp_path / name)
    run_sweep(tiny(replicates=3), tmp_path / "three")
    one, two, three = (load(tmp_path / name).series for name in ("one", "two", "three"))
    assert one.identical(two)
    assert one.attrs["replicates"] == "the first 3 of 5"
    assert one.drop_attrs().equals(three.drop_attrs())


def test_series_of_every_replicate_must_fit_in_memory(tmp_path: Path) -> None:
    sweep = Sweep([Point("a", {}, small_inputs(96))] * 50, 10_000, series="all")
    with pytest.raises(UserError, match=r"series=all would take 15\.0 GiB of memory; allowed"):
        run_sweep(sweep, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_listing_is_not_long_for_many_points(tmp_path: Path) -> None:
    with mock.patch.object(scenarios.recording.record_files, "POINTS_TOLD", 2):
        run_sweep(tiny(), tmp_path / "out")
    told = load(tmp_path / "out").provenance
    assert told["n_points"] == 3
    assert [row["point"] for row in told["points"]] == [0]


def test_design_columns_are_taken_by_point() -> None:
    design = sheets.design(Listed(mixed()), 0, 1)
    rows = sheets.pa.table({"point": [2, 0, 2], "replicate": [0, 1, 1], "x": [1.0, 2.0, 3.0]})
    done = design.completed(rows, design.schema(rows.schema, [])).to_pandas()
    assert done.label.tolist() == ["p2", "p0", "p2"]
    assert done.x.tolist() == [1.0, 2.0, 3.0]
    pd.testing.assert_series_equal(done.number, pd.Series([3, 1, 3], name="number"))
