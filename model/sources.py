"""The bibliography of the model and of its scenarios: one entry per work, in `sources.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from model.errors import UserError, unknown

Checked = Literal["read", "computed", "recalled"]
PACKAGED = Path(__file__).with_name("sources.yaml")


@dataclass(frozen=True)
class Source:
    """A work that is cited.

    Attributes
    ----------
    key : str
        The name it is cited by in files.
    authors, title : str
        As on the work; a title in square brackets describes it.
    year : int
        Year of publication.
    container : str
        Journal, publisher or news outlet; may be empty.
    checked : {"read", "computed", "recalled"}
        Whether the page was read, the figure computed from the data, or recalled without a new
        look.
    note : str
        A remark; may be empty.
    """

    key: str
    authors: str
    year: int
    title: str
    checked: Checked
    container: str = ""
    note: str = ""

    @property
    def citation(self) -> str:
        """The work as a line of a bibliography."""
        parts = [f"{self.authors} ({self.year})", self.title, self.container]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def sources(extra: Path | None = None) -> Mapping[str, Source]:
    """Return the works by key.

    Parameters
    ----------
    extra : Path, optional
        A user's own bibliography, read in addition when the file exists.

    Raises
    ------
    UserError
        When an entry lacks a field, has one too many, or is in both files.
    """
    found = dict(_read(PACKAGED, PACKAGED.stat().st_mtime_ns))
    if extra is None or not extra.is_file():
        return found
    for key, source in _read(extra, extra.stat().st_mtime_ns).items():
        if key in found:
            raise UserError(f"Source {key!r} of {extra} is also in model/sources.yaml. Rename it.")
        found[key] = source
    return found


def cite(key: str, set_by: str = "", extra: Path | None = None) -> str:
    """Return the formatted citation of a work.

    Raises
    ------
    UserError
        For a key that is not in the bibliography, with the nearest known ones.
    """
    known = sources(extra)
    if key not in known:
        raise unknown("source", key, known, set_by)
    return known[key].citation


@lru_cache(maxsize=16)
def _read(path: Path, changed: int) -> Mapping[str, Source]:
    """Read a bibliography once for each version of it (`changed` tells versions apart)."""
    name = f"{path.parent.name}/{path.name}"
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise UserError(f"{name} is not valid YAML: {' '.join(str(error).split())}.") from None
    return {key: _source(name, key, entry) for key, entry in (entries or {}).items()}


def _source(name: str, key: str, entry: Any) -> Source:
    known = {item.name for item in fields(Source)} - {"key"}
    needed = {"authors", "year", "title", "checked"}
    given = set(entry) if isinstance(entry, dict) else set()
    wrong = [(item, "missing") for item in sorted(needed - given)]
    wrong += [(item, "unknown") for item in sorted(given - known)]
    for item, rule in wrong:
        raise UserError(
            f"{key}.{item} is {rule}; allowed {', '.join(sorted(known))}; set by {name}. "
            f"Correct the entry {key!r}."
        )
    if type(entry["year"]) is not int or entry["checked"] not in get_args(Checked):
        raise UserError(
            f"{key} has year={entry['year']} and checked={entry['checked']}; allowed a year in "
            f"digits and {', '.join(get_args(Checked))}; set by {name}. Correct the entry {key!r}."
        )
    return Source(key=key, **entry)
