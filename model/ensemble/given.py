"""The numbers of many worlds of one structure, as arrays with a row a point.

What points share is stored once: a script (instruments, acts, leaders, elections) by the index
`script`, everything else by the point itself.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import policies, strategies
from model.behaviours import Registry
from model.ensemble import reading
from model.ensemble.compiled import written_out
from model.errors import UserError
from model.inputs import Behaviour, Inputs
from model.instruments import N_ACTS, N_INSTRUMENTS
from model.parameters import Parameters, groups
from model.policies.kinds import Observation

Array = NDArray[np.float64]

GOVERNMENT_FIELDS = ("ideology", "nationalism", "months_in_office")
AGENCY_FIELDS = (
    "autonomy", "capacity", "aid_share", "exposure", "detection_weight", "eradication_weight",
)  # fmt: skip
DYAD_FIELDS = (
    "trust", "sender_trust", "grievance", "rhetoric", "partner_rhetoric", "credibility", "mandate",
    "is_ruptured", "concession", "law", "reach", "aid_dependence", "trade_dependence", "reputation",
    "patron", "common_threat", "sender_exposure",
)  # fmt: skip
LINK_FIELDS = ("access", "liaison", "working_trust")
COUNTRY_FIELDS = ("sender_detection", "own_detection", "supply")
ROUTE_FIELDS = ("share",)


def _columns(name: str, fields: Sequence[str]) -> Any:
    return namedtuple(name, fields)(*range(len(fields)))


IN_GOVERNMENT = _columns("GovernmentColumns", GOVERNMENT_FIELDS)
IN_AGENCY = _columns("AgencyColumns", AGENCY_FIELDS)
IN_DYAD = _columns("DyadColumns", DYAD_FIELDS)
IN_LINK = _columns("LinkColumns", LINK_FIELDS)
IN_COUNTRY = _columns("CountryColumns", COUNTRY_FIELDS)


class Given(NamedTuple):
    """The numbers of all points; the first axis of each array is the point or the script.

    Shapes: government (P, G, 3), agency (P, A, 6), dyad (P, D, 17), link (P, L, 3), country
    (P, C, 3), route (P, R); parameters (P, 121); policy and strategy (P, G) with coefficients
    (P, G, 4); is_constant (P, G), 1 where a policy looks at nothing, and then what it always asks
    for, asked (P, G, N_INSTRUMENTS + 1 for its memory); script (P,), instruments (S,
    months, D, N_INSTRUMENTS), acts (S, months, D, N_ACTS), leaders and elections (S, months, G),
    leaders NaN where nothing is scripted.
    """

    government: Array
    agency: Array
    dyad: Array
    link: Array
    country: Array
    route: Array
    parameters: Array
    policy: NDArray[np.int64]
    policy_coefficients: Array
    is_constant: NDArray[np.int64]
    asked: Array
    strategy: NDArray[np.int64]
    strategy_coefficients: Array
    script: NDArray[np.int64]
    instruments: Array
    acts: Array
    leaders: Array
    elections: Array


def given(points: Sequence[Inputs]) -> Given:
    """Return the numbers of points of one structure."""
    seen: dict[tuple[int, ...], Array] = {}

    def rows(entities: Sequence[Any], fields: Sequence[str]) -> Array:
        # Points that differ in parameters alone share their tuples of entities.
        found = seen.get((id(entities),))
        if found is None:
            values = [[float(getattr(e, field)) for field in fields] for e in entities]
            found = seen[(id(entities),)] = np.array(values).reshape(len(entities), len(fields))
        return found

    scripts: dict[tuple[int, ...], Inputs] = {}
    for p in points:
        scripts.setdefault(_script(p), p)
    order = {name: i for i, name in enumerate(scripts)}
    told = list(scripts.values())
    return Given(
        np.stack([rows(p.governments, GOVERNMENT_FIELDS) for p in points]),
        np.stack([rows(p.agencies, AGENCY_FIELDS) for p in points]),
        np.stack([rows(p.dyads, DYAD_FIELDS) for p in points]),
        np.stack([rows(p.links, LINK_FIELDS) for p in points]),
        np.stack([rows(p.countries, COUNTRY_FIELDS) for p in points]),
        np.stack([rows(p.routes, ROUTE_FIELDS)[:, 0] for p in points]),
        np.array([[x for group in p.parameters for x in group] for p in points]),
        *_behaviours(points),
        np.array([order[_script(p)] for p in points], dtype=np.int64),
        np.stack([_levels(p, "instruments", N_INSTRUMENTS) for p in told]),
        np.stack([_levels(p, "acts", N_ACTS) for p in told]),
        np.stack([_leaders(p) for p in told]),
        np.stack([_elections(p) for p in told]),
    )


def _levels(p: Inputs, name: str, count: int) -> Array:
    """Return a script's levels; compiled loops trust its shape, so it is checked here."""
    levels = np.ascontiguousarray(getattr(p, name), dtype=np.float64)
    wanted = (p.months, len(p.dyads), count)
    if levels.shape != wanted:
        raise UserError(
            f"{name} of shape {levels.shape} do not fit the world; allowed {wanted}, which are "
            "months, dyads and instruments; set by the caller. Give a level for each."
        )
    return levels


def _script(p: Inputs) -> tuple[int, ...]:
    return (id(p.instruments), id(p.acts), id(p.leaders), id(p.governments))


def _behaviours(
    points: Sequence[Inputs],
) -> tuple[NDArray[np.int64], Array, NDArray[np.int64], Array, NDArray[np.int64], Array]:
    """Return the number of each government's rule, its coefficients, and what is always asked."""
    nothing, usual = Behaviour("status_quo"), Behaviour("institutionalist")
    chosen = [
        [p.policies.get(g.id, nothing) if g.role == "sender" else nothing for g in p.governments]
        for p in points
    ]
    leaning = [[p.strategies.get(g.id, usual) for g in p.governments] for p in points]
    return (
        *_numbered(chosen, policies.REGISTRY),
        *_always_asked(chosen),
        *_numbered(leaning, strategies.REGISTRY),
    )


def _numbered(
    rows: Sequence[Sequence[Behaviour]], registry: Registry
) -> tuple[NDArray[np.int64], Array]:
    """Return the place of each rule in the sorted list of names, and the coefficients."""
    places = {name: i for i, name in enumerate(registry.names())}
    for behaviour in (b for row in rows for b in row if b.rule not in places):
        registry.rule(behaviour.rule)  # tells what there is
    return (
        np.array([[places[b.rule] for b in row] for row in rows], dtype=np.int64),
        np.array([[b.coefficients for b in row] for row in rows], dtype=np.float64),
    )


def _always_asked(rows: Sequence[Sequence[Behaviour]]) -> tuple[NDArray[np.int64], Array]:
    """Return which policies look at nothing, and what these ask for in every month."""
    unseen = Observation(*(0.0 for _ in Observation._fields))
    rules = [[policies.rule(b.rule) for b in row] for row in rows]
    is_constant = [[1 if reading.is_constant(rule) else 0 for rule in row] for row in rules]
    asked = np.zeros((len(rows), len(rows[0]), N_INSTRUMENTS + 1))
    for i, j in np.argwhere(is_constant).tolist():
        asked[i, j] = rules[i][j](unseen, rows[i][j].coefficients, 0.0)
    return np.array(is_constant, dtype=np.int64), asked


def _leaders(p: Inputs) -> Array:
    """Return the ideology of each scripted new leader, shape (months, governments), else NaN."""
    index = {g.id: i for i, g in enumerate(p.governments)}
    table = np.full((p.months, len(index)), np.nan)
    for change in p.leaders:
        if 0 <= change.month < p.months:
            table[change.month, index[change.government]] = change.ideology
    return table


def _elections(p: Inputs) -> Array:
    """Return 1 in the months of elections."""
    table = np.zeros((p.months, len(p.governments)))
    for i, government in enumerate(p.governments):
        table[[m for m in government.elections if 0 <= m < p.months], i] = 1.0
    return table


def _unpacking() -> Any:
    """Return a function from a row of numbers to `Parameters`."""
    calls, at = [], 0
    for name, kind in groups().items():
        count = len(kind._fields)
        calls.append(f"{name}({', '.join(f'row[{at + i}]' for i in range(count))})")
        at += count
    made = f"return Parameters({', '.join(calls)})"
    return written_out("unpack", "row", [made], {"Parameters": Parameters, **groups()})


unpack = _unpacking()
