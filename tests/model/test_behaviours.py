"""The conformance suite that every policy and strategy inherits, by discovery."""

from __future__ import annotations

import inspect
from random import Random

import pytest

from model import policies, strategies
from model.errors import UserError
from model.instruments import SENDER_INSTRUMENTS
from model.policies.kinds import Choice, Observation
from model.strategies.kinds import Response, Situation

pytestmark = pytest.mark.quick

N_SAMPLES = 300
LEANS_BY_NATURE = ("client", "hedger", "nationalist")  # a concession bias without any pressure

each_policy = pytest.mark.parametrize("name", policies.names())
each_strategy = pytest.mark.parametrize("name", strategies.names())
BOTH = [(policies, name) for name in policies.names()] + [
    (strategies, name) for name in strategies.names()
]
each_behaviour = pytest.mark.parametrize(("registry", "name"), BOTH)


def padded(values):
    """Return coefficients as a rule takes them: four, the missing ones 0."""
    return (*values, 0.0, 0.0, 0.0, 0.0)[:4]


def defaults(registry, name):
    return padded([row.value for row in registry.coefficients(name)])


def random_coefficients(registry, name, random):
    return padded([random.uniform(row.low, row.high) for row in registry.coefficients(name)])


def random_observation(random):
    levels = [random.choice((0.0, 1.0, random.random())) for _ in range(6)]
    return Observation(
        *levels, float(random.random() < 0.5), random.random(), float(random.randint(1, 12))
    )


def random_situation(random):
    return Situation(*(random.choice((0.0, 1.0, random.random())) for _ in Situation._fields))


def answers(registry, name, seed=0):
    """Return the answers of a behaviour to random situations with random coefficients."""
    random = Random(f"{name} {seed}")
    seen = random_observation if registry is policies else random_situation
    cases = [
        (seen(random), random_coefficients(registry, name, random), random.random())
        for _ in range(N_SAMPLES)
    ]
    rule = registry.rule(name)
    return [rule(*case) for case in cases], [rule(*case) for case in reversed(cases)][::-1]


def test_the_specified_behaviours_are_there():
    assert set(policies.names()) >= {
        "status_quo", "quiet_diplomacy", "tough_talk", "transactional", "conditional_aid",
        "maximum_pressure", "certification_by_the_book", "graduated_reciprocation", "tit_for_tat",
        "generous_tit_for_tat", "contrite_tit_for_tat", "unilateral_operations",
        "comprehensive_strategy", "talk_threaten_restore",
    }  # fmt: skip
    assert set(strategies.names()) >= {
        "institutionalist", "hedger", "nationalist", "client", "transactional"
    }  # fmt: skip


@each_behaviour
def test_at_most_four_coefficients_named_after_the_behaviour(registry, name):
    rows = registry.coefficients(name)
    assert len(rows) <= 4
    assert all(row.group == name for row in rows)
    assert len({row.name for row in rows}) == len(rows)


@each_behaviour
def test_rule_takes_a_view_coefficients_and_a_uniform(registry, name):
    rule = registry.rule(name)
    assert list(inspect.signature(rule).parameters) == ["o", "c", "u"]
    assert rule.__doc__.startswith("Return ")


@each_behaviour
def test_deterministic_and_pure(registry, name):
    first, again = answers(registry, name)
    assert first == again


@each_behaviour
def test_every_coefficient_matters(registry, name):
    """Moving a coefficient from one end of its range to the other changes some answer."""
    rule, random = registry.rule(name), Random(name)
    seen = random_observation if registry is policies else random_situation
    for i, row in enumerate(registry.coefficients(name)):
        changed = False
        for _ in range(N_SAMPLES):
            o, u = seen(random), random.random()
            c = list(random_coefficients(registry, name, random))
            low, high = (*c[:i], row.low, *c[i + 1 :]), (*c[:i], row.high, *c[i + 1 :])
            changed = changed or rule(o, low, u) != rule(o, high, u)
        assert changed, row.full_name


def test_choice_has_the_order_of_the_instruments():
    assert Choice._fields == (*(item.name for item in SENDER_INSTRUMENTS), "memory")


@each_policy
def test_policy_stays_in_the_instruments_ranges(name):
    for got in answers(policies, name)[0]:
        assert isinstance(got, Choice)
        for item in SENDER_INSTRUMENTS:
            level = getattr(got, item.name)
            assert isinstance(level, float), item.name
            assert 0.0 <= level <= item.high, item.name
        assert 0.0 <= got.memory <= 1.0


def test_status_quo_does_nothing():
    assert policies.coefficients("status_quo") == ()
    assert set(answers(policies, "status_quo")[0]) == {Choice(*[0.0] * len(Choice._fields))}


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("tough_talk", {"words"}),
        ("quiet_diplomacy", {"agreement", "praise"}),
        ("conditional_aid", {"suspend_security_aid", "suspend_development_aid"}),
        ("transactional", {"threat", "aid_increase"}),
        ("certification_by_the_book", {"decertification"}),
        ("graduated_reciprocation", {"agreement", "praise"}),
        ("talk_threaten_restore", {"agreement", "praise", "threat", "aid_increase"}),
        ("tit_for_tat", {"words", "praise"}),
        ("generous_tit_for_tat", {"words", "praise"}),
        ("contrite_tit_for_tat", {"words", "praise"}),
        ("unilateral_operations", {"operation"}),
        ("comprehensive_strategy", {"agreement", "aid_increase", "praise", "coordination"}),
        (
            "maximum_pressure",
            {
                "words", "threat", "financial_sanction", "trade_sanction", "suspend_security_aid",
                "suspend_development_aid", "decertification",
            },
        ),
    ],
)  # fmt: skip
def test_policy_uses_just_its_own_instruments(name, allowed):
    used = set()
    for got in answers(policies, name)[0]:
        used |= {item.name for item in SENDER_INSTRUMENTS if getattr(got, item.name) > 0.0}
    assert used == allowed


@each_strategy
def test_strategy_answers_in_range(name):
    for got in answers(strategies, name)[0]:
        assert isinstance(got, Response)
        assert 0.0 <= got.reactivity <= 3.0
        assert -1.0 <= got.concession_bias <= 1.0
        assert -1.0 <= got.mandate_shift <= 2.0


@each_strategy
def test_strategy_left_alone_changes_nothing(name):
    """Without pressure or stake no mandate shift; no bias either, but for those who lean anyway."""
    random = Random(name)
    for _ in range(N_SAMPLES):
        o = random_situation(random)._replace(hostile=0.0, friendly=0.0, stake=0.0)
        got = strategies.rule(name)(o, random_coefficients(strategies, name, random), 0.5)
        assert got.mandate_shift == 0.0
        assert got.concession_bias == 0.0 or name in LEANS_BY_NATURE


CALM = Situation(0.5, 0.0, 0.0, 0.5, 0.4, 0.6, 0.5, 0.0)


@pytest.mark.parametrize(
    ("name", "c", "seen", "expected"),
    [
        ("institutionalist", (0.2,), CALM, (0.8, 0.0, 0.05)),  # .2 * .5 * .5
        ("hedger", (0.5,), CALM, (1.0, -0.2, -0.1)),  # -.5 * .4, * .5
        ("nationalist", (0.5, 1.5), CALM, (1.5, -0.3, -0.15)),  # -.5 * .6, * .5
        ("client", (0.4,), CALM._replace(stake=0.5), (0.6, 0.2, 0.1)),  # .4 * .5, * (0 + .5)
        ("client", (0.4,), CALM._replace(friendly=1.0), (0.6, 0.2, 0.2)),
        ("transactional", (0.3, 0.4), CALM, (1.0, 0.0, -0.15)),  # .3 * (0 - .5)
        ("transactional", (0.3, 0.4), CALM._replace(friendly=1.0, stake=0.5), (1.0, 0.2, 0.15)),
    ],
)
def test_strategy_gives_hand_worked_answer(name, c, seen, expected):
    got = strategies.rule(name)(seen, padded(c), 0.5)
    assert tuple(got) == pytest.approx(expected, abs=1e-12, rel=0.0)


@pytest.mark.parametrize(
    ("registry", "text"),
    [
        (policies, "Unknown policy 'tough_tolk'. Did you mean 'tough_talk'"),
        (strategies, "Unknown strategy 'hedgehog'. Did you mean 'hedger'"),
    ],
)
def test_unknown_behaviour_is_told_with_the_nearest(registry, text):
    with pytest.raises(UserError) as error:
        registry.rule(text.split("'")[1])
    assert str(error.value).startswith(text)
    assert str(error.value).endswith(f"Known: {', '.join(registry.names())}.")
