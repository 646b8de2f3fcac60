"""Every control of the live page is moved and acts; Reset after every kind of change."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from driving import MOVE, card, choose, heard, month_is, node, slide, slide_to, step, typed
from playwright.sync_api import Page, expect

import scenarios
from analysis.view.bar import SPEEDS
from analysis.view.log import KINDS
from analysis.view.world import LiveWorld
from analysis.wording import INSTRUMENTS
from model.instruments import SENDER_INSTRUMENTS
from model.parameters import Parameter, catalogue, with_values
from model.world import CooperationModel

KEYS = ("trust", "grievance", "mandate", "concession", "operational", "liaison", "credibility")
PLAYED = "months => Number(document.querySelector('.cm-sub').innerText.split(' ')[1]) >= months"
CONTROLS = """
() => [...document.querySelectorAll('.cm-page input, .cm-page select, .cm-page button, '
  + '.cm-page summary, .cm-page [role=button]')].map(e => e.id || e.textContent.trim()
  || e.getAttribute('data-id'))
"""


def numbers(model: CooperationModel, partner: str) -> dict[str, str]:
    dyad = next(d for d in model.dyads if d.partner == partner)
    return {key: f"{getattr(dyad, key):.2f}" for key in KEYS}


def stepped(world: LiveWorld, months: int) -> LiveWorld:
    for _ in range(months):
        world.step()
    return world


def world(seed: int = 0, **built: str) -> LiveWorld:
    return LiveWorld(scenarios.build_scenario(**{"name": "baseline_2016", **built}), rng=seed)


def field(group: str, name: str) -> str:
    """Return the id of a field on the page."""
    return f"f-{group}-{name.replace('.', '-').replace('_', '-')}"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_every_instrument_of_the_panel_acts_on_the_world(page: Page) -> None:
    """Each is pulled to its top towards Mexico; the page then says what the world then is."""
    choose(page, "Towards", "MEX")
    live = world()
    dyad = [d.partner for d in live.inputs.dyads].index("MEX")
    node(page, "MEX")
    for item in SENDER_INSTRUMENTS:
        slide_to(
            page, page.locator(f"[id='f-instruments-{item.name.replace('_', '-')}']"), item.high
        )
        live.hold(item.name, item.high, [dyad])
        step(page)
        live.step()
        expect(page.locator(".cm-country .cm-events li").first).to_contain_text(
            f"{INSTRUMENTS[item.name]} {item.high:g}"
        )
    cells = page.locator(".cm-country .cm-num[data-key]").all()
    shown = {str(cell.get_attribute("data-key")): cell.inner_text() for cell in cells}
    assert shown == numbers(live, "MEX")
    assert shown != numbers(stepped(world(), len(SENDER_INSTRUMENTS)), "MEX")
    press(page, "Give instruments back to the script")
    expect(page.get_by_role("button", name="Give instruments back")).to_be_disabled()
    live.release()
    step(page, 2)
    stepped(live, 2)
    expect(page.locator(".cm-country [data-key=trust]")).to_have_text(numbers(live, "MEX")["trust"])


def elsewhere(row: Parameter) -> float:
    """Return a value of a parameter that its slider can show and that is not the default."""
    pace = round((row.high - row.low) / 200.0, 6)
    places = [row.low + k * pace for k in (90, 110)]
    return max(places, key=lambda place: abs(place - row.value))


def test_every_parameter_of_the_panel_acts_on_the_world(page: Page) -> None:
    page.get_by_text("Parameters by mechanism").click()
    for row in catalogue():
        page.locator(f"#{field('parameters', row.full_name)}").evaluate(MOVE, elsewhere(row))
    heard(page)
    changed = page.locator(".cm-changed input[id^=f-parameters-]")
    expect(changed).to_have_count(len(catalogue()))
    moved = {
        row.full_name: float(page.locator(f"#{field('parameters', row.full_name)}").input_value())
        for row in catalogue()
    }
    press(page, "Reset")
    step(page, 6)
    inputs = scenarios.build_scenario("baseline_2016")
    parameters = with_values(inputs.parameters, moved, "the test")
    other = scenarios.build_scenario("baseline_2016", parameters=parameters)
    expected = numbers(stepped(LiveWorld(other, rng=0), 6), "COL")
    assert card(page, "COL") == expected
    assert expected != numbers(stepped(world(), 6), "COL")
    press(page, "All parameters back to their defaults")
    expect(changed).to_have_count(0)


def test_the_speed_is_that_of_the_list(page: Page) -> None:
    """At one month a second six months take more than five seconds, at the highest less."""

    def took(speed: int) -> float:
        choose_speed(page, speed)
        press(page, "Reset")
        page.get_by_role("button", name="Play").click()
        page.wait_for_function(
            "() => parseInt(document.querySelector('.cm-sub').innerText.split(' ')[1]) >= 1"
        )
        begun = time.monotonic()
        page.wait_for_function(
            "() => parseInt(document.querySelector('.cm-sub').innerText.split(' ')[1]) >= 5"
        )
        passed = time.monotonic() - begun
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        return passed

    slow = took(SPEEDS[0])
    assert slow > 3.5
    assert took(SPEEDS[-1]) < slow


def choose_speed(page: Page, speed: int) -> None:
    page.get_by_label("Speed").select_option(str(speed))
    expect(page.get_by_label("Speed")).to_have_value(str(speed))


def test_the_log_can_be_filtered_and_places_chosen(page: Page) -> None:
    slide(page, "Threat of sanctions", 1.0)
    step(page, 8)
    entries = page.locator(".cm-entries li")
    all_of_them = entries.count()
    page.get_by_label("Show", exact=True).select_option("threat")
    shown = [entry.inner_text() for entry in entries.all()]
    assert 0 < len(shown) < all_of_them
    assert all(KINDS["threat"] in text for text in shown)
    page.locator(".cm-place[data-id=COL]").click()
    expect(page.locator(".cm-country h3")).to_have_text("Colombia")
    page.get_by_text("Working ties between agencies").click()
    expect(page.locator(".cm-country details tr").first).to_be_visible()
    page.locator(".cm-place[data-id=COL]").click()
    expect(page.locator(".cm-country")).to_have_count(0)


def test_the_steered_branch_is_the_one_that_changes(page: Page) -> None:
    step(page, 3)
    press(page, "Branch from it")
    expect(page.get_by_role("heading", name="Branch B").first).to_be_visible()
    step(page, 3)  # the branch that is behind goes first, until both stand in the same month
    page.get_by_role("radio", name="branch A").check()
    expect(page.get_by_role("button", name="Keep only branch A")).to_be_visible()
    slide(page, "Trade sanctions", 1.0)
    step(page, 3)
    node(page, "MEX")
    expect(page.locator(".cm-country").nth(0)).to_contain_text("trade sanctions 1")
    expect(page.locator(".cm-country").nth(1)).not_to_contain_text("trade sanctions 1")


Change = Callable[[Page], None]


def _policy(page: Page) -> None:
    choose(page, "Sender's policy", "tough_talk")


def _strategy(page: Page) -> None:
    choose(page, "Partners' strategy", "hedger")


def _seed(page: Page) -> None:
    typed(page, "Seed", "5")


def _wrong_seed(page: Page) -> None:
    typed(page, "Seed", "-5")
    expect(page.get_by_role("alert")).to_contain_text("seed=-5 is not a seed")
    expect(page.get_by_label("Seed")).to_have_value("0")


def _instrument(page: Page) -> None:
    slide(page, "Hostile rhetoric", 1.0)
    step(page, 2)


def _rewound(page: Page) -> None:
    step(page, 3)
    slide(page, "Hostile rhetoric", 1.0)
    _earlier(page, 1)
    press(page, "Rewind to it")
    month_is(page, "Jan 2016")


def _branched(page: Page) -> None:
    step(page, 3)
    _earlier(page, 1)
    press(page, "Branch from it")
    expect(page.get_by_role("heading", name="Branch B").first).to_be_visible()
    slide(page, "Hostile rhetoric", 1.0)
    step(page, 1)


def _played(page: Page) -> None:
    choose_speed(page, 20)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_test_id("month")).not_to_have_text("before Jan 2016")


def _earlier(page: Page, month: int) -> None:
    page.get_by_label("Earlier month").evaluate(
        "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})) }", month
    )


@pytest.mark.parametrize(
    ("change", "built", "seed"),
    [
        (_policy, {"policy": "tough_talk"}, 0),
        (_strategy, {"strategy": "hedger"}, 0),
        (_seed, {}, 5),
        (_wrong_seed, {}, 0),
        (_instrument, {}, 0),
        (_rewound, {}, 0),
        (_branched, {}, 0),
        (_played, {}, 0),
    ],
)
def test_reset_after_every_kind_of_change(
    page: Page, change: Change, built: dict[str, str], seed: int
) -> None:
    change(page)
    press(page, "Reset")
    month_is(page, "before Jan 2016")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.get_by_role("button", name="Give instruments back")).to_be_disabled()
    expect(page.get_by_label("Seed")).to_have_value(str(seed))
    expect(page.get_by_role("heading", name="Branch B")).to_have_count(0)
    step(page, 4)
    assert card(page, "MEX") == numbers(stepped(world(seed, **built), 4), "MEX")


def test_there_is_no_control_but_those_that_are_tested(page: Page) -> None:
    """A control that is added must be added to a test: here, and where it is moved."""
    found = set(page.evaluate(CONTROLS))
    sliders = {field("instruments", item.name) for item in SENDER_INSTRUMENTS}
    parameters = {field("parameters", row.full_name) for row in catalogue()}
    choices = {field("choices", key) for key in ("scenario", "policy", "strategy", "seed")}
    bar = {"cm-speed", "cm-past", "▶ Play", "Step one month", "Reset", "Rewind to it"}
    bar |= {"Branch from it", "One world", "What if", "Sweeps"}
    others = {"f-instruments-target", "Give instruments back to the script"}
    others |= {"All parameters back to their defaults", "Parameters by mechanism"}
    log = {name for name in found if name.startswith("cm-kind-")}
    folds = {str(e.text_content()).strip() for e in page.locator(".cm-group summary").all()}
    marks = {
        str(mark.text_content()).strip()
        for mark in page.locator(".cm-node[role=button], .cm-place[role=button]").all()
    }
    known = sliders | parameters | choices | bar | others
    assert known <= found
    assert len(log) == 1
    assert found - known - log - folds - marks == set()
