"""The month: `model.schedule.SCHEDULE`, step by step, over a block of lanes."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.ensemble import (
    agencies,
    audience,
    choices,
    feeling,
    in_force,
    network,
    office,
    partner,
    sender,
    work,
)
from model.ensemble.compiled import LANES, glue, inlined, kernel
from model.ensemble.given import (
    IN_AGENCY,
    IN_COUNTRY,
    IN_DYAD,
    IN_GOVERNMENT,
    IN_LINK,
)
from model.ensemble.layout import (
    AGENCY,
    AGENCY_SIZE,
    COUNTRY,
    COUNTRY_SIZE,
    DYAD,
    DYAD_SIZE,
    GOVERNMENT,
    GOVERNMENT_SIZE,
    GROUP_SIZE,
    LINK,
    LINK_SIZE,
    NETWORK_SIZE,
    ROUTE,
    ROUTE_SIZE,
    State,
)
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.ensemble.uniforms import renew
from model.parameters import Parameters


@kernel
def room(s: Structure, eights: int) -> State:
    """Return room for the state of a block of `eights` times 8 lanes, at most `LANES`."""
    return State(
        eights,
        np.zeros(len(s.is_sender) * GOVERNMENT_SIZE),
        np.zeros(len(s.dyad_sender) * DYAD_SIZE),
        np.zeros(len(s.agency_government) * AGENCY_SIZE),
        np.zeros(len(s.link_dyad) * LINK_SIZE),
        np.zeros(len(s.country_group) * COUNTRY_SIZE),
        np.zeros((len(s.route_chain.starts) - 1) * ROUTE_SIZE),
        np.zeros(NETWORK_SIZE),
        np.zeros((len(s.group_dyads.starts) - 1) * GROUP_SIZE),
        np.zeros(len(s.link_dyad), dtype=np.int64),
        np.zeros(len(s.agency_government), dtype=np.int64),
        np.zeros(len(s.dyad_sender), dtype=np.int64),
        np.zeros(len(s.dyad_sender), dtype=np.int64),
        np.zeros(len(s.dyad_sender), dtype=np.int64),
        np.zeros(len(s.dyad_sender), dtype=np.int64),
    )


@inlined
def _set(rows: Any, at: int, value: float) -> None:
    for lane in range(LANES):
        rows[at + lane] = value


@kernel
def begin(s: Structure, c: Point, x: State) -> None:
    """Put every lane where the point starts."""
    for rows in (x.government, x.dyad, x.agency, x.link, x.country, x.route, x.network):
        rows[:] = 0.0
    x.settled[:] = 0
    x.rested[:] = 0
    x.at_peace[:] = 0
    for i in range(len(s.is_sender)):
        at = i * GOVERNMENT_SIZE
        _set(
            x.government,
            at + GOVERNMENT.ideology,
            c.government[i, IN_GOVERNMENT.ideology],
        )
        _set(
            x.government,
            at + GOVERNMENT.months_in_office,
            c.government[i, IN_GOVERNMENT.months_in_office],
        )
    for i in range(len(s.agency_government)):
        _set(x.agency, i * AGENCY_SIZE + AGENCY.capacity, c.agency[i, IN_AGENCY.capacity])
    for i in range(len(s.dyad_sender)):
        _begin_dyad(c.dyad[i], i * DYAD_SIZE, x.dyad)
    for i in range(len(s.link_dyad)):
        at = i * LINK_SIZE
        _set(x.link, at + LINK.access, c.link[i, IN_LINK.access])
        _set(x.link, at + LINK.liaison, c.link[i, IN_LINK.liaison])
        _set(x.link, at + LINK.working_trust, c.link[i, IN_LINK.working_trust])
        _set(x.link, at + LINK.operational, c.operational[i])
    for i in range(len(s.country_group)):
        at = i * COUNTRY_SIZE
        _set(x.country, at + COUNTRY.detection, c.detection[i])
        _set(x.country, at + COUNTRY.supply, c.country[i, IN_COUNTRY.supply])
    for i in range(len(c.route)):
        _set(x.route, i * ROUTE_SIZE + ROUTE.share, c.route[i])
    agencies.measure(s, c, x)
    agencies.measure_more(s, x)


@kernel
def _begin_dyad(row: Any, at: int, d: Any) -> None:
    _set(d, at + DYAD.rhetoric, row[IN_DYAD.rhetoric])
    _set(d, at + DYAD.partner_rhetoric, row[IN_DYAD.partner_rhetoric])
    _set(d, at + DYAD.reactivity, 1.0)
    _set(d, at + DYAD.credibility, row[IN_DYAD.credibility])
    _set(d, at + DYAD.concession, row[IN_DYAD.concession])
    _set(d, at + DYAD.trust, row[IN_DYAD.trust])
    _set(d, at + DYAD.trust_prior, row[IN_DYAD.trust])
    _set(d, at + DYAD.grievance, row[IN_DYAD.grievance])
    _set(d, at + DYAD.sender_trust, row[IN_DYAD.sender_trust])
    _set(d, at + DYAD.sender_trust_prior, row[IN_DYAD.sender_trust])
    _set(d, at + DYAD.is_ruptured, row[IN_DYAD.is_ruptured])
    _set(d, at + DYAD.was_ruptured, row[IN_DYAD.is_ruptured])
    _set(d, at + DYAD.mandate, row[IN_DYAD.mandate])
    _set(d, at + DYAD.law, row[IN_DYAD.law])
    _set(d, at + DYAD.reach, row[IN_DYAD.reach])


@glue
def advance(s: Structure, c: Point, p: Parameters, x: State, key: Any, month: int) -> None:
    """Advance every lane by one month."""
    renew(s, x, key, month)
    choices.draw(s, c, x, key, month)
    office.perceive(s, x)
    in_force.perceive(s, c, p.politics, x, month)
    partner.perceive(s, c, p.law, x, month)
    sender.speak(s, c, p.speech, x, key, month)
    sender.feel(s, c, p.acts, x, month)
    feeling.feel(s, c, p.pressure, x, month)
    partner.answer(s, c, p.threat, x, key, month)
    sender.follow_through(s, c, p.threat, x, key, month)
    audience.face_audience(s, c, p.audience, x)
    sender.remember(s, p.trust, p.grievance, x)
    partner.remember(s, p.trust, p.grievance, x)
    partner.break_or_mend(s, c, p.rupture, x, month)
    partner.decide(s, c, p.mandate, x, month)
    partner.open_or_close(s, c, p.reach, x, month)
    work.work(s, c, p.links, p.law, x, month)
    agencies.build(s, c, p.capacity, x)
    network.observe(s, c, x)
    network.watch(s, c, p.detection, p.supply, x, month)
    network.carry(s, c, x)
    network.move(s, c, p.routes, x)
    sender.react_at_home(s, c, p.politics, x)
    office.hold_office(s, c, p.turnover, x, key, month)
