"""Pattern 6: Colombia decertified, the political tie falls and the agencies' does not."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.patterns.kinds import Pattern, Runs, Sample, bounded
from analysis.patterns.observation import observed_cooperation, yearly


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return the fall of the mandate from 1995 to 1997 and the worse year of cooperation."""
    of = runs["colombia"]
    mandate = yearly(of.one("dyad.mandate", "USA>COL"), of.start)
    seen = observed_cooperation(of.series, of.ids, "USA>COL", start=of.start, exponent=of.exponent)
    return {
        "mandate": Sample(mandate.at(1995) - mandate.at(1997)),
        "links": Sample(np.minimum(seen.at(1996), seen.at(1997))),
    }


PATTERN = Pattern(
    "colombia",
    6,
    "Colombia 1996-97: decertification lowers the political tie, agency links stay at .5 or above",
    (
        bounded("mandate", 0.05, 1.0, 0.02, "fall of the mandate, 1995 to 1997"),
        bounded("links", 0.5, 1.0, 0.05, "observed cooperation in the worse of 1996 and 1997"),
    ),
    ("colombia",),
    ("COL",),
    statistic,
    "CRS RL32038; yearly coding .55, .50, .55 (evidence, chronology of Colombia)",
    "The mandate stands for the political tie; .05 is the least fall that a coder of tenths would "
    "not round away, and stricter than the pattern, which asks for any.",
)
