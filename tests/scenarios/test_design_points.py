"""The points of a design as worlds: through the table that sweeps use, and built from the start."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from design_config import changed, configuration

from scenarios import design
from scenarios.configuration import inputs_of
from scenarios.designing.point_table import Column, PointTable

OVER = [
    "assumed",
    ["scenario", "policy", "strategy", "model.trust"],
    "world.governments",
    ["world.dyads", "scenario"],
    "world.links",
]


@pytest.mark.parametrize("over", OVER)
def test_every_point_is_the_world_with_its_numbers(over: Any) -> None:
    config = configuration(
        "bad_hombres_2017",
        policy="tough_talk",
        strategy="hedger",
        design="latin_hypercube",
        points=3,
        over=over,
    )
    made = design.from_config(config)
    columns = [
        Column(factor.name, made.values[:, index], factor.path)
        for index, factor in enumerate(made.factors)
    ]
    table = PointTable([config], np.zeros(len(made), dtype=int), columns)
    worlds = set()
    for index, row in enumerate(made.values.tolist()):
        expected = config
        for factor, value in zip(made.factors, row, strict=True):
            expected = changed(expected, factor.path, value)
        world = pickle.dumps(inputs_of(expected))
        assert pickle.dumps(table.inputs(index)) == world
        worlds.add(world)
    assert pickle.dumps(inputs_of(config)) in worlds
    assert len(worlds) == 4
