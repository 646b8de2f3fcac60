"""Which numbers a design varies, and over what: `over` turned into factors.

Every number that a configuration holds is a candidate: the law's parameters, the coefficients of
the chosen policy and strategy, the numbers of the scenario. Its range is the one it is assumed
within; a sourced number of a scenario has none, so a range must be given.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.errors import UserError, unknown
from scenarios.configuration import AS_SCENARIO, SET_BY
from scenarios.designing.candidates import Candidate, candidates
from scenarios.designs.kinds import Factor
from scenarios.problems import show, statement

ASSUMED = "assumed"
"""All parameters of the law that no source gives."""
NOT_NUMBERS = ("scenario", "policy", "strategy", "off")
"""What a file of points cannot hold, though a sweep can visit it."""
_EXAMPLE = "for instance over=assumed or 'over={model.trust.down_per_month: [0, 0.1]}'"


def factors(over: Any, config: Mapping[str, Any], set_by: str = SET_BY) -> tuple[Factor, ...]:
    """Return the factors that `over` names, in its order, each once.

    Parameters
    ----------
    over : str, list or mapping
        A name (`assumed`; a group such as `model`, `model.trust`, `policy`, `scenario`,
        `scenario.events.words` or `world`; one number such as `model.trust.down_per_month`), a list
        of names and mappings, or a mapping from names to `[low, high]` (null: its own range). A
        range given for a number that was named before replaces its own.
    config : mapping
        The configuration the design departs from, as `scenarios.configuration` describes it.
    set_by : str
        What errors say about where `over` was set.

    Raises
    ------
    UserError
        For an unknown name, a number without a range, an empty range, or one that reaches outside
        the admissible range of its number.
    """
    table = _Table(candidates(config), config, set_by)
    chosen: dict[str, Factor] = {}
    for name, given in _items(over, set_by):
        rows = table.selected(name)
        if given is not None and name not in (rows[0].name, rows[0].known_as):
            rule, advice = "is a range for several numbers", "Give each its own range."
            allowed = "null, or a range for one number"
            raise UserError(statement(f"over.{name}", given, rule, allowed, set_by, advice))
        for row in rows:
            if given is not None or row.name not in chosen:
                chosen[row.name] = table.factor(row, given)
    return tuple(chosen.values())


def named(
    names: Sequence[str], config: Mapping[str, Any], set_by: str = SET_BY
) -> tuple[Candidate, ...]:
    """Return the numbers of these very names, as a file of points needs them.

    Raises
    ------
    UserError
        For a name that is no number of the configuration, or one that is switched off.
    """
    table = _Table(candidates(config), config, set_by)
    for name in names:
        if name in NOT_NUMBERS:
            rule, allowed = "is not a number", "a number of the configuration"
            advice = f"Sweep it instead: {name}=A,B."
            raise UserError(statement("column", name, rule, allowed, set_by, advice))
    rows = tuple(table.single(name) for name in names)
    for row, times in Counter(row.name for row in rows).items():
        if times > 1:
            raise UserError(statement("column", row, f"is there {times} times", "once", set_by, ""))
    return rows


@dataclass(frozen=True)
class _Table:
    """The numbers by name, the configuration, and where errors say that they were named."""

    rows: Mapping[str, Candidate]
    config: Mapping[str, Any]
    set_by: str

    def selected(self, name: str) -> list[Candidate]:
        """Return what a name stands for: one number, or those with a range below it."""
        if any(name in (row.name, row.known_as) for row in self.rows.values()):
            return [self.single(name)]
        if name == ASSUMED:
            found = [row for row in self.rows.values() if row.home == "model" and not row.source]
        else:
            found = [r for r in self.rows.values() if r.known_as.startswith(f"{name}.")]
        if not found:
            raise self._unknown(name)
        usable = [
            row
            for row in found
            if row.range is not None and not self._is_off(row) and row.name not in self._fixed
        ]
        if not usable and any(self._is_off(row) for row in found):
            rule, advice = "is switched off", "Drop it or off."
            raise UserError(statement("over", name, rule, "", self.set_by, advice))
        if not usable and any(row.name in self._fixed for row in found):
            raise self._by_theory(name)
        if not usable:
            raise self._nothing(name, f"Give ranges, {_EXAMPLE}.")
        return usable

    def single(self, name: str) -> Candidate:
        """Return the number of a name."""
        for row in self.rows.values():
            if name in (row.name, row.known_as):
                if self._is_off(row):
                    rule = f"varies what off={row.key[1]} switches off"
                    raise UserError(statement("over", name, rule, "", self.set_by, "Drop one."))
                if row.name in self._fixed:
                    raise self._by_theory(name)
                return row
        raise self._unknown(name)

    def factor(self, row: Candidate, given: Any = None) -> Factor:
        """Return a number as a factor over its own range, or over the one given."""
        name, allowed = f"over.{row.name}", f"{row.low:g} <= low < high <= {row.high:g}"
        low, high = self._pair(name, given, row) if given is not None else self._own(name, row)
        if not low < high:
            rule = "is empty"
            raise UserError(statement(name, [low, high], rule, allowed, self.set_by, "Widen it."))
        if not row.low <= low <= high <= row.high:
            rule, advice = f"reaches outside [{row.low:g}, {row.high:g}]", f"It is {row.meaning}."
            raise UserError(statement(name, [low, high], rule, allowed, self.set_by, advice))
        return Factor(row.name, low, high, row.value, row.path, row.unit, row.meaning)

    def _own(self, name: str, row: Candidate) -> tuple[float, float]:
        if row.range is None:
            rule = f"has a source ({row.source}) and no range" if row.source else "has no range"
            advice = f"Give one: 'over={{{row.name}: [low, high]}}'."
            allowed = f"a range in [{row.low:g}, {row.high:g}]"
            raise UserError(statement(name, row.value, rule, allowed, self.set_by, advice))
        return row.range

    def _pair(self, name: str, given: Any, row: Candidate) -> tuple[float, float]:
        if (
            isinstance(given, list | tuple)
            and len(given) == 2
            and all(isinstance(n, int | float) and not isinstance(n, bool) for n in given)
            and all(map(math.isfinite, given))
        ):
            return float(given[0]), float(given[1])
        allowed = f"[low, high] in [{row.low:g}, {row.high:g}], or null for its own range"
        raise UserError(statement(name, given, "is not a range", allowed, self.set_by, "Give two."))

    @property
    def _fixed(self) -> Container[str]:
        """What the configuration's theory says of numbers: these are its claims, not unknowns."""
        theory: Mapping[str, Container[str]] = self.config.get("theory") or {}
        return theory.get("fixed", ())

    def _is_off(self, row: Candidate) -> bool:
        off = self.config.get("off")
        return row.home == "model" and row.key[1] in ((off,) if isinstance(off, str) else off or ())

    def _unknown(self, name: str) -> UserError:
        home = name.partition(".")[0]
        if home in ("policy", "strategy") and self.config[home]["id"] == AS_SCENARIO:
            rule, allowed = f"needs a {home}", f"a coefficient of the {home} that is chosen"
            advice = f"The scenario's own is in force; choose one: {home}=NAME."
            return UserError(statement("over", name, rule, allowed, self.set_by, advice))
        if name in ("scenario", "world") or _is_in(self.config, name):
            return self._nothing(name, "Vary something else, or change what is chosen.")
        return unknown("name of numbers", name, self._near(name), self.set_by)

    def _by_theory(self, name: str) -> UserError:
        rule = f"varies what theory={self.config['theory']['id']} fixes or switches off"
        return UserError(statement("over", name, rule, "", self.set_by, "Drop one."))

    def _nothing(self, name: str, advice: str) -> UserError:
        rule, allowed = "holds no number with a range to sweep", "numbers that are assumed"
        return UserError(statement("over", name, rule, allowed, self.set_by, advice))

    def _near(self, name: str) -> list[str]:
        """Return the names on the level below the longest part of a name that is known."""
        steps = name.split(".")
        paths = [(row.home, *row.key[1:]) for row in self.rows.values()]
        depth = 0
        while depth < len(steps) and any(p[: depth + 1] == (*steps[: depth + 1],) for p in paths):
            depth += 1
        inner = {p[: depth + 1] for p in paths if p[:depth] == tuple(steps[:depth])}
        found = sorted(".".join(path) for path in inner)
        return found if depth else [ASSUMED, *found]


def _items(over: Any, set_by: str) -> Iterator[tuple[str, Any]]:
    """Yield each name of `over` with the range given for it, or None."""
    if isinstance(over, Mapping):
        yield from ((str(name), given) for name, given in over.items())
    elif isinstance(over, list | tuple) and over:
        for item in over:
            if isinstance(item, list | tuple):
                raise _unusable(over, set_by)
            yield from _items(item, set_by)
    elif isinstance(over, str) and over.strip():
        yield over.strip(), None
    else:
        raise _unusable(over, set_by)


def _is_in(config: Any, name: str) -> bool:
    """Tell whether a configuration has a key."""
    for step in name.split("."):
        if not isinstance(config, Mapping) or step not in config:
            return False
        config = config[step]
    return True


def _unusable(over: Any, set_by: str) -> UserError:
    allowed = "a name, a list of names, or names with [low, high]"
    told = f"Say what the design varies, {_EXAMPLE}."
    if over is None:
        return UserError(f"over is missing; allowed {allowed}; set by {set_by}. {told}")
    return UserError(statement("over", show(over), "names nothing", allowed, set_by, told))
