"""Several figures at once: where they are many, processes draw them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
from matplotlib.figure import Figure

from analysis.files import write_figure
from analysis.threads import Progress

MANY = 60
"""Figures from which on processes draw them: to start those takes as long as to draw a dozen."""


@dataclass(frozen=True)
class Drawing:
    """A figure that is to be drawn.

    Attributes
    ----------
    name : str
        Of its file, without ending.
    draw : callable
        One of `analysis.figures`.
    given : tuple
        What it is called with.
    """

    name: str
    draw: Callable[..., Figure]
    given: tuple[Any, ...]


def save_all(
    folder: Path,
    drawings: Sequence[Drawing],
    progress: Progress | None = None,
) -> None:
    """Draw figures and write each as `FOLDER/NAME.svg`.

    Parameters
    ----------
    folder : Path
        Is made if it does not exist.
    drawings : sequence of Drawing
    progress : callable, optional
        Called with the number of figures written and of all.

    Raises
    ------
    UserError
        When a file cannot be written.
    """
    done: Iterable[None] = (_save(folder, drawing) for drawing in drawings)
    if len(drawings) >= MANY:
        run = joblib.Parallel(n_jobs=-1, return_as="generator_unordered")
        done = run(joblib.delayed(_save)(folder, drawing) for drawing in drawings)
    for number, _ in enumerate(done, 1):
        if progress is not None:
            progress(number, len(drawings))


def _save(folder: Path, drawing: Drawing) -> None:
    write_figure(folder / f"{drawing.name}.svg", drawing.draw(*drawing.given))
