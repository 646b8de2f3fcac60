"""`python -m benchmarks.sessions`: fifty people at once, each in a browser context of its own.

Each founds a world with a seed of its own and steps it; what each then sees must be its own world,
as `CooperationModel` computes it. Prints the memory of the server before, with all sessions, and
after they have closed. It takes a few minutes, and several gigabytes for the browser.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import scenarios
from model.world import CooperationModel

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "view"))
from driving import WAIT_MS, card, step, typed
from server import find_chromium, running

SESSIONS = 50
MONTHS = 4
LOST_S = 30.0
"""How long to wait for the memory of closed sessions."""
KEYS = ("trust", "grievance", "mandate", "operational")


def memory(process: int) -> float:
    """Return the resident memory of a process in megabytes."""
    text = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", text)
    return float(found.group(1)) / 1024.0 if found else float("nan")


def expected(seed: int) -> dict[str, str]:
    """Return what the world of a seed is after `MONTHS` months, as the page writes it."""
    model = CooperationModel(scenarios.build_scenario("baseline_2016"), rng=seed)
    for _ in range(MONTHS):
        model.step()
    dyad = next(d for d in model.dyads if d.partner == "MEX")
    return {key: f"{getattr(dyad, key):.2f}" for key in KEYS}


def opened(browser: Browser, address: str) -> Page:
    """Return a page in a context of its own."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    context.set_default_timeout(4 * WAIT_MS)
    page = context.new_page()
    page.goto(address)
    page.get_by_test_id("month").wait_for()
    return page


def shared(browser: Browser, address: str, count: int) -> list[Page]:
    """Open sessions, give each its seed and step all of them in turn; return their pages."""
    pages = [opened(browser, address) for _ in range(count)]
    for seed, page in enumerate(pages):
        typed(page, "Seed", str(seed))
    for _ in range(MONTHS):
        for page in pages:
            step(page)
    return pages


def foreign(pages: list[Page]) -> list[int]:
    """Return the seeds of the sessions that see anything but their own world."""
    wrong = []
    for seed, page in enumerate(pages):
        shown = card(page, "MEX")
        if {key: shown[key] for key in KEYS} != expected(seed):
            wrong.append(seed)
    return wrong


def closed(pages: list[Page], process: int, below: float) -> float:
    """Close all sessions; return the memory when it has gone below a level, or when time is up."""
    for page in pages:
        page.goto("about:blank")
        page.context.close()
    end = time.monotonic() + LOST_S
    while memory(process) > below and time.monotonic() < end:
        time.sleep(0.5)
    return memory(process)


def measured(count: int) -> dict[str, float]:
    """Return the memory of the server in MB at each stage, and how many saw a foreign world."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--renderer-process-limit=4"],
        )
        with running(Path(name)) as (address, process):
            # One session before: what all of them share is loaded then.
            closed(shared(browser, address, 1), process, 0.0)
            before = memory(process)
            pages = shared(browser, address, count)
            during = memory(process)
            wrong = len(foreign(pages))
            after = closed(pages, process, before + 0.2 * (during - before))
        browser.close()
    return {"before": before, "during": during, "after": after, "foreign": wrong}


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sessions", description=__doc__)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    asked: Any = parser.parse_args(arguments)
    found = measured(asked.sessions)
    each = (found["during"] - found["before"]) / asked.sessions
    print(f"server after one session   {found['before']:.0f} MB")
    print(f"with {asked.sessions} sessions open     {found['during']:.0f} MB, {each:.1f} MB each")
    print(f"after they have closed     {found['after']:.0f} MB")
    print(f"sessions that saw another's world: {found['foreign']:.0f}")


if __name__ == "__main__":
    main()
