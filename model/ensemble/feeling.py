"""Stage 3 of partners, over dyads and lanes: the pressure they feel, and what it changes."""

from __future__ import annotations

from typing import Any

from model.ensemble.choices import respond
from model.ensemble.compiled import inlined, kernel, place
from model.ensemble.given import IN_DYAD
from model.ensemble.layout import DYAD, DYAD_SIZE, State, lanes
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.parameters.relations import Pressure
from model.rules import pressure, speech
from model.rules import threat as game


@kernel
def feel(s: Structure, c: Point, p: Pressure, x: State, month: int) -> None:
    """Stage 3: pressure from all instruments in force, and the strategy's answer to it."""
    for dyad in range(len(s.dyad_sender)):
        if x.idle[dyad] + x.at_peace[dyad] == 2:
            _feel_words(c, p, x, dyad)
        else:
            _feel_all(c, p, x, dyad)
        partner = s.dyad_partner[dyad]
        respond(c.strategy[partner], s, c, x, month, partner, dyad)


@inlined
def _burden(d: Any, i: int, exposed: Any, p: Pressure) -> float:
    """Return the burden of what is in force; `exposed` are aid, trade and reputation."""
    suspended = 0.5 * (d[i + DYAD.x_suspend_security_aid] + d[i + DYAD.x_suspend_development_aid])
    return pressure.material(
        d[i + DYAD.x_targeted_sanction],
        d[i + DYAD.x_financial_sanction],
        d[i + DYAD.x_trade_sanction],
        suspended,
        d[i + DYAD.x_decertification],
        exposed[0],
        exposed[1],
        exposed[2],
        p,
    )


@kernel
def _feel_all(c: Point, p: Pressure, x: State, dyad: int) -> None:
    """Feel every instrument."""
    d = x.dyad
    given = c.dyad[dyad]
    aid, trade = given[IN_DYAD.aid_dependence], given[IN_DYAD.trade_dependence]
    exposed = (aid, trade, given[IN_DYAD.reputation])
    for lane in range(lanes(x)):
        i = place(dyad, DYAD_SIZE) + lane
        said = speech.hostility(d[i + DYAD.rhetoric])
        heard = pressure.words_heard(said, d[i + DYAD.habituation], p)
        burden = _burden(d, i, exposed, p)
        threat, force = d[i + DYAD.x_threat], d[i + DYAD.x_force_threat]
        d[i + DYAD.hostile] = pressure.hostile(
            heard,
            threat,
            force,
            d[i + DYAD.x_operation],
            d[i + DYAD.x_deployment],
            burden,
            d[i + DYAD.credibility],
            d[i + DYAD.third_party],
            p,
        )
        d[i + DYAD.friendly] = pressure.friendly(
            speech.warmth(d[i + DYAD.rhetoric]),
            d[i + DYAD.x_agreement],
            d[i + DYAD.x_apology],
            d[i + DYAD.x_aid_increase],
            aid,
            pressure.relief(d[i + DYAD.burden], burden),
            p,
        )
        d[i + DYAD.stake] = game.stake(threat, force, trade, aid, d[i + DYAD.credibility])
        d[i + DYAD.habituation] = pressure.habituation(d[i + DYAD.habituation], said, p)
        d[i + DYAD.words] = heard
        d[i + DYAD.burden] = burden


@kernel
def _feel_words(c: Point, p: Pressure, x: State, dyad: int) -> None:
    """Do the same where nothing but words is in force in any lane."""
    d, aid = x.dyad, c.dyad[dyad, IN_DYAD.aid_dependence]
    for lane in range(lanes(x)):
        i = place(dyad, DYAD_SIZE) + lane
        said = speech.hostility(d[i + DYAD.rhetoric])
        heard = pressure.words_heard(said, d[i + DYAD.habituation], p)
        d[i + DYAD.hostile] = pressure.hostile(
            heard, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, d[i + DYAD.third_party], p
        )
        d[i + DYAD.friendly] = pressure.friendly(
            speech.warmth(d[i + DYAD.rhetoric]),
            0.0,
            0.0,
            0.0,
            aid,
            pressure.relief(d[i + DYAD.burden], 0.0),
            p,
        )
        d[i + DYAD.stake] = 0.0
        d[i + DYAD.habituation] = pressure.habituation(d[i + DYAD.habituation], said, p)
        d[i + DYAD.words] = heard
        d[i + DYAD.burden] = 0.0
