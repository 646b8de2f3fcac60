"""Contrite tit for tat: as tit for tat, but a sender that wronged the partner bears its answer.

Wu & Axelrod (1995). The sender is out of standing after hostile pressure on a partner that was
performing (an event of the script, words born at home); while out of standing it does not punish.
A punishment that was due does not cost standing.
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
DUE, CONTRITE = 0.5, 1.0

COEFFICIENTS = (
    coefficient("contrite_tit_for_tat", "response", 0.5, "size of the answer, hostile or friendly"),
    target("contrite_tit_for_tat"),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return words = c0 if performance < c1 and in good standing, else praise = c0.

    `memory` is 1 while out of standing: set by own hostile pressure above 1/20 on a performing
    partner unless last month's punishment was due (`memory` 1/2), kept while the partner fails in
    answer, cleared by a month in which neither is so.
    """
    failed = performance(o) < c[1]
    wronged = o.own_hostile > WRONG and not failed and o.memory != DUE
    contrite = wronged or (o.memory == CONTRITE and failed)
    punished = failed and not contrite
    standing = CONTRITE if contrite else 0.0
    return choice(
        words=c[0] if punished else 0.0,
        praise=0.0 if punished else c[0],
        memory=DUE if punished else standing,
    )
