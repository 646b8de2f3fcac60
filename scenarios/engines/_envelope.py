"""What travels to a worker and back: a task, opened only by the same version of this software."""

from __future__ import annotations

import os
import pickle
import platform
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from model.errors import UserError
from model.law_hash import law_hash
from scenarios.recording.provenance import software_version

THREADS = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "NUMBA_NUM_THREADS",
    ),
    "1",
)
"""Environment of a worker process: one thread each, for the workers share the processors."""


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Give the processes that are started meanwhile, which inherit the environment, one thread."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(THREADS)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


class VersionMismatchError(UserError):
    """A worker has another version of this software than the machine that gives out the tasks."""


class LostWorkerError(RuntimeError):
    """Each worker that tried a task died: killed, out of memory, or its machine went away."""


class Envelope(NamedTuple):
    """A task with the version it was made by.

    It stays pickled until the version has been compared: another version's classes might not even
    load.

    Attributes
    ----------
    stamp : str
        See `stamp`.
    work : bytes
        What is done with the task; the same object for each task of a run.
    task : bytes
    """

    stamp: str
    work: bytes
    task: bytes


def stamp() -> str:
    """Return the version of this software and the beginning of its law's hash."""
    return f"{software_version()} with law {law_hash()[:12]}"


class Sealer[T]:
    """Puts tasks into envelopes; the work is pickled once.

    Attributes
    ----------
    stamp : str
    work : bytes
    """

    def __init__(self, work: Callable[[T], Any]) -> None:
        self.stamp, self.work = stamp(), pickle.dumps(work)

    def __call__(self, task: T) -> Envelope:
        """Return a task as it travels."""
        return Envelope(self.stamp, self.work, pickle.dumps(task))


def answer(made_by: str, work: bytes, task: bytes) -> Any:
    """Do the work of an envelope, on a worker; return the result or the exception.

    Parameters
    ----------
    made_by, work, task
        An envelope, piece by piece, for some engines carry the work by itself.

    Returns
    -------
    object
        The result, or the exception that the work raised, with the worker's traceback as its note;
        a `VersionMismatchError` if this is not the version that sealed the envelope.
    """
    if made_by != stamp():
        return VersionMismatchError(
            f"comity={stamp()} is not the version that runs the sweep; "
            f"allowed {made_by}; set by the installation on {platform.node()}. "
            "Install the same version on each machine (docs/scaling.md)."
        )
    try:
        return _opened(work)(pickle.loads(task))
    except Exception as error:
        return _portable(error)


@lru_cache(maxsize=1)
def _opened(work: bytes) -> Callable[[Any], Any]:
    """Return what a worker does with one task after the other."""
    opened: Callable[[Any], Any] = pickle.loads(work)
    return opened


def _portable(error: Exception) -> Exception:
    """Return an exception that survives the way back, with its traceback as text."""
    told = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(told)
    return error
