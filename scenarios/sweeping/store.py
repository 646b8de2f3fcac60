"""The work area of an unfinished sweep: its plan, and each finished chunk with its checksums.

FOLDER/unfinished/plan.json                  what is swept; written first
FOLDER/unfinished/chunks/0000/000012.json    chunk 12 is finished; written last, says what ...
FOLDER/unfinished/chunks/0000/000012.outcomes.arrow   ...     ... the SHA-256 of each file is
FOLDER/unfinished/lock                       held by the process that sweeps
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from model.errors import UserError
from scenarios.problems import statement
from scenarios.recording import atomic
from scenarios.recording.record_files import PLAN, WORK
from scenarios.sweeping.packing import Packed

PER_FOLDER = 1000
"""Chunks of a folder."""
Tell = Callable[[str], None]


class Store:
    """The work area in an output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = folder / WORK

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder; the system lets go of it when the process ends, however it ends.

        Raises
        ------
        UserError
            When another sweep holds it, or the folder cannot be written.
        """
        lock = FileLock(self.work / "lock", timeout=0)
        try:
            self.work.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except OSError as error:
            if isinstance(error, Timeout):
                raise _busy(self.folder) from None
            raise _unwritable(self.folder, error) from None
        try:
            yield
        finally:
            lock.release()

    def plan(self) -> dict[str, Any] | None:
        """Return the plan of the unfinished sweep; None if there is none.

        Raises
        ------
        UserError
            When it is not as it was written.
        """
        path = self.work / PLAN
        if not path.is_file():
            return None
        told = _opened(path)
        if told is None:
            raise UserError(
                f"{path} was changed after it was written: its SHA-256 differs from the one in it. "
                f"Delete {self.work} and run the sweep again."
            )
        return told

    def begin(self, plan: dict[str, Any]) -> None:
        """Save a plan, in place of whatever an aborted start has left.

        Raises
        ------
        UserError
            When it cannot be written; nothing is left then.
        """
        shutil.rmtree(self.work / "chunks", ignore_errors=True)
        try:
            atomic.write(self.work / PLAN, _sealed(plan))
            atomic.settle(self.work)
            atomic.settle(self.folder)
        except OSError as error:
            self.remove()
            raise _unwritable(self.folder, error) from None

    def path(self, number: int, name: str) -> Path:
        """Return where a file of a chunk lies."""
        folder = self.work / "chunks" / f"{number // PER_FOLDER:04d}"
        return folder / f"{number:06d}.{name}"

    def write(self, packed: Packed) -> None:
        """Write a chunk; it counts as finished once its JSON file is there.

        Raises
        ------
        OSError
            When it cannot be written, for instance on a full disk; the chunk is not finished then.
        """
        number = packed.chunk.id
        note = self.path(number, "json")
        if not note.parent.is_dir():
            note.parent.mkdir(parents=True)
        sums = {}
        for name, data in packed.files.items():
            atomic.write(self.path(number, name), data)
            sums[name] = hashlib.sha256(data).hexdigest()
        atomic.write(note, _sealed({"sha256": sums, **packed.note}))

    def note(self, number: int) -> dict[str, Any]:
        """Return the note of a finished chunk."""
        told = _opened(self.path(number, "json"))
        assert told is not None
        return told

    def finished(self, tell: Tell) -> dict[int, int]:
        """Return how many runs each finished chunk has, its files verified.

        Parameters
        ----------
        tell : callable
            Called with a line about each chunk that is damaged; its note is removed, so that the
            chunk is computed again.
        """
        found = {}
        for path in sorted((self.work / "chunks").glob("*/*.json")):
            number = int(path.stem)
            note = _opened(path)
            wrong = path if note is None else self._damaged(number, note["sha256"])
            if wrong is None and note is not None:
                found[number] = note["runs"]
                continue
            rule = "was changed after it was written" if wrong and wrong.exists() else "is missing"
            path.unlink()
            tell(f"{wrong} {rule}; chunk {number} is computed again.")
        return found

    def _damaged(self, number: int, sums: dict[str, str]) -> Path | None:
        """Return the first file of a chunk that is not as it was written."""
        for name, expected in sums.items():
            path = self.path(number, name)
            if not path.is_file():
                return path
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                    return path
        return None

    def has_chunks(self) -> bool:
        """Tell whether a chunk is finished."""
        return any((self.work / "chunks").glob("*/*.json"))

    def remove(self) -> None:
        """Remove the work area; the plan first, for without it there is no unfinished sweep."""
        (self.work / PLAN).unlink(missing_ok=True)
        shutil.rmtree(self.work, ignore_errors=True)


def _busy(folder: Path) -> UserError:
    rule, allowed = "is being written by another sweep", "one sweep at a time"
    advice = "Wait until it has ended, or choose another folder."
    return UserError(statement("output", folder, rule, allowed, "the command line", advice))


def _unwritable(folder: Path, error: OSError) -> UserError:
    rule, allowed = f"cannot be written ({error.strerror})", "a folder with free space"
    advice = "Make space, or choose a folder that you may write to."
    return UserError(statement("output", folder, rule, allowed, "the command line", advice))


def _sealed(told: dict[str, Any]) -> bytes:
    """Return a document as JSON that tells its own SHA-256."""
    text = json.dumps(told, ensure_ascii=False, default=str)
    seal = hashlib.sha256(text.encode()).hexdigest()
    return f'{{"seal": "{seal}",\n"told": {text}}}\n'.encode()


def _opened(path: Path) -> dict[str, Any] | None:
    """Return a document that is as it was written, else None."""
    try:
        document = json.loads(path.read_bytes())
        text = json.dumps(document["told"], ensure_ascii=False)
    except (ValueError, KeyError, TypeError):
        return None
    is_whole = hashlib.sha256(text.encode()).hexdigest() == document.get("seal")
    return document["told"] if is_whole else None
