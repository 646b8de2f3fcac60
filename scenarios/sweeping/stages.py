"""Cuts a sweep that grows into chunks: each look's replicates follow those of the one before."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from scenarios.sweeping.plan import POINTS_TOGETHER, Chunk, Layout


@dataclass(frozen=True)
class Staged:
    """The chunks of all looks so far; a chunk keeps its number when looks are added.

    Attributes
    ----------
    points : int
        Size of the sweep, >= 1.
    looks : tuple of int
        Replicates that each look has, ascending.
    chunk_runs : int
        About how many runs a chunk holds, >= 1.
    """

    points: int
    looks: tuple[int, ...]
    chunk_runs: int

    @cached_property
    def _stages(self) -> tuple[tuple[int, int, Layout], ...]:
        """Of each look its first chunk, its first replicate and the chunks of what is new."""
        stages = []
        number = first = 0
        together = max(min(POINTS_TOGETHER, self.chunk_runs), self.chunk_runs // self.looks[0])
        for look in self.looks:
            layout = Layout(self.points, look - first, self.chunk_runs, together)
            stages.append((number, first, layout))
            number, first = number + len(layout), look
        return tuple(stages)

    @property
    def replicates(self) -> int:
        """Replicates of the last look."""
        return self.looks[-1]

    @property
    def runs(self) -> int:
        """Runs of the whole sweep."""
        return self.points * self.replicates

    @property
    def point_blocks(self) -> int:
        """How many blocks of points there are."""
        return self._stages[0][2].point_blocks

    @property
    def replicate_blocks(self) -> int:
        """How many chunks share a block of points."""
        return sum(layout.replicate_blocks for _, _, layout in self._stages)

    def __len__(self) -> int:
        number, _, layout = self._stages[-1]
        return number + len(layout)

    def __getitem__(self, number: int) -> Chunk:
        """Return a chunk by its id."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        stage = next(stage for stage in reversed(self._stages) if stage[0] <= number)
        return _moved(stage[2][number - stage[0]], stage)

    def __iter__(self) -> Iterator[Chunk]:
        return (_moved(chunk, stage) for stage in self._stages for chunk in stage[2])

    def of_block(self, block: int) -> list[Chunk]:
        """Return the chunks of a block of points, in the order of the replicates."""
        return [_moved(c, stage) for stage in self._stages for c in stage[2].of_block(block)]

    def left(self, finished: Container[int]) -> list[Chunk]:
        """Return the chunks that are not finished."""
        return [chunk for chunk in self if chunk.id not in finished]


def _moved(chunk: Chunk, stage: tuple[int, int, Layout]) -> Chunk:
    """Return a chunk of one look as a chunk of all."""
    number, first, _ = stage
    of = range(first + chunk.replicates.start, first + chunk.replicates.stop)
    return replace(chunk, id=number + chunk.id, replicates=of)
