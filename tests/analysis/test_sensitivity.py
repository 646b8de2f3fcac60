"""`comity sensitivity`, from a record to tables, files and errors."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from designed_records import design, factors, write
from SALib.test_functions import Ishigami

from analysis.cli.main import main
from analysis.designed.opened import open_record
from analysis.sensitivity import sensitivity
from analysis.sensitivity.methods import lacking
from analysis.statistics.checks import ROUNDING
from model.errors import UserError
from scenarios.design import FILE
from scenarios.recording.provenance import CHECKSUMS


def wavy(values: np.ndarray, replicates: int) -> np.ndarray:
    """Return Ishigami's function plus luck that is alike in all worlds."""
    return Ishigami.evaluate(values[None, :3])[0] + np.arange(replicates)


def straight(values: np.ndarray, replicates: int) -> np.ndarray:
    return np.full(replicates, values[0] - 2.0 * values[1])


@pytest.fixture(scope="module")
def saltelli(tmp_path_factory):
    made = design("saltelli", 256, factors(3, -np.pi, np.pi))
    return write(tmp_path_factory.mktemp("runs") / "saltelli", made, wavy)


@pytest.fixture(scope="module")
def arms(tmp_path_factory):
    made = design("morris", 6, factors(3))
    others = {
        "loud": straight,
        "calm": lambda values, replicates: np.full(replicates, 1.0 + values[2]),
    }
    dyads = {"USA>MEX": straight, "USA>COL": lambda v, r: np.full(r, 3.0 * v[0])}
    folder = tmp_path_factory.mktemp("runs") / "arms"
    return write(folder, made, straight, arms=others, dyads=dyads)


def values(frame: pd.DataFrame, **chosen: str) -> list[float]:
    for name, value in chosen.items():
        frame = frame[frame[name] == value]
    return frame["value"].tolist()


def test_a_record_gives_the_known_indices(saltelli):
    found = sensitivity(saltelli, "operational_mean")
    frame = found.frame()
    total = values(frame, method="sobol", measure="total")
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.07)
    (share,) = values(frame, measure="share")
    # Luck has the variance 1, Ishigami's function 13.84.
    assert share == pytest.approx(13.84 / 14.84, abs=0.02)
    assert values(frame, measure="noise") == pytest.approx([0.0], abs=1e-9)
    assert [item.blocks for item in found.results[0].converging] == [16, 32, 64, 128, 256]
    assert found.results[0].pawn.points == 512


def test_arms_and_dyads_are_each_analysed(arms):
    found = sensitivity(arms, "operational_mean", dyads=("", "USA>COL"))
    names = [result.name for result in found.results]
    assert names == [
        "operational_mean, policy=loud",
        "operational_mean of USA>COL, policy=loud",
        "operational_mean, policy=calm",
        "operational_mean of USA>COL, policy=calm",
    ]
    stars = [[e.mu_star for e in result.morris.effects] for result in found.results]
    expected = [[1.0, 2.0, 0.0], [3.0, 0.0, 0.0], [0.0, 0.0, 1.0], [3.0, 0.0, 0.0]]
    assert np.array(stars) == pytest.approx(np.array(expected), abs=1e-12)


def test_differences_between_arms_are_paired_in_each_world(arms):
    found = sensitivity(arms, "operational_mean", against="policy=loud")
    (result,) = found.results
    assert (result.arm, result.against) == ("policy=calm", "policy=loud")
    assert [e.mu for e in result.morris.effects] == pytest.approx([-1.0, 2.0, 1.0], abs=1e-12)


def test_differences_from_the_baseline_take_off_what_replicates_share(saltelli):
    (result,) = sensitivity(saltelli, "operational_mean", against="baseline").results
    assert result.split.shared == pytest.approx(0.0, abs=1e-9)
    assert result.split.share == pytest.approx(1.0, abs=1e-9)


def test_blocks_with_a_gap_are_left_out_whole_and_told(tmp_path):
    made = design("saltelli", 32, factors(3, -np.pi, np.pi))
    folder = write(tmp_path / "gap", made, wavy, skip=(7, 8))
    found = sensitivity(folder, "operational_mean")
    # Point 7 is row 6 of the sample: the second block of five, as is 8.
    assert found.results[0].points == 31 * 5
    assert any("5 of 160 points are left out" in limit for limit in found.limits)


def test_what_the_design_lacks_is_told_with_a_command(saltelli):
    found = sensitivity(saltelli, "operational_mean")
    assert set(found.lacking) == {"morris", "second"}
    assert found.lacking["morris"].startswith("comity sweep design=morris points=20 ")
    command = "comity sweep policy=tough_talk design=sobol points=8 over=model.trust output=x"
    told = lacking(open_record(saltelli).design, command)["morris"]
    assert told == (
        "comity sweep design=morris points=20 policy=tough_talk over=model.trust replicates=20"
    )


def test_one_replicate_is_told(tmp_path):
    folder = write(tmp_path / "one", design("morris", 4, factors(3)), straight, replicates=1)
    found = sensitivity(folder, "operational_mean")
    assert found.results[0].split is None
    assert found.limits[0].startswith("one replicate: parameters and chance cannot be told apart")


def test_constant_outcomes_are_left_out_or_refused(arms):
    found = sensitivity(arms, ["operational_mean", "p_rupture"])
    assert {result.outcome for result in found.results} == {"operational_mean"}
    assert any(limit.startswith("p_rupture, policy=loud is the same") for limit in found.limits)
    with pytest.raises(UserError, match="do not vary over the design"):
        sensitivity(arms, "p_rupture")


def test_rounding_is_no_variation(tmp_path):
    def nearly(values: np.ndarray, replicates: int) -> np.ndarray:
        return np.full(replicates, 0.3 + ROUNDING * 0.1 * values[0])

    folder = write(tmp_path / "flat", design("sobol", 64, factors(2)), nearly)
    with pytest.raises(UserError, match="do not vary"):
        sensitivity(folder, "operational_mean")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--outcomes", "operational_meen"], "Did you mean 'operational_mean'"),
        (["--dyads", "USA>MXE"], "Did you mean 'USA>MEX'"),
        (["--arm", "policy=quiet"], "allowed policy=loud; policy=calm"),
        (["--against", "policy=quiet"], "allowed policy=loud; policy=calm"),
        (["--arm", "policy=calm", "--against", "policy=calm"], "is the arm itself"),
        (["--confidence", "95"], "confidence=95.0 is not a level"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(arms, capsys, options, told):
    assert main(["sensitivity", str(arms), *options]) == 2
    assert told in capsys.readouterr().err
    assert not (arms / "sensitivity").exists()


def test_a_sweep_without_a_design_is_told_how_to_make_one(arms, tmp_path, capsys):
    bare = tmp_path / "bare"
    bare.mkdir()
    for path in arms.iterdir():
        if path.is_file() and path.name != FILE:
            (bare / path.name).write_bytes(path.read_bytes())
    assert main(["sensitivity", str(bare)]) == 2
    err = capsys.readouterr().err
    assert "holds a sweep without a design" in err
    assert "comity sweep design=latin_hypercube" in err
    assert main(["sensitivity", str(tmp_path / "nowhere")]) == 2
    assert "is not a record" in capsys.readouterr().err


def test_dyads_that_were_not_kept_are_told(tmp_path):
    made = design("sobol", 8, factors(2))
    folder = write(tmp_path / "runs", made, straight)
    (folder / "dyads.parquet").unlink()
    listing = folder / CHECKSUMS
    lines = listing.read_text(encoding="utf-8").splitlines(keepends=True)
    listing.write_text("".join(line for line in lines if "dyads" not in line), encoding="utf-8")
    with pytest.raises(UserError, match="dyad=all is not in the record"):
        sensitivity(folder, "operational_mean", dyads=("all",))


def test_one_point_is_refused(tmp_path, capsys):
    folder = write(tmp_path / "one", design("sobol", 1, factors(2)), straight)
    assert main(["sensitivity", str(folder)]) == 2
    assert "design=1 has one point" in capsys.readouterr().err


def test_an_outcome_without_numbers_is_refused(tmp_path, capsys):
    folder = write(
        tmp_path / "nan",
        design("sobol", 8, factors(2)),
        lambda values, replicates: np.full(replicates, np.nan),
    )
    assert main(["sensitivity", str(folder), "--outcomes", "operational_mean"]) == 2
    assert "holds no number in 8 of 8 points" in capsys.readouterr().err


def test_the_command_prints_tables_and_writes_files(saltelli, tmp_path, capsys):
    place = tmp_path / "out"
    options = ["--outcomes", "operational_mean", "--output", str(place)]
    assert main(["sensitivity", str(saltelli), *options]) == 0
    out = capsys.readouterr().out
    for told in ("Sobol' indices", "PAWN", "Parameters and chance", "For what this design does"):
        assert told in out
    names = {path.name for path in place.iterdir()}
    drawn = {f"{kind}-1-operational_mean.svg" for kind in ("sobol", "convergence", "pawn")}
    assert names == {"results.json", "indices.csv", "summary.json"} | drawn
    document = json.loads((place / "results.json").read_text(encoding="utf-8"))
    assert document["results"][0]["sobol"]["blocks"] == 256
    table = pd.read_csv(place / "indices.csv")
    assert {"sobol", "pawn", "replicates"} == set(table["method"])
    summary = json.loads((place / "summary.json").read_text(encoding="utf-8"))
    assert summary["command"].startswith("comity sensitivity ")
    assert any("take part in most: model.made.x1" in told for told in summary["findings"])


def test_json_is_all_that_is_printed(arms, tmp_path, capsys):
    options = ["--outcomes", "operational_mean", "--json", "--output", str(tmp_path / "out")]
    assert main(["sensitivity", str(arms), *options]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [row["arm"] for row in document["results"]] == ["policy=loud", "policy=calm"]
    assert (tmp_path / "out" / "morris-1-operational_mean.svg").is_file()


def test_chance_that_blurs_the_indices_is_told(tmp_path, capsys):
    def noisy(values: np.ndarray, replicates: int) -> np.ndarray:
        rng = np.random.default_rng((values * 1e6).astype(np.int64).tolist())
        return values[0] + rng.normal(0.0, 1.0, replicates)

    folder = write(tmp_path / "noisy", design("sobol", 128, factors(2)), noisy, replicates=10)
    assert main(["sensitivity", str(folder), "--outcomes", "operational_mean"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "of the variance between worlds is chance" in out
    assert "run replicates=" in out


def test_months_to_recovery_tells_what_is_censored(tmp_path):
    folder = write(
        tmp_path / "months", design("sobol", 32, factors(2)), straight, name="months_to_rupture"
    )
    found = sensitivity(folder, "months_to_rupture")
    assert any("100 % of the runs had not seen the event" in limit for limit in found.limits)
