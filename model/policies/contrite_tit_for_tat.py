"""Contrite tit for tat: as tit for tat, but a sender that wronged the partner bears its answer.

Wu & Axelrod (1995). The sender is out of standing after hostile pressure on a partner that was
performing (an event of the script, words born at home); while out of standing it does not punish.
"""

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

WRONG = 0.05

COEFFICIENTS = (
    coefficient("contrite_tit_for_tat", "response", 0.5, "size of the answer, hostile or friendly"),
    target("contrite_tit_for_tat"),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return words = c0 if performance < c1 and in good standing, else praise = c0.

    `memory` is 1 while out of standing: set by own hostile pressure above 1/20 on a performing
    partner, kept while the partner fails in answer, cleared by a month in which neither is so.
    """
    failed = performance(o) < c[1]
    wronged = o.own_hostile > WRONG and not failed
    contrite = wronged or (o.memory > 0.5 and failed)
    punished = failed and not contrite
    return choice(
        words=c[0] if punished else 0.0,
        praise=0.0 if punished else c[0],
        memory=1.0 if contrite else 0.0,
    )
