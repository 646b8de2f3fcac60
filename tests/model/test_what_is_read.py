"""What a policy reads is found in its code, whichever instruction loads it."""

from __future__ import annotations

import pytest

from model import policies, strategies
from model.ensemble.reading import DRAW, SEEN, is_constant, is_read

pytestmark = pytest.mark.quick

CONSTANT = {"status_quo", "quiet_diplomacy", "tough_talk", "comprehensive_strategy"}
RANDOM = {"generous_tit_for_tat", "unilateral_operations"}


def test_policies_that_look_at_nothing():
    assert {name for name in policies.names() if is_constant(policies.rule(name))} == CONSTANT


def test_policies_that_draw():
    found = {name for name in policies.names() if is_read(policies.rule(name), DRAW)}
    assert found == RANDOM


def test_every_strategy_looks_at_the_situation():
    assert all(is_read(strategies.rule(name), SEEN) for name in strategies.names())


def test_two_names_loaded_at_once():
    """Python 3.13 loads two arguments by one instruction."""

    def rule(o, c, u):
        return o + c + u

    assert [is_read(rule, at) for at in (0, 1, 2)] == [True, True, True]


def test_a_name_in_a_closure():
    def rule(o, c, u):
        return [c * o for _ in range(2)]

    assert is_read(rule, SEEN)
    assert not is_read(rule, DRAW)
