"""Worlds that differ from one another in plain values: built once, then only changed.

Whatever is not understood, or is wrong, is left to `inputs_of`, which builds from the start and
tells what is wrong; so both ways give the same world or the same error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import ValidationError

from model.errors import UserError
from model.inputs import Inputs
from model.parameters import Parameters, catalogue, with_values
from scenarios import timeline
from scenarios.configuration import SET_BY, built_of, inputs_of, rules_of, without
from scenarios.schema import Event, Leader
from scenarios.schema_parts import Dyad, GovernmentChange
from scenarios.world_build import dyads

Path = tuple[str, ...]
Fields = dict[str, dict[str, int]]
"""By the name of an entry and of its field: the place of the value."""
_ENTRIES = ("events", "leaders", "dyads", "governments")
_OF_A_GOVERNMENT = ("ideology", "nationalism", "months_in_office")


def is_quick(path: Path) -> bool:
    """Tell whether a value at this path changes a world that is built, without building it anew."""
    match path:
        case ("model", _, _) | (("policy" | "strategy"), _) | ("off",):
            return path[-1] != "id"
        case ("scenario", "governments", _, field):
            return field in _OF_A_GOVERNMENT
        case ("scenario", entries, _, _):
            return entries in _ENTRIES
    return False


def with_set(
    config: Mapping[str, Any], paths: Sequence[Path], values: Sequence[Any]
) -> dict[str, Any]:
    """Return a configuration with values set at paths; what is not on a path is shared."""
    result = dict(config)
    for path, value in zip(paths, values, strict=True):
        node = result
        for step in path[:-1]:
            node[step] = dict(node[step])
            node = node[step]
        node[path[-1]] = value
    return result


class Variation:
    """The worlds that one configuration describes with other values at some of its paths.

    Parameters
    ----------
    config : mapping
        A configuration that describes a world.
    paths : sequence of tuple of str
        Where values vary; `is_quick` holds for each.

    Raises
    ------
    UserError
        When `config` itself is wrong.
    """

    def __init__(self, config: Mapping[str, Any], paths: Sequence[Path]) -> None:
        self._config, self._paths = config, tuple(paths)
        self._built = built_of(config)
        self._rules = rules_of(config)
        self._law = {".".join(p[1:]): i for i, p in enumerate(paths) if p[0] == "model"}
        self._off = next((i for i, path in enumerate(paths) if path == ("off",)), None)
        self._conduct = {kind: _fields(paths, kind) for kind in ("policy", "strategy")}
        self._entries = {kind: _entries(paths, kind) for kind in _ENTRIES}
        self._course_at = [i for i, path in enumerate(paths) if path[0] == "scenario"]
        self._last: tuple[str, Inputs] | None = None

    def inputs(self, values: Sequence[Any]) -> Inputs:
        """Return the world with these values, one for each path.

        Raises
        ------
        UserError
            As `inputs_of`.
        """
        try:
            return self._changed(values)
        except (UserError, ValidationError, _NotQuickError):
            return inputs_of(with_set(self._config, self._paths, values))

    def _changed(self, values: Sequence[Any]) -> Inputs:
        inputs = self._course(values)
        off = self._config["off"] if self._off is None else values[self._off]
        return replace(
            inputs,
            policies=self._behaviours("policy", inputs.policies, values),
            strategies=self._behaviours("strategy", inputs.strategies, values),
            parameters=without(self._parameters(inputs.parameters, values), off),
        )

    def _parameters(self, base: Parameters, values: Sequence[Any]) -> Parameters:
        """Return the law's parameters; one that is as usual gives way to the scenario's own."""
        if not self._law:
            return base
        own, usual, changed = self._built.course.parameters, _usual(), {}
        for name, place in self._law.items():
            value = values[place]
            is_usual = name in usual and value == usual[name]
            changed[name] = own.get(name, usual[name]) if is_usual else value
        return with_values(base, changed, SET_BY)

    def _behaviours(self, kind: str, base: Mapping[str, Any], values: Sequence[Any]) -> Any:
        rule = self._rules[kind]
        if rule is None:
            return base
        own = {name: values[place] for name, place in self._conduct[kind].items()}
        return dict.fromkeys(base, rule.behaviour({**self._config[kind], **own}))

    def _course(self, values: Sequence[Any]) -> Inputs:
        """Return the world with what happens in it, but with the base's law and conduct."""
        if not self._course_at:
            return self._built.inputs
        key = repr([values[place] for place in self._course_at])
        last = self._last  # read once, for threads share it
        if last is None or last[0] != key:
            last = self._last = key, self._with_course(values)
        return last[1]

    def _with_course(self, values: Sequence[Any]) -> Inputs:
        course, stage, inputs = self._built.course, self._built.stage, self._built.inputs
        changes: dict[str, Any] = {}
        if self._entries["events"]:
            events = course.events | self._valid("events", Event[float], values)
            before = inputs.instruments, inputs.acts
            named = self._entries["events"]
            levels = timeline.changed_levels(before, (course.events, events), named, stage)
            changes["instruments"], changes["acts"] = levels
        if self._entries["leaders"]:
            leaders = course.leaders | self._valid("leaders", Leader[float], values)
            changes["leaders"] = timeline.leader_changes(leaders, stage)
        if self._entries["governments"]:
            changes["governments"] = self._governments(values)
        if self._entries["dyads"]:
            changes["dyads"] = self._dyads(values)
        return replace(inputs, **changes)

    def _valid[M: (Event[float], Leader[float])](
        self, kind: str, schema: type[M], values: Sequence[Any]
    ) -> dict[str, M]:
        """Return the changed events or leaders, each checked by its schema."""
        nodes = self._config["scenario"][kind]
        return {
            name: schema.model_validate(
                {**nodes[name], **{field: values[place] for field, place in own.items()}}
            )
            for name, own in self._entries[kind].items()
        }

    def _governments(self, values: Sequence[Any]) -> Any:
        changes = {
            name: _numbers(GovernmentChange[float], own, values)
            for name, own in self._entries["governments"].items()
        }
        before = self._built.inputs.governments
        return tuple(replace(item, **changes.get(item.id, {})) for item in before)

    def _dyads(self, values: Sequence[Any]) -> Any:
        site = self._built.site
        rows = dict(site.world.dyads)
        for name, own in self._entries["dyads"].items():
            rows[name] = rows[name].model_copy(update=_numbers(Dyad[float], own, values))
        world = site.world.model_copy(update={"dyads": rows})
        return dyads(replace(site, world=world))


class _NotQuickError(Exception):
    """A value that only `inputs_of` understands."""


def _numbers(schema: Any, fields: Mapping[str, int], values: Sequence[Any]) -> dict[str, Any]:
    """Return checked values by field; null would hand the field back to the world."""
    given = {field: values[place] for field, place in fields.items()}
    if None in given.values():
        raise _NotQuickError
    checked = schema.model_validate(given)
    return {field: getattr(checked, field) for field in given}


@cache
def _usual() -> dict[str, float]:
    return {row.full_name: row.value for row in catalogue()}


def _fields(paths: Sequence[Path], kind: str) -> dict[str, int]:
    return {path[1]: place for place, path in enumerate(paths) if path[0] == kind}


def _entries(paths: Sequence[Path], kind: str) -> Fields:
    found: Fields = {}
    for place, path in enumerate(paths):
        if path[:2] == ("scenario", kind):
            found.setdefault(path[2], {})[path[3]] = place
    return found
