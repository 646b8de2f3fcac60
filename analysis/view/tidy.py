"""Gives back the memory of sessions that have closed."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import threading

WAIT_S = 2.0
"""How long after a session's end: others may close meanwhile, and once serves all."""

_PENDING = threading.Lock()


def soon() -> None:
    """Give memory back in a moment, once for all sessions that close until then."""
    if _PENDING.acquire(blocking=False):
        timer = threading.Timer(WAIT_S, _tidy)
        timer.daemon = True
        timer.start()


def _tidy() -> None:
    _PENDING.release()
    # A session's worlds refer to each other, so that only the collector finds them.
    gc.collect()
    # Another C library than GNU's gives back when it likes.
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
