"""How the law is compiled: the rules as they are, inlined into loops over lanes.

A lane is a replicate; `LANES` of them are advanced together, the innermost loop of everything. The
loops must be simple enough for the compiler to turn them into vector instructions, and every
operation of a rule rounds alike in a vector, so that a run does not depend on how it was made.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

import numba
from numba.extending import register_jitable

from model import draws, numerics, policies, rules, strategies

LANES = 64
"""Replicates advanced together. A multiple of 8, the widest vectors of doubles there are."""

OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True, "forceinline": True}


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a function when it is first called; it lets other threads run meanwhile."""
    return numba.njit(**OPTIONS)(function)


def glue(function: Callable[..., Any]) -> Any:
    """Copy a function that only calls kernels into its callers: compiled once, with them."""
    return numba.njit(inline="always", **OPTIONS)(function)


def inlined(function: Callable[..., Any]) -> Any:
    """Let compiled code call a plain function, as if its text stood where it is called."""
    return register_jitable(**OPTIONS)(function)


def written_out(name: str, arguments: str, lines: Sequence[str], names: Mapping[str, Any]) -> Any:
    """Return the function that a text describes.

    Numba follows no loop over classes, functions or the fields of a tuple; what would be one is
    written out, from the table it would go through.
    """
    text = "\n    ".join([f"def {name}({arguments}):", *lines])
    scope = dict(names)
    exec(text, scope)
    return scope[name]


@inlined
def place(entity: int, size: int) -> int:
    """Return where the rows of an entity begin.

    The mask tells the compiler that an index read from an array is not negative: a negative one
    would count from the end, and a loop that may do so is not turned into vector instructions.
    """
    return (entity & 0x7FFFFFFF) * size


def _functions(module: ModuleType) -> list[Callable[..., Any]]:
    found = inspect.getmembers(module, inspect.isfunction)
    return [function for _, function in found if function.__module__ == module.__name__]


def _register() -> None:
    """Let compiled code call every rule, policy and strategy, and what they call."""
    modules = [numerics, draws]
    for package in (rules, policies, strategies):
        modules += [
            import_module(f"{package.__name__}.{item.name}")
            for item in pkgutil.iter_modules(package.__path__)
        ]
    for function in (function for module in modules for function in _functions(module)):
        inlined(function)


_register()
