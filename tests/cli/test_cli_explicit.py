"""What is typed goes before what files say, also for keys of what is swept or of an experiment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from model.parameters import catalogue

Comity = Callable[..., Any]
KEY = "trust.up_per_month"
USUAL = next(row.value for row in catalogue() if row.full_name == KEY)
OWN = f"""\
id: own
title: Own
summary: The default scenario under a law of its own.
based_on: baseline_2016
parameters:
  {KEY}: {{value: 0.5, assumed: [0.2, 0.6], why: to see it}}
sources: []
"""


def means(folder: str) -> list[float]:
    table = pd.read_parquet(Path(folder) / "outcomes.parquet")
    return table.groupby("point")["trust_mean"].mean().tolist()


@pytest.fixture
def own(comity: Comity, tmp_path: Path) -> Comity:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.yaml").write_text(OWN, encoding="utf-8")
    head = ("sweep", "scenarios_dir=mine", "scenario.months=24", "replicates=2")
    return lambda *words: comity(*head, *words)


def test_a_typed_default_goes_before_the_scenarios_own_value(own: Comity) -> None:
    runs = {
        "as_it_is": ["scenario=own"],
        "default": ["scenario=baseline_2016"],
        "typed": ["scenario=own", f"model.{KEY}={USUAL}"],
        "swept": ["scenario=own", f"model.{KEY}=0.5,{USUAL}"],
    }
    for name, words in runs.items():
        assert own(*words, f"output={name}").code == 0
    as_it_is, default = means("as_it_is"), means("default")
    assert as_it_is != default
    assert means("typed") == default
    assert means("swept") == as_it_is + default


def test_keys_of_a_policy_that_is_swept_or_an_experiments(own: Comity) -> None:
    assert own("policy=tough_talk", "policy.words=0.9", "output=one").code == 0
    assert own("policy=tough_talk,tough_talk", "policy.words=0.9", "output=both").code == 0
    assert means("both") == 2 * means("one")
    assert own("experiment=ablation", "off=null", "policy.words=0.9", "output=all_on").code == 0
    assert means("all_on") == means("one")
    result = own("policy=tough_talk,transactional", "policy.words=0.9", "output=none")
    assert (result.code, result.out) == (2, "")
    assert "Unknown key in policy 'words'" in result.err
