"""The stages of senders, over dyads and lanes; what they decide is in `model.rules`."""

from __future__ import annotations

from typing import Any

from model import draws
from model.ensemble.compiled import kernel, place
from model.ensemble.given import IN_DYAD
from model.ensemble.layout import (
    ACT,
    DYAD,
    DYAD_SIZE,
    GOVERNMENT,
    GOVERNMENT_SIZE,
    NETWORK,
    State,
    lanes,
)
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.ensemble.uniforms import words
from model.numerics import standard_noise
from model.parameters.choices import Politics, Threat
from model.parameters.relations import Acts, Grievance, Speech, Trust
from model.rules import (
    acts,
    grievance,
    politics,
    speech,
    threat,
)
from model.rules import trust as trust_rule


@kernel
def speak(s: Structure, c: Point, p: Speech, x: State, key: Any, month: int) -> None:
    """Stage 2, of both sides: rhetoric towards each other."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        at, told = place(dyad, DYAD_SIZE), c.acts[month, dyad]
        partner_said = told[ACT.praise] - told[ACT.words]
        for lane in range(lanes(x)):
            i = at + lane
            u = words(key, lane, month, draws.SPEECH, s.dyad_address[dyad])
            ours, theirs = d[i + DYAD.rhetoric], d[i + DYAD.partner_rhetoric]
            said = d[i + DYAD.x_praise] - d[i + DYAD.x_words]
            noise, other_noise = standard_noise(u[0], u[1]), standard_noise(u[2], u[3])
            d[i + DYAD.rhetoric] = speech.rhetoric(ours, theirs, 1.0, said, noise, p)
            d[i + DYAD.partner_rhetoric] = speech.rhetoric(
                theirs, ours, d[i + DYAD.reactivity], partner_said, other_noise, p
            )


@kernel
def feel(s: Structure, c: Point, p: Acts, x: State, month: int) -> None:
    """Stage 3: pressure that partners' words and acts put on the sender."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        at, a = place(dyad, DYAD_SIZE), c.acts[month, dyad]
        law, expulsion, closure = a[ACT.law], a[ACT.expulsion], a[ACT.base_closure]
        cut, extradition, grant = (
            a[ACT.intelligence_cut],
            a[ACT.extradition],
            a[ACT.base_grant],
        )
        for lane in range(lanes(x)):
            i = at + lane
            said = d[i + DYAD.partner_rhetoric]
            d[i + DYAD.partner_hostile] = acts.hostile(
                speech.hostility(said), law, expulsion, closure, cut, p
            )
            d[i + DYAD.partner_friendly] = acts.friendly(
                speech.warmth(said), extradition, d[i + DYAD.concession], grant, p
            )


@kernel
def follow_through(s: Structure, c: Point, p: Threat, x: State, key: Any, month: int) -> None:
    """Stage 4: stand firm or back down where a challenge was resisted."""
    d, g = x.dyad, x.government
    for dyad in range(len(s.dyad_sender)):
        if x.at_peace[dyad] == 1:
            continue
        x.at_peace[dyad] = 1 - x.threatened[dyad]
        at, home = place(dyad, DYAD_SIZE), place(s.dyad_sender[dyad], GOVERNMENT_SIZE)
        exposure = c.dyad[dyad, IN_DYAD.sender_exposure]
        open_challenges = 0
        for lane in range(lanes(x)):
            open_challenges += 1 if d[at + lane + DYAD.challenged] > 0.5 else 0
        for lane in range(lanes(x)):
            d[at + lane + DYAD.stood_firm] = 0.0
            d[at + lane + DYAD.backed_down] = 0.0
        if open_challenges > 0:
            for lane in range(lanes(x)):
                i = at + lane
                u = words(key, lane, month, draws.THREAT, s.dyad_address[dyad])[2]
                firm = u < threat.p_stand_firm(
                    d[i + DYAD.demand],
                    g[home + lane + GOVERNMENT.hawkishness],
                    exposure,
                    p,
                )
                resisted = d[i + DYAD.challenged] > 0.5 and d[i + DYAD.conceded] < 0.5
                d[i + DYAD.stood_firm] = 1.0 if resisted and firm else 0.0
                d[i + DYAD.backed_down] = 1.0 if resisted and not firm else 0.0
        for lane in range(lanes(x)):
            i = at + lane
            stood, backed = d[i + DYAD.stood_firm], d[i + DYAD.backed_down]
            d[i + DYAD.credibility] = threat.credibility(d[i + DYAD.credibility], stood, backed, p)
            d[i + DYAD.imposed_sanction] = threat.imposed(
                1.0, d[i + DYAD.imposed_sanction], d[i + DYAD.x_threat], stood
            )
            d[i + DYAD.imposed_force] = threat.imposed(
                1.0, d[i + DYAD.imposed_force], d[i + DYAD.x_force_threat], stood
            )


@kernel
def remember(s: Structure, p: Trust, q: Grievance, x: State) -> None:
    """Stage 6: the sender's trust in each partner, and its grievance."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        for lane in range(lanes(x)):
            i = place(dyad, DYAD_SIZE) + lane
            hostile = d[i + DYAD.partner_hostile]
            d[i + DYAD.sender_trust] = trust_rule.after_month(
                d[i + DYAD.sender_trust],
                d[i + DYAD.sender_trust_prior],
                d[i + DYAD.partner_friendly],
                hostile,
                p,
            )
            d[i + DYAD.sender_grievance] = grievance.after_month(
                d[i + DYAD.sender_grievance], hostile, q
            )


@kernel
def react_at_home(s: Structure, c: Point, p: Politics, x: State) -> None:
    """Stage 12: arrivals, headlines and bluffs raise pressure at home."""
    d, g, flow = x.dyad, x.government, x.network
    for sender in range(len(s.is_sender)):
        if s.is_sender[sender] == 0:
            continue
        home = place(sender, GOVERNMENT_SIZE)
        first, last = (
            s.government_dyads.starts[sender],
            s.government_dyads.starts[sender + 1],
        )
        share = 1.0 / float(last - first) if last > first else 1.0
        for lane in range(lanes(x)):
            g[home + lane + GOVERNMENT.sum0] = 0.0
            g[home + lane + GOVERNMENT.sum1] = 0.0
        for j in range(first, last):
            at = place(s.government_dyads.items[j], DYAD_SIZE)
            for lane in range(lanes(x)):
                i = at + lane
                broke = max(d[i + DYAD.is_ruptured] - d[i + DYAD.was_ruptured], 0.0)
                said = speech.hostility(d[i + DYAD.partner_rhetoric])
                g[home + lane + GOVERNMENT.sum0] += min(said + broke, 1.0)
                g[home + lane + GOVERNMENT.sum1] += d[i + DYAD.backed_down]
        for lane in range(lanes(x)):
            i = home + lane
            at_home = politics.pressure(
                g[i + GOVERNMENT.home_pressure],
                politics.excess(flow[lane + NETWORK.arrived], c.arrived),
                g[i + GOVERNMENT.sum0] * share,
                g[i + GOVERNMENT.sum1] * share,
                p,
            )
            g[i + GOVERNMENT.home_pressure] = at_home
            g[i + GOVERNMENT.hawkishness] = politics.hawkishness(at_home)
