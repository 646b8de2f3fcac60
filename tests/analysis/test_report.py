from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from analysis import report
from scenarios.records import Records

LABELS = ["status_quo", "policy=tough_talk", "<script>alert(1)</script>"]
STATISTICS = ["mean", "q05", "q25", "q50", "q75", "q95"]


@pytest.fixture(scope="module")
def records():
    rng = np.random.default_rng(1)
    outcomes = pd.DataFrame(
        {
            "point": np.repeat([0, 1, 2], 6),
            "label": np.repeat(LABELS, 6),
            "replicate": np.tile(np.arange(6), 3),
            "operational_mean": rng.random(18),
            "p_rupture": np.repeat([0.0, 0.5, 0.25], 6),
        }
    )
    values = np.sort(rng.random((3, 6, 24)), axis=1)
    series = xr.Dataset(
        {"operational_mean": (("point", "statistic", "month"), values)},
        coords={
            "point": LABELS,
            "statistic": STATISTICS,
            "month": np.arange(24),
            "date": ("month", [f"{2015 + i // 12}-{i % 12 + 1:02d}" for i in range(24)]),
        },
    )
    provenance = {"seed": 7, "software": {"commit": "abc123"}}
    return Records(outcomes, pd.DataFrame(), series, provenance, {"command": "comity sweep x"})


@pytest.fixture(scope="module")
def html(records):
    return report.render(records)


def test_labels_are_shown_and_escaped(html):
    assert "status_quo" in html
    assert "policy=tough_talk" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html


def test_nothing_is_fetched(html):
    addresses = set(re.findall(r"https?://[^\s\"'<>]+", html))
    # Names of XML namespaces, which no browser fetches.
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "<link" not in html
    assert "<img" not in html


def test_numbers_and_seed_are_in_it(html):
    assert "+0.500 (+0.500 to +0.500)" in html
    assert "<code>7</code>" in html
    assert "comity sweep x" in html
    assert "abc123" in html


def test_it_can_be_read_without_seeing(html):
    assert html.count("<svg") == html.count('role="img"') == 3
    assert html.count('scope="row"') == 3
    assert html.count('scope="col"') == 3


def test_it_is_written_whole_next_to_the_data(records, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "load", lambda _: records)
    path = report.write(tmp_path)
    assert path == tmp_path / "report.html"
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]
    assert path.read_text(encoding="utf-8").endswith("</html>")


def test_same_record_same_bytes(records, html):
    assert report.render(records) == html
