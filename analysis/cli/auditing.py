"""`comity sweep --audit`: looks whether common random numbers hold on the points asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.table import Table

from analysis.cli.tables import console
from model.ensemble import simulate_many
from scenarios.designing.points import Points
from scenarios.format import months
from scenarios.sweeping.audit import EVERY_PAIR, EVERYTHING, REPLICATES, Audit, Pair, audit

SHOWN = 30
"""Most pairs that the table has; those that are violated come first then."""
VIOLATED = 1


def carried_out(points: Points, seed: int, baseline: int, threads: int) -> int:
    """Print the audit of points and return the exit code: 0, or 1 if it is violated anywhere."""
    driver = partial(simulate_many, series=EVERYTHING, threads=threads)
    found = audit(points, seed, REPLICATES, baseline, driver)
    out = console()
    out.print(_table(points, found))
    for point, error in found.unbuilt.items():
        out.print(f"Point {point} describes no world: {error}", highlight=False, soft_wrap=True)
    for line in summary(found, seed):
        out.print(line, highlight=False, soft_wrap=True)
    return VIOLATED if found.violated or found.unbuilt else 0


def summary(found: Audit, seed: int) -> list[str]:
    """Return what was compared and how it ended, a line each."""
    from_start = sum(pair.inputs.is_from_start for pair in found.pairs)
    compared = len(found.pairs) - from_start
    which = (
        "every pair"
        if found.points <= EVERY_PAIR
        else "each point with the baseline and with the one before it"
    )
    lines = [
        f"{found.points} points, {which}: {len(found.pairs)} pairs. {found.replicates} replicates "
        f"of seed {seed}, {len(EVERYTHING)} variables, every month, compared bit by bit.",
        f"{compared - len(found.violated)} hold, {len(found.violated)} are violated; {from_start} "
        "differ from the start, so that there is nothing to compare.",
    ]
    if len(found.pairs) > SHOWN:
        lines.insert(0, f"{len(found.pairs) - SHOWN} more pairs are not shown.")
    return lines


def _table(points: Points, found: Audit) -> Table:
    heads = ("pair", "inputs differ", "in", "runs differ", "first", "verdict")
    table = Table(caption="the first month in which the inputs differ, and in which any run does")
    for head in heads:
        table.add_column(head, overflow="fold")
    for pair in sorted(found.pairs, key=lambda pair: pair.holds)[:SHOWN]:
        table.add_row(*_row(points, pair))
    return table


def _row(points: Points, pair: Pair) -> Sequence[str]:
    first, second = points.label(pair.first), points.label(pair.second)
    names = f"{first}\n{second}" if pair.first != pair.second else f"{first}\n(the same again)"
    what = ", ".join(pair.inputs.what) or "-"
    if pair.inputs.is_from_start:
        return names, "from the start", what, "-", "-", "nothing to compare"
    start = points.inputs(pair.first).start
    changed, ran = (
        "never" if month is None else months.label(month, start)
        for month in (pair.inputs.month, pair.month)
    )
    return names, changed, what, ran, pair.variable or "-", "holds" if pair.holds else "VIOLATED"
