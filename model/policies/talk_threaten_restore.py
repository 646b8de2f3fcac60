"""Talk, threaten, restore: bear a failing partner for a time, then threaten; reward performance.

The adaptive policy that `comity search` is meant for: when to talk, when to threaten and when to
restore are its coefficients.
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

MONTH = 1.0 / 12.0

COEFFICIENTS = (
    target("talk_threaten_restore"),
    coefficient(
        "talk_threaten_restore",
        "patience",
        0.5,
        "failing months borne before a threat, in years",
        (0.0, 1.0),
    ),
    coefficient(
        "talk_threaten_restore", "threat", 0.5, "threat once patience has run out", (0.0, 1.0)
    ),
    coefficient(
        "talk_threaten_restore",
        "friendliness",
        0.3,
        "friendly words and agreements while patience lasts, and added aid on performance",
        (0.0, 0.6),
    ),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return aid = praise = c3 if performance >= c0; else talk or threaten.

    It talks, agreement = c3 / 2 and praise = c3, while no more than 12 c1 failing months stand, and
    threatens, threat = c2, beyond. A month of performance clears one failing month: that is how
    fast the sender restores. `memory` holds the failing months that stand, in years, at most one
    year.
    """
    fails = performance(o) < c[0]
    standing = min(max(o.memory + (MONTH if fails else -MONTH), 0.0), 1.0)
    talks = fails and standing <= c[1]
    friendly = c[3] if talks or not fails else 0.0
    return choice(
        praise=friendly,
        threat=c[2] if fails and not talks else 0.0,
        agreement=0.5 * c[3] if talks else 0.0,
        aid=0.0 if fails else c[3],
        memory=standing,
    )
