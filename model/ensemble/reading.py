"""Which of its arguments a policy or a strategy reads: what it does not read need not be made."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable
from typing import Any

SEEN, DRAW = 0, -1
"""Places of the situation and of the uniform among a rule's arguments."""


def is_read(rule: Callable[..., Any], at: int) -> bool:
    """Tell whether a rule reads its argument number `at`."""
    name = list(inspect.signature(rule).parameters)[at]
    # Since Python 3.13 one instruction may load two names.
    loaded = [i.argval for i in dis.get_instructions(rule)]
    return any(name in what if isinstance(what, tuple) else name == what for what in loaded)


def is_constant(rule: Callable[..., Any]) -> bool:
    """Tell whether a rule's answer depends on its coefficients alone."""
    return not is_read(rule, SEEN) and not is_read(rule, DRAW)
