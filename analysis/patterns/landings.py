"""Pattern 7: drug flights land in Honduras once its support is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.patterns.kinds import Pattern, Runs, Sample, bounded
from scenarios.format import months

CUT = "2009-06"
BY_AIR = {"col_ven_hnd_gtm": "COL", "per_bol_ven_hnd": "PER", "bol_ven_hnd": "BOL"}
"""Routes that the default world describes as flown from Venezuela's plains, and their producers."""


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return the highest monthly flow by air in the four months from the cut, over that before."""
    of = runs["honduras"]
    flow = sum(
        of.one("route.share", route) * of.one("country.supply", producer)
        for route, producer in BY_AIR.items()
    )
    cut = months.index(CUT, of.start)
    before = flow[..., cut - 5 : cut].mean(axis=2)
    return {"flow": Sample(flow[..., cut + 1 : cut + 5].max(axis=2) / before)}


PATTERN = Pattern(
    "landings",
    7,
    "Honduras 2009: drug-flight landings rise two- to sixfold within four months of the cut",
    (bounded("flow", 2.0, 6.0, 0.3, "flow on the routes by air, after the cut over before"),),
    ("honduras",),
    ("HND",),
    statistic,
    "AP in China Daily, October 2009: 14 planes in January to June, at least 10 in the following "
    "month (evidence F33; the source is the de-facto government)",
    "Tonnes on the three routes flown from Venezuela to Honduras stand for landings; the law has "
    "no flights. Not tuned on: nothing inside the assumed ranges comes near (docs/calibration.md).",
    tuned=False,
)
