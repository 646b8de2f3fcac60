"""Makes the table of docs/coverage.md that gathers the measured coverage of every interval.

    python scripts/coverage_page.py

Rates are read from the tables of simulations of the pages themselves; tests compare these with the
simulations. An interval without a row in any table ends with an error.
"""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "coverage.md"
BEGIN, END = "<!-- table: made by scripts/coverage_page.py -->", "<!-- end of table -->"
LOOKS = "decisions/0015-intervals-that-may-be-looked-at.md"
INTERVALS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    # what it is of, who prints or draws it, how it is made, page of the rows, how rows begin
    ("mean paired difference; parts of the net security effect; forest plot",
     "`sweep`, `compare`, `report`, `view`", "BCa bootstrap", "compare.md", ("mean, ",)),
    ("middle of the differences", "`compare`", "Hodges-Lehmann, signed ranks", "compare.md",
     ("Hodges-Lehmann",)),
    ("probability of superiority", "`compare`, `report`", "adjusted Wald", "compare.md",
     ("superiority",)),
    ("difference month by month, all months at once; month beyond chance", "`compare`, `report`",
     "sup-t band", "compare.md", ("band over",)),
    ("survival curve", "`compare --events`, `report`", "by run", "compare.md", ("survival curve",)),
    ("difference of restricted means", "`compare --events`, `report`", "paired, by run",
     "compare.md", ("restricted mean",)),
    ("hazard ratio", "`compare --events`", "Lin and Wei, by run", "compare.md",
     ("hazard ratio",)),
    ("mean difference where a sweep stops by itself", "`sweep replicates=auto`",
     "empirical Bernstein, Student", LOOKS, ("bounded,", "without bounds,")),
    ("Sobol' first order", "`sensitivity`", "bootstrap of blocks", "sensitivity.md",
     ("Sobol' first",)),
    ("Sobol' total order", "`sensitivity`", "bootstrap of blocks", "sensitivity.md",
     ("Sobol' total", "the same, points at random")),
    ("Sobol' second order", "`sensitivity`", "bootstrap of blocks", "coverage.md",
     ("Sobol' second",)),
    ("Morris mu*", "`sensitivity`", "bootstrap of trajectories", "sensitivity.md",
     ("Morris mu*",)),
    ("Morris sigma", "`sensitivity`", "bootstrap of trajectories", "coverage.md",
     ("Morris sigma",)),
    ("PAWN index", "`sensitivity`", "normal, spread of resamples", "coverage.md", ("PAWN of",)),
    ("share of parameters; chance in means; replicates needed", "`sensitivity`", "jackknife",
     "sensitivity.md", ("share of parameters", "chance in means")),
    ("density of a box on held-out worlds", "`discover`", "Wilson", "discover.md", ("density",)),
    ("coverage of a box; any share of runs or worlds", "`discover`, `tipping`, `robust`",
     "Wilson", "coverage.md", ("share of 64",)),
    ("share of runs that jump beyond those without the ramp", "`tipping`", "BCa bootstrap",
     "coverage.md", ("ramp: share",)),
    ("intensity at a jump", "`tipping`", "BCa bootstrap", "coverage.md", ("ramp: intensity",)),
    ("width and gap of a loop", "`tipping`", "BCa bootstrap", "coverage.md",
     ("ramp: width of", "ramp: gap")),
    ("the same at rate 0", "`tipping`", "BCa bootstrap", "coverage.md", ("ramp: width at",)),
    ("area and hits of an early warning", "`tipping`", "percentile bootstrap", "coverage.md",
     ("early warning",)),
    ("expected outcome over worlds", "`robust`, `search`", "BCa bootstrap", "robust.md",
     ("expected",)),
    ("bad-case percentile", "`robust`, `search`", "percentile bootstrap", "robust.md",
     ("percentile",)),
    ("satisficing share; best in worlds", "`robust`", "Wilson", "robust.md",
     ("satisficing", "best in worlds")),
    ("regret percentile; mean regret; mean less deviation", "`robust`, `search`",
     "percentile bootstrap", "robust.md", ("regret percentile", "mean regret", "mean less")),
    ("optimism of a search", "`search`", "Welch", "coverage.md", ("search:",)),
    ("skill, difference of scores", "`validate`", "bootstrap of dyads", "coverage.md",
     ("validation:",)),
    ("ratio of variances, unpaired over paired", "docs/common_random_numbers.md",
     "percentile bootstrap", "coverage.md", ("variance ratio",)),
)  # fmt: skip


def rows(page: str) -> list[tuple[str, str, str, str]]:
    """Return name, measured rate, its interval and number of simulations of each row of a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    cell = r"([^|\n]+?)"
    if page == LOOKS:
        found = re.findall(
            rf"^\| {cell} \| (0\.\d{{4}}|1\.0000) \| {cell} \| [^|]+ \| {cell} \|$", text, re.M
        )
    else:
        found = re.findall(
            rf"^\| {cell} \| [-.\d]+ \| (0\.\d{{4}}|1\.0000) \| {cell} \| {cell} \|$", text, re.M
        )
    return [(name, rate, bounds, times) for name, rate, bounds, times in found]


def table() -> str:
    """Return the table.

    Raises
    ------
    SystemExit
        When an interval has no simulation.
    """
    lines = ["| interval of | by | made as | simulated: measured (its 95 % interval) | in |"]
    lines.append("|---|---|---|---|---|")
    for of, by, how, page, begins in INTERVALS:
        own = [row for row in rows(page) if row[0].startswith(begins)]
        if not own:
            raise SystemExit(f"nothing in {page} was simulated of {of!r}")
        told = "; ".join(f"{name}: **{rate}** ({bounds})" for name, rate, bounds, _ in own)
        where = "below" if page == PAGE.name else f"[{Path(page).stem}]({page})"
        lines.append(f"| {of} | {by} | {how} | {told} | {where} |")
    return "\n".join(lines)


def main() -> None:
    """Write the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not after:
        raise SystemExit(f"{PAGE} has no marks")
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
