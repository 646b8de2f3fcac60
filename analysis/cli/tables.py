"""What the terminal shows of a run or a sweep."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from analysis import paired
from analysis.cli.progress import duration
from model.run import Run
from scenarios.format import months
from scenarios.recording.record_files import OUTCOMES
from scenarios.recording.results import Failure
from scenarios.sweep import Done
from scenarios.sweeping.estimate import Estimate

SHOWN = (
    ("operational_mean", "operational cooperation"),
    ("p_rupture", "P(rupture)"),
    ("blind_share_mean", "blind-spot share"),
    ("net_security_effect", "net security effect"),
)
WIDTH = 120
COMPARED_POINTS, COMPARED_REPLICATES = 64, 10_000
"""Most points and replicates that the table at the end of a sweep is made of."""


def console() -> Console:
    """Return the console to print on; wide enough for the tables when it is not a terminal."""
    return Console() if sys.stdout.isatty() else Console(width=WIDTH)


def sweep(done: Done) -> None:
    """Print a row per point, what failed, and where the record lies."""
    out = console()
    resume = f"comity sweep --resume {done.folder}"
    for failure in done.failures[:5]:
        print(_failed(failure), file=sys.stderr)
    if len(done.failures) > 5:
        print(f"... {len(done.failures)} failed; see provenance.json", file=sys.stderr)
    if done.stopped:
        print(done.stopped, file=sys.stderr)
        return
    if done.is_interrupted and not done.runs:
        print("Interrupted before a run had finished; nothing was written.", file=sys.stderr)
        return
    if done.is_interrupted:
        held = "the record holds" if done.has_record else "kept are"
        print(f"Interrupted; {held} the runs that had finished. Go on: {resume}", file=sys.stderr)
    if not done.has_record:
        return
    if done.runs:
        _compare(out, done.folder)
    if done.precision:
        out.print(done.precision, highlight=False, soft_wrap=True)
    out.print(f"{done.runs} runs in {done.folder}", highlight=False, soft_wrap=True)


def _failed(failure: Failure) -> str:
    if failure.replicate is None:
        return f"Point {failure.point} failed: {failure.error}"
    return f"Run {failure.replicate} of point {failure.point} failed: {failure.error}"


def _compare(out: Console, folder: Path) -> None:
    """Print the comparison; of a sweep too large for a table, say so."""
    path = folder / OUTCOMES
    sizes = pq.read_table(path, columns=["point", "replicate"])
    points = len(sizes["point"].unique())
    replicates = pc.max(sizes["replicate"]).as_py() + 1
    if points > COMPARED_POINTS or replicates > COMPARED_REPLICATES:
        out.print(f"{points} points: too many for a table here; compare them from the record.")
        return
    columns = ["point", "label", "replicate", "is_baseline", *(name for name, _ in SHOWN)]
    out.print(_comparison(SimpleNamespace(outcomes=pd.read_parquet(path, columns=columns))))


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


def estimate(found: Estimate, folder: Path) -> None:
    """Print what a sweep would take."""
    table = Table(show_header=False, box=None)
    rows = (
        ("points", f"{found.points:,}"),
        ("replicates", _replicates(found)),
        ("runs", f"{found.runs:,}"),
        ("chunks", f"{found.chunks:,}"),
        ("time", f"about {duration(found.seconds)} at {found.rate:,.0f} runs/s, from a pilot"),
        ("disk", f"about {_bytes(found.record_bytes)}; while it runs {_bytes(found.work_bytes)}"),
        ("output", f"{folder} (nothing was written)"),
    )
    for row in rows:
        table.add_row(*row)
    console().print(table)


def _replicates(found: Estimate) -> str:
    if found.least == found.replicates:
        return f"{found.replicates:,}"
    return f"{found.least:,} to {found.replicates:,}; the rest is told for {found.replicates:,}"


def _bytes(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


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
