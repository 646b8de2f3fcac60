"""Processes of this machine: loky, joblib's pool.

The pool is used through its futures, not through `joblib.Parallel`: Parallel gives out the next
task when one has finished, whether or not its result was taken, so that results pile up if they
are written more slowly than computed; and it does not say which tasks a dead worker had.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from joblib.externals.loky import ProcessPoolExecutor

from scenarios.engines._envelope import THREADS, Envelope, LostWorkerError, Sealer, answer
from scenarios.engines._flight import completed, outcome, processors


def run[T](
    work: Callable[[T], Any], tasks: Iterable[T], jobs: int | None, *, retries: int = 2
) -> Generator[tuple[int, Any]]:
    """Compute tasks in processes; see `scenarios.engines.run`.

    Parameters
    ----------
    work, tasks, jobs
        See there.
    retries : int
        How often a task is tried again whose worker died, >= 0. When a worker dies the pool is
        lost, and any task in flight may have been the cause: each of them is then computed with
        no other beside it, and the rest goes on in a new pool.
    """
    jobs = jobs or processors()
    seal, source = Sealer(work), enumerate(tasks)
    while lost := (yield from _until_broken(seal, source, jobs, jobs + jobs // 4 + 1)):
        suspects, deaths = deque(lost), Counter[int]()
        while suspects:
            for index, task in (yield from _until_broken(seal, _taken(suspects), 1, 1)):
                deaths[index] += 1
                if deaths[index] > retries:
                    yield index, _gone(deaths[index])
                else:
                    suspects.append((index, task))


def _until_broken[T](
    seal: Callable[[T], Envelope], source: Iterator[tuple[int, T]], jobs: int, width: int
) -> Generator[tuple[int, Any], None, list[tuple[int, T]]]:
    """Yield answers till the tasks end, or the pool does; return the tasks lost with the pool."""
    pending: dict[Future[Any], tuple[int, T]] = {}
    lost: list[tuple[int, T]] = []
    pool = ProcessPoolExecutor(jobs, env=THREADS)
    is_done = False
    try:
        while True:
            for index, task in islice(source, 0 if lost else width - len(pending)):
                try:
                    pending[pool.submit(answer, *seal(task))] = index, task
                except BrokenProcessPool:
                    lost.append((index, task))
                    break
            if not pending:
                break
            # Once the pool is broken, all that is pending ends at once, with this error.
            for future in completed(list(pending)):
                numbered = pending.pop(future)
                if isinstance(result := outcome(future), BrokenProcessPool):
                    lost.append(numbered)
                else:
                    yield numbered[0], result
        is_done = not lost
    finally:
        pool.shutdown(wait=True, kill_workers=not is_done)
    return sorted(lost, key=lambda numbered: numbered[0])


def _taken[X](waiting: deque[X]) -> Iterator[X]:
    """Yield what is in a queue, and whatever is added meanwhile."""
    while waiting:
        yield waiting.popleft()


def _gone(times: int) -> LostWorkerError:
    return LostWorkerError(
        f"The worker process died each of {times} times that it tried this task; the usual causes "
        "are too little memory and a crash in a compiled library."
    )
