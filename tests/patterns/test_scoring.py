"""Patterns under the compiled law: what does not depend on how it is asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import scenarios
from analysis.patterns import PATTERNS, score
from analysis.patterns.cut import cut
from analysis.patterns.scoring import EXPONENT_NAME, statistics
from model.ensemble import simulate_many
from model.errors import UserError
from model.parameters import with_values

SOME = [PATTERNS["challenges"], PATTERNS["colombia"]]


def test_a_vector_gives_the_same_alone_and_among_others():
    vectors = [{"model.threat.stake": 0.8 + 0.01 * i} for i in range(3)]
    together = statistics(SOME, vectors, threads=2)
    alone = statistics(SOME, vectors[1:2], threads=1)
    # Runs are equal to the bit; sums over them are NumPy's, whose order hangs on the layout.
    assert np.allclose(together.value[1], alone.value[0], rtol=0, atol=1e-12)
    assert np.allclose(together.variance[1], alone.variance[0], rtol=0, atol=1e-12)
    assert not np.array_equal(together.value[0], together.value[1])


def test_the_exponent_moves_only_what_is_observed():
    low, high = (statistics(SOME, [{EXPONENT_NAME: g}]) for g in (0.5, 1.0))
    names = low.names
    assert (
        low.value[0, names.index("colombia.links")] > high.value[0, names.index("colombia.links")]
    )
    for name in ("challenges.concede", "challenges.firm", "colombia.mandate"):
        assert low.value[0, names.index(name)] == high.value[0, names.index(name)]


def test_names_and_values_are_checked():
    with pytest.raises(UserError, match=r"threat\.stake=9\.0 is outside"):
        statistics(SOME, [{"model.threat.stake": 9.0}])
    with pytest.raises(UserError, match="is no parameter"):
        statistics(SOME, [{"threat.stake": 1.0}])
    with pytest.raises(UserError, match=r"observation\.exponent=2"):
        statistics(SOME, [{EXPONENT_NAME: 2.0}])


def test_a_dyad_alone_goes_as_it_went_among_others_but_for_what_others_did():
    """Without spillover, and without pressure at home, nothing of the others reaches a dyad."""
    off = {"pressure.spillover": 0.0, "politics.endogenous": 0.0, "threat.hawkishness": 0.0}
    whole = scenarios.build_scenario("bad_hombres_2017")
    whole = replace(whole, parameters=with_values(whole.parameters, off))
    alone = cut(whole, ["MEX"], months=60)
    names = ["dyad.operational", "dyad.trust", "dyad.mandate"]
    one, many = (simulate_many([inputs], 0, range(4), series=names)[0] for inputs in (alone, whole))
    place = many.ids["dyad"].index("USA>MEX")
    for name in names:
        difference = np.abs(one.series[name][..., 0] - many.series[name][:, :60, place])
        assert difference.max() < 1e-12, name


def test_a_cut_with_a_network_needs_everybody():
    with pytest.raises(ValueError, match="all partners"):
        cut(scenarios.build_scenario("baseline_2016"), ["MEX"], has_network=True)


def test_score_of_the_defaults_and_of_many():
    one = score({}, replicates=range(4))
    many = score([{}, {"model.detection.complementarity": 0.9}], replicates=range(4))
    assert list(one) == list(PATTERNS)
    for name, item in one.items():
        values = [part.value for part in many[0][name].parts]
        assert [part.value for part in item.parts] == pytest.approx(values, abs=1e-12, nan_ok=True)
    assert many[1]["removal"].value < one["removal"].value
    for item in one.values():
        assert item.passed == all(part.passed for part in item.parts)
        assert all((part.miss == 0) == part.passed for part in item.parts)
