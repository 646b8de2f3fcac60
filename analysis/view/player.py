"""Plays the worlds of a session: a step at a time in a thread of its own, until told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

import solara

from analysis.view.attempt import attempt
from analysis.view.session import Session
from analysis.view.updates import force_update

FIRST = 0.15
"""Seconds before the first step: a step that fails at once must not overtake the page's own turn to
"Pause"."""


class Player:
    """Steps a session while it plays.

    Parameters
    ----------
    session : Session
        Whose worlds are stepped.
    tell : callable
        Called with what goes wrong in a step; then playing ends.
    speed : int
        Months a second; it may be changed while playing.

    Attributes
    ----------
    is_playing : Reactive of bool
    """

    def __init__(self, session: Session, tell: Callable[[str], None], speed: int) -> None:
        self.session, self.tell, self.speed = session, tell, speed
        self.is_playing = solara.reactive(False)
        self._cancel = threading.Event()

    def toggle(self) -> None:
        """Start to play, or stop."""
        if self.is_playing.value:
            self.stop()
            return
        self._cancel = threading.Event()
        self.is_playing.value = True
        threading.Thread(target=self._run, args=(self._cancel,), daemon=True).start()

    def stop(self) -> None:
        """Stop playing; a step that is under way is still finished."""
        self._cancel.set()
        self.is_playing.value = False

    def _run(self, cancel: threading.Event) -> None:
        cancel.wait(FIRST)
        while not cancel.is_set():
            if self.session.is_over or not attempt(self.session.step, self.tell):
                cancel.set()
                self.is_playing.value = False
            force_update()
            cancel.wait(1.0 / self.speed)
