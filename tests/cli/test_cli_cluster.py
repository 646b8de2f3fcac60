"""`comity sweep cluster=...`: where the chunks are computed changes no number."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import scenarios.sweeping.request
from analysis.cli import progress, sweeping
from scenarios.sweep import How, Sweep

Comity = Callable[..., Any]
WORDS = ("policy=tough_talk", "policy.words=0,0.9", "replicates=3")
SBATCH = "cluster.sbatch={account: drugs, mem: 32GB}"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[How]:
    """Note how sweeps are asked to be computed instead of running them."""
    found: list[How] = []

    def note(sweep: Sweep, folder: Path, how: How) -> None:
        found.append(how)
        raise KeyboardInterrupt

    monkeypatch.setattr(sweeping, "run_sweep", note)
    return found


def test_the_record_is_the_same(small: Comity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios.sweeping.request, "SERIES_CHUNK_RUNS", 2)
    monkeypatch.setattr(progress, "EVERY_SECONDS", math.inf)  # on a busy machine workers come late
    for output, cluster in (("one", "local"), ("other", "joblib")):
        result = small("sweep", *WORDS, f"output={output}", f"cluster={cluster}")
        assert (result.code, result.err) == (0, "")
    assert Path("one/outcomes.parquet").read_bytes() == Path("other/outcomes.parquet").read_bytes()


def test_options_reach_the_engine(small: Comity, asked: list[How]) -> None:
    small("sweep", *WORDS, "output=out", "cluster=ray", "cluster.address=auto")
    small("sweep", *WORDS, "output=out", "cluster=slurm", "cluster.partition=long", SBATCH)
    small("sweep", *WORDS, "output=out")
    assert [how.engine for how in asked] == ["ray", "slurm", "local"]
    assert [dict(how.options) for how in asked] == [
        {"address": "auto", "retries": 2},
        {
            "executor": "slurm",
            "folder": Path("out.jobs"),
            "cpus": 1,
            "timeout": 60,
            "partition": "long",
            "sbatch": {"account": "drugs", "mem": "32GB"},
        },
        {},
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("cluster=rai",), "Unknown cluster 'rai' (set by the command line). Did you mean 'ray'?"),
        (
            ("cluster=ray", "cluster.adress=auto"),
            "Unknown key in cluster 'adress' (set by the command line). Did you mean 'address'? "
            "Known: address, retries.",
        ),
        (("cluster.retries=1",), "cluster.retries is not a key of what is chosen"),
        (("cluster=local,ray",), "cluster has several values; allowed one for the whole sweep"),
        (("cluster=ray", "cluster.retries=1,2"), "cluster.retries has several values"),
        (("cluster=joblib", "cluster.retries=-1"), "cluster.retries=-1 is outside [0, 1000000]"),
        (("cluster=slurm", "cluster.executor=pbs"), "Unknown executor of cluster=slurm 'pbs'"),
    ],
)
def test_mistakes_write_nothing(small: Comity, words: tuple[str, ...], told: str) -> None:
    result = small("sweep", *WORDS, "output=out", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(told)
    assert not Path("out").exists()
