"""Sweeps in a real browser: opened below the given folder, mapped, filtered, downloaded."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from driving import choose, typed
from playwright.sync_api import Page, expect

from analysis import browse


@pytest.fixture
def opened_sweep(page: Page, ladder: str) -> Page:
    page.get_by_role("tab", name="Sweeps").click()
    choose(page, "Record", ladder)
    expect(page.locator(".cm-points caption")).to_have_text("4 of 4 points")
    return page


def test_table_map_filter_and_downloads(opened_sweep: Page, sweeps: Path, tmp_path: Path) -> None:
    page, table = opened_sweep, browse.points(browse.opened(sweeps, "deep/ladder"))
    expect(page.get_by_text("Operational cooperation over policy.words")).to_be_visible()
    expect(page.get_by_text("mean paired difference with its 95 % interval")).to_be_visible()
    choose(page, "Column", "policy.words")
    typed(page, "from", "0.5")
    expect(page.locator(".cm-points caption")).to_have_text("2 of 4 points")
    with page.expect_download() as csv:
        page.get_by_role("button", name="Download CSV").click()
    csv.value.save_as(tmp_path / "points.csv")
    with page.expect_download() as parquet:
        page.get_by_role("button", name="Download Parquet").click()
    parquet.value.save_as(tmp_path / "points.parquet")
    kept = table[table["policy.words"] >= 0.5].reset_index(drop=True)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "points.parquet"), kept)
    assert pd.read_csv(tmp_path / "points.csv")["trust_mean"].tolist() == pytest.approx(
        kept["trust_mean"].tolist(), abs=1e-12
    )
    typed(page, "from", "import os")
    expect(page.get_by_role("alert")).to_contain_text("from=import os is not a number")
