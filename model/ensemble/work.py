"""Stage 9, over links and lanes: presence, access, work done, and what is learnt from it."""

from __future__ import annotations

from model.ensemble import agencies
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
from model.parameters.operations import Links
from model.rules import law, links


@kernel
def work(s: Structure, c: Point, p: Links, q: Law, x: State, month: int) -> None:
    """Stage 9: sender agencies deploy, partner agencies grant access, work, and learn.

    The same rules in three loops: where nothing disturbs a dyad, and its presence, access and
    capacities are the usual ones besides, most of their arguments are the same number in every
    lane. Nothing changes links after this stage, so the sums over them that stage 14 asks for are
    made here, link by link.
    """
    for dyad in range(len(s.dyad_sender)):
        act = c.acts[month, dyad]
        quiet = act[ACT.expulsion] == 0.0 and act[ACT.intelligence_cut] == 0.0
        quiet = quiet and _is_undisturbed(x, dyad)
        agencies.begin_sums(x, dyad)
        for j in range(s.dyad_links.starts[dyad], s.dyad_links.starts[dyad + 1]):
            k = s.dyad_links.items[j]
            if not quiet:
                _deploy_disturbed(s, c, p, q, x, month, k)
                _work_disturbed(s, c, p, q, x, month, k)
                x.settled[k] = 0
            elif x.settled[k] + x.rested[s.link_ours[k]] + x.rested[s.link_theirs[k]] == 3:
                _work_as_usual(s, c, p, q, x, month, k)
            else:
                x.settled[k] = _work_quietly(s, c, p, q, x, month, k)
            agencies.add_worked(c, x, dyad, k)
        agencies.end_sums(s, x, dyad)


@kernel
def _is_undisturbed(x: State, dyad: int) -> bool:
    """Tell whether no lane has a rupture, a law or an operation in a dyad."""
    d, at = x.dyad, place(dyad, DYAD_SIZE)
    n = 0
    for lane in range(lanes(x)):
        i = at + lane
        some = d[i + DYAD.is_ruptured] + d[i + DYAD.was_ruptured] + d[i + DYAD.law]
        n += 1 if some + d[i + DYAD.x_operation] > 0.0 else 0
    return n == 0


@kernel
def _deploy_disturbed(
    s: Structure, c: Point, p: Links, q: Law, x: State, month: int, k: int
) -> None:
    d, t = x.dyad, x.link
    link, at = place(k, LINK_SIZE), place(s.link_dyad[k], DYAD_SIZE)
    act, exposure = c.acts[month, s.link_dyad[k]], c.agency[s.link_ours[k], IN_AGENCY.exposure]
    expulsion, cut = act[ACT.expulsion], act[ACT.intelligence_cut]
    usual_access, usual_liaison = c.link[k, IN_LINK.access], c.link[k, IN_LINK.liaison]
    for lane in range(lanes(x)):
        i, j = link + lane, at + lane
        ruptured = d[j + DYAD.is_ruptured]
        t[i + LINK.liaison] = links.liaison(
            t[i + LINK.liaison],
            usual_liaison,
            exposure,
            expulsion,
            d[j + DYAD.was_ruptured],
            ruptured,
            p,
        )
        law_cut = q.access_cut * d[j + DYAD.law]
        granted = links.granted(usual_access, ruptured, law_cut, cut, p)
        t[i + LINK.access] = links.access(t[i + LINK.access], granted, p)


@kernel
def _work_disturbed(s: Structure, c: Point, p: Links, q: Law, x: State, month: int, k: int) -> None:
    d, t, a = x.dyad, x.link, x.agency
    word = LINK.word0 + (month & 3) * LANES
    link, at = place(k, LINK_SIZE), place(s.link_dyad[k], DYAD_SIZE)
    ours, theirs = place(s.link_ours[k], AGENCY_SIZE), place(s.link_theirs[k], AGENCY_SIZE)
    autonomy = c.agency[s.link_theirs[k], IN_AGENCY.autonomy]
    usual_trust, expected = c.link[k, IN_LINK.working_trust], c.expected_success[k]
    seen = c.seen[k]
    for lane in range(lanes(x)):
        i, j = link + lane, at + lane
        bite, believed = d[j + DYAD.law], t[i + LINK.working_trust]
        willing = links.willingness(believed, d[j + DYAD.mandate], law.control(autonomy, bite, q))
        effort = links.effort(
            t[i + LINK.access],
            t[i + LINK.liaison],
            a[ours + lane + AGENCY.capacity],
            a[theirs + lane + AGENCY.capacity],
            willing,
            law.joint_share(bite, q),
        )
        level = links.operational(t[i + LINK.operational], effort, p)
        success = links.is_success(level, t[i + word], p)
        t[i + LINK.working_trust] = links.working_trust(
            believed, usual_trust, success, expected, d[j + DYAD.x_operation], p
        )
        t[i + LINK.operational] = level
        d[j + DYAD.operational] += level
        d[j + DYAD.seen] += seen * level


@kernel
def _work_quietly(s: Structure, c: Point, p: Links, q: Law, x: State, month: int, k: int) -> int:
    """Return 1 if access and presence are the usual ones in every lane."""
    d, t, a = x.dyad, x.link, x.agency
    word = LINK.word0 + (month & 3) * LANES
    link, at = place(k, LINK_SIZE), place(s.link_dyad[k], DYAD_SIZE)
    ours, theirs = s.link_ours[k], s.link_theirs[k]
    our, their = place(ours, AGENCY_SIZE), place(theirs, AGENCY_SIZE)
    exposure, autonomy = (
        c.agency[ours, IN_AGENCY.exposure],
        c.agency[theirs, IN_AGENCY.autonomy],
    )
    usual_access, usual_liaison = c.link[k, IN_LINK.access], c.link[k, IN_LINK.liaison]
    usual_trust, expected = c.link[k, IN_LINK.working_trust], c.expected_success[k]
    seen = c.seen[k]
    granted = links.granted(usual_access, 0.0, q.access_cut * 0.0, 0.0, p)
    kappa, share = law.control(autonomy, 0.0, q), law.joint_share(0.0, q)
    away = 0
    for lane in range(lanes(x)):
        i, j = link + lane, at + lane
        present = links.liaison(t[i + LINK.liaison], usual_liaison, exposure, 0.0, 0.0, 0.0, p)
        access = links.access(t[i + LINK.access], granted, p)
        believed = t[i + LINK.working_trust]
        effort = links.effort(
            access,
            present,
            a[our + lane + AGENCY.capacity],
            a[their + lane + AGENCY.capacity],
            links.willingness(believed, d[j + DYAD.mandate], kappa),
            share,
        )
        level = links.operational(t[i + LINK.operational], effort, p)
        success = links.is_success(level, t[i + word], p)
        t[i + LINK.working_trust] = links.working_trust(
            believed, usual_trust, success, expected, 0.0, p
        )
        t[i + LINK.liaison] = present
        t[i + LINK.access] = access
        t[i + LINK.operational] = level
        d[j + DYAD.operational] += level
        d[j + DYAD.seen] += seen * level
        away += 1 if present != usual_liaison or access != granted else 0
    return 1 if away == 0 else 0


@kernel
def _work_as_usual(s: Structure, c: Point, p: Links, q: Law, x: State, month: int, k: int) -> None:
    d, t, a = x.dyad, x.link, x.agency
    word = LINK.word0 + (month & 3) * LANES
    link, at = place(k, LINK_SIZE), place(s.link_dyad[k], DYAD_SIZE)
    theirs = s.link_theirs[k]
    our = a[place(s.link_ours[k], AGENCY_SIZE) + AGENCY.capacity]
    their = a[place(theirs, AGENCY_SIZE) + AGENCY.capacity]
    present = c.link[k, IN_LINK.liaison]
    access = links.granted(c.link[k, IN_LINK.access], 0.0, q.access_cut * 0.0, 0.0, p)
    usual_trust, expected = c.link[k, IN_LINK.working_trust], c.expected_success[k]
    seen = c.seen[k]
    kappa = law.control(c.agency[theirs, IN_AGENCY.autonomy], 0.0, q)
    share = law.joint_share(0.0, q)
    for lane in range(lanes(x)):
        i = link + lane
        believed = t[i + LINK.working_trust]
        effort = links.effort(
            access,
            present,
            our,
            their,
            links.willingness(believed, d[at + lane + DYAD.mandate], kappa),
            share,
        )
        level = links.operational(t[i + LINK.operational], effort, p)
        success = links.is_success(level, t[i + word], p)
        t[i + LINK.working_trust] = links.working_trust(
            believed, usual_trust, success, expected, 0.0, p
        )
        t[i + LINK.operational] = level
        d[at + lane + DYAD.operational] += level
        d[at + lane + DYAD.seen] += seen * level
