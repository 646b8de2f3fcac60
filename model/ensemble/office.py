"""Stage 13 and the passing of months in office, over governments and lanes."""

from __future__ import annotations

import math
from typing import Any

from model import draws
from model.ensemble.compiled import LANES, kernel, place
from model.ensemble.given import IN_DYAD, IN_GOVERNMENT
from model.ensemble.layout import (
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
from model.parameters.choices import Turnover
from model.rules import turnover

PARTNER_SIDE = (DYAD.trust, DYAD.trust_prior, DYAD.grievance)
SENDER_SIDE = (DYAD.sender_trust, DYAD.sender_trust_prior, DYAD.sender_grievance)


@kernel
def perceive(s: Structure, x: State) -> None:
    """Stage 1: a month more in office."""
    for government in range(len(s.is_sender)):
        for lane in range(lanes(x)):
            x.government[
                place(government, GOVERNMENT_SIZE) + lane + GOVERNMENT.months_in_office
            ] += 1.0


@kernel
def hold_office(s: Structure, c: Point, p: Turnover, x: State, key: Any, month: int) -> None:
    """Stage 13: a leader may change; trust and grievance relax toward the new one's prior."""
    g = x.government
    word = GOVERNMENT.word0 + (month & 3) * LANES
    for government in range(len(s.is_sender)):
        at = place(government, GOVERNMENT_SIZE)
        scripted = c.leaders[month, government]
        is_scripted = 0.0 if math.isnan(scripted) else 1.0
        happened = scripted if is_scripted > 0.5 else 0.0
        is_election = c.elections[month, government]
        changes = 0
        for lane in range(lanes(x)):
            i = at + lane
            vote = 1.0
            if is_election > 0.5:
                vote = words(key, lane, month, draws.ELECTION, s.government_address[government])[0]
            changed = turnover.is_change(is_election, is_scripted, vote, g[i + word], p)
            g[i + GOVERNMENT.is_new_leader] = changed
            changes += 1 if changed > 0.5 else 0
        if changes == 0:
            continue
        for lane in range(lanes(x)):
            i = at + lane
            if g[i + GOVERNMENT.is_new_leader] < 0.5:
                continue
            u = words(key, lane, month, draws.ELECTION, s.government_address[government])
            g[i + GOVERNMENT.ideology] = turnover.ideology(
                g[i + GOVERNMENT.ideology], 1.0, is_scripted, happened, u[1], p
            )
            g[i + GOVERNMENT.months_in_office] = 0.0
            _begin_anew(s, c, p, x, government, lane)


@kernel
def _begin_anew(s: Structure, c: Point, p: Turnover, x: State, government: int, lane: int) -> None:
    """Relax trust and grievance of a government's dyads in a lane where its leader changed."""
    ideology = x.government[place(government, GOVERNMENT_SIZE) + lane + GOVERNMENT.ideology]
    ideology_at_start = c.government[government, IN_GOVERNMENT.ideology]
    is_sender = s.is_sender[government] == 1
    trust, prior, grievance = SENDER_SIDE if is_sender else PARTNER_SIDE
    column = IN_DYAD.sender_trust if is_sender else IN_DYAD.trust
    for j in range(
        s.government_dyads.starts[government], s.government_dyads.starts[government + 1]
    ):
        dyad = s.government_dyads.items[j]
        i = place(dyad, DYAD_SIZE) + lane
        new = turnover.prior(c.dyad[dyad, column], ideology, ideology_at_start, p)
        x.dyad[i + trust] = turnover.relaxed(x.dyad[i + trust], new, 1.0, p)
        x.dyad[i + grievance] = turnover.relaxed(x.dyad[i + grievance], 0.0, 1.0, p)
        x.dyad[i + prior] = new
