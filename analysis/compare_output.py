"""A comparison as files: JSON, CSV and figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis import files, monthly
from analysis.compare import Comparison
from analysis.figures.difference import difference
from analysis.figures.fan import fan
from analysis.figures.forest import forest
from analysis.figures.saving import Drawing, save_all
from analysis.figures.survival import survival
from analysis.survival import Event
from analysis.threads import Progress, side_by_side


def write_json(target: Path, found: Comparison, events: Sequence[Event] = ()) -> None:
    """Write everything a comparison found, and its times to events; what is not known is null."""
    files.write_json(target, found.document() | {"events": list(events)})


def write_csv(target: Path, found: Comparison) -> None:
    """Write the table of differences, a row for each alternative and outcome."""
    files.write_text(target, found.frame().to_csv(index=False, lineterminator="\n"))


def write_figures(
    folder: Path,
    found: Comparison,
    events: Sequence[Event] = (),
    progress: Progress | None = None,
) -> None:
    """Write the forest plot, and the charts of each alternative, as SVG.

    Files are named by the position of the alternative: `forest.svg`, `fan-1-operational_mean.svg`,
    `difference-1-operational_mean.svg`, `survival-1-rupture.svg`. `progress` is called with the
    number of those written and of all.
    """
    drawings = [Drawing("forest", forest, (table(found), -1))]
    changed = [
        (i, pairs, change)
        for i, (pairs, own) in enumerate(zip(found.pairs, found.changes, strict=True), 1)
        for change in own
    ]
    series = side_by_side(lambda item: monthly.both(item[1], item[2].variable), changed)
    for (i, pairs, change), both in zip(changed, series, strict=True):
        name = change.variable
        drawings.append(Drawing(f"fan-{i}-{name}", fan, (both, name, 1, 0)))
        given = (change.dataset(monthly.months(pairs)), name, pairs.alternative.name)
        drawings.append(Drawing(f"difference-{i}-{name}", difference, given))
    order = [pairs.alternative.name for pairs in found.pairs]
    for event in events:
        if event.curves:
            place = order.index(event.alternative) + 1
            name = f"survival-{place}-{event.event}"
            drawings.append(Drawing(name, survival, (event, found.reference)))
    save_all(folder, drawings, progress)


def table(found: Comparison) -> Any:
    """Return the differences as a table with a row for each alternative, for the forest plot."""
    frame = found.frame()
    wide = frame.pivot(index="alternative", columns="outcome", values=["mean", "low", "high"])
    order = list(dict.fromkeys(frame["alternative"]))
    wide = wide.loc[order]
    kinds = {"mean": "difference", "low": "low", "high": "high"}
    outcomes = dict.fromkeys(frame["outcome"])
    wide = wide[[(kind, outcome) for outcome in outcomes for kind in kinds]]
    wide.columns = [f"{outcome}_{kinds[kind]}" for kind, outcome in wide.columns]
    return wide.reset_index(names="label")
