"""One attempt at a sweep: computes the chunks that are left, then writes the record."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from scenarios import engines
from scenarios.recording import provenance
from scenarios.recording.record_files import Contents, fill
from scenarios.sweeping import merge
from scenarios.sweeping.packing import DYADS_FILE, OUTCOMES_FILE, Packed, Work
from scenarios.sweeping.publish import publish
from scenarios.sweeping.request import Done, How, Sweep
from scenarios.sweeping.store import Store


@dataclass(frozen=True)
class Attempt:
    """What one process does for a sweep whose folder it holds.

    Attributes
    ----------
    sweep, how
        See `scenarios.sweep.run_sweep`.
    store : Store
        The work area; it has the plan.
    clock : Clock
        Started with this attempt; it tells when the sweep was first begun.
    """

    sweep: Sweep
    how: How
    store: Store
    clock: provenance.Clock

    def carried_out(self, work: Work) -> Done:
        """Go on till the end or an interruption; see `scenarios.sweep.run_sweep`."""
        return self.concluded(*self.computed(work))

    def computed(self, work: Work) -> tuple[Done, dict[int, int]]:
        """Compute what is left; return how that ended, and the runs of each finished chunk."""
        chunks = len(self.sweep.layout)
        finished = {
            number: runs
            for number, runs in self.store.finished(self.how.tell).items()
            if number < chunks
        }
        done = Done(self.store.folder, 0, resumed=len(finished), has_record=False)
        try:
            done = replace(done, stopped=self._computed(work, finished))
        except KeyboardInterrupt:
            done = replace(done, is_interrupted=True)
        done = replace(
            done,
            runs=sum(finished.values()),
            failures=tuple(merge.failures(self.store, finished)),
        )
        return done, finished

    def concluded(
        self, done: Done, finished: Mapping[int, int], precision: Mapping[str, Any] | None = None
    ) -> Done:
        """Write the record of what has finished.

        Parameters
        ----------
        done, finished
            What `computed` returned.
        precision : mapping, optional
            What the record tells of the looks.
        """
        if done.stopped or not finished:
            return done
        try:
            self._publish(finished, done, precision)
        except KeyboardInterrupt:
            return replace(done, is_interrupted=True)
        except OSError as error:
            return replace(done, stopped=self._unwritten("The record", error))
        return replace(done, has_record=True)

    def _computed(self, work: Work, finished: dict[int, int]) -> str:
        """Compute what is left, adding to `finished`; return what went wrong."""
        layout = self.sweep.layout
        left = layout.left(finished)
        runs = layout.runs - sum(chunk.runs for chunk in left)
        lost: dict[int, Exception] = {}
        self._progress(runs)
        answers = engines.run(self.how.engine, work, left, self.how.n_jobs, **self.how.options)
        with closing(cast(Generator[tuple[int, Packed | Exception]], answers)):
            for index, packed in answers:
                number = left[index].id
                if isinstance(packed, Exception):
                    lost[number] = packed
                    continue
                try:
                    self.store.write(packed)
                except OSError as error:
                    return self._unwritten(f"Chunk {number}", error)
                finished[number] = packed.note["runs"]
                runs += left[index].runs
                self._progress(runs)
        return self._lost(lost)

    def _progress(self, runs: int) -> None:
        if self.how.progress is not None:
            self.how.progress(runs, self.sweep.layout.runs)

    def _publish(
        self, finished: Mapping[int, int], done: Done, precision: Mapping[str, Any] | None
    ) -> None:
        layout = self.sweep.layout
        outcomes, dyads = (
            merge.rows(self.store, layout, finished, name) for name in (OUTCOMES_FILE, DYADS_FILE)
        )
        contents = Contents(
            points=self.sweep.source,
            seed=self.sweep.seed,
            replicates=self.sweep.replicates,
            outcomes=outcomes,
            dyads=dyads if self.sweep.dyads else None,
            series=merge.series(self.store, layout, finished, self.sweep.keep.kind),
            keep=self.sweep.keep,
            runs=done.runs,
            baseline=self.sweep.baseline,
            failures=done.failures,
            is_interrupted=done.is_interrupted,
            design=self.how.design,
            precision=precision,
        )
        spent = self.clock, merge.cpu_seconds(self.store, finished)

        def write(draft: Path) -> None:
            fill(draft, contents, self.how.config, spent)

        publish(self.store, write)

    def _unwritten(self, what: str, error: OSError) -> str:
        return f"{what} could not be written ({error.strerror or error}). {self._advice()}"

    def _lost(self, lost: Mapping[int, Exception]) -> str:
        if not lost:
            return ""
        number, error = next(iter(lost.items()))
        told = f"{type(error).__name__}: {error}"
        return f"{len(lost)} chunks were not computed; chunk {number}: {told}. {self._advice()}"

    def _advice(self) -> str:
        return (
            "What has finished is kept; mend the cause and go on: "
            f"comity sweep --resume {self.store.folder}"
        )
