"""Hand-worked answers: law, links, reach, capacity."""

from __future__ import annotations

import pytest
from rule_tables import check, rows, table

from model.parameters import defaults
from model.rules import capacity, law, links, reach

pytestmark = pytest.mark.quick

D = defaults()
LAW = D.law._replace(persistence=0.9, weight=0.8, joint_cut=0.75, access_cut=0.5, control=0.9)
LINKS = D.links._replace(
    up_per_month=0.1, down_per_month=0.3, access_up_per_month=0.2, access_cut=0.9,
    residual_access=0.25, liaison_up_per_month=0.05, rupture_loss=0.8, expulsion_loss=0.9,
    withdrawal_per_month=0.04, success_share=0.5, trust_gain=0.04, betrayal=0.5,
    trust_return_per_month=0.1,
)  # fmt: skip
REACH = D.reach._replace(closure=0.9, rupture_loss=0.8, up_per_month=0.3)
CAPACITY = D.capacity._replace(up_per_month=0.05, down_per_month=0.1)

TABLE = [
    *rows(
        law.bite,
        ((0.0, 0.0), 0.0),
        ((1.0, 0.0), 0.9),  # fades
        ((0.0, 1.0), 0.8),  # enforced in part
        ((0.5, 1.0), 0.8),
        ((1.0, 0.5), 0.9),  # the old law bites more
        p=LAW,
    ),
    *rows(law.joint_share, ((0.0,), 1.0), ((1.0,), 0.25), ((0.4,), 0.7), p=LAW),
    *rows(
        law.control,
        ((0.6, 0.0), 0.4),
        ((0.6, 1.0), 0.9),
        ((0.6, 0.5), 0.65),  # .4 + .5 * .5
        ((0.0, 1.0), 1.0),  # a law never lowers control
        ((1.0, 0.2), 0.18),
        p=LAW,
    ),
    *rows(
        links.granted,
        ((0.8, 0.0, 0.0, 0.0), 0.8),
        ((0.8, 1.0, 0.0, 0.0), 0.2),
        ((0.8, 0.0, 0.25, 0.0), 0.6),
        ((0.8, 0.0, 0.0, 0.5), 0.4),
        ((0.8, 1.0, 0.5, 0.5), 0.05),  # .8 * .25 * .5 * .5
        ((1.0, 0.0, 0.0, 1.0), 0.0),
        p=LINKS,
    ),
    *rows(
        links.access,
        ((0.5, 1.0), 0.6),  # up by a fifth of the way
        ((1.0, 0.5), 0.55),  # down by nine tenths of it
        ((0.4, 0.4), 0.4),
        ((1.0, 0.0), 0.1),
        p=LINKS,
    ),
    *rows(
        links.liaison,
        ((0.5, 0.5, 1.0, 0.0, 0.0, 0.0), 0.5),
        ((0.4, 0.6, 1.0, 0.0, 0.0, 0.0), 0.41),  # .4 + .05 * .2
        ((0.6, 0.4, 1.0, 0.0, 0.0, 0.0), 0.6),  # above the usual: no growth, no loss
        ((0.8, 0.8, 0.5, 1.0, 0.0, 0.0), 0.44),  # .8 * (1 - .5 * .9)
        ((0.8, 0.8, 0.5, 0.2, 0.0, 0.0), 0.728),  # .8 * (1 - .5 * .18): no growth while expelling
        ((0.8, 0.8, 0.5, 0.0, 0.0, 1.0), 0.48),  # .8 * (1 - .5 * .8): the first month of rupture
        ((0.8, 0.8, 0.5, 0.0, 1.0, 1.0), 0.784),  # .8 * (1 - .5 * .04): later months
        ((0.8, 0.8, 0.5, 1.0, 0.0, 1.0), 0.44),  # the larger of the two losses
        ((0.8, 0.8, 0.5, 0.5, 1.0, 1.0), 0.62),  # .8 * (1 - .5 * .45)
        ((0.2, 0.6, 1.0, 0.0, 1.0, 0.0), 0.22),  # mended: grows again
        ((0.8, 0.8, 0.0, 1.0, 0.0, 1.0), 0.8),  # not exposed
        p=LINKS,
    ),
    *rows(
        links.willingness,
        ((0.8, 0.2, 0.0), 0.8),
        ((0.8, 0.2, 1.0), 0.2),
        ((0.8, 0.2, 0.25), 0.65),  # .6 + .05
        ((0.5, 0.5, 0.7), 0.5),
    ),
    *rows(
        links.effort,
        ((1.0,) * 6, 1.0),
        ((0.5, 0.8, 0.5, 1.0, 0.5, 0.5), 0.05),  # .5 .8 = .4; .2; .2; .1; .05
        ((1.0, 1.0, 1.0, 0.4, 0.5, 1.0), 0.2),
        ((0.0, 1.0, 1.0, 1.0, 1.0, 1.0), 0.0),
        ((1.0, 1.0, 1.0, 1.0, 1.0, 0.0), 0.0),
    ),
    *rows(
        links.operational,
        ((0.5, 0.7), 0.52),  # .5 + .1 * .2
        ((0.5, 0.2), 0.41),  # .5 - .3 * .3
        ((0.5, 0.5), 0.5),
        ((0.0, 1.0), 0.1),
        ((1.0, 0.0), 0.7),
        p=LINKS,
    ),
    *rows(
        links.is_success,
        ((0.8, 0.39), 1.0),
        ((0.8, 0.41), 0.0),
        ((1.0, 0.5), 0.0),  # strictly below
        ((0.0, 1e-10), 0.0),
        p=LINKS,
    ),
    *rows(
        links.working_trust,
        ((0.6, 0.6, 0.0, 0.0, 0.0), 0.6),
        ((0.6, 0.6, 1.0, 0.25, 0.0), 0.63),  # .6 + .04 * .75
        ((0.6, 0.6, 0.0, 0.25, 0.0), 0.59),
        ((0.4, 0.6, 0.0, 0.0, 0.0), 0.42),  # .4 + .1 * .2
        ((0.6, 0.6, 0.0, 0.0, 1.0), 0.3),  # betrayed
        ((0.6, 0.6, 1.0, 0.5, 0.5), 0.465),  # .62 * .75
        ((1.0, 1.0, 1.0, 0.0, 0.0), 1.0),  # limited
        ((0.0, 0.0, 0.0, 0.5, 0.0), 0.0),  # limited
        p=LINKS,
    ),
    *rows(
        reach.after_month,
        ((0.8, 0.0, 0.0, 0.0, 0.0), 0.8),
        ((0.8, 1.0, 0.0, 0.0, 0.0), 0.08),
        ((0.8, 0.5, 0.0, 0.0, 0.0), 0.44),  # .8 * .55
        ((0.8, 0.0, 0.0, 0.0, 1.0), 0.16),  # the month of the rupture
        ((0.8, 0.0, 0.0, 1.0, 1.0), 0.8),  # later months
        ((0.8, 0.0, 0.0, 1.0, 0.0), 0.8),  # mended: bases stay closed
        ((0.5, 0.0, 1.0, 0.0, 0.0), 0.65),  # .5 + .3 * .5
        ((0.8, 0.5, 0.5, 0.0, 1.0), 0.088),  # .8 * .55 * .2: nothing opens under rupture
        ((0.8, 0.5, 0.5, 1.0, 0.0), 0.44 + 0.15 * 0.56),  # mended: opens again
        p=REACH,
    ),
    *rows(
        capacity.sustained,
        ((0.8, 0.5, 1.0), 0.8),
        ((0.8, 0.5, 0.0), 0.4),
        ((0.8, 0.0, 0.0), 0.8),  # aid pays for nothing
        ((0.8, 1.0, 0.5), 0.4),
        ((0.8, 1.0, 3.0), 1.0),  # 2.4, limited
    ),
    *rows(
        capacity.after_month,
        ((0.5, 0.7), 0.51),  # .5 + .05 * .2
        ((0.5, 0.2), 0.47),  # .5 - .1 * .3
        ((0.5, 0.5), 0.5),
        ((1.0, 0.0), 0.9),
        p=CAPACITY,
    ),
]


@table(TABLE)
def test_rule_gives_hand_worked_answer(rule, args, expected):
    check(rule, args, expected)
