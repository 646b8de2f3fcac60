"""Reads a YAML file and remembers the line of every value, so that an error can name it."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from model.errors import UserError

Steps = tuple[str | int, ...]
_DEEPEST = 30


@dataclass(frozen=True)
class Document:
    """What a file says, and where it says it.

    Attributes
    ----------
    data : dict
        The content; shared between callers, never changed in place.
    lines : dict
        From the path of a value to `file:line`.
    shown : str
        The file as it is named to people.
    """

    data: dict[str, Any]
    lines: dict[Steps, str] = field(repr=False)
    shown: str

    def origin(self, path: Any) -> str:
        """Return `file:line` of the value at a path, or of the nearest enclosing value."""
        steps = tuple(path)
        while steps:
            if steps in self.lines:
                return self.lines[steps]
            steps = steps[:-1]
        return self.lines.get((), self.shown)


def shown(path: Path) -> str:
    """Return a path as it is named to people: short, from the package or the working folder."""
    for folder in (Path(__file__).parent.parent.parent, Path.cwd()):
        if path.resolve().is_relative_to(folder):
            return path.resolve().relative_to(folder).as_posix()
    return path.as_posix()


def read(path: Path) -> Document:
    """Return the content of a YAML file.

    Raises
    ------
    UserError
        When the file cannot be read, is not valid YAML, repeats a key or is not a mapping.
    """
    try:
        status = path.stat()
        return _read(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise UserError(
            f"{shown(path)} cannot be read: {error.strerror}. Check the path."
        ) from None


@functools.lru_cache(maxsize=512)
def _read(path: Path, changed: int, size: int) -> Document:
    """Read a file once for each version of it (`changed` and `size` tell versions apart)."""
    name = shown(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UserError(f"{name} is not UTF-8 text. Save it as UTF-8.") from None
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """Return the content of YAML text; `name` is how its file is called in errors."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}" if mark else name
        problem = getattr(error, "problem", None) or str(error)
        raise UserError(
            f"{place} is not valid YAML: {problem}. Check indentation, colons and quotes there."
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise UserError(f"{name} holds no keys. Write 'key: value' lines.")
    walk = _Walk(name)
    return Document(walk.mapping(root, ()), walk.lines, name)


class _Walk:
    """Turns YAML nodes into plain values and notes their lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Steps, str] = {}
        self.scalars = yaml.constructor.SafeConstructor()

    def place(self, node: Any) -> str:
        """Return `file:line` of a node."""
        return f"{self.name}:{node.start_mark.line + 1}"

    def value(self, node: Any, path: Steps) -> Any:
        """Return the value of any node."""
        if len(path) > _DEEPEST:
            raise UserError(f"{self.place(node)} is nested too deeply. Does an anchor hold itself?")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            items = []
            for index, item in enumerate(node.value):
                self.lines[(*path, index)] = self.place(item)
                items.append(self.value(item, (*path, index)))
            return items
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError):
            raise UserError(
                f"{self.place(node)} holds a value that cannot be read: {node.value!r}. Quote it."
            ) from None

    def mapping(self, node: Any, path: Steps) -> dict[str, Any]:
        """Return a mapping; a repeated key is an error, for YAML itself would keep the last."""
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self.value(key_node, path)
            if not isinstance(key, str):
                raise UserError(
                    f"{self.place(key_node)} has the key {key!r}, which is not text. Quote it."
                )
            steps = (*path, key)
            if key in found:
                raise UserError(
                    f"Duplicate key {'.'.join(map(str, steps))!r} (set by {self.place(key_node)}). "
                    f"It is first set by {self.lines[steps]}; keep one of the two."
                )
            self.lines[steps] = self.place(key_node)
            found[key] = self.value(value_node, steps)
        return found
