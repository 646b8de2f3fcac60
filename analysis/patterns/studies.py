"""The runs that patterns read: worlds of the catalogue and of history, cut to what is measured."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np

import scenarios
from analysis.patterns.cut import cut
from analysis.patterns.kinds import Study
from model.inputs import Inputs
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from scenarios.history import history_inputs, read_histories

LEVELS = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Levels of the threats in the study of challenges; each partner meets each."""
TENSION = 0.3
"""Level of hostile words on both sides in the study of high tension: a lasting -.45 to -.6 of
rhetoric under the default persistence, hostile and clear of the end of the scale."""


def _challenges() -> tuple[Inputs, ...]:
    """Return five worlds in which each partner is threatened once, in the second month."""
    usual = cut(scenarios.build_scenario("baseline_2016"), months=2)
    threat = [item.name for item in SENDER_INSTRUMENTS].index("threat")
    worlds = []
    for shift in range(len(LEVELS)):
        instruments = np.zeros_like(usual.instruments)
        for dyad in range(len(usual.dyads)):
            instruments[1:, dyad, threat] = LEVELS[(dyad + shift) % len(LEVELS)]
        worlds.append(replace(usual, instruments=instruments))
    return tuple(worlds)


def _tension() -> tuple[Inputs, ...]:
    """Return ten years of hostile words between the sender and a nationalist partner."""
    usual = cut(scenarios.build_scenario("baseline_2016"), ["ECU"])
    months = 120
    instruments = np.zeros((months, 1, len(SENDER_INSTRUMENTS)))
    instruments[..., [item.name for item in SENDER_INSTRUMENTS].index("words")] = TENSION
    acts = np.zeros((months, 1, len(PARTNER_ACTS)))
    acts[..., [item.name for item in PARTNER_ACTS].index("words")] = TENSION
    return (replace(usual, months=months, instruments=instruments, acts=acts),)


def _of_catalogue(name: str, partner: str | None, months: int | None = None) -> tuple[Inputs, ...]:
    inputs = scenarios.build_scenario(name)
    chosen = None if partner is None else [partner]
    return (cut(inputs, chosen, months=months, has_network=partner is None),)


@cache
def _histories() -> dict[str, Any]:
    return read_histories()


@cache
def coding(history: str) -> dict[int, float]:
    """Return the yearly coding of cooperation of a shipped history, by year."""
    return {row.year: row.value for row in _histories()[history].observations["cooperation"]}


def _of_history(history: str) -> tuple[Inputs, ...]:
    """Return a dyad's own timeline over the years that are coded, free from its first month."""
    item = _histories()[history]
    return (history_inputs(item, first=item.first, last=f"{max(coding(history))}-12"),)


DYAD = ("dyad.operational", "dyad.trust", "dyad.mandate", "dyad.is_ruptured")

STUDIES: dict[str, Study] = {
    item.id: item
    for item in (
        Study(
            "challenges",
            "each of twelve partners threatened once, at five levels (baseline_2016, 2 months)",
            _challenges,
            ("dyad.challenged", "dyad.conceded", "dyad.stood_firm"),
        ),
        Study(
            "tension",
            "10 years of hostile words between the sender and a nationalist partner",
            _tension,
            ("dyad.rhetoric", "dyad.partner_rhetoric"),
        ),
        Study(
            "mexico_words",
            "bad_hombres_2017, Mexico alone",
            lambda: _of_catalogue("bad_hombres_2017", "MEX", 36),
            DYAD,
        ),
        Study(
            "mexico_law",
            "mexico_cienfuegos_2020, Mexico alone",
            lambda: _of_catalogue("mexico_cienfuegos_2020", "MEX", 67),
            DYAD,
        ),
        Study(
            "colombia",
            "colombia_decertification_1996, Colombia alone",
            lambda: _of_catalogue("colombia_decertification_1996", "COL", 34),
            DYAD,
        ),
        Study(
            "honduras",
            "honduras_suspension_2009, all partners and the network, 18 months",
            lambda: _of_catalogue("honduras_suspension_2009", None, 18),
            ("country.supply", "route.share"),
        ),
        Study(
            "suspension",
            "northern_triangle_suspension_2019, Honduras alone",
            lambda: _of_catalogue("northern_triangle_suspension_2019", "HND"),
            ("agency.capacity",),
        ),
        *(
            Study(
                f"history_{partner}",
                f"the dyad's own timeline over its coded years, history {history}",
                partial(_of_history, history),
                ("dyad.operational", "dyad.is_ruptured"),
            )
            for partner, history in (
                ("mex", "usa_mexico"),
                ("col", "usa_colombia"),
                ("bol", "usa_bolivia"),
            )
        ),
        Study(
            "baseline",
            "baseline_2016, all partners and the network, 12 months",
            lambda: _of_catalogue("baseline_2016", None, 12),
            (),
        ),
    )
}


@cache
def worlds(study: str) -> tuple[Inputs, ...]:
    """Return the worlds of a study, built once."""
    return STUDIES[study].worlds()
