"""Saving a world at a month and going on from there, exactly.

Draws are addressed, so a checkpoint holds the state and the month, no generator. Floats are written
in full (`repr`), so a continued run is identical to the bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from model.errors import UserError
from model.inputs import Inputs
from model.state import Country, Dyad, Flow, Link, Route, variables
from model.world import CooperationModel

VERSION = 1
MORE_OF_DYAD = ("instruments", "acts", "inclination", "trust_at_start", "sender_trust_at_start")
MORE = {
    "link": ("expected_success",),
    "country": ("eradication_at_start",),
    "route": ("removal_at_start",),
    "network": ("arrived_at_start",),
    "dyad": MORE_OF_DYAD,
}
KINDS = {"dyad": Dyad, "link": Link, "country": Country, "route": Route, "network": Flow}


def save(model: CooperationModel) -> dict[str, Any]:
    """Return a JSON-able document of a world's state after its last month.

    `seed` and `replicate` are kept too: a continued run draws what the first would have drawn.
    """
    return {
        "version": VERSION,
        "start": model.inputs.start,
        "month": model.month,
        "seed": model.seed_used,
        "replicate": model.replicate,
        "state": {
            axis: {
                getattr(entity, "id", axis): {name: getattr(entity, name) for name in _names(axis)}
                for entity in entities
            }
            for axis, entities in model.entities.items()
        },
    }


def restore[W: CooperationModel](
    inputs: Inputs, document: Mapping[str, Any], world: type[W] = CooperationModel
) -> W:
    """Return the world of a checkpoint, ready to go on with (possibly other) `inputs`.

    Parameters
    ----------
    inputs : Inputs
        What the world goes on with: the same start and the same entities.
    document : mapping
        What `save` returned.
    world : subclass of CooperationModel
        Which class the world is founded as.

    Raises
    ------
    UserError
        If the document is of another version, another start, or of a world with other entities.
    """
    if document.get("version") != VERSION:
        raise UserError(
            f"version={document.get('version')} is not a checkpoint this version reads; allowed "
            f"{VERSION}; set by the file. Save it again with this version."
        )
    if document["start"] != inputs.start:
        raise UserError(
            f"start={document['start']} differs from the scenario's {inputs.start}; allowed "
            f"{inputs.start}; set by the file. Continue with a scenario that starts in that month."
        )
    model = world(inputs, replicate=document["replicate"], rng=document["seed"])
    for axis, entities in model.entities.items():
        saved = document["state"][axis]
        names = {getattr(entity, "id", axis) for entity in entities}
        if names != set(saved):
            odd = sorted(names ^ set(saved))[0]
            raise UserError(
                f"{axis}={odd} is in only one of the file and the scenario's world; allowed the "
                "same entities in both; set by the file. Continue with the same world."
            )
        for entity in entities:
            for name, value in saved[getattr(entity, "id", axis)].items():
                setattr(entity, name, value)
    model.month = document["month"]
    return model


def _names(axis: str) -> tuple[str, ...]:
    if axis not in KINDS:
        return variables(axis)  # type: ignore[arg-type]
    known = {item.name for item in fields(KINDS[axis])}
    return tuple(name for name in (*variables(axis), *MORE[axis]) if name in known)  # type: ignore[arg-type]
