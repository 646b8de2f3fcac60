"""What a search has scored so far, on disk, so that an interrupted one can go on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.files import json_text
from analysis.search.explore import Evaluated
from model.errors import UserError
from scenarios.problems import statement
from scenarios.recording.intact import readable

PLAN, TABLE = "plan.json", "evaluations.parquet"
AGAIN = "Choose another folder for the search."


class Store:
    """The folder of a search.

    Parameters
    ----------
    folder : Path
    plan : mapping
        Everything that the scores depend on: another plan is another search.
    objectives : tuple of str
    """

    def __init__(self, folder: Path, plan: Mapping[str, Any], objectives: tuple[str, ...]) -> None:
        self._folder, self._objectives = folder, objectives
        self._plan = json.loads(json_text(plan))
        self._batches: list[Evaluated] = []

    def begin(self) -> list[Evaluated]:
        """Return what an earlier attempt has scored; write the plan if there was none.

        Raises
        ------
        UserError
            When the folder holds another search, or cannot be written.
        """
        plan, table = self._folder / PLAN, self._folder / TABLE
        if plan.is_file():
            with readable(plan, AGAIN):
                told = dict(json.loads(plan.read_text(encoding="utf-8")))
            differing = sorted(k for k in {*told, *self._plan} if told.get(k) != self._plan.get(k))
            if differing:
                rule = f"holds another search, with another {' and '.join(differing)}"
                advice = "Choose another folder, or repeat the command that began it."
                set_by = "the command line"
                raise UserError(statement("output", self._folder, rule, "", set_by, advice))
            self._batches = self._read(table) if table.is_file() else []
            return list(self._batches)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            plan.write_text(json_text(self._plan), encoding="utf-8")
        except OSError as error:
            rule = f"cannot be written ({error.strerror})"
            raise UserError(
                statement("output", self._folder, rule, "", "the command line", "")
            ) from None
        return []

    def keep(self, batch: Evaluated) -> None:
        """Add a batch; the table on disk is whole at any moment."""
        self._batches.append(batch)
        draft = self._folder / f"{TABLE}.draft"
        self.frame().to_parquet(draft, index=False)
        draft.replace(self._folder / TABLE)

    def frame(self) -> pd.DataFrame:
        """Return a row per candidate: policy, generation, coefficients, goodness."""
        parts = []
        for batch in self._batches:
            part = pd.DataFrame(batch.values, columns=list(batch.names))
            part.insert(0, "policy", batch.policy)
            part.insert(1, "generation", batch.generation)
            for k, name in enumerate(self._objectives):
                part[f"goodness {name}"] = batch.goodness[:, k]
            parts.append(part)
        return pd.concat(parts, ignore_index=True)

    def _read(self, table: Path) -> list[Evaluated]:
        with readable(table, AGAIN):
            frame = pd.read_parquet(table)
        goodness = [f"goodness {name}" for name in self._objectives]
        missing = [c for c in ("policy", "generation", *goodness) if c not in frame]
        if missing or not np.isfinite(frame[goodness].to_numpy(dtype=float)).all():
            rule = f"lacks {', '.join(missing)}" if missing else "holds a score that is no number"
            allowed = "a table as comity search writes it"
            raise UserError(statement("file", table.name, rule, allowed, str(table.parent), AGAIN))
        inner = [c for c in frame if c not in ("policy", "generation", *goodness)]
        found = []
        for (policy, generation), part in frame.groupby(["policy", "generation"], sort=False):
            names = tuple(name for name in inner if part[name].notna().all())
            values = np.ascontiguousarray(part[list(names)].to_numpy(dtype=float))
            scores = np.ascontiguousarray(part[goodness].to_numpy(dtype=float))
            found.append(Evaluated(str(policy), int(generation), names, values, scores))
        return found
