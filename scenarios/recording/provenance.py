"""Where a record comes from: software, parameters, seed, environment, resources; and checksums."""

from __future__ import annotations

import hashlib
import os
import platform
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from model.errors import UserError
from model.law_hash import law_hash
from scenarios.problems import statement

SCHEMA_VERSION = 1
CHECKSUMS = "checksums.txt"
PACKAGES = (
    "mesa",
    "numpy",
    "scipy",
    "numba",
    "pandas",
    "pyarrow",
    "xarray",
    "h5netcdf",
    "joblib",
    "SALib",
    "hydra-core",
)


@dataclass(frozen=True)
class Clock:
    """When a piece of work began, in wall-clock and processor time of this process."""

    start: str
    wall: float
    processor: float


def now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def begin() -> Clock:
    """Return a clock that starts now."""
    return Clock(now(), time.perf_counter(), time.process_time())


def software_version() -> str:
    """Return the version of this software."""
    return _version("comity") or "not installed"


def command_line(words: Sequence[str]) -> str | None:
    """Return the `comity` command as it was typed; None if a script called the library."""
    names = [Path(word).name for word in words]
    if "comity" not in names:
        return None
    return shlex.join(["comity", *words[names.index("comity") + 1 :]])


def provenance(clock: Clock, worker_seconds: float, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the provenance of a record.

    Parameters
    ----------
    clock : Clock
        Started before the first run.
    worker_seconds : float
        Processor time spent in the runs.
    facts : mapping
        Seed, runs, points with their resolved parameters, failures: what only the sweep knows.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "software": {
            "name": "comity",
            "version": software_version(),
            "commit": _commit(),
            "law": law_hash(),
        },
        "command": command_line(sys.orig_argv),
        **facts,
        "environment": {
            "python": platform.python_version(),
            "implementation": platform.python_implementation(),
            "platform": platform.platform(),
            "machine": platform.machine(),
            "processors": os.cpu_count(),
            "byte_order": sys.byteorder,
            "packages": {name: _version(name) for name in PACKAGES},
        },
        "resources": {
            "start": clock.start,
            "end": now(),
            "wall_seconds": round(time.perf_counter() - clock.wall, 3),
            "cpu_seconds": round(worker_seconds, 3),
        },
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _commit() -> str | None:
    """Return the commit of the checkout this runs from; None where it is not a checkout."""
    folder = Path(__file__).resolve().parent.parent.parent
    if not (folder / ".git").exists():
        return None
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(
            command, cwd=folder, check=True, capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_checksums(folder: Path) -> None:
    """Write the checksum of each file of a folder, in the form `sha256sum -c` reads."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{digest(path)}  {path.name}\n" for path in files]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def verify(folder: Path) -> None:
    """Check each file of a record against its checksum.

    Raises
    ------
    UserError
        Naming the file that is missing or was changed, or when the folder is not a record.
    """
    listing = folder / CHECKSUMS
    if not listing.is_file():
        advice = "Give the folder that `comity run` or `comity sweep` wrote."
        raise UserError(
            statement(
                "folder", folder, "is not a record", f"a folder with {CHECKSUMS}", "you", advice
            )
        )
    for line in listing.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        path = folder / name
        advice = "Run the sweep again; the record is not as it was written."
        if not path.is_file():
            raise UserError(f"{path} is missing from the record; set by {listing}. {advice}")
        if digest(path) != expected:
            raise UserError(
                f"{path} was changed after it was written: its SHA-256 differs from the one in "
                f"{listing}. {advice}"
            )


def since(clock: Clock) -> float:
    """Return the processor seconds of this process since a clock was started."""
    return time.process_time() - clock.processor
