"""The first compilation, told step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from numba.core import event

from model.ensemble.cache import is_compiled
from model.ensemble.front import simulate_many
from model.small import small_inputs

__all__ = ["is_compiled", "prepare"]


def prepare(report: Callable[[str], None] | None = None) -> None:
    """Compile the law, or load it, by running a small world once.

    Parameters
    ----------
    report : callable, optional
        Called with the name of each function whose compilation begins; not called if the code was
        compiled before.
    """
    with _told(report):
        simulate_many([small_inputs(2)], 0, range(1))


@contextmanager
def _told(report: Callable[[str], None] | None) -> Iterator[None]:
    if report is None:
        yield
        return
    with event.install_listener("numba:compile", _Listener(report)):
        yield


class _Listener(event.Listener):
    """Passes the names of the model's functions on, each once."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._told: set[str] = set()

    def on_start(self, event: Any) -> None:
        function = event.data["dispatcher"].py_func
        name = f"{function.__module__}.{function.__name__}"
        if name.startswith("model.") and name not in self._told:
            self._told.add(name)
            self._report(name)

    def on_end(self, event: Any) -> None:
        pass
