"""A real server of the page in a process of its own, and where the browser is."""

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

CODE = "from analysis.cli.main import main; import sys; sys.exit(main(sys.argv[1:]))"
START_S = 120.0
"""How long a server may take to answer on a busy machine."""


def find_chromium() -> str:
    """Return the browser: what CHROMIUM names, else `chromium` on the path."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        raise RuntimeError("no browser: install Debian's package chromium or set CHROMIUM")
    return found


@contextmanager
def served(folder: Path, *options: str, code: str = CODE) -> Iterator[str]:
    """Start `comity view` on a free port and give its address; its log is in `folder`."""
    with running(folder, *options, code=code) as (address, _):
        yield address


@contextmanager
def running(folder: Path, *options: str, code: str = CODE) -> Iterator[tuple[str, int]]:
    """Start `comity view` and give its address and the id of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", code, "view", "--port", str(port), *options]
    log = folder / "server.log"
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/", process, log)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer: {log.read_text()}")
