"""What happened, in words: the reasons are the law's own, and slow slides are told too."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import scenarios
from analysis import explain
from analysis.chronicle import entries, last_told
from analysis.flows import legs
from analysis.frames import Frame, frame
from analysis.spans import spans
from model.inputs import Inputs
from model.rules import mandate
from model.world import CooperationModel

NAME = "wall_and_deployment_threat_2017"


@pytest.fixture(scope="module")
def run() -> tuple[Inputs, list[Frame], CooperationModel]:
    inputs = scenarios.build_scenario(NAME)
    model = CooperationModel(inputs, rng=0)
    frames = [frame(model)]
    for _ in range(50):
        model.step()
        frames.append(frame(model))
    return inputs, frames, model


def test_terms_add_up_to_the_change_of_the_ideal(run: Any) -> None:
    """The terms sum to the drive now minus the drive at the founding, plus the strategy's shift."""
    inputs, frames, model = run
    for i, dyad in enumerate(model.dyads):
        g = next(g for g in inputs.governments if g.id == dyad.partner)
        p = inputs.parameters.mandate
        partner = inputs.governments.index(g)
        now, before = frames[50], frames[49]
        x = dyad.instruments
        drive = mandate.political_drive(
            dyad.trust, dyad.grievance, float(before["government.ideology"][partner]),
            float(now["government.approval"][partner]), g.nationalism, dyad.words, p,
        ) + mandate.material_drive(
            1.0 - 0.5 * (x[7] + x[8]) + x[14], dyad.aid_dependence, dyad.stake,
            float(before["dyad.operational"][i]), dyad.common_threat, dyad.patron, dyad.hostile, p,
        )  # fmt: skip
        f = frames[0]
        rest = mandate.political_drive(
            float(f["dyad.trust"][i]), float(f["dyad.grievance"][i]), g.ideology, 0.0,
            g.nationalism, float(f["dyad.words"][i]), p,
        ) + mandate.material_drive(
            1.0, dyad.aid_dependence, 0.0, float(f["dyad.operational"][i]), dyad.common_threat,
            dyad.patron, 0.0, p,
        )  # fmt: skip
        terms = explain.mandate_terms(inputs, frames, 50, i)
        total = sum(term.amount for term in terms)
        assert total == pytest.approx(drive - rest + dyad.mandate_shift, abs=1e-12)


def test_reasons_point_the_way_the_mandate_went() -> None:
    terms = [explain.Term("words", -0.2), explain.Term("aid_level", 0.1), explain.Term("trust", 0)]
    fall = explain.why_mandate(terms, is_fall=True)
    assert fall == "hostile words raised the domestic cost of cooperating (-0.20)"
    assert explain.why_mandate(terms, is_fall=False) == "aid was raised (+0.10)"
    small = [explain.Term("approval", -0.019)]
    assert explain.why_mandate(small, is_fall=True) == "choices vary from month to month"
    rally = [explain.Term("approval", -0.05)]
    assert "a rally at home raised the domestic cost" in explain.why_mandate(rally, is_fall=True)


def test_the_log_tells_what_the_scenario_did(run: Any) -> None:
    inputs, frames, _ = run
    month = 25  # January 2017
    told = [entry.text for entry in entries(inputs, frames, month)]
    assert "United States towards Mexico: hostile rhetoric from 0.5 to 0.6." in told
    assert "United States towards Mexico: threat of force 0.7." in told
    assert "Mexico towards United States: persons extradited 0.8." in told
    assert any("Mexico refused the United States' threat" in text for text in told)
    kinds = {entry.kind for k in range(1, 51) for entry in entries(inputs, frames, k)}
    assert {"instrument", "threat", "trust", "mandate", "leader", "approval", "blind"} <= kinds


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([0.7, 0.65, 0.61], None),
        ([0.7, 0.65, 0.59], 0.7),
        ([0.7, 0.59, 0.55], None),
        ([0.7, 0.59, 0.55, 0.48], 0.59),
        ([0.7, 0.65, 0.7], None),
        ([0.7], None),
    ],
)
def test_a_slide_is_told_once_a_tenth(values: list[float], told: float | None) -> None:
    frames = [{"x": np.array([value])} for value in values]
    assert last_told(frames, len(values) - 1, "x", 0) == told


def test_a_rupture_says_why() -> None:
    inputs = scenarios.build_scenario("bolivia_dea_expulsion_2008")
    model = CooperationModel(inputs, rng=0)
    frames = [frame(model)]
    for _ in range(inputs.months):
        model.step()
        frames.append(frame(model))
    told = [e for k in range(1, inputs.months + 1) for e in entries(inputs, frames, k)]
    breaks = [entry for entry in told if entry.kind == "rupture" and "BOL" in entry.whom]
    assert breaks
    assert breaks[0].text.startswith("RUPTURE between United States and Bolivia: ")


def test_flow_that_reaches_the_market_is_what_arrived() -> None:
    """At the founding shares and detection belong together: what reaches the border passes it."""
    inputs = scenarios.build_scenario("baseline_2016")
    model = CooperationModel(inputs, rng=0)
    now = frame(model)
    market = [c.id for c in inputs.countries].index("USA")
    into = sum(tonnes for (_, there), tonnes in legs(inputs, now).items() if there == "USA")
    passed = into * (1.0 - now["country.detection"][market])
    assert passed == pytest.approx(model.flow.arrived, rel=0, abs=1e-9)


def test_spans_read_a_table_back() -> None:
    inputs = scenarios.build_scenario("bad_hombres_2017")
    found = {(s.first, s.last, s.text) for s in spans(inputs)}
    assert ("2015-06", "2016-12", "United States: hostile rhetoric 0.5 towards Mexico") in found
    assert ("2017-01", "2017-01", "Mexico: persons extradited 0.8 towards United States") in found
    assert spans(inputs, [1]) == []
