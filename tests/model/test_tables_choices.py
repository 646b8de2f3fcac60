"""Hand-worked answers: threat game, rupture, mandate, turnover."""

from __future__ import annotations

from math import exp

import pytest
from rule_tables import check, rows, table

from model.parameters import defaults
from model.rules import mandate, rupture, threat, turnover

pytestmark = pytest.mark.quick

D = defaults()
THREAT = D.threat._replace(
    answer_share=0.9, stake=1.2, concession_cost=0.6, publicity=0.4, noise=0.2, resolve=0.2,
    audience_cost=0.3, imposition_cost=0.5, hawkishness=0.4, credibility_up=0.2,
    credibility_down=0.5, decay_kept_per_month=0.02, decay_broken_per_month=0.12,
)  # fmt: skip
RUPTURE = D.rupture._replace(
    upper=0.5, lower=0.2, width=0.05, hazard_per_month=0.4, repair_per_month=0.02,
    leader_repair=0.8, ideology=0.2, common_threat=0.1, act_threshold=0.75,
)  # fmt: skip
MANDATE = D.mandate._replace(
    rate_per_month=0.1, rationality=8.0, inertia=1.0, rupture_cost=0.5, trust=0.5, grievance=0.4,
    ideology=0.3, aid=0.3, coercion=0.2, gain=0.1, domestic=0.2, rally=0.6, patron=0.4,
)  # fmt: skip
TURNOVER = D.turnover._replace(
    election_share=0.6, hazard_per_month=0.01, scripted=1.0, relaxation=0.3, ideology_spread=0.4,
    prior_slope=0.25,
)  # fmt: skip


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))


# Ideal .5, mandate .5, not ruptured, rationality 8: the utility of a stance is -(away)^2, so the
# odds of break, restrict, slow-walk, sustain, expand are exp(-8/4), exp(-8/16), 1 and mirrored.
FAR, NEAR = exp(-2.0), exp(-0.5)
SUM = 1.0 + 2.0 * NEAR + 2.0 * FAR

TABLE = [
    *rows(
        threat.is_challenge,
        ((0.5, 0.0, 0.5), 1.0),
        ((0.5, 0.0, 0.95), 0.0),  # not answered
        ((0.5, 0.5, 0.1), 0.0),  # not raised
        ((0.2, 0.5, 0.1), 0.0),
        p=THREAT,
    ),
    *rows(
        threat.stake,
        ((0.0, 0.0, 1.0, 1.0, 1.0), 0.0),
        ((0.5, 0.0, 0.8, 0.0, 1.0), 0.4),
        ((0.5, 0.0, 0.0, 0.4, 0.5), 0.1),
        ((1.0, 0.0, 0.0, 0.0, 1.0), 0.0),  # no leverage
        ((0.0, 0.6, 0.0, 0.0, 0.5), 0.3),  # force needs no dependence
        ((0.5, 0.5, 0.8, 0.4, 1.0), 0.76),  # 1 - .6 * .8 * .5
        ((1.0, 1.0, 1.0, 1.0, 0.0), 0.0),  # nobody believes it
    ),
    *rows(
        threat.p_concede,
        ((0.5, 0.0, 0.0, 0.0), 0.5),  # 1.2 * .5 - .6 = 0
        ((1.0, 0.5, 0.0, 0.0), _logistic(3.0)),  # (1.2 - .6) / .2
        ((0.5, 0.5, 1.0, 0.0), _logistic(-1.0)),  # -.4 * .5 / .2
        ((0.5, 0.0, 1.0, 0.3), _logistic(1.5)),
        ((0.0, 1.0, 0.5, 0.0), _logistic(-4.0)),  # (-.6 - .2) / .2
        p=THREAT,
    ),
    *rows(
        threat.p_stand_firm,
        ((0.0, 0.0, 0.0), _logistic(1.0)),  # .2 / .2
        ((1.0, 0.0, 1.0), 0.5),  # .2 + .3 - .5
        ((0.5, 0.5, 0.2), _logistic(2.5)),  # (.2 + .2 + .15 - .05) / .2
        ((1.0, 0.0, 0.0), _logistic(2.5)),
        p=THREAT,
    ),
    *rows(
        threat.concession,
        ((0.5, 0.0, 0.0, 0.0), 0.49),  # kept
        ((0.5, 0.0, 0.0, 1.0), 0.44),  # broken
        ((0.5, 0.0, 0.0, 0.5), 0.465),  # half a burden
        ((0.0, 0.6, 1.0, 0.0), 0.6),
        ((0.8, 0.6, 1.0, 0.0), 0.784),  # more was conceded before
        ((0.2, 1.5, 1.0, 0.0), 1.0),
        p=THREAT,
    ),
    *rows(
        threat.concession,
        ((0.5, 0.0, 0.0, 1.0), 0.45),  # broken never slower than kept: .1, not .05
        p=THREAT._replace(decay_kept_per_month=0.1, decay_broken_per_month=0.05),
    ),
    *rows(
        threat.credibility,
        ((0.5, 0.0, 0.0), 0.5),
        ((0.5, 1.0, 0.0), 0.6),
        ((0.5, 0.0, 1.0), 0.25),
        ((1.0, 1.0, 0.0), 1.0),
        ((0.0, 0.0, 1.0), 0.0),
        p=THREAT,
    ),
    *rows(
        threat.imposed,
        ((1.0, 0.0, 0.6, 1.0), 0.6),
        ((0.5, 0.0, 0.6, 1.0), 0.5),  # never above the level
        ((1.0, 0.6, 0.6, 0.0), 0.6),  # stays while the threat stays
        ((1.0, 0.6, 0.2, 0.0), 0.2),
        ((1.0, 0.6, 0.0, 0.0), 0.0),
    ),
    *rows(
        rupture.drive,
        ((0.4, 0.0, 0.0), 0.4),
        ((0.4, -0.5, 0.0), 0.5),
        ((0.4, 0.5, 0.0), 0.4),  # a friendly leader takes nothing off
        ((0.4, -1.0, 1.0), 0.5),
        ((0.0, 1.0, 1.0), -0.1),
        p=RUPTURE,
    ),
    *rows(
        rupture.p_rupture,
        ((0.5,), 0.2),
        ((0.6,), 0.4 * _logistic(2.0)),
        ((0.4,), 0.4 * _logistic(-2.0)),
        ((9.0,), 0.4),
        p=RUPTURE,
    ),
    *rows(
        rupture.is_out_of_reach,
        # One width below the threshold s = 1 + 1 + 1/2 + 1/6 + 1/24 = 2.7083, so that the bound
        # is .4 / 3.7083 = .10786 (the probability itself is .4 logistic(-1) = .10758).
        ((0.45, 0.1078), 0.0),
        ((0.45, 0.1079), 1.0),
        ((0.5, 0.199), 0.0),  # at the threshold the bound is the probability, .2
        ((0.5, 0.201), 1.0),
        ((0.51, 0.99), 0.0),  # above it nothing is told
        p=RUPTURE,
    ),
    *rows(
        rupture.p_repair,
        ((0.2, 1.0, 0.0), 0.01),
        ((0.2, 1.0, 1.0), 0.4),  # .8 / 2
        ((0.2, 0.0, 1.0), 0.2),  # .8 / 2 / 2
        ((0.2, -1.0, 1.0), 0.01),  # a hostile new leader: no worse than the old one
        ((0.3, 1.0, 0.0), 0.02 * _logistic(-2.0)),
        ((-9.0, 0.0, 0.0), 0.02),
        p=RUPTURE,
    ),
    *rows(
        rupture.regime,
        ((0.0, 0.3, 0.0, 0.0, 0.2, 0.5), 1.0),
        ((0.0, 0.3, 0.0, 0.0, 0.4, 0.5), 0.0),
        ((1.0, 0.0, 0.3, 0.0, 0.5, 0.2), 0.0),
        ((1.0, 0.0, 0.3, 0.0, 0.5, 0.4), 1.0),
        ((0.0, 0.0, 1.0, 0.75, 0.5, 0.5), 1.0),  # the scripted expulsion, at the threshold
        ((1.0, 0.0, 1.0, 0.8, 0.5, 0.5), 1.0),  # repair does not undo it
        ((0.0, 0.0, 0.0, 0.74, 0.5, 0.5), 0.0),
        p=RUPTURE,
    ),
    *rows(
        mandate.political_drive,
        ((0.6, 0.0, 0.0, 0.0, 1.0, 0.0), 0.3),
        ((0.0, 0.5, 0.0, 0.0, 1.0, 0.0), -0.2),
        ((0.0, 0.0, -0.5, 0.0, 1.0, 0.0), -0.15),
        ((0.0, 0.0, 0.0, 0.0, 0.5, 0.4), -0.04),
        ((0.0, 0.0, 0.0, 0.5, 1.0, 0.0), -0.3),
        ((0.0, 0.0, 0.0, -0.5, 1.0, 0.0), 0.0),  # unpopularity adds nothing
        ((1.0, 1.0, 1.0, 1.0, 1.0, 1.0), -0.4),  # .5 - .4 + .3 - .2 - .6
        p=MANDATE,
    ),
    *rows(
        mandate.material_drive,
        ((1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0), 0.0),  # usual aid
        ((0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0), -0.15),
        ((3.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0), 0.3),
        ((1.0, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0), 0.1),
        ((1.0, 1.0, 0.0, 0.5, 0.4, 0.0, 0.0), 0.02),
        ((1.0, 1.0, 0.0, 0.0, 1.0, 0.5, 0.5), -0.1),
        ((2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0), 0.2),  # .3 + .2 + .1 - .4
        p=MANDATE,
    ),
    *rows(
        mandate.ideal,
        ((0.3, 0.2, 0.1), 0.6),
        ((0.5, -0.9, 0.0), 0.0),
        ((0.5, 0.4, 0.3), 1.0),
    ),
    *rows(
        mandate.weights,
        ((0.5, 0.5, 0.0), (FAR, NEAR, 1.0, NEAR, FAR)),
        # Ideal 1, mandate 0: -(1 - l)^2 / 2 - l^2 / 2 = -1/2, -5/16, -1/4, -5/16, -1/2.
        ((1.0, 0.0, 0.0), (FAR, NEAR, 1.0, NEAR, FAR)),
        # Ruptured, ideal and mandate .5: -1/4, -3/16, -1/4, -7/16, -3/4; restrict is best.
        ((0.5, 0.5, 1.0), (1.0, exp(0.5), 1.0, exp(-1.5), exp(-4.0))),
        p=MANDATE,
    ),
    *rows(
        mandate.weights,
        # Without precision every stance is as likely as another.
        ((1.0, 0.2, 1.0), (1.0, 1.0, 1.0, 1.0, 1.0)),
        p=MANDATE._replace(rationality=0.0),
    ),
    *rows(
        mandate.chosen,
        # Cumulated odds over their sum: .0778, .4275, ... (FAR = .1353, NEAR = .6065, SUM = 2.4837)
        ((0.5, 0.5, 0.0, 0.01), 0.0),
        ((0.5, 0.5, 0.0, FAR / SUM + 1e-6), 0.25),
        ((0.5, 0.5, 0.0, (FAR + NEAR) / SUM - 1e-6), 0.25),
        ((0.5, 0.5, 0.0, 0.5), 0.5),
        ((0.5, 0.5, 0.0, (FAR + NEAR + 1.0) / SUM + 1e-6), 0.75),
        ((0.5, 0.5, 0.0, 1.0 - FAR / SUM + 1e-6), 1.0),
        p=MANDATE,
    ),
    *rows(
        mandate.expected,
        ((0.5, 0.5, 0.0), 0.5),
        (
            (1.0, 1.0, 0.0),
            (0.25 * exp(-4.5) + 0.5 * exp(-2.0) + 0.75 * exp(-0.5) + 1.0)
            / (exp(-8.0) + exp(-4.5) + exp(-2.0) + exp(-0.5) + 1.0),
        ),
        (
            (0.5, 0.5, 1.0),
            (0.25 + 0.5 * exp(-0.5) + 0.75 * exp(-2.0) + exp(-4.5))
            / (1.0 + 2.0 * exp(-0.5) + exp(-2.0) + exp(-4.5)),
        ),
        p=MANDATE,
    ),
    *rows(
        mandate.after_month,
        ((0.5, 1.0), 0.55),
        ((0.5, 0.0), 0.45),
        ((0.75, 0.75), 0.75),
        p=MANDATE,
    ),
    *rows(
        turnover.is_change,
        ((0.0, 0.0, 0.1, 0.5), 0.0),  # no election, no hazard
        ((1.0, 0.0, 0.59, 0.5), 1.0),
        ((1.0, 0.0, 0.61, 0.5), 0.0),
        ((0.0, 1.0, 0.9, 0.9), 1.0),  # it happened
        ((0.0, 0.0, 0.9, 0.009), 1.0),
        p=TURNOVER,
    ),
    *rows(
        turnover.is_change,
        ((0.0, 1.0, 0.9, 0.9), 0.0),  # history switched off
        p=TURNOVER._replace(scripted=0.0),
    ),
    *rows(
        turnover.ideology,
        ((0.2, 0.0, 1.0, -0.9, 0.9), 0.2),
        ((0.2, 1.0, 1.0, -0.9, 0.9), -0.9),
        ((0.2, 1.0, 0.0, -0.9, 0.75), 0.4),  # .2 + .4 * .5
        ((0.2, 1.0, 0.0, 0.0, 0.5), 0.2),
        ((0.9, 1.0, 0.0, 0.0, 1.0), 1.0),
        ((-0.9, 1.0, 0.0, 0.0, 0.0), -1.0),
        p=TURNOVER,
    ),
    *rows(
        turnover.prior,
        ((0.5, 0.2, 0.2), 0.5),
        ((0.5, 1.0, 0.2), 0.7),
        ((0.5, -0.6, 0.2), 0.3),
        ((0.1, -1.0, 1.0), 0.0),
        ((0.9, 1.0, 0.0), 1.0),
        p=TURNOVER,
    ),
    *rows(
        turnover.relaxed,
        ((0.2, 0.6, 0.0), 0.2),
        ((0.2, 0.6, 1.0), 0.48),  # .2 + .7 * .4
        ((0.5, 0.0, 1.0), 0.15),  # grievance: .3 survives
        ((0.5, 0.5, 1.0), 0.5),
        p=TURNOVER,
    ),
]


@table(TABLE)
def test_rule_gives_hand_worked_answer(rule, args, expected):
    check(rule, args, expected)
