"""A world file with a scenario's changes turned into the model's governments, agencies and ties."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from model.errors import UserError, unknown
from model.inputs import AgencyInput, DyadInput, GovernmentInput, LinkInput
from scenarios.format import months
from scenarios.format.quantity import plain
from scenarios.format.schema_world import SenderAgency, World
from scenarios.format.yaml_lines import Document, Steps
from scenarios.problems import Origin, dotted, near, statement
from scenarios.schema import Course

DEFAULT = "default"
"""The entry under `dyads` from which each dyad takes what it does not give itself."""


@dataclass(frozen=True)
class Setting:
    """A world with a scenario's changes, and where its values were set.

    Attributes
    ----------
    world : World
        All numbers plain.
    in_world, in_scenario : callable
        From a path to where its value was set, in the world file and in the scenario.
    changes : mapping
        The scenario's changes to the world, as they were merged over it.
    """

    world: World[float]
    in_world: Origin
    in_scenario: Origin
    changes: Mapping[str, Any]

    @property
    def senders(self) -> list[str]:
        """The senders in the order of the file."""
        return [key for key, item in self.world.governments.items() if item.role == "sender"]

    @property
    def partners(self) -> list[str]:
        """The partners in the order of the file."""
        return [key for key, item in self.world.governments.items() if item.role == "partner"]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every sender with every partner: the order of the dyad axis."""
        return [(sender, partner) for sender in self.senders for partner in self.partners]

    def place(self, path: Steps) -> tuple[str, str]:
        """Return which of the two gave a value ("scenario" or "world"), and its place there."""
        node: Any = self.changes
        for step in path:
            if not isinstance(node, Mapping) or step not in node:
                return "world", self.in_world(path)
            node = node[step]
        return "scenario", self.in_scenario(path)

    def fault(
        self, path: Steps, value: object, rule: str, allowed: str = "", advice: str = ""
    ) -> UserError:
        """Return the error for a value of the world file."""
        name = dotted("world", path)
        return UserError(statement(name, value, rule, allowed, self.in_world(path), advice))


def setting(world: Document, course: Course[float], origin: Origin) -> Setting:
    """Return the world of a scenario with the scenario's changes.

    Parameters
    ----------
    world : Document
        A validated world file.
    course : Course
        The validated scenario.
    origin : callable
        Where the scenario's values were set.

    Raises
    ------
    UserError
        For a change to something that the world does not have.
    """
    data: dict[str, Any] = plain(world.data)
    governments = data["governments"]
    for name in course.governments:
        if name not in governments:
            raise unknown("government", name, governments, origin(("governments", name)))
    _check_dyads(data["dyads"], governments, world.origin)
    _check_dyads(course.dyads, governments, origin)
    changes = course.model_dump(include={"governments", "dyads", "links"}, exclude_none=True)
    whole = World[float].model_validate(merged(data, changes))
    return Setting(whole, world.origin, origin, changes)


def _check_dyads(keys: Mapping[str, Any], governments: Mapping[str, Any], origin: Origin) -> None:
    roles = {name: item["role"] for name, item in governments.items()}
    senders = [name for name, role in roles.items() if role == "sender"]
    partners = [name for name, role in roles.items() if role == "partner"]
    known = {DEFAULT, *partners, *(f"{a}>{b}" for a in senders for b in partners)}
    for key in keys:
        if key not in known:
            shown = partners if ">" not in key else known - {DEFAULT, *partners}
            raise unknown("dyad", key, [DEFAULT, *shown], origin(("dyads", key)))


def merged(base: Any, over: Any) -> Any:
    """Return nested plain mappings merged key by key."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return over
    return {**base, **{key: merged(base.get(key), value) for key, value in over.items()}}


def governments(
    site: Setting, start: str, horizon: int, led: Collection[str] = ()
) -> tuple[GovernmentInput, ...]:
    """Return the governments, their election calendars as months of the horizon.

    Those in `led` have none: a scenario tells who led them (docs/decisions/0008).
    """
    return tuple(
        GovernmentInput(
            id=name,
            name=item.name,
            role=item.role,
            ideology=item.ideology,
            nationalism=item.nationalism,
            months_in_office=item.months_in_office,
            elections=months.calendar(
                item.elections.first, item.elections.every_months, start, horizon
            )
            if item.elections and name not in led
            else (),
        )
        for name, item in site.world.governments.items()
    )


def agencies(site: Setting) -> tuple[AgencyInput, ...]:
    """Return the senders' agencies, then the partners'; ids are `GOVERNMENT.KIND`.

    Raises
    ------
    UserError
        For an agency of an unknown kind, or agencies of a government that is no sender.
    """
    found = []
    for sender, own in site.world.sender_agencies.items():
        if sender not in site.senders:
            place = site.in_world(("sender_agencies", sender))
            raise unknown("sender", sender, site.senders, place)
        found += [_sender_agency(sender, name, item) for name, item in own.items()]
    for partner in site.partners:
        found += [_partner_agency(site, partner, kind) for kind in _kinds(site, partner)]
    return tuple(found)


def _kinds(site: Setting, partner: str) -> list[str]:
    return list(site.world.governments[partner].agencies)


def _sender_agency(sender: str, name: str, item: SenderAgency[float]) -> AgencyInput:
    return AgencyInput(
        id=f"{sender}.{name}",
        government=sender,
        kind=name,
        mission=item.mission,
        autonomy=item.autonomy,
        capacity=item.capacity,
        exposure=item.exposure,
        detection_weight=item.detection_weight,
        eradication_weight=item.eradication_weight,
    )


def _partner_agency(site: Setting, partner: str, kind: str) -> AgencyInput:
    if kind not in site.world.agency_kinds:
        _, place = site.place(("governments", partner, "agencies", kind))
        raise unknown("agency kind", kind, site.world.agency_kinds, place)
    numbers = site.world.agency_kinds[kind].model_dump()
    change = site.world.governments[partner].agencies[kind].model_dump(exclude_none=True)
    return AgencyInput(id=f"{partner}.{kind}", government=partner, kind=kind, **numbers | change)


def dyads(site: Setting) -> tuple[DyadInput, ...]:
    """Return every sender with every partner.

    The numbers of `SENDER>PARTNER` go before those of `PARTNER`, those before the default.

    Raises
    ------
    UserError
        When a number is given by none of the three.
    """
    given = {key: item.model_dump(exclude_none=True) for key, item in site.world.dyads.items()}
    found = []
    for sender, partner in site.pairs:
        numbers: dict[str, Any] = {"is_ruptured": False}
        for key in (DEFAULT, partner, f"{sender}>{partner}"):
            numbers |= given.get(key, {})
        for field in DyadInput.__dataclass_fields__:
            if field not in ("sender", "partner", *numbers):
                raise UserError(
                    f"world.dyads.{DEFAULT}.{field} is missing; set by "
                    f"{site.in_world(('dyads', DEFAULT))}. Add the key {field!r} there."
                )
        found.append(DyadInput(sender=sender, partner=partner, **numbers))
    return tuple(found)


def links(site: Setting) -> tuple[LinkInput, ...]:
    """Return the working ties: each sender agency with the partner agencies of its kinds.

    Entries under `links` then change those that match a pattern such as `USA.DEA>VEN.*`, later
    entries over earlier ones.

    Raises
    ------
    UserError
        For an unknown or repeated kind in `works_with`, or a pattern that matches no link.
    """
    found: dict[str, dict[str, float]] = {}
    for sender, own in site.world.sender_agencies.items():
        for name, item in own.items():
            _check_kinds(site, ("sender_agencies", sender, name, "works_with"), item.works_with)
            numbers = item.model_dump(include={"access", "liaison", "working_trust"})
            for partner in site.partners:
                for kind in _kinds(site, partner):
                    if kind in item.works_with:
                        found[f"{sender}.{name}>{partner}.{kind}"] = dict(numbers)
    for pattern, change in site.world.links.items():
        matched = [key for key in found if fnmatch.fnmatchcase(key, pattern)]
        if not matched:
            raise _matches_nothing(site, pattern, found)
        for key in matched:
            found[key] |= change.model_dump(exclude_none=True)
    return tuple(_link(key, numbers) for key, numbers in found.items())


def _link(key: str, numbers: dict[str, float]) -> LinkInput:
    sender_agency, partner_agency = key.split(">")
    return LinkInput(sender_agency=sender_agency, partner_agency=partner_agency, **numbers)


def _check_kinds(site: Setting, path: Steps, kinds: list[str]) -> None:
    for index, kind in enumerate(kinds):
        place = site.in_world((*path, index))
        if kind not in site.world.agency_kinds:
            raise unknown("agency kind", kind, site.world.agency_kinds, place)
        if kind in kinds[:index]:
            raise site.fault((*path, index), kind, "is a duplicate agency kind", "", "Delete it.")


def _matches_nothing(site: Setting, pattern: str, known: Mapping[str, Any]) -> UserError:
    owner, place = site.place(("links", pattern))
    name = dotted(owner, ("links", pattern))
    if pattern.count(">") != 1:
        allowed = "SENDER.AGENCY>PARTNER.KIND, with * for any"
        return UserError(f"{name} is not a pair of agencies; allowed {allowed}; set by {place}.")
    names = sorted({side for key in known for side in key.split(">")})
    for side in pattern.split(">"):
        if not fnmatch.filter(names, side):
            return unknown("agency", side, names, place)
    advice = near(pattern, known) or "Add the kind to 'works_with' in the world."
    return UserError(f"{name} matches no link; set by {place}. {advice}")
