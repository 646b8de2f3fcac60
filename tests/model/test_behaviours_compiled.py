"""Every policy and strategy, compiled, equals its plain Python to the bit."""

from __future__ import annotations

import struct
from random import Random

import numba
import pytest
from numba.extending import register_jitable
from test_behaviours import BOTH, random_coefficients, random_observation, random_situation

from model import policies
from model.policies import kinds


@pytest.fixture(scope="module")
def jitable():
    register_jitable(kinds.choice)
    register_jitable(kinds.performance)


@pytest.mark.parametrize(("registry", "name"), BOTH)
def test_compiled_behaviour_equals_plain_python_to_the_bit(registry, name, jitable):
    rule, random = registry.rule(name), Random(name)
    compiled = numba.njit(error_model="numpy")(rule)
    view = random_observation if registry is policies else random_situation
    for _ in range(200):
        case = (view(random), random_coefficients(registry, name, random), random.random())
        bits = [[struct.pack("<d", x) for x in f(*case)] for f in (compiled, rule)]
        assert bits[0] == bits[1], case
