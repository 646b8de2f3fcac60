"""What the page exports: the file through `comity run`, and the printed lines as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from driving import drawn, slide_to
from playwright.sync_api import Page
from server import CODE

import scenarios
from analysis import load
from analysis.view.inquiry import REPLICATES
from model.ensemble import simulate_many


@pytest.fixture
def edited(page: Page, tmp_path: Path) -> Page:
    """Pull a lever and save the scenario file in the folder of the test."""
    page.get_by_role("tab", name="What if").click()
    drawn(page)
    slide_to(page, page.locator("#f-levers-decertification"), 1)
    drawn(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download bad_hombres_2017_edited.yaml").click()
    download.value.save_as(tmp_path / "bad_hombres_2017_edited.yaml")
    return page


def comity(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_file_runs_with_the_same_numbers(edited: Page, tmp_path: Path) -> None:
    words = ("scenario=bad_hombres_2017_edited", "scenarios_dir=.", "seed=0", "output=one")
    comity(tmp_path, "run", *words)
    row = load(tmp_path / "one").outcomes.iloc[0]
    built = scenarios.build_scenario("bad_hombres_2017_edited", scenarios_dir=tmp_path)
    runs = simulate_many([built], 0, range(REPLICATES))[0]
    assert row["trust_mean"] == pytest.approx(runs.outcomes["trust_mean"][0], abs=1e-12)
    mexico = [dyad.partner for dyad in built.dyads].index("MEX")
    shown = edited.locator("[data-row=trust_mean] [data-cell]").nth(1).inner_text()
    assert shown == f"{np.asarray(runs.dyads['trust_mean'])[:, mexico].mean():.3f}"


def test_the_printed_lines_make_the_picture(edited: Page, tmp_path: Path) -> None:
    """The lines are run by a shell, word for word; the fan of the page is in their record."""
    line = edited.get_by_label("The same on the command line").input_value()
    (tmp_path / "comity").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{CODE}" "$@"\n')
    (tmp_path / "comity").chmod(0o755)
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=tmp_path, env={**os.environ, "PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "runs" / "bad_hombres_2017_edited"
    assert list((folder / "figures").glob("*fan*"))
    records = load(folder)
    assert records.outcomes.groupby("point").size().tolist() == [REPLICATES] * 2
    gap = edited.locator("[data-row=arrived_t] [data-cell]")
    means = records.outcomes.groupby("point")["arrived_t"].mean()
    assert [gap.nth(k).inner_text() for k in (0, 1)] == [f"{mean:.0f}" for mean in means]
    told = edited.locator("[data-chart='fan.dyad.trust']").get_attribute("aria-label")
    found = re.findall(r"ends at ([0-9.]+) \(90 % of runs ([0-9.]+) to ([0-9.]+)\)", str(told))
    series = records.series["trust"].sel(dyad="USA>MEX").isel(month=-1)
    for point, numbers in enumerate(found):
        here = series.isel(point=point)
        wanted = [f"{float(here.sel(statistic=name)):.2f}" for name in ("mean", "q05", "q95")]
        assert list(numbers) == wanted
    assert len(found) == 2
