"""Slurm's commands for one machine, as far as submitit uses them: sbatch, srun, sacct, scancel.

Runs as `python fake_slurm.py COMMAND ARGUMENTS`; keeps each job's process number in a folder.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

COMMANDS = ("sbatch", "srun", "sacct", "scancel")


def install(folder: Path) -> Path:
    """Write the commands into a folder and return it; its `calls` tells how each was called."""
    for name in COMMANDS:
        file = folder / name
        line = f'exec "{sys.executable}" "{Path(__file__).resolve()}" "{folder}" {name} "$@"'
        file.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        file.chmod(0o755)
    return folder


def sbatch(state: Path, script: str) -> None:
    """Start each element of an array in a process group of its own."""
    text = Path(script).read_text(encoding="utf-8")
    if "partition=closed" in text:
        sys.exit("sbatch: error: invalid partition specified: closed")
    count = re.search(r"^#SBATCH --array=0-(\d+)%(\d+)$", text, re.MULTILINE)
    number = str(1000 + len(list(state.glob("*.pid"))))
    elements = [f"_{index}" for index in range(int(count[1]) + 1)] if count else [""]
    for element in elements:
        environment = {**os.environ, "SLURM_JOB_ID": number, "SLURM_NTASKS": "1"}
        environment |= {"SLURM_JOB_NUM_NODES": "1", "SLURM_PROCID": "0", "SLURM_LOCALID": "0"}
        if element:
            environment |= {"SLURM_ARRAY_JOB_ID": number, "SLURM_ARRAY_TASK_ID": element[1:]}
        child = subprocess.Popen(
            ["bash", script],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        (state / f"{number}{element}.pid").write_text(str(child.pid), encoding="utf-8")
    print(f"Submitted batch job {number}")


def srun(_: Path, *words: str) -> None:
    """Become the command, with its output and errors in the files named."""
    options, rest = {}, list(words)
    while rest[0].startswith("--"):
        name = rest.pop(0)
        if name != "--unbuffered":
            options[name] = rest.pop(0)
    array, element = (os.environ.get(f"SLURM_ARRAY_{what}_ID") for what in ("JOB", "TASK"))
    for stream, name in ((1, "--output"), (2, "--error")):
        path = options[name].replace("%j", os.environ["SLURM_JOB_ID"]).replace("%t", "0")
        path = path.replace("%A", array or "").replace("%a", element or "")
        os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND), stream)
    os.execvp(rest[0], rest)


def sacct(state: Path, *words: str) -> None:
    """Tell which jobs still run."""
    asked = [word for before, word in pairwise(words) if before == "-j"]
    print("JobID|State|NodeList")
    for path in state.glob("*.pid"):
        if path.stem.split("_")[0] in asked:
            is_running = Path(f"/proc/{path.read_text(encoding='utf-8')}").exists()
            print(f"{path.stem}|{'RUNNING' if is_running else 'COMPLETED'}|here")


def scancel(state: Path, number: str) -> None:
    """End a job."""
    with suppress(ProcessLookupError):
        os.killpg(int((state / f"{number}.pid").read_text(encoding="utf-8")), signal.SIGKILL)


if __name__ == "__main__":
    folder, name, *arguments = sys.argv[1:]
    with (Path(folder) / "calls").open("a", encoding="utf-8") as calls:
        calls.write(" ".join([name, *arguments]) + "\n")
    {"sbatch": sbatch, "srun": srun, "sacct": sacct, "scancel": scancel}[name](
        Path(folder), *arguments
    )
