"""What the README shows is executed, so that it stays true."""

from __future__ import annotations

import re
from pathlib import Path

import scenarios

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_subclass_example_runs() -> None:
    example = next(
        block
        for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL)
        if "class Stubborn" in block
    )
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    dyad = next(d for d in names["model"].dyads if d.partner == "MEX")  # type: ignore[attr-defined]
    assert dyad.mandate <= 0.5


def test_every_scenario_named_in_the_seed_points_exists() -> None:
    table = README.split("## What the seed article describes")[1].split("\n## ")[0]
    known = set(scenarios.ids())
    named = {
        name for command in re.findall(r"scenario=([\w,]+)", table) for name in command.split(",")
    } | set(re.findall(r"`([a-z_]+_(?:19|20)\d\d)`", table))
    assert len(named) > 8
    assert named <= known
