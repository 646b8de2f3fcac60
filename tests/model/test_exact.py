"""The law against analytic results: what each mechanism must give exactly.

The cusp x' = s + b x - x**3 of the specification is not part of this law (its hysteresis is the
Schmitt trigger), so its loop width is not tested here.
"""

from __future__ import annotations

import math
from itertools import product
from random import Random

import pytest

from model import policies
from model.parameters import defaults
from model.policies.kinds import Observation
from model.rules import capacity, grievance, links, rupture, speech, threat, trust, turnover

pytestmark = pytest.mark.quick

D = defaults()
NEXT_UNIFORM = (
    2.0**-33
)  # the smallest uniform a draw can give, and the distance of the largest to 1


def talk(x, y, p_x, p_y, reactivity=(1.0, 1.0), deliberate=(0.0, 0.0)):
    """Return next month's rhetoric of both."""
    return (
        speech.rhetoric(x, y, reactivity[0], deliberate[0], 0.0, p_x),
        speech.rhetoric(y, x, reactivity[1], deliberate[1], 0.0, p_y),
    )


RECIPROCAL = D.speech._replace(persistence=0.4, reciprocity=0.2, gain=1.0, noise_sd=0.0)


def test_reciprocity_has_the_roots_rho_plus_and_minus_kappa():
    """A joint deviation shrinks by rho + kappa a month, an opposed one by rho - kappa."""
    joint, opposed = (0.5, 0.5), (0.5, -0.5)
    for month in range(1, 12):
        joint = talk(*joint, RECIPROCAL, RECIPROCAL)
        opposed = talk(*opposed, RECIPROCAL, RECIPROCAL)
        assert joint == pytest.approx((0.5 * 0.6**month,) * 2, abs=1e-12, rel=0.0)
        left = 0.5 * 0.2**month
        assert opposed == pytest.approx((left, -left), abs=1e-12, rel=0.0)


def test_reciprocity_has_the_joint_half_life():
    """ln(1/2) / ln(.6) = 1.3569 months."""
    start = (0.8, 0.8)
    after = talk(*start, RECIPROCAL, RECIPROCAL)
    half_life = math.log(0.5) / math.log(after[0] / start[0])
    assert half_life == pytest.approx(1.356915448856724, abs=1e-9, rel=0.0)


@pytest.mark.parametrize(
    ("said", "level"), [((0.4, 0.0), (0.75, 0.25)), ((0.0, 0.4), (0.25, 0.75))]
)
def test_reciprocity_has_the_long_run_matrix(said, level):
    """The inverse (I - A)^-1 = [[1.875, .625], [.625, 1.875]]: .4 a month gives .75 and .25."""
    pair = (0.0, 0.0)
    for _ in range(200):
        pair = talk(*pair, RECIPROCAL, RECIPROCAL, deliberate=said)
    assert pair == pytest.approx(level, abs=1e-12, rel=0.0)


def richardson(a, b, k, l, g, h):  # noqa: E741
    """Return the month of x' = x + k y - a x + g, y' = y + l x - b y + h, made of the speech rule.

    It is the Euler step of one month: persistence 1 - a, reciprocity times reactivity k, and the
    standing g as what is said on purpose with gain 1. Signs are Richardson's, inside the bounds.
    """
    p_x = RECIPROCAL._replace(persistence=1.0 - a, reciprocity=k)
    p_y = RECIPROCAL._replace(persistence=1.0 - b, reciprocity=l)
    return lambda x, y: talk(x, y, p_x, p_y, deliberate=(g, h))


def test_richardson_limit():
    step = richardson(0.5, 0.4, 0.3, 0.2, 0.1, 0.05)
    pair = (0.0, 0.0)
    for _ in range(400):
        pair = step(*pair)
    assert pair == pytest.approx((0.055 / 0.14, 0.045 / 0.14), abs=1e-12, rel=0.0)
    assert pair == pytest.approx((0.392857, 0.321429), abs=1e-6, rel=0.0)


def test_richardson_eigenvalues():
    """The columns of the step, read off unit deviations: eigenvalues 1 - .2 and 1 - .7."""
    step = richardson(0.5, 0.4, 0.3, 0.2, 0.0, 0.0)
    (m11, m21), (m12, m22) = step(0.5, 0.0), step(0.0, 0.5)
    trace, determinant = 2.0 * (m11 + m22), 4.0 * (m11 * m22 - m12 * m21)
    root = math.sqrt(trace**2 / 4.0 - determinant)
    assert trace / 2.0 + root - 1.0 == pytest.approx(-0.2, abs=1e-12, rel=0.0)
    assert trace / 2.0 - root - 1.0 == pytest.approx(-0.7, abs=1e-12, rel=0.0)


@pytest.mark.parametrize(("k", "runs_away"), [(0.5, True), (0.4, False)])
def test_richardson_runs_away_when_ab_is_below_kl(k, runs_away):
    """The product a b = .2 against k l = .25 (to the bound) or .16 (back to 0)."""
    step = richardson(0.5, 0.4, k, k, 0.0, 0.0)
    pair = (0.01, 0.01)
    for _ in range(1000):
        pair = step(*pair)
    assert (pair[0] > 0.9) == runs_away
    assert (abs(pair[0]) < 1e-6) != runs_away


def reactive(name, c, error):
    """Return P(friendly | partner performed), P(friendly | it failed) of a policy that may err.

    The policy's own rule is asked at the midpoints of 240 cells of its uniform.
    """
    decide = policies.rule(name)
    chances = []
    for performance in (1.0, 0.0):
        seen = Observation(performance, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 1.0)
        answers = [decide(seen, c, (i + 0.5) / 240.0) for i in range(240)]
        meant = sum(a.praise > 0.0 for a in answers) / 240.0
        chances.append(meant * (1.0 - error) + (1.0 - meant) * error)
    return tuple(chances)


def long_run(one, two):
    """Return the long-run shares of friendly months, by iterating the expectation."""
    s1 = s2 = 1.0
    for _ in range(20_000):
        s1, s2 = (
            one[1] + (one[0] - one[1]) * s2,
            two[1] + (two[0] - two[1]) * s1,
        )
    return s1, s2


def test_reactive_policies():
    """For (.9, .2) v (.7, .3): s1 = (q1 + r1 q2) / (1 - r1 r2) = .41 / .72, s2 = .38 / .72.

    Generous tit for tat, forgiving 1/8 and erring in .1 of the months, is (.9, .2); plain tit for
    tat erring in .3 of them is (.7, .3).
    """
    one = reactive("generous_tit_for_tat", (0.5, 0.7, 0.125, 0.0), 0.1)
    two = reactive("tit_for_tat", (0.5, 0.7, 0.0, 0.0), 0.3)
    assert one == pytest.approx((0.9, 0.2), abs=1e-12, rel=0.0)
    assert two == pytest.approx((0.7, 0.3), abs=1e-12, rel=0.0)
    shares = long_run(one, two)
    assert shares == pytest.approx((0.41 / 0.72, 0.38 / 0.72), abs=1e-12, rel=0.0)
    assert shares == pytest.approx((0.5694, 0.5278), abs=5e-5, rel=0.0)


@pytest.mark.parametrize("error", [0.01, 0.05, 0.2])
def test_noisy_tit_for_tat_and_its_generous_form_against_themselves(error):
    plain = reactive("tit_for_tat", (0.5, 0.7, 0.0, 0.0), error)
    generous = reactive("generous_tit_for_tat", (0.5, 0.7, 1.0 / 3.0, 0.0), error)
    assert long_run(plain, plain)[0] == pytest.approx(0.5, abs=1e-9, rel=0.0)
    expected = (1.0 + error) / (1.0 + 4.0 * error)
    assert long_run(generous, generous)[0] == pytest.approx(expected, abs=1e-9, rel=0.0)


TRUST = D.trust._replace(up_per_month=0.02, down_per_month=0.10, recovery_per_month=0.0)


def test_asymmetric_trust_has_its_mean():
    """Friendly with probability .9, else hostile: .018 / (.018 + .010) = .64286."""
    mean = 0.2
    for _ in range(3000):
        up = trust.after_month(mean, 0.5, 1.0, 0.0, TRUST)
        down = trust.after_month(mean, 0.5, 0.0, 1.0, TRUST)
        mean = 0.9 * up + 0.1 * down
    assert mean == pytest.approx(0.018 / 0.028, abs=1e-12, rel=0.0)


def test_trust_recovers_in_68_months():
    """From .2 to .8 at .02 a month: ln(.25) / ln(.98) = 68.6 steps."""
    levels = [0.2]
    while levels[-1] < 0.8:
        levels.append(trust.after_month(levels[-1], 0.5, 1.0, 0.0, TRUST))
    assert len(levels) - 1 == 69
    steps = 68.0 + math.log(0.2 / (1.0 - levels[68])) / math.log(0.98)
    assert steps == pytest.approx(68.6, abs=0.05, rel=0.0)


def test_grievance_has_its_long_run():
    level = 0.0
    p = D.grievance._replace(memory_per_month=0.81, hostile_weight=0.17)
    for _ in range(400):
        level = grievance.after_month(level, 0.5, p)
    assert level == pytest.approx(0.085 / 0.19, abs=1e-12, rel=0.0)


def test_complete_information_never_shows_imposition():
    """With noise at its least: a credible threat that is cheaper to concede to is conceded to.

    Where conceding is dearer the same threat is resisted and imposed, so the grid shows both.
    """
    p = D.threat._replace(noise=0.001)
    margin, conceded, imposed = 0.05, 0, 0
    levels = (0.0, 0.25, 0.5, 0.75, 1.0)
    for demand, force, dependence, hawkish, national, words in product(levels, repeat=6):
        stake = threat.stake(demand, force, dependence, 0.5, 1.0)
        gain = p.stake * stake - p.concession_cost - p.publicity * national * words
        credible = (
            p.resolve + p.hawkishness * hawkish + (p.audience_cost - p.imposition_cost) * demand
        )
        if credible < margin or abs(gain) < margin:
            continue
        p_concede = threat.p_concede(stake, national, words, 0.0, p)
        p_firm = threat.p_stand_firm(demand, hawkish, 1.0, p)
        assert 1.0 - p_firm < NEXT_UNIFORM
        if gain > 0.0:
            assert 1.0 - p_concede < NEXT_UNIFORM
            conceded += 1
        else:
            assert p_concede < NEXT_UNIFORM
            imposed += 1
    assert min(conceded, imposed) > 100


def test_schmitt_trigger_thresholds_are_recovered_from_a_slow_ramp():
    p = D.rupture._replace(
        upper=0.52, lower=0.2, width=0.0001, hazard_per_month=1.0, repair_per_month=1.0
    )
    ruptured, switched = 0.0, []
    ramp = [i / 1000.0 for i in range(1001)]
    for level in ramp + ramp[::-1]:
        drive = rupture.drive(level, 0.0, 0.0, p)
        before = ruptured
        p_up, p_down = rupture.p_rupture(drive, p), rupture.p_repair(drive, 0.0, 0.0, p)
        ruptured = rupture.regime(ruptured, p_up, p_down, 0.0, 0.4, 0.4, p)
        if ruptured != before:
            switched.append((ruptured, level))
    assert [to for to, _ in switched] == [1.0, 0.0]
    assert [at for _, at in switched] == pytest.approx([0.52, 0.2], abs=0.0015, rel=0.0)


@pytest.mark.parametrize(("start", "effort", "eta"), [(0.2, 0.9, 0.1), (0.9, 0.2, 0.3)])
def test_agency_step_response(start, effort, eta):
    """Level a_t = a_inf + (a_0 - a_inf) (1 - eta)^t, up and down."""
    p = D.links._replace(up_per_month=0.1, down_per_month=0.3)
    level = start
    for t in range(1, 61):
        level = links.operational(level, effort, p)
        expected = effort + (start - effort) * (1.0 - eta) ** t
        assert level == pytest.approx(expected, abs=1e-12, rel=0.0)


def test_capacity_over_a_suspension_and_after_it():
    """K_T = K_0 (1 - delta)^T; a 14-month cut takes 30 months or more to rebuild."""
    p, usual = D.capacity, 0.8
    level = usual
    for _ in range(14):
        level = capacity.after_month(level, capacity.sustained(usual, 1.0, 0.0), p)
    expected = usual * (1.0 - p.down_per_month) ** 14
    assert level == pytest.approx(expected, abs=1e-12, rel=0.0)
    months = 0
    while level < 0.9 * usual:
        level = capacity.after_month(level, capacity.sustained(usual, 1.0, 1.0), p)
        months += 1
    assert months >= 30


def test_turnover_with_relaxation_1_leaves_no_jump():
    p = D.turnover._replace(relaxation=1.0)
    random = Random(0)
    for _ in range(1000):
        value, prior = random.random(), random.random()
        assert turnover.relaxed(value, prior, 1.0, p) == value
        assert turnover.relaxed(value, prior, 0.0, D.turnover) == value
