"""`theory=` on the command line: run, sweep, what goes before it, and what designs leave alone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import yaml

import analysis
from scenarios.building.theory import theory


def test_a_run_under_a_theory(small):
    result = small("run", "theory=pure_reciprocity", "output=runs/one", "series=none")
    assert result.code == 0, result.err
    files = [path for path in Path("runs/one").iterdir() if path.suffix in (".json", ".yaml")]
    assert any("pure_reciprocity" in path.read_text(encoding="utf-8") for path in files)


def test_a_sweep_over_theories(small):
    given = ("theory=full,bargaining,institutionalism", "replicates=2", "series=none")
    result = small("sweep", *given, "output=runs/three")
    assert result.code == 0, result.err
    records = analysis.load("runs/three")
    means = records.outcomes.groupby("theory", sort=False)["operational_mean"].mean()
    assert means.index.tolist() == ["full", "bargaining", "institutionalism"]
    assert means.nunique() == 3


def test_a_number_on_the_command_line_goes_before_the_theory(small):
    result = small("run", "theory=bargaining", "model.mandate.trust=0.4", "--cfg", "job")
    assert result.code == 0, result.err
    config = yaml.safe_load(result.out)
    assert config["model"]["mandate"]["trust"] == 0.4
    assert config["model"]["mandate"]["grievance"] == 0.0
    assert config["strategy"]["id"] == "neutral"
    assert config["theory"]["id"] == "bargaining"


def test_a_strategy_on_the_command_line_goes_before_the_theory(small):
    result = small("run", "theory=bargaining", "strategy=hedger", "--cfg", "job")
    assert yaml.safe_load(result.out)["strategy"]["id"] == "hedger"


def test_designs_leave_alone_what_a_theory_fixes(small):
    given = ("theory=bargaining", "design=latin_hypercube", "points=2", "replicates=1")
    told = small("sweep", *given, "over=model.trust", "--dry-run")
    assert told.code == 2
    assert "over=model.trust varies what theory=bargaining fixes" in told.err
    one = small("sweep", *given, "over=model.mandate.grievance", "--dry-run")
    assert "varies what theory=bargaining fixes" in one.err
    result = small("sweep", *given, "over=model.mandate", "output=runs/design", "series=none")
    assert result.code == 0, result.err
    columns = set(pd.read_parquet("runs/design/design.parquet").columns)
    fixed = {f"model.{name}" for name in theory("bargaining").values}
    assert "model.mandate.coercion" in columns
    assert not columns & fixed


def test_an_unknown_theory(small):
    result = small("run", "theory=bargainin")
    assert result.code == 2
    assert "Unknown theory 'bargainin'" in result.err
    assert "Did you mean 'bargaining'" in result.err
