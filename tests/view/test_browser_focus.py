"""The keyboard's focus: each control once, in the order in which it is seen, and visible."""

from __future__ import annotations

from typing import Any

import pytest
from driving import choose, drawn, month_is
from playwright.sync_api import Page, expect

MOST = 400
"""More presses of Tab than any of the pages has controls."""

LISTED = """
() => {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const rings = {};
  return [...document.querySelectorAll('.cm-page')].flatMap(p => [...p.querySelectorAll(all)])
    .filter(e => {
      if (e.disabled || e.tabIndex < 0 || !e.checkVisibility() || e.type === 'hidden') return false;
      // Of a group of radio buttons Tab reaches the chosen one.
      return e.type !== 'radio' || e.checked;
    }).map((e, index) => {
      e.dataset.control = index;
      return e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.textContent.trim();
    });
}
"""
"""Numbers every control that can be reached, and returns their names."""

FOCUSED = """
async () => {
  const e = document.activeElement;
  if (!e || e === document.body || !e.closest('.cm-page')) return null;
  const ringed = n => {
    const s = getComputedStyle(n);
    const line = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
    return line || (s.stroke === 'rgb(230, 159, 0)' && parseFloat(s.strokeWidth) >= 3);
  };
  const inside = () => {
    const box = e.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && box.width > 0;
  };
  const parts = e.closest('svg') ? [e, ...e.querySelectorAll('circle, rect')] : [e];
  // The browser scrolls to it, and a drawing that changes is drawn again, within some frames.
  const there = () => inside() && parts.some(ringed);
  for (let frame = 0; frame < 120 && !there(); frame++) await new Promise(requestAnimationFrame);
  return {
    control: e.dataset.control === undefined ? null : Number(e.dataset.control),
    name: (e.getAttribute('aria-label') || e.textContent.trim() || e.id).slice(0, 40),
    // What only scrolls has no number: the browser lets the arrow keys move it.
    scrolls: e.dataset.control === undefined
      && ['auto', 'scroll'].some(v => getComputedStyle(e).overflow.includes(v)),
    ringed: parts.some(ringed),
    seen: inside(),
  };
}
"""

SETTLED = """
async () => {
  let height = -1, same = 0;
  while (same < 60) {
    await new Promise(requestAnimationFrame);
    const now = document.documentElement.scrollHeight;
    same = now === height ? same + 1 : 0;
    height = now;
  }
}
"""
"""Waits until charts have their height: what grows beside the focus may scroll the page away."""

JUMPS = """
numbers => {
  // The parts of the page, outermost first, in which a control stands; the drawings (whose marks
  // stand where countries are) count as one place.
  const parts = '.cm-head, .cm-bar, .cm-side, .cm-panels, .cm-card, fieldset, figure, details';
  scrollTo(0, 0);
  document.querySelectorAll('.cm-side, .cm-scroll').forEach(e => { e.scrollTop = 0; });
  const chain = e => {
    const found = [];
    for (let p = e.closest('svg') || e; p && !p.classList.contains('cm-page'); p = p.parentElement)
      if (p === e || p.tagName === 'svg' || p.matches(parts)) found.unshift(p);
    return found;
  };
  const jumps = [];
  const list = numbers.map(n => document.querySelector(`[data-control="${n}"]`));
  for (let i = 1; i < list.length; i++) {
    const [one, two] = [list[i - 1], list[i]].map(chain);
    let k = 0;
    while (k < one.length && k < two.length && one[k] === two[k]) k += 1;
    if (k >= one.length || k >= two.length) continue;
    const [a, b] = [one[k], two[k]].map(e => e.getBoundingClientRect());
    const above = b.bottom <= a.top + 1;
    const before = b.right <= a.left + 1 && b.top < a.bottom - 1 && b.top <= a.top + 1;
    if (above || before) jumps.push([list[i - 1], list[i]].map(e =>
      e.getAttribute('aria-label') || e.id || e.textContent.trim().slice(0, 40)));
  }
  return jumps;
}
"""
"""Returns the pairs of controls of which the later one stands above, or left in the same row."""


def tabbed(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top of the page to its end; return what had the focus."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.locator(".cm-skip").focus()
    # Moved by a key, so that the browser shows where it is.
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    found = [page.evaluate(FOCUSED)]
    for _ in range(MOST):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now is None or now["control"] == found[0]["control"]:
            return found
        found.append(now)
    raise AssertionError(f"Tab does not leave the page: {[one['name'] for one in found[-8:]]}")


def shown(page: Page, tab: str, ladder: str) -> None:
    """Show one of the pages with something on it."""
    page.get_by_role("tab", name=tab).click()
    if tab == "One world":
        page.locator(".cm-node[data-id=MEX]").press("Enter")
        expect(page.locator(".cm-country")).to_contain_text("Mexico")
    if tab == "What if":
        drawn(page)
    if tab == "Sweeps":
        choose(page, "Record", ladder)
        expect(page.locator(".cm-points caption")).to_be_visible()
    page.evaluate(SETTLED)


@pytest.mark.parametrize("tab", ["One world", "What if", "Sweeps"])
def test_tab_goes_through_all_controls_as_they_are_seen(page: Page, tab: str, ladder: str) -> None:
    shown(page, tab, ladder)
    names = page.evaluate(LISTED)
    found = tabbed(page)
    reached = [one["control"] for one in found if not one["scrolls"]]
    assert None not in reached, [one["name"] for one in found if one["control"] is None]
    assert sorted(reached) == list(range(len(names))), [
        name for number, name in enumerate(names) if reached.count(number) != 1
    ]
    assert [one["name"] for one in found if not one["seen"]] == []
    assert [one["name"] for one in found if not one["ringed"]] == []
    assert page.evaluate(JUMPS, reached) == []


def test_enter_and_space_work_on_what_has_the_focus(page: Page) -> None:
    step = page.get_by_role("button", name="Step one month")
    step.press("Enter")
    month_is(page, "Jan 2016")
    step.press("Space")
    month_is(page, "Feb 2016")
    for key, drawing, partner, name in (
        ("Enter", ".cm-node", "COL", "Colombia"),
        ("Space", ".cm-node", "MEX", "Mexico"),
        ("Enter", ".cm-place", "PER", "Peru"),
        ("Space", ".cm-place", "PAN", "Panama"),
    ):
        page.locator(f"{drawing}[data-id={partner}]").press(key)
        expect(page.locator(".cm-country")).to_contain_text(name)
    folded = page.locator("summary.cm-fold").first
    before = folded.evaluate("e => e.parentElement.open")
    folded.press("Space")
    assert folded.evaluate("e => e.parentElement.open") is not before
    folded.press("Enter")
    assert folded.evaluate("e => e.parentElement.open") is before
    page.get_by_role("tab", name="What if").press("Space")
    drawn(page)
    event = page.locator(".cm-event").first
    event.press("Enter")
    expect(page.locator(".cm-event").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("tab", name="Sweeps").press("Enter")
    expect(page.get_by_role("tab", name="Sweeps")).to_have_attribute("aria-selected", "true")
