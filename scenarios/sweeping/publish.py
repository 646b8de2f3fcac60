"""Puts a finished record in its place, so that a kill at any moment loses nothing.

The record is completed in the work area and then moved file by file, its checksums last: a folder
without them is no record yet, and whoever comes next completes the move.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from scenarios.recording import atomic
from scenarios.recording.provenance import CHECKSUMS, Clock
from scenarios.recording.record_files import WORK, Contents, fill
from scenarios.records import check_target
from scenarios.sweeping.store import Store

DRAFT, READY = "record.draft", "record"


def publish(store: Store, fill: Callable[[Path], None]) -> None:
    """Write a record in place of what the folder held; the lock must be held.

    Parameters
    ----------
    store : Store
        The work area of the folder.
    fill : callable
        Writes the files of the record, with their checksums, into the folder it is given.
    """
    draft = store.work / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        fill(draft)
        atomic.settle_files(draft)
        os.replace(draft, store.work / READY)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    complete(store)


def write(
    folder: Path, contents: Contents, config: Mapping[str, Any], spent: tuple[Clock, float]
) -> None:
    """Write the record of a single run; a previous record is replaced.

    Parameters
    ----------
    folder : Path
        Where.
    contents, config, spent
        See `scenarios.recording.record_files.fill`.

    Raises
    ------
    UserError
        When the folder holds something else, or is being written by a sweep.
    """
    check_target(folder)
    store = Store(folder)
    with unless_empty(folder), store.locked():
        try:
            publish(store, lambda draft: fill(draft, contents, config, spent))
        except BaseException:
            store.remove()
            raise


@contextmanager
def unless_empty(folder: Path) -> Iterator[None]:
    """Leave no folder behind, nor one above it, that holds nothing and was not there before."""
    missing = [place for place in (folder, *folder.absolute().parents) if not place.exists()]
    try:
        yield
    finally:
        for place in missing:
            with suppress(OSError):  # it holds something
                place.rmdir()


def complete(store: Store) -> bool:
    """Complete a publication that had begun, if there is one; the lock must be held.

    Returns
    -------
    bool
        Whether there was one that left the folder with a finished record: the work area is gone.
    """
    shutil.rmtree(store.work / DRAFT, ignore_errors=True)
    ready, folder = store.work / READY, store.folder
    if not ready.is_dir():
        return False
    if (ready / CHECKSUMS).is_file():
        lines = (ready / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        names = [line.partition("  ")[2] for line in lines]
        _clear(folder, {WORK, *names})
        for name in names:
            if (ready / name).exists():
                os.replace(ready / name, folder / name)
        atomic.settle(folder)
        os.replace(ready / CHECKSUMS, folder / CHECKSUMS)
        atomic.settle(folder)
    is_final = not json.loads((folder / "provenance.json").read_bytes())["is_interrupted"]
    if is_final:
        store.remove()
    else:
        ready.rmdir()
    return is_final


def _clear(folder: Path, keep: set[str]) -> None:
    """Remove an older record and what lies beside it; its checksums first."""
    (folder / CHECKSUMS).unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.name in keep:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
