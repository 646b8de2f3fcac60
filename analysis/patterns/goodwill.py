"""Pattern 3: Mexico 2015 to 2017, goodwill collapses and operations do not."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.patterns.kinds import Pattern, Runs, Sample, bounded, measured
from analysis.patterns.observation import as_coded
from scenarios.format import months

BEFORE, AFTER = ("2015-04", "2015-05"), ("2017-03", "2017-05")
"""First and last month of the two surveys' field work."""


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return the change of trust between the surveys, and of observed cooperation by year."""
    of = runs["mexico_words"]
    trust = of.one("dyad.trust", "USA>MEX")
    coded = as_coded(of.one("dyad.operational", "USA>MEX"), of.exponent[:, None, None])
    before, after = (_between(of.start, *span) for span in (BEFORE, AFTER))
    y2015, y2017 = (_between(of.start, f"{year}-01", f"{year}-12") for year in (2015, 2017))
    return {
        "goodwill": Sample(trust[..., after].mean(axis=2) - trust[..., before].mean(axis=2)),
        "operations": Sample(coded[..., y2015].mean(axis=2) - coded[..., y2017].mean(axis=2)),
    }


def _between(start: str, first: str, last: str) -> slice:
    return slice(months.index(first, start), months.index(last, start) + 1)


PATTERN = Pattern(
    "goodwill",
    3,
    "Mexico 2015-17: goodwill falls by 36 points, operations by no more than .15",
    (
        measured(
            "goodwill", -0.36, -0.46, -0.26, "change of the partner's trust, survey to survey"
        ),
        bounded("operations", -1.0, 0.15, 0.05, "fall of observed cooperation, 2015 to 2017"),
    ),
    ("mexico_words",),
    ("MEX",),
    statistic,
    "Pew (September 2017): favourable 66 to 30 %; yearly coding .70 to .75 (evidence F22)",
    "The partner government's trust stands for the public's favourable view.",
)
