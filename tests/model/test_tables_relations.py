"""Hand-worked answers: speech, pressure, acts, audience, trust, grievance."""

from __future__ import annotations

import pytest
from rule_tables import check, rows, table

from model.parameters import defaults
from model.rules import acts, audience, grievance, pressure, speech, trust

pytestmark = pytest.mark.quick

D = defaults()
SPEECH = D.speech._replace(persistence=0.4, reciprocity=0.2, gain=0.6, noise_sd=0.1)
PRESSURE = D.pressure._replace(
    words=0.2, threat=0.5, force_threat=0.6, targeted_sanction=0.3, financial_sanction=0.7,
    trade_sanction=0.8, suspension=0.6, decertification=0.4, operation=0.7, deployment=0.5,
    praise=0.1, agreement=0.5, apology=0.3, aid=0.4, relief=0.2, habituation_per_month=0.1,
    habituation_share=0.5, spillover=0.1,
)  # fmt: skip
ACTS = D.acts._replace(
    words=0.2, law=0.5, expulsion=0.8, base_closure=0.4, intelligence_cut=0.3,
    praise=0.1, extradition=0.3, concession=0.2, base_grant=0.5,
)  # fmt: skip
AUDIENCE = D.audience._replace(persistence=0.8, rally=0.05, concession_cost=0.1)
TRUST = D.trust._replace(up_per_month=0.1, down_per_month=0.2, recovery_per_month=0.01)
GRIEVANCE = D.grievance._replace(memory_per_month=0.8, hostile_weight=0.2)

TABLE = [
    *rows(
        speech.rhetoric,
        ((0.5, -0.5, 1.0, 0.0, 0.0), 0.4 * 0.5 - 0.2 * 0.5),  # .1
        ((-0.2, -0.4, 1.5, -0.5, 0.0), -0.08 - 0.2 * 1.5 * 0.4 - 0.3),  # -.5
        ((0.0, 0.0, 1.0, 0.0, 2.0), 0.2),  # noise alone: .1 * 2
        ((0.0, -1.0, 0.0, 0.0, 0.0), 0.0),  # reactivity 0: deaf to the other
        ((-1.0, -1.0, 3.0, -1.0, 0.0), -1.0),  # -1.6, limited
        ((1.0, 1.0, 1.0, 1.0, 0.0), 1.0),  # 1.2, limited
        p=SPEECH,
    ),
    *rows(speech.hostility, ((-0.3,), 0.3), ((0.0,), 0.0), ((0.7,), 0.0), ((-1.0,), 1.0)),
    *rows(speech.warmth, ((0.3,), 0.3), ((0.0,), 0.0), ((-0.7,), 0.0), ((1.0,), 1.0)),
    *rows(
        pressure.words_heard,
        ((0.8, 0.0), 0.8),
        ((0.8, 1.0), 0.8 * 0.5),
        ((0.8, 0.5), 0.8 * 0.75),
        ((0.0, 0.7), 0.0),
        p=PRESSURE,
    ),
    *rows(
        pressure.habituation,
        ((0.0, 1.0), 0.1),
        ((0.5, 0.0), 0.45),
        ((0.3, 0.3), 0.3),
        ((1.0, 0.5), 0.95),
        p=PRESSURE,
    ),
    *rows(
        pressure.third_party,
        # Three partners, ideologies (1, 1, -1), H (.2, .6, .9), seen from the first: the second is
        # like-minded (weight 1), the third not at all (weight 0), so .6.
        ((1.7, 0.2 + 0.6 - 0.9, 3.0, 1.0, 0.2, 1.0), 0.6),
        # Ideologies (0, .5, -.5), H (.1, .3, .5), from the first: both weigh 1/2, so .4.
        ((0.9, 0.15 - 0.25, 3.0, 0.0, 0.1, 0.0), 0.4),
        # Ideologies (.5, 1, -1), H (0, .8, .4), from the first: (.75 .8 + .25 .4) / 1 = .7.
        ((1.2, 0.8 - 0.4, 3.0, 0.5, 0.0, 0.5), 0.7),
        # No other partner.
        ((0.7, 0.35, 1.0, 0.5, 0.7, 0.5), 0.0),
    ),
    *rows(
        pressure.material,
        ((0.0,) * 5 + (1.0, 1.0, 1.0), 0.0),
        ((1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 0.3),  # no exposure needed
        ((0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0), 0.35),  # .7 * .5
        ((0.0, 0.0, 0.5, 0.0, 0.0, 1.0, 0.5, 1.0), 0.2),  # .8 * .5 * .5
        ((0.0, 0.0, 0.0, 0.5, 0.0, 0.5, 1.0, 1.0), 0.15),  # .6 * .5 * .5
        ((0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.25), 0.1),  # .4 * .25
        ((1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0), 0.3),  # nothing at stake but the listed
        ((1.0,) * 8, 1 - 0.7 * 0.3 * 0.2 * 0.4 * 0.6),
        p=PRESSURE,
    ),
    *rows(
        pressure.hostile,
        ((0.0,) * 8, 0.0),
        ((0.5, 0, 0, 0, 0, 0, 1.0, 0), 0.1),
        ((0, 0.8, 0, 0, 0, 0, 0.5, 0), 0.2),  # .5 * .8 * .5
        ((0, 0, 1.0, 0, 0, 0, 0.25, 0), 0.15),  # .6 * .25
        ((0, 1.0, 1.0, 0, 0, 0, 0.0, 0), 0.0),  # nobody believes it
        ((0, 0, 0, 0.5, 0, 0, 0, 0), 0.35),
        ((0, 0, 0, 0, 0.6, 0, 0, 0), 0.3),
        ((0, 0, 0, 0, 0, 0.45, 0, 0), 0.45),  # material counts in full
        ((0, 0, 0, 0, 0, 0, 0, 0.5), 0.05),
        ((1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0, 1.0), 1 - 0.8 * 0.5 * 0.4 * 0.3 * 0.5 * 0.9 * 0.5),
        p=PRESSURE,
    ),
    *rows(
        pressure.friendly,
        ((0.0,) * 6, 0.0),
        ((0.5, 0, 0, 0, 0, 0), 0.05),
        ((0, 0.6, 0, 0, 0, 0), 0.3),
        ((0, 0, 1.0, 0, 0, 0), 0.3),
        ((0, 0, 0, 0.5, 0.5, 0), 0.1),  # .4 * .5 * .5
        ((0, 0, 0, 5.0, 0.5, 0), 0.2),  # counted up to one usual aid: .4 * 1 * .5
        ((0, 0, 0, 0, 1.0, 0.5), 0.1),
        ((1.0, 1.0, 1.0, 1.0, 1.0, 1.0), 1 - 0.9 * 0.5 * 0.7 * 0.6 * 0.8),
        p=PRESSURE,
    ),
    *rows(pressure.relief, ((0.5, 0.2), 0.3), ((0.2, 0.5), 0.0), ((0.4, 0.4), 0.0)),
    *rows(
        acts.hostile,
        ((0.0,) * 5, 0.0),
        ((0.5, 0, 0, 0, 0), 0.1),
        ((0, 0.5, 0, 0, 0), 0.25),
        ((0, 0, 0.5, 0, 0), 0.4),
        ((0, 0, 0, 0.5, 0), 0.2),
        ((0, 0, 0, 0, 0.5), 0.15),
        ((1.0,) * 5, 1 - 0.8 * 0.5 * 0.2 * 0.6 * 0.7),
        p=ACTS,
    ),
    *rows(
        acts.friendly,
        ((0.0,) * 4, 0.0),
        ((1.0, 0, 0, 0), 0.1),
        ((0, 0.5, 0, 0), 0.15),
        ((0, 0, 0.5, 0), 0.1),
        ((0, 0, 0, 0.5), 0.25),
        ((1.0,) * 4, 1 - 0.9 * 0.7 * 0.8 * 0.5),
        p=ACTS,
    ),
    *rows(
        audience.visible,
        ((0.0, 0.0, 0.0), 0.0),
        ((0.5, 0.5, 0.0), 0.75),
        ((0.2, 0.5, 0.5), 0.8),  # 1 - .8 * .25
        ((0.1, 0.0, 1.0), 1.0),
    ),
    *rows(audience.resistance, ((0.0, 0.3), 0.3), ((1.0, 0.3), 1.0), ((0.0, 0.0), 0.0)),
    *rows(
        audience.approval,
        ((0.5, 0.0, 0.0, 0.0, 1.0), 0.4),  # decays by itself
        ((0.0, 0.8, 0.5, 0.0, 1.0), 0.02),  # .05 * .8 * .5
        ((0.0, 1.0, 0.0, 0.0, 1.0), 0.0),  # no resistance, no rally
        ((0.0, 0.0, 0.0, 1.0, 0.6), -0.06),  # .1 * .6
        ((-0.5, 1.0, 1.0, 1.0, 1.0), -0.4 + 0.05 - 0.1),
        p=AUDIENCE,
    ),
    *rows(
        audience.approval,
        ((1.0, 1.0, 1.0, 0.0, 1.0), 1.0),  # 1.3, limited
        ((-1.0, 0.0, 0.0, 1.0, 1.0), -1.0),  # -1.3, limited
        p=AUDIENCE._replace(persistence=1.0, rally=0.3, concession_cost=0.3),
    ),
    *rows(
        trust.after_month,
        ((0.5, 0.5, 0.0, 0.0), 0.5),
        ((0.5, 0.5, 1.0, 0.0), 0.55),  # .5 + .1 * .5
        ((0.5, 0.5, 0.0, 1.0), 0.4),  # .5 - .2 * .5
        ((0.4, 0.6, 0.0, 0.0), 0.402),  # .4 + .01 * .2
        ((0.5, 0.5, 1.0, 1.0), 0.44),  # .55 * .8: the friendly half first
        ((0.0, 0.0, 0.0, 1.0), 0.0),
        ((1.0, 1.0, 1.0, 0.0), 1.0),
        ((0.4, 0.6, 0.5, 0.5), (0.402 + 0.05 * 0.598) * 0.9),
        p=TRUST,
    ),
    *rows(
        grievance.after_month,
        ((0.0, 0.0), 0.0),
        ((0.5, 0.0), 0.4),
        ((0.0, 1.0), 0.2),
        ((1.0, 1.0), 1.0),  # the long run: .2 / (1 - .8)
        ((0.3, 0.5), 0.34),
        p=GRIEVANCE,
    ),
]


@table(TABLE)
def test_rule_gives_hand_worked_answer(rule, args, expected):
    check(rule, args, expected)
