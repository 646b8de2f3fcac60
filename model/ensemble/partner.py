"""The stages of partners, over dyads and lanes; what they decide is in `model.rules`."""

from __future__ import annotations

from typing import Any

from model import draws
from model.ensemble.choices import respond
from model.ensemble.compiled import LANES, inlined, kernel, place
from model.ensemble.given import IN_DYAD, IN_GOVERNMENT
from model.ensemble.layout import (
    ACT,
    DYAD,
    DYAD_SIZE,
    GOVERNMENT,
    GOVERNMENT_SIZE,
    State,
    lanes,
)
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.ensemble.uniforms import words
from model.parameters.choices import Law, Mandate, Rupture, Threat
from model.parameters.operations import Reach
from model.parameters.relations import Grievance, Pressure, Trust
from model.rules import (
    grievance,
    instruments,
    law,
    mandate,
    pressure,
    reach,
    speech,
)
from model.rules import rupture as regime
from model.rules import threat as game
from model.rules import trust as trust_rule


@kernel
def perceive(s: Structure, c: Point, p: Law, x: State, month: int) -> None:
    """Stage 1: a law's bite and a concession that are scripted."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        act, made = c.acts[month, dyad, ACT.law], c.acts[month, dyad, ACT.concession]
        for lane in range(lanes(x)):
            i = place(dyad, DYAD_SIZE) + lane
            d[i + DYAD.law] = law.bite(d[i + DYAD.law], act, p)
            d[i + DYAD.concession] = instruments.concession_made(d[i + DYAD.concession], made)


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
def feel(s: Structure, c: Point, p: Pressure, x: State, month: int) -> None:
    """Stage 3: pressure from all instruments in force, and the strategy's answer to it."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
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
        partner = s.dyad_partner[dyad]
        respond(c.strategy[partner], s, c, x, month, partner, dyad)


@kernel
def answer(s: Structure, c: Point, p: Threat, x: State, key: Any, month: int) -> None:
    """Stage 4: concede or resist where a threat is new or raised."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        at = place(dyad, DYAD_SIZE)
        if x.threatened[dyad] == 1:
            x.at_peace[dyad] = 0
        if x.at_peace[dyad] == 1:
            _keep_word(x, p, at)
            continue
        nationalism = c.government[s.dyad_partner[dyad], IN_GOVERNMENT.nationalism]
        raised = 0
        for lane in range(lanes(x)):
            i = at + lane
            demand = max(d[i + DYAD.x_threat], d[i + DYAD.x_force_threat])
            raised += 1 if demand > d[i + DYAD.demand] else 0
            d[i + DYAD.challenged] = 0.0
            d[i + DYAD.conceded] = 0.0
        if raised > 0:
            for lane in range(lanes(x)):
                i = at + lane
                u = words(key, lane, month, draws.THREAT, s.dyad_address[dyad])
                demand = max(d[i + DYAD.x_threat], d[i + DYAD.x_force_threat])
                challenged = game.is_challenge(demand, d[i + DYAD.demand], u[0], p)
                yields = u[1] < game.p_concede(
                    d[i + DYAD.stake],
                    nationalism,
                    d[i + DYAD.words],
                    d[i + DYAD.concession_bias],
                    p,
                )
                d[i + DYAD.challenged] = challenged
                d[i + DYAD.conceded] = 1.0 if challenged > 0.5 and yields else 0.0
        for lane in range(lanes(x)):
            i = at + lane
            demand = max(d[i + DYAD.x_threat], d[i + DYAD.x_force_threat])
            d[i + DYAD.demand] = demand
            d[i + DYAD.concession] = game.concession(
                d[i + DYAD.concession],
                demand,
                d[i + DYAD.conceded],
                d[i + DYAD.burden],
                p,
            )


@kernel
def _keep_word(x: State, p: Threat, at: int) -> None:
    """Let concessions fade where nothing is asked."""
    d, at = x.dyad, place(at, 1)
    for lane in range(lanes(x)):
        i = at + lane
        d[i + DYAD.concession] = game.concession(
            d[i + DYAD.concession], 0.0, 0.0, d[i + DYAD.burden], p
        )


@kernel
def remember(s: Structure, p: Trust, q: Grievance, x: State) -> None:
    """Stage 6: trust in each sender, and grievance."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        for lane in range(lanes(x)):
            i = place(dyad, DYAD_SIZE) + lane
            hostile = d[i + DYAD.hostile]
            d[i + DYAD.trust] = trust_rule.after_month(
                d[i + DYAD.trust],
                d[i + DYAD.trust_prior],
                d[i + DYAD.friendly],
                hostile,
                p,
            )
            d[i + DYAD.grievance] = grievance.after_month(d[i + DYAD.grievance], hostile, q)


@kernel
def break_or_mend(s: Structure, c: Point, p: Rupture, x: State, month: int) -> None:
    """Stage 7: the regime of each dyad."""
    d, g = x.dyad, x.government
    word = DYAD.word0 + 2 * (month & 1) * LANES
    for dyad in range(len(s.dyad_sender)):
        at, home = place(dyad, DYAD_SIZE), place(s.dyad_partner[dyad], GOVERNMENT_SIZE)
        common, expulsion = (
            c.dyad[dyad, IN_DYAD.common_threat],
            c.acts[month, dyad, ACT.expulsion],
        )
        broken = 0
        for lane in range(lanes(x)):
            broken += 1 if d[at + lane + DYAD.is_ruptured] > 0.5 else 0
        for lane in range(lanes(x)):
            i = at + lane
            ideology = g[home + lane + GOVERNMENT.ideology]
            push = regime.drive(d[i + DYAD.grievance], ideology, common, p)
            mended = 0.0
            if broken > 0:
                mended = regime.p_repair(
                    push, ideology, g[home + lane + GOVERNMENT.is_new_leader], p
                )
            before = d[i + DYAD.is_ruptured]
            d[i + DYAD.was_ruptured] = before
            d[i + DYAD.is_ruptured] = regime.regime(
                before,
                regime.p_rupture(push, p),
                mended,
                expulsion,
                d[i + word],
                d[i + word + LANES],
                p,
            )


@kernel
def decide(s: Structure, c: Point, p: Mandate, x: State, month: int) -> None:
    """Stage 8: what each dyad's agencies may do."""
    d, g = x.dyad, x.government
    word = DYAD.mandate_word0 + (month & 3) * LANES
    for dyad in range(len(s.dyad_sender)):
        row, home = c.dyad[dyad], place(s.dyad_partner[dyad], GOVERNMENT_SIZE)
        nationalism = c.government[s.dyad_partner[dyad], IN_GOVERNMENT.nationalism]
        dependence, common = row[IN_DYAD.aid_dependence], row[IN_DYAD.common_threat]
        patron, inclination = row[IN_DYAD.patron], c.inclination[dyad]
        for lane in range(lanes(x)):
            i = place(dyad, DYAD_SIZE) + lane
            aid = instruments.aid_level(
                0.5 * (d[i + DYAD.x_suspend_security_aid] + d[i + DYAD.x_suspend_development_aid]),
                d[i + DYAD.x_aid_increase],
            )
            drive = mandate.political_drive(
                d[i + DYAD.trust],
                d[i + DYAD.grievance],
                g[home + lane + GOVERNMENT.ideology],
                g[home + lane + GOVERNMENT.approval],
                nationalism,
                d[i + DYAD.words],
                p,
            ) + mandate.material_drive(
                aid,
                dependence,
                d[i + DYAD.stake],
                d[i + DYAD.operational],
                common,
                patron,
                d[i + DYAD.hostile],
                p,
            )
            wanted = mandate.ideal(inclination, drive, d[i + DYAD.mandate_shift])
            before = d[i + DYAD.mandate]
            stance = mandate.chosen(wanted, before, d[i + DYAD.is_ruptured], d[i + word], p)
            d[i + DYAD.mandate] = mandate.after_month(before, stance, p)


@kernel
def open_or_close(s: Structure, c: Point, p: Reach, x: State, month: int) -> None:
    """Stage 9: bases and overflight."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        closure, grant = (
            c.acts[month, dyad, ACT.base_closure],
            c.acts[month, dyad, ACT.base_grant],
        )
        for lane in range(lanes(x)):
            i = place(dyad, DYAD_SIZE) + lane
            agreed = d[i + DYAD.x_agreement] * d[i + DYAD.mandate]
            d[i + DYAD.reach] = reach.after_month(
                d[i + DYAD.reach],
                closure,
                max(grant, agreed),
                d[i + DYAD.was_ruptured],
                d[i + DYAD.is_ruptured],
                p,
            )
