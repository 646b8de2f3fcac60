"""Scores, skill, cases and codings against numbers worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from made_codings import coding, table

from analysis.validation.cases import cases
from analysis.validation.coding import yearly_instruments
from analysis.validation.conclusions import _conclusion, weighted_quantile
from analysis.validation.scores import histogram, pit, score, within
from analysis.validation.skill import difference, skill
from model.errors import UserError
from scenarios import build_scenario


def test_crps_of_small_ensembles():
    # {0, 1} at 0: E|X - y| = 1/2, E|X - X'| / 2 = 1/4. {.2, .4, .6} at .5: 1/6 - (16/90) / 2.
    two = score(np.array([[0.0, 1.0]]), table([0.0])).crps
    three = score(np.array([[0.2, 0.4, 0.6]]), table([0.5])).crps
    sure = score(np.array([[0.3, 0.3]]), table([0.5])).crps
    assert two == pytest.approx([0.25], abs=1e-12)
    assert three == pytest.approx([1 / 6 - 8 / 90], abs=1e-12)
    assert sure == pytest.approx([0.2], abs=1e-12)


def test_brier_of_rupture_and_recovery():
    members = np.array([[0.1, 0.4, 0.6, 0.7]] * 3)
    found = score(
        members, table([0.2, 0.7, 0.2], origin_value=[0.6, 0.6, 0.3], level=[0.65, 0.65, 0.2])
    )
    # A rupture has the share 1/4: it came, it did not, it could not (ruptured at the origin).
    assert found.brier_rupture == pytest.approx([0.75**2, 0.25**2, np.nan], nan_ok=True)
    # .65 is reached by 1/4: not regained, regained, nothing to regain.
    assert found.brier_recovery == pytest.approx([0.25**2, 0.75**2, np.nan], nan_ok=True)


def test_pit_counts_ties_half():
    members = np.array([[0.1, 0.2, 0.2, 0.4]] * 3)
    assert pit(members, np.array([0.2, 0.3, 0.0])) == pytest.approx([0.5, 0.75, 0.0], abs=1e-12)


def test_coverage_of_the_central_interval():
    members = np.tile(np.linspace(0, 1, 101), (4, 1))
    inside = within(members, np.array([0.04, 0.05, 0.5, 0.96]), 0.9)
    assert inside.tolist() == [False, True, True, False]


def test_histogram():
    assert histogram(np.array([0.05, 0.05, 0.95, 1.0]), 2).tolist() == [0.5, 0.5]
    assert histogram(np.array([]), 2).tolist() == [0.0, 0.0]


def test_skill_by_hand():
    own, reference = np.array([0.1, 0.1, 0.3, np.nan]), np.array([0.2, 0.2, 0.2, 0.2])
    found = skill(own, reference, np.array(["A", "A", "B", "B"]))
    assert (found.n, found.n_dyads, found.n_better) == (3, 2, 1)
    assert found.skill == pytest.approx(1 - 0.5 / 0.6, abs=1e-12)
    # Of two dyads there are three resamples: A twice (+.5), both (+1/6), B twice (-.5).
    assert (found.low, found.high) == pytest.approx((-0.5, 0.5), abs=1e-12)
    assert found.p_better == pytest.approx(0.75, abs=0.04)


def test_skill_of_one_dyad_and_of_none():
    one = skill(np.array([0.1]), np.array([0.2]), np.array(["A"]))
    assert one.skill == pytest.approx(0.5)
    assert np.isnan([one.low, one.high]).all()
    none = skill(np.array([np.nan]), np.array([0.2]), np.array(["A"]))
    assert none.n == 0
    assert np.isnan(none.skill)
    perfect = skill(np.zeros(2), np.zeros(2), np.array(["A", "B"]))
    assert np.isnan(perfect.skill)


def test_difference_by_hand():
    found = difference(np.array([0.3, 0.3, 0.1]), np.full(3, 0.2), np.array(["A", "A", "B"]))
    assert found.mean == pytest.approx(0.1 / 3, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((-0.1, 0.1), abs=1e-12)
    assert difference(np.array([]), np.array([]), np.array([])).n_dyads == 0


def test_cases_by_hand():
    made = coding("A", [0.8, 0.4, 0.6], penalties=[0.0, 0.5, 0.0])
    found = cases([made])
    rows = list(zip(found.origin.tolist(), found.horizon.tolist(), found.observed, strict=True))
    assert rows == [(2000, 1, 0.4), (2000, 2, 0.6), (2001, 1, 0.6)]
    assert found.level == pytest.approx([0.72, 0.72, 0.72])
    assert found.after.tolist() == [False, False, True]
    assert found.error == pytest.approx(np.full(3, np.hypot(0.05, 0.05)))
    assert found.may_recover.tolist() == [False, False, True]


def test_cases_with_a_gap():
    found = cases([coding("A", [0.8, 0.4], years=[2000, 2002], first=2000)])
    assert (found.origin.tolist(), found.horizon.tolist()) == ([2000], [2])


@pytest.mark.parametrize("made", [[], [coding("A", [0.5])]])
def test_nothing_to_forecast(made):
    with pytest.raises(UserError, match=r"nothing to forecast.*Add yearly codings"):
        cases(made)


def test_what_the_sender_did():
    made = coding("A", [0.5] * 4, words=[0.0, 0.6, 0.2, 0.0], acts=[0.0, 0.0, 0.7, 0.0])
    assert made.done(2000, 2)[0] == pytest.approx(0.4)
    assert made.done(2002, 3)[0] == 0.0  # beyond the record nothing is known to have been done
    assert [made.is_intervention(year) for year in range(1999, 2005)] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    known = made.known(2001)
    assert known.values.tolist() == [0.5, 0.5]
    assert known.acts.tolist() == [0.0] * 4
    assert known.instruments.tolist() == made.instruments.tolist()


def test_instruments_by_year():
    inputs = build_scenario("mexico_cienfuegos_2020")
    dyad = next(i for i, item in enumerate(inputs.dyads) if item.partner == "MEX")
    first, instruments, acts = yearly_instruments(inputs, dyad)
    assert instruments[2020 - first, 2] == pytest.approx(0.85)  # the arrest of October 2020
    assert acts[2020 - first] == pytest.approx(0.8)  # the law of December 2020


def test_weighted_quantiles():
    values, weight = np.array([3.0, 1.0, np.nan, 2.0]), np.array([0.2, 0.3, 0.4, 0.1])
    assert weighted_quantile(values, weight, (0.1, 0.5, 0.6, 0.9)) == [1.0, 1.0, 2.0, 3.0]
    assert np.isnan(weighted_quantile(np.array([np.nan]), np.ones(1), (0.5,))).all()


def test_a_conclusion_by_hand():
    gap = np.array([[1.0, 1.2], [2.0, 2.1], [-1.0, -1.1], [1.0, -1.0]])
    found = _conclusion("tough_talk", "operational_mean", gap, np.array([0.5, 0.2, 0.3]))
    assert (found.positive, found.negative, found.undecided) == pytest.approx((0.5, 0.2, 0.3))
    assert found.usual == pytest.approx(1.1)
    assert found.opposite == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((-1.05, 2.05))


def test_the_latest_calibrated_set_is_found(tmp_path, monkeypatch):
    from analysis.validation import worlds

    folder = tmp_path / "model"
    folder.mkdir()
    monkeypatch.setattr(worlds, "files", lambda package: tmp_path)
    assert worlds.one_set().told == "the defaults"
    head = "# observation.exponent: 0.4 (of the coder)\norigin: made up\n"
    (folder / "calibrated_2020_01_01.yaml").write_text("trust:\n  up_per_month: 0.1\n")
    (folder / "calibrated_2021_01_01.yaml").write_text(head + "trust:\n  up_per_month: 0.05\n")
    found = worlds.one_set()
    assert found.told == "calibrated_2021_01_01"
    assert found.vector == {"model.trust.up_per_month": 0.05, "observation.exponent": 0.4}
