"""One world in a real browser: what the page shows is what the model does."""

from __future__ import annotations

import re

import pytest
from driving import WAIT_MS, card, choose, month_is, node, opened, slide, slide_to, step, typed
from playwright.sync_api import Browser, Page, expect

import scenarios
from analysis.view.parameters import catalogue
from analysis.wording import INSTRUMENTS
from model.inputs import Inputs
from model.world import CooperationModel

KEYS = ("trust", "grievance", "mandate", "concession", "operational", "liaison", "credibility")


def direct(inputs: Inputs, seed: int, months: int) -> CooperationModel:
    model = CooperationModel(inputs, rng=seed)
    for _ in range(months):
        model.step()
    return model


def numbers(model: CooperationModel, partner: str) -> dict[str, str]:
    dyad = next(d for d in model.dyads if d.partner == partner)
    return {key: f"{getattr(dyad, key):.2f}" for key in KEYS}


CUT = """
() => [...document.querySelectorAll('svg.cm-network, svg.cm-routes')].flatMap(picture => {
  const whole = picture.closest('.cm-scroll').getBoundingClientRect();
  return [...picture.querySelectorAll('text')].filter(text => {
    const own = text.getBoundingClientRect();
    return own.width && (own.right > whole.right + 0.5 || own.left < whole.left - 0.5
      || own.top < whole.top - 0.5 || own.bottom > whole.bottom + 0.5);
  }).map(text => text.textContent);
})
"""


def test_no_name_is_cut_off_at_the_edge_of_a_picture(page: Page) -> None:
    page.set_viewport_size({"width": 1400, "height": 1500})  # two pictures side by side
    expect(page.locator("svg.cm-routes text").first).to_be_visible()
    assert page.evaluate("document.querySelectorAll('svg.cm-network text').length") > 12
    assert page.evaluate(CUT) == []


def test_twelve_months_played_are_those_of_the_model(page: Page) -> None:
    choose(page, "Scenario", "bad_hombres_2017")
    typed(page, "Seed", "7")
    choose(page, "Speed", "10")
    month_is(page, "before Jan 2015")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".cm-sub").first).to_have_text(re.compile(r"month (1[2-9]|[2-9]\d) of 96"))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible(timeout=WAIT_MS)
    # A month that was under way when the button was pressed still comes; then the step works.
    step(page, 1)
    played = int(page.locator(".cm-sub").first.inner_text().split()[1])
    model = direct(scenarios.build_scenario("bad_hombres_2017"), 7, played)
    assert card(page, "MEX") == numbers(model, "MEX")
    ruptured = {d.partner for d in model.dyads if d.is_ruptured > 0.5}
    shown = page.locator(".cm-node[data-ruptured=true]").all()
    assert {node.get_attribute("data-id") for node in shown} == ruptured
    assert ruptured == {"BOL", "VEN"}, "the default world begins with two broken dyads"
    blind = page.locator(".cm-place[data-blind=true]").all()
    expected = {c.id for c in model.entities["country"] if c.is_blind > 0.5}
    assert {place.get_attribute("data-id") for place in blind} == expected


@pytest.mark.parametrize(
    ("field", "value", "built"),
    [
        ("Scenario", "maximum_pressure", {"name": "maximum_pressure"}),
        ("Sender's policy", "tough_talk", {"name": "baseline_2016", "policy": "tough_talk"}),
        ("Partners' strategy", "hedger", {"name": "baseline_2016", "strategy": "hedger"}),
    ],
)
def test_a_choice_founds_the_world_it_names_and_reset_keeps_it(
    page: Page, field: str, value: str, built: dict[str, str]
) -> None:
    choose(page, field, value)
    for _ in range(2):
        step(page, 3)
        expected = direct(scenarios.build_scenario(**built), 0, 3)
        assert card(page, "ECU") == numbers(expected, "ECU")
        node(page, "ECU")
        page.get_by_role("button", name="Reset").click()
        month_is(page, "before Jan 2016")
        expect(page.get_by_label(field, exact=True)).to_have_value(value)


def test_reset_keeps_the_seed(page: Page) -> None:
    typed(page, "Seed", "11")
    step(page, 4)
    page.get_by_role("button", name="Reset").click()
    month_is(page, "before Jan 2016")
    step(page, 4)
    model = direct(scenarios.build_scenario("baseline_2016"), 11, 4)
    assert card(page, "COL") == numbers(model, "COL")
    assert numbers(model, "COL") != numbers(
        direct(scenarios.build_scenario("baseline_2016"), 0, 4), "COL"
    ), "the seed must matter for this test"


def test_a_slider_acts_on_the_chosen_partner_from_this_month_on(page: Page) -> None:
    step(page, 2)
    choose(page, "Towards", "MEX")
    slide(page, "Hostile rhetoric", 0.9)
    step(page, 2)
    inputs = scenarios.build_scenario("baseline_2016")
    dyad = [d.partner for d in inputs.dyads].index("MEX")
    inputs.instruments[2:, dyad, list(INSTRUMENTS).index("words")] = 0.9
    model = direct(inputs, 0, 4)
    assert card(page, "MEX") == numbers(model, "MEX")
    expect(page.locator(".cm-country")).to_contain_text("hostile rhetoric 0.9")
    node(page, "MEX")
    untouched = direct(scenarios.build_scenario("baseline_2016"), 0, 4)
    assert numbers(model, "MEX") != numbers(untouched, "MEX")


def test_a_wrong_seed_is_told_and_the_page_goes_on(page: Page) -> None:
    typed(page, "Seed", "__import__('os')")
    expect(page.get_by_role("alert")).to_contain_text("is not a seed; allowed 0 to")
    step(page, 1)
    month_is(page, "Jan 2016")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_rewind_and_branch_side_by_side(page: Page) -> None:
    step(page, 6)
    page.get_by_label("Earlier month").evaluate(
        "e => { e.value = 3; e.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.get_by_role("button", name="Branch from it").click()
    expect(page.get_by_role("heading", name="Branch B").first).to_be_visible()
    month_is(page, "Mar 2016")
    slide(page, "Threat of sanctions", 1.0)
    step(page, 3)
    month_is(page, "Jun 2016")
    node(page, "MEX")
    cards = page.locator(".cm-country")
    expect(cards).to_have_count(2)
    first = cards.nth(0).locator("[data-key=mandate]").inner_text()
    model = direct(scenarios.build_scenario("baseline_2016"), 0, 6)
    assert first == numbers(model, "MEX")["mandate"]
    expect(cards.nth(0)).not_to_contain_text("threat of sanctions")
    expect(cards.nth(1)).to_contain_text("threat of sanctions 1")
    page.get_by_role("button", name="Keep only branch B").click()
    expect(page.locator(".cm-country")).to_have_count(1)
    page.get_by_label("Earlier month").evaluate(
        "e => { e.value = 1; e.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.get_by_role("button", name="Rewind to it").click()
    month_is(page, "Jan 2016")


def test_two_sessions_do_not_see_each_other(browser: Browser, address: str, page: Page) -> None:
    step(page, 2)
    with opened(browser, address) as other:
        month_is(other, "before Jan 2016")
        choose(other, "Scenario", "merida_2007")
        step(other, 1)
        month_is(page, "Feb 2016")
        expect(page.get_by_label("Scenario", exact=True)).to_have_value("baseline_2016")


def test_every_parameter_is_on_the_page_with_its_source(page: Page) -> None:
    page.get_by_text("Parameters by mechanism").click()
    sliders = page.locator("[id^=f-parameters-][type=range]")
    assert sliders.count() == len(catalogue())
    titles = [slider.get_attribute("title") or "" for slider in sliders.all()]
    assert all("source " in title or "assumed: " in title for title in titles)


def test_a_parameter_acts_and_reset_keeps_it(page: Page) -> None:
    page.get_by_text("Parameters by mechanism").click()
    page.get_by_text("Mandate", exact=True).first.click()
    slide_to(page, page.locator("#f-parameters-mandate-rate-per-month"), 1)
    page.get_by_role("button", name="Reset").click()
    step(page, 5)
    parameters = scenarios.build_scenario("baseline_2016").parameters
    faster = parameters._replace(mandate=parameters.mandate._replace(rate_per_month=1.0))
    inputs = scenarios.build_scenario("baseline_2016", parameters=faster)
    assert card(page, "MEX") == numbers(direct(inputs, 0, 5), "MEX")
