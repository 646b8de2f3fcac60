"""A validation as files: JSON for machines, the page, and what `comity report` shows."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis import files
from analysis.figures.skill import skill
from analysis.validation import tables
from analysis.validation.findings import findings, limits, targets
from analysis.validation.page import page
from analysis.validation.validate import Validation
from model.errors import UserError
from scenarios.problems import statement

SUMMARY = "summary.json"


def document(found: Validation) -> dict[str, Any]:
    """Return everything as plain values; what is not known is None."""
    forecasts = found.forecasts
    told = None
    if forecasts is not None:
        told = {
            "rows": [asdict(row) for row in forecasts.rows],
            "skill": [asdict(row) for row in forecasts.against],
            "pit": [
                {"regime": regime, "forecaster": name, "shares": shares}
                for (regime, name), shares in forecasts.pit.items()
            ],
            "effective": forecasts.effective,
        }
    whole = {
        "law": found.law,
        "seed": found.seed,
        "sizes": asdict(found.sizes),
        "seconds": found.seconds,
        "dyads": [asdict(item) for item in found.dyads],
        "uncoded": found.uncoded,
        "worlds": found.worlds,
        "one_set": found.one_set,
        "effective": found.effective,
        "targets": [{"asked": a, "found": b, "met": c} for a, b, c in targets(found)],
        "findings": findings(found),
        "limits": limits(found),
        "scorecard": found.scorecard,
        "forecasts": told,
        "ablation": found.ablation,
        "theories": found.theories,
        "conclusions": found.conclusions,
    }
    plain: dict[str, Any] = files.known(whole)
    return plain


def summary(found: Validation) -> dict[str, Any]:
    """Return what `comity report` shows: sentences, limits, tables, and each check."""
    made = []
    if found.scorecard is not None:
        made.append(tables.scorecard_table(found.scorecard, found.one_set, found.worlds))
    if found.forecasts is not None:
        for regime in found.forecasts.cases:
            made.append(tables.forecast_table(found.forecasts, regime))
            made.append(tables.skill_table(found.forecasts, regime))
    if found.theories is not None:
        made.append(tables.theory_table(found.theories))
    if found.ablation is not None:
        made.append(tables.ablation_table(found.ablation))
    if found.conclusions is not None:
        made.append(tables.conclusion_table(found.conclusions, found.worlds))
    whole = {
        "title": "How far the model agrees with history",
        "command": "comity validate",
        "law": found.law,
        "findings": findings(found),
        "limits": limits(found),
        "tables": [asdict(table) for table in made],
        "figures": _figures(found),
        "checks": [_check(line) for line in found.scorecard or []],
    }
    plain: dict[str, Any] = files.known(whole)
    return plain


def _figures(found: Validation) -> list[dict[str, str]]:
    if found.forecasts is None:
        return []
    caption = "Skill of the law against simple forecasters, dyads held out; lines: 95 % over dyads"
    return [{"file": "validity.svg", "caption": caption, "alt": caption}]


def _check(line: Any) -> dict[str, Any]:
    return {
        "id": f"{line.pattern}.{line.target}",
        "title": line.title,
        "tested": line.meaning,
        "result": "passed" if line.passed else "failed",
        "value": line.one,
        "low": line.low,
        "high": line.high,
        "words": f"{tables.number(line.one)} for {tables.span(line.low, line.high)}.",
        "source": line.source,
    }


def write_page(target: Path, found: Validation) -> None:
    """Write the page and, where forecasts were made, the chart of skill beside it."""
    if found.forecasts is None:
        files.write_text(target, page(found))
        return
    chart = target.with_suffix(".svg")
    files.write_text(target, page(found, chart.name))
    files.write_figure(chart, skill(document(found)))


def write_json(target: Path, found: Validation) -> None:
    """Write everything."""
    files.write_json(target, document(found))


def write_folder(folder: Path, found: Validation) -> None:
    """Write `validity.json`, `summary.json`, `validity.md` and its chart into a folder."""
    write_json(folder / "validity.json", found)
    files.write_json(folder / SUMMARY, summary(found))
    write_page(folder / "validity.md", found)


def check_target(option: str, target: Path, *, folder: bool = False) -> None:
    """Check, before anything is computed, that a file or folder can be written.

    Raises
    ------
    UserError
        When it cannot.
    """
    blocked = target.is_file() if folder else target.is_dir()
    if blocked:
        rule, allowed = ("is a file", "a folder") if folder else ("is a folder", "a file")
        raise UserError(statement(option, target, rule, allowed, "the command line", "Rename it."))
