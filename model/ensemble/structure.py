"""What of a world decides the loops: who is tied to whom, as arrays of indices.

Worlds of one structure can be run by one call, whatever their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import draws
from model.inputs import Inputs

Key = tuple[Any, ...]


class Ragged(NamedTuple):
    """Lists of indices: list i is `items[starts[i]:starts[i + 1]]`."""

    starts: NDArray[np.int64]
    items: NDArray[np.int64]


class Structure(NamedTuple):
    """Indices and random addresses; groups of watchers are shared by the countries they watch."""

    months: int
    calendar: int
    is_sender: NDArray[np.int64]
    government_dyads: Ragged
    government_address: NDArray[np.int64]
    dyad_sender: NDArray[np.int64]
    dyad_partner: NDArray[np.int64]
    dyad_links: Ragged
    dyad_address: NDArray[np.int64]
    agency_government: NDArray[np.int64]
    agency_is_development: NDArray[np.int64]
    link_dyad: NDArray[np.int64]
    link_ours: NDArray[np.int64]
    link_theirs: NDArray[np.int64]
    link_address: NDArray[np.int64]
    country_group: NDArray[np.int64]
    country_address: NDArray[np.int64]
    group_dyads: Ragged
    route_chain: Ragged


def key(inputs: Inputs) -> Key:
    """Return what must be equal for two worlds to have one structure."""
    return (
        inputs.start,
        inputs.months,
        tuple((g.id, g.role) for g in inputs.governments),
        tuple((a.id, a.government, a.account) for a in inputs.agencies),
        tuple((d.sender, d.partner) for d in inputs.dyads),
        tuple((k.sender_agency, k.partner_agency) for k in inputs.links),
        tuple((c.id, c.partner) for c in inputs.countries),
        tuple(r.chain for r in inputs.routes),
    )


def structure(inputs: Inputs) -> Structure:
    """Return the structure of a world.

    Raises
    ------
    UserError
        If two entities share a random address.
    """
    governments = {g.id: i for i, g in enumerate(inputs.governments)}
    agencies = {a.id: i for i, a in enumerate(inputs.agencies)}
    countries = {c.id: i for i, c in enumerate(inputs.countries)}
    pairs = {(d.sender, d.partner): i for i, d in enumerate(inputs.dyads)}
    owner = [a.government for a in inputs.agencies]
    tied = [(agencies[k.sender_agency], agencies[k.partner_agency]) for k in inputs.links]
    link_dyad = [pairs[owner[ours], owner[theirs]] for ours, theirs in tied]
    watchers = list(dict.fromkeys(c.partner for c in inputs.countries))
    watched = [
        [i for i, d in enumerate(inputs.dyads) if who in (None, d.partner)] for who in watchers
    ]
    addresses = _addresses(inputs)
    return Structure(
        inputs.months,
        int(inputs.start[5:7]) - 1,
        _whole([g.role == "sender" for g in inputs.governments]),
        _ragged(
            [
                [i for i, d in enumerate(inputs.dyads) if g.id in (d.sender, d.partner)]
                for g in inputs.governments
            ]
        ),
        addresses["government"],
        _whole([governments[d.sender] for d in inputs.dyads]),
        _whole([governments[d.partner] for d in inputs.dyads]),
        _ragged(
            [[i for i, own in enumerate(link_dyad) if own == j] for j in range(len(inputs.dyads))]
        ),
        addresses["dyad"],
        _whole([governments[name] for name in owner]),
        _whole([a.account == "development" for a in inputs.agencies]),
        _whole(link_dyad),
        _whole([ours for ours, _ in tied]),
        _whole([theirs for _, theirs in tied]),
        addresses["link"],
        _whole([watchers.index(c.partner) for c in inputs.countries]),
        addresses["country"],
        _ragged(watched),
        _ragged([[countries[name] for name in r.chain] for r in inputs.routes]),
    )


def entity_names(inputs: Inputs) -> dict[str, list[str]]:
    """Return the names that make the random addresses, by axis."""
    return {
        "government": [g.id for g in inputs.governments],
        "dyad": [f"{d.sender}>{d.partner}" for d in inputs.dyads],
        "link": [f"{k.sender_agency}|{k.partner_agency}" for k in inputs.links],
        "country": [f"country:{c.id}" for c in inputs.countries],
    }


def _addresses(inputs: Inputs) -> dict[str, NDArray[np.int64]]:
    names = entity_names(inputs)
    draws.check_addresses([name for group in names.values() for name in group])
    return {axis: _whole([draws.address(n) for n in group]) for axis, group in names.items()}


def _whole(values: Sequence[int | bool]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _ragged(lists: Sequence[Sequence[int]]) -> Ragged:
    starts = np.cumsum([0, *map(len, lists)])
    return Ragged(_whole(starts.tolist()), _whole([i for items in lists for i in items]))
