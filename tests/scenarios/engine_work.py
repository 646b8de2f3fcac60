"""Work for the tests of the engines: functions that a worker can import."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


class LockedError(Exception):
    """Cannot be pickled: it holds what its constructor did not get."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")


def square(x: int) -> int:
    return x * x


def slow(x: int) -> int:
    """Take a fifth of a second."""
    time.sleep(0.2)
    return x


def endless(x: int) -> int:
    """Answer the first task at once, the others too late for any test."""
    time.sleep(0.2 if x == 0 else 300)
    return x


def picky(x: int) -> int:
    """Refuse odd numbers, 5 with an exception that does not travel."""
    if x == 5:
        raise LockedError(x, x)
    if x % 2:
        raise ValueError(f"{x} is odd")
    return x


def deadly(x: int) -> int:
    """End the process at 7."""
    time.sleep(0.02)
    if x == 7:
        os._exit(3)
    return x


def killed_once(task: tuple[str, int]) -> int:
    """Kill the process at 3, the first time only; the folder remembers."""
    folder, x = task
    time.sleep(0.02)
    if x == 3:
        mark = Path(folder) / "killed"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return x


def threads(_: int) -> dict[str, str]:
    """Return what the environment says of threads."""
    return {name: value for name, value in os.environ.items() if name.endswith("_NUM_THREADS")}


def machine(_: int) -> str:
    """Return the Ray node that this runs on."""
    import ray

    time.sleep(0.2)
    return str(ray.get_runtime_context().get_node_id())


def wrong_version(_: int) -> object:
    """Open an envelope of another version."""
    from scenarios.engines._envelope import answer

    return answer("0.0.9 with law 000000000000", b"not even a pickle", b"")
