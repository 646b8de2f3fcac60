"""Runs and sweeps in a tiny size, and the records they write."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import analysis
from model.errors import UserError
from model.small import small_inputs
from scenarios.sweep import How, Point, Sweep, run_sweep

Comity = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[2]
EXPERIMENTS = sorted(path.stem for path in (ROOT / "conf" / "experiment").glob("*.yaml"))
WORDS = ("policy=tough_talk", "policy.words=0,0.9")


def test_run_prints_months_and_writes_a_record(small: Comity) -> None:
    result = small("run", "output=one")
    assert (result.code, result.err) == (0, "")
    assert "2015-01" in result.out
    assert "2016-12" in result.out
    assert "operational_mean" in result.out
    records = analysis.load("one")
    assert records.outcomes.loc[0, ["seed", "replicate"]].tolist() == [0, 0]
    assert records.series.sizes["month"] == 24
    assert records.config["scenario"]["id"] == "first"


def test_run_without_a_record_writes_nothing(small: Comity, tmp_path: Path) -> None:
    assert small("run", "record=false").code == 0
    assert list(tmp_path.iterdir()) == []


def test_the_default_folder_is_new_and_named(small: Comity, tmp_path: Path) -> None:
    assert small("run").code == 0
    assert small("run").code == 0
    assert len(list((tmp_path / "runs").glob("2*-first*"))) == 2


def test_sweep_has_a_row_per_run(small: Comity) -> None:
    result = small("sweep", *WORDS, "replicates=3", "output=many")
    assert (result.code, result.err) == (0, "")
    records = analysis.load("many")
    assert len(records.outcomes) == 6
    assert records.outcomes["policy.words"].tolist() == [0.0] * 3 + [0.9] * 3
    assert records.outcomes["replicate"].tolist() == [0, 1, 2, 0, 1, 2]
    assert len(records.dyads) == 6 * records.series.sizes["dyad"]
    assert list(records.series.point.values) == ["policy.words=0", "policy.words=0.9"]
    base = records.outcomes[records.outcomes.is_baseline]
    assert (base.net_security_effect == 0.0).all()
    assert records.provenance["runs"] == 6
    assert records.provenance["schema_version"] == 1


def test_columns_carry_unit_and_meaning(small: Comity) -> None:
    small("sweep", *WORDS, "replicates=1", "output=many")
    for name in ("outcomes", "dyads"):
        metadata = pq.read_schema(f"many/{name}.parquet").field("months_to_rupture").metadata
        assert metadata[b"unit"] == b"month"
        assert metadata[b"meaning"].startswith(b"first month of rupture")


def test_series_can_hold_every_replicate(small: Comity) -> None:
    small("sweep", *WORDS, "replicates=3", "series=all", "output=all")
    small("sweep", *WORDS, "replicates=3", "output=some")
    every, some = analysis.load("all").series, analysis.load("some").series
    assert every.trust.dims == ("point", "replicate", "month", "dyad")
    mean = every.trust.mean("replicate").values
    assert np.allclose(mean, some.trust.sel(statistic="mean").values, rtol=0, atol=1e-12)


@pytest.mark.parametrize("jobs", ["n_jobs=1", "n_jobs=2"])
def test_same_seed_gives_the_same_values(small: Comity, jobs: str) -> None:
    for folder in ("first", "second"):
        small("sweep", *WORDS, "replicates=2", "seed=0", f"output={folder}", jobs)
    first, second = (analysis.load(name).outcomes for name in ("first", "second"))
    pd.testing.assert_frame_equal(first, second, check_exact=True)
    small("sweep", *WORDS, "replicates=2", "seed=1", "output=third", jobs)
    assert not analysis.load("third").outcomes.trust_mean.equals(first.trust_mean)


def test_processes_do_not_change_values(small: Comity) -> None:
    small("sweep", *WORDS, "replicates=3", "output=one", "n_jobs=1")
    small("sweep", *WORDS, "replicates=3", "output=two", "n_jobs=2")
    one, two = (analysis.load(name) for name in ("one", "two"))
    pd.testing.assert_frame_equal(one.outcomes, two.outcomes, check_exact=True)
    assert one.series.identical(two.series)


def test_a_record_is_replaced(small: Comity, tmp_path: Path) -> None:
    small("sweep", *WORDS, "replicates=2", "output=again")
    small("run", "output=again", "seed=7")
    assert len(analysis.load("again").outcomes) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


@pytest.mark.parametrize("name", ["outcomes.parquet", "series.nc", "provenance.json"])
def test_a_changed_file_is_named(small: Comity, name: str) -> None:
    small("run", "output=one")
    path = Path("one") / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(UserError, match=f"{name} was changed after it was written"):
        analysis.load("one")
    path.unlink()
    with pytest.raises(UserError, match=f"{name} is missing from the record"):
        analysis.load("one")


def test_a_folder_that_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a record"):
        analysis.load(tmp_path)


def test_saved_world_continues_identically(small: Comity) -> None:
    small("run", "save_at=2015-09", "output=whole")
    result = small("run", "from=whole/world-2015-09.json", "output=rest")
    assert result.code == 0
    whole, rest = (analysis.load(name).series for name in ("whole", "rest"))
    assert str(rest.start.values[0]) == "2015-10"
    for name in rest.data_vars:
        expected = whole[name].values[:, :, 9:]
        assert expected.tobytes() == rest[name].values.tobytes(), name


def test_saved_world_continues_with_other_instruments(small: Comity) -> None:
    small("run", "save_at=2015-09", "output=whole")
    branch = (
        "from=whole/world-2015-09.json",
        "policy=tough_talk",
        "policy.words=1",
        "output=branch",
    )
    assert small("run", *branch).code == 0
    whole, other = (analysis.load(name).series for name in ("whole", "branch"))
    assert not np.array_equal(whole.hostile.values[:, :, 9:], other.hostile.values)


def test_a_mechanism_can_be_switched_off(small: Comity) -> None:
    small("run", "off=trust", "output=without")
    parameters = json.loads(Path("without/provenance.json").read_text(encoding="utf-8"))
    assert parameters["points"][0]["parameters"]["trust"]["down_per_month"] == 0.0


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_experiment_in_a_fast_size(comity: Comity, name: str) -> None:
    size = ["scenario.months=3", "replicates=1", "n_jobs=1", "output=fast"]
    if "\ndesign:" in (ROOT / "conf" / "experiment" / f"{name}.yaml").read_text(encoding="utf-8"):
        size.append("points=2")
    result = comity("sweep", f"experiment={name}", *size)
    assert result.err == ""
    assert result.code == 0
    records = analysis.load("fast")
    assert len(records.outcomes) == records.series.sizes["point"] > 1
    assert records.outcomes.notna().all(axis=None) or name == "ablation"
    assert records.outcomes.is_baseline.tolist()[0]


def test_flagship_compares_every_policy(comity: Comity) -> None:
    shown = comity("sweep", "experiment=flagship", "--cfg", "hydra")
    from model import policies

    for name in policies.names():
        assert name in shown.out


def test_a_failed_run_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = small_inputs(6)
    bad = replace(good, instruments=good.instruments[:3])
    points = [Point("good", {}, good), Point("bad", {}, bad)]
    done = run_sweep(Sweep(points, 2), tmp_path / "out")
    assert [(item.point, item.replicate) for item in done.failures] == [(1, 0), (1, 1)]
    records = analysis.load(tmp_path / "out")
    assert records.outcomes.label.tolist() == ["good", "good"]
    assert "do not fit the world" in records.provenance["failures"][0]["error"]


def test_an_interruption_keeps_what_had_finished(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    points = [Point("one", {}, small_inputs(6)), Point("two", {}, small_inputs(6))]
    done = run_sweep(Sweep(points, 2, chunk_runs=1), tmp_path / "out", How(progress=stop))
    assert done.is_interrupted
    assert 0 < done.runs < 4
    assert len(analysis.load(tmp_path / "out").outcomes) == done.runs
