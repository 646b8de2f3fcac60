"""Addressed uniforms: a draw is a function of (seed, replicate, month, stage, entity).

The generator is Philox-4x32-7 (Salmon et al. 2011), a counter-based generator that passes all
tests of BigCrush with 7 rounds or more. Nothing is streamed: any draw can be made alone, in any
order, anywhere. No other file makes randomness.

`philox` is written in masked integer arithmetic that gives the same words for Python integers,
for NumPy uint64 arrays, and for compiled 64-bit integers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from model.errors import UserError

MASK = 0xFFFFFFFF
MULTIPLIER_0 = 0xD2511F53
MULTIPLIER_1 = 0xCD9E8D57
WEYL_0 = 0x9E3779B9
WEYL_1 = 0xBB67AE85
ROUNDS = 7
TWO_TO_MINUS_32 = 1.0 / 4294967296.0

# The stages that draw, by their number in `model.schedule`. A stage's number is part of the
# address: changing one changes every draw of that stage.
SPEECH, THREAT, RUPTURE, MANDATE, LINKS, DETECTION, TURNOVER = 2, 4, 7, 8, 9, 11, 13
POLICY, ELECTION = 101, 113

# How many uniforms a stage needs of an entity in a month: 1, 2 or 4. A counter gives four words, so
# 4, 2 or 1 consecutive months share one. Stages that are not named here need up to four.
WORDS = {LINKS: 1, MANDATE: 1, TURNOVER: 1, RUPTURE: 2, DETECTION: 2}


def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> tuple[Any, Any, Any, Any]:
    """Return the four 32-bit words of Philox-4x32-7 for a counter and a key.

    Parameters
    ----------
    c0, c1, c2, c3 : int or ndarray of uint64
        Counter words in [0, 2**32).
    k0, k1 : int
        Key words in [0, 2**32).
    """
    for _ in range(ROUNDS):
        p0 = MULTIPLIER_0 * c0
        p1 = MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (
            ((p1 >> 32) & MASK) ^ c1 ^ k0,
            p1 & MASK,
            ((p0 >> 32) & MASK) ^ c3 ^ k1,
            p0 & MASK,
        )
        k0 = (k0 + WEYL_0) & MASK
        k1 = (k1 + WEYL_1) & MASK
    return c0, c1, c2, c3


def uniform(word: Any) -> Any:
    """Return the uniform in (0, 1) of a 32-bit word: (word + 1/2) / 2**32; never 0, never 1."""
    return (word + 0.5) * TWO_TO_MINUS_32


def address(name: str) -> int:
    """Return the 32-bit address of an entity: a hash of its name, so that others can come and go.

    Two names of one world share an address with probability n**2 / 2**33; `check_addresses` looks.
    """
    return int.from_bytes(hashlib.blake2s(name.encode(), digest_size=4).digest(), "little")


def check_addresses(names: Sequence[str]) -> None:
    """Raise UserError if two of the names share a random address."""
    seen: dict[int, str] = {}
    for name in names:
        other = seen.setdefault(address(name), name)
        if other != name:
            raise UserError(
                f"{name!r} and {other!r} share a random address; allowed one entity an address; "
                "set by their ids. Rename one of them."
            )


def split_seed(seed: int) -> tuple[int, int]:
    """Return the two key words of a seed in [0, 2**64).

    Raises
    ------
    UserError
        If the seed is not an integer in that range. Seed 0 is a seed.
    """
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**64:
        raise UserError(
            f"seed={seed} is not a seed; allowed whole numbers from 0 to 2**64 - 1; "
            "set by the caller. Give an integer; 0 is a seed."
        )
    return seed & MASK, seed >> 32


def table(
    seed: int, replicate: int, months: range, stage: int, names: Sequence[str]
) -> list[list[tuple[float, ...]]]:
    """Return the uniforms of each month of `months` (outer) and each entity (inner).

    A stage of n uniforms a month (`WORDS`, else 4) takes, for month m, the n words from n m mod 4
    on of Philox of the counter (replicate, floor(n m / 4), stage, entity) under the seed's key,
    whatever else is asked for in the same call.
    """
    key = split_seed(seed)
    n = WORDS.get(stage, 4)
    entity = np.array([address(name) for name in names], dtype=np.uint64)
    asked = np.array(months, dtype=np.uint64)[:, None]
    ones = np.ones((len(months), len(names)), dtype=np.uint64)
    words = np.stack(
        philox(
            ones * np.uint64(replicate),
            ones * (n * asked // 4),
            ones * np.uint64(stage),
            ones * entity,
            *key,
        ),
        axis=-1,
    )
    first = (n * asked % 4)[:, :, None]
    columns = np.broadcast_to(first + np.arange(n, dtype=np.uint64), (*ones.shape, n))
    rows = uniform(np.take_along_axis(words, columns.astype(np.intp), axis=-1).astype(np.float64))
    return [[tuple(q) for q in row] for row in rows.tolist()]
