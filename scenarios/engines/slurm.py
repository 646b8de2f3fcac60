"""Slurm, through submitit: each job an element of an array."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import suppress
from itertools import batched
from pathlib import Path
from typing import Any

import submitit
from submitit.core.utils import FailedJobError, FailedSubmissionError

from model.errors import UserError, unknown
from scenarios.engines import local
from scenarios.engines._envelope import Envelope, LostWorkerError, Sealer, answer, one_thread_each
from scenarios.engines._flight import in_flight, processors
from scenarios.problems import statement

JOBS = 100
FOLDER = "comity-jobs"
ARRAY = 1000
"""Most elements of an array; Slurm's own default limit, MaxArraySize, is 1001."""
QUICKEST, SLOWEST = 0.05, 5.0
"""Seconds between two looks at the jobs."""
SET_BY = "the choice of cluster"
EXECUTORS = ("slurm", "local")
_UNKNOWN = re.compile(r"Unknown argument '(\w+)'.*?Valid arguments: ([\w, ]+)", re.DOTALL)
"""What submitit says of a parameter that it does not know."""


def run[T](  # noqa: PLR0913 - options by name, each with a default
    work: Callable[[T], Any],
    tasks: Iterable[T],
    jobs: int | None,
    *,
    executor: str = "slurm",
    folder: str | Path | None = None,
    cpus: int = 1,
    timeout: int = 60,
    partition: str | None = None,
    sbatch: Mapping[str, Any] | None = None,
) -> Generator[tuple[int, Any]]:
    """Compute tasks as Slurm jobs; see `scenarios.engines.run`.

    Parameters
    ----------
    work, tasks
        See there. As many tasks as a job has processors are one job; when a job fails, each of its
        tasks ends with the job's error.
    jobs : int, optional
        Jobs queued or running at the same time; `JOBS` by default.
    executor : {"slurm", "local"}
        "local" tries the same on this machine without Slurm.
    folder : path, optional
        Where submitit keeps what goes into the jobs and comes out; all machines must see it. The
        files of a job that ended well are removed. By default `FOLDER` in the working folder.
    cpus : int
        Processors of a job, >= 1.
    timeout : int
        Minutes that a job may take, >= 1.
    partition : str, optional
        Slurm's partition.
    sbatch : mapping, optional
        Further parameters of the job by submitit's names for them: `account`, `qos`, `mem`, ...

    Raises
    ------
    UserError
        When there is no Slurm here, or it refuses the job.
    """
    if executor not in EXECUTORS:
        raise unknown("executor of cluster=slurm", executor, EXECUTORS, SET_BY)
    more = {"partition": partition, **_named(sbatch)}
    place = Path(folder or FOLDER)
    above = _missing(place)
    auto = _executor(executor, place)
    try:
        _tell(auto, cpus, timeout, more)
    except UserError:
        _remove_empty(above)
        raise
    jobs = jobs or (processors() if executor == "local" else JOBS)
    return _answers(auto, work, tasks, jobs, cpus)


def _named(sbatch: object) -> Mapping[str, Any]:
    """Return the further parameters of a job, as they were typed."""
    if sbatch is not None and not isinstance(sbatch, Mapping):
        rule, allowed = "is not names with values", "null or {NAME: VALUE, ...}"
        advice = "For instance 'cluster.sbatch={account: drugs, mem: 4GB}'."
        raise UserError(statement("cluster.sbatch", sbatch, rule, allowed, SET_BY, advice))
    return sbatch or {}


def _executor(name: str, folder: Path) -> submitit.AutoExecutor:
    try:
        return submitit.AutoExecutor(folder, cluster=name)
    except RuntimeError as error:
        advice = "Run the command on a machine that can submit jobs, or try cluster.executor=local."
        rule = "finds no Slurm on this machine (no srun)"
        raise UserError(
            statement("cluster", "slurm", rule, "joblib, local, ray", SET_BY, advice)
        ) from error


def _tell(auto: submitit.AutoExecutor, cpus: int, timeout: int, more: Mapping[str, Any]) -> None:
    """Tell what a job needs."""
    auto.update_parameters(name="comity", cpus_per_task=cpus, timeout_min=timeout)
    try:
        auto.update_parameters(**{f"slurm_{name}": value for name, value in more.items()})
    except NameError as error:
        found = _UNKNOWN.search(str(error))
        if found is None:
            raise UserError(f"cluster=slurm does not know a parameter: {error}") from error
        known = sorted(name.strip() for name in found[2].split(","))
        raise unknown("parameter in cluster.sbatch", found[1], known, SET_BY) from error


def _missing(place: Path) -> list[Path]:
    """Return the folders that making this one makes, the innermost first."""
    return [folder for folder in (place, *place.absolute().parents) if not folder.exists()]


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):  # it holds something
            folder.rmdir()


def _answers[T](
    auto: submitit.AutoExecutor,
    work: Callable[[T], Any],
    tasks: Iterable[T],
    jobs: int,
    cpus: int,
) -> Generator[tuple[int, Any]]:
    seal = Sealer(work)
    cancelled: list[submitit.Job[Any]] = []

    def submit(fresh: list[tuple[tuple[int, T], ...]]) -> list[submitit.Job[Any]]:
        bundles = [[seal(task) for _, task in bundle] for bundle in fresh]
        return [job for some in batched(bundles, ARRAY) for job in _submit(auto, some)]

    def cancel(job: submitit.Job[Any]) -> None:
        cancelled.append(job)
        job.cancel(check=False)

    bundled = batched(enumerate(tasks), cpus)
    flight = in_flight(bundled, jobs, submit, _Watch(), cancel, least=max(1, jobs // 4))
    try:
        for _, bundle, job in flight:
            outcomes = _outcomes(job, len(bundle))
            yield from zip((index for index, _ in bundle), outcomes, strict=True)
    finally:
        flight.close()
        _await(cancelled)
        for job in cancelled:
            _remove_files(job)
        _remove_links(auto.folder)
        with suppress(OSError):  # what is left are the logs of jobs that failed
            auto.folder.rmdir()


def answer_all(envelopes: list[Envelope]) -> list[Any]:
    """Do the work of a job, a thread for each task, on a worker."""
    outcomes = dict(local.run(_answer, envelopes, len(envelopes)))
    return [outcomes[index] for index in range(len(envelopes))]


def _answer(envelope: Envelope) -> Any:
    return answer(*envelope)


def _submit(
    auto: submitit.AutoExecutor, bundles: tuple[list[Envelope], ...]
) -> list[submitit.Job[Any]]:
    jobs = []
    try:
        with one_thread_each(), auto.batch():
            jobs = [auto.submit(answer_all, bundle) for bundle in bundles]
    except (FailedJobError, FailedSubmissionError) as error:
        raise UserError(f"Slurm refused the job: {error}".strip()) from error
    return jobs


class _Watch:
    """Looks for finished jobs, the less often the longer there are none."""

    def __init__(self) -> None:
        self._pause = QUICKEST

    def __call__(self, jobs: list[submitit.Job[Any]]) -> list[submitit.Job[Any]]:
        finished = [job for job in jobs if job.done()]
        self._pause = QUICKEST if finished else min(1.5 * self._pause, SLOWEST)
        if not finished:
            time.sleep(self._pause)
        return finished


def _outcomes(job: submitit.Job[Any], count: int) -> list[Any]:
    """Return what each task of a job ended with."""
    try:
        outcomes: list[Any] = job.result()
    except Exception as error:
        told = f"Job {job.job_id} failed; its log is {job.paths.stderr}. {error}"
        return [LostWorkerError(told) for _ in range(count)]
    _remove_files(job)
    return outcomes


def _remove_files(job: submitit.Job[Any]) -> None:
    paths = job.paths
    files = (paths.submitted_pickle, paths.result_pickle, paths.stdout, paths.stderr)
    for path in (*files, paths.submission_file):
        path.unlink(missing_ok=True)


def _remove_links(folder: Path) -> None:
    """Remove submitit's links to submission files that are gone."""
    for link in folder.glob(".submission_file_*.sh"):
        if not link.exists():
            link.unlink(missing_ok=True)


def _await(jobs: list[submitit.Job[Any]]) -> None:
    """Wait until cancelled processes of this machine have ended; Slurm sees to its own."""
    ours = [job for job in jobs if isinstance(job, submitit.LocalJob)]
    deadline = time.monotonic() + SLOWEST
    while not all(job.done() for job in ours) and time.monotonic() < deadline:
        time.sleep(QUICKEST)
