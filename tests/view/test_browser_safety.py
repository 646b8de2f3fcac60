"""Steady: a failing step is told, a telephone and the keyboard are enough, contrast is AA."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from driving import choose, drawn, heard, month_is, opened, step
from playwright.sync_api import Browser, Page, expect
from server import served

BROKEN = """
import sys
import analysis.view.world as world
stepped = world.LiveWorld.step
def step(self):
    if self.month == 2:
        raise RuntimeError("a defect of the third month")
    stepped(self)
world.LiveWorld.step = step
from analysis.cli.main import main
sys.exit(main(sys.argv[1:]))
"""

CONTRAST = """
() => {
  const channel = x => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4; };
  const light = c => { const v = c.map(channel);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
  const parse = s => (s.match(/[0-9.]+/g) || []).map(Number);
  const back = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length && (c.length < 4 || c[3] > .5)) return c.slice(0, 3); } return [255, 255, 255]; };
  const low = [];
  for (const e of document.querySelectorAll('.cm-page *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = e.getBoundingClientRect();
    if (!own || !box.width || e.closest('svg') || e.closest('option')) continue;
    const style = getComputedStyle(e);
    const a = light(parse(style.color).slice(0, 3)), b = light(back(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.push(`${e.textContent.trim().slice(0, 40)} ${ratio.toFixed(2)}`);
  }
  return low;
}
"""


def test_a_failing_step_is_told_and_the_page_stays_usable(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path, code=BROKEN) as address, opened(browser, address) as page:
        step(page, 2)
        page.get_by_role("button", name="Step one month").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("RuntimeError: a defect of the third month")
        month_is(page, "Feb 2016")
        page.get_by_role("button", name="Play").click()
        page.wait_for_timeout(1500)  # until then it may show "Play" because it has not turned yet
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        expect(alert).to_contain_text("RuntimeError: a defect of the third month")
        page.get_by_role("button", name="Reset").click()
        month_is(page, "before Jan 2016")
        expect(alert).to_have_count(0)
        step(page, 1)


def test_a_telephone_shows_all_of_it(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 390, "height": 844}) as page:
        step(page, 1)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, "nothing may be wider than the window"
        expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.get_by_role("button", name="Step one month").focus()
    page.keyboard.press("Enter")
    month_is(page, "Jan 2016")
    page.locator(".cm-node[data-id=COL]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cm-country")).to_contain_text("Colombia")
    page.get_by_label("Hostile rhetoric").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    heard(page)
    page.get_by_role("button", name="Step one month").click()
    expect(page.locator(".cm-country")).to_contain_text("hostile rhetoric 0.2")


@pytest.mark.parametrize("tab", ["One world", "What if", "Sweeps"])
def test_every_control_has_a_name_and_texts_have_contrast(
    page: Page, tab: str, ladder: str
) -> None:
    page.get_by_role("tab", name=tab).click()
    if tab == "What if":
        drawn(page)
    if tab == "Sweeps":
        choose(page, "Record", ladder)
        expect(page.locator(".cm-points caption")).to_be_visible()
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('.cm-page input, .cm-page select, .cm-page button, '
        + '.cm-page [role=button], .cm-page [role=img]')].filter(e => !(e.labels && e.labels.length)
        && !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.outerHTML)"""
    )
    assert unnamed == []
    assert page.evaluate(CONTRAST) == []


def test_nothing_in_an_address_is_run(browser: Browser, address: str) -> None:
    hostile = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"
    event = {
        "by": "USA", "toward": ["MEX"], "instrument": "words", "at": "2016-03", "until": None,
        "every_months": None, "intensity": 0.5,
    }  # fmt: skip
    for query in ({"scenario": hostile}, {"edits": json.dumps({hostile: event})}):
        with opened(browser, f"{address}/?{urlencode(query)}") as page:
            drawn(page)
            assert page.evaluate("window.hacked") is None
            expect(page.get_by_text("window.hacked").first).to_be_attached()


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../../../etc/passwd",
        "/static/../../../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/public/..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "/static/assets//etc/passwd",
        "/_solara/cdn/../../../../../../../etc/passwd",
        "/_solara/cdn/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/_solara/cdn//etc/passwd",
    ],
)
def test_no_file_is_served_by_its_path(address: str, path: str) -> None:
    """Sent as it stands: a browser would tidy the path up first."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
    connection.putrequest("GET", path, skip_host=False)
    connection.endheaders()
    assert b"root:" not in connection.getresponse().read()
    connection.close()


def test_a_wrong_address_is_told_in_plain_words(browser: Browser, address: str) -> None:
    page = browser.new_page()
    answer = page.goto(f"{address}/<b>nowhere</b>")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading")).to_have_text("Nothing is at this address")
    assert "nowhere" not in page.content()
    page.get_by_role("link", name="Open the page").click()
    month_is(page, "before Jan 2016")
    page.close()


def test_it_listens_on_this_machine_only_and_warns_otherwise(tmp_path: Path) -> None:
    from analysis.view.serve import is_local, warning

    assert all(is_local(host) for host in ("127.0.0.1", "localhost", "::1"))
    assert warning("127.0.0.1") == ""
    assert "everybody who can reach this machine" in warning("0.0.0.0")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--port", "99999999"], "port=99999999 is not a port; allowed 1 to 65535"),
        (["--sweeps", "nowhere"], "sweeps=nowhere is not a folder"),
        (["--prot", "1"], "Unknown option '--prot' (set by the command line). Did you mean"),
        (["--port"], "--port needs a value"),
    ],
)
def test_wrong_options_end_with_code_2(
    options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from analysis.cli.view import main

    assert main(options) == 2
    assert told in capsys.readouterr().err
