"""Where a variable lies: each entity's variables are rows of lanes, one entity after the other.

The row of variable v of entity e begins at `e * SIZE + v`, with v a multiple of the lanes; lane i
of it is i further. Offsets are constants, so the compiler knows that rows do not overlap.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from typing import Any, NamedTuple

from model.ensemble.compiled import LANES, inlined
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from model.state import Axis, variables

WORDS = ("word0", "word1", "word2", "word3")


def rows(name: str, names: Sequence[str]) -> tuple[Any, int]:
    """Return the offset of each named row, and the size of all of them."""
    kind = namedtuple(name, names)  # type: ignore[misc]
    return kind(*(i * LANES for i in range(len(names)))), len(names) * LANES


def _rows(axis: Axis, *more: str) -> tuple[Any, int]:
    """Return the rows of an entity of an axis: the variables of `model.state`, then `more`."""
    return rows(f"{axis.capitalize()}Rows", (*variables(axis), *more))


_INSTRUMENT_ROWS = tuple(f"x_{item.name}" for item in SENDER_INSTRUMENTS)
_MANDATE_WORDS = tuple(f"mandate_{word}" for word in WORDS)

GOVERNMENT, GOVERNMENT_SIZE = _rows("government", *WORDS, "sum0", "sum1", "sum2")
DYAD, DYAD_SIZE = _rows(
    "dyad", *_INSTRUMENT_ROWS, *WORDS, *_MANDATE_WORDS, "u_policy", "u_strategy", "seen", "worked"
)
AGENCY, AGENCY_SIZE = _rows("agency", "aid")
LINK, LINK_SIZE = _rows("link", *WORDS)
COUNTRY, COUNTRY_SIZE = _rows("country", *WORDS, "attractions")
ROUTE, ROUTE_SIZE = _rows("route", "attraction")
NETWORK, NETWORK_SIZE = _rows("network")
# What is watched by the same dyads and links is summed once.
GROUP, GROUP_SIZE = rows(
    "GroupRows", ("cooperation", "eradication", "reach", "concession", "coordination")
)


_ACT_NAMES = [item.name for item in PARTNER_ACTS]
ACT: Any = namedtuple("ActColumns", _ACT_NAMES)(*range(len(_ACT_NAMES)))
"""Column of each partner act in the script."""


class State(NamedTuple):
    """The variables of all entities, an array an axis; `eights` times 8 lanes are in use.

    In every lane: `settled` is 1 for a link whose access and presence are the usual ones, `rested`
    for an agency whose capacity is the usual one, `aided` for a dyad whose aid is not the usual
    one, `threatened` for one with a threat in force, `idle` for one with nothing in force but
    words and carried-out threats, `at_peace` for one where nothing is left of a
    threat.
    """

    eights: int
    government: Any
    dyad: Any
    agency: Any
    link: Any
    country: Any
    route: Any
    network: Any
    group: Any
    settled: Any
    rested: Any
    aided: Any
    threatened: Any
    idle: Any
    at_peace: Any


@inlined
def lanes(x: State) -> int:
    """Return how many lanes are in use, for the loops over them.

    Not a constant: loops of constant length would be unrolled, and not become vector instructions.
    """
    return x.eights * 8


AXES: tuple[Axis, ...] = (
    "government",
    "dyad",
    "agency",
    "link",
    "country",
    "route",
    "network",
)
