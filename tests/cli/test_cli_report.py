"""`comity report` as it is typed: of a small sweep, opened in a browser, printed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hydra.core.global_hydra import GlobalHydra
from playwright.sync_api import Browser, sync_playwright

from analysis.cli.main import main
from analysis.compare import compare
from model.law_hash import law_hash

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of two policies, eight replicates, made by the command, and its report."""
    target = tmp_path_factory.mktemp("runs") / "both"
    chosen = [f"scenarios_dir={SMALL}", "scenario=first", "policy=calm,loud", "replicates=8"]
    GlobalHydra.instance().clear()
    with pytest.MonkeyPatch.context() as patch, suppress(SystemExit):
        patch.setattr("sys.argv", ["comity", "sweep"])
        main(["sweep", *chosen, "series=all", f"output={target}"])
    assert main(["report", str(target), "--margin", "operational_mean=0.2"]) == 0
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield found
        found.close()


def test_the_page_says_what_compare_says(folder):
    html = (folder / "report.html").read_text(encoding="utf-8")
    found = compare(folder, margin={"operational_mean": 0.2})
    for row in found.differences:
        if row.outcome == "operational_mean":
            assert f"{row.mean:+.3f}".replace("-", "−") in html
    assert found.family in html
    assert "An example" not in html
    assert "Global Sanctions Data Base (2019)" in html  # the source of the small scenario
    assert "a speech" in html  # its event
    assert "comity report" in html
    assert law_hash() in html


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_browser_shows_it_whole(browser, folder, width, javascript):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=javascript
    )
    page, problems, asked = context.new_page(), [], []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "report.html").as_uri())
    assert page.get_by_role("heading", name="What changes").is_visible()
    assert page.get_by_role("table").count() > 5
    if javascript:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALLEST) >= 6.5
        assert page.evaluate(CONTRAST) >= 4.5
    context.close()
    assert problems == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg text')]
  .map(text => text.getBoundingClientRect())
  .filter(box => box.width > box.height && box.height > 0).map(box => box.height))"""
"""The height in pixels of the smallest letters of the figures."""

CONTRAST = """() => {
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b };
  const behind = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)|transparent/.test(c)) return c }
    return 'rgb(255, 255, 255)' };
  const kinds = 'h1,h2,h3,p,li,a,td,th,dt,dd,span,summary,figcaption';
  const all = [...document.querySelectorAll(kinds)];
  return Math.min(...all.map(e => {
    const a = light(getComputedStyle(e).color), b = light(behind(e));
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) })) }"""
"""The least contrast of text with what is behind it (WCAG 2)."""


def test_it_is_printed(comity, folder, tmp_path):
    done = comity("report", str(folder), "--pdf", "page.pdf")
    assert done.code == 0, done.err
    assert done.out == f"report in {folder / 'report.html'}\npdf in page.pdf\n"
    content = (tmp_path / "page.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    boxes = {
        tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox ?\[([^]]+)\]", content)
    }
    sizes = {(round(box[2]), round(box[3])) for box in boxes}
    assert sizes <= {(595, 842), (842, 595), (596, 842), (842, 596)}  # A4, upright and sideways


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--pdf", "nowhere/page.pdf"], "lies in no folder"),
        (["--baseline", "9"], "Unknown baseline '9'"),
        (
            ["--margin", "operational_mean=-1"],
            "--margin=operational_mean=-1 is not a positive number",
        ),
        (["--margin", "nan"], "--margin=nan is not a positive number"),
        (
            ["--validity", "nowhere"],
            "--validity=nowhere is not there; allowed a folder that comity",
        ),
        (["--margin", "wide"], "is not a number"),
        (["--margin", "p_rupture_=0.1"], "p_rupture_"),
        (["--confidence", "1.5"], "confidence"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(comity, folder, options, told):
    before = (folder / "report.html").read_bytes()
    done = comity("report", str(folder), *options)
    assert done.code == 2
    assert told in done.err
    assert (folder / "report.html").read_bytes() == before


def test_without_a_browser_it_says_what_to_do(comity, folder, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    done = comity("report", str(folder), "--pdf", "page.pdf")
    assert done.code == 2
    assert "--pdf needs a Chromium" in done.err
    assert "print it from there" in done.err
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    done = comity("report", str(folder), "--pdf", "page.pdf")
    assert "CHROMIUM=/nowhere/chromium is no program" in done.err


def test_what_is_no_record_is_told(comity, tmp_path):
    done = comity("report", str(tmp_path))
    assert done.code == 2
    assert done.err
    assert list(tmp_path.iterdir()) == []


def test_one_run_has_a_report(small, comity):
    assert small("run", "output=one").code == 0
    assert comity("report", "one").out == "report in one/report.html\n"
    assert "There is one point" in Path("one/report.html").read_text(encoding="utf-8")


def test_the_examples_of_the_help_parse(comity):
    from analysis.cli.report import EPILOG, _parser

    lines = re.findall(r"^  comity report (.*)$", EPILOG, re.MULTILINE)
    assert len(lines) == 2
    for line in lines:
        assert _parser().parse_args(line.split()).folder == "runs/ladder"
