"""Discovery of policies and strategies: a file in their folder is all there is to adding one."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from model.errors import unknown
from model.parameters.kinds import Parameter


class Registry:
    """The behaviours of one package, found by file name; `kinds.py` is not one of them.

    Parameters
    ----------
    what : str
        What a behaviour is called in errors.
    package : str
        The package that holds the files.
    path : iterable of str
        The package's search path.
    """

    def __init__(self, what: str, package: str, path: Iterable[str]) -> None:
        self._what = what
        self._package = package
        self._names = tuple(
            sorted(item.name for item in pkgutil.iter_modules(path) if item.name != "kinds")
        )

    def names(self) -> tuple[str, ...]:
        """Return the names of all behaviours, sorted."""
        return self._names

    def coefficients(self, name: str) -> tuple[Parameter, ...]:
        """Return the declared coefficients of a behaviour, in the order its rule reads them.

        Raises
        ------
        UserError
            If there is no such behaviour.
        """
        declared: tuple[Parameter, ...] = self._module(name).COEFFICIENTS
        return declared

    def rule(self, name: str) -> Callable[..., Any]:
        """Return the rule of a behaviour.

        Raises
        ------
        UserError
            If there is no such behaviour.
        """
        decide: Callable[..., Any] = self._module(name).decide
        return decide

    def _module(self, name: str) -> ModuleType:
        if name not in self._names:
            raise unknown(self._what, name, self._names)
        return _load(f"{self._package}.{name}")


@cache
def _load(module: str) -> ModuleType:
    return import_module(module)
