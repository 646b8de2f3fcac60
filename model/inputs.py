"""What a world is made of: the typed inputs of both drivers.

Everything here is a plain frozen value; `scenarios` builds it from the catalogue, a user may build
it by hand. Numbers are validated where people type them (`scenarios`), not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from model.parameters import Parameters, defaults

Role = Literal["sender", "partner"]
Account = Literal["security", "development"]


@dataclass(frozen=True)
class GovernmentInput:
    """A government at the start.

    `ideology` in [-1, 1]: 1 is closest to the sender. `nationalism` in [0, 1]. `elections` are
    months from the start (0 is the first month) in which its calendar may change the leader;
    whoever scripts its leaders leaves out the months that the script tells of.
    """

    id: str
    name: str
    role: Role
    ideology: float = 0.0
    nationalism: float = 0.5
    months_in_office: float = 0.0
    elections: tuple[int, ...] = ()


@dataclass(frozen=True)
class AgencyInput:
    """An enforcement agency.

    `autonomy` in [0, 1] (1: answers to nobody); `capacity` in [0, 1]; `aid_share` in [0, 1] is the
    share of its capacity that the senders' aid pays for, from `account`; `exposure` in [0, 1] is
    how much of its presence an expulsion removes (sender agencies); `detection_weight` and
    `eradication_weight` >= 0 say how much its links count for each (sender agencies).
    """

    id: str
    government: str
    kind: str
    mission: str
    autonomy: float = 0.4
    capacity: float = 1.0
    aid_share: float = 0.0
    account: Account = "security"
    exposure: float = 0.5
    detection_weight: float = 1.0
    eradication_weight: float = 0.0


@dataclass(frozen=True)
class DyadInput:
    """A sender and a partner at the start; every number in [0, 1] unless said.

    `trust` and `grievance` are the partner's towards the sender, `sender_trust` the reverse;
    `rhetoric` (sender's) and `partner_rhetoric` in [-1, 1], 1 is friendly. `patron` is the strength
    of the partner's alternative, `common_threat` what both fear, `reputation` its sensitivity to
    being named, `reach` the sender's bases and overflight, `sender_exposure` what imposing costs
    the sender.
    """

    sender: str
    partner: str
    trust: float = 0.6
    sender_trust: float = 0.6
    grievance: float = 0.0
    rhetoric: float = 0.0
    partner_rhetoric: float = 0.0
    credibility: float = 0.6
    mandate: float = 0.7
    is_ruptured: bool = False
    concession: float = 0.0
    law: float = 0.0
    reach: float = 0.5
    aid_dependence: float = 0.3
    trade_dependence: float = 0.4
    reputation: float = 0.5
    patron: float = 0.2
    common_threat: float = 0.5
    sender_exposure: float = 0.2


@dataclass(frozen=True)
class LinkInput:
    """A working tie between a sender agency and a partner agency; every number in [0, 1]."""

    sender_agency: str
    partner_agency: str
    access: float = 1.0
    liaison: float = 1.0
    working_trust: float = 0.8


@dataclass(frozen=True)
class CountryInput:
    """A country that flow passes: detection by sender's and own means in [0, 1], supply in t/month.

    `partner` names the partner government it belongs to, or None (the market, the high seas).
    """

    id: str
    sender_detection: float = 0.1
    own_detection: float = 0.1
    supply: float = 0.0
    partner: str | None = None


@dataclass(frozen=True)
class RouteInput:
    """A chain of countries from a producer to the market; `share` of that producer's flow.

    What makes a route cheap or dear beyond its risk is inferred from its share at the start.
    """

    id: str
    chain: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class LeaderChange:
    """A change of leader that happened: in `month` from the start, to `ideology` in [-1, 1]."""

    government: str
    month: int
    ideology: float


@dataclass(frozen=True)
class Behaviour:
    """A rule's name (a sender policy or a partner strategy) and its four coefficients."""

    rule: str
    coefficients: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Inputs:
    """A complete world and what is done in it.

    Attributes
    ----------
    start : str
        First month, `YYYY-MM`.
    months : int
        Horizon, >= 1.
    instruments : ndarray, shape (months, dyads, N_INSTRUMENTS)
        Scripted levels of the senders' instruments, in the order of `SENDER_INSTRUMENTS`.
    acts : ndarray, shape (months, dyads, N_ACTS)
        Scripted levels of the partners' acts, in the order of `PARTNER_ACTS`.
    policies, strategies : mapping from government id to Behaviour
        How each sender, each partner behaves beyond the script.
    """

    start: str
    months: int
    governments: tuple[GovernmentInput, ...]
    agencies: tuple[AgencyInput, ...]
    dyads: tuple[DyadInput, ...]
    links: tuple[LinkInput, ...]
    countries: tuple[CountryInput, ...]
    routes: tuple[RouteInput, ...]
    instruments: NDArray[np.float64]
    acts: NDArray[np.float64]
    leaders: tuple[LeaderChange, ...] = ()
    policies: Mapping[str, Behaviour] = field(default_factory=dict)
    strategies: Mapping[str, Behaviour] = field(default_factory=dict)
    parameters: Parameters = field(default_factory=defaults)
