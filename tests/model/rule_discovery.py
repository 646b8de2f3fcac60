"""Every public rule of the law, and random admissible arguments for it."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module
from random import Random
from typing import Any

from model import parameters, rules

UNIT = (0.0, 1.0)
SIGNED = (-1.0, 1.0)
STOCK = (0.0, 10.0)
TONNES = (0.0, 200.0)
NOISE = (-2.449489742783178, 2.449489742783178)

# Arguments that are not in [0, 1], by name, or by rule and name where one name has two meanings.
ARGUMENTS: dict[str, tuple[float, float]] = {
    "own": SIGNED, "other": SIGNED, "deliberate": SIGNED, "rhetoric": SIGNED, "noise": NOISE,
    "reactivity": (0.0, 3.0), "deviation": SIGNED, "ideology": SIGNED, "approval": SIGNED,
    "ideology_at_start": SIGNED, "old": SIGNED, "grievance": (0.0, 2.0),
    "aid_level": (0.0, 6.0), "increase": (0.0, 5.0), "aid_increase": (0.0, 5.0),
    "inclination": (-2.0, 2.0), "drive": (-2.0, 4.0), "shift": (-2.0, 2.0),
    "excess_arrivals": (0.0, 5.0), "arrivals": TONNES, "at_start": TONNES, "supply": TONNES,
    "target": TONNES, "extra_cost": (-10.0, 10.0), "total": STOCK, "weighted": (-10.0, 10.0),
    "n": STOCK, "ideologies": (-10.0, 10.0),
    "supply.target.usual": TONNES, "politics.pressure.pressure": STOCK,
    "politics.hawkishness.pressure": STOCK, "turnover.ideology.scripted": SIGNED,
    "pressure.third_party.own": UNIT, "routes.share.scale": (0.2, 1.0),
    "instruments.in_force.high": (0.0, 5.0), "instruments.in_force.scripted": (0.0, 5.0),
    "instruments.in_force.chosen": (0.0, 5.0),
}  # fmt: skip

# Results that are not in [0, 1].
RESULTS: dict[str, tuple[float, float]] = {
    "audience.approval": SIGNED,
    "grievance.after_month": (0.0, 3.0),
    "instruments.aid_level": (0.0, 6.0),
    "instruments.in_force": (0.0, 5.0),
    "mandate.political_drive": (-12.0, 6.0),
    "mandate.material_drive": (-6.0, 21.0),
    "mandate.weights": (0.0, float("inf")),
    "politics.excess": (0.0, float("inf")),
    "politics.pressure": (0.0, 45.0),
    "routes.attraction": (0.0, float("inf")),
    "routes.extra_cost": (-10.0, 10.0),
    "routes.scale": (0.0, float("inf")),
    "rupture.drive": (-1.0, 3.0),
    "speech.rhetoric": SIGNED,
    "supply.after_month": TONNES,
    "supply.target": (0.0, 400.0),
    "turnover.ideology": SIGNED,
}


def discovered() -> dict[str, Callable[..., Any]]:
    """Return every public function of `model/rules`, by `file.name`."""
    found = {}
    for item in pkgutil.iter_modules(rules.__path__):
        module = import_module(f"model.rules.{item.name}")
        for name, rule in inspect.getmembers(module, inspect.isfunction):
            if rule.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{item.name}.{name}"] = rule
    return found


RULES = discovered()


def group_of(name: str) -> str | None:
    """Return the parameter group a rule takes, if any."""
    p = inspect.signature(RULES[name]).parameters.get("p")
    if p is None:
        return None
    by_class = {kind.__name__: group for group, kind in parameters.groups().items()}
    return by_class[str(p.annotation)]


def random_group(group: str, random: Random) -> Any:
    """Return a parameter group with each value anywhere in its admissible range, or at an end."""
    kind = parameters.groups()[group]
    rows = [row for row in parameters.catalogue() if row.group == group]
    return kind(**{row.name: _number((row.low, row.high), random) for row in rows})


def random_arguments(name: str, random: Random) -> list[Any]:
    """Return admissible arguments of a rule; one number in five is at an end of its range."""
    values: list[Any] = []
    for argument in inspect.signature(RULES[name]).parameters:
        if argument == "p":
            values.append(random_group(group_of(name) or "", random))
            continue
        bounds = ARGUMENTS.get(f"{name}.{argument}", ARGUMENTS.get(argument, UNIT))
        is_flag = argument.startswith(("is_", "was_"))
        values.append(float(random.random() < 0.5) if is_flag else _number(bounds, random))
    return values


def _number(bounds: tuple[float, float], random: Random) -> float:
    low, high = bounds
    return random.choice(bounds) if random.random() < 0.2 else random.uniform(low, high)
