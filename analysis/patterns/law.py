"""Pattern 4: Mexico after the law of December 2020, operations fall fast and come back slowly."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.patterns.kinds import Pattern, Runs, Sample, bounded
from analysis.patterns.observation import as_coded
from scenarios.format import months

LAW = "2020-12"


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return how far observed cooperation falls and how much of it returns.

    The fall is from the mean of the twelve months before the law to the lowest of the six from the
    law on; the return is from that lowest month to the highest between two and four years later.
    """
    of = runs["mexico_law"]
    coded = as_coded(of.one("dyad.operational", "USA>MEX"), of.exponent[:, None, None])
    law = months.index(LAW, of.start)
    lowest = coded[..., law : law + 6].min(axis=2)
    return {
        "fall": Sample(coded[..., law - 12 : law].mean(axis=2) - lowest),
        "return": Sample(coded[..., law + 24 : law + 49].max(axis=2) - lowest),
    }


PATTERN = Pattern(
    "law",
    4,
    "Mexico after December 2020: cooperation falls by .2 in six months, regains .15 in 2-4 years",
    (
        bounded("fall", 0.2, 1.0, 0.05, "fall of observed cooperation within six months"),
        bounded("return", 0.15, 1.0, 0.05, "return of observed cooperation in two to four years"),
    ),
    ("mexico_law",),
    ("MEX",),
    statistic,
    "Reuters 30-3-2021 and 19-4-2022, NPR 3-5-2021; yearly coding (evidence F31)",
)
