"""What calibration found, on disk: for a person, for a machine, and for the next sweep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.calibration.calibrate import Posterior
from analysis.figures.narrowed import narrowed
from analysis.files import known, write_figure, write_json
from analysis.patterns import PatternScore
from analysis.patterns.scoring import EXPONENT_NAME
from scenarios.designing.posterior import FOLDER

DRAWS = 400
"""Equally weighted draws that are shipped."""


def parameter_set(found: Posterior) -> str:
    """Return the YAML of a parameter set: choose it with `model=NAME`."""
    met = sum(score.passed for score in found.scores.values())
    lines = [
        f"# Made by `comity calibrate` on {date.today():%Y-%m-%d}; do not edit by hand.",
        f"# Meets {met} of {len(found.scores)} tuning patterns with 256 runs it was not tuned on;",
        "# one of many sets that do: a sweep over=posterior visits them. docs/calibration.md",
    ]
    if EXPONENT_NAME in found.best:
        lines.append(
            f"# {EXPONENT_NAME}: {found.best[EXPONENT_NAME]:g} (of the coder, no run uses it)"
        )
    lines += [
        "defaults:",
        "  - defaults",
        "  - _self_",
        f'origin: "calibrated: seed {found.seed}, {found.spent} vectors, law {found.law[:12]}"',
    ]
    groups: dict[str, list[str]] = {}
    for name, value in found.best.items():
        if name != EXPONENT_NAME:
            _, group, key = name.split(".")
            groups.setdefault(group, []).append(f"  {key}: {value:g}")
    for group, rows in groups.items():
        lines += [f"{group}:", *rows]
    return "\n".join(lines) + "\n"


def draws(found: Posterior, count: int = DRAWS) -> pd.DataFrame:
    """Return equally weighted draws of the posterior, a row each, in random order."""
    names = list(found.problem.factors.names)
    values = found.sample(count, found.seed)
    rounded = [[float(f"{value:.6g}") for value in row] for row in values.tolist()]
    return pd.DataFrame(rounded, columns=names)


def summary(found: Posterior) -> dict[str, Any]:
    """Return everything but the draws, as JSON takes it."""
    ranks = found.ranks
    return {
        "law": found.law,
        "seed": found.seed,
        "budget": found.budget,
        "spent": found.spent,
        "patterns": [pattern.id for pattern in found.patterns],
        "waves": [
            {
                "number": wave.number,
                "vectors": len(wave.values),
                "space": wave.space,
                "simulated": wave.simulated,
                "explained": dict(
                    zip(found.problem.names, (e.explained for e in wave.emulators), strict=True)
                ),
            }
            for wave in found.waves
        ],
        "convergence": asdict(found.convergence),
        "ranks": None
        if ranks is None
        else {
            "truths": len(ranks.ranks),
            "least_p": ranks.least_p,
            "ess": ranks.ess,
            "coverage": {f"{level:g}": share for level, share in ranks.coverage.items()},
        },
        "predicted": [asdict(row) for row in found.predicted],
        "told": [{**asdict(row), "is_told": row.is_told} for row in found.told],
        "best": found.best,
        "scores": scores_of(found.scores),
    }


def scores_of(scores: Mapping[str, PatternScore]) -> dict[str, Any]:
    """Return scores as plain values."""
    return {
        name: {
            "number": score.number,
            "title": score.title,
            "passed": score.passed,
            "parts": [{**asdict(part), "miss": part.miss} for part in score.parts],
        }
        for name, score in scores.items()
    }


def plain_scores(scores: Mapping[str, PatternScore]) -> Any:
    """Return scores as JSON takes them."""
    return known(scores_of(scores))


def summary_plain(found: Posterior) -> Any:
    """Return the summary as JSON takes it."""
    return known(summary(found))


def write(found: Posterior, folder: Path) -> None:
    """Write `calibration.json`, `posterior.csv`, `weighted.parquet`, `parameters.yaml`, figure."""
    folder.mkdir(parents=True, exist_ok=True)
    about = summary_plain(found)
    write_figure(folder / "narrowed.svg", narrowed(about["told"]))
    write_json(folder / "calibration.json", about)
    (folder / "parameters.yaml").write_text(parameter_set(found), encoding="utf-8")
    draws(found).to_csv(folder / "posterior.csv", index=False)
    weighted = pd.DataFrame(found.draws.values, columns=list(found.problem.factors.names))
    weighted["weight"] = found.draws.weights
    for place, name in enumerate(found.problem.names):
        weighted[f"statistic.{name}"] = found.draws.statistics[:, place]
    weighted.to_parquet(folder / "weighted.parquet", index=False)


def ship(found: Posterior, name: str) -> tuple[Path, ...]:
    """Write parameter set, draws and summary where `model=NAME` and `over=posterior` find them."""
    home = Path(str(files("conf"))) / "model" / f"{name}.yaml"
    home.parent.mkdir(exist_ok=True)
    home.write_text(parameter_set(found), encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    table = FOLDER / f"{name}.csv"
    draws(found).to_csv(table, index=False)
    about = FOLDER / f"{name}.json"
    write_json(about, summary_plain(found))
    return home, table, about
