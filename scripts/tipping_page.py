"""Makes the simulated parts of docs/tipping.md, and docs/tipping.svg, anew.

python scripts/tipping_page.py
"""

from __future__ import annotations

import contextlib
import io
import re
import textwrap
from pathlib import Path

from analysis.files import write_figure
from analysis.tipping import Ramp, tipping, words
from analysis.tipping.output import figures

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "tipping.md"
STUDIES = ("words", "trade_sanction")


def main() -> None:
    """Write the page."""
    text = PAGE.read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "docs/tipping.md", "exec"), {})
    text = filled(text, "example", f"```text\n{printed.getvalue()}```")
    for instrument in STUDIES:
        found = tipping("baseline_2016", Ramp(instrument, "MEX"))
        told = [
            textwrap.fill(f"- {item}", 100, subsequent_indent="  ") for item in sentences(found)
        ]
        text = filled(text, instrument, "\n".join(told))
        if instrument == STUDIES[-1]:
            drawn = {name: figure for name, _, figure in figures(found)}
            write_figure(DOCS / "tipping.svg", drawn["loop-ruptured"])
    PAGE.write_text(text, encoding="utf-8")


def sentences(found: object) -> list[str]:
    """Return what a study found, and the limits that are its own."""
    return [*words.findings(found), *words.limits(found)[3:]]


def filled(text: str, name: str, content: str) -> str:
    """Return the page with what stands between a pair of marks replaced."""
    begin, end = f"<!-- {name}: made by scripts/tipping_page.py -->", f"<!-- end of {name} -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    if not rest or not after:
        raise SystemExit(f"{PAGE} has no marks for {name!r}")
    return f"{before}{begin}\n{content}\n{end}{after}"


if __name__ == "__main__":
    main()
