"""Which numbers a design varies, and over what: `over` turned into factors.

Every number that a configuration holds is a candidate: the law's parameters, the coefficients of
the chosen policy and strategy, the numbers of the scenario. Its range is the one it is assumed
within; a sourced number of a scenario has none, so a range must be given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.errors import UserError, unknown
from scenarios.candidates import Base, Candidate, candidates
from scenarios.designs.kinds import Factor
from scenarios.problems import show, statement

SET_BY = "the command line"
ASSUMED = "assumed"
"""All parameters of the law that no source gives."""
_EXAMPLE = "for instance over=assumed or over={model.trust.down_per_month: [0, 0.1]}"


@dataclass(frozen=True)
class _Table:
    """The candidates by name, and where errors say that `over` was set."""

    rows: Mapping[str, Candidate]
    set_by: str

    def selected(self, name: str) -> list[Candidate]:
        """Return what a name stands for: itself, or the numbers with a range below it.

        Raises
        ------
        UserError
            For a name that stands for nothing, or for one number that cannot be varied.
        """
        if name in self.rows:
            row = self.rows[name]
            if row.why_not:
                raise UserError(
                    statement("over", name, row.why_not[0], "", self.set_by, row.why_not[1])
                )
            return [row]
        if name == ASSUMED:
            found = [row for row in self.rows.values() if row.is_assumed and row.is_law]
        else:
            found = [row for key, row in self.rows.items() if key.startswith(f"{name}.")]
        if not found:
            raise unknown("name in over", name, self._known(name), self.set_by)
        usable = [row for row in found if row.range is not None and not row.why_not]
        if not usable:
            rule = "holds no number with a range to sweep"
            advice = f"Give ranges, {_EXAMPLE}."
            raise UserError(statement("over", name, rule, "", self.set_by, advice))
        return usable

    def factor(self, row: Candidate, given: Any = None) -> Factor:
        """Return a candidate as a factor over its own range, or over the one given.

        Raises
        ------
        UserError
            Without a range, or for one that is no range, is empty, or is not admissible.
        """
        name = f"over.{row.name}"
        low, high = self._pair(name, given, row) if given is not None else self._own(name, row)
        if not low < high:
            rule = "is empty: low must be less than high"
            allowed = f"{row.low:g} <= low < high <= {row.high:g}"
            raise UserError(statement(name, [low, high], rule, allowed, self.set_by, ""))
        if not row.low <= low <= high <= row.high:
            rule = f"reaches outside [{row.low:g}, {row.high:g}]"
            allowed = f"{row.low:g} <= low < high <= {row.high:g}"
            raise UserError(
                statement(name, [low, high], rule, allowed, self.set_by, f"It is {row.meaning}.")
            )
        return Factor(row.name, low, high, row.value, row.path, row.unit, row.meaning)

    def _own(self, name: str, row: Candidate) -> tuple[float, float]:
        if row.range is None:
            rule = f"has a source ({row.source}) and no range"
            advice = f"Give one: over={{{row.name}: [low, high]}}."
            allowed = f"a range in [{row.low:g}, {row.high:g}]"
            raise UserError(statement(name, row.value, rule, allowed, self.set_by, advice))
        return row.range

    def _pair(self, name: str, given: Any, row: Candidate) -> tuple[float, float]:
        match given:
            case [int() | float() as low, int() | float() as high] if not (
                isinstance(low, bool) or isinstance(high, bool)
            ):
                return float(low), float(high)
        allowed = f"[low, high] in [{row.low:g}, {row.high:g}], or null for its own range"
        raise UserError(statement(name, given, "is not a range", allowed, self.set_by, ""))

    def _known(self, name: str) -> list[str]:
        """Return what to suggest: single names near a long one, else what stands for many."""
        parents = {ASSUMED}
        for key in self.rows:
            steps = key.split(".")
            parents |= {".".join(steps[:depth]) for depth in (1, 2)[: len(steps) - 1]}
        if name.count(".") < 2 and not name.startswith(("policy.", "strategy.")):
            return sorted(parents)
        parent = name.rpartition(".")[0]
        siblings = [key for key in self.rows if key.startswith(f"{parent}.")]
        return siblings or sorted(parents)


def factors(over: Any, base: Base, set_by: str = SET_BY) -> tuple[Factor, ...]:
    """Return the factors that `over` names, in its order, each once.

    Parameters
    ----------
    over : str, list or mapping
        A name (`assumed`; a group such as `model`, `model.trust`, `policy`, `scenario`,
        `scenario.events.words` or `world`; one number such as `model.trust.down_per_month`), a list
        of names and mappings, or a mapping from names to `[low, high]` (null: its own range). A
        range given for a number that was named before replaces its own.
    base : Base
        The configuration the design starts from.
    set_by : str
        What errors say about where `over` was set.

    Raises
    ------
    UserError
        For an unknown name, a number without a range, an empty range, or one that reaches outside
        the admissible range of its number.
    """
    table = _Table(candidates(base), set_by)
    chosen: dict[str, Factor] = {}
    for name, given in _items(over, set_by):
        rows = table.selected(name)
        if given is not None and name not in table.rows:
            rule, advice = "is a range for several numbers", "Give each its own range."
            allowed = "null, or a range for one number"
            raise UserError(statement(f"over.{name}", given, rule, allowed, set_by, advice))
        for row in rows:
            if given is not None or row.name not in chosen:
                chosen[row.name] = table.factor(row, given)
    return tuple(chosen.values())


def named(names: Sequence[str], base: Base, set_by: str) -> tuple[Candidate, ...]:
    """Return the candidates of these very names, as a file of points needs them.

    Raises
    ------
    UserError
        For a name that is no number of the configuration, or cannot be varied.
    """
    table = _Table(candidates(base), set_by)
    for name in names:
        if name not in table.rows:
            known = table._known(name)
            raise unknown("column", name, known, set_by)
    return tuple(row for name in names for row in table.selected(name))


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


def _unusable(over: Any, set_by: str) -> UserError:
    allowed = "a name, a list of names, or names with [low, high]"
    told = f"Say what the design varies, {_EXAMPLE}."
    if over is None:
        return UserError(f"over is missing; allowed {allowed}; set by {set_by}. {told}")
    return UserError(statement("over", show(over), "names nothing", allowed, set_by, told))
