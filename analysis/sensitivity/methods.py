"""Which methods the points of a design allow, and which command makes a design for the others."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from scenarios.design import Design

METHODS: Mapping[str, str] = {
    "replicates": "variance of parameters and of chance",
    "morris": "Morris screening",
    "sobol": "Sobol' indices",
    "second": "Sobol' indices of pairs",
    "pawn": "PAWN",
}
SAMPLES = ("latin_hypercube", "sobol", "saltelli", "file")
"""Designs whose points are a sample of the whole space."""
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


def block(design: Design) -> int:
    """Return how many consecutive points of the sample belong together."""
    moved = _moved(design)
    if design.kind == "saltelli":
        return 2 * moved + 2 if design.options.get("second_order") else moved + 2
    return moved + 1 if design.kind == "morris" else 1


def _moved(design: Design) -> int:
    if design.options.get("grouped"):
        return len({item.group for item in design.factors})
    return len(design.factors)


def moved_names(design: Design) -> tuple[str, ...]:
    """Return what moves by itself: the factors, or their groups in SALib's order."""
    if design.options.get("grouped"):
        return tuple(dict.fromkeys(item.group for item in design.factors))
    return design.names
