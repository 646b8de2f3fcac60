"""How a sweep is cut into chunks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.sweeping.plan import Chunk, Layout

pytestmark = pytest.mark.quick

CASES = [
    # points, replicates, runs of a chunk -> points and replicates of a chunk, chunks
    ((13, 50, 4096), (13, 50, 1)),
    ((1, 1, 4096), (1, 1, 1)),
    ((200_000, 50, 4096), (81, 50, 2470)),
    ((100_000, 1000, 4096), (32, 128, 25_000)),
    ((13, 1_000_000, 4096), (13, 288, 3473)),  # 4096 / 13 = 315, of which 288 is 9 times 32
    ((4096, 1, 4096), (4096, 1, 1)),
    ((2, 3, 1), (1, 1, 6)),
]


@pytest.mark.parametrize(("size", "expected"), CASES)
def test_blocks_worked_by_hand(size: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    layout = Layout(*size)
    assert (layout.block_points, layout.block_replicates, len(layout)) == expected


def test_ids_follow_the_replicates_then_the_points() -> None:
    assert list(Layout(3, 3, 2)) == [
        Chunk(0, range(2), range(1)),
        Chunk(1, range(2), range(1, 2)),
        Chunk(2, range(2), range(2, 3)),
        Chunk(3, range(2, 3), range(1)),
        Chunk(4, range(2, 3), range(1, 2)),
        Chunk(5, range(2, 3), range(2, 3)),
    ]
    assert Layout(3, 3, 2).of_block(1) == list(Layout(3, 3, 2))[3:]


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 300))
def test_every_run_is_in_one_chunk(points: int, replicates: int, chunk_runs: int) -> None:
    layout = Layout(points, replicates, chunk_runs)
    seen = [(p, r) for chunk in layout for p in chunk.points for r in chunk.replicates]
    assert sorted(seen) == [(p, r) for p in range(points) for r in range(replicates)]
    assert sum(chunk.runs for chunk in layout) == layout.runs == points * replicates


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_chunk_is_as_large_as_it_should_be(points: int, replicates: int) -> None:
    layout = Layout(points, replicates)
    runs = layout[0].runs
    assert runs <= 4096
    if layout.runs >= 4096:
        assert runs >= 2048
        # Its share of the baseline's runs, computed again, is small.
        assert layout.block_points >= min(points, 32)


def test_what_is_left() -> None:
    layout = Layout(4, 4, 1)
    assert [chunk.id for chunk in layout.left({0, 1, 2, 5, *range(7, 16)})] == [3, 4, 6]
    with pytest.raises(IndexError):
        layout[16]
