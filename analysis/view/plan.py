"""What the what-if page compares: a scenario, who behaves how, and a timeline edited by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import yaml

from analysis.view.session import DEFAULT
from model.inputs import Inputs
from scenarios.build import build
from scenarios.catalogue import Catalogue
from scenarios.schema import INSTRUMENTS

FIELDS = ("by", "toward", "instrument", "at", "until", "every_months", "intensity")
SET_BY = "the page"
KEPT = 64
"""Scenarios and built inputs that are kept for all sessions; they are the same for everybody."""
Events = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Plan:
    """One variant: a scenario of the catalogue, a policy, a strategy, and changed events.

    `edits` hold an event's fields by its name; None takes an event of the scenario out.
    """

    scenario: str = DEFAULT
    policy: str | None = None
    strategy: str | None = None
    edits: Mapping[str, Mapping[str, Any] | None] | None = None

    def events(self) -> dict[str, dict[str, Any]]:
        """Return the events of the timeline, edited."""
        found = {
            name: {key: event.get(key) for key in FIELDS}
            for name, event in _resolved(self.scenario)["events"].items()
        }
        for name, event in (self.edits or {}).items():
            if event is None:
                found.pop(name, None)
            else:
                found[name] = dict(event)
        return found

    def edited(self, name: str, event: Mapping[str, Any] | None) -> Plan:
        """Return the plan with one event changed, added, or taken out (None).

        Raises
        ------
        UserError
            When the schema or the timeline does not admit it.
        """
        own = _resolved(self.scenario)["events"]
        edits = dict(self.edits or {})
        if event is None and name not in own:
            edits.pop(name, None)
        else:
            edits[name] = None if event is None else {key: event.get(key) for key in FIELDS}
        changed = replace(self, edits=edits)
        changed.inputs()
        return changed

    def inputs(self) -> Inputs:
        """Return the inputs of the model; every check of a scenario file is made.

        Raises
        ------
        UserError
            With what is wrong and where it was set.
        """
        return _inputs(
            self.scenario, self.policy, self.strategy, json.dumps(self.edits) if self.edits else ""
        )

    def document(self, name: str) -> str:
        """Return the text of a scenario file, named `name`, that builds the same inputs."""
        own = _resolved(self.scenario)
        edits = self.edits or {}
        data: dict[str, Any] = {
            "id": name,
            "title": f"{own['title']}, as changed in the browser page",
            "summary": f"{self.scenario} with a timeline changed by hand; a what-if, not history.",
            "seed_points": [],
            "based_on": self.scenario,
        }
        if self.policy:
            data["policy"] = self.policy
        if self.strategy:
            partners = dict.fromkeys(dyad.partner for dyad in self.inputs().dyads)
            data["strategies"] = dict.fromkeys(partners, self.strategy)
        gone = [key for key, event in edits.items() if event is None and key in own["events"]]
        if gone:
            data["without"] = gone
        changed = {
            key: _written(event, own["events"].get(key))
            for key, event in edits.items()
            if event is not None
        }
        if changed:
            data["events"] = changed
        text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
        return "# Written by the browser page of comity.\n" + text


@lru_cache(maxsize=KEPT)
def _resolved(scenario: str) -> Mapping[str, Any]:
    """Return a scenario of the catalogue as plain values; not to be changed."""
    return Catalogue().resolved(scenario, SET_BY)


@lru_cache(maxsize=KEPT)
def _inputs(scenario: str, policy: str | None, strategy: str | None, edits: str) -> Inputs:
    """Return the inputs of a plan; a page asks for the same ones again and again."""
    resolved = dict(_resolved(scenario))
    if edits:
        resolved["events"] = Plan(scenario, edits=json.loads(edits)).events()
    return build(resolved, policy=policy, strategy=strategy, set_by=SET_BY)


def _written(event: Mapping[str, Any], base: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return an event as a file has it: its number with a range, nulls only where the base has."""
    kept = {
        key: event[key]
        for key in FIELDS[:-1]
        if event.get(key) is not None or (base is not None and base.get(key) is not None)
    }
    high = INSTRUMENTS[str(event["instrument"])].high
    level = {"value": float(event["intensity"]), "assumed": [0.0, float(high)]}
    return {**kept, "intensity": {**level, "why": "set by hand in the browser page"}}
