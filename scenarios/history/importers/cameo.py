"""CAMEO event codes: weights on the conflict-cooperation scale and kinds, by longest prefix."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from scenarios.format.quantity import Within
from scenarios.format.schema_parts import Strict
from scenarios.format.yaml_lines import read
from scenarios.problems import validate

PACKAGED = Path(__file__).with_name("cameo.yaml")


class Code(Strict):
    """What a code, and every longer one that begins with it, stands for."""

    weight: Annotated[float, Within(-10.0, 10.0)]
    kind: str | None
    meaning: str


class CodesFile(Strict):
    """The whole table."""

    codes: dict[str, Code]


@cache
def _codes() -> dict[str, Code]:
    document = read(PACKAGED)
    place = document.origin
    return validate(
        CodesFile, {"codes": document.data}, "cameo", lambda path: place(path[1:])
    ).codes


LAST = dict(
    zip(
        (f"{root:02d}" for root in range(1, 21)),
        (9, 8, 9, 6, 7, 4, 5, 7, 4, 8, 6, 9, 9, 5, 5, 6, 6, 6, 6, 4),
        strict=True,
    )
)
"""The last of the subdivisions of each root code: 057 is a code, 058 is none."""


@cache
def find(code: str) -> Code | None:
    """Return what a CAMEO code stands for, or None if it is no CAMEO code.

    A code that lost its leading zero in a spreadsheet is read with it where only that makes a
    code: `57` and `211` are 057 and 0211, but `10` stays the root code of demands.

    >>> find("1121").weight, find("57").meaning
    (-2.0, 'sign a formal agreement')
    """
    if not code.isdigit():
        return None
    for text in (code, f"0{code}"):
        root = text[:2]
        if 2 <= len(text) <= 4 and root in LAST and (text[2:3] or "0") <= str(LAST[root]):
            longest = (text[:length] for length in range(len(text), 1, -1))
            return next(_codes()[prefix] for prefix in longest if prefix in _codes())
    return None
