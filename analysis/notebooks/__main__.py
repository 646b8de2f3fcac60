"""Run the notebooks and write each with its results: `python -m analysis.notebooks FOLDER`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
USAGE = """\
python -m analysis.notebooks FOLDER     run the notebooks, write each to FOLDER with its results

What is written (.ipynb) is shown by Jupyter, editors and code hosts. To change a notebook:
  marimo edit analysis/notebooks/compare_scenarios.py
"""
WRONG_INPUT = 2


def notebooks() -> list[Path]:
    """Return the files of the notebooks."""
    return sorted(path for path in HERE.glob("*.py") if not path.name.startswith("_"))


def main(arguments: Sequence[str]) -> int:
    """Run each notebook in a process of its own and return the exit code."""
    if len(arguments) != 1 or arguments[0] in ("--help", "-h"):
        print(USAGE, end="")
        return 0 if arguments and arguments[0] in ("--help", "-h") else WRONG_INPUT
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for path in notebooks():
        target = folder / f"{path.stem}.ipynb"
        print(f"{path.stem} ...", flush=True)
        options = ["--include-outputs", "--force", "-o", str(target)]
        done = subprocess.run(
            [sys.executable, "-m", "marimo", "-q", "export", "ipynb", str(path), *options],
            check=False,
        )
        if done.returncode:
            print(f"{path.name} did not run to its end.", file=sys.stderr)
            return 1
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
