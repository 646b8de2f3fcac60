"""Results as files: each whole or not at all, and a person's mistake told as one."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from model.errors import UserError
from scenarios.problems import statement
from scenarios.recording import atomic


def known(value: Any) -> Any:
    """Return a document in which what is no finite number is None, and arrays are lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return known(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): known(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return known(value.tolist())
    if isinstance(value, list | tuple):
        return [known(item) for item in value]
    if isinstance(value, np.generic):
        return known(value.item())
    return None if isinstance(value, float) and not math.isfinite(value) else value


def json_text(document: Any) -> str:
    """Return a document as JSON; what is not known is null."""
    return json.dumps(known(document), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_json(target: Path, document: Any) -> None:
    """Write a document as JSON."""
    write_text(target, json_text(document))


def write_text(target: Path, text: str) -> None:
    """Write a text in UTF-8; its folder is made."""
    _write(target, text.encode("utf-8"))


def write_figure(target: Path, figure: Figure) -> None:
    """Write a figure as SVG, the same figure the same bytes."""
    write_text(target, svg(figure))


def svg(figure: Figure, fonts: str = "path") -> str:
    """Return a figure as SVG, the same figure the same text.

    Parameters
    ----------
    figure : Figure
    fonts : "path" to draw letters, "none" to leave texts as texts
    """
    held = io.StringIO()
    with mpl.rc_context({"svg.fonttype": fonts, "svg.hashsalt": "comity"}):
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    return held.getvalue()


def check_folder(folder: Path, own: Sequence[str], usual: str = "FOLDER/results") -> None:
    """Check that a folder is new, empty, or holds only what an earlier study wrote.

    Parameters
    ----------
    folder : Path
    own : names of the files that a study writes beside its figures
    usual : where results of this kind are written, for the advice

    Raises
    ------
    UserError
        When it does not.
    """
    if folder.exists() and not folder.is_dir():
        rule = "is a file"
    else:
        inside = folder.iterdir() if folder.is_dir() else ()
        others = sorted(p.name for p in inside if p.name not in own and p.suffix != ".svg")
        if not others:
            return
        rule = f"holds other things ({', '.join(others[:3])})"
    allowed = "a new or empty folder, or one with an earlier study"
    advice = f"Choose another place, for instance {usual}."
    raise UserError(statement("output", folder, rule, allowed, "the command line", advice))


def _write(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(target, content)
    except OSError as error:
        rule = f"cannot be written ({error.strerror})"
        advice = "Choose a place that you may write to."
        raise UserError(statement("file", target, rule, "", "the command line", advice)) from None
