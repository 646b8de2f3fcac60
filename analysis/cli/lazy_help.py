"""Hydra 1.3 under Python 3.14, whose argparse refuses a help text that is not yet a string."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def lazy_help_allowed() -> Iterator[None]:
    """Let argparse accept Hydra's lazily made help text (facebookresearch/hydra#3121).

    Since Python 3.14 `add_argument` checks each help text at once; Hydra 1.3 gives an object that
    becomes a text later, so every command would end in "badly formed help string". Earlier Pythons
    have no such check, and nothing changes there.
    """
    parser: Any = argparse.ArgumentParser
    check = getattr(parser, "_check_help", None)
    if check is None:
        yield
        return
    parser._check_help = lambda self, action: None
    try:
        yield
    finally:
        parser._check_help = check
