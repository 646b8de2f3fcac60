"""The catalogue: scenarios, worlds, policies and strategies, found by globbing.

A file's name is its id; nothing is registered anywhere else. A user's own folder is laid out like
the packaged one (scenarios at the top, `worlds/`, `policies/`, `strategies/` and `sources.yaml`
when wanted) and adds to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from model.errors import UserError, unknown
from model.sources import Source, sources
from scenarios.building.composition import compose
from scenarios.format.quantity import plain
from scenarios.format.schema_world import WorldFile
from scenarios.format.yaml_lines import Document, read, shown
from scenarios.problems import Path as Steps
from scenarios.problems import statement, validate
from scenarios.schema import Event, Leader, PolicyFile, ScenarioFile, StrategyFile

Kind = Literal["scenario", "world", "policy", "strategy"]
PACKAGED = Path(__file__).parent
FOLDERS: Mapping[Kind, str] = {
    "scenario": ".",
    "world": "worlds",
    "policy": "policies",
    "strategy": "strategies",
}
_KEPT = ("id", "title", "world", "start", "months", "policy")
_BY_NAME = ("strategies", "dyads", "governments", "links", "parameters", "leaders", "events")


@dataclass(frozen=True)
class Catalogue:
    """The packaged catalogue and, if given, a user's own folder beside it.

    Parameters
    ----------
    folder : Path, optional
        A user's folder of scenarios.
    """

    folder: Path | None = None

    def __post_init__(self) -> None:
        if self.folder is not None and not self.folder.is_dir():
            raise UserError(
                statement(
                    "scenarios_dir",
                    self.folder,
                    "is not a folder",
                    "a folder of .yaml files",
                    "the command line",
                    "Check the path.",
                )
            )

    def files(self, kind: Kind) -> dict[str, Path]:
        """Return the file of each id of a kind, packaged ones first, each group in order.

        Raises
        ------
        UserError
            When a user's file has the id of a packaged one.
        """
        found = _glob(PACKAGED / FOLDERS[kind])
        if self.folder is None or self.folder.resolve() == PACKAGED.resolve():
            return found
        own = _glob(self.folder / FOLDERS[kind])
        for name in own.keys() & found.keys():
            raise UserError(
                f"The {kind} {name!r} is in two places: {shown(found[name])} and "
                f"{shown(own[name])}. Rename your file and its id."
            )
        return found | own

    def ids(self, kind: Kind = "scenario") -> tuple[str, ...]:
        """Return the ids of a kind."""
        return tuple(self.files(kind))

    def document(self, kind: Kind, name: str, set_by: str = "") -> Document:
        """Return what a file says, scenarios with everything they inherit.

        Raises
        ------
        UserError
            For an unknown id, or a file that cannot be read or composed.
        """
        found = self._raw(kind, name, set_by)
        if kind != "scenario":
            return found
        return compose(found, lambda base, place: self._raw("scenario", base, place))

    def load(self, name: str, set_by: str = "") -> ScenarioFile:
        """Return a scenario, composed and validated."""
        document = self.document("scenario", name, set_by)
        return validate(ScenarioFile, document.data, "scenario", document.origin)

    def world(self, name: str, set_by: str = "") -> WorldFile:
        """Return a world, validated."""
        document = self.document("world", name, set_by)
        return validate(WorldFile, document.data, "world", document.origin)

    def policy(self, name: str, set_by: str = "") -> PolicyFile:
        """Return a sender's policy, validated."""
        document = self.document("policy", name, set_by)
        return validate(PolicyFile, document.data, "policy", document.origin)

    def strategy(self, name: str, set_by: str = "") -> StrategyFile:
        """Return a partner's strategy, validated."""
        document = self.document("strategy", name, set_by)
        return validate(StrategyFile, document.data, "strategy", document.origin)

    def resolved(self, name: str, set_by: str = "") -> dict[str, Any]:
        """Return a scenario as plain nested values: what is shown, overridden and built."""
        self.load(name, set_by)
        data = plain(self.document("scenario", name, set_by).data)
        result: dict[str, Any] = {key: data[key] for key in _KEPT}
        result |= {key: data.get(key, {}) for key in _BY_NAME}
        result["leaders"] = _without_notes(result["leaders"], Leader)
        result["events"] = _without_notes(result["events"], Event)
        return result

    def sources(self) -> Mapping[str, Source]:
        """Return the bibliography, with the user's own."""
        return sources(self.folder / "sources.yaml" if self.folder else None)

    def origin_of(self, resolved: Mapping[str, Any], set_by: str) -> OriginOf:
        """Return where each value of a resolved scenario was set."""
        name = resolved.get("id")
        if not isinstance(name, str) or name not in self.files("scenario"):
            return OriginOf(resolved, {}, None, set_by)
        document = self.document("scenario", name)
        return OriginOf(resolved, self.resolved(name), document, set_by)

    def _raw(self, kind: Kind, name: str, set_by: str) -> Document:
        files = self.files(kind)
        if name not in files:
            raise unknown(kind, name, files, set_by)
        document = read(files[name])
        given = document.data.get("id")
        if given != name:
            advice = "The id is the name of the file."
            place = document.origin(("id",))
            raise UserError(statement(f"{kind}.id", given, "differs", name, place, advice))
        return document


@dataclass(frozen=True)
class OriginOf:
    """Tells where the values of a resolved scenario were set: its file, or whatever changed it."""

    resolved: Mapping[str, Any]
    from_files: Mapping[str, Any]
    document: Document | None
    set_by: str

    def __call__(self, path: Steps) -> str:
        """Return `file:line` when the value is as the file has it, else what changed it."""
        if self.document is not None and _at(self.resolved, path) == _at(self.from_files, path):
            return self.document.origin(path)
        return self.set_by


def _at(data: Any, path: Steps) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _without_notes(entries: Mapping[str, Any], model: type[Event[Any]] | type[Leader[Any]]) -> Any:
    """Return events or leaders with every key but the note, so that each can be overridden."""
    keys = [key for key in model.model_fields if key != "note"]
    return {name: {key: entry.get(key) for key in keys} for name, entry in entries.items()}


def _glob(folder: Path) -> dict[str, Path]:
    """Return the scenario-like files of a folder by id."""
    found = sorted(folder.glob("*.yaml"))
    return {path.stem: path for path in found if path.name != "sources.yaml"}
