"""Worlds that differ from one another in plain values: built once, then only changed.

Whatever is not understood, or is wrong, is left to `inputs_of`, which builds from the start and
tells what is wrong; so both ways give the same world or the same error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from model.inputs import Inputs
from model.parameters import Parameters, catalogue, with_values
from scenarios import timeline
from scenarios.building.world_change import Path, changed, is_number, targets
from scenarios.configuration import SET_BY, built_of, inputs_of, rules_of, without
from scenarios.schema import Event, Leader

_HAPPENINGS: dict[str, Any] = {"events": Event[float], "leaders": Leader[float]}


def is_quick(path: Path) -> bool:
    """Tell whether a value at this path changes a world that is built, without building it anew."""
    match path:
        case ("model", _, _) | (("policy" | "strategy"), _) | ("off",):
            return path[-1] != "id"
        case ("scenario", "parameters", _):
            return True
        case ("scenario", kind, _, _) if kind in _HAPPENINGS:
            return True
    return path[0] == "scenario" and is_number(path[1:])


def with_set(
    config: Mapping[str, Any], paths: Sequence[Path], values: Sequence[Any]
) -> dict[str, Any]:
    """Return a configuration with values set at paths; what is not on a path is shared."""
    result = dict(config)
    for path, value in zip(paths, values, strict=True):
        node = result
        for step in path[:-1]:
            node[step] = dict(node.get(step) or {})
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
        places = {path: place for place, path in enumerate(self._paths)}
        self._off = places.get(("off",))
        self._law = {".".join(p[1:]): place for p, place in places.items() if p[0] == "model"}
        self._own = {p[2]: place for p, place in places.items() if p[1:2] == ("parameters",)}
        self._conduct = {kind: _fields(places, (kind,)) for kind in ("policy", "strategy")}
        self._happenings = {kind: _entries(places, kind) for kind in _HAPPENINGS}
        of_world = [path for path in places if path[0] == "scenario" and is_number(path[1:])]
        found = targets([p[1:] for p in of_world], self._built.site, self._built.inputs)
        self._world = [(item, places[p]) for item, p in zip(found, of_world, strict=True)]
        self._course_at = [place for path, place in places.items() if path[0] == "scenario"]
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
        except ValueError:  # UserError, and what pydantic raises, are among them
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
        usual, new = _usual(), {}
        own = {name: values[place] for name, place in self._own.items()}
        own = self._built.course.parameters | own
        for name in self._law.keys() | self._own.keys():
            place = self._law.get(name)
            value = values[place] if place is not None else self._model(name)
            is_usual = name in usual and value == usual[name]
            new[name] = own.get(name, value) if is_usual else value
        return with_values(base, new, SET_BY) if new else base

    def _model(self, name: str) -> Any:
        group, _, key = name.partition(".")
        return self._config["model"].get(group, {}).get(key)

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
        changes = changed(inputs, ((place, values[at]) for place, at in self._world))
        if named := self._happenings["events"]:
            events = (course.events, course.events | self._happened("events", values))
            before = (inputs.instruments, inputs.acts)
            levels = timeline.changed_levels(before, events, named, stage)
            changes |= dict(zip(("instruments", "acts"), levels, strict=True))
        if self._happenings["leaders"]:
            leaders = course.leaders | self._happened("leaders", values)
            changes["leaders"] = timeline.leader_changes(leaders, stage)
        return replace(inputs, **changes)

    def _happened(self, kind: str, values: Sequence[Any]) -> dict[str, Any]:
        """Return the changed events or leaders, each checked by its schema."""
        nodes = self._config["scenario"][kind]
        return {
            name: _HAPPENINGS[kind].model_validate(
                {**nodes[name], **{field: values[place] for field, place in own.items()}}
            )
            for name, own in self._happenings[kind].items()
        }


@cache
def _usual() -> dict[str, float]:
    return {row.full_name: row.value for row in catalogue()}


def _fields(places: Mapping[Path, int], above: Path) -> dict[str, int]:
    """Return the place of each value right below a path."""
    return {path[-1]: place for path, place in places.items() if path[:-1] == above}


def _entries(places: Mapping[Path, int], kind: str) -> dict[str, dict[str, int]]:
    """Return by entry of a scenario, such as an event, the place of each field that varies."""
    names = {path[2] for path in places if path[:2] == ("scenario", kind)}
    return {name: _fields(places, ("scenario", kind, name)) for name in sorted(names)}
