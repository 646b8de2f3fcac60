"""A tipping study as files: results.json, summary.json, tables in Parquet, and figures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis import files
from analysis.designed.summary import summary
from analysis.figures.basins import basins
from analysis.figures.early_warning import early_warning
from analysis.figures.tipping_loop import tipping_loop
from analysis.files import write_figure, write_json
from analysis.tipping import words
from analysis.tipping.found import Tipping
from model.errors import UserError
from model.law_hash import law_hash
from scenarios.problems import statement
from scenarios.recording import atomic

OWN = ("results.json", "summary.json", "curves.parquet", "runs.parquet", "trends.parquet")
STARTS = "starts.parquet"


def check_folder(folder: Path) -> None:
    """Check that results may be written to a folder; see `analysis.files`."""
    files.check_folder(folder, (*OWN, STARTS), "FOLDER/tipping")


def write(folder: Path, found: Tipping, command: str = "") -> None:
    """Write everything that was found to a folder.

    Parameters
    ----------
    folder : Path
    found : Tipping
    command : str
        What it was made by, for `summary.json`.
    """
    write_json(folder / OWN[0], found.document())
    tables = {
        OWN[2]: found.curves,
        OWN[3]: found.replicates_table,
        OWN[4]: found.trends,
        STARTS: found.starts,
    }
    for name, table in tables.items():
        held = io.BytesIO()
        table.to_parquet(held, index=False)
        _write(folder / name, held.getvalue())
    told = []
    for name, caption, figure in figures(found):
        write_figure(folder / f"{name}.svg", figure)
        told.append({"file": f"{name}.svg", "caption": caption, "alt": caption})
    write_json(folder / OWN[1], _summary(found, command, told))


def _write(target: Path, content: bytes) -> None:
    try:
        atomic.write(target, content)
    except OSError as error:
        rule = f"cannot be written ({error.strerror})"
        advice = "Choose a place that you may write to."
        raise UserError(statement("file", target, rule, "", "the command line", advice)) from None


def figures(found: Tipping) -> Iterator[tuple[str, str, Figure]]:
    """Yield the figures: a word for the file, a caption, the figure."""
    control = f"{found.ramp.instrument} towards {found.ramp.partner}"
    for state in found.states:
        title = words.TITLES[state].capitalize()
        own = found.curves[found.curves["state"] == state]
        runs = found.replicates_table[found.replicates_table["state"] == state]
        has_band = state != "ruptured"
        loop = tipping_loop(own, runs, title, found.ramp.instrument, has_band)
        band = ", and the band of 90 % of runs" if has_band else " (share of runs)"
        caption = (
            f"{title} as {control} rises and falls, by the speed of the ramp: mean{band}. "
            "Ticks are jumps of single runs."
        )
        yield f"loop-{state}", caption, loop
        places = {
            item.level: [place.at for place in item.basins.states]
            for item in found.held
            if item.state == state
        }
        if places:
            caption = f"Where {words.TITLES[state]} ends with {control} held, by where runs began."
            yield (
                f"basins-{state}",
                caption,
                basins(found.starts, state, places, title, found.ramp.instrument),
            )
    yield from _warnings(found)


def _warnings(found: Tipping) -> Iterator[tuple[str, str, Figure]]:
    for state in found.states:
        told = [item for item in found.warnings if item.state == state and item.found is not None]
        for variable in dict.fromkeys(item.variable for item in told):
            curves = {
                item.signal: item.found.curve
                for item in told
                if item.variable == variable and item.found is not None
            }
            table = found.trends
            here = (table["state"] == state) & (table["variable"] == variable)
            name = words.TITLES[variable]
            caption = f"Early warning of the jump of {words.TITLES[state]} in {name}."
            yield (
                f"warning-{state}-{variable}",
                caption,
                early_warning(table[here], curves, name),
            )


def _summary(found: Tipping, command: str, told: list[dict[str, str]]) -> dict[str, Any]:
    frame = found.frame()
    names = [
        "state",
        "months_per_step",
        "share_up",
        "share_up_held",
        "at_up",
        "share_down",
        "share_down_held",
        "at_down",
        "width",
        "gap",
    ]
    control = f"{found.ramp.instrument.replace('_', ' ')} towards {found.ramp.partner}"
    return summary(
        f"Whether {control} tips the world, and back",
        (words.findings(found), words.limits(found)),
        ([_table(frame, names)], told),
        command=command,
        law=law_hash(),
    )


def _table(frame: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    return {
        "title": "Jumps and loops by the speed of the ramp",
        "caption": "Shares are of runs; held: the same worlds without the ramp.",
        "columns": [name.replace("_", " ") for name in names],
        "rows": frame[names].to_numpy(dtype=object).tolist(),
    }
