"""The stages of partners, over dyads and lanes; what they decide is in `model.rules`."""

from __future__ import annotations

from typing import Any

from model import draws
from model.ensemble.compiled import LANES, kernel, place
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
from model.parameters.relations import Grievance, Trust
from model.rules import (
    grievance,
    instruments,
    law,
    mandate,
    reach,
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


@kernel
def answer(s: Structure, c: Point, p: Threat, x: State, key: Any, month: int) -> None:
    """Stage 4: concede or resist where a threat is new or raised."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        at = place(dyad, DYAD_SIZE)
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
        broken, in_reach = 0, 0
        for lane in range(lanes(x)):
            i = at + lane
            before = d[i + DYAD.is_ruptured]
            d[i + DYAD.was_ruptured] = before
            broken += 1 if before > 0.5 else 0
            push = regime.drive(
                d[i + DYAD.grievance], g[home + lane + GOVERNMENT.ideology], common, p
            )
            in_reach += 1 if regime.is_out_of_reach(push, d[i + word], p) < 0.5 else 0
        if broken + in_reach == 0 and expulsion < p.act_threshold:
            continue
        for lane in range(lanes(x)):
            i = at + lane
            ideology = g[home + lane + GOVERNMENT.ideology]
            push = regime.drive(d[i + DYAD.grievance], ideology, common, p)
            mended = 0.0
            if broken > 0:
                mended = regime.p_repair(
                    push, ideology, g[home + lane + GOVERNMENT.is_new_leader], p
                )
            d[i + DYAD.is_ruptured] = regime.regime(
                d[i + DYAD.was_ruptured],
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
