"""Builds the model's inputs from a resolved scenario: the one door from files to a world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model import policies, strategies
from model.errors import outside, unknown
from model.inputs import Behaviour, Inputs
from model.parameters import Parameter, Parameters, defaults, groups, with_values
from scenarios import timeline
from scenarios.building import route_build, world_build
from scenarios.building.world_build import Setting
from scenarios.catalogue import Catalogue
from scenarios.problems import Origin, validate
from scenarios.schema import EVERYBODY, Course, Resolved, RuleFile

Choice = str | Mapping[str, str]


@dataclass(frozen=True)
class Built:
    """The inputs of a scenario with what they were built from, for building others like them."""

    inputs: Inputs
    course: Course[float]
    site: Setting
    stage: timeline.Stage


def build(
    resolved: Mapping[str, Any],
    *,
    parameters: Parameters | None = None,
    policy: Choice | None = None,
    strategy: Choice | None = None,
    set_by: str = "an override",
    scenarios_dir: Path | None = None,
) -> Inputs:
    """Return the inputs of the model for a resolved scenario.

    Parameters
    ----------
    resolved : mapping
        What `resolved` returns, possibly with values changed.
    parameters : Parameters, optional
        The law's parameters. A value that differs from its default goes before the scenario's own.
    policy : str or mapping from sender to str, optional
        Goes before the scenario's policy.
    strategy : str or mapping from partner to str, optional
        Goes before the world's and the scenario's strategies.
    set_by : str
        What an error says about values that are not as the files have them, for instance
        "the command line".
    scenarios_dir : Path, optional
        A user's own folder of scenarios.

    Raises
    ------
    UserError
        For anything that cannot be built, with the place where it was set and what to do.
    """
    return construct(
        resolved,
        parameters=parameters,
        policy=policy,
        strategy=strategy,
        set_by=set_by,
        scenarios_dir=scenarios_dir,
    ).inputs


def construct(
    resolved: Mapping[str, Any],
    *,
    parameters: Parameters | None = None,
    policy: Choice | None = None,
    strategy: Choice | None = None,
    set_by: str = "an override",
    scenarios_dir: Path | None = None,
) -> Built:
    """Return the inputs with what they were built from; everything else as in `build`."""
    files = Catalogue(scenarios_dir)
    origin = files.origin_of(resolved, set_by)
    course = validate(Resolved, dict(resolved), "scenario", origin)
    files.world(course.world, origin(("world",)))
    site = world_build.setting(files.document("world", course.world), course, origin)
    names = site.world.governments
    stage = timeline.Stage(
        horizon=timeline.Horizon(course.start, course.months),
        roles={name: item.role for name, item in names.items()},
        dyads={pair: index for index, pair in enumerate(site.pairs)},
        origin=origin,
    )
    instruments, acts = timeline.levels(course.events, stage)
    leaders = timeline.leader_changes(course.leaders, stage)
    led = {change.government for change in leaders}
    inputs = Inputs(
        start=course.start,
        months=course.months,
        governments=world_build.governments(site, course.start, course.months, led),
        agencies=world_build.agencies(site),
        dyads=world_build.dyads(site),
        links=world_build.links(site),
        countries=route_build.countries(site),
        routes=route_build.routes(site),
        instruments=instruments,
        acts=acts,
        leaders=leaders,
        policies=_policies(files, site, course, policy, set_by),
        strategies=_strategies(files, site, course, strategy, set_by),
        parameters=_parameters(course, parameters, origin),
    )
    return Built(inputs, course, site, stage)


def build_scenario(name: str, *, scenarios_dir: Path | None = None, **options: Any) -> Inputs:
    """Return the inputs of the model for a scenario of the catalogue; `options` as in `build`."""
    resolved = Catalogue(scenarios_dir).resolved(name)
    return build(resolved, scenarios_dir=scenarios_dir, **options)


def _policies(
    files: Catalogue, site: Setting, course: Course[float], given: Choice | None, set_by: str
) -> dict[str, Behaviour]:
    chosen: Mapping[str, str] = course.policy
    origin: Origin = site.in_scenario
    if given is not None:
        chosen, origin = _by_name(given), lambda path: set_by
    for name in chosen:
        if name not in (*site.senders, EVERYBODY):
            raise unknown("sender", name, [*site.senders, EVERYBODY], origin(("policy", name)))
    result = {}
    for sender in site.senders:
        if sender not in chosen and EVERYBODY not in chosen:
            raise unknown("sender without a policy", sender, chosen, origin(("policy",)))
        key = sender if sender in chosen else EVERYBODY
        place = origin(("policy",) if key == EVERYBODY else ("policy", key))
        result[sender] = policy_behaviour(files, chosen[key], place)
    return result


def _strategies(
    files: Catalogue, site: Setting, course: Course[float], given: Choice | None, set_by: str
) -> dict[str, Behaviour]:
    chosen: dict[str, tuple[str, str]] = {}
    for name, item in site.world.governments.items():
        if item.strategy is not None:
            chosen[name] = (item.strategy, site.in_world(("governments", name, "strategy")))
    for name, value in course.strategies.items():
        place = site.in_scenario(("strategies", name))
        if name not in site.partners:
            raise unknown("partner", name, site.partners, place)
        chosen[name] = (value, place)
    for name, value in _by_name(given or {}).items():
        if name not in (*site.partners, EVERYBODY):
            raise unknown("partner", name, [*site.partners, EVERYBODY], set_by)
        for partner in site.partners if name == EVERYBODY else [name]:
            chosen[partner] = (value, set_by)
    return {name: strategy_behaviour(files, *chosen[name]) for name in site.partners}


def _by_name(choice: Choice) -> Mapping[str, str]:
    return {EVERYBODY: choice} if isinstance(choice, str) else choice


def policy_behaviour(files: Catalogue, name: str, set_by: str = "") -> Behaviour:
    """Return the rule of a policy with its coefficients."""
    origin = files.document("policy", name, set_by).origin
    item = files.policy(name)
    if item.rule not in policies.names():
        raise unknown("policy rule", item.rule, policies.names(), origin(("rule",)))
    return _behaviour(item, "policy", policies.coefficients(item.rule), origin)


def strategy_behaviour(files: Catalogue, name: str, set_by: str = "") -> Behaviour:
    """Return the rule of a strategy with its coefficients."""
    origin = files.document("strategy", name, set_by).origin
    item = files.strategy(name)
    if item.rule not in strategies.names():
        raise unknown("strategy rule", item.rule, strategies.names(), origin(("rule",)))
    return _behaviour(item, "strategy", strategies.coefficients(item.rule), origin)


def _behaviour(
    item: RuleFile, kind: str, declared: tuple[Parameter, ...], origin: Origin
) -> Behaviour:
    values = {row.name: row.value for row in declared}
    ranges = {row.name: row for row in declared}
    for name, quantity in item.coefficients.items():
        place, value = origin(("coefficients", name)), float(quantity)
        if name not in ranges:
            raise unknown(f"coefficient of rule {item.rule!r}", name, ranges, place)
        row = ranges[name]
        if not row.low <= value <= row.high:
            told = f"{kind}.coefficients.{name}"
            raise outside(told, value, row.low, row.high, place, f"It is {row.meaning}.", row.unit)
        values[name] = value
    first, second, third, fourth = [*values.values(), 0.0, 0.0, 0.0, 0.0][:4]
    return Behaviour(item.rule, (first, second, third, fourth))


def _parameters(course: Course[float], given: Parameters | None, origin: Origin) -> Parameters:
    """Return the parameters: what the caller changed, else the scenario's, else the default."""
    base, usual = given or defaults(), defaults()
    kept = {
        f"{group}.{name}"
        for group, kind in groups().items()
        if getattr(base, group) != getattr(usual, group)
        for name in kind._fields
        if getattr(getattr(base, group), name) != getattr(getattr(usual, group), name)
    }
    for name, value in course.parameters.items():
        if name not in kept:
            base = with_values(base, {name: value}, origin(("parameters", name)))
    return base
