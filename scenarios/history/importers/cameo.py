"""CAMEO event codes: weights on the conflict-cooperation scale and kinds, by longest prefix."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from scenarios.problems import validate
from scenarios.quantity import Within
from scenarios.schema_parts import Strict
from scenarios.yaml_lines import read

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


@cache
def find(code: str) -> Code | None:
    """Return what a CAMEO code stands for, or None if it is no CAMEO code.

    A code of one digit, or one that lost its leading zero in a spreadsheet (`57`, `112` stays
    `112`), is read with the zero where only that makes a code.

    >>> find("1121").weight, find("57").meaning
    (-2.0, 'sign a formal agreement')
    """
    if not code.isdigit() or not 1 <= len(code) <= 4:
        return None
    for text in (code, f"0{code}"):
        for length in range(len(text), 1, -1):
            found = _codes().get(text[:length])
            if found is not None:
                return found
    return None
