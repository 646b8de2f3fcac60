"""Where tasks are computed: one file an engine; adding a file adds the engine.

An engine file declares `run(work, tasks, jobs, *, ...options)`, which yields the index of a task
and its result, or the exception that it ended with, as tasks finish. Files whose names begin with
an underscore are parts, not engines. `docs/scaling.md` shows how each is used.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from importlib import import_module
from typing import Any

from model.errors import UserError, unknown
from scenarios.engines._envelope import LostWorkerError, VersionMismatchError
from scenarios.problems import statement

__all__ = ["LostWorkerError", "VersionMismatchError", "names", "options", "run"]

SET_BY = "the choice of cluster"


def names() -> list[str]:
    """Return the engines there are, sorted."""
    found = (item.name for item in pkgutil.iter_modules(__path__))
    return sorted(name for name in found if not name.startswith("_"))


def options(name: str) -> dict[str, Any]:
    """Return an engine's options with their defaults.

    Raises
    ------
    UserError
        For an unknown engine, and for one whose package is not installed.
    """
    parameters = inspect.signature(_engine(name)).parameters.values()
    return {row.name: row.default for row in parameters if row.kind is row.KEYWORD_ONLY}


def run[T, R](
    name: str,
    work: Callable[[T], R],
    tasks: Iterable[T],
    jobs: int | None = None,
    **options: Any,
) -> Iterator[tuple[int, R | Exception]]:
    """Compute `work(task)` for each task and yield the results as they come, in any order.

    Few tasks are in flight at a time, and no more are taken from `tasks` than are in flight, so
    that memory does not grow with their number: `tasks` may be made lazily, and a result is gone
    from here once it is yielded.

    Parameters
    ----------
    name : str
        One of `names()`.
    work : callable
        A function at the top level of a module that workers can import; only `local` takes others.
    tasks : iterable
        Each can be pickled; so can each result.
    jobs : int, optional
        Tasks computed at the same time, >= 1; by default one a processor of this machine (`ray`: of
        the cluster; `slurm`: see there).
    **options
        Options of the engine, see `options`.

    Yields
    ------
    index : int
        The number of the task, from 0.
    outcome
        What `work` returned, or the exception it raised. `LostWorkerError`, if each worker that
        tried the task died.

    Raises
    ------
    UserError
        For an unknown engine or option, a package that is not installed, or a cluster that cannot
        be reached. `VersionMismatchError`, a kind of it, if a worker has another version of this
        software: what it would compute could not be compared.

    Notes
    -----
    Closing the generator, an exception and Ctrl-C end the workers. Threads cannot be ended: `local`
    waits until they have finished the tasks they are at.
    """
    engine = _engine(name)
    _check(name, engine, jobs, options)
    return _checked(engine(work, tasks, jobs, **options))


def _engine(name: str) -> Callable[..., Generator[tuple[int, Any]]]:
    if name not in names():
        raise unknown("cluster", name, names(), SET_BY)
    try:
        engine = import_module(f"{__name__}.{name}").run
    except ModuleNotFoundError as error:
        package = error.name or name
        rule = f"needs the package {package}, which is not installed"
        advice = "Install it: pip install 'comity[cluster]'."
        raise UserError(
            statement("cluster", name, rule, "local, joblib", SET_BY, advice)
        ) from error
    return engine  # type: ignore[no-any-return]


def _check(name: str, engine: Callable[..., Any], jobs: int | None, given: dict[str, Any]) -> None:
    parameters = inspect.signature(engine).parameters.values()
    known = [row.name for row in parameters if row.kind is row.KEYWORD_ONLY]
    for option in given:
        if option not in known:
            raise unknown(f"option of cluster={name}", option, known, SET_BY)
    if jobs is not None and jobs < 1:
        advice = "Leave it out to use all processors."
        raise UserError(statement("n_jobs", jobs, "is too few", "1 or more", SET_BY, advice))


def _checked(answers: Generator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """Yield answers, but end at a worker that must not go on."""
    with closing(answers):
        for index, outcome in answers:
            if isinstance(outcome, VersionMismatchError):
                raise outcome
            yield index, outcome
