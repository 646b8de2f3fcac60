"""What the terminal shows of a study of robustness."""

from __future__ import annotations

import math

from rich.table import Table

from analysis.cli.compare_tables import plain
from analysis.cli.tables import console
from analysis.outcome_titles import title, within
from analysis.robustness import Robustness, words
from analysis.robustness.criteria import CRITERIA
from analysis.robustness.flips import Flip
from analysis.robustness.scoring import Scored

SHOWN = ("expected", "percentile", "satisficing", "best_share", "max_regret", "regret_percentile")
"""Criteria with numbers; of the others the rank is shown, and robust.json has their numbers."""


def show(found: Robustness) -> None:
    """Print scores, ranks, trade-off, flips and limits."""
    out = console()
    for one in found.outcomes:
        out.print(_scores(found, one))
        if not one.is_agreed:
            out.print(_ranks(one))
    out.print(_tradeoff(found))
    for item in found.flips:
        if item.separates:
            out.print(_regions(item))
    for told in words.findings(found):
        out.print(f"- {told}", highlight=False, markup=False)
    out.print("Limits", style="bold")
    for limit in found.limits:
        out.print(f"- {limit}", highlight=False, markup=False)


def _scores(found: Robustness, one: Scored) -> Table:
    wanted = "more is better" if one.is_more_better else "less is better"
    least = "at least" if one.is_more_better else "at most"
    table = Table(
        title=f"{title(one.outcome)} ({wanted}) in {found.worlds} worlds x "
        f"{found.replicates} replicates",
        caption=f"{100 * found.asked.confidence:g} % intervals over worlds; percentile: "
        f"{100 * found.asked.share:g} % of the worlds are worse; satisficing: {least} "
        f"{number(one.threshold)} ({plain(one.threshold_from)}); regret: distance from the best in "
        "the same world, less is better",
    )
    table.add_column("alternative", overflow="fold")
    for item in CRITERIA:
        if item.name in SHOWN:
            table.add_column(item.title, justify="right")
    for name in found.alternatives:
        row = [s for s in one.scores if s.alternative == name and s.criterion in SHOWN]
        cells = [
            number(s.value) if math.isnan(s.low) else interval(s.value, s.low, s.high) for s in row
        ]
        table.add_row(plain(name), *cells)
    return table


def _ranks(one: Scored) -> Table:
    table = Table(
        title=f"{title(one.outcome)}: rank under each criterion",
        caption="below each rank, where it is not 0, the share of bootstrap resamples of worlds in "
        "which it is first",
    )
    table.add_column("alternative", overflow="fold")
    for item in CRITERIA:
        table.add_column(_narrow(item.title), justify="right")
    rank, first = one.table("rank"), one.table("first_share")
    for name in rank.index:
        pairs = zip(rank.loc[name], first.loc[name], strict=True)
        cells = (f"{int(r)}" + (f"\n{100 * f:.0f} %" if f >= 0.005 else "") for r, f in pairs)
        table.add_row(plain(str(name)), *cells)
    return table


def _narrow(title: str) -> str:
    return title.replace(" ", "\n").replace("-", "-\n")


def _tradeoff(found: Robustness) -> Table:
    plane = found.tradeoff
    table = Table(
        title=f"Trade-off: {within(plane.x)} and {within(plane.y)}",
        caption="means over worlds; no other better: in both, on average; certain: in that share "
        "of resamples of worlds; in worlds: in that share of single worlds",
    )
    table.add_column("alternative", overflow="fold")
    for head in (within(plane.x), within(plane.y)):
        table.add_column(head, justify="right")
    for head in ("no other better", "certain", "in worlds"):
        table.add_column(head, justify="right")
    for place in plane.places:
        table.add_row(
            plain(place.alternative),
            interval(place.x, place.x_low, place.x_high),
            interval(place.y, place.y_low, place.y_high),
            "yes" if place.is_nondominated else "",
            f"{100 * place.nondominated_share:.0f} %",
            f"{100 * place.world_share:.0f} %",
        )
    return table


def _regions(item: Flip) -> Table:
    table = Table(
        title=f"{title(item.outcome)}: where {plain(item.a)} and {plain(item.b)} swap places",
        caption="of a tree grown on two thirds of the worlds, which gives both sides the same "
        "weight, though one may be rare; counts are of the third that it has not seen",
    )
    table.add_column("where", overflow="fold")
    table.add_column("guessed ahead", overflow="fold")
    table.add_column("is, of held-out worlds", justify="right")
    for region in item.regions:
        table.add_row(
            plain(words.region(region)), plain(region.winner), f"{region.won} of {region.worlds}"
        )
    return table


def interval(value: float, low: float, high: float) -> str:
    """Return a value with its bounds below it."""
    return f"{number(value)}\n({number(low)} to {number(high)})"


def number(value: float) -> str:
    """Return a number with three decimals, of hundreds and more none.

    >>> number(0.45678), number(11812.4), number(0.0)
    ('0.457', '11,812', '0')
    """
    if value == 0.0:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3f}"
