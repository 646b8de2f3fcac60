"""What commands share that read the record of a sweep over a design and write beside it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_record(made: argparse.ArgumentParser) -> None:
    """Add the folder, which comes first."""
    made.add_argument("folder", metavar="FOLDER", help="the record of a sweep over a design")


def add_shared(
    made: argparse.ArgumentParser, place: str, *, arm: str, against: str, seed: str
) -> None:
    """Add the arguments that all have.

    Parameters
    ----------
    made : ArgumentParser
    place : str
        The folder beside the record that results are written to.
    arm, against, seed : str
        What the help says of them.
    """
    add = made.add_argument
    add("--arm", metavar="KEY=VALUE", help=arm)
    add("--against", metavar="KEY=VALUE", help=against)
    add("--confidence", type=float, default=0.95, help="of every interval (0.95)")
    add("--seed", type=int, default=0, help=seed)
    add("--output", metavar="PLACE", help=f"where results are written (FOLDER/{place})")
    add("--json", action="store_true", help="print the results as JSON instead of tables")


def target(asked: argparse.Namespace, place: str) -> Path:
    """Return where results are written."""
    return Path(asked.output) if asked.output else Path(asked.folder) / place


def tell(
    asked: argparse.Namespace, document: Callable[[], Any], tables: Callable[[], None], place: Path
) -> None:
    """Print what was found, as JSON or as tables."""
    if asked.json:
        from analysis.files import json_text

        print(json_text(document()), end="")
        return
    tables()
    print(f"results in {place}")
