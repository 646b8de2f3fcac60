"""What the terminal shows of a search."""

from __future__ import annotations

import math

from rich.table import Table

from analysis.cli.compare_tables import plain
from analysis.cli.robust_tables import interval, number
from analysis.cli.tables import console
from analysis.outcome_titles import title
from analysis.search import Found, output
from analysis.search.optimism import Optimism


def show(found: Found) -> None:
    """Print the judged policies, the optimism, and what was found."""
    out = console()
    out.print(_judged(found))
    out.print(_optimism(found))
    for told in output.findings(found):
        out.print(f"- {told}", highlight=False, markup=False)
    out.print("Limits", style="bold")
    for limit in found.limits:
        out.print(f"- {limit}", highlight=False, markup=False)


def _judged(found: Found) -> Table:
    table = Table(
        title="In worlds that nothing was tuned on",
        caption="means with 95 % intervals over worlds; unbeaten: no other is better in all",
    )
    table.add_column("policy", overflow="fold")
    table.add_column("coefficients", overflow="fold")
    for objective in found.objectives:
        wanted = "more" if objective.is_more_better else "less"
        table.add_column(f"{title(objective.name)}\n({wanted} is better)", justify="right")
    table.add_column("unbeaten")
    for item in found.judged:
        pairs = zip(item.candidate.names, item.candidate.values, strict=True)
        told = " ".join(f"{name}={value:.3g}" for name, value in pairs)
        cells = [
            number(value) if math.isnan(low) else interval(value, low, high)
            for value, low, high in zip(item.held_out, item.low, item.high, strict=True)
        ]
        name = f"{item.name}\n{item.candidate.policy}" if item.is_tuned else item.name
        table.add_row(plain(name), told, *cells, "yes" if item.is_nondominated else "")
    return table


def _optimism(found: Found) -> Table:
    table = Table(
        title="Optimism: tuned less held-out, mean over the tuned policies",
        caption="more is more optimistic; of the lead: of the distance to the reference policy, "
        "which takes out that some worlds are easier; 95 % interval over worlds",
    )
    table.add_column("objective")
    table.add_column("of the score", justify="right")
    table.add_column("of the lead", justify="right")
    for item in found.optimism:
        table.add_row(title(item.objective), number(item.raw), _lead(item))
    return table


def _lead(item: Optimism) -> str:
    if math.isnan(item.low):
        return number(item.net)
    return interval(item.net, item.low, item.high)
