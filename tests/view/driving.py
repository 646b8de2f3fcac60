"""What a person does at the page, for the browser tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

WAIT_MS = 60_000
"""How long a change may take on a busy machine."""


expect.set_options(timeout=WAIT_MS)

FIRST_MS = 600_000
"""The first comparison after an installation compiles the law."""

MOVE = """
(field, value) => {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
"""
HEARD = """
() => [...document.querySelectorAll('.cm-fields[data-sent]')]
  .every(group => group.dataset.sent === group.dataset.heard && group.dataset.waiting === '0')
"""
DRAWN = """
() => {
  const asked = document.querySelector('[data-asked]')?.dataset.asked;
  const plots = [...document.querySelectorAll('.cm-fans .cm-plot')];
  return plots.length > 0 && plots.every(plot => plot.dataset.stamp === asked);
}
"""


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
    expect(page.get_by_test_id("month")).to_have_text(label)


def choose(page: Page, field: str, value: str) -> None:
    page.get_by_label(field, exact=True).select_option(value)
    heard(page)


def step(page: Page, times: int = 1) -> None:
    for _ in range(times):
        before = page.get_by_test_id("month").inner_text()
        page.get_by_role("button", name="Step one month").click()
        expect(page.get_by_test_id("month")).not_to_have_text(before)


def slide(page: Page, label: str, value: float) -> None:
    """Set a slider by its label as a hand does."""
    slide_to(page, page.get_by_label(re.compile(f"^{re.escape(label)}")).first, value)


def slide_to(page: Page, field: Locator, value: float) -> None:
    """Set a slider, and wait until the server has heard of it."""
    field.evaluate(MOVE, value)
    heard(page)


def typed(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it, and wait until the server has heard of it."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")
    heard(page)


def heard(page: Page) -> None:
    """Wait until the server has heard of every change of the fields."""
    page.wait_for_function(HEARD, timeout=WAIT_MS)


def drawn(page: Page) -> None:
    """Wait until the charts show the answer to the latest question."""
    heard(page)
    page.wait_for_function(DRAWN, timeout=FIRST_MS)


def node(page: Page, partner: str) -> None:
    """Click a government in the (first) network."""
    page.locator(f".cm-node[data-id={partner}] .cm-code").first.click()


def card(page: Page, partner: str) -> dict[str, str]:
    """Return what the country panel says of a partner, by variable."""
    node(page, partner)
    expect(page.locator(".cm-country").first).to_be_visible()
    cells = page.locator(".cm-country .cm-num[data-key]")
    return {str(cell.get_attribute("data-key")): cell.inner_text() for cell in cells.all()}
