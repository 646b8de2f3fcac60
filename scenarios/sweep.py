"""Runs a sweep with common random numbers, chunk by chunk, and writes one record.

Every point sees the same seed and the same replicate numbers, so that its runs can be compared with
the baseline's one by one. Finished chunks are kept in the output folder until the record is
complete: after an interruption of any kind the same sweep goes on where it was.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from model.errors import UserError
from scenarios.designing.points import Point
from scenarios.recording import provenance
from scenarios.recording.results import Failure
from scenarios.records import check_target
from scenarios.sweeping.attempt import Attempt
from scenarios.sweeping.identity import same
from scenarios.sweeping.interruption import termination_as_interruption
from scenarios.sweeping.looking import until_narrow
from scenarios.sweeping.publish import complete, unless_empty
from scenarios.sweeping.request import Done, How, Sweep
from scenarios.sweeping.store import Store

__all__ = ["Done", "How", "Point", "Sweep", "run_sweep"]


def run_sweep(sweep: Sweep, folder: Path | str, how: How | None = None) -> Done:
    """Run every point and write the record.

    Parameters
    ----------
    sweep : Sweep
        What is swept.
    folder : path
        Where the record is written; a previous record is replaced. If it holds this very sweep
        unfinished, only the chunks that are left are computed.
    how : How, optional
        How it is computed.

    Returns
    -------
    Done
        Never raises for a run that fails, a full disk, a worker that is lost or Ctrl-C.

    Raises
    ------
    UserError
        When the folder holds something else or another unfinished sweep, or is being written by
        another process; when the baseline describes no world. Nothing is run then.

    Examples
    --------
    >>> from model.small import small_inputs
    >>> mild, harsh = small_inputs(12), small_inputs(12, words=0.9)
    >>> points = [Point("mild", {"words": 0.0}, mild), Point("harsh", {"words": 0.9}, harsh)]
    >>> run_sweep(Sweep(points, replicates=100), "runs/mine").runs       # doctest: +SKIP
    200
    """
    place, way = Path(folder), how or How()
    work = sweep.work()
    check_target(place, may_resume=True)
    asked = sweep.identity()
    store = Store(place)
    with unless_empty(place), store.locked(), termination_as_interruption():
        if complete(store):
            return _published(place)
        plan = store.plan()
        if plan is None:
            plan = {"begun": provenance.now(), **asked, "recipe": way.recipe, "config": way.config}
            store.begin(plan)
        else:
            same(plan, asked, place)
        try:
            clock = replace(provenance.begin(), start=plan["begun"])
            if sweep.precision is None:
                done = Attempt(sweep, way, store, clock).carried_out(work)
            else:
                done = until_narrow(sweep, sweep.precision, way, store, clock, work)
        except UserError:  # the cluster cannot be had as asked
            if not store.has_chunks():
                store.remove()
            raise
        if done.is_interrupted and not store.has_chunks():
            store.remove()
    return done


def _published(folder: Path) -> Done:
    """Return how the sweep of a finished record ended."""
    told = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    failures = tuple(Failure(**item) for item in told["failures"])
    precision = told.get("precision", {}).get("stopped", "")
    return Done(folder, told["runs"], failures, precision=precision)
