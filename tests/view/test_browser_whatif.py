"""The what-if page in a real browser: numbers of the ensemble, an export that reruns."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
from driving import FIRST_MS, WAIT_MS, choose, drawn, opened, slide, typed
from playwright.sync_api import Browser, Page, expect

import scenarios
from analysis.view.inquiry import REPLICATES
from analysis.view.plan import Plan
from model.ensemble import simulate_many


@pytest.fixture
def whatif(page: Page) -> Page:
    page.get_by_role("tab", name="What if").click()
    drawn(page)
    return page


def cell(page: Page, row: str, column: int) -> str:
    return page.locator(f"[data-row={row}] [data-cell]").nth(column).inner_text()


def asked(page: Page, expected: str) -> None:
    """Wait until the comparison of this alternative is on the page."""
    key = page.locator(".cm-legend").first
    expect(key).to_contain_text(f"alternative: {expected}")


def test_numbers_are_those_of_the_ensemble_on_the_same_seeds(whatif: Page) -> None:
    choose(whatif, "Look at", "")
    names = ("bad_hombres_2017_without_words", "bad_hombres_2017")
    points = [scenarios.build_scenario(name) for name in names]
    runs = simulate_many(points, 0, range(REPLICATES), baseline=points[0])
    frames = [pd.DataFrame(dict(run.outcomes)) for run in runs]
    expected = [f"{frame['operational_mean'].mean():.3f}" for frame in frames]
    row = whatif.locator("[data-row=operational_mean] [data-cell]")
    expect(row.nth(1)).to_have_text(expected[1])
    assert cell(whatif, "operational_mean", 0) == expected[0]
    assert cell(whatif, "arrived_t", 1) == f"{frames[1]['arrived_t'].mean():.0f}"
    gap = (frames[1]["operational_mean"] - frames[0]["operational_mean"]).mean()
    shown = whatif.locator("[data-row=operational_mean] [data-gap]").first.inner_text()
    assert shown.startswith(f"{gap:+.3f} (")
    assert f"{REPLICATES} runs of each" in whatif.locator(".cm-panels").inner_text()


def test_a_lever_moves_the_fan_and_can_be_pinned(whatif: Page) -> None:
    before = cell(whatif, "trust_mean", 1)
    slide(whatif, "Trade sanctions", 0.8)
    asked(whatif, "bad_hombres_2017, 1 changed")
    shown = whatif.locator("[data-row=trust_mean] [data-cell]").nth(1)
    expect(shown).not_to_have_text(before)
    assert float(shown.inner_text()) < float(before)
    whatif.get_by_role("button", name="Pin the alternative").click()
    slide(whatif, "Trade sanctions", 0)
    expect(whatif.locator(".cm-table thead th")).to_have_count(4)
    expect(whatif.locator(".cm-legend").first).to_contain_text("pin 1: bad_hombres_2017, 1 changed")


def test_the_calendar_moves_resizes_removes_and_refuses(whatif: Page) -> None:
    bar = whatif.locator(".cm-event[data-name=words]")
    expect(bar).to_have_attribute("aria-label", _ends("2017-01 to "))
    bar.press("ArrowRight")
    expect(bar).to_have_attribute("aria-label", _ends("2017-02 to "))
    bar.click()
    typed(whatif, "First month (YYYY-MM)", "2031-01")
    expect(whatif.get_by_role("alert")).to_contain_text("is outside the horizon")
    handle = whatif.locator(".cm-event[data-name=campaign_words] rect").first
    handle.hover()
    box = handle.bounding_box()
    assert box is not None
    whatif.mouse.down()
    whatif.mouse.move(box["x"] + box["width"] / 2 + 120, box["y"] + box["height"] / 2, steps=5)
    whatif.mouse.up()
    dragged = whatif.locator(".cm-event[data-name=campaign_words]")
    expect(dragged).not_to_have_attribute("aria-label", _ends("2015-06 to "))
    dragged.press("Delete")
    expect(dragged).to_have_count(0)
    whatif.get_by_role("button", name="Add an event").click()
    expect(whatif.locator(".cm-event[data-name=hand_1]")).to_be_visible(timeout=WAIT_MS)


def _ends(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def test_an_exported_file_reruns(whatif: Page, tmp_path: Path) -> None:
    slide(whatif, "Decertification", 1.0)
    asked(whatif, "bad_hombres_2017, 1 changed")
    with whatif.expect_download() as download:
        whatif.get_by_role("button", name="Download bad_hombres_2017_edited.yaml").click()
    download.value.save_as(tmp_path / "bad_hombres_2017_edited.yaml")
    built = scenarios.build_scenario("bad_hombres_2017_edited", scenarios_dir=tmp_path)
    run = simulate_many([built], 0, range(REPLICATES))[0]
    mexico = [dyad.partner for dyad in built.dyads].index("MEX")
    expected = np.asarray(run.dyads["trust_mean"])[:, mexico].mean()
    assert cell(whatif, "trust_mean", 1) == f"{expected:.3f}"
    line = whatif.get_by_label("The same on the command line")
    assert "scenario=bad_hombres_2017_without_words,bad_hombres_2017_edited" in line.input_value()


def test_an_address_restores_the_page_and_a_wrong_one_is_told(
    browser: Browser, address: str
) -> None:
    plan = Plan("baseline_2016", policy="tough_talk")
    query = urlencode({"base": "baseline_2016", "scenario": plan.scenario, "policy": plan.policy})
    with opened(browser, f"{address}/?{query}&partner=COL&seed=3") as page:
        asked(page, "baseline_2016, tough talk")
        expect(page.get_by_label("Look at", exact=True)).to_have_value("COL")
        expect(page.get_by_label("Seed")).to_have_value("3")
        shared = page.get_by_label("An address that restores this page").input_value()
        assert shared.endswith(
            "?base=baseline_2016&scenario=baseline_2016&policy=tough_talk&partner=COL&seed=3"
        )
    wrong = urlencode({"scenario": "../../etc/passwd", "edits": json.dumps({"a": None})})
    with opened(browser, f"{address}/?{wrong}") as page:
        alert = page.get_by_role("alert").first
        expect(alert).to_contain_text("Unknown scenario '../../etc/passwd'")
        expect(page.locator(".cm-table")).to_be_visible(timeout=FIRST_MS)
