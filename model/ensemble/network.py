"""Stage 11, over countries, routes and lanes: what is watched, what flows, where it goes next."""

from __future__ import annotations

from model.ensemble.compiled import LANES, inlined, kernel, place
from model.ensemble.given import IN_COUNTRY
from model.ensemble.layout import (
    ACT,
    COUNTRY,
    COUNTRY_SIZE,
    DYAD,
    DYAD_SIZE,
    GROUP,
    GROUP_SIZE,
    NETWORK,
    ROUTE,
    ROUTE_SIZE,
    State,
    lanes,
)
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.numerics import standard_noise
from model.parameters.operations import Detection, Routes, Supply
from model.rules import detection, routes, supply


@kernel
def observe(s: Structure, c: Point, x: State) -> None:
    """Set what each group of watchers sees: weighted means over links, means over dyads."""
    w, d = x.group, x.dyad
    for group in range(len(s.group_dyads.starts) - 1):
        at = place(group, GROUP_SIZE)
        first, last = s.group_dyads.starts[group], s.group_dyads.starts[group + 1]
        share = 1.0 / float(last - first) if last > first else 1.0
        seen, worked = _reciprocal(c.weights[group, 0]), _reciprocal(c.weights[group, 1])
        if last - first == 1:
            _see_one(x, at, s.group_dyads.items[first], seen, worked)
            continue
        for lane in range(lanes(x)):
            i = at + lane
            w[i + GROUP.cooperation] = 0.0
            w[i + GROUP.eradication] = 0.0
            w[i + GROUP.reach] = 0.0
            w[i + GROUP.concession] = 0.0
            w[i + GROUP.coordination] = 0.0
        for j in range(first, last):
            dyad = place(s.group_dyads.items[j], DYAD_SIZE)
            for lane in range(lanes(x)):
                i, k = at + lane, dyad + lane
                w[i + GROUP.cooperation] += d[k + DYAD.seen]
                w[i + GROUP.eradication] += d[k + DYAD.worked]
                w[i + GROUP.reach] += d[k + DYAD.reach]
                w[i + GROUP.concession] += d[k + DYAD.concession]
                w[i + GROUP.coordination] += d[k + DYAD.x_coordination]
        for lane in range(lanes(x)):
            i = at + lane
            w[i + GROUP.cooperation] *= seen
            w[i + GROUP.eradication] *= worked
            w[i + GROUP.reach] *= share
            w[i + GROUP.concession] *= share
            w[i + GROUP.coordination] *= share


@kernel
def _see_one(x: State, at: int, dyad: int, seen: float, worked: float) -> None:
    """Do the same for a group of one dyad, its own mean."""
    w, d, at, dyad = x.group, x.dyad, place(at, 1), place(dyad, DYAD_SIZE)
    for lane in range(lanes(x)):
        i, k = at + lane, dyad + lane
        w[i + GROUP.cooperation] = d[k + DYAD.seen] * seen
        w[i + GROUP.eradication] = d[k + DYAD.worked] * worked
        w[i + GROUP.reach] = d[k + DYAD.reach]
        w[i + GROUP.concession] = d[k + DYAD.concession]
        w[i + GROUP.coordination] = d[k + DYAD.x_coordination]


@inlined
def _reciprocal(weight: float) -> float:
    """Return 1 / weight; 0 where nothing has a weight."""
    return 1.0 / weight if weight > 0.0 else 0.0


@kernel
def watch(s: Structure, c: Point, p: Detection, q: Supply, x: State, month: int) -> None:
    """Update each country's detection and supply."""
    w, n = x.group, x.country
    word = COUNTRY.word0 + 2 * (month & 1) * LANES
    for country in range(len(s.country_group)):
        at, group = (
            place(country, COUNTRY_SIZE),
            place(s.country_group[country], GROUP_SIZE),
        )
        sender, own = (
            c.country[country, IN_COUNTRY.sender_detection],
            c.country[country, IN_COUNTRY.own_detection],
        )
        usual, eradication_at_start = (
            c.country[country, IN_COUNTRY.supply],
            c.eradication[country],
        )
        programme = _own_programme(s, c, s.country_group[country], month)
        for lane in range(lanes(x)):
            i, j = at + lane, group + lane
            cooperation, eradication = (
                w[j + GROUP.cooperation],
                w[j + GROUP.eradication],
            )
            seen = detection.detected(
                sender,
                own,
                w[j + GROUP.reach],
                detection.joint_effort(cooperation, w[j + GROUP.concession], p),
                w[j + GROUP.coordination],
                p,
            )
            noise = standard_noise(n[i + word], n[i + word + LANES])
            level = detection.after_month(n[i + COUNTRY.detection], seen, noise, p)
            wanted = supply.target(usual, programme, eradication, eradication_at_start, q)
            n[i + COUNTRY.detection] = level
            n[i + COUNTRY.is_blind] = detection.is_blind(level, p)
            n[i + COUNTRY.cooperation] = cooperation
            n[i + COUNTRY.eradication] = eradication
            n[i + COUNTRY.supply] = supply.after_month(n[i + COUNTRY.supply], wanted, q)


@kernel
def _own_programme(s: Structure, c: Point, group: int, month: int) -> float:
    """Return the mean of the partners' own programmes in a group."""
    total = 0.0
    first, last = s.group_dyads.starts[group], s.group_dyads.starts[group + 1]
    for j in range(first, last):
        total += c.acts[month, s.group_dyads.items[j], ACT.own_programme]
    return total * (1.0 / float(last - first)) if last > first else 0.0


@kernel
def carry(s: Structure, c: Point, x: State) -> None:
    """Set the month's totals from shares, supplies and detection."""
    n, r, flow = x.country, x.route, x.network
    for lane in range(lanes(x)):
        flow[lane + NETWORK.dispatched] = 0.0
        flow[lane + NETWORK.arrived] = 0.0
        flow[lane + NETWORK.seized] = 0.0
        flow[lane + NETWORK.blind_share] = 0.0
        flow[lane + NETWORK.shifted_share] = 0.0
    for route in range(len(c.route)):
        at = place(route, ROUTE_SIZE)
        first, last = s.route_chain.starts[route], s.route_chain.starts[route + 1]
        producer, step = place(s.route_chain.items[first], COUNTRY_SIZE), 1.0 / float(last - first)
        share_at_start = c.route[route]
        for lane in range(lanes(x)):
            i, k = at + lane, producer + lane
            r[i + ROUTE.removal] = 1.0 - n[k + COUNTRY.detection]
            r[i + ROUTE.attraction] = n[k + COUNTRY.is_blind]
        for j in range(first + 1, last - 1, 2):
            _pass_two(x, at, s.route_chain.items[j], s.route_chain.items[j + 1])
        if (last - first) & 1 == 0:
            _pass_one(x, at, s.route_chain.items[last - 1])
        _load(x, at, producer, step, share_at_start)
    for lane in range(lanes(x)):
        sent = flow[lane + NETWORK.dispatched]
        blind, shifted = (
            flow[lane + NETWORK.blind_share],
            flow[lane + NETWORK.shifted_share],
        )
        flow[lane + NETWORK.blind_share] = blind / sent if sent > 0.0 else 0.0
        flow[lane + NETWORK.shifted_share] = shifted / sent if sent > 0.0 else 0.0


@kernel
def _pass_one(x: State, at: int, country: int) -> None:
    """Take a route's flow through a country."""
    r, n, at, country = x.route, x.country, place(at, 1), place(country, COUNTRY_SIZE)
    for lane in range(lanes(x)):
        i, k = at + lane, country + lane
        r[i + ROUTE.removal] *= 1.0 - n[k + COUNTRY.detection]
        r[i + ROUTE.attraction] += n[k + COUNTRY.is_blind]


@kernel
def _pass_two(x: State, at: int, country: int, next_country: int) -> None:
    """Take a route's flow through two countries, one after the other."""
    r, n, at = x.route, x.country, place(at, 1)
    one, two = place(country, COUNTRY_SIZE), place(next_country, COUNTRY_SIZE)
    for lane in range(lanes(x)):
        i, k, m = at + lane, one + lane, two + lane
        passed = r[i + ROUTE.removal] * (1.0 - n[k + COUNTRY.detection])
        r[i + ROUTE.removal] = passed * (1.0 - n[m + COUNTRY.detection])
        blind = r[i + ROUTE.attraction] + n[k + COUNTRY.is_blind]
        r[i + ROUTE.attraction] = blind + n[m + COUNTRY.is_blind]


@kernel
def _load(x: State, at: int, producer: int, step: float, share_at_start: float) -> None:
    """Add a route's flow to the month's totals."""
    r, n, flow = x.route, x.country, x.network
    at, producer = place(at, 1), place(producer, 1)
    for lane in range(lanes(x)):
        i = at + lane
        removed = 1.0 - r[i + ROUTE.removal]
        made = n[producer + lane + COUNTRY.supply]
        load = made * r[i + ROUTE.share]
        through = load * (1.0 - removed)
        r[i + ROUTE.removal] = removed
        flow[lane + NETWORK.dispatched] += load
        flow[lane + NETWORK.arrived] += through
        flow[lane + NETWORK.seized] += load - through
        flow[lane + NETWORK.blind_share] += load * (r[i + ROUTE.attraction] * step)
        moved = max(r[i + ROUTE.share] - share_at_start, 0.0)
        flow[lane + NETWORK.shifted_share] += made * moved


@kernel
def move(s: Structure, c: Point, p: Routes, x: State) -> None:
    """Move each producer's flow toward its cheaper routes."""
    r, n = x.route, x.country
    for country in range(len(s.country_group)):
        for lane in range(lanes(x)):
            n[place(country, COUNTRY_SIZE) + lane + COUNTRY.attractions] = 0.0
    for route in range(len(c.route)):
        at = place(route, ROUTE_SIZE)
        origin = place(s.route_chain.items[s.route_chain.starts[route]], COUNTRY_SIZE)
        share_at_start, removal_at_start = c.route[route], c.removal[route]
        for lane in range(lanes(x)):
            i = at + lane
            cost = routes.extra_cost(
                r[i + ROUTE.removal],
                removal_at_start,
                r[i + ROUTE.share],
                share_at_start,
                p,
            )
            weight = routes.attraction(share_at_start, cost, p)
            r[i + ROUTE.attraction] = weight
            n[origin + lane + COUNTRY.attractions] += weight
    for country in range(len(s.country_group)):
        at = place(country, COUNTRY_SIZE) + COUNTRY.attractions
        for lane in range(lanes(x)):
            n[at + lane] = routes.scale(n[at + lane])
    for route in range(len(c.route)):
        at = place(route, ROUTE_SIZE)
        origin = place(s.route_chain.items[s.route_chain.starts[route]], COUNTRY_SIZE)
        for lane in range(lanes(x)):
            i = at + lane
            r[i + ROUTE.share] = routes.share(
                r[i + ROUTE.share],
                r[i + ROUTE.attraction],
                n[origin + lane + COUNTRY.attractions],
                p,
            )
