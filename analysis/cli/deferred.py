"""Keys of what a sweep chooses: left until the choice is made.

Hydra composes a sweep's configuration once before it sweeps, without anything that has several
values and without what an experiment sweeps. There `policy.words=0.9` is no key yet when
`policy=tough_talk,transactional` makes it one. Written as a sweep over one value it waits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_GROUPS = ("scenario", "policy", "strategy", "theory")
_BELOW = re.compile(r"^((?:scenario|policy|strategy)\.[\w.]+)=([\w.+-]+)$")
_CHOSEN_LATER = re.compile(rf"experiment=.+|(?:{'|'.join(_GROUPS)})=.*[,(].*")


def deferred(overrides: Sequence[str]) -> list[str]:
    """Return a sweep's overrides so that Hydra can compose them.

    >>> deferred(["policy=tough_talk,transactional", "policy.words=0.9", "seed=1"])
    ['policy=tough_talk,transactional', 'policy.words=choice(0.9)', 'seed=1']
    >>> deferred(["policy=tough_talk", "policy.words=0.9"])
    ['policy=tough_talk', 'policy.words=0.9']
    """
    if not any(map(_CHOSEN_LATER.fullmatch, overrides)):
        return list(overrides)
    return [_BELOW.sub(r"\1=choice(\2)", item) for item in overrides]
