"""Pattern 10: between a fifth and a quarter of the flow is removed in the baseline."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.patterns.kinds import Pattern, Runs, Sample, bounded


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return what is seized over what is dispatched in the first year."""
    outcomes = runs["baseline"].outcomes
    return {"share": Sample(outcomes["seized_t"], outcomes["dispatched_t"])}


PATTERN = Pattern(
    "removal",
    10,
    "A removal share of .20 to .26 in the baseline",
    (bounded("share", 0.20, 0.26, 0.01, "seized over dispatched, baseline of 2016, first year"),),
    ("baseline",),
    (),
    statistic,
    "About 20 % of known flow in 2012; 74 to 80 % not intercepted in 2014 (evidence F36)",
)
