"""Which law this is: a hash of its whole text."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def law_hash() -> str:
    """Return the SHA-256 of the law of motion: of every Python file of `model`.

    Two equal hashes run the same law; compiled code and unfinished sweeps are kept under it.
    """
    folder = Path(__file__).parent
    law = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        law.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return law.hexdigest()
