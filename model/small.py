"""A small made-up world for examples, teaching and tests: one sender, three partners."""

from __future__ import annotations

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
from model.instruments import INSTRUMENT_INDEX, N_ACTS, N_INSTRUMENTS

PARTNERS = ("AAA", "BBB", "CCC")


def small_inputs(months: int = 24, words: float = 0.0) -> Inputs:
    """Return the small world over some months, with hostile words towards AAA from month 6 on.

    Parameters
    ----------
    months : int
        Horizon, >= 1.
    words : float
        Intensity in [0, 1].
    """
    instruments = np.zeros((months, len(PARTNERS), N_INSTRUMENTS))
    instruments[6:, 0, INSTRUMENT_INDEX["words"]] = words
    kinds = (("police", "investigation"), ("military", "interdiction"))
    agencies = [
        AgencyInput("SND.law", "SND", "law", "investigation", exposure=0.8, eradication_weight=0.2),
        AgencyInput("SND.sea", "SND", "sea", "interdiction", exposure=0.4),
    ]
    agencies += [
        AgencyInput(f"{p}.{kind}", p, kind, mission, capacity=0.9, aid_share=0.4)
        for p in PARTNERS
        for kind, mission in kinds
    ]
    pairs = (("SND.law", "police"), ("SND.sea", "military"))
    return Inputs(
        start="2015-01",
        months=months,
        governments=(
            GovernmentInput("SND", "Sender", "sender", elections=(11,)),
            GovernmentInput("AAA", "Alpha", "partner", 0.2, 0.6, 12.0, (15,)),
            GovernmentInput("BBB", "Beta", "partner", 0.5, 0.4, 30.0, (9,)),
            GovernmentInput("CCC", "Gamma", "partner", -0.6, 0.7, 60.0, (20,)),
        ),
        agencies=tuple(agencies),
        dyads=tuple(
            DyadInput("SND", p, trust=t) for p, t in zip(PARTNERS, (0.7, 0.6, 0.3), strict=True)
        ),
        links=tuple(LinkInput(ours, f"{p}.{kind}") for p in PARTNERS for ours, kind in pairs),
        countries=(
            CountryInput("AAA", 0.1, 0.1, 0.0, "AAA"),
            CountryInput("BBB", 0.1, 0.08, 40.0, "BBB"),
            CountryInput("CCC", 0.05, 0.05, 0.0, "CCC"),
            CountryInput("SND", 0.1, 0.0, 0.0, None),
        ),
        routes=(
            RouteInput("direct", ("BBB", "AAA", "SND"), 0.7),
            RouteInput("around", ("BBB", "CCC", "SND"), 0.3),
        ),
        instruments=instruments,
        acts=np.zeros((months, len(PARTNERS), N_ACTS)),
    )
