"""The month's uniforms of each entity and lane: words of a counter, kept until they are used up."""

from __future__ import annotations

from typing import Any

from model import draws
from model.draws import MASK
from model.ensemble.compiled import LANES, inlined, kernel, place
from model.ensemble.layout import (
    COUNTRY,
    COUNTRY_SIZE,
    DYAD,
    DYAD_SIZE,
    GOVERNMENT,
    GOVERNMENT_SIZE,
    LINK,
    LINK_SIZE,
    State,
)
from model.ensemble.structure import Structure


@inlined
def words(key: Any, lane: int, counter: int, stage: int, entity: int) -> Any:
    """Return the four uniforms of a counter; `key` is (first replicate, low, high word of seed)."""
    first, low, high = key
    a, b, c, d = draws.philox(
        (first + lane) & MASK, counter, stage, int(entity) & MASK, low & MASK, high & MASK
    )
    return draws.uniform(a), draws.uniform(b), draws.uniform(c), draws.uniform(d)


@inlined
def _fill(x: State, rows: Any, at: int, key: Any, counter: int, stage: int, entity: int) -> None:
    """Write the four uniforms of a counter to four consecutive rows."""
    for lane in range(LANES):
        i = at + lane
        a, b, c, d = words(key, lane, counter, stage, entity)
        rows[i] = a
        rows[i + LANES] = b
        rows[i + 2 * LANES] = c
        rows[i + 3 * LANES] = d


@kernel
def renew(s: Structure, x: State, key: Any, month: int) -> None:
    """Draw the words that are used up: one a month lasts 4 months, two a month last 2."""
    if month & 3 == 0:
        for k in range(len(s.link_dyad)):
            at = place(k, LINK_SIZE) + LINK.word0
            _fill(x, x.link, at, key, month >> 2, draws.LINKS, s.link_address[k])
        for d in range(len(s.dyad_sender)):
            at = place(d, DYAD_SIZE) + DYAD.mandate_word0
            _fill(x, x.dyad, at, key, month >> 2, draws.MANDATE, s.dyad_address[d])
        for g in range(len(s.is_sender)):
            at = place(g, GOVERNMENT_SIZE) + GOVERNMENT.word0
            address = s.government_address[g]
            _fill(x, x.government, at, key, month >> 2, draws.TURNOVER, address)
    if month & 1 == 0:
        for d in range(len(s.dyad_sender)):
            at = place(d, DYAD_SIZE) + DYAD.word0
            _fill(x, x.dyad, at, key, month >> 1, draws.RUPTURE, s.dyad_address[d])
        for c in range(len(s.country_group)):
            at = place(c, COUNTRY_SIZE) + COUNTRY.word0
            _fill(x, x.country, at, key, month >> 1, draws.DETECTION, s.country_address[c])
