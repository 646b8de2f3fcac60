"""What if: against tables worked out by hand, and against the single runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import scenarios
from analysis import load, whatif
from model.errors import UserError
from model.outcomes import dyad_outcomes, run_outcomes
from model.world import simulate


@pytest.fixture(scope="module")
def found() -> whatif.WhatIf:
    base = scenarios.build_scenario("bad_hombres_2017_without_words")
    words = scenarios.build_scenario("bad_hombres_2017")
    other = scenarios.build_scenario("baseline_2016")
    return whatif.compare(base, [words, other], 3, seed=5, partner="MEX")


def test_numbers_are_those_of_single_runs(found: whatif.WhatIf) -> None:
    names = ("bad_hombres_2017_without_words", "bad_hombres_2017")
    runs = [
        [simulate(scenarios.build_scenario(name), 5, replicate) for replicate in range(3)]
        for name in names
    ]
    mexico = [name.partition(">")[2] for name in runs[0][0].ids["dyad"]].index("MEX")
    trust = [[dyad_outcomes(run)["trust_mean"][mexico] for run in group] for group in runs]
    arrived = [[run_outcomes(run)["arrived_t"] for run in group] for group in runs]
    for i in range(2):
        assert found.variants[i].means["trust_mean"] == pytest.approx(np.mean(trust[i]), abs=1e-12)
        assert found.variants[i].means["arrived_t"] == pytest.approx(np.mean(arrived[i]), abs=1e-8)
    gap = found.differences[0]["trust_mean"]
    assert gap.mean == pytest.approx(np.mean(np.subtract(*trust[::-1])), abs=1e-12)
    assert gap.low <= gap.mean <= gap.high < 0.0
    series = np.array([run.series["dyad.trust"][:, mexico] for run in runs[1]])
    fan = found.variants[1].fans["dyad.trust"]
    np.testing.assert_allclose(fan.q50, np.median(series, axis=0), rtol=0, atol=1e-12)
    np.testing.assert_allclose(fan.mean, series.mean(axis=0), rtol=0, atol=1e-12)


def test_worlds_of_other_months_are_not_paired(found: whatif.WhatIf) -> None:
    assert found.differences[1] == {}
    assert found.gaps[1] == {}
    assert set(found.differences[0]) >= {"operational_mean", "rupture", "net_security_effect"}


@pytest.mark.quick
@pytest.mark.parametrize(
    ("months", "recovered", "expected"),
    [
        ([], [], float("nan")),
        ([2.0, 4.0, 6.0], [True, True, True], 4.0),
        ([2.0, 4.0, 6.0, 9.0, 9.0], [True, False, False, False, False], float("inf")),
    ],
)
def test_median_months_to_recovery(
    months: list[float], recovered: list[bool], expected: float
) -> None:
    got = whatif._median(np.array(months), np.array(recovered, dtype=bool))
    assert got == pytest.approx(expected, abs=0, nan_ok=True)


@pytest.mark.quick
def test_nonsense_is_told() -> None:
    base = scenarios.build_scenario("baseline_2016")
    with pytest.raises(UserError, match="replicates=1 is too few"):
        whatif.compare(base, [base], 1)
    with pytest.raises(UserError, match="partner=XXX is not in the world; allowed MEX"):
        whatif._dyads(base, "XXX")


def test_the_same_as_comity_sweep_on_the_same_seeds(tmp_path: Path) -> None:
    names = ("bad_hombres_2017_without_words", "bad_hombres_2017")
    words = (
        "sweep", f"scenario={','.join(names)}", "replicates=4", "seed=7", "n_jobs=1",
        f"output={tmp_path / 'words'}",
    )  # fmt: skip
    code = "from analysis.cli.main import main; import sys; sys.exit(main(sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True)
    outcomes = load(tmp_path / "words").outcomes
    base, other = (scenarios.build_scenario(name) for name in names)
    found = whatif.compare(base, [other], 4, seed=7)
    for point, variant in enumerate(found.variants):
        runs = outcomes[outcomes["point"] == point]
        for name in (*whatif.OUTCOMES, *whatif.WORLD_OUTCOMES):
            assert variant.means[name] == pytest.approx(runs[name].mean(), rel=1e-12)
    net = outcomes[outcomes["point"] == 1]["net_security_effect"].mean()
    assert found.differences[0][whatif.NET].mean == pytest.approx(net, rel=1e-9)
