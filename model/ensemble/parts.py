"""Why arrivals differ from the baseline's: `model.decomposition`, month by month.

The baseline's blocks of each month are kept; a run's blocks are combined with them as it goes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model.decomposition import FLOOR, N_SETS
from model.ensemble.compiled import LANES, inlined, kernel, place
from model.ensemble.given import IN_COUNTRY
from model.ensemble.layout import (
    COUNTRY,
    COUNTRY_SIZE,
    DYAD,
    DYAD_SIZE,
    ROUTE,
    ROUTE_SIZE,
    State,
    lanes,
    rows,
)
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.numerics import clip
from model.parameters.operations import Detection
from model.rules import detection

BLOCK, BLOCK_SIZE = rows(
    "BlockRows",
    ("willing", "conceded", "supply", "presence", "reach", "capacity", "at_home"),
)
N_DETECTIONS = N_SETS // 2
"""Sets of blocks that change detection: all but displacement."""
COMPLIANCE, ACCESS, CAPACITY, DISPLACEMENT = 1, 2, 4, 8
HOME = 8  # among the sets that change detection; 16 among all


class Blocks(NamedTuple):
    """Blocks of a month: rows by country, and the shares with which the flow was sent."""

    country: Any
    share: Any


class Parts(NamedTuple):
    """The baseline's blocks of all months, a month's own, and what arrived by set of blocks.

    `is_as_base` is 1 for a country whose blocks are the baseline's in every lane: what passes it,
    and what is left of a route through such countries, is the same in every set.
    """

    base_country: Any
    base_share: Any
    country: Any
    share: Any
    is_as_base: Any
    passed: Any
    left: Any
    kept: Any
    moved: Any
    arrived: Any


@kernel
def parts_room(s: Structure, months: int) -> Parts:
    """Return room for the parts of a block; `months` is 0 where there is no baseline."""
    countries, routes = len(s.country_group), len(s.route_chain.starts) - 1
    return Parts(
        np.zeros((months, countries * BLOCK_SIZE)),
        np.zeros((months, routes * LANES)),
        np.zeros(countries * BLOCK_SIZE),
        np.zeros(routes * LANES),
        np.zeros(countries, dtype=np.int64),
        np.zeros(countries * LANES),
        np.zeros(routes * LANES),
        np.zeros(LANES),
        np.zeros(LANES),
        np.zeros(N_SETS * LANES),
    )


@kernel
def note_shares(x: State, b: Blocks) -> None:
    """Keep the shares before the month."""
    for route in range(len(b.share) // LANES):
        for lane in range(lanes(x)):
            b.share[route * LANES + lane] = x.route[place(route, ROUTE_SIZE) + lane + ROUTE.share]


@inlined
def detected(
    cooperation: float, conceded: float, reach: float, sender: float, own: float, p: Detection
) -> float:
    """Return detection without the sender's own plan and without noise."""
    effort = detection.joint_effort(cooperation, conceded, p)
    return detection.detected(sender, own, reach, effort, 0.0, p)


@kernel
def note_blocks(s: Structure, c: Point, p: Detection, x: State, b: Blocks) -> None:
    """Set the blocks of a month after it."""
    d, t, n = x.dyad, b.country, x.country
    for country in range(len(s.country_group)):
        at, group = place(country, BLOCK_SIZE), s.country_group[country]
        for lane in range(lanes(x)):
            i = at + lane
            t[i + BLOCK.presence] = 0.0
            t[i + BLOCK.capacity] = 0.0
            t[i + BLOCK.reach] = 0.0
            t[i + BLOCK.conceded] = 0.0
        first, last = s.group_dyads.starts[group], s.group_dyads.starts[group + 1]
        for j in range(first, last):
            dyad = place(s.group_dyads.items[j], DYAD_SIZE)
            for lane in range(lanes(x)):
                i, k = at + lane, dyad + lane
                t[i + BLOCK.presence] += d[k + DYAD.access] * d[k + DYAD.liaison]
                t[i + BLOCK.capacity] += d[k + DYAD.capacity]
                t[i + BLOCK.reach] += d[k + DYAD.reach]
                t[i + BLOCK.conceded] += d[k + DYAD.concession]
        size = float(last - first) if last > first else 1.0
        sender = c.country[country, IN_COUNTRY.sender_detection]
        own = c.country[country, IN_COUNTRY.own_detection]
        for lane in range(lanes(x)):
            i, k = at + lane, place(country, COUNTRY_SIZE) + lane
            presence, capacity = (
                t[i + BLOCK.presence] / size,
                t[i + BLOCK.capacity] / size,
            )
            reach, conceded = t[i + BLOCK.reach] / size, t[i + BLOCK.conceded] / size
            cooperation = n[k + COUNTRY.cooperation]
            usual = detected(cooperation, conceded, reach, sender, own, p)
            t[i + BLOCK.presence], t[i + BLOCK.capacity] = presence, capacity
            t[i + BLOCK.reach], t[i + BLOCK.conceded] = reach, conceded
            t[i + BLOCK.willing] = cooperation / max(presence * capacity, FLOOR)
            t[i + BLOCK.at_home] = n[k + COUNTRY.detection] / max(usual, FLOOR)
            t[i + BLOCK.supply] = n[k + COUNTRY.supply]


@kernel
def combine(s: Structure, c: Point, p: Detection, x: State, z: Parts, month: int) -> None:
    """Add what arrives this month under each set of blocks."""
    theirs, usual_share = z.base_country[month], z.base_share[month]
    _compare(s, x, z, theirs)
    for m in range(N_DETECTIONS):
        _pass(s, c, p, x, z, theirs, m)
        _arrive(s, x, z, usual_share, z.country if m & COMPLIANCE > 0 else theirs, m)


@kernel
def _compare(s: Structure, x: State, z: Parts, theirs: Any) -> None:
    """Find the countries whose blocks are the baseline's."""
    for country in range(len(s.country_group)):
        differ = 0
        for row in range(BLOCK_SIZE // LANES):
            at = place(country, BLOCK_SIZE) + place(row, LANES)
            for lane in range(lanes(x)):
                differ += 1 if z.country[at + lane] != theirs[at + lane] else 0
        z.is_as_base[country] = 1 if differ == 0 else 0


@kernel
def _pass(s: Structure, c: Point, p: Detection, x: State, z: Parts, theirs: Any, m: int) -> None:
    """Set the share of the flow that passes each country; `m` numbers the set of blocks."""
    w = z.country if m & COMPLIANCE > 0 else theirs
    a = z.country if m & ACCESS > 0 else theirs
    k = z.country if m & CAPACITY > 0 else theirs
    h = z.country if m & HOME > 0 else theirs
    for country in range(len(s.country_group)):
        if m > 0 and z.is_as_base[country] == 1:
            continue
        at, out = place(country, BLOCK_SIZE), place(country, LANES)
        sender = c.country[country, IN_COUNTRY.sender_detection]
        own = c.country[country, IN_COUNTRY.own_detection]
        for lane in range(lanes(x)):
            i = at + lane
            able = max(a[i + BLOCK.presence] * k[i + BLOCK.capacity], FLOOR)
            cooperation = clip(w[i + BLOCK.willing] * able, 0.0, 1.0)
            seen = detected(cooperation, w[i + BLOCK.conceded], a[i + BLOCK.reach], sender, own, p)
            z.passed[out + lane] = 1.0 - clip(seen * h[i + BLOCK.at_home], 0.0, 1.0)


@kernel
def _get_through(
    s: Structure, x: State, passed: Any, left: Any, first: int, last: int, row: int
) -> None:
    """Set the share of a route's flow that passes all its countries."""
    row, at = place(row, 1), place(s.route_chain.items[first], LANES)
    for lane in range(lanes(x)):
        left[row + lane] = passed[at + lane]
    for j in range(first + 1, last):
        at = place(s.route_chain.items[j], LANES)
        for lane in range(lanes(x)):
            left[row + lane] = left[row + lane] * passed[at + lane]


@kernel
def _arrive(s: Structure, x: State, z: Parts, usual_share: Any, made: Any, m: int) -> None:
    """Add the month's arrivals with detection from set `m`, without and with displacement."""
    passed, left, kept, moved = z.passed, z.left, z.kept, z.moved
    for lane in range(lanes(x)):
        kept[lane] = 0.0
        moved[lane] = 0.0
    for route in range(len(usual_share) // LANES):
        first, last = s.route_chain.starts[route], s.route_chain.starts[route + 1]
        producer = s.route_chain.items[first]
        row, supply = place(route, LANES), place(producer, BLOCK_SIZE) + BLOCK.supply
        differ = 1 if m == 0 else 0
        for j in range(first, last):
            differ += 1 - z.is_as_base[s.route_chain.items[j]]
        if differ > 0:
            _get_through(s, x, passed, left, first, last, row)
        for lane in range(lanes(x)):
            usual, own = usual_share[row + lane], z.share[row + lane]
            kept[lane] += usual * made[supply + lane] * left[row + lane]
            moved[lane] += own * made[supply + lane] * left[row + lane]
    without = place(m & (DISPLACEMENT - 1) | (m & DISPLACEMENT) << 1, LANES)
    with_it = without + DISPLACEMENT * LANES
    for lane in range(lanes(x)):
        z.arrived[without + lane] += kept[lane]
        z.arrived[with_it + lane] += moved[lane]
