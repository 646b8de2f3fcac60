"""Many points, many replicates: the loops around the month, and what is kept of each run."""

from __future__ import annotations

from typing import Any, NamedTuple

from model.decomposition import N_SETS
from model.ensemble import agencies
from model.ensemble.cache import cached
from model.ensemble.compiled import LANES, glue, kernel
from model.ensemble.given import Given
from model.ensemble.layout import (
    AGENCY_SIZE,
    COUNTRY_SIZE,
    DYAD_SIZE,
    GOVERNMENT_SIZE,
    LINK_SIZE,
    NETWORK,
    NETWORK_SIZE,
    ROUTE_SIZE,
    State,
)
from model.ensemble.month import advance, begin, room
from model.ensemble.parts import (
    Blocks,
    Parts,
    combine,
    note_blocks,
    note_shares,
    parts_room,
)
from model.ensemble.point import point_of
from model.ensemble.start import Start, unpacked
from model.ensemble.structure import Structure
from model.ensemble.tally import Tally, note, settle, tally_room


class Task(NamedTuple):
    """What one call computes.

    `low` and `high` are the words of the seed; replicates `first` to `first + size - 1` of the
    points `begin` to `end - 1` go to the rows from `row` on; `base` is the point that the others
    are paired with, or -1.
    """

    low: int
    high: int
    first: int
    size: int
    row: int
    begin: int
    end: int
    base: int


class Kept(NamedTuple):
    """Room for what is kept; P points, R replicates, the axes of `Series` alike.

    `run` (P, R, OUTCOMES); `dyads` (P, R, D, DYAD_OUTCOMES); `arrived` (P, R, N_SETS) by set of
    blocks; `base_arrived` (R,).
    """

    run: Any
    dyads: Any
    arrived: Any
    base_arrived: Any


class Series(NamedTuple):
    """Monthly series by axis: `rows` (V,), `values` (P, R, months, V, entities)."""

    rows: tuple[Any, ...]
    values: tuple[Any, ...]


@cached
def run(s: Structure, g: Given, z: Start, t: Task, kept: Kept, series: Series) -> None:
    """Compute a task and fill `kept` and `series`."""
    months = s.months if t.base >= 0 else 0
    x, y = room(s, LANES // 8), tally_room(len(s.dyad_sender))
    parts = parts_room(s, months)
    for start in range(0, t.size, LANES):
        used = min(LANES, t.size - start)
        block = State(
            (used + 7) // 8,
            x.government,
            x.dyad,
            x.agency,
            x.link,
            x.country,
            x.route,
            x.network,
            x.group,
            x.settled,
            x.rested,
            x.aided,
            x.threatened,
            x.idle,
            x.at_peace,
        )
        key = (t.first + start, t.low, t.high)
        if t.base >= 0:
            _base(s, g, z, t.base, block, y, parts, key)
            for lane in range(used):
                kept.base_arrived[t.row + start + lane] = y.network[lane + NETWORK.arrived]
        for i in range(t.begin, t.end):
            _one(s, g, z, i, block, y, parts, key, series, t.row + start, used)
            for lane in range(used):
                r = t.row + start + lane
                settle(block, y, s.months, lane, kept.run[i, r], kept.dyads[i, r])
                if months > 0:
                    for m in range(N_SETS):
                        kept.arrived[i, r, m] = parts.arrived[m * LANES + lane]


@glue
def _base(
    s: Structure, g: Given, z: Start, i: int, x: State, y: Tally, parts: Parts, key: Any
) -> None:
    """Run the baseline and keep its blocks of every month."""
    c, p = point_of(g, z, i), unpacked(g.parameters[i])
    begin(s, c, x)
    for month in range(s.months):
        blocks = Blocks(parts.base_country[month], parts.base_share[month])
        note_shares(x, blocks)
        advance(s, c, p, x, key, month)
        agencies.measure_more(s, x)
        note(x, y, month)
        note_blocks(s, c, p.detection, x, blocks)


@glue
def _one(
    s: Structure,
    g: Given,
    z: Start,
    i: int,
    x: State,
    y: Tally,
    parts: Parts,
    key: Any,
    series: Series,
    start: int,
    used: int,
) -> None:
    """Run a point."""
    c, p = point_of(g, z, i), unpacked(g.parameters[i])
    begin(s, c, x)
    parts.arrived[:] = 0.0
    blocks = Blocks(parts.country, parts.share)
    paired = len(parts.base_share) > 0
    every = paired or len(series.rows[1]) > 0
    for month in range(s.months):
        if paired:
            note_shares(x, blocks)
        advance(s, c, p, x, key, month)
        if every or month == 0 or month == s.months - 1:
            agencies.measure_more(s, x)
        note(x, y, month)
        if paired:
            note_blocks(s, c, p.detection, x, blocks)
            combine(s, c, p.detection, x, parts, month)
        _record(x, series, i, start, used, month)


@kernel
def _record(x: State, series: Series, i: int, start: int, used: int, month: int) -> None:
    """Copy the month's values of the asked variables."""
    rows, values = series.rows, series.values
    _copy(x.government, GOVERNMENT_SIZE, rows[0], values[0], i, start, used, month)
    _copy(x.dyad, DYAD_SIZE, rows[1], values[1], i, start, used, month)
    _copy(x.agency, AGENCY_SIZE, rows[2], values[2], i, start, used, month)
    _copy(x.link, LINK_SIZE, rows[3], values[3], i, start, used, month)
    _copy(x.country, COUNTRY_SIZE, rows[4], values[4], i, start, used, month)
    _copy(x.route, ROUTE_SIZE, rows[5], values[5], i, start, used, month)
    _copy(x.network, NETWORK_SIZE, rows[6], values[6], i, start, used, month)


@kernel
def _copy(
    state: Any,
    size: int,
    rows: Any,
    out: Any,
    i: int,
    start: int,
    used: int,
    month: int,
) -> None:
    for v in range(len(rows)):
        for entity in range(out.shape[4]):
            at = entity * size + rows[v]
            for lane in range(used):
                out[i, start + lane, month, v, entity] = state[at + lane]
