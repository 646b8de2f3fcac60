"""Checks one file of the catalogue as thoroughly as the project checks its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from model.errors import UserError, unknown
from scenarios.build import build, policy_behaviour, strategy_behaviour
from scenarios.building import route_build, world_build
from scenarios.catalogue import FOLDERS, Catalogue, Kind
from scenarios.format.quantity import quantities
from scenarios.format.yaml_lines import Document, shown
from scenarios.schema import Course

Place = Callable[[Any], str]


def check(path: Path) -> list[str]:
    """Return what is wrong with a file, one problem a text; an empty list when nothing is.

    A file in a folder `worlds`, `policies` or `strategies` is checked as such, any other as a
    scenario. Files it names are looked for beside it and in the packaged catalogue.

    Parameters
    ----------
    path : Path
        The file.
    """
    if path.suffix != ".yaml":
        return [f"{shown(path)} is not a .yaml file. The name of the file is the id with .yaml."]
    kinds: dict[str, Kind] = {folder: kind for kind, folder in FOLDERS.items()}
    kind = kinds.get(path.parent.name, "scenario")
    folder = path.parent if kind == "scenario" else path.parent.parent
    problems: list[str] = []
    try:
        files = Catalogue(folder)
        if path.stem not in files.files(kind):
            return [f"{shown(path)} does not exist. Check the path."]
        document = files.document(kind, path.stem)
        problems += source_problems(files, kind, document)
        _build(files, kind, path.stem, folder)
    except UserError as error:
        problems += str(error).splitlines()
    return problems


def source_problems(files: Catalogue, kind: Kind, document: Document) -> list[str]:
    """Return what is wrong with the sources of a file: unknown keys, and keys it does not list."""
    known = files.sources()
    problems = [
        str(unknown("source", key, known, place))
        for key, place in [*_listed(document), *_used(document)]
        if key not in known
    ]
    listed = {key for key, _ in _listed(document)}
    missing = {key: place for key, place in reversed([*_used(document)]) if key not in listed}
    for key, place in missing.items():
        problems.append(
            f"{kind}.sources lacks {key!r}, which is used; set by {place}. "
            "Add it to 'sources' and say what it is cited for."
        )
    return list(dict.fromkeys(problems))


def _listed(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the keys under `sources`, in either form, with their places."""
    entries = document.data.get("sources")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        key = entry.get("key") if isinstance(entry, dict) else entry
        if isinstance(key, str):
            yield key, document.origin(("sources", index))


def _used(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the keys that numbers are sourced from, with their places."""
    for path, quantity in quantities(document.data):
        key = quantity.get("sourced")
        if isinstance(key, str):
            yield key, document.origin((*path, "sourced"))


def _build(files: Catalogue, kind: Kind, name: str, folder: Path) -> None:
    """Build what a file describes, for the errors that only building finds."""
    if kind == "scenario":
        build(files.resolved(name), scenarios_dir=folder)
    elif kind == "world":
        _build_world(files, name)
    elif kind == "policy":
        policy_behaviour(files, name)
    else:
        strategy_behaviour(files, name)


def _build_world(files: Catalogue, name: str) -> None:
    document = files.document("world", name)
    files.world(name)
    nothing = Course[float](
        id=name, title="", world=name, start="2015-01", months=1, policy={"all": ""}
    )
    site = world_build.setting(document, nothing, document.origin)
    for make in (
        world_build.agencies,
        world_build.dyads,
        world_build.links,
        route_build.countries,
        route_build.routes,
    ):
        make(site)
    for partner in site.partners:
        strategy = site.world.governments[partner].strategy or ""
        place = document.origin(("governments", partner, "strategy"))
        strategy_behaviour(files, strategy, place)
