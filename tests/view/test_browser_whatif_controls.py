"""Every control of the what-if page and of the sweeps page is moved and acts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from driving import choose, drawn, opened, slide_to, typed
from playwright.sync_api import Browser, Page, expect

from analysis.view.levers import LEVERS
from model.instruments import INSTRUMENT_INDEX, SENDER_INSTRUMENTS


@pytest.fixture
def whatif(page: Page) -> Page:
    page.get_by_role("tab", name="What if").click()
    drawn(page)
    return page


def seen(page: Page) -> str:
    """Return what the page shows: the table, the names of the variants and the summaries."""
    table = page.locator(".cm-table").inner_text()
    plots = page.locator(".cm-fans .cm-plot").all()
    return "\n".join([table, *(str(plot.get_attribute("aria-label")) for plot in plots)])


def moved(page: Page, act: Callable[[], None]) -> None:
    """Carry out an action, wait for its answer, and see that it changed what is shown."""
    before = seen(page)
    asked_again(page, act)
    assert seen(page) != before


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def asked_again(page: Page, act: Callable[[], None]) -> None:
    """Carry out an action, and wait until it has become a question and that is answered."""
    asked = page.locator("[data-asked]")
    before = str(asked.get_attribute("data-asked"))
    act()
    expect(asked).not_to_have_attribute("data-asked", before)
    drawn(page)


def test_each_list_and_number_changes_the_answer(whatif: Page) -> None:
    page = whatif
    moved(page, lambda: choose(page, "Look at", ""))
    moved(page, lambda: typed(page, "Seed", "4"))
    moved(page, lambda: choose(page, "Sender's policy", "maximum_pressure"))
    moved(page, lambda: choose(page, "Partners' strategy", "nationalist"))
    moved(page, lambda: choose(page, "Scenario", "quiet_diplomacy"))
    expect(page.locator(".cm-broken")).to_contain_text("their runs cannot be paired")
    moved(page, lambda: choose(page, "Baseline", "baseline_2016"))
    expect(page.locator(".cm-broken")).to_have_count(0)


@pytest.mark.parametrize("half", [0, 1])
def test_each_lever_changes_the_answer(whatif: Page, half: int) -> None:
    page = whatif
    for name in LEVERS[half::2]:
        lever = page.locator(f"#f-levers-{name.replace('_', '-')}")
        high = SENDER_INSTRUMENTS[INSTRUMENT_INDEX[name]].high
        moved(page, lambda lever=lever, high=high: slide_to(page, lever, high))
        slide_to(page, lever, 0)
        expect(page.locator(f"[data-name=lever_{name}_all]")).to_have_count(0)


def test_whom_a_lever_is_held_towards(whatif: Page) -> None:
    page = whatif
    choose(page, "Towards", "COL")
    moved(page, lambda: slide_to(page, page.locator("#f-levers-trade-sanction"), 1))
    expect(page.locator(".cm-event[data-name=lever_trade_sanction_col]")).to_be_visible()
    apart = page.locator("[data-row=trust_mean] [data-gap]").first
    mexico = float(apart.inner_text().split()[0])
    moved(page, lambda: choose(page, "Look at", "COL"))
    # Colombia is hit; Mexico looks on (and is told other words than in the baseline).
    colombia = float(apart.inner_text().split()[0])
    assert colombia < -0.1
    choose(page, "Towards", "MEX")
    moved(page, lambda: slide_to(page, page.locator("#f-levers-trade-sanction"), 1))
    moved(page, lambda: choose(page, "Look at", "MEX"))
    assert float(apart.inner_text().split()[0]) < mexico


def test_each_field_of_an_event_changes_the_answer(whatif: Page) -> None:
    page = whatif
    page.get_by_text("Levels of the events").click()
    level = page.locator("#f-levers-level-words")
    moved(page, lambda: slide_to(page, level, 0.1))
    page.locator(".cm-event[data-name=words]").press("Enter")
    moved(page, lambda: slide_to(page, page.locator("#f-event-intensity"), 1))
    moved(page, lambda: typed(page, "First month (YYYY-MM)", "2018-01"))
    moved(page, lambda: typed(page, "Last month (YYYY-MM or end)", "2020-06"))
    moved(page, lambda: choose_event(page, "instrument", "trade_sanction"))
    moved(page, lambda: choose_event(page, "toward", "all"))
    moved(page, lambda: choose_event(page, "by", "MEX"))
    moved(page, lambda: press(page, "Remove the chosen event"))
    asked_again(page, lambda: press(page, "Add an event"))
    expect(page.locator(".cm-event[data-name=hand_1]")).to_be_visible()


def choose_event(page: Page, field: str, value: str) -> None:
    page.locator(f"#f-event-{field}").select_option(value)


def test_pins_up_to_four_and_an_address_that_has_them(
    whatif: Page, browser: Browser, address: str
) -> None:
    page = whatif
    for level in (0.2, 0.4, 0.6, 0.8):
        asked_again(page, lambda v=level: slide_to(page, page.locator("#f-levers-words"), v))
        asked_again(page, lambda: press(page, "Pin the alternative"))
    expect(page.get_by_role("button", name="Pin the alternative")).to_be_disabled()
    asked_again(page, lambda: slide_to(page, page.locator("#f-levers-words"), 1))
    shown = seen(page)
    assert shown.count("pin 4: bad_hombres_2017, 1 changed") > 1
    link = page.get_by_label("An address that restores this page").input_value()
    names = page.get_by_role("button", name="Download").all_inner_texts()
    assert names[1:] == [f"Download bad_hombres_2017_pin_{k}.yaml" for k in (1, 2, 3, 4)]
    with opened(browser, link) as other:
        drawn(other)
        assert seen(other) == shown
    asked_again(page, lambda: press(page, "Remove all pins"))
    expect(page.get_by_role("button", name="Remove all pins")).to_be_disabled()


def test_what_is_typed_while_an_answer_arrives_stays(whatif: Page) -> None:
    """A lever is moved and a seed typed letter by letter while its answer is drawn."""
    page = whatif
    stamp = page.locator(".cm-fans .cm-plot").first
    before = str(stamp.get_attribute("data-stamp"))
    field = page.get_by_label("Seed", exact=True)
    field.click()
    field.press("End")
    page.locator("#f-levers-words").evaluate(
        "e => { e.value = 0.7; e.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    field.press_sequentially("12")
    expect(stamp).not_to_have_attribute("data-stamp", before)
    expect(field).to_have_value("012")
    field.press_sequentially("3")
    expect(field).to_have_value("0123")
    field.press("Enter")
    drawn(page)
    expect(field).to_have_value("123")
    link = page.get_by_label("An address that restores this page").input_value()
    assert "seed=123" in link
    assert "lever_words_all" in link


def test_each_control_of_the_sweeps_page_acts(page: Page, ladder: str) -> None:
    page.get_by_role("tab", name="Sweeps").click()
    choose(page, "Record", ladder)
    caption = page.locator(".cm-points caption")
    expect(caption).to_have_text("4 of 4 points")
    choose(page, "Outcome", "trust_mean")
    expect(page.get_by_text("Partner's trust over policy.words")).to_be_visible()
    expect(page.get_by_text("Partner's trust: mean paired difference")).to_be_visible()
    choose(page, "Map: across", "model.trust.down_per_month")
    choose(page, "Map: up", "policy.words")
    expect(page.get_by_text("Partner's trust over model.trust.down_per_month and")).to_be_visible()
    typed(page, "Label contains", "words=0.8")
    expect(caption).to_have_text("2 of 4 points")
    choose(page, "Column", "model.trust.down_per_month")
    typed(page, "to", "0.2")
    expect(caption).to_have_text("1 of 4 points")
    typed(page, "to", "")
    typed(page, "from", "0.05")
    expect(caption).to_have_text("2 of 4 points")
