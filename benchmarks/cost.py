"""What a command costs: time, and the most memory that its process has used."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = """
import sys, time
from analysis.cli.main import main
from benchmarks.cost import peak_gib
try:
    sys.exit(main(sys.argv[1:]))
finally:  # Hydra's commands leave by themselves
    print(time.process_time(), peak_gib(), file=sys.stderr)
"""


def peak_gib() -> float:
    """Return the peak of this process in GiB.

    `getrusage` would count what its parent held when it started this one.
    """
    text = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", text)
    return float(found[1]) / 2**20 if found else float("nan")


def measure(arguments: list[str]) -> tuple[float, float, float]:
    """Return wall seconds, processor seconds and peak GiB of a `comity` command."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], check=True, capture_output=True, text=True
    )
    seconds = time.perf_counter() - start
    processor, memory = map(float, done.stderr.split()[-2:])
    return seconds, processor, memory
