"""Discovery: a known box is found, none is found where there is none, mistakes are told."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from designed_records import design, factors, write
from scipy.stats import binomtest, fisher_exact

from analysis.cli.main import main
from analysis.discovery import Asked, discover
from analysis.discovery.boxes import Box, Measures, chosen, measures, pruned, quasi_p
from analysis.discovery.cart import leaves
from analysis.discovery.failures import condition
from analysis.discovery.held_out import check, kept_back
from analysis.discovery.prim import peel
from analysis.discovery.screening import embedded, screened
from analysis.discovery.study import found_in
from analysis.discovery.words import nothing, restriction
from model.errors import UserError

INF = np.inf


def in_box(values: np.ndarray, replicates: int) -> np.ndarray:
    """Return 0 in the box x1 > 0.6, x2 < 0.5, else 1; plus luck that is alike in all worlds."""
    fails = values[0] > 0.6 and values[1] < 0.5
    return np.full(replicates, 0.0 if fails else 1.0) + 0.01 * np.arange(replicates)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    made = design("latin_hypercube", 300, factors(6))
    arms = {"loud": in_box, "calm": lambda values, replicates: np.full(replicates, 0.5)}
    dyads = {"USA>MEX": lambda v, r: np.full(r, v[2])}
    folder = tmp_path_factory.mktemp("runs") / "worlds"
    return write(folder, made, in_box, arms=arms, dyads=dyads)


def known(points: int = 600, count: int = 8, flipped: float = 0.05, seed: int = 1):
    rng = np.random.default_rng(seed)
    x = rng.random((points, count))
    fails = (x[:, 0] > 0.6) & (x[:, 1] < 0.5)
    return x, np.where(rng.random(points) < flipped, ~fails, fails)


def searched(x, fails, asked=None):
    return found_in(x, fails, factors(x.shape[1]), asked or Asked(), told=("", "", "", None, None))


def test_a_known_box_is_found_to_a_few_hundredths():
    """The box x1 > 0.6, x2 < 0.5 among six numbers that do nothing, 5 % of worlds the other way."""
    found = searched(*known())
    first = found.confirmed[0]
    assert first.method == "PRIM"
    ranges = {row.name.removeprefix("model.made."): row for row in first.restrictions}
    assert set(ranges) == {"x1", "x2"}
    assert ranges["x1"].low == pytest.approx(0.6, abs=0.04)
    assert ranges["x2"].high == pytest.approx(0.5, abs=0.04)
    assert ranges["x1"].high is None
    assert ranges["x2"].low is None
    assert first.held_out.measures.density > 0.85
    assert first.held_out.measures.coverage > 0.7
    assert any(item.method == "CART" for item in found.confirmed)


def test_a_known_box_is_found_among_a_hundred_numbers():
    found = searched(*known(1200, 100), Asked(boxes=1))
    for item in found.confirmed:
        assert {row.name.removeprefix("model.made.") for row in item.restrictions} == {"x1", "x2"}
    assert [item.method for item in found.confirmed] == ["PRIM", "CART"]


def test_two_boxes_are_both_found():
    rng = np.random.default_rng(2)
    x = rng.random((900, 5))
    fails = (x[:, 0] > 0.75) | (x[:, 1] < 0.2)
    found = [item for item in searched(x, fails).confirmed if item.method == "PRIM"]
    names = [{row.name.removeprefix("model.made.") for row in item.restrictions} for item in found]
    assert {"x1"} in names
    assert {"x2"} in names


def test_nothing_is_found_where_there_is_nothing():
    rng = np.random.default_rng(5)
    found = searched(rng.random((300, 5)), rng.random(300) < 0.3)
    assert found.tried
    assert not found.confirmed
    assert nothing(found).startswith("Nothing found: ")


@pytest.mark.quick
def test_measures_of_a_box_worked_by_hand():
    """Of 10 points 4 fail, 5 lie inside, 3 both: phi = (3 x 10 - 5 x 4) / sqrt(5 x 5 x 4 x 6)."""
    x = np.arange(10.0)[:, None]
    fails = np.isin(np.arange(10), [0, 1, 2, 9])
    held = measures(Box(np.array([-INF]), np.array([4.0])), x, fails)
    assert held == Measures(10, 5, 4, 3)
    assert (held.coverage, held.density, held.mass, held.base) == (0.75, 0.6, 0.5, 0.4)
    assert held.phi == pytest.approx(10.0 / np.sqrt(600.0), abs=1e-12)
    assert held.phi == pytest.approx(np.corrcoef(x[:, 0] <= 4.0, fails)[0, 1], abs=1e-12)
    assert Measures(10, 10, 4, 4).phi == 0.0


def test_quasi_p_is_that_of_the_workbench():
    import pandas
    from ema_workbench.analysis.prim import Prim

    x, fails = known(200, 4)
    frame = pandas.DataFrame(x, columns=list("abcd"))
    theirs = Prim(frame, fails).find_box()
    last = len(theirs.box_lims) - 1
    low, high = theirs.box_lims[last].to_numpy()
    whole = theirs.prim.box_init.to_numpy()
    box = Box(np.where(low > whole[0], low, -INF), np.where(high < whole[1], high, INF))
    mine = quasi_p(box, x, fails)
    assert mine
    for (place, side), p in mine.items():
        expected = theirs.p_values[last]["abcd"[place]][side == "high"]
        assert p == pytest.approx(expected, abs=1e-12)
    steps = peel(x, fails, list("abcd")).steps
    told = theirs.peeling_trajectory
    assert [step.coverage for step in steps] == pytest.approx(told["coverage"].tolist(), abs=1e-12)
    assert [step.density for step in steps] == pytest.approx(told["density"].tolist(), abs=1e-12)
    assert [step.restricted for step in steps] == told["res_dim"].tolist()


@pytest.mark.quick
def test_quasi_p_and_pruning_worked_by_hand():
    """Without its upper end the box has 4 of 6 failing: P(4 of 4 | 2/3) = 16/81."""
    x = np.array([[0.0], [1], [2], [3], [4], [5]])
    fails = np.array([True, True, True, True, False, False])
    box = Box(np.array([-INF]), np.array([3.5]))
    assert quasi_p(box, x, fails) == pytest.approx({(0, "high"): 16.0 / 81.0}, abs=1e-12)
    assert binomtest(4, 4, 2.0 / 3.0, alternative="greater").pvalue == pytest.approx(16.0 / 81.0)
    assert not pruned(box, x, fails).restricted.size
    many = np.repeat(x, 5, axis=0)
    assert pruned(box, many, np.repeat(fails, 5)).ends == [(0, "high")]


@pytest.mark.quick
def test_the_rule_of_choice_prefers_the_simpler_of_equals():
    rng = np.random.default_rng(0)
    x = rng.random((400, 2))
    fails = x[:, 0] > 0.5
    simple = Box(np.array([0.5, -INF]), np.array([INF, INF]))
    fussy = Box(np.array([0.5, -INF]), np.array([INF, 0.99]))
    assert chosen([fussy], x, fails).ends == simple.ends
    large = Box(np.array([0.3, -INF]), np.array([INF, INF]))
    assert chosen([large, simple], x, fails) is simple
    assert chosen([large, simple], x, fails, density=0.6) is large
    assert chosen([large], x, fails, density=0.99) is None
    everything = Box(np.array([-INF, -INF]), np.array([INF, INF]))
    assert chosen([everything], x, fails) is None


@pytest.mark.quick
def test_held_out_points_are_a_third_of_each_kind_and_tested_exactly():
    fails = np.arange(300) < 60
    held = kept_back(fails, 0)
    assert (held & fails).sum() == 20
    assert held.sum() == 100
    assert (kept_back(fails, 0) == held).all()
    assert (kept_back(fails, 1) != held).any()
    x = np.arange(300.0)[:, None]
    checked = check(Box(np.array([-INF]), np.array([99.0])), x, fails)
    mixed = check(Box(np.array([-INF]), np.array([99.0])), x, np.arange(300) % 5 == 0)
    told = fisher_exact([[20, 80], [40, 160]], alternative="greater").pvalue  # 0.56, not near 0
    assert mixed.p == pytest.approx(told, rel=1e-9)
    wilson = binomtest(60, 100).proportion_ci(0.95, method="wilson")
    assert (checked.density_low, checked.density_high) == pytest.approx((wilson.low, wilson.high))


@pytest.mark.quick
def test_screening_keeps_what_moves_and_at_least_five():
    x, fails = known(600, 40)
    places = screened(x, fails)
    assert {0, 1} <= set(places.tolist())
    assert len(places) < 12
    assert screened(x[:, :3], fails).tolist() == [0, 1, 2]
    box = embedded(Box(np.array([0.5]), np.array([INF])), np.array([2]), 4)
    assert box.ends == [(2, "low")]


def test_a_tree_without_questions_has_no_box():
    x = np.ones((100, 2))
    assert leaves(x, np.arange(100) < 50, ["a", "b"]) == []


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [("a<1", "<", 1.0), ("a <= -2.5e-1", "<=", -0.25), ("a>0", ">", 0.0), ("a>=.5", ">=", 0.5)],
)
def test_conditions_are_read(text, sign, value):
    found = condition(text)
    assert (found.outcome, found.sign, found.value) == ("a", sign, value)


@pytest.mark.quick
@pytest.mark.parametrize("text", ["", "a", "a=1", "a<", "a<b", "a<1<2", "<3", "a<1.2.3"])
def test_what_is_no_condition_is_told(text):
    with pytest.raises(UserError, match="is not a condition"):
        condition(text)


def test_a_record_gives_the_box_in_words_and_files(worlds, tmp_path, capsys):
    place = tmp_path / "out"
    options = ["--arm", "policy=loud", "--fails", "operational_mean<0.5", "--output", str(place)]
    assert main(["discover", str(worlds), *options]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "worlds fail: mean over replicates < 0.5" in out
    assert "1/month (of 0 to 1: made number 1)" in out
    names = {path.name for path in place.iterdir()}
    assert {"results.json", "boxes.csv", "summary.json", "tradeoff.svg", "box-1.svg"} <= names
    document = json.loads((place / "results.json").read_text(encoding="utf-8"))
    assert document["is_found"]
    assert {row["name"] for row in document["boxes"][0]["restrictions"]} == {
        "model.made.x1",
        "model.made.x2",
    }
    assert len(pd.read_csv(place / "boxes.csv")) >= 2
    summary = json.loads((place / "summary.json").read_text(encoding="utf-8"))
    assert summary["findings"][1].startswith("Worlds fail with model.made.")


def test_failures_by_paired_difference_and_by_dyad(worlds):
    found = discover(worlds, "operational_mean<0", arm="policy=loud", against="policy=calm")
    assert found.table.name == "operational_mean, policy=loud, minus policy=calm"
    assert found.confirmed
    found = discover(worlds, "operational_mean<0.3", arm="policy=loud", dyad="USA>MEX")
    (first, *_) = found.confirmed
    assert [row.name for row in first.restrictions] == ["model.made.x3"]
    assert "at most" in restriction(first.restrictions[0])


def test_points_of_saltelli_that_share_coordinates_are_not_used(tmp_path):
    folder = write(tmp_path / "s", design("saltelli", 128, factors(3)), in_box, replicates=1)
    found = discover(folder, "operational_mean<0.5")
    assert len(found.x) == 256
    assert any("share no coordinate" in limit for limit in found.limits)
    assert found.limits[0].startswith("one replicate")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--fails", "operational_meen<1"], "Did you mean 'operational_mean'"),
        (["--fails", "operational_mean"], "is not a condition; allowed OUTCOME<NUMBER"),
        (["--fails", "operational_mean<0.5"], "holds 2 choices beside the design"),
        (["--arm", "policy=loud", "--fails", "operational_mean<-1"], "no world fails"),
        (["--arm", "policy=loud", "--fails", "operational_mean<9"], "all worlds fail"),
        (["--arm", "policy=calm", "--fails", "operational_mean<0.4"], "is the same in every world"),
        (["--arm", "policy=loud", "--fails", "p_rupture>0"], "is the same in every world"),
        (["--arm", "policy=x", "--fails", "p_rupture>0"], "allowed policy=loud; policy=calm"),
        (
            ["--arm", "policy=loud", "--dyad", "USA>MEX", "--fails", "operational_mean<0.01"],
            "15 of either kind",
        ),
        (["--arm", "policy=loud", "--fails", "operational_mean<1", "--share", "0"], "--share=0.0"),
        (["--fails", "operational_mean<1", "--density", "70"], "density=70.0 is not a share"),
        (["--fails", "operational_mean<1", "--boxes", "0"], "boxes=0 looks for none"),
        (["--fails", "operational_mean<1", "--seed", "-1"], "--seed=-1 is no seed"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(worlds, capsys, options, told):
    assert main(["discover", str(worlds), *options]) == 2
    assert told in capsys.readouterr().err
    assert not (worlds / "discovery").exists()


@pytest.mark.parametrize(
    ("kind", "points", "outcome", "told"),
    [
        ("morris", 30, in_box, "design=morris is no sample of the space"),
        ("sobol", 1, in_box, "design=1 has one point"),
        ("sobol", 64, in_box, "90 worlds or more"),
        (
            "sobol",
            64,
            lambda values, replicates: np.full(replicates, values[0]),
            "leaves 32 that fail and 32 that do not, of 64 worlds; allowed 90 worlds or more",
        ),
        (
            "sobol",
            128,
            lambda values, replicates: np.full(replicates, np.nan),
            "holds no number in 128 of 128 points",
        ),
    ],
)
def test_designs_and_outcomes_of_no_use_are_told(tmp_path, capsys, kind, points, outcome, told):
    folder = write(tmp_path / "runs", design(kind, points, factors(3)), outcome)
    assert main(["discover", str(folder), "--fails", "operational_mean<0.5"]) == 2
    assert told in capsys.readouterr().err
    assert not (folder / "discovery").exists()
