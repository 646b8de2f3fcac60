"""Certification by the book: judge performance each September, name and shame until the next."""

from __future__ import annotations

from model.policies.kinds import (
    Choice,
    Coefficients,
    Observation,
    choice,
    coefficient,
    performance,
    target,
)

SEPTEMBER = 9.0

COEFFICIENTS = (
    target("certification_by_the_book", 0.5),
    coefficient(
        "certification_by_the_book",
        "waiver",
        0.5,
        "share of the bite taken off by a waiver",
        (0.0, 1.0),
    ),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return decertification = 1 - c1 for a year after a September with performance < c0."""
    judged = 1.0 - c[1] if performance(o) < c[0] else 0.0
    verdict = judged if o.calendar == SEPTEMBER else o.memory
    return choice(decertification=verdict, memory=verdict)
