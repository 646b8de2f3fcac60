"""The record of one run, and of the runs of a point, as both drivers give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.founding import World
from model.inputs import Inputs
from model.parameters.operations import Detection


@dataclass(frozen=True)
class Plan:
    """What of the network does not change in a run.

    Attributes
    ----------
    sender_detection, own_detection : ndarray, shape (countries,)
    dyads : tuple of arrays of int
        The dyads that watch each country.
    chains : tuple of arrays of int
        The countries of each route, the producer first.
    shares : ndarray, shape (routes,)
        The shares with which the first month's flow is sent.
    detection : Detection
        The parameters of detection.
    """

    sender_detection: NDArray[np.float64]
    own_detection: NDArray[np.float64]
    dyads: tuple[NDArray[np.intp], ...]
    chains: tuple[NDArray[np.intp], ...]
    shares: NDArray[np.float64]
    detection: Detection


@dataclass(frozen=True)
class Run:
    """What one world did.

    Attributes
    ----------
    start : str
        First month, `YYYY-MM`.
    series : mapping from "axis.name" to ndarray, shape (months, entities)
        Every variable of `model.state.VARIABLES` after each month.
    ids : mapping from axis to entity ids
    plan : Plan
        The fixed part of the network.
    """

    start: str
    series: Mapping[str, NDArray[np.float64]]
    ids: Mapping[str, tuple[str, ...]]
    plan: Plan


@dataclass(frozen=True)
class PointRuns:
    """The runs of one point, in the order of the replicates; R is how many there are.

    Attributes
    ----------
    outcomes : mapping from name to ndarray, shape (R,)
        `OUTCOMES` and `PAIRED_OUTCOMES`; the latter NaN without a baseline of the same structure.
    dyads : mapping from name to ndarray, shape (R, dyads)
        `DYAD_OUTCOMES`.
    series : mapping from "axis.name" to ndarray, shape (R, months, entities)
        The variables asked for, after each month.
    ids : mapping from axis to entity ids
    """

    outcomes: Mapping[str, NDArray[np.float64]]
    dyads: Mapping[str, NDArray[np.float64]]
    series: Mapping[str, NDArray[np.float64]]
    ids: Mapping[str, tuple[str, ...]]


def plan(inputs: Inputs, world: World) -> Plan:
    """Return the fixed part of a world's network."""
    return Plan(
        np.array([country.sender_detection for country in inputs.countries]),
        np.array([country.own_detection for country in inputs.countries]),
        tuple(np.array([d.index for d in c.dyads], dtype=np.intp) for c in world.countries),
        tuple(np.array([c.index for c in r.chain], dtype=np.intp) for r in world.routes),
        np.array([route.share for route in inputs.routes]),
        inputs.parameters.detection,
    )
