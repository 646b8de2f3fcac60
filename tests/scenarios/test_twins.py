"""The compiled ensemble equals the agents to the bit: every scenario, policy and strategy.

Eight replicates, every month, every state variable, every outcome, paired with the baseline.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from model.inputs import Inputs
from scenarios.build import build
from scenarios.catalogue import Catalogue

sys.path.append(str(Path(__file__).parents[1] / "model"))
from twins import differences  # the helper of the model's tests

FILES = Catalogue()
REPLICATES = range(8)


def world(scenario: str = "baseline_2016", **choices: str) -> Inputs:
    return build(FILES.resolved(scenario), **choices)


@pytest.mark.parametrize("scenario", FILES.ids("scenario"))
def test_every_scenario(scenario: str) -> None:
    assert differences([world(scenario)], REPLICATES) == []


@pytest.mark.parametrize("policy", FILES.ids("policy"))
def test_every_policy_paired_with_the_baseline(policy: str) -> None:
    base = world()
    assert differences([world(policy=policy), base], REPLICATES, baseline=base) == []


@pytest.mark.parametrize("strategy", FILES.ids("strategy"))
def test_every_strategy(strategy: str) -> None:
    hostile = world("bad_hombres_2017", policy="maximum_pressure", strategy=strategy)
    assert differences([hostile], range(40, 48), seed=2**64 - 1) == []
