"""Ray: the workers of one machine or of a cluster.

Ray's core tasks, not Hydra's launcher for Ray: docs/decisions tells why.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import ray
from ray.exceptions import RayError, RayTaskError

from model.errors import UserError
from scenarios.engines._envelope import THREADS, LostWorkerError, Sealer, answer, one_thread_each
from scenarios.engines._flight import in_flight, processors
from scenarios.problems import statement

STORE_BYTES = 200 * 2**20
"""Shared memory of a Ray started here; results are small, and what does not fit goes to disk."""
QUIET: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is sent to Ray's makers
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # its new default, which it warns of otherwise
}


def run[T](
    work: Callable[[T], Any],
    tasks: Iterable[T],
    jobs: int | None,
    *,
    address: str | None = None,
    retries: int = 2,
) -> Generator[tuple[int, Any]]:
    """Compute tasks on Ray's workers; see `scenarios.engines.run`.

    Parameters
    ----------
    work, tasks, jobs
        See there; by default as many tasks at the same time as the cluster has processors.
    address : str, optional
        "auto" for the cluster this machine is part of, HOST:PORT for one of several; by default a
        Ray of this machine alone is started, and stopped at the end. In a process that is connected
        already, that connection is used and left as it is.
    retries : int
        How often a task is tried again whose worker, or its machine, was lost; >= 0.
    """
    with _connection(address, jobs):
        cluster = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        width = 2 * cluster if jobs is None else jobs
        remote = ray.remote(num_cpus=1, max_retries=retries)(answer)

        seal = Sealer(work)
        stored = ray.put(seal.work)  # it travels to each machine once

        def submit(fresh: list[T]) -> list[Any]:
            return [remote.remote(seal.stamp, stored, seal(task).task) for task in fresh]

        def cancel(reference: Any) -> None:
            ray.cancel(reference, force=True)

        with closing(in_flight(tasks, width, submit, _finished, cancel)) as flight:
            for index, _, reference in flight:
                yield index, _outcome(reference, retries)


@contextmanager
def _connection(address: str | None, jobs: int | None) -> Iterator[None]:
    if ray.is_initialized():
        yield
        return
    os.environ.update(ENVIRONMENT)
    try:
        if address is None:
            _start(jobs or processors())
        else:
            _reach(address)
            ray.init(address, runtime_env={"env_vars": THREADS}, **QUIET)
    except (OSError, RuntimeError, ValueError) as error:
        rule = f"cannot be reached ({str(error).splitlines()[0]})"
        advice = "Start it: ray start --head, with the same token everywhere (docs/scaling.md)."
        allowed = "auto, HOST:PORT"
        raise UserError(
            statement("cluster.address", address, rule, allowed, "the choice of cluster", advice)
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _reach(address: str) -> None:
    """Check that something listens at HOST:PORT; Ray itself tries for minutes."""
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit() and "//" not in host:
        socket.create_connection((host, int(port)), timeout=10).close()


def _start(processors: int) -> None:
    """Start a Ray of this machine."""
    with one_thread_each():
        ray.init(
            "local",
            num_cpus=processors,
            object_store_memory=STORE_BYTES,
            include_dashboard=False,
            **QUIET,
        )


def _finished(references: list[Any]) -> Iterable[Any]:
    ready, _ = ray.wait(references, num_returns=1)
    return list(ready)


def _outcome(reference: Any, retries: int) -> Any:
    try:
        return ray.get(reference)
    except RayTaskError as error:
        return error
    except RayError as error:
        lost = LostWorkerError(
            f"The worker or its machine was lost each of {1 + retries} times that it tried this "
            f"task ({type(error).__name__}); the usual causes are too little memory and a crash in "
            "a compiled library."
        )
        lost.__cause__ = error
        return lost
