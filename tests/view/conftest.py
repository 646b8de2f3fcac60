"""A real server and a real browser for the tests of the page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SERVER = "from analysis.cli.main import main; import sys; sys.exit(main(sys.argv[1:]))"
START_S = 60.0
"""How long a server may take to answer on a busy machine."""


def find_chromium() -> str:
    """Return the browser: what CHROMIUM names, else `chromium` on the path."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail("no browser: install Debian's package chromium or set CHROMIUM to one")
    return found


@contextmanager
def served(folder: Path, *options: str, code: str = SERVER) -> Iterator[str]:
    """Start the server in a process of its own and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", code, "view", "--port", str(port), *options]
    log = folder / "server.log"
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not answer: {log.read_text()}")


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
def address(tmp_path_factory: pytest.TempPathFactory, sweeps: Path) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("server"), "--sweeps", str(sweeps)) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the page in a session of its own; an error in the browser fails the test."""
    with opened(browser, address) as found:
        yield found


@contextmanager
def opened(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """Open the page in a browser context of its own and wait until it is ready."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000}, **options)  # type: ignore[arg-type]
    found = context.new_page()
    problems: list[str] = []
    found.on("pageerror", lambda error: problems.append(str(error)))
    found.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    found.goto(address)
    found.get_by_test_id("month").wait_for(timeout=30_000)
    yield found
    context.close()
    assert problems == []
