"""Keeping a bounded number of tasks in flight."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from itertools import islice
from typing import Any

import joblib


def processors() -> int:
    """Return how many processors this process may use."""
    return int(joblib.cpu_count())


def in_flight[T, H](
    tasks: Iterable[T],
    width: int,
    submit: Callable[[list[T]], list[H]],
    finished: Callable[[list[H]], Iterable[H]],
    cancel: Callable[[H], object],
    least: int = 1,
) -> Generator[tuple[int, T, H]]:
    """Yield the number of a task, the task and its handle, as handles finish.

    Parameters
    ----------
    tasks : iterable
        Taken from only as tasks come to be in flight.
    width : int
        Tasks in flight, >= 1.
    submit : callable
        From tasks to handles, which can be hashed.
    finished : callable
        Waits, and returns those of the handles that have finished; none, to be asked again.
    cancel : callable
        Called with each handle that is still in flight when this is closed.
    least : int
        Fewest tasks to submit together while others are in flight.
    """
    source = enumerate(tasks)
    pending: dict[H, tuple[int, T]] = {}
    try:
        while True:
            room = width - len(pending)
            if fresh := list(islice(source, room if room >= least or not pending else 0)):
                handles = submit([task for _, task in fresh])
                pending.update(zip(handles, fresh, strict=True))
            if not pending:
                return
            for handle in finished(list(pending)):
                index, task = pending.pop(handle)
                yield index, task, handle
    finally:
        for handle in pending:
            with suppress(Exception):  # the rest must be cancelled all the same
                cancel(handle)


def completed(futures: list[Future[Any]]) -> Iterable[Future[Any]]:
    """Wait, and return the futures that have finished."""
    return wait(futures, return_when=FIRST_COMPLETED).done


def outcome(future: Future[Any]) -> Any:
    """Return the result of a finished future, or its exception."""
    try:
        return future.result()
    except Exception as error:
        return error
