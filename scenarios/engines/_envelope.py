"""What travels to a worker and back: a task, opened only by the same version of this software."""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import model
from model.errors import UserError
from scenarios.provenance import software_version

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


@dataclass(frozen=True)
class Envelope:
    """A task with the version it was made by.

    The task stays pickled until the version has been compared: another version's classes might not
    even load.
    """

    stamp: str
    payload: bytes


@cache
def stamp() -> str:
    """Return the version of this software and a hash of the law of motion (all of `model`)."""
    folder = Path(model.__file__).parent
    law = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        law.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{software_version()} with law {law.hexdigest()[:12]}"


def seal[T](work: Callable[[T], Any], task: T) -> Envelope:
    """Return a task as it travels."""
    return Envelope(stamp(), pickle.dumps((work, task)))


def answer(envelope: Envelope) -> Any:
    """Do the work of an envelope, on a worker; return the result or the exception.

    Returns
    -------
    object
        The result, or the exception that `work` raised, with the worker's traceback as its note; a
        `VersionMismatchError` if this is not the version that sealed the envelope.
    """
    if envelope.stamp != stamp():
        return VersionMismatchError(
            f"comity={stamp()} is not the version that runs the sweep; "
            f"allowed {envelope.stamp}; set by the installation on {platform.node()}. "
            "Install the same version on each machine (docs/scaling.md)."
        )
    try:
        work, task = pickle.loads(envelope.payload)
        return work(task)
    except Exception as error:
        return _portable(error)


def _portable(error: Exception) -> Exception:
    """Return an exception that survives the way back, with its traceback as text."""
    told = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(told)
    return error
