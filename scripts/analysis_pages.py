"""Makes the printed examples of docs/sensitivity.md and docs/discover.md anew.

    python scripts/analysis_pages.py

Runs the first command of each page (a sweep of some thousand runs) in a temporary folder, then its
Python example.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = ("sensitivity.md", "discover.md")
BEGIN, END = "<!-- example: made by scripts/analysis_pages.py -->", "<!-- end of example -->"


def main() -> None:
    """Write the pages."""
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        pd.set_option("display.width", 100)
        for name in PAGES:
            page = DOCS / name
            text = page.read_text(encoding="utf-8")
            first = re.findall(r"^comity (sweep .*)$", text, re.MULTILINE)[0]
            program = "import sys; from analysis.cli.main import main; sys.exit(main())"
            words = shlex.split(first)
            subprocess.run([sys.executable, "-c", program, *words], check=True)
            page.write_text(filled(text, printed(text, name)), encoding="utf-8")


def printed(text: str, name: str) -> str:
    """Return what the Python example of a page prints."""
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(compile(example, name, "exec"), {})
    return told.getvalue()


def filled(text: str, content: str) -> str:
    """Return the page with what stands between the marks replaced."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not rest or not after:
        raise SystemExit("the page has no marks")
    return f"{before}{BEGIN}\n```text\n{content}```\n{END}{after}"


if __name__ == "__main__":
    main()
