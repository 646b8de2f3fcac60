"""Files of a record that are not what they should be, told as an error and not as a traceback."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import yaml

from model.errors import UserError
from model.outcomes import DYAD_OUTCOMES, OUTCOMES, PAIRED_OUTCOMES
from scenarios.problems import statement

AGAIN = "Run the sweep again, or take the folder from where it was copied."
NUMBERS = frozenset(item.name for item in (*OUTCOMES, *PAIRED_OUTCOMES, *DYAD_OUTCOMES))
"""Columns that hold numbers."""


@contextmanager
def readable(path: Path, advice: str = AGAIN) -> Iterator[None]:
    """Tell of a file that cannot be read in the one form in which errors are told.

    Checksums do not see a file that was written wrong to begin with, or changed with its checksum.

    Parameters
    ----------
    path : Path
    advice : str
        What to do.

    Raises
    ------
    UserError
        When what is done within cannot read the file.
    """
    try:
        yield
    except UserError:
        raise
    except (OSError, ValueError, pa.ArrowException, yaml.YAMLError) as error:
        rule, allowed = "cannot be read", "a file as comity writes it"
        raise UserError(
            statement("file", path.name, rule, allowed, str(path.parent), advice)
        ) from error


def check_columns(path: Path, is_number: Mapping[str, bool], needed: Collection[str]) -> None:
    """Check that a table has its columns, and numbers where there should be numbers.

    Parameters
    ----------
    path : Path
        Of the table, for the error.
    is_number : mapping from column to bool
        Whether it holds numbers.
    needed : collection of str
        Columns that must be there.

    Raises
    ------
    UserError
        When one is missing, or an outcome is no number.
    """
    missing = ", ".join(name for name in needed if name not in is_number)
    if missing:
        rule, allowed = f"lacks {missing}", "a table as comity writes it"
        raise UserError(statement("file", path.name, rule, allowed, str(path.parent), AGAIN))
    texts = ", ".join(name for name in is_number if name in NUMBERS and not is_number[name])
    if texts:
        rule = f"holds no numbers in {texts}"
        raise UserError(statement("file", path.name, rule, "numbers", str(path.parent), AGAIN))
