"""The page as a PDF, printed by a browser that is there already."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from model.errors import UserError
from scenarios.problems import statement

VARIABLE = "CHROMIUM"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SECONDS = 120.0


def find_browser() -> str:
    """Return the program of a Chromium, Chrome or Edge.

    Raises
    ------
    UserError
        When there is none, or the environment variable CHROMIUM names none.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found:
            return found
        rule, allowed = "is no program", "the path of a Chromium"
        raise UserError(
            statement(VARIABLE, named, rule, allowed, "the environment", "Correct or unset it.")
        )
    programs = (shutil.which(name) for name in (*NAMES, *APPLICATIONS))
    if found := next((program for program in programs if program), None):
        return found
    raise UserError(
        "--pdf needs a Chromium, Chrome or Edge, and none was found; looked for "
        f"{', '.join(NAMES)}. Install one (apt-get install chromium), set {VARIABLE}=/path/to/it, "
        "or open the report in any browser and print it from there."
    )


def check_target(target: Path) -> None:
    """Check that a PDF may be written to a file.

    Raises
    ------
    UserError
        When it is a folder, or lies in none.
    """
    rule = "is a folder" if target.is_dir() else ""
    rule = rule or ("" if target.parent.is_dir() else "lies in no folder")
    if rule:
        advice = "Name a file in a folder that is there."
        raise UserError(statement("--pdf", target, rule, "a file", "the command line", advice))


def to_pdf(browser: str, page: Path, target: Path) -> None:
    """Print a page to a PDF file.

    Parameters
    ----------
    browser : str
        As `find_browser` gives it.
    page, target : Path

    Raises
    ------
    UserError
        When the file cannot be written, or the browser fails.
    """
    check_target(target)
    with tempfile.TemporaryDirectory(prefix="comity-") as work:
        made = Path(work) / "report.pdf"
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-pdf-header-footer",
            f"--user-data-dir={work}/profile",
            f"--print-to-pdf={made}",
            page.resolve().as_uri(),
        ]
        if getattr(os, "geteuid", lambda: 1)() == 0:  # as root its sandbox does not start
            command.insert(1, "--no-sandbox")
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UserError(f"{browser} did not print the page: {error}.") from None
        if not made.is_file():
            told = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise UserError(f"{browser} did not print the page: {told}.")
        try:
            shutil.copyfile(made, target)
        except OSError as error:
            rule, advice = f"cannot be written ({error.strerror})", "Choose another place."
            raise UserError(
                statement("--pdf", target, rule, "", "the command line", advice)
            ) from None
