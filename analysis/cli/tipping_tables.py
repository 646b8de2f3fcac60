"""What the terminal shows of a tipping study."""

from __future__ import annotations

import math

from rich.table import Table

from analysis.cli.compare_tables import plain
from analysis.cli.tables import console
from analysis.tipping import Tipping, words
from analysis.tipping.rates import FOLD


def show(found: Tipping) -> None:
    """Print the tables of a study, what they say, and its limits."""
    out = console()
    out.print(_loops(found))
    if found.limits:
        out.print(_limits(found))
    if found.held:
        out.print(_held(found))
    if any(item.found for item in found.warnings):
        out.print(_warnings(found))
    for title, sentences in (("Found", words.findings(found)), ("Limits", words.limits(found))):
        out.print(title, style="bold")
        for text in sentences:
            out.print(f"- {text}", highlight=False, markup=False)


def _loops(found: Tipping) -> Table:
    ramp = found.ramp
    table = Table(
        title=f"{plain(found.world)}: {ramp.instrument} of {found.sender} towards {ramp.partner}, "
        f"{ramp.low:g} to {ramp.high:g}{' and back' if ramp.up_and_down else ''}",
        caption=f"jump: share of {found.replicates} runs (of the same worlds with no ramp); gap: "
        "state on the way back minus on the way up, beyond those; width: control at the jump up "
        "minus at the jump back",
    )
    table.add_column("state")
    table.add_column("months\na step", justify="right")
    for title in ("jump up", "at", "jump back", "at", "width", "gap"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("jump")
    last = ""
    for row in found.rows:
        table.add_row(
            "" if row.state == last else words.TITLES[row.state],
            str(row.months_per_step),
            _shares(row.share_up, row.share_up_held),
            words.number(row.at_up, row.at_up_low, row.at_up_high),
            _shares(row.share_down, row.share_down_held),
            words.number(row.at_down, row.at_down_low, row.at_down_high),
            words.number(row.width, row.width_low, row.width_high),
            words.number(row.gap, row.gap_low, row.gap_high),
            words.verdict(row),
        )
        last = row.state
    return table


def _shares(share: float, without: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.0f} % ({100 * without:.0f} %)"


def _limits(found: Tipping) -> Table:
    table = Table(
        title="Infinitely slow",
        caption="from the two slowest ramps: as a fold, rate^(2/3), and as a delay, rate^1; "
        "runs: those that have it at both",
    )
    table.add_column("state")
    table.add_column("quantity")
    for title in ("as a fold", "as a delay", "runs"):
        table.add_column(title, justify="right")
    table.add_column("the gap")
    last = ""
    for (state, quantity), pair in found.limits.items():
        cells = {item.exponent == FOLD: item for item in pair}
        if not cells[True].n:
            continue
        table.add_row(
            "" if state == last else words.TITLES[state],
            quantity.replace("_", " "),
            *(words.number(c.value, c.low, c.high) for c in (cells[True], cells[False])),
            str(cells[True].n),
            found.kinds[state] if quantity == "gap" else "",
        )
        last = state
    return table


def _held(found: Tipping) -> Table:
    table = Table(
        title="Random starts, the intensity held",
        caption="final states with the share of runs in each; memory: share of their variance that "
        "lies between starts, halfway and at the end, with the p-value of no memory",
    )
    table.add_column("state")
    table.add_column("held at", justify="right")
    table.add_column("final states")
    for title in ("memory halfway", "at the end", "p"):
        table.add_column(title, justify="right")
    table.add_column("found")
    last = ""
    for item in found.held:
        found_states = "\n".join(
            f"{s.at:.2f}: {100 * s.share:.0f} % ({100 * s.low:.0f} to {100 * s.high:.0f})"
            for s in item.basins.states
        )
        table.add_row(
            "" if item.state == last else words.TITLES[item.state],
            f"{item.level:g}",
            found_states,
            f"{item.basins.memory_halfway:.2f}",
            f"{item.basins.memory:.2f}",
            f"{item.basins.p:.3f}",
            item.basins.kind,
        )
        last = item.state
    return table


def _warnings(found: Tipping) -> Table:
    table = Table(
        title="Early warning, slowest ramp",
        caption="hits: tipping runs with an alarm when 5 % of the same worlds without the ramp "
        "have one; usual test: false alarms of Kendall's p < .05, which is not used",
    )
    for title in ("jump of", "signal"):
        table.add_column(title)
    for title in ("runs", "area under curve", "hits", "usual test"):
        table.add_column(title, justify="right")
    for item in found.warnings:
        roc = item.found
        if roc is None:
            continue
        table.add_row(
            words.TITLES[item.state],
            f"{item.signal} of {words.TITLES[item.variable]}",
            f"{roc.n_tips}, {roc.n_others}",
            words.number(roc.area, roc.area_low, roc.area_high),
            words.number(roc.hits, roc.low, roc.high),
            f"{100 * roc.usual.share:.0f} %",
        )
    return table
