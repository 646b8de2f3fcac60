"""A search as files: tables, JSON, figure, summary, and the tuned policies ready to run."""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from analysis.designed.summary import summary
from analysis.figures.search_front import search_front
from analysis.files import json_text
from analysis.outcome_titles import within
from analysis.robustness.output import save
from analysis.robustness.words import listed
from analysis.search.optimism import Optimism
from analysis.search.problem import Space
from analysis.search.store import PLAN, TABLE
from analysis.search.study import Found, Judged
from model.law_hash import law_hash

FIGURE = "front.svg"
RESULTS = ("search.json", "summary.json", "front.parquet", "commands.txt", "policies")
OWN = (*RESULTS, PLAN, TABLE, f"{TABLE}.draft")
CAPTION = (
    "Policies in worlds that nothing was tuned on; large marks: no other is better in all "
    "objectives; thin lines lead from where a tuned policy seemed to be to where it is."
)


def write(
    folder: Path,
    found: Found,
    spaces: Sequence[Space],
    rules: Mapping[str, str],
    base: Sequence[str],
    command: str,
) -> None:
    """Write a search into its folder.

    Parameters
    ----------
    folder : Path
    found : Found
    spaces : sequence of Space
        What was searched: the ranges the exported policies may be varied over.
    rules : mapping from policy to the rule of the model it uses
    base : sequence of str
        Overrides of the command line that describe the world, for the exported commands.
    command : str
        What made it.
    """
    texts = {
        "search.json": json_text(found.document() | {"command": command}),
        "summary.json": json_text(told(found, command)),
        "commands.txt": "\n".join(commands(found, base)) + "\n",
    }
    exported = policies(found, spaces, rules)
    save(folder, texts, {"front.parquet": found.frame()}, {FIGURE: search_front(found)})
    save(folder / "policies", exported, {}, {})


def commands(found: Found, base: Sequence[str]) -> list[str]:
    """Return a line for each tuned policy that `comity run` accepts."""
    return [shlex.join(["comity", "run", *base, *item.candidate.overrides]) for item in found.tuned]


def policies(found: Found, spaces: Sequence[Space], rules: Mapping[str, str]) -> dict[str, str]:
    """Return the tuned policies as files of a catalogue, `scenarios_dir=FOLDER` finds them."""
    ranges = {
        item.policy: dict(zip(item.names, zip(item.low, item.high, strict=True), strict=True))
        for item in spaces
    }
    texts = {}
    for item in found.tuned:
        candidate = item.candidate
        document = {
            "id": item.name,
            "title": f"Tuned: {candidate.policy}, {item.name.removeprefix('tuned_')}",
            "summary": "Found by comity search; its scores are in search.json.",
            "does_not_cover": "Whether a government could or would follow it.",
            "rule": rules[candidate.policy],
            "coefficients": {
                name: {
                    "value": value,
                    "assumed": list(ranges[candidate.policy][name]),
                    "why": f"tuned over worlds, from {candidate.policy}",
                }
                for name, value in zip(candidate.names, candidate.values, strict=True)
            },
        }
        texts[f"{item.name}.yaml"] = yaml.safe_dump(document, sort_keys=False)
    return texts


def told(found: Found, command: str) -> dict[str, Any]:
    """Return what the report shows of a search."""
    names = [item.name for item in found.objectives]
    table = {
        "title": "Policies in held-out worlds",
        "caption": "means over worlds that nothing was tuned on",
        "columns": ["policy", *(within(name) for name in names), "no other better in all"],
        "rows": [
            [label(item), *item.held_out, "yes" if item.is_nondominated else ""]
            for item in found.judged
        ],
    }
    return summary(
        "What an adaptive policy could achieve",
        (findings(found), found.limits),
        ([table], [{"file": FIGURE, "caption": CAPTION, "alt": CAPTION}]),
        command=command,
        law=law_hash(),
    )


def label(item: Judged) -> str:
    """Return the name of a policy, with its coefficients if it was tuned."""
    return f"{item.name}: {item.candidate.label}" if item.is_tuned else item.name


def findings(found: Found) -> list[str]:
    """Return what was found, in sentences."""
    told = []
    for k, objective in enumerate(found.objectives):
        best = max(found.judged, key=lambda item: objective.sign * item.held_out[k])
        told.append(
            f"Best in {within(objective.name)} in held-out worlds is {label(best)}: "
            f"{best.held_out[k]:.3g}."
        )
    beaten = [item.name for item in found.judged if not item.is_tuned and not item.is_nondominated]
    if beaten:
        told.append(f"Another is better in all objectives than each of {listed(beaten)}.")
    told.append(
        f"Of the {len(found.tuned)} chosen from the tuned front, {100 * found.survived:.0f} % are "
        "still unbeaten among themselves in held-out worlds."
    )
    for item in found.optimism:
        where = f"in {within(item.objective)} where they were tuned, beyond the reference policy"
        told.append(f"Tuned policies looked better by {item.net:.2g} {where}{_within(item)}.")
    return told


def _within(item: Optimism) -> str:
    if math.isnan(item.low):
        return ""
    return f" (95 % interval {item.low:.2g} to {item.high:.2g})"
