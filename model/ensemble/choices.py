"""Policies and strategies in compiled loops: found by discovery, chosen by number.

Each rule gets a loop over lanes of its own; a chain of comparisons finds the loop by the rule's
place in the sorted list of names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from model import draws, policies, strategies
from model.ensemble.compiled import LANES, inlined, kernel
from model.ensemble.given import IN_DYAD, IN_GOVERNMENT
from model.ensemble.layout import (
    DYAD,
    DYAD_SIZE,
    GOVERNMENT,
    GOVERNMENT_SIZE,
    INSTRUMENTS,
    State,
)
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.ensemble.uniforms import words
from model.instruments import N_INSTRUMENTS, SENDER_INSTRUMENTS
from model.policies.kinds import Observation
from model.rules import instruments
from model.strategies.kinds import Situation

HIGHEST = tuple(item.high for item in SENDER_INSTRUMENTS)


def _policy_loop(decide: Callable[..., Any]) -> Any:

    @kernel
    def choose(
        s: Structure, c: Point, x: State, key: Any, month: int, sender: int, dyad: int
    ) -> None:
        d, g = x.dyad, x.government
        at, home = dyad * DYAD_SIZE, sender * GOVERNMENT_SIZE
        calendar = float((s.calendar + month) % 12 + 1)
        row, scripted = c.policy_coefficients[sender], c.instruments[month, dyad]
        coefficients = (row[0], row[1], row[2], row[3])
        for lane in range(LANES):
            i = at + lane
            u = words(key, lane, month, draws.POLICY, s.dyad_address[dyad])[0]
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
            for k in range(N_INSTRUMENTS):
                level = instruments.in_force(scripted[k], asked[k], HIGHEST[k])
                d[i + INSTRUMENTS + k * LANES] = level
            d[i + DYAD.memory] = asked.memory

    return choose


def _strategy_loop(decide: Callable[..., Any]) -> Any:

    @kernel
    def respond(
        s: Structure, c: Point, x: State, key: Any, month: int, partner: int, dyad: int
    ) -> None:
        d, given = x.dyad, c.dyad[dyad]
        at = dyad * DYAD_SIZE
        row = c.strategy_coefficients[partner]
        coefficients = (row[0], row[1], row[2], row[3])
        aid, patron = given[IN_DYAD.aid_dependence], given[IN_DYAD.patron]
        nationalism = c.government[partner, IN_GOVERNMENT.nationalism]
        for lane in range(LANES):
            i = at + lane
            u = words(key, lane, month, draws.POLICY, s.dyad_address[dyad])[1]
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


def _nothing() -> Any:
    @kernel
    def nothing(
        number: int, s: Structure, c: Point, x: State, key: Any, month: int, who: int, dyad: int
    ) -> None:
        pass

    return nothing


def _either(place: int, loop: Any, others: Any) -> Any:
    @kernel
    def either(
        number: int, s: Structure, c: Point, x: State, key: Any, month: int, who: int, dyad: int
    ) -> None:
        if number == place:
            loop(s, c, x, key, month, who, dyad)
        else:
            others(number, s, c, x, key, month, who, dyad)

    return either


def _chain(loops: Sequence[Any]) -> Any:
    """Return a function that calls the loop of a number."""
    chosen = _nothing()
    for place, loop in reversed(list(enumerate(loops))):
        chosen = _either(place, loop, chosen)
    return chosen


choose = _chain([_policy_loop(policies.rule(name)) for name in policies.names()])
respond = _chain([_strategy_loop(strategies.rule(name)) for name in strategies.names()])
