"""The world of one dyad: a template world reduced to two governments, with the dyad's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.errors import unknown
from model.inputs import AgencyInput, Behaviour, DyadInput, GovernmentInput, LinkInput
from scenarios.build import policy_behaviour, strategy_behaviour
from scenarios.building import world_build
from scenarios.building.world_build import DEFAULT, Setting, merged
from scenarios.catalogue import Catalogue
from scenarios.format.quantity import plain
from scenarios.format.schema_world import World
from scenarios.history.record import History

STRUCTURE = (
    "aid_dependence",
    "trade_dependence",
    "reputation",
    "patron",
    "common_threat",
    "sender_exposure",
)
"""What of the template's entry for a partner holds in other years too; the rest is a state."""


@dataclass(frozen=True)
class HistoryWorldBuilt:
    """Two governments, their agencies and ties, before anybody acts."""

    governments: tuple[GovernmentInput, ...]
    agencies: tuple[AgencyInput, ...]
    dyad: DyadInput
    links: tuple[LinkInput, ...]
    policy: Behaviour
    strategy: Behaviour


def history_world(
    history: History, levels: Mapping[str, float | bool], first: str, n_months: int
) -> HistoryWorldBuilt:
    """Return the world of a dyad.

    Parameters
    ----------
    history : History
    levels : mapping
        The dyad's numbers at the start; those not given are the template's.
    first : str
        The first month.
    n_months : int
        The horizon, for the calendars of elections.

    Raises
    ------
    UserError
        For an unknown template, government, agency kind, policy or strategy.
    """
    files, own, origin = Catalogue(), history.file.world, history.document.origin
    place = ("world", "template")
    files.world(own.template, origin(place))
    document = files.document("world", own.template)
    template: dict[str, Any] = plain(document.data)
    for name in own.governments:
        if name not in (history.sender, history.partner):
            path = ("world", "governments", name)
            raise unknown("government", name, (history.sender, history.partner), origin(path))
    like = _like(history, template)
    data = _reduced(history, template, like)
    changes = plain(own.model_dump(exclude_none=True, include={"governments", "links"}))
    data = merged(data, changes)
    data["dyads"][DEFAULT] |= plain(own.dyad.model_dump(exclude_none=True)) | dict(levels)
    site = Setting(World[float].model_validate(data), document.origin, origin, changes)
    (dyad,) = world_build.dyads(site)
    strategy = own.strategy or site.world.governments[history.partner].strategy or ""
    return HistoryWorldBuilt(
        governments=world_build.governments(site, first, n_months),
        agencies=world_build.agencies(site),
        dyad=dyad,
        links=world_build.links(site),
        policy=policy_behaviour(files, own.policy, origin(("world", "policy"))),
        strategy=strategy_behaviour(files, strategy, origin(("world", "strategy"))),
    )


def _like(history: History, template: Mapping[str, Any]) -> tuple[str, str]:
    """Return the template's sender and partner that stand for this dyad's."""
    own, origin = history.file.world.like, history.document.origin
    wanted = {
        "sender": own.sender if own else history.sender,
        "partner": own.partner if own else history.partner,
    }
    for role, name in wanted.items():
        known = [key for key, item in template["governments"].items() if item["role"] == role]
        if name not in known:
            path = ("world", "like", role) if own else (role,)
            raise unknown(f"{role} of the template world", name, known, origin(path))
    return wanted["sender"], wanted["partner"]


def _reduced(
    history: History, template: Mapping[str, Any], like: tuple[str, str]
) -> dict[str, Any]:
    """Return the template with two governments under this dyad's names, and no network."""
    pair = (history.sender, history.partner)
    governments = {}
    for name, old in zip(pair, like, strict=True):
        entry = dict(template["governments"][old])
        if name != old:
            entry.pop("elections", None)  # another country's calendar
        entry["name"] = history.file.world.names.get(name, entry["name"] if name == old else name)
        governments[name] = entry
    dyad = template["dyads"].get(like[1], {})
    structure = {key: dyad[key] for key in STRUCTURE if key in dyad}
    return {
        **template,
        "governments": governments,
        "sender_agencies": {pair[0]: template["sender_agencies"][like[0]]},
        "dyads": {DEFAULT: template["dyads"][DEFAULT] | structure},
        "links": {},
        "countries": {},
        "routes": {},
    }
