"""`comity sweep design=...`: the points it runs, what is recorded, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import analysis
from analysis.cli.designs import NUMBER, design_table
from scenarios.configuration import inputs_of
from scenarios.design import load
from tests.cli.points_sources import assert_same, sweep

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"
Comity = Callable[..., Any]
TRUST, WEIGHT = "model.trust.up_per_month", "model.law.weight"
GRID = ("design=grid", "points=[2,3]", f"over=[{TRUST},{WEIGHT}]")
RANGES = ((0.02, 0.15), (0.7, 1.0))
"""What model/parameters gives as the ranges that the evidence leaves open."""


def test_points_and_record_of_a_design(small: Comity) -> None:
    result = small("sweep", *GRID, "replicates=2", "output=made")
    assert (result.code, result.err) == (0, "")
    records = analysis.load("made")
    rows = records.outcomes[records.outcomes.replicate == 0]
    grid = [(a, b) for a in RANGES[0] for b in (0.7, 0.85, 1.0)]
    expected = np.array([(0.08, 1.0), *grid])  # the configuration as it is comes first
    assert rows[[TRUST, WEIGHT]].to_numpy() == pytest.approx(expected, abs=1e-15)
    assert rows[NUMBER].tolist() == list(range(7))
    assert rows.label.tolist()[:2] == ["design_point=0", "design_point=1"]
    assert rows.is_baseline.tolist() == [True] + 6 * [False]
    saved = load(Path("made/design.parquet"))
    assert saved.values.tolist() == rows[[TRUST, WEIGHT]].to_numpy().tolist()
    law = records.provenance["points"][2]["parameters"]
    assert (law["trust"]["up_per_month"], law["law"]["weight"]) == tuple(saved.values[2])


def test_a_record_with_a_design_is_replaced_and_its_design_visited_again(small: Comity) -> None:
    small("sweep", *GRID, "replicates=1", "output=made")
    shutil.copy("made/design.parquet", "again.parquet")
    first = analysis.load("made").outcomes
    result = small("sweep", "design=again.parquet", "replicates=1", "output=made")
    assert (result.code, result.err) == (0, "")
    assert analysis.load("made").outcomes.equals(first)


def test_each_policy_visits_the_same_worlds(small: Comity) -> None:
    policies = "policy=tough_talk,quiet_diplomacy"
    small("sweep", policies, "design=sobol", "points=4", "over=model.trust", "output=made")
    rows = analysis.load("made").outcomes
    rows = rows[rows.replicate == 0]
    by_policy = [part for _, part in rows.groupby("policy", sort=False)]
    assert [len(part) for part in by_policy] == [5, 5]
    names = [name for name in rows.columns if name.startswith("model.")]
    assert len(names) == 3
    for name in (NUMBER, *names):
        assert by_policy[0][name].tolist() == by_policy[1][name].tolist()
    assert rows.policy.tolist() == 5 * ["tough_talk"] + 5 * ["quiet_diplomacy"]
    assert rows.label.tolist()[6] == "policy=quiet_diplomacy, design_point=1"


def test_a_scenario_with_a_value_of_its_own_departs_from_it(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(SMALL, folder)
    text = (
        "id: own\ntitle: Own\nsummary: Own.\nperiod: '2015'\ndoes_not_cover: All.\n"
        "based_on: first\nparameters:\n"
        "  law.weight: {value: 0.8, assumed: [0.75, 0.9], why: a guess}\n"
    )
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    given = ("scenario=first,own", "design=grid", "points=2", f"over=[{WEIGHT},{TRUST}]")
    with sweep(given, folder) as asked:
        table, _ = design_table(asked.structures())
    shown = [(table.columns(i)["scenario"], table.columns(i)[WEIGHT]) for i in range(len(table))]
    assert shown[:2] == [("first", 1.0), ("first", 0.7)]
    assert shown[5:7] == [("own", 0.8), ("own", 0.7)]
    # The default counts as any other value where the design asks for it.
    ran = [table.inputs(index).parameters.law.weight for index in range(len(table))]
    assert ran == [value for _, value in shown]
    for index in range(len(table)):
        assert_same(table.inputs(index), inputs_of(table.config(index)))


def test_a_file_that_cannot_be_read_is_told(small: Comity, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(SMALL, folder)
    (folder / "bad.yaml").write_text("id: bad\ntitle: [", encoding="utf-8")
    given = (f"scenarios_dir={folder}", "scenario=bad", "design=grid", "points=2", "over=assumed")
    result = small("sweep", *given)
    assert "bad.yaml:3 is not valid YAML" in result.err
    assert (result.code, result.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("policy=tough_talk,calm", "design=grid", "points=3", "over=policy.words"),
            "The design varies policy.words, which is no number of scenario=first, policy=calm, "
            "strategy=as_scenario; set by the command line. Name in over what all points have, or "
            "sweep them one after the other.",
        ),
        (
            (f"{WEIGHT}=0.7,0.8", "design=grid", "points=3", f"over={WEIGHT}"),
            f"{WEIGHT} is swept and varied by the design; allowed one of the two; set by the "
            "command line. Leave it out of over, or give it one value.",
        ),
        (
            ("points=3",),
            "points=3 belongs to a design, and there is none; allowed null; set by the command "
            "line. Add a design, for instance design=sobol.",
        ),
        (
            ("design=sobol,morris", "points=4", "over=assumed"),
            "design has several values; allowed one for the whole sweep; set by the command line. "
            "Vary fields of scenario, policy, strategy, model or off.",
        ),
        (
            ("design=sobol", "points=5", "over=assumed"),
            "points=5 is not a power of two; allowed 4 or 8; set by the command line. A Sobol' "
            "sequence is balanced at powers of two only.",
        ),
    ],
)
def test_what_is_refused(
    small: Comity, tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    result = small("sweep", *arguments)
    assert result.err == line + "\n"
    assert (result.code, result.out, list(tmp_path.iterdir())) == (2, "", [])


def test_a_single_run_takes_no_design(small: Comity, tmp_path: Path) -> None:
    result = small("run", "design=sobol", "points=4", "over=assumed")
    assert result.err == (
        "design=sobol makes many points; allowed null with `comity run`; set by the command line. "
        "Use `comity sweep`.\n"
    )
    assert (result.code, list(tmp_path.iterdir())) == (2, [])
