"""Policies and strategies in compiled loops: found by discovery, chosen by number.

Each rule gets a loop over lanes of its own; a chain of comparisons finds the loop by the rule's
place in the sorted list of names.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from model import draws, policies, strategies
from model.ensemble.compiled import inlined, kernel, place, written_out
from model.ensemble.given import IN_DYAD, IN_GOVERNMENT
from model.ensemble.layout import (
    DYAD,
    DYAD_SIZE,
    GOVERNMENT,
    GOVERNMENT_SIZE,
    State,
    lanes,
)
from model.ensemble.point import Point
from model.ensemble.reading import DRAW, is_constant, is_read
from model.ensemble.structure import Structure
from model.ensemble.uniforms import words
from model.instruments import N_INSTRUMENTS, SENDER_INSTRUMENTS
from model.policies.kinds import Observation
from model.rules import instruments
from model.strategies.kinds import Situation

_NAMES = tuple(item.name for item in SENDER_INSTRUMENTS)
Levels = namedtuple("Levels", _NAMES)  # type: ignore[misc]
HIGHEST = Levels(*(item.high for item in SENDER_INSTRUMENTS))
SCOPE = {
    "DYAD": DYAD,
    "HIGHEST": HIGHEST,
    "Levels": Levels,
    "in_force": instruments.in_force,
}
scripted = inlined(
    written_out(
        "scripted",
        "row",
        [f"return Levels({', '.join(f'row[{i}]' for i in range(len(_NAMES)))})"],
        SCOPE,
    )
)


put = inlined(
    written_out(
        "put",
        "d, i, told, asked",
        [f"d[i + DYAD.x_{n}] = in_force(told.{n}, asked.{n}, HIGHEST.{n})" for n in _NAMES],
        SCOPE,
    )
)


@inlined
def level(c: Point, month: int, sender: int, dyad: int, instrument: int) -> float:
    """Return what the script and a policy that looks at nothing put in force."""
    told, asked = c.instruments[month, dyad, instrument], c.asked[sender, instrument]
    return instruments.in_force(told, asked, HIGHEST[instrument])


@inlined
def is_as_before(c: Point, month: int, sender: int, dyad: int) -> bool:
    """Tell whether script and policy ask for what they asked for the month before."""
    n = 1 - c.is_constant[sender] if month > 0 else 1
    for i in range(N_INSTRUMENTS if n == 0 else 0):
        n += 1 if c.instruments[month, dyad, i] != c.instruments[month - 1, dyad, i] else 0
    return n == 0


@kernel
def put_asked(c: Point, x: State, month: int, sender: int, dyad: int) -> None:
    """Put what the script and a policy that looks at nothing ask for: the same in every lane."""
    d, at = x.dyad, place(dyad, DYAD_SIZE)
    told, asked = scripted(c.instruments[month, dyad]), scripted(c.asked[sender])
    for lane in range(lanes(x)):
        put(d, at + lane, told, asked)
        d[at + lane + DYAD.memory] = c.asked[sender, N_INSTRUMENTS]


def _policy_loop(decide: Callable[..., Any]) -> Any:
    @kernel
    def choose(s: Structure, c: Point, x: State, month: int, sender: int, dyad: int) -> None:
        d, g = x.dyad, x.government
        at, home = place(dyad, DYAD_SIZE), place(sender, GOVERNMENT_SIZE)
        calendar = float((s.calendar + month) % 12 + 1)
        row = c.policy_coefficients[sender]
        coefficients = (row[0], row[1], row[2], row[3])
        told = scripted(c.instruments[month, dyad])
        for lane in range(lanes(x)):
            i = at + lane
            u = d[i + DYAD.u_policy]
            asked = decide(
                Observation(
                    d[i + DYAD.mandate],
                    d[i + DYAD.concession],
                    d[i + DYAD.partner_hostile],
                    d[i + DYAD.hostile],
                    d[i + DYAD.sender_trust],
                    g[home + lane + GOVERNMENT.hawkishness],
                    d[i + DYAD.is_ruptured],
                    d[i + DYAD.memory],
                    calendar,
                ),
                coefficients,
                u,
            )
            put(d, i, told, asked)
            d[i + DYAD.memory] = asked.memory

    return choose


def _strategy_loop(decide: Callable[..., Any]) -> Any:
    @kernel
    def respond(s: Structure, c: Point, x: State, month: int, partner: int, dyad: int) -> None:
        d, given = x.dyad, c.dyad[dyad]
        at = place(dyad, DYAD_SIZE)
        row = c.strategy_coefficients[partner]
        coefficients = (row[0], row[1], row[2], row[3])
        aid, patron = given[IN_DYAD.aid_dependence], given[IN_DYAD.patron]
        nationalism = c.government[partner, IN_GOVERNMENT.nationalism]
        for lane in range(lanes(x)):
            i = at + lane
            u = d[i + DYAD.u_strategy]
            answer = decide(
                Situation(
                    d[i + DYAD.hostile],
                    d[i + DYAD.friendly],
                    d[i + DYAD.stake],
                    aid,
                    patron,
                    nationalism,
                    d[i + DYAD.trust],
                    d[i + DYAD.grievance],
                ),
                coefficients,
                u,
            )
            d[i + DYAD.reactivity] = answer.reactivity
            d[i + DYAD.concession_bias] = answer.concession_bias
            d[i + DYAD.mandate_shift] = answer.mandate_shift

    return respond


def _switch(loops: Mapping[int, Any]) -> Any:
    """Return a compiled function that calls the loop of a number."""
    names = {f"loop{i}": loop for i, loop in loops.items()}
    lines = []
    for i in loops:
        lines += [f"if number == {i}:", f"    loop{i}(s, c, x, month, who, dyad)"]
    return kernel(written_out("switch", "number, s, c, x, month, who, dyad", lines, names))


def _draws(rules: Sequence[Callable[..., Any]]) -> tuple[bool, ...]:
    """Return which rules read their uniform, the last argument: only they are given one."""
    return tuple(is_read(rule, DRAW) for rule in rules)


_POLICIES = [policies.rule(name) for name in policies.names()]
_STRATEGIES = [strategies.rule(name) for name in strategies.names()]
choose = _switch({i: _policy_loop(r) for i, r in enumerate(_POLICIES) if not is_constant(r)})
respond = _switch({i: _strategy_loop(r) for i, r in enumerate(_STRATEGIES)})
DRAWS_POLICY, DRAWS_STRATEGY = (
    np.array(_draws(_POLICIES)),
    np.array(_draws(_STRATEGIES)),
)


@kernel
def draw(s: Structure, c: Point, x: State, key: Any, month: int) -> None:
    """Draw the uniforms of policies and strategies that read them."""
    d = x.dyad
    for dyad in range(len(s.dyad_sender)):
        at = place(dyad, DYAD_SIZE)
        theirs = DRAWS_STRATEGY[c.strategy[s.dyad_partner[dyad]]]
        if DRAWS_POLICY[c.policy[s.dyad_sender[dyad]]] or theirs:
            for lane in range(lanes(x)):
                u = words(key, lane, month, draws.POLICY, s.dyad_address[dyad])
                d[at + lane + DYAD.u_policy] = u[0]
                d[at + lane + DYAD.u_strategy] = u[1]
