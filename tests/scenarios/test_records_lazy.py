"""Series too large for memory stay on the disk, and give the same numbers as those in memory."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from numpy.testing import assert_array_equal

from analysis.arms import Arm
from analysis.monthly import of_arm
from scenarios import records
from scenarios.recording.record_files import encoding

pytestmark = pytest.mark.quick

MONTHS, DYADS, RUNS = 5, 3, 1300


@pytest.fixture
def stored(tmp_path):
    draws = np.random.default_rng(0)
    trust = draws.random((2, RUNS, MONTHS, DYADS))
    trust[1, :, :, 2] = np.nan  # the second point's world has two dyads
    series = xr.Dataset(
        {
            "trust": (("point", "replicate", "month", "dyad"), trust),
            "arrived": (("point", "replicate", "month"), draws.random((2, RUNS, MONTHS))),
        },
        coords={"point": ["a", "b"], "replicate": np.arange(RUNS), "month": np.arange(MONTHS)},
    )
    path = tmp_path / "series.nc"
    series.to_netcdf(path, engine="h5netcdf", encoding=encoding(series))
    return path, series


def test_what_is_small_is_in_memory_and_what_is_large_is_not(stored, monkeypatch):
    path, series = stored
    small = records._series(path)
    assert small.identical(series)
    assert isinstance(small["trust"].variable._data, np.ndarray)
    monkeypatch.setattr(records, "IN_MEMORY", series.nbytes - 1)
    with records._series(path) as large:
        assert not isinstance(large["trust"].variable._data, np.ndarray)
        some = large["trust"].isel(point=1, replicate=slice(600, 610), dyad=[0, 1])
        assert_array_equal(some.values, series["trust"].values[1, 600:610][..., :2])
        assert not isinstance(large["trust"].variable._data, np.ndarray)


def test_chunks_hold_one_point_and_some_replicates(stored):
    path, _ = stored
    with xr.open_dataset(path, engine="h5netcdf") as opened:
        assert opened["trust"].encoding["chunksizes"] == (1, 512, MONTHS, DYADS)
        assert opened["trust"].encoding["shuffle"]


def test_blocks_are_the_values_in_order(stored, monkeypatch):
    _, series = stored
    monkeypatch.setattr(records, "BLOCK", 1)
    pieces = list(records.blocks(series["trust"].isel(point=0)))
    assert [len(piece) for piece in pieces] == [512, 512, 276]
    assert_array_equal(np.concatenate(pieces), series["trust"].values[0])


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("name", ["trust", "arrived"])
def test_a_variable_of_an_arm_is_the_same_from_the_disk(stored, monkeypatch, name, place):
    path, series = stored
    monkeypatch.setattr(records, "IN_MEMORY", 0)
    monkeypatch.setattr(records, "BLOCK", 1)
    with records._series(path) as large:
        held = records.Records(None, None, large, {}, {})
        found = of_arm(Arm("a", "", place, place, held, None), name)
    expected = series[name].isel(point=place)
    expected = expected.mean("dyad") if "dyad" in expected.dims else expected
    np.testing.assert_allclose(found.values, expected.values, rtol=0.0, atol=1e-15)
    assert found.dims == ("replicate", "month")
    assert_array_equal(found["replicate"], np.arange(RUNS))
