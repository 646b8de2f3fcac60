"""Compiled code is kept between runs, in a folder named after all that it was made from.

Numba notices a change of the file that holds a function, not of the files that the function calls;
here the text of the whole model, and the versions of what compiles it, are part of the name.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite
import numba
from filelock import FileLock

from model.ensemble.compiled import OPTIONS
from model.law_hash import law_hash

CONFIG: Any = numba.config
VARIABLE = "COMITY_CACHE_DIR"
"""Environment variable that names another folder for compiled code."""
KEPT = 4
"""How many versions of the compiled code stay."""


def folder() -> Path:
    """Return the folder for compiled code of this model, this Python and this compiler."""
    given = os.environ.get(VARIABLE)
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    # Numba keeps code by the path of its source, so another checkout cannot load it.
    made_by = (
        str(Path(__file__).parent),
        law_hash(),
        platform.python_version(),
        numba.__version__,
        llvmlite.__version__,
    )
    name = hashlib.sha256("\n".join(made_by).encode()).hexdigest()[:16]
    return (Path(given) if given else Path(home) / "comity") / name


def is_compiled() -> bool:
    """Tell whether code compiled earlier is there to be loaded."""
    return CONFIG.DISABLE_JIT or any(folder().rglob("run.run-*.nbc"))


def cached(function: Callable[..., Any]) -> Any:
    """Compile a function at its first call, or load what was compiled before.

    Where the folder cannot be written, nothing is kept.
    """
    place = folder()
    if CONFIG.DISABLE_JIT or not _is_writable(place):
        return numba.njit(**OPTIONS)(function)
    before = CONFIG.CACHE_DIR
    CONFIG.CACHE_DIR = str(place)  # where a function is kept is decided when it is declared
    try:
        return numba.njit(cache=True, **OPTIONS)(function)
    finally:
        CONFIG.CACHE_DIR = before


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one process compile while others that need the same code wait for it."""
    if is_compiled() or not _is_writable(folder()):
        yield
        return
    with FileLock(folder() / "compiling.lock"):
        yield


@cache
def _is_writable(place: Path) -> bool:
    try:
        place.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=place).close()
    except OSError:
        return False
    _forget_old(place)
    return True


def _forget_old(place: Path) -> None:
    """Remove all but the versions used last."""
    os.utime(place)
    versions = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in versions[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
