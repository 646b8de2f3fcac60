"""Threads of this process: for work that releases Python's lock, as the compiled ensemble does."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import Any

from scenarios.engines._flight import completed, in_flight, outcome, processors


def run[T](
    work: Callable[[T], Any], tasks: Iterable[T], jobs: int | None
) -> Generator[tuple[int, Any]]:
    """Compute tasks in threads; see `scenarios.engines.run`."""
    jobs = jobs or processors()
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="comity")

    def submit(fresh: list[T]) -> list[Future[Any]]:
        return [pool.submit(work, task) for task in fresh]

    try:
        with closing(in_flight(tasks, 2 * jobs, submit, completed, Future.cancel)) as flight:
            for index, _, future in flight:
                yield index, outcome(future)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
