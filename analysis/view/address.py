"""The shareable address: a question as a query string, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

from analysis.view.plan import Plan
from analysis.view.question import PINS, Question
from analysis.view.session import DEFAULT, seed_of
from model.errors import UserError
from scenarios.problems import statement

EVENTS = 60
"""More changed events than this are not read from an address."""
LONGEST = 30_000
"""Characters of an address that is read."""
SET_BY = "the address"
DIGITS = 20
PARTS = ("scenario", "policy", "strategy", "edits")


def address(question: Question) -> str:
    """Return the query string that restores the what-if page."""
    plan = question.plan
    values: list[tuple[str, Any]] = [
        ("base", question.baseline),
        ("scenario", plan.scenario),
        ("policy", plan.policy),
        ("strategy", plan.strategy),
        ("partner", question.partner),
        ("seed", question.seed),
        ("edits", _text(plan.edits) if plan.edits else None),
        *(("pin", _text(_pinned(pin))) for pin in question.pins),
    ]
    return "?" + urlencode([(key, value) for key, value in values if value is not None])


def restored(query: str) -> Question:
    """Return the question of a query string.

    Nothing in it is evaluated or names a file: ids are looked up in the catalogue, events go
    through the schema.

    Raises
    ------
    UserError
        For anything that is not in the catalogue or not an event.
    """
    if len(query) > LONGEST:
        rule = f"has {len(query)} characters"
        advice = "Export the scenario as a file instead."
        shown = f"{query[:20]}..."
        raise UserError(statement("address", shown, rule, f"at most {LONGEST}", SET_BY, advice))
    try:
        lists = parse_qs(query.lstrip("?"), max_num_fields=50)
    except ValueError:
        raise _wrong("address") from None
    given = {key: values[-1] for key, values in lists.items()}
    pins = [_plan(_object(text, "pin"), "pin") for text in lists.get("pin", [])]
    if len(pins) > PINS:
        raise UserError(
            statement(
                "pin", len(pins), "variants are too many", f"{PINS}", SET_BY, "Leave some out."
            )
        )
    edits = _object(given["edits"], "edits") if given.get("edits") else None
    question = Question(
        given.get("base", DEFAULT),
        _plan({**given, "edits": edits}, "edits"),
        tuple(pins),
        given.get("partner"),
        seed_of(given.get("seed", "0"), SET_BY),
    )
    question.check()
    return question


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _pinned(plan: Plan) -> dict[str, Any]:
    given = {key: getattr(plan, key) for key in PARTS}
    return {key: value for key, value in given.items() if value}


def _plan(given: Mapping[str, Any], name: str) -> Plan:
    """Return a variant; what it names is checked when it is built."""
    texts = [given.get(key) for key in PARTS[:-1]]
    if not all(text is None or isinstance(text, str) for text in texts):
        raise _wrong(name)
    edits = given.get("edits")
    if edits is not None:
        is_timeline = isinstance(edits, dict) and len(edits) <= EVENTS
        if not (is_timeline and all(e is None or isinstance(e, dict) for e in edits.values())):
            raise _wrong(name)
    scenario, policy, strategy = texts
    return Plan(scenario or DEFAULT, policy or None, strategy or None, edits or None)


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_int=_small)
    except (ValueError, RecursionError):
        raise _wrong(name) from None
    if not isinstance(found, dict):
        raise _wrong(name)
    return found


def _small(digits: str) -> int:
    """Read a whole number; one that no float can hold would be an error where it is compared."""
    if len(digits) > DIGITS:
        raise ValueError(digits[:DIGITS])
    return int(digits)


def _wrong(name: str) -> UserError:
    return UserError(
        f"{name} is not what the page wrote; allowed what the page itself writes; set by {SET_BY}. "
        "Copy the address again."
    )
