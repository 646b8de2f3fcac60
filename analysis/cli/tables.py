"""What the terminal shows of a run or a sweep."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from analysis import paired
from model.run import Run
from scenarios import months
from scenarios.records import load
from scenarios.sweep import Done

SHOWN = (
    ("operational_mean", "operational cooperation"),
    ("p_rupture", "P(rupture)"),
    ("blind_share_mean", "blind-spot share"),
    ("net_security_effect", "net security effect"),
)
WIDTH = 120


def console() -> Console:
    """Return the console to print on; wide enough for the tables when it is not a terminal."""
    return Console() if sys.stdout.isatty() else Console(width=WIDTH)


def sweep(done: Done) -> None:
    """Print a row per point and where the record lies."""
    out = console()
    if done.is_interrupted and not done.runs:
        print("Interrupted before a run had finished; nothing was written.", file=sys.stderr)
        return
    if done.is_interrupted:
        print("Interrupted; the record holds the runs that had finished.", file=sys.stderr)
    for failure in done.failures[:5]:
        told = f"Run {failure.replicate} of point {failure.point} failed: {failure.error}"
        print(told, file=sys.stderr)
    if len(done.failures) > 5:
        print(f"... {len(done.failures)} failed; see provenance.json", file=sys.stderr)
    if done.runs:
        out.print(_comparison(load(done.folder)))
    out.print(f"{done.runs} runs in {done.folder}", highlight=False, soft_wrap=True)


def _comparison(records: Any) -> Table:
    """Return per point the mean of each outcome and the paired difference with its interval."""
    rows = paired.table(records)
    table = Table(
        caption="means; in brackets the 95 % interval of the paired difference to the baseline"
    )
    table.add_column("point", overflow="fold")
    for _, title in SHOWN:
        table.add_column(title, justify="right")
    for row in rows:
        cells = [str(row[name]).replace(" (", "\n(", 1) for name, _ in SHOWN]
        table.add_row(str(row["label"]), *cells)
    return table


def monthly(run: Run, every: int = 6) -> Table:
    """Return a table of every sixth month and the last."""
    table = Table()
    heads = ("month", "operational", "trust", "mandate", "ruptured", "blind share", "arrived t")
    for title in heads:
        table.add_column(title, justify="left" if title == "month" else "right")
    series = run.series
    length = series["network.arrived"].shape[0]
    for index in sorted({*range(0, length, every), length - 1}):
        table.add_row(
            months.label(index, run.start),
            *(
                f"{series[f'dyad.{name}'][index].mean():.3f}"
                for name in ("operational", "trust", "mandate")
            ),
            f"{int((series['dyad.is_ruptured'][index] > 0.5).sum())}",
            f"{series['network.blind_share'][index, 0]:.3f}",
            f"{series['network.arrived'][index, 0]:.1f}",
        )
    return table


def summary(outcomes: dict[str, float], measures: Any) -> Table:
    """Return a table of the outcomes of one run with their units."""
    table = Table("outcome", "value", "unit", "meaning")
    for item in measures:
        table.add_row(item.name, f"{outcomes[item.name]:.4g}", item.unit, item.meaning)
    return table
