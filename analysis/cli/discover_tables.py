"""What the terminal shows of a search for conditions of failure."""

from __future__ import annotations

from rich.table import Table

from analysis.cli.compare_tables import number, p_value, plain
from analysis.cli.tables import console
from analysis.discovery import words
from analysis.discovery.found import Discovery, Found


def show(found: Discovery) -> None:
    """Print the boxes in words, a table of what they are worth, and the limits."""
    out = console()
    for line in (found.design, *words.findings(found)):
        out.print(line, highlight=False, markup=False)
    if found.confirmed:
        out.print(_worth(found))
        for place, item in enumerate(found.confirmed, 1):
            out.print(_ranges(place, item))
    told = words.limits(found)
    if told:
        out.print("Limits", style="bold")
    for line in told:
        out.print(f"- {line}", highlight=False, markup=False, soft_wrap=True)


def _worth(found: Discovery) -> Table:
    table = Table(
        title="Boxes",
        caption=f"{int(found.held.sum()):,} worlds were kept back, and are what coverage and "
        f"density are told of, with {100 * found.confidence:g} % intervals; p: that boxes hold no "
        f"more failing worlds than others do, Holm over {len(found.tried)} boxes",
    )
    table.add_column("box")
    for title in ("numbers", "coverage", "density", "of all", "in training", "p"):
        table.add_column(title, justify="right")
    for place, item in enumerate(found.confirmed, 1):
        held, checked, training = item.held_out.measures, item.held_out, item.training
        table.add_row(
            f"{place} {item.method}",
            str(len(item.restrictions)),
            f"{held.coverage:.2f}\n({checked.coverage_low:.2f} to {checked.coverage_high:.2f})",
            f"{held.density:.2f}\n({checked.density_low:.2f} to {checked.density_high:.2f})",
            f"{held.base:.2f}",
            f"{training.coverage:.2f}\n{training.density:.2f}",
            p_value(item.p_corrected),
        )
    return table


def _ranges(place: int, item: Found) -> Table:
    table = Table(
        title=f"Box {place}, {item.method}",
        caption="quasi-p of each end: how easily chance would do as well without it",
    )
    table.add_column("number", overflow="fold")
    table.add_column("unit")
    for title in ("from", "to", "of", "quasi-p"):
        table.add_column(title, justify="right")
    table.add_column("meaning", overflow="fold")
    for row in item.restrictions:
        ends = [p for p in (row.quasi_p_low, row.quasi_p_high) if p is not None]
        table.add_row(
            plain(row.name),
            row.unit,
            "" if row.low is None else number(row.low),
            "" if row.high is None else number(row.high),
            f"{row.of[0]:g} to {row.of[1]:g}",
            "\n".join(p_value(p) for p in ends),
            plain(row.meaning),
        )
    return table
