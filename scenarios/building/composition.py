"""A scenario based on another: the same, with changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model.errors import UserError, unknown
from scenarios.format.quantity import is_quantity
from scenarios.format.yaml_lines import Document, Steps
from scenarios.problems import dotted, show, statement

OWN = ("id", "title", "summary", "seed_points", "based_on", "without")
"""Keys that speak of one file and are never inherited."""


def compose(
    document: Document, find: Callable[[str, str], Document], chain: tuple[str, ...] = ()
) -> Document:
    """Return a scenario with everything it inherits.

    Mappings are merged key by key, a number with its origin counts as one value, lists are
    replaced (except `sources`, which are added up), and `null` removes a key of the base.

    Parameters
    ----------
    document : Document
        What the file says.
    find : callable
        From the id of a base and the place that names it to its document.
    chain : tuple of str
        The files that led here, to detect a circle.

    Raises
    ------
    UserError
        For an unknown base, a circle, an event in `without` that the base does not have, or a
        `null` that removes nothing.
    """
    base_id = document.data.get("based_on")
    if base_id is None:
        return _drop_nulls(document)
    set_by = document.origin(("based_on",))
    if not isinstance(base_id, str):
        raise UserError(
            statement("scenario.based_on", base_id, "is not text", "one id", set_by, "")
        )
    chain = (*chain, str(document.data.get("id")))
    if base_id in chain:
        circle = " -> ".join((*chain, base_id))
        rule = f"makes a circle ({circle})"
        advice = "Base one of them on something else."
        raise UserError(statement("scenario.based_on", base_id, rule, "", set_by, advice))
    base = compose(find(base_id, set_by), find, chain)
    kept = _without(document, base)
    over = {key: value for key, value in document.data.items() if key != "sources"}
    data = _merged(kept, over, (), document)
    data["sources"] = _all_sources(document.data.get("sources"), base.data.get("sources"))
    return Document(data, {**base.lines, **document.lines}, document.shown)


def _without(document: Document, base: Document) -> dict[str, Any]:
    """Return the base without its own description and without the removed events."""
    kept = {key: value for key, value in base.data.items() if key not in OWN}
    removed, events = document.data.get("without", []), kept.get("events", {})
    if not isinstance(removed, list) or not isinstance(events, dict):
        return kept  # the schema will say what is wrong
    for index, name in enumerate(removed):
        if name not in events:
            set_by = document.origin(("without", index))
            base_id = base.data.get("id")
            raise unknown(f"event of {base_id!r} in 'without'", str(name), events, set_by)
    if removed:
        kept["events"] = {key: value for key, value in events.items() if key not in removed}
    return kept


def _merged(base: Any, over: Any, path: Steps, document: Document) -> Any:
    if not isinstance(over, dict) or is_quantity(over):
        return over
    known = base if isinstance(base, dict) and not is_quantity(base) else {}
    result = dict(known)
    for key, value in over.items():
        if value is not None:
            result[key] = _merged(known.get(key), value, (*path, key), document)
        elif key in known:
            del result[key]
        else:
            raise _removes_nothing((*path, key), document)
    return result


def _drop_nulls(document: Document) -> Document:
    for key, value in document.data.items():
        if value is None:
            raise _removes_nothing((key,), document)
    return document


def _removes_nothing(path: Steps, document: Document) -> UserError:
    return UserError(
        statement(
            dotted("scenario", path),
            None,
            "removes nothing, for the base has no such key",
            "a value",
            document.origin(path),
            "Give a value or delete the line.",
        )
    )


def _all_sources(own: Any, inherited: Any) -> Any:
    """Return the file's sources and those of its base that it does not cite itself."""
    if own is not None and not isinstance(own, list):
        return own
    known = {show(item.get("key")) for item in own or [] if isinstance(item, dict)}
    if not isinstance(inherited, list):
        return own or []
    entries = [item for item in inherited if isinstance(item, dict)]
    return [*(own or []), *(item for item in entries if show(item.get("key")) not in known)]
