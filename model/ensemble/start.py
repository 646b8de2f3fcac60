"""Founding, compiled: the fixed effects and the world at rest of each point, as `model.founding`.

A point's start is the same in every replicate, so it is made once, in plain numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.ensemble.cache import cached
from model.ensemble.compiled import inlined, kernel
from model.ensemble.given import (
    IN_AGENCY,
    IN_COUNTRY,
    IN_DYAD,
    IN_GOVERNMENT,
    IN_LINK,
    unpack,
)
from model.ensemble.structure import Ragged, Structure
from model.founding import BISECTIONS
from model.parameters import Parameters
from model.rules import detection, law, links, mandate, pressure, speech

Array = NDArray[np.float64]
unpacked = inlined(unpack)


class Start(NamedTuple):
    """What founding adds to the numbers given; the first axis is the point.

    `inclination` (P, D); `operational` and `expected_success` (P, L); `seen` and `worked`
    (P, L), the weights of each link in detection and eradication; `weights` (P, groups, 2), their
    sums over the links that watch; `detection` and
    `eradication` (P, C); `removal` (P, R); `arrived` (P,).
    """

    inclination: Array
    operational: Array
    expected_success: Array
    seen: Array
    worked: Array
    weights: Array
    detection: Array
    eradication: Array
    removal: Array
    arrived: Array


def empty(s: Structure, points: int) -> Start:
    """Return room for the start of some points."""
    counts = (
        (len(s.dyad_sender),),
        (len(s.link_dyad),),
        (len(s.link_dyad),),
        (len(s.link_dyad),),
        (len(s.link_dyad),),
        (len(s.group_dyads.starts) - 1, 2),
        (len(s.country_group),),
        (len(s.country_group),),
        (len(s.route_chain.starts) - 1,),
        (),
    )
    return Start(*(np.zeros((points, *shape)) for shape in counts))


@cached
def start(s: Structure, g: Any, out: Start) -> None:
    """Fill `out` for every point of the given numbers `g`."""
    for point in range(len(g.parameters)):
        p = unpacked(g.parameters[point])
        _rest_links(s, g.agency[point], g.dyad[point], g.link[point], p, point, out)
        _solve_inclinations(s, g.government[point], g.dyad[point], p, point, out)
        _rest_network(s, g, p, point, out)


@kernel
def _rest_links(
    s: Structure,
    agency: Array,
    dyad: Array,
    link: Array,
    p: Parameters,
    point: int,
    out: Start,
) -> None:
    """Set each link's operational cooperation to its effort, and the successes that go with it."""
    for k in range(len(link)):
        d, ours, theirs = s.link_dyad[k], s.link_ours[k], s.link_theirs[k]
        bite = dyad[d, IN_DYAD.law]
        kappa = law.control(agency[theirs, IN_AGENCY.autonomy], bite, p.law)
        willing = links.willingness(link[k, IN_LINK.working_trust], dyad[d, IN_DYAD.mandate], kappa)
        level = links.effort(
            link[k, IN_LINK.access],
            link[k, IN_LINK.liaison],
            agency[ours, IN_AGENCY.capacity],
            agency[theirs, IN_AGENCY.capacity],
            willing,
            law.joint_share(bite, p.law),
        )
        out.operational[point, k] = level
        out.seen[point, k] = agency[ours, IN_AGENCY.detection_weight]
        out.worked[point, k] = agency[ours, IN_AGENCY.eradication_weight]
        out.expected_success[point, k] = p.links.success_share * level


@inlined
def mean_of(values: Array, lists: Ragged, index: int) -> float:
    """Return the mean of a list's values, summed from the left; 0 of nothing."""
    total = 0.0
    first, last = lists.starts[index], lists.starts[index + 1]
    for i in range(first, last):
        total += values[lists.items[i]]
    return total * (1.0 / float(last - first)) if last > first else 0.0


@kernel
def _solve_inclinations(
    s: Structure, government: Array, dyad: Array, p: Parameters, point: int, out: Start
) -> None:
    """Set each dyad's fixed effect so that the mean stance chosen at rest is its mandate."""
    for d in range(len(dyad)):
        row, partner = dyad[d], government[s.dyad_partner[d]]
        words = pressure.words_heard(speech.hostility(row[IN_DYAD.rhetoric]), 0.0, p.pressure)
        drive = mandate.political_drive(
            row[IN_DYAD.trust],
            row[IN_DYAD.grievance],
            partner[IN_GOVERNMENT.ideology],
            0.0,
            partner[IN_GOVERNMENT.nationalism],
            words,
            p.mandate,
        ) + mandate.material_drive(
            1.0,
            row[IN_DYAD.aid_dependence],
            0.0,
            mean_of(out.operational[point], s.dyad_links, d),
            row[IN_DYAD.common_threat],
            row[IN_DYAD.patron],
            0.0,
            p.mandate,
        )
        level = row[IN_DYAD.mandate]
        low, high = 0.0, 1.0
        for _ in range(BISECTIONS):
            middle = 0.5 * (low + high)
            if mandate.expected(middle, level, 0.0, p.mandate) < level:
                low = middle
            else:
                high = middle
        out.inclination[point, d] = 0.5 * (low + high) - drive


@inlined
def _weighted(s: Structure, weights: Array, levels: Array, group: int) -> Any:
    """Return the sum of a group's weights and of weight times level, dyad by dyad."""
    weight, above = 0.0, 0.0
    for j in range(s.group_dyads.starts[group], s.group_dyads.starts[group + 1]):
        dyad = s.group_dyads.items[j]
        own, worked = 0.0, 0.0
        for i in range(s.dyad_links.starts[dyad], s.dyad_links.starts[dyad + 1]):
            k = s.dyad_links.items[i]
            own += weights[k]
            worked += weights[k] * levels[k]
        weight += own
        above += worked
    return weight, above


@kernel
def _rest_network(s: Structure, g: Any, p: Parameters, point: int, out: Start) -> None:
    """Set detection without noise, removal, and what arrives with the shares at the start."""
    levels = out.operational[point]
    reach, concession = (
        g.dyad[point, :, IN_DYAD.reach],
        g.dyad[point, :, IN_DYAD.concession],
    )
    for c in range(len(s.country_group)):
        group = s.country_group[c]
        weight, above = _weighted(s, out.seen[point], levels, group)
        other, worked = _weighted(s, out.worked[point], levels, group)
        out.weights[point, group, 0], out.weights[point, group, 1] = weight, other
        cooperation = above * (1.0 / weight) if weight > 0.0 else 0.0
        effort = detection.joint_effort(
            cooperation, mean_of(concession, s.group_dyads, group), p.detection
        )
        out.detection[point, c] = detection.detected(
            g.country[point, c, IN_COUNTRY.sender_detection],
            g.country[point, c, IN_COUNTRY.own_detection],
            mean_of(reach, s.group_dyads, group),
            effort,
            0.0,
            p.detection,
        )
        out.eradication[point, c] = worked * (1.0 / other) if other > 0.0 else 0.0
    arrived = 0.0
    for r in range(len(s.route_chain.starts) - 1):
        first, last = s.route_chain.starts[r], s.route_chain.starts[r + 1]
        passed = 1.0
        for i in range(first, last):
            passed = passed * (1.0 - out.detection[point, s.route_chain.items[i]])
        out.removal[point, r] = 1.0 - passed
        producer = s.route_chain.items[first]
        load = g.country[point, producer, IN_COUNTRY.supply] * g.route[point, r]
        arrived += load * (1.0 - out.removal[point, r])
    out.arrived[point] = arrived
