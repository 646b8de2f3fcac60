"""Made-up worlds of any number of partners, for the cost of size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.inputs import (
    AgencyInput,
    CountryInput,
    DyadInput,
    GovernmentInput,
    Inputs,
    LinkInput,
    RouteInput,
)
from model.instruments import N_ACTS, N_INSTRUMENTS
from model.small import small_inputs

LINKS_EACH = 10


def wide(partners: int, months: int = 96) -> Inputs:
    """Return a world of one sender and some partners with ten links and a route each."""
    names = [f"P{i:03d}" for i in range(partners)]
    ours = [AgencyInput(f"SND.a{k}", "SND", f"a{k}", "investigation") for k in range(LINKS_EACH)]
    theirs = [AgencyInput(f"{n}.police", n, "police", "police", aid_share=0.4) for n in names]
    return replace(
        small_inputs(months),
        governments=(
            GovernmentInput("SND", "Sender", "sender"),
            *(GovernmentInput(n, n, "partner") for n in names),
        ),
        agencies=(*ours, *theirs),
        dyads=tuple(DyadInput("SND", n) for n in names),
        links=tuple(LinkInput(a.id, f"{n}.police") for n in names for a in ours),
        countries=(
            *(CountryInput(n, supply=1.0, partner=n) for n in names),
            CountryInput("SND"),
        ),
        routes=tuple(RouteInput(f"{n} direct", (n, "SND"), 1.0) for n in names),
        instruments=np.zeros((months, partners, N_INSTRUMENTS)),
        acts=np.zeros((months, partners, N_ACTS)),
    )
