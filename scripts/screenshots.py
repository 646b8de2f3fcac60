"""Makes the pictures of docs/view.md: starts the page, drives a browser, writes docs/view/*.png.

Usage: .venv/bin/python scripts/screenshots.py
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "view"))
from driving import choose, drawn, slide_to, step  # noqa: E402
from server import find_chromium, served  # noqa: E402

OUT = ROOT / "docs" / "view"
SWEEP = (
    "policy=tough_talk",
    "policy.words=0.2,0.4,0.6,0.8",
    "model.trust.down_per_month=0.1,0.2,0.3",
    "replicates=20",
    "n_jobs=1",
)


def save(page: Page, name: str) -> None:
    """Write a picture of the whole page in 256 colours, which is a third of the size."""
    page.wait_for_timeout(1500)
    data = page.screenshot(full_page=True)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture = picture.quantize(colors=256, method=Image.Quantize.MEDIANCUT)
    picture.save(OUT / f"{name}.png", optimize=True)
    print(f"docs/view/{name}.png {(OUT / f'{name}.png').stat().st_size // 1000} kB")


def world(page: Page) -> None:
    """One world: hostile words and a deployment, Mexico chosen."""
    choose(page, "Scenario", "wall_and_deployment_threat_2017")
    step(page, 40)
    page.locator(".cm-node[data-id=MEX] .cm-code").click()
    save(page, "world")


def branches(page: Page) -> None:
    """Two branches: from January 2017 on with an apology instead."""
    page.locator("#cm-past").evaluate(
        "e => { e.value = 24; e.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.get_by_role("button", name="Branch from it").click()
    page.get_by_role("heading", name="Branch B").first.wait_for()
    for name in ("words", "force_threat"):
        slide_to(page, page.locator(f"#f-instruments-{name.replace('_', '-')}"), 0)
    step(page, 24)
    save(page, "branches")


def what_if(page: Page) -> None:
    """Show the words against the same years without them."""
    page.get_by_role("tab", name="What if").click()
    drawn(page)
    # Once more: the first comparison may have compiled the law.
    choose(page, "Look at", "")
    drawn(page)
    choose(page, "Look at", "MEX")
    drawn(page)
    save(page, "what_if")


def sweeps(page: Page) -> None:
    """Show a sweep over words and trust."""
    page.get_by_role("tab", name="Sweeps").click()
    choose(page, "Record", "ladder")
    page.locator(".cm-points").wait_for()
    save(page, "sweeps")


def phone(page: Page) -> None:
    """Show the first two pages on a telephone."""
    page.set_viewport_size({"width": 390, "height": 844})
    step(page, 3)
    page.wait_for_timeout(1500)
    page.screenshot(path=OUT / "phone.png")
    page.get_by_role("tab", name="What if").click()
    drawn(page)
    page.wait_for_timeout(1500)
    page.screenshot(path=OUT / "phone_what_if.png")


def main() -> None:
    """Make all pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "analysis.cli.main", "sweep", *SWEEP]
        subprocess.run([*command, f"output={folder / 'ladder'}"], check=True)
        with served(folder, "--sweeps", str(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_chromium(), args=["--no-sandbox"]
            )
            shots: list[tuple[Callable[[Page], None], ...]] = [
                (world, branches),
                (what_if,),
                (sweeps,),
                (phone,),
            ]
            for group in shots:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.set_default_timeout(120_000)
                page.goto(address)
                page.get_by_test_id("month").wait_for(timeout=60_000)
                for shot in group:
                    shot(page)
                page.close()
            browser.close()


if __name__ == "__main__":
    main()
