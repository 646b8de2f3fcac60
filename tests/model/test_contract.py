"""What every rule promises, found by discovery: a new rule is under contract without a new test.

Pure and deterministic; in range and never NaN for admissible arguments; the same to the bit when
compiled; monotone where that is declared here.
"""

from __future__ import annotations

import ast
import inspect
import math
import struct
from random import Random

import numba
import pytest
from numba.extending import register_jitable
from rule_discovery import RESULTS, RULES, UNIT, group_of, random_arguments

from model import numerics

N_SAMPLES = 200
SLACK = 1e-12  # rounding of a convex combination at the end of its range

each_rule = pytest.mark.parametrize("name", sorted(RULES))


def _flat(result):
    return result if isinstance(result, tuple) else (result,)


def _bits(result):
    return [struct.pack("<d", x) for x in _flat(result)]


@pytest.fixture(scope="session")
def jitable():
    """Let compiled rules call each other: they call nothing but rules and `model.numerics`."""
    for _, function in inspect.getmembers(numerics, inspect.isfunction):
        register_jitable(function)
    for function in RULES.values():
        register_jitable(function)


def test_rules_are_discovered():
    assert len(RULES) > 50
    assert {name.split(".")[0] for name in RULES} >= {"speech", "threat", "mandate", "links"}


@each_rule
def test_result_is_in_range_and_never_nan(name):
    low, high = RESULTS.get(name, UNIT)
    random = Random(name)
    for _ in range(N_SAMPLES):
        arguments = random_arguments(name, random)
        for x in _flat(RULES[name](*arguments)):
            assert isinstance(x, float), arguments
            assert math.isfinite(x), arguments
            assert low - SLACK <= x <= high + SLACK, (arguments, x)


@each_rule
def test_rule_is_pure_and_deterministic(name):
    """Called twice, in any order, it gives the same bits, and leaves its arguments alone."""
    random = Random(name)
    cases = [random_arguments(name, random) for _ in range(20)]
    before = [list(arguments) for arguments in cases]
    first = [_bits(RULES[name](*arguments)) for arguments in cases]
    again = [_bits(RULES[name](*arguments)) for arguments in reversed(cases)]
    assert first == again[::-1]
    assert cases == before


@each_rule
def test_rule_has_no_state_and_no_side_door(name):
    """A rule names no global but numerics, its file's own rules and constants, and builtins."""
    tree = ast.parse(inspect.getsource(RULES[name]))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Global | ast.Nonlocal | ast.Import)]
    allowed = (float, str, tuple)
    for global_name, value in inspect.getclosurevars(RULES[name]).globals.items():
        is_shared = getattr(value, "__module__", "") in ("model.numerics", RULES[name].__module__)
        assert is_shared or isinstance(value, allowed), global_name
    assert set(inspect.getclosurevars(RULES[name]).builtins) <= {"min", "max", "abs", "float"}


@each_rule
def test_compiled_rule_equals_plain_python_to_the_bit(name, jitable):
    compiled = numba.njit(error_model="numpy")(RULES[name])
    random = Random(name)
    for _ in range(N_SAMPLES):
        arguments = random_arguments(name, random)
        assert _bits(compiled(*arguments)) == _bits(RULES[name](*arguments)), arguments
    assert len(compiled.signatures) == 1


# Rule, argument, direction: +1 never falls as the argument rises, -1 never rises.
MONOTONE = (
    ("speech.rhetoric", "own", 1),
    ("speech.rhetoric", "deliberate", 1),
    ("pressure.words_heard", "hostility", 1),
    ("pressure.words_heard", "habituation", -1),
    *(("pressure.hostile", a, 1) for a in (
        "words", "threat", "force_threat", "operation", "deployment", "material", "credibility",
        "third_party")),
    *(("pressure.material", a, 1) for a in (
        "targeted", "financial", "trade", "suspended", "decertification", "aid_dependence",
        "trade_dependence", "reputation")),
    *(("pressure.friendly", a, 1) for a in (
        "warmth", "agreement", "apology", "aid_increase", "aid_dependence", "relief")),
    *(("acts.hostile", a, 1) for a in (
        "words", "law", "expulsion", "base_closure", "intelligence_cut")),
    *(("acts.friendly", a, 1) for a in ("warmth", "extradition", "concession", "base_grant")),
    ("trust.after_month", "trust", 1),
    ("trust.after_month", "prior", 1),
    ("trust.after_month", "friendly", 1),
    ("trust.after_month", "hostile", -1),
    ("grievance.after_month", "hostile", 1),
    ("grievance.after_month", "grievance", 1),
    ("threat.stake", "threat", 1),
    ("threat.stake", "credibility", 1),
    ("threat.p_concede", "stake", 1),
    ("threat.p_concede", "nationalism", -1),
    ("threat.p_concede", "words", -1),
    ("threat.p_concede", "bias", 1),
    ("threat.p_stand_firm", "hawkishness", 1),
    ("threat.p_stand_firm", "exposure", -1),
    ("threat.concession", "burden", -1),
    ("threat.credibility", "stood_firm", 1),
    ("threat.credibility", "backed_down", -1),
    ("audience.approval", "resistance", 1),
    ("audience.approval", "yielded", -1),
    ("rupture.p_rupture", "drive", 1),
    ("rupture.p_repair", "drive", -1),
    ("rupture.p_repair", "is_new_leader", 1),
    ("mandate.ideal", "inclination", 1),
    ("mandate.ideal", "drive", 1),
    ("mandate.ideal", "shift", 1),
    ("mandate.expected", "ideal", 1),
    ("mandate.expected", "is_ruptured", -1),
    ("mandate.chosen", "u", 1),
    ("mandate.political_drive", "trust", 1),
    ("mandate.political_drive", "grievance", -1),
    ("mandate.political_drive", "ideology", 1),
    ("mandate.political_drive", "words", -1),
    ("mandate.material_drive", "aid_level", 1),
    ("mandate.material_drive", "stake", 1),
    ("mandate.material_drive", "hostile", -1),
    ("law.bite", "act", 1),
    ("law.joint_share", "law", -1),
    ("law.control", "law", 1),
    ("law.control", "autonomy", -1),
    ("links.granted", "is_ruptured", -1),
    ("links.granted", "cut", -1),
    ("links.access", "granted", 1),
    ("links.liaison", "expulsion", -1),
    ("links.liaison", "exposure", -1),
    ("links.liaison", "is_ruptured", -1),
    ("links.effort", "willingness", 1),
    ("links.operational", "effort", 1),
    ("links.working_trust", "success", 1),
    ("links.working_trust", "operation", -1),
    ("reach.after_month", "closure", -1),
    ("reach.after_month", "opening", 1),
    ("capacity.after_month", "sustained", 1),
    ("detection.joint_effort", "concession", 1),
    ("detection.detected", "effort", 1),
    ("detection.detected", "reach", 1),
    ("detection.detected", "coordination", 1),
    ("detection.is_blind", "detection", -1),
    ("routes.attraction", "extra_cost", -1),
    ("routes.share", "attraction", 1),
    ("supply.target", "own_programme", -1),
    ("supply.target", "cooperation", -1),
    ("politics.pressure", "excess_arrivals", 1),
    ("politics.hawkishness", "pressure", 1),
    ("turnover.prior", "ideology", 1),
)  # fmt: skip


@pytest.mark.parametrize(("name", "argument", "direction"), MONOTONE)
def test_rule_is_monotone_as_declared(name, argument, direction):
    at = list(inspect.signature(RULES[name]).parameters).index(argument)
    random = Random(f"{name} {argument}")
    moved = 0
    for _ in range(N_SAMPLES):
        arguments = random_arguments(name, random)
        other = random_arguments(name, random)[at]
        low, high = sorted((arguments[at], other))
        arguments[at] = low
        first = RULES[name](*arguments)
        arguments[at] = high
        second = RULES[name](*arguments)
        assert direction * (second - first) >= -SLACK, arguments
        moved += abs(second - first) > SLACK
    assert moved > N_SAMPLES // 20, "the argument hardly matters"


def test_every_rule_with_parameters_names_a_group():
    for name, rule in RULES.items():
        assert ("p" in inspect.signature(rule).parameters) == (group_of(name) is not None)
