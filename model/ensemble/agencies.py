"""Stages 9, 10 and 14, over links, agencies and lanes."""

from __future__ import annotations

from model.ensemble.compiled import LANES, kernel, place
from model.ensemble.given import IN_AGENCY, IN_LINK
from model.ensemble.layout import (
    ACT,
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
from model.parameters.choices import Law
from model.parameters.operations import Capacity, Links
from model.rules import capacity, instruments, law, links


@kernel
def work(s: Structure, c: Point, p: Links, q: Law, x: State, month: int) -> None:
    """Stage 9: sender agencies deploy, partner agencies grant access, work, and learn."""
    d, t, a = x.dyad, x.link, x.agency
    word = LINK.word0 + (month & 3) * LANES
    for k in range(len(s.link_dyad)):
        link, at = place(k, LINK_SIZE), place(s.link_dyad[k], DYAD_SIZE)
        ours, theirs = s.link_ours[k], s.link_theirs[k]
        act = c.acts[month, s.link_dyad[k]]
        expulsion, cut = act[ACT.expulsion], act[ACT.intelligence_cut]
        exposure, autonomy = (
            c.agency[ours, IN_AGENCY.exposure],
            c.agency[theirs, IN_AGENCY.autonomy],
        )
        usual_access, usual_liaison = c.link[k, IN_LINK.access], c.link[k, IN_LINK.liaison]
        usual_trust, expected = c.link[k, IN_LINK.working_trust], c.expected_success[k]
        for lane in range(lanes(x)):
            i, j = link + lane, at + lane
            ruptured, bite = d[j + DYAD.is_ruptured], d[j + DYAD.law]
            present = links.liaison(
                t[i + LINK.liaison],
                usual_liaison,
                exposure,
                expulsion,
                d[j + DYAD.was_ruptured],
                ruptured,
                p,
            )
            granted = links.granted(usual_access, ruptured, q.access_cut * bite, cut, p)
            access = links.access(t[i + LINK.access], granted, p)
            believed = t[i + LINK.working_trust]
            willing = links.willingness(
                believed, d[j + DYAD.mandate], law.control(autonomy, bite, q)
            )
            effort = links.effort(
                access,
                present,
                a[place(ours, AGENCY_SIZE) + AGENCY.capacity + lane],
                a[place(theirs, AGENCY_SIZE) + AGENCY.capacity + lane],
                willing,
                law.joint_share(bite, q),
            )
            level = links.operational(t[i + LINK.operational], effort, p)
            success = links.is_success(level, t[i + word], p)
            t[i + LINK.working_trust] = links.working_trust(
                believed, usual_trust, success, expected, d[j + DYAD.x_operation], p
            )
            t[i + LINK.liaison] = present
            t[i + LINK.access] = access
            t[i + LINK.operational] = level


@kernel
def build(s: Structure, c: Point, p: Capacity, x: State) -> None:
    """Stage 10: capacity follows the aid that pays for it."""
    d, a = x.dyad, x.agency
    for agency in range(len(s.agency_government)):
        at, owner = place(agency, AGENCY_SIZE), s.agency_government[agency]
        usual, share = c.agency[agency, IN_AGENCY.capacity], c.agency[agency, IN_AGENCY.aid_share]
        account = DYAD.x_suspend_security_aid
        if s.agency_is_development[agency] == 1:
            account = DYAD.x_suspend_development_aid
        first, last = s.government_dyads.starts[owner], s.government_dyads.starts[owner + 1]
        n = float(last - first) if last > first else 1.0
        for lane in range(lanes(x)):
            a[at + lane + AGENCY.aid] = 0.0
        for j in range(first, last):
            dyad = place(s.government_dyads.items[j], DYAD_SIZE)
            for lane in range(lanes(x)):
                i = dyad + lane
                a[at + lane + AGENCY.aid] += instruments.aid_level(
                    d[i + account], d[i + DYAD.x_aid_increase]
                )
        for lane in range(lanes(x)):
            i = at + lane
            kept = capacity.sustained(usual, share, a[i + AGENCY.aid] / n)
            a[i + AGENCY.capacity] = capacity.after_month(a[i + AGENCY.capacity], kept, p)


@kernel
def measure(s: Structure, x: State) -> None:
    """Stage 14: the dyads' means over their links, summed in the order of the links."""
    d, t, a = x.dyad, x.link, x.agency
    for dyad in range(len(s.dyad_sender)):
        at = place(dyad, DYAD_SIZE)
        first, last = s.dyad_links.starts[dyad], s.dyad_links.starts[dyad + 1]
        n = float(last - first) if last > first else 1.0
        for lane in range(lanes(x)):
            i = at + lane
            d[i + DYAD.operational] = 0.0
            d[i + DYAD.access] = 0.0
            d[i + DYAD.liaison] = 0.0
            d[i + DYAD.capacity] = 0.0
            d[i + DYAD.working_trust] = 0.0
        for j in range(first, last):
            k = s.dyad_links.items[j]
            link, theirs = place(k, LINK_SIZE), place(s.link_theirs[k], AGENCY_SIZE)
            for lane in range(lanes(x)):
                i, m = at + lane, link + lane
                d[i + DYAD.operational] += t[m + LINK.operational]
                d[i + DYAD.access] += t[m + LINK.access]
                d[i + DYAD.liaison] += t[m + LINK.liaison]
                d[i + DYAD.working_trust] += t[m + LINK.working_trust]
                d[i + DYAD.capacity] += a[theirs + lane + AGENCY.capacity]
        for lane in range(lanes(x)):
            i = at + lane
            d[i + DYAD.operational] /= n
            d[i + DYAD.access] /= n
            d[i + DYAD.liaison] /= n
            d[i + DYAD.working_trust] /= n
            d[i + DYAD.capacity] /= n
