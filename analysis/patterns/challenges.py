"""Pattern 1: how often a challenge is conceded, and how often the sender then stands firm."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.patterns.kinds import Pattern, Runs, Sample, measured


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return shares of challenges conceded, and of resisted ones in which the sender stood firm."""
    series = runs["challenges"].series
    challenged, conceded, firm = (
        series[f"dyad.{name}"].sum(axis=(2, 3)) for name in ("challenged", "conceded", "stood_firm")
    )
    return {"concede": Sample(conceded, challenged), "firm": Sample(firm, challenged - conceded)}


PATTERN = Pattern(
    "challenges",
    1,
    "A challenge is conceded in 23 %, and a resisted one imposed in 71 %, of cases",
    (
        measured("concede", 0.227, 0.197, 0.262, "share of challenges conceded"),
        measured("firm", 0.714, 0.672, 0.752, "share of resisted challenges imposed"),
    ),
    ("challenges",),
    (),
    statistic,
    "TIES 1970-2000, 633 challenges in sigInt's sanctionsData (evidence F5, computed)",
    "Twelve partners of one sender, each threatened once at each of five levels from .2 to 1; the "
    "targets of TIES are all states, many of them less dependent, and its threats' sizes are not "
    "known.",
)
