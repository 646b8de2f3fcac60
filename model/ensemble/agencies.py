"""Stages 10 and 14, over agencies, dyads and lanes: capacity, and the means over links."""

from __future__ import annotations

from model.ensemble.compiled import inlined, kernel, place
from model.ensemble.given import IN_AGENCY
from model.ensemble.layout import (
    AGENCY,
    AGENCY_SIZE,
    DYAD,
    DYAD_SIZE,
    LINK,
    LINK_SIZE,
    State,
    lanes,
)
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.parameters.operations import Capacity
from model.rules import capacity, instruments


@kernel
def build(s: Structure, c: Point, p: Capacity, x: State) -> None:
    """Stage 10: capacity follows the aid that pays for it."""
    a = x.agency
    for agency in range(len(s.agency_government)):
        at, owner = place(agency, AGENCY_SIZE), s.agency_government[agency]
        usual, share = c.agency[agency, IN_AGENCY.capacity], c.agency[agency, IN_AGENCY.aid_share]
        if share == 0.0 or _has_usual_aid(s, x, owner):
            if x.rested[agency] == 0:
                x.rested[agency] = _build_calmly(x, p, at, capacity.sustained(usual, share, 1.0))
            continue
        x.rested[agency] = 0
        _pay(s, x, agency, at, owner)
        for lane in range(lanes(x)):
            i = at + lane
            kept = capacity.sustained(usual, share, a[i + AGENCY.aid])
            a[i + AGENCY.capacity] = capacity.after_month(a[i + AGENCY.capacity], kept, p)


@inlined
def _has_usual_aid(s: Structure, x: State, government: int) -> bool:
    """Tell whether all dyads of a government have the usual aid in every lane."""
    first, last = s.government_dyads.starts[government], s.government_dyads.starts[government + 1]
    n = 0
    for j in range(first, last):
        n += x.aided[s.government_dyads.items[j]]
    return n == 0 and last > first


@kernel
def _build_calmly(x: State, p: Capacity, at: int, kept: float) -> int:
    """Return 1 if capacity is at rest in every lane."""
    a, away, at = x.agency, 0, place(at, 1)
    for lane in range(lanes(x)):
        i = at + lane + AGENCY.capacity
        level = capacity.after_month(a[i], kept, p)
        a[i] = level
        away += 1 if level != kept else 0
    return 1 if away == 0 else 0


@kernel
def _pay(s: Structure, x: State, agency: int, at: int, owner: int) -> None:
    """Set the aid that an agency gets, the mean over its government's dyads."""
    d, a, at = x.dyad, x.agency, place(at, 1) + AGENCY.aid
    account = DYAD.x_suspend_security_aid
    if s.agency_is_development[agency] == 1:
        account = DYAD.x_suspend_development_aid
    first, last = s.government_dyads.starts[owner], s.government_dyads.starts[owner + 1]
    share = 1.0 / float(last - first) if last > first else 1.0
    for lane in range(lanes(x)):
        a[at + lane] = 0.0
    for j in range(first, last):
        dyad = place(s.government_dyads.items[j], DYAD_SIZE)
        for lane in range(lanes(x)):
            i = dyad + lane
            a[at + lane] += instruments.aid_level(d[i + account], d[i + DYAD.x_aid_increase])
    for lane in range(lanes(x)):
        a[at + lane] *= share


@kernel
def measure(s: Structure, c: Point, x: State) -> None:
    """Stage 14, what the law reads: a dyad's operational cooperation, the mean over its links."""
    for dyad in range(len(s.dyad_sender)):
        begin_sums(x, dyad)
        for j in range(s.dyad_links.starts[dyad], s.dyad_links.starts[dyad + 1]):
            k = s.dyad_links.items[j]
            _add_level(c, x, dyad, k)
            add_worked(c, x, dyad, k)
        end_sums(s, x, dyad)


@kernel
def begin_sums(x: State, dyad: int) -> None:
    """Begin the sums over a dyad's links."""
    d, at = x.dyad, place(dyad, DYAD_SIZE)
    for lane in range(lanes(x)):
        d[at + lane + DYAD.operational] = 0.0
        d[at + lane + DYAD.seen] = 0.0
        d[at + lane + DYAD.worked] = 0.0


@kernel
def _add_level(c: Point, x: State, dyad: int, k: int) -> None:
    """Add a link, as stage 9's loops do while they hold its level."""
    d, t = x.dyad, x.link
    at, link = place(dyad, DYAD_SIZE), place(k, LINK_SIZE) + LINK.operational
    for lane in range(lanes(x)):
        d[at + lane + DYAD.operational] += t[link + lane]
        d[at + lane + DYAD.seen] += c.seen[k] * t[link + lane]


@kernel
def add_worked(c: Point, x: State, dyad: int, k: int) -> None:
    """Add what a link weighs in eradication: most weigh nothing."""
    d, t = x.dyad, x.link
    at, link = place(dyad, DYAD_SIZE), place(k, LINK_SIZE) + LINK.operational
    worked = c.worked[k]
    if worked > 0.0:
        for lane in range(lanes(x)):
            d[at + lane + DYAD.worked] += worked * t[link + lane]


@kernel
def end_sums(s: Structure, x: State, dyad: int) -> None:
    """Make the mean of the sum."""
    d, at = x.dyad, place(dyad, DYAD_SIZE) + DYAD.operational
    n = s.dyad_links.starts[dyad + 1] - s.dyad_links.starts[dyad]
    share = 1.0 / float(n) if n > 0 else 1.0
    for lane in range(lanes(x)):
        d[at + lane] *= share


@kernel
def measure_more(s: Structure, x: State) -> None:
    """Stage 14, what only records read: the other means over a dyad's links."""
    d, t, a = x.dyad, x.link, x.agency
    for dyad in range(len(s.dyad_sender)):
        at = place(dyad, DYAD_SIZE)
        first, last = s.dyad_links.starts[dyad], s.dyad_links.starts[dyad + 1]
        share = 1.0 / float(last - first) if last > first else 1.0
        for lane in range(lanes(x)):
            i = at + lane
            d[i + DYAD.access] = 0.0
            d[i + DYAD.liaison] = 0.0
            d[i + DYAD.capacity] = 0.0
            d[i + DYAD.working_trust] = 0.0
        for j in range(first, last):
            k = s.dyad_links.items[j]
            link, theirs = place(k, LINK_SIZE), place(s.link_theirs[k], AGENCY_SIZE)
            for lane in range(lanes(x)):
                i, m = at + lane, link + lane
                d[i + DYAD.access] += t[m + LINK.access]
                d[i + DYAD.liaison] += t[m + LINK.liaison]
                d[i + DYAD.working_trust] += t[m + LINK.working_trust]
                d[i + DYAD.capacity] += a[theirs + lane + AGENCY.capacity]
        for lane in range(lanes(x)):
            i = at + lane
            d[i + DYAD.access] *= share
            d[i + DYAD.liaison] *= share
            d[i + DYAD.working_trust] *= share
            d[i + DYAD.capacity] *= share
