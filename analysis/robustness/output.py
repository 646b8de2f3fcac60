"""A study as files: scores and worlds as Parquet, everything as JSON, figures, a summary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.designed.summary import summary
from analysis.differences import UNITS
from analysis.figures.flip import flip
from analysis.figures.pareto import pareto
from analysis.figures.regret import regret
from analysis.files import check_folder, json_text, write_figure, write_text
from analysis.outcome_titles import title, within
from analysis.robustness import words
from analysis.robustness.criteria import CRITERIA
from analysis.robustness.scoring import Scored
from analysis.robustness.study import Robustness
from model.errors import UserError
from model.law_hash import law_hash
from scenarios.problems import statement

OWN = ("robust.json", "summary.json", "scores.parquet", "worlds.parquet")
USUAL = "FOLDER/robust"
EXPLAINED = (
    "Over worlds; means, percentiles and regrets in the unit of the outcome. Regret: the distance "
    "from the best policy in the same world."
)


def write(folder: Path, found: Robustness, command: str = "") -> None:
    """Write a study into a folder.

    Parameters
    ----------
    folder : Path
        New, empty, or one that an earlier study wrote.
    found : Robustness
    command : str
        What made it.

    Raises
    ------
    UserError
        When the folder holds other things or cannot be written.
    """
    check_folder(folder, OWN, USUAL)
    drawn = figures(found)
    files: dict[str, str] = {
        "robust.json": json_text(found.document() | {"command": command}),
        "summary.json": json_text(told(found, command)),
    }
    tables = {"scores.parquet": found.frame(), "worlds.parquet": worlds(found)}
    save(folder, files, tables, {name: figure for name, (figure, _) in drawn.items()})


def save(
    folder: Path,
    texts: Mapping[str, str],
    tables: Mapping[str, pd.DataFrame],
    drawn: Mapping[str, Figure],
) -> None:
    """Write texts, tables and figures.

    Raises
    ------
    UserError
        When one cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            table.to_parquet(folder / name, index=False)
    except OSError as error:
        rule = f"cannot be written ({error.strerror})"
        advice = "Choose a place that you may write to."
        raise UserError(statement("output", folder, rule, "", "the command line", advice)) from None
    for name, figure in drawn.items():
        write_figure(folder / name, figure)
    for name, text in texts.items():
        write_text(folder / name, text)


def worlds(found: Robustness) -> pd.DataFrame:
    """Return a row per world: its numbers, and the mean of each outcome of each alternative."""
    held = found.crossed
    columns = {
        f"{one.outcome}: {name}": held.outcome(one.outcome)[p].mean(axis=-1)
        for one in found.outcomes
        for p, name in enumerate(found.alternatives)
    }
    return pd.concat([held.worlds, pd.DataFrame(columns)], axis=1)


def figures(found: Robustness) -> dict[str, tuple[Figure, str]]:
    """Return each figure with its caption, by file name."""
    plane = found.tradeoff
    drawn = {
        "tradeoff.svg": (
            pareto(plane),
            f"{within(plane.x)} against {within(plane.y)}, means over worlds with intervals",
        )
    }
    for one in found.outcomes:
        figure = regret(one.regrets, found.alternatives, one.outcome, UNITS.get(one.outcome, "1"))
        drawn[f"regret-{one.outcome}.svg"] = (
            figure,
            f"regret in {within(one.outcome)} over worlds: half of them in the box, 90 % on "
            "the line, the largest as a dot",
        )
    for item in found.flips:
        if item.a_wins and item.b_wins:
            drawn[f"flip-{item.outcome}.svg"] = (
                flip(item, found.crossed.worlds),
                words.flipped(item),
            )
    return drawn


def told(found: Robustness, command: str) -> dict[str, Any]:
    """Return what the report shows of a study."""
    drawn = [
        {"file": name, "caption": caption, "alt": caption}
        for name, (_, caption) in figures(found).items()
    ]
    return summary(
        "Which policy holds up in many possible worlds",
        (words.findings(found), found.limits),
        ([_table(one) for one in found.outcomes], drawn),
        command=command,
        law=law_hash(),
    )


def _table(one: Scored) -> dict[str, Any]:
    wide = one.table()
    return {
        "title": f"{title(one.outcome)} under each criterion",
        "caption": f"{EXPLAINED} Satisficing: at {'least' if one.is_more_better else 'most'} "
        f"{one.threshold:.4g} ({one.threshold_from}).",
        "columns": ["policy", *(item.title for item in CRITERIA)],
        "rows": [
            [name, *row] for name, row in zip(wide.index, wide.to_numpy().tolist(), strict=True)
        ],
    }
