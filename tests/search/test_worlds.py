"""The ensemble as scorer: the same numbers as a sweep's, and worlds that are really held out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.cli.search import _configs
from analysis.search.problem import Candidate
from analysis.search.worlds import Ensemble, Sizes, objectives, space
from model.ensemble import simulate_many
from model.errors import UserError
from scenarios.building.variation import with_set
from scenarios.configuration import inputs_of

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"
WORLD = [f"scenarios_dir={SMALL}", "scenario=first"]
NAMES = ("operational_mean", "arrived_t", "net_security_effect")
SIZES = Sizes(3, 4, 5, 2)


@pytest.fixture(scope="module")
def configs():
    return _configs(WORLD, ("calm", "loud"))


def made(configs, over="model.trust", seed=0):
    return Ensemble(configs, over, objectives(NAMES), "calm", SIZES, seed)


def test_scores_are_those_of_runs_built_one_by_one(configs):
    score = made(configs)
    config = configs["loud"]
    row = space("loud", config)
    values = tuple(0.5 * (low + high) for low, high in zip(row.low, row.high, strict=True))
    found = score([Candidate("loud", row.names, values), Candidate("calm")], "tuning")
    assert found.shape == (2, 3, 3)
    design = score.design("tuning")
    for w in range(3):
        paths = [factor.path for factor in design.factors]
        numbers = design.values[w].tolist()
        mine = with_set(
            config,
            [*paths, *(("policy", name) for name in row.names)],
            [*numbers, *values],
        )
        worlds = [inputs_of(mine), inputs_of(with_set(configs["calm"], paths, numbers))]
        one, base = simulate_many(worlds, 0, range(4))
        assert found[0, w, 0] == one.outcomes["operational_mean"].mean()
        assert found[0, w, 1] == one.outcomes["arrived_t"].mean()
        before, after = base.outcomes["arrived_t"], one.outcomes["arrived_t"]
        assert found[0, w, 2] == pytest.approx(((before - after) / before).mean(), abs=1e-15)
    np.testing.assert_array_equal(found[1, :, 2], 0.0)  # the reference against itself


def test_held_out_worlds_and_seeds_are_others(configs):
    score = made(configs)
    tuned, held = score.design("tuning").values, score.design("held_out").values
    assert (tuned.shape, held.shape) == ((3, tuned.shape[1]), (5, tuned.shape[1]))
    for column in range(tuned.shape[1]):
        assert not set(tuned[:, column]) & set(held[:, column])
    assert score._seeds["tuning"] != score._seeds["held_out"]
    assert score.runs(7, "tuning") == 7 * 3 * 4
    assert score.runs(7, "held_out") == 7 * 5 * 2


def test_the_last_seed_has_a_next_one(configs):
    assert made(configs, seed=2**64 - 1)._seeds["held_out"] == 0


def test_coefficients_of_policies_are_no_worlds(configs):
    loud = {"loud": configs["loud"]}
    with pytest.raises(UserError, match="names a coefficient of a policy"):
        Ensemble(loud, "policy", objectives(NAMES), "loud", SIZES, 0)
