"""How long the analyses take: `comity sensitivity`, `discover`, `robust`, `search` and `tipping`.

    python -m benchmarks.analysis_speed

Writes synthetic records of a million runs in the real format to a temporary folder (a minute or
two), then runs the commands in processes of their own and prints wall time, processor time and peak
memory of each: the aim for Sobol' indices is 10 s. `robust` reads the sweep of its page, 107,940
runs; `search` and `tipping` simulate what they need, with their default options.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from benchmarks.cost import measure
from model.run import PointRuns
from scenarios.design import Design, Factor, make
from scenarios.designing.point_table import Column, PointTable
from scenarios.recording.provenance import begin
from scenarios.recording.record_files import Contents, fill
from scenarios.recording.results import PointResult
from scenarios.recording.rows import RUN_OUTCOMES, outcome_rows
from scenarios.recording.series import Keep

FACTORS = 14
AT_ONCE = 4096
SHAPES = (
    ("65,536 blocks x 16 points x 1 replicate", "saltelli", 65_536, 1),
    ("4,096 blocks x 16 points x 16 replicates", "saltelli", 4_096, 16),
    ("10,000 points x 100 replicates", "latin_hypercube", 10_000, 100),
)


def design(kind: str, points: int) -> Design:
    """Return a design over `FACTORS` numbers."""
    over = [Factor(f"model.made.x{i}", 0.0, 1.0, 0.5) for i in range(1, FACTORS + 1)]
    return make(kind, over, points, seed=0)


def write(folder: Path, made: Design, replicates: int) -> None:
    """Write a record whose outcomes are a sum with an interaction, plus luck."""
    rng = np.random.default_rng(0)
    x = made.values
    level = x @ (1.0 / np.arange(1.0, FACTORS + 1.0)) + 2.0 * x[:, 0] * x[:, 1]
    shared = rng.normal(0.0, 0.3, replicates)
    numbers = np.arange(replicates)
    empty, names = np.zeros(replicates), [item.name for item in RUN_OUTCOMES]

    def tables():  # some points at a time, so that a million runs do not stand in memory
        for first in range(0, len(made), AT_ONCE):
            part = []
            for row in range(first, min(first + AT_ONCE, len(made))):
                held = dict.fromkeys(names, empty)
                held["operational_mean"] = level[row] + shared + rng.normal(0.0, 0.3, replicates)
                part.append(PointResult(row, numbers, PointRuns(held, {}, {}, {"dyad": ()})))
            yield outcome_rows(part)

    base = {"scenario": {"id": "made"}, "policy": {"id": "made"}, "strategy": {"id": "made"}}
    columns = [Column("design_point", np.arange(len(made)).astype(object))]
    columns += [
        Column(name, np.ascontiguousarray(values), is_label=False)
        for name, values in zip(made.names, x.T, strict=True)
    ]
    points = PointTable([base], np.zeros(len(made), dtype=np.int32), columns)
    contents = Contents(
        points,
        0,
        replicates,
        tables(),
        None,
        (),
        Keep("none"),
        len(made) * replicates,
        design=made,
    )
    folder.mkdir()
    fill(folder, contents, {}, (begin(), 0.0))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        for number, (title, kind, points, replicates) in enumerate(SHAPES):
            folder = Path(place) / str(number)
            write(folder, design(kind, points), replicates)
            size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
            print(f"{title}, {FACTORS} numbers, {size:.0f} MiB")
            outcome = ["--outcomes", "operational_mean"]
            commands = [["sensitivity", str(folder), *outcome]]
            if kind == "latin_hypercube":
                commands.append(["discover", str(folder), "--fails", "operational_mean<1.2"])
            for command in commands:
                show(command)
        print("with their own options")
        swept = str(Path(place) / "robust")
        show(["sweep", "experiment=robust", f"output={swept}"])
        show(["robust", swept])
        show(["search", "--output", str(Path(place) / "search")])
        show(["tipping", "instrument=words", "partner=MEX", f"output={place}/tipping"])


def show(command: list[str]) -> None:
    """Print what a command costs."""
    seconds, processor, memory = measure(command)
    print(
        f"  {command[0]:12} {seconds:6.1f} s ({processor:5.1f} s of processors) {memory:5.2f} GiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
