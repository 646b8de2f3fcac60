"""What a person does at the page, for the browser tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

WAIT_MS = 60_000
"""How long a change may take on a busy machine."""


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open the page in a browser context of its own; an error in the browser fails the test."""
    context = browser.new_context(**{"viewport": {"width": 1500, "height": 1000}, **options})
    context.set_default_timeout(WAIT_MS)
    found = context.new_page()
    problems: list[str] = []
    found.on("pageerror", lambda error: problems.append(str(error)))
    found.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    found.goto(address)
    found.locator(".cm-head h1").wait_for()
    yield found
    context.close()
    assert problems == []


def month_is(page: Page, label: str) -> None:
    expect(page.get_by_test_id("month")).to_have_text(label, timeout=WAIT_MS)


def choose(page: Page, field: str, value: str) -> None:
    page.get_by_label(field, exact=True).select_option(value)


def step(page: Page, times: int = 1) -> None:
    for _ in range(times):
        before = page.get_by_test_id("month").inner_text()
        page.get_by_role("button", name="Step one month").click()
        expect(page.get_by_test_id("month")).not_to_have_text(before, timeout=WAIT_MS)


def slide(page: Page, label: str, value: float) -> None:
    """Set a slider as a hand does: it tells the page when it moves."""
    field = page.get_by_label(re.compile(f"^{re.escape(label)}")).first
    field.evaluate(
        "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})) }", value
    )
    page.wait_for_timeout(300)


def node(page: Page, partner: str) -> None:
    """Click a government in the (first) network."""
    page.locator(f".cm-node[data-id={partner}] .cm-code").first.click()


def card(page: Page, partner: str) -> dict[str, str]:
    """Return what the country panel says of a partner, by variable."""
    node(page, partner)
    expect(page.locator(".cm-country").first).to_be_visible()
    cells = page.locator(".cm-country .cm-num[data-key]")
    return {str(cell.get_attribute("data-key")): cell.inner_text() for cell in cells.all()}
