"""A server for all browser tests, and a page in a session of its own for each."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import opened
from playwright.sync_api import Browser, Page, sync_playwright
from server import CODE, find_chromium, served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sweeps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sweeps")


@pytest.fixture(scope="session")
def ladder(sweeps: Path) -> str:
    """Make a small sweep below the folder of the page; return its name there."""
    words = [
        "sweep", "policy=tough_talk", "policy.words=0.2,0.8", "model.trust.down_per_month=0.1,0.3",
        "replicates=3", "n_jobs=1", f"output={sweeps / 'deep' / 'ladder'}",
    ]  # fmt: skip
    subprocess.run([sys.executable, "-c", CODE, *words], check=True, capture_output=True)
    return "deep/ladder"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, sweeps: Path) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("server"), "--sweeps", str(sweeps)) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as found:
        yield found
