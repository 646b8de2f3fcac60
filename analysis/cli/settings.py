"""How a world or a sweep is run, as the keys at the top of the configuration say: checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from analysis.cli.carried_out import GREATEST_SEED
from model.errors import UserError, unknown
from scenarios.configuration import SET_BY
from scenarios.format import months
from scenarios.problems import statement
from scenarios.sweeping import precision
from scenarios.sweeping.precision import Precision

SERIES = ("auto", "quantiles", "all", "none")
MOST = 1_000_000
"""Replicates."""
AUTO = "auto"
"""The number of replicates that adds them until intervals are narrow."""


@dataclass(frozen=True)
class Settings:
    """What the keys at the top of the configuration say, checked."""

    seed: int
    replicates: int
    precision: Precision | None
    output: Path
    n_jobs: int | None
    series: Any
    dyads: bool
    dry_run: bool
    audit: bool
    baseline: int
    save_at: str | None
    source: Path | None
    record: bool
    engine: str
    engine_options: Mapping[str, Any]


def settings(config: Mapping[str, Any], label: str, n_points: int = 1) -> Settings:
    """Return the checked settings.

    Parameters
    ----------
    config : mapping
        The composed configuration.
    label : str
        What the default folder is called after.
    n_points : int
        How many points there are, for the range of `baseline`.

    Raises
    ------
    UserError
        For the first value that cannot be used.
    """
    jobs = config["n_jobs"]
    series = config["series"]
    if series not in SERIES:
        raise unknown("value of series", str(series), SERIES, SET_BY)
    for name in ("record", "dyads", "dry_run", "audit"):
        if not isinstance(config[name], bool):
            raise _wrong(name, config[name], "is not true or false", "true, false")
    output = config["output"]
    folder = Path(str(output)).expanduser() if output is not None else default_folder(label)
    engine, engine_options = _cluster(config["cluster"], folder)
    source = config["from"]
    if source is not None and not Path(str(source)).is_file():
        raise _wrong("from", source, "is not a file", "a file that save_at wrote")
    return Settings(
        _whole("seed", config["seed"], 0, GREATEST_SEED),
        *_replicates(config, n_points),
        folder,
        None if jobs is None else _whole("n_jobs", jobs, 1, 4096),
        series,
        config["dyads"],
        config["dry_run"],
        config["audit"],
        _whole("baseline", config["baseline"], 0, n_points - 1),
        _month("save_at", config["save_at"]),
        None if source is None else Path(str(source)),
        config["record"],
        engine,
        engine_options,
    )


def _replicates(config: Mapping[str, Any], n_points: int) -> tuple[int, Precision | None]:
    """Return the replicates of a point; with `replicates=auto` the most, and what they are for."""
    given = config["replicates"]
    if given != AUTO:
        for name in ("half_width", "outcome", "max_replicates"):
            if config[name] is not None:
                rule, advice = f"belongs to replicates={AUTO}", f"Add replicates={AUTO}."
                raise UserError(statement(name, config[name], rule, "null", SET_BY, advice))
        return _whole("replicates", given, 1, MOST, f", or {AUTO}"), None
    most, set_by = precision.MOST, "default"
    if config["max_replicates"] is not None:
        most, set_by = _whole("max_replicates", config["max_replicates"], 1, MOST), SET_BY
    outcome = config["outcome"] or "operational_mean"
    asked = Precision(config["half_width"], outcome, is_paired=n_points > 1)
    precision.check(asked, most, SET_BY, set_by)
    return most, asked


def _cluster(chosen: Mapping[str, Any], output: Path) -> tuple[str, dict[str, Any]]:
    """Return where the chunks are computed: the engine and its options."""
    options = dict(chosen)
    name = options.pop("name")
    for key, least in (("retries", 0), ("cpus", 1), ("timeout", 1)):
        if key in options:
            _whole(f"cluster.{key}", options[key], least, 1_000_000)
    if name == "slurm" and options["folder"] is None:
        options["folder"] = output.with_name(f"{output.name}.jobs")
    return name, options


def default_folder(label: str) -> Path:
    """Return a new folder under `runs`, named by the time and what is run."""
    name = "".join(letter if letter.isalnum() or letter in "_-" else "_" for letter in label)[:60]
    first = Path("runs") / f"{datetime.now():%Y%m%d-%H%M%S}-{name}"
    folder, number = first, 2
    while folder.exists():
        folder, number = first.with_name(f"{first.name}-{number}"), number + 1
    return folder


def _whole(name: str, value: Any, low: int, high: int, other: str = "") -> int:
    allowed = f"{low} to {high}{other}"
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(name, value, "is not a whole number", allowed)
    if not low <= value <= high:
        raise _wrong(name, value, f"is outside [{low}, {high}]", allowed)
    return value


def _month(name: str, value: Any) -> str | None:
    if value is None:
        return None
    try:
        months.number(str(value))
    except ValueError as error:
        raise _wrong(name, value, str(error), "YYYY-MM") from None
    return str(value)


def _wrong(name: str, value: Any, rule: str, allowed: str) -> UserError:
    return UserError(statement(name, value, rule, allowed, SET_BY, "Correct it."))
