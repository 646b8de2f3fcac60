"""Hand-worked answers: detection, routes, supply, politics at home, instruments in force."""

from __future__ import annotations

from math import exp

import pytest
from rule_tables import check, rows, table

from model.parameters import defaults
from model.rules import detection, instruments, politics, routes, supply

pytestmark = pytest.mark.quick

D = defaults()
DETECTION = D.detection._replace(
    adjustment=0.5, complementarity=0.5, concession_gain=0.2, coordination_gain=0.4, noise_sd=0.1,
    blind_below=0.05,
)  # fmt: skip
ROUTES = D.routes._replace(adjustment_per_month=0.2, sensitivity=4.0, risk=2.0, congestion=0.5)
SUPPLY = D.supply._replace(adjustment_per_month=0.1, own_programme=0.5, joint=0.2)
POLITICS = D.politics._replace(
    persistence=0.9, arrivals=0.3, headlines=0.2, rivals=0.1, endogenous=0.25
)

TABLE = [
    *rows(
        detection.joint_effort,
        ((0.5, 0.0), 0.5),
        ((0.5, 1.0), 0.6),  # .5 + .2 * .5
        ((0.0, 0.5), 0.1),
        ((1.0, 1.0), 1.0),
        p=DETECTION,
    ),
    *rows(
        detection.detected,
        ((0.2, 0.1, 1.0, 1.0, 0.0), 1 - 0.8 * 0.9),  # .28
        ((0.2, 0.1, 1.0, 0.0, 0.0), 1 - 0.9 * 0.95),  # half of each is idle alone
        ((0.2, 0.1, 0.5, 1.0, 0.0), 1 - 0.9 * 0.9),  # half the reach
        ((0.2, 0.1, 0.0, 1.0, 1.0), 0.1),  # no reach: the partner alone
        ((0.2, 0.0, 1.0, 0.5, 1.0), 0.21),  # .2 * 1.4 * .75
        ((0.0, 0.0, 1.0, 1.0, 1.0), 0.0),
        ((0.9, 0.5, 1.0, 1.0, 1.0), 1.0),  # 1.26, limited to 1
        p=DETECTION,
    ),
    *rows(
        detection.after_month,
        ((0.2, 0.4, 0.0), 0.3),
        ((0.2, 0.4, 1.0), 0.32),  # .2 + .5 * (.44 - .2)
        ((0.4, 0.2, -2.0), 0.28),  # .4 + .5 * (.16 - .4)
        ((0.5, 1.0, 2.0), 0.75),  # 1.2 limited to 1
        p=DETECTION,
    ),
    *rows(
        detection.is_blind,
        ((0.049,), 1.0),
        ((0.05,), 0.0),  # at the threshold: not blind
        ((0.3,), 0.0),
        ((0.0,), 1.0),
        p=DETECTION,
    ),
    *rows(
        routes.extra_cost,
        ((0.3, 0.3, 0.5, 0.5), 0.0),
        ((0.4, 0.3, 0.5, 0.5), 0.2),
        ((0.3, 0.3, 0.7, 0.5), 0.1),
        ((0.1, 0.3, 0.1, 0.5), -0.6),  # -.4 - .2
        p=ROUTES,
    ),
    *rows(
        routes.attraction,
        ((0.4, 0.0), 0.4),
        ((0.4, 0.25), 0.4 * exp(-1.0)),
        ((0.4, -0.25), 0.4 * exp(1.0)),
        ((0.0, 0.5), 0.0),
        p=ROUTES,
    ),
    *rows(routes.scale, ((2.0,), 0.5), ((0.25,), 4.0), ((0.0,), 0.0)),  # 0: nothing attracts
    *rows(
        routes.share,
        ((0.5, 0.5, 1.0), 0.5),
        ((0.5, 1.5, 0.5), 0.55),  # .5 + .2 * .25
        ((0.5, 0.0, 0.5), 0.4),
        ((0.5, 0.0, 0.0), 0.5),  # nothing attracts: unchanged
        p=ROUTES,
    ),
    *rows(
        supply.target,
        ((50.0, 0.0, 0.5, 0.5), 50.0),
        ((50.0, 1.0, 0.5, 0.5), 25.0),
        ((50.0, 0.0, 1.0, 0.5), 45.0),  # 50 * (1 - .2 * .5)
        ((50.0, 0.4, 0.0, 0.5), 44.0),  # 50 * .8 * 1.1
        ((0.0, 0.4, 0.0, 0.5), 0.0),
        p=SUPPLY,
    ),
    *rows(
        supply.after_month,
        ((50.0, 50.0), 50.0),
        ((50.0, 40.0), 49.0),
        ((0.0, 10.0), 1.0),
        p=SUPPLY,
    ),
    *rows(
        politics.pressure,
        ((1.0, 0.0, 0.0, 0.0), 0.9),
        ((0.0, 0.5, 0.0, 0.0), 0.15),
        ((0.0, 0.0, 0.5, 0.0), 0.1),
        ((0.0, 0.0, 0.0, 1.0), 0.1),
        ((2.0, 1.0, 1.0, 1.0), 2.4),  # 1.8 + .3 + .2 + .1
        p=POLITICS,
    ),
    *rows(
        politics.excess,
        ((60.0, 50.0), 0.2),
        ((40.0, 50.0), 0.0),
        ((50.0, 50.0), 0.0),
        ((10.0, 0.0), 0.0),  # none at the start
    ),
    *rows(politics.hawkishness, ((0.0,), 0.0), ((1.0,), 0.5), ((3.0,), 0.75)),
    *rows(
        instruments.in_force,
        ((0.3, 0.5, 1.0), 0.5),
        ((0.5, 0.3, 1.0), 0.5),
        ((0.6, 0.6, 1.0), 0.6),  # no sum
        ((0.3, 1.5, 1.0), 1.0),
        ((2.0, 0.0, 5.0), 2.0),
    ),
    *rows(instruments.words_at_home, ((0.0,), 0.0), ((0.4,), 0.1), ((1.0,), 0.25), p=POLITICS),
    *rows(
        instruments.aid_level,
        ((0.0, 0.0), 1.0),
        ((1.0, 0.0), 0.0),
        ((0.25, 0.5), 1.25),
        ((0.0, 5.0), 6.0),
    ),
    *rows(
        instruments.concession_made,
        ((0.3, 0.0), 0.3),
        ((0.3, 0.8), 0.8),
        ((0.0, 0.0), 0.0),
        ((0.3, 1.5), 1.0),
    ),
]


@table(TABLE)
def test_rule_gives_hand_worked_answer(rule, args, expected):
    check(rule, args, expected)
