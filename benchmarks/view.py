"""`python -m benchmarks.view`: how fast the page answers, measured in a real browser.

Prints medians: how long the server takes to start, how long a lever of the what-if page takes from
the hand's move to the drawn fan, and what of it is the comparison. Run nothing else meanwhile.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "view"))
from server import find_chromium, served

MOVES = 25
STARTS = 5
FIRST_MS = 600_000
"""The first comparison after an installation compiles the law."""

MOVE = """
async ([id, value]) => {
  const field = document.getElementById(id);
  const plots = [...document.querySelectorAll('.cm-fans .cm-plot')];
  const asked = () => document.querySelector('[data-asked]').dataset.asked, before = asked();
  const frame = () => new Promise(requestAnimationFrame);
  const begun = performance.now();
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  while (asked() === before || plots.some(p => p.dataset.stamp !== asked())) {
    if (performance.now() - begun > 60000) throw new Error('no fan was drawn in a minute');
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  await frame(); await frame();
  return performance.now() - begun;
}
"""
"""Moves a slider as a hand does, and waits until every fan is painted with the new runs."""


def started(browser: Browser, folder: Path) -> tuple[float, float]:
    """Return the seconds from `comity view` to an answer, and to a page that can be used."""
    begun = time.perf_counter()
    with served(folder) as address:
        answered = time.perf_counter() - begun
        page = browser.new_page()
        page.goto(address)
        page.get_by_role("button", name="Step one month").wait_for(timeout=60_000)
        seen = time.perf_counter() - begun
        page.close()
    return answered, seen


def moves(page: Page, count: int) -> tuple[list[float], list[float]]:
    """Return milliseconds from the hand's move to the painted fans, and those of the comparison."""
    drawn, compared = [], []
    for k in range(count):
        level = round(0.05 * (1 + (7 * k) % 19), 2)
        drawn.append(float(page.evaluate(MOVE, ["f-levers-words", level])))
        told = page.locator(".cm-took").inner_text().split(" in ")[1].split()[0]
        compared.append(float(told))
    return drawn, compared


def opened(browser: Browser, address: str) -> Page:
    """Return the what-if page with its first fans drawn."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.get_by_role("tab", name="What if").click(timeout=60_000)
    page.locator(".cm-fans .cm-plot[data-stamp]").first.wait_for(timeout=FIRST_MS)
    moves(page, 3)
    return page


def told(name: str, values: list[float], unit: str, digits: int = 0) -> str:
    """Return a median with the quartiles around it, in words."""
    low, middle, high = statistics.quantiles(values, n=4)
    return (
        f"{name:58} {middle:.{digits}f} {unit} (half of {len(values)} between {low:.{digits}f} "
        f"and {high:.{digits}f})"
    )


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.view", description=__doc__)
    parser.add_argument("--moves", type=int, default=MOVES)
    parser.add_argument("--starts", type=int, default=STARTS)
    asked: Any = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        if asked.starts > 1:
            answers, pages = zip(
                *(started(browser, folder) for _ in range(asked.starts)), strict=True
            )
            print(told("comity view to the first answer", list(answers), "s", 1))
            print(told("comity view to a page that can be used", list(pages), "s", 1), flush=True)
        with served(folder) as address:
            page = opened(browser, address)
            drawn, compared = moves(page, asked.moves)
            print(told("lever moved to all fans painted, 500 runs of each", drawn, "ms"))
            print(told("of it the runs and their statistics", compared, "ms"))
        browser.close()


if __name__ == "__main__":
    main()
