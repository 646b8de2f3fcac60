"""The report on records made by hand: every number is the comparison's, nothing is loaded."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from made_records import record
from made_report import made
from page_parts import Page

from analysis.arms import of_record
from analysis.compare import compare_arms
from analysis.report.blocks import Interval, Table
from analysis.report.material import Asked, of_records
from analysis.report.page import render, sections
from analysis.report.words import number, outcome
from model.parameters import catalogue


@pytest.fixture(scope="module")
def records():
    return made()


@pytest.fixture(scope="module")
def material(records):
    return of_records(records, Asked())


@pytest.fixture(scope="module")
def html(material):
    return render(material)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_labels_are_shown_and_escaped(html):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert "javascript:" not in html


def test_nothing_is_fetched(page):
    outside = [a for a in page.addresses if not a.startswith(("#", "data:"))]
    assert outside == []
    assert page.tags["link"] == 1  # the empty icon
    assert page.tags["script"] == 0


def test_the_numbers_are_those_of_the_comparison(records, page):
    reference, others = of_record(records)
    found = compare_arms(reference, others, is_named=False)
    heading, *rows = page.tables["differences"].downloaded()
    assert len(rows) == len(found.pairs) == 2
    for item in found.differences:
        place = heading.index(f"{outcome(item.outcome).title}, difference")
        row = rows[[pairs.alternative.name for pairs in found.pairs].index(item.alternative)]
        told = [float(cell) for cell in row[place : place + 3]]
        assert told == [item.mean, item.low, item.high]
    full = page.tables["all-statistics"].downloaded()
    assert [float(row[full[0].index("p, corrected")]) for row in full[1:]] == [
        item.p_corrected for item in found.differences
    ]


def test_a_difference_worked_by_hand_is_on_the_page():
    values = {"a": [0.5, 0.6, 0.7], "b": [0.4, 0.5, 0.6]}
    told = Page(render(of_records(record(values), Asked())))
    ((name, cell),) = told.tables["differences"].rows
    assert name == "b"
    assert cell == "−0.100 (−0.100 to −0.100) not shown"
    assert "Operational cooperation" in told.text
    assert "0.600" in told.text  # the mean of the reference


def test_every_table_is_downloaded_as_it_is_shown(material, page):
    made_tables = {t.name: t for t in _tables(material)}
    assert set(made_tables) == set(page.tables)
    for name, shown in page.tables.items():
        heading, *rows = shown.downloaded()
        table = made_tables[name]
        assert shown.caption
        assert [len(row) for row in rows] == [len(heading)] * len(table.rows)
        assert len(shown.rows) == len(rows)
        for raw, seen, columns in zip(table.rows, shown.rows, rows, strict=True):
            assert seen == [_seen(c.show(cell)) for c, cell in zip(table.columns, raw, strict=True)]
            assert columns[0] == seen[0] or columns[0].removeprefix("'") == seen[0]


def _tables(material) -> list[Table]:
    from analysis.report.blocks import tables_of

    made_sections, _ = sections(material)
    return [table for section in made_sections for table in tables_of(section.blocks)]


def _seen(shown: str) -> str:
    text = re.sub(r"<[^>]+>", " ", str(shown)) if hasattr(shown, "__html__") else str(shown)
    return re.sub(r"\s+", " ", text).strip()


def test_it_can_be_read_without_seeing(page, html):
    assert page.tags["svg"] == len(page.alternatives) > 3
    assert all(len(text) > 20 for text in page.alternatives)
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert max(page.ids.values()) == 1
    inner = [address[1:] for address in page.addresses if address.startswith("#")]
    assert set(inner) <= set(page.ids)
    assert '<html lang="en-GB">' in html


def test_every_work_is_cited_in_full(page):
    from scenarios.citations import citations

    for cited in citations("bad_hombres_2017"):
        assert re.sub(r"\s+", " ", cited.source.citation) in page.text


def test_how_to_reproduce_it(page):
    for told in (
        "comity sweep policy=status_quo,tough_talk replicates=24",
        "abc123",
        "def456",
        "comity report FOLDER",
    ):
        assert told in page.text


def test_every_assumed_parameter_is_there_with_its_range(page):
    assumed = [row for row in catalogue() if row.source is None]
    rows = page.tables["assumed-parameters"].downloaded()[1:]
    assert [row[0] for row in rows] == [row.full_name for row in assumed]
    assert [(float(r[3]), float(r[4])) for r in rows] == [
        tuple(map(float, a.sweep)) for a in assumed
    ]


def test_the_same_record_gives_the_same_bytes(records, html):
    assert render(of_records(records, Asked())) == html


def test_a_margin_is_tested_and_told(records):
    told = Page(render(of_records(records, Asked(margin=0.5))))
    assert "It is shown to be smaller than 0.500, the margin that was given." in told.text
    wide = Page(render(of_records(records, Asked(margin=0.01))))
    assert "It is not shown to be smaller than 0.010, the margin that was given." in wide.text


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [
        (0.0, 3, "0.000"),
        (-0.0, 1, "0.0"),
        (0.0004, 3, "0.0004"),
        (1e-9, 3, "nearly 0"),
        (-12345.678, 1, "−12,345.7"),
        (float("nan"), 3, "not available"),
        (float("inf"), 3, "infinite"),
    ],
)
def test_numbers_as_they_are_said(value, digits, told):
    assert number(value, digits) == told


def test_a_share_is_told_in_per_cent_and_its_difference_in_points():
    say = outcome("p_rupture")
    assert say.level(0.25) == "25.0 %"
    assert say.interval(Interval(0.1, 0.05, 0.15)) == "+10.0 points (+5.0 to +15.0)"
