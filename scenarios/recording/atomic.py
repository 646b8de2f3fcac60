"""Files that are there whole or not at all, whatever happens to the process or the machine."""

from __future__ import annotations

import os
from pathlib import Path

TEMPORARY = ".tmp"


def write(path: Path, data: bytes) -> None:
    """Write a file at once: to a temporary name, to the disk, then under its own name.

    Raises
    ------
    OSError
        When it cannot be written, for instance on a full disk; the temporary file is removed.
    """
    draft = path.with_name(path.name + TEMPORARY)
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def settle(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle_files(folder: Path) -> None:
    """Bring every file of a folder, and their names, to the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    settle(folder)
