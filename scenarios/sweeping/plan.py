"""Cuts a sweep into chunks: a block of points times a block of replicates."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

CHUNK_RUNS = 4096
"""About how many runs a chunk holds."""
SERIES_CHUNK_RUNS = 1024
"""The same when monthly series are kept, which take a hundred times the memory of outcomes."""
POINTS_TOGETHER = 32
"""Points that a chunk holds at least, if the sweep has them: the baseline's runs are computed again
in each chunk, so that their cost is one in this many."""
LANES = 32
"""Blocks of replicates are a multiple of this, half of what the ensemble advances side by side."""


@dataclass(frozen=True)
class Chunk:
    """What one task computes: every replicate in a range of every point in a range."""

    id: int
    points: range
    replicates: range

    @property
    def runs(self) -> int:
        """How many runs it holds."""
        return len(self.points) * len(self.replicates)


@dataclass(frozen=True)
class Layout:
    """The chunks of a sweep; they depend on nothing but these three numbers.

    Chunk ids count up along the replicates first, so that the chunks of a block of points follow
    each other.

    Attributes
    ----------
    points, replicates : int
        Size of the sweep; each >= 1.
    chunk_runs : int
        About how many runs a chunk holds, >= 1.
    together : int, optional
        Points of a chunk; chosen by the number of replicates unless given.
    """

    points: int
    replicates: int
    chunk_runs: int = CHUNK_RUNS
    together: int | None = None

    @property
    def block_points(self) -> int:
        """Points of a chunk; the last block may have fewer."""
        usual = max(min(POINTS_TOGETHER, self.chunk_runs), self.chunk_runs // self.replicates)
        return min(self.points, self.together or usual)

    @property
    def block_replicates(self) -> int:
        """Replicates of a chunk; the last block may have fewer."""
        most = max(1, self.chunk_runs // self.block_points)
        if most >= self.replicates:
            return self.replicates
        return most if most < LANES else most // LANES * LANES

    @property
    def replicate_blocks(self) -> int:
        """How many chunks share a block of points."""
        return -(-self.replicates // self.block_replicates)

    @property
    def point_blocks(self) -> int:
        """How many blocks of points there are."""
        return -(-self.points // self.block_points)

    @property
    def runs(self) -> int:
        """Runs of the whole sweep."""
        return self.points * self.replicates

    def __len__(self) -> int:
        return self.point_blocks * self.replicate_blocks

    def __getitem__(self, number: int) -> Chunk:
        """Return a chunk by its id."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        block, part = divmod(number, self.replicate_blocks)
        first, start = block * self.block_points, part * self.block_replicates
        return Chunk(
            number,
            range(first, min(first + self.block_points, self.points)),
            range(start, min(start + self.block_replicates, self.replicates)),
        )

    def __iter__(self) -> Iterator[Chunk]:
        return (self[number] for number in range(len(self)))

    def of_block(self, block: int) -> list[Chunk]:
        """Return the chunks of a block of points, in the order of the replicates."""
        first = block * self.replicate_blocks
        return [self[number] for number in range(first, first + self.replicate_blocks)]

    def left(self, finished: Container[int]) -> list[Chunk]:
        """Return the chunks that are not finished."""
        return [chunk for chunk in self if chunk.id not in finished]
