"""Which methods the points of a design allow, and which command makes a design for the others."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from analysis.designed.sampling import SAMPLES
from scenarios.design import Design

METHODS: Mapping[str, str] = {
    "replicates": "variance of parameters and of chance",
    "morris": "Morris screening",
    "sobol": "Sobol' indices",
    "second": "Sobol' indices of pairs",
    "pawn": "PAWN",
}
_MAKE = {
    "morris": ("design=morris", "points=20"),
    "sobol": ("design=saltelli", "points=256"),
    "second": ("design={kind: saltelli, second_order: true}", "points=256"),
    "pawn": ("design=latin_hypercube", "points=500"),
}
_CHANGED = ("design", "points", "output")


def supported(design: Design) -> tuple[str, ...]:
    """Return the methods that a design allows, in the order of `METHODS`."""
    allows = {
        "replicates": True,
        "morris": design.kind == "morris",
        "sobol": design.kind == "saltelli",
        "second": design.kind == "saltelli" and bool(design.options.get("second_order")),
        "pawn": design.kind in SAMPLES,
    }
    return tuple(name for name in METHODS if allows[name])


def lacking(design: Design, command: str | None = None) -> dict[str, str]:
    """Return the methods that a design does not allow, each with the command that makes one.

    Parameters
    ----------
    design : Design
    command : str, optional
        The command of the sweep, whose other words are kept.
    """
    words = shlex.split(command) if command else []
    if words[:2] != ["comity", "sweep"]:
        few = len(design.names) <= 3
        words = ["comity", "sweep", f"over=[{','.join(design.names)}]" if few else "over=assumed"]
    kept = [word for word in words[2:] if word.partition("=")[0] not in _CHANGED and "=" in word]
    if not any(word.startswith("replicates=") for word in kept):
        kept.append("replicates=20")
    has = supported(design)
    return {
        name: shlex.join(["comity", "sweep", *made, *kept])
        for name, made in _MAKE.items()
        if name not in has
    }
