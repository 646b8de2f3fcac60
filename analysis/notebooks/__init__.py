"""Notebooks to start from: two scenarios compared, a Sobol' study, a tipping study.

Each is a marimo page, which is a Python file: `marimo edit analysis/notebooks/sobol_study.py` opens
it in the browser, `python analysis/notebooks/sobol_study.py` runs it. All of them are run and
written, with their results, by `python -m analysis.notebooks FOLDER`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from model.errors import UserError


def sweep(folder: str | Path, *words: str) -> Path:
    """Run `comity sweep` with some words and return the folder of its record.

    Parameters
    ----------
    folder : path
        Where the record goes; a record that is there is replaced.
    words : str
        As they are typed: `scenario=baseline_2016`, `replicates=200`.

    Raises
    ------
    UserError
        With what the command said, when it did not succeed.
    """
    command = [sys.executable, "-m", "analysis.cli.main", "sweep", *words, f"output={folder}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError(f"comity sweep {' '.join(words)} did not succeed: {done.stderr.strip()}")
    return Path(folder)
