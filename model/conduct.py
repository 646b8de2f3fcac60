"""What the conduct of senders and partners shares: the world they act in and how they post."""

from __future__ import annotations

from typing import Any, Protocol

from model.inputs import Inputs
from model.parameters import Parameters
from model.state import Dyad, Flow

Uniforms = tuple[float, ...]


class Host(Protocol):
    """What conduct needs of the model it lives in."""

    inputs: Inputs
    parameters: Parameters
    month: int
    flow: Flow

    def draw(self, stage: int, index: int) -> Uniforms:
        """Return the month's uniforms of an entity in a stage."""

    def post(self, entity: Any, **values: Any) -> None:
        """Queue new values, applied when the step ends."""

    def government(self, name: str) -> Any:
        """Return a government by id."""


class Conduct:
    """A government's identity, its dyads and its state; roles add what it does.

    Attributes
    ----------
    id, name, role, nationalism : as in `GovernmentInput`.
    ideology, approval, is_new_leader, months_in_office : the leader's state.
    home_pressure, hawkishness : a sender's politics.
    dyads : list of Dyad
        All dyads it is a side of, in the order of the inputs.
    """

    host: Host
    id: str
    role: str
    nationalism: float
    ideology: float
    approval: float
    is_new_leader: float
    months_in_office: float
    home_pressure: float
    hawkishness: float
    dyads: list[Dyad]
