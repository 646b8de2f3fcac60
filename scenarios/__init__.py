"""The catalogue: what governments do and when, with its sources; designs, sweeps and records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scenarios.build import build, build_scenario
from scenarios.catalogue import Catalogue
from scenarios.citations import cite
from scenarios.schema import ScenarioFile

__all__ = ["Catalogue", "build", "build_scenario", "cite", "ids", "load", "resolved"]


def ids(scenarios_dir: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the scenarios, a user's own after the packaged ones."""
    return Catalogue(scenarios_dir).ids()


def load(name: str, scenarios_dir: Path | None = None) -> ScenarioFile:
    """Return a scenario, composed and validated, every number with its origin."""
    return Catalogue(scenarios_dir).load(name)


def resolved(name: str, scenarios_dir: Path | None = None) -> dict[str, Any]:
    """Return a scenario as plain nested values: what is shown, overridden and built."""
    return Catalogue(scenarios_dir).resolved(name)
