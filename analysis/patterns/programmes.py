"""Pattern 9: programmes stay impaired for at least twice as long as aid was suspended."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.patterns import studies
from analysis.patterns.kinds import Pattern, Runs, Sample, bounded
from scenarios.format import months

CUT, BACK = "2019-03", "2020-06"
"""First month without aid and first month with it."""
IMPAIRED = 0.1
"""Share of what aid pays for whose loss impairs a programme."""


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return months with over a tenth of aid-paid capacity gone, over months suspended."""
    of = runs["suspension"]
    (inputs,) = studies.worlds("suspension")
    rows = [i for i, a in enumerate(inputs.agencies) if a.government == "HND" and a.aid_share > 0]
    paid = np.array([inputs.agencies[i].aid_share * inputs.agencies[i].capacity for i in rows])
    capacity = of.series["agency.capacity"][..., rows].sum(axis=3)
    first, last = months.index(CUT, of.start), months.index(BACK, of.start)
    lost = (capacity[..., first - 1, None] - capacity[..., first:]) / paid.sum()
    return {"ratio": Sample((lost > IMPAIRED).sum(axis=2) / (last - first))}


PATTERN = Pattern(
    "programmes",
    9,
    "After a 14-month suspension of aid programmes are impaired for at least twice as long",
    (bounded("ratio", 2.0, 20.0, 0.3, "months impaired over months suspended"),),
    ("suspension",),
    ("HND",),
    statistic,
    "GAO-21-104366: 14 months, not back to previous levels before FY2023 (evidence F15)",
    "The capacity of Honduran agencies that aid pays for stands for programmes; impaired means "
    "that over a tenth of it is gone. Counting ends with the study, 45 months after aid returns.",
)
