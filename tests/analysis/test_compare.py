"""Comparisons of records: what is a pair, what is not, and what is told of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_records import DYADS, MONTHS, arms, dyad_rows, each_month, record

from analysis.arms import of_record
from analysis.compare import Comparison, compare_arms
from analysis.pairs import pair
from analysis.survival import survival
from model.errors import UserError

pytestmark = pytest.mark.quick

N = 40


def sides(change: float = 0.1, n: int = N) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    base = rng.normal(0.5, 0.1, n)
    return {"base": base, "other": base + change + rng.normal(0.0, 0.02, n)}


def one(found: Comparison, outcome: str = "operational_mean", place: int = 0):
    rows = [row for row in found.differences if row.outcome == outcome]
    return rows[place]


def compared(records, **options) -> Comparison:
    return compare_arms(*arms(records), is_named=False, **options)


def test_numbers_worked_by_hand():
    # Differences 1, 2, 3, 4: mean 2.5; Walsh averages' median 2.5; all above; p = 2 / 16.
    found = one(compared(record({"a": [0.0, 0.0, 0.0, 0.0], "b": [1.0, 2.0, 3.0, 4.0]})))
    assert (found.n, found.reference_mean, found.alternative_mean, found.mean) == (4, 0.0, 2.5, 2.5)
    assert found.median == 2.5
    assert found.superiority == 1.0
    assert found.p == found.p_corrected == 0.125
    assert np.isnan(found.correlation)  # the reference does not vary


def test_difference_is_alternative_minus_reference():
    found = compared(record(sides(-0.1)))
    row = one(found)
    assert row.high < 0.0
    assert row.first_order == row.second_order == "reference"
    assert row.correlation > 0.9
    assert "over 1 tests" in found.family


def test_pairs_are_joined_by_replicate_not_by_order():
    records = record(sides())
    shuffled = records.outcomes.sample(frac=1.0, random_state=1)
    mixed = type(records)(
        shuffled, records.dyads, records.series, records.provenance, records.config
    )
    assert repr(one(compared(mixed))) == repr(one(compared(records)))


def test_other_seeds_are_never_compared():
    first, second = record(sides(), seed=0), record(sides(), seed=1)
    with pytest.raises(UserError) as caught:
        pair(arms(first)[0], arms(second)[1][0])
    assert str(caught.value) == (
        "seed=1 differs from the reference's seed=0: no two runs are a pair; allowed 0; set by "
        "other. Run both with the same seed; runs of different seeds are not compared here."
    )


def test_replicates_in_one_point_only_are_left_out_and_told():
    values = sides()
    whole = record(values)
    part = record(values, replicates=range(10, N + 10))
    pairs = pair(arms(whole)[0], arms(part)[1][0])
    assert len(pairs.a) == N - 10
    assert list(pairs.a.index) == list(pairs.b.index)
    assert "30 pairs, of 40 runs of the reference and 40 of it" in pairs.limits[0]
    with pytest.raises(UserError, match="no replicate in common"):
        pair(arms(whole)[0], arms(record(values, replicates=range(100, 100 + N)))[1][0])


def test_a_replicate_that_is_there_twice_is_an_error():
    with pytest.raises(UserError, match="holds a replicate more than once"):
        arms(record(sides(), replicates=[0, *range(N - 1)]))


def test_other_horizon_or_start_is_an_error_where_named_and_told_where_not():
    values = {**sides(), "later": np.zeros(N)}
    records = record(values, starts={"later": "2017-01"})
    reference, (other, later) = arms(records)
    with pytest.raises(UserError, match="point=later starts in 2017-01 and lasts 24 months"):
        compare_arms(reference, [other, later])
    found = compare_arms(reference, [other, later], is_named=False)
    assert [row.alternative for row in found.differences] == ["other"]
    assert any(limit.startswith("later is not compared: ") for limit in found.limits)
    with pytest.raises(UserError, match="No point can be compared"):
        compare_arms(reference, [later], is_named=False)


def test_another_state_of_the_software_is_told():
    first, second = record(sides()), record(sides())
    second.provenance["software"]["version"] = "2"
    limits = pair(arms(first)[0], arms(second)[1][0]).limits
    assert any("another state of the software" in limit for limit in limits)


def test_a_pair_without_a_number_is_left_out_of_that_outcome_and_told():
    values = sides()
    values["other"][:3] = np.nan
    found = compared(record(values))
    assert one(found).n == N - 3
    assert any("3 of 40 pairs hold no number and are left out" in text for text in found.limits)
    values["other"][:] = np.nan
    nothing = one(compared(record(values)))
    assert nothing.n == 0
    assert np.isnan(nothing.mean)
    assert np.isnan(nothing.p_corrected)


def test_one_replicate_gives_a_difference_and_no_interval():
    found = compared(record({"a": [0.2], "b": [0.5]}), margin=0.1, detect=0.1)
    row = one(found)
    assert row.mean == pytest.approx(0.3, abs=1e-15)
    assert np.isnan([row.low, row.median_low, row.p_equivalent, row.detectable, row.needed]).all()
    assert row.p == 1.0
    assert any("one pair: no interval and no test" in text for text in found.limits)
    assert any("with fewer than 20" in text for text in found.limits)


def test_identical_points_differ_in_nothing():
    base = sides()["base"]
    row = one(compared(record({"a": base, "b": base.copy()})))
    assert (row.mean, row.low, row.high, row.median, row.p) == (0.0, 0.0, 0.0, 0.0, 1.0)
    assert row.superiority == 0.5
    assert row.first_order == row.second_order == "equal"
    assert "no difference in any pair" in row.note


def test_constant_differences_have_no_width_and_say_so():
    base = sides()["base"]
    row = one(compared(record({"a": base, "b": base + 0.25}), margin=0.5))
    assert (row.low, row.high) == pytest.approx((0.25, 0.25), abs=1e-12)
    assert np.isnan(row.p_equivalent)
    assert "the same difference in every pair" in row.note


def test_family_is_all_alternatives_and_outcomes():
    values = sides()
    three = {**values, "third": values["base"] + np.random.default_rng(5).normal(0, 0.1, N)}
    ruptures = {name: np.random.default_rng(7).random(N) for name in three}
    found = compared(record(three, others={"p_rupture": ruptures}))
    assert found.family == "Holm over 4 tests: 2 alternatives x 2 outcomes"
    strongest = min(found.differences, key=lambda row: row.p)
    assert strongest.p_corrected == pytest.approx(4 * strongest.p)


def test_net_effect_is_against_the_reference_of_the_comparison():
    arrived = {"base": [100.0, 200.0], "other": [90.0, 210.0], "third": [50.0, 100.0]}
    records = record(sides(n=2) | {"third": np.zeros(2)}, others={"arrived_t": arrived})
    base, (other, third) = arms(records)
    found = compare_arms(base, [other], outcomes=["net_security_effect"])
    assert one(found, "net_security_effect").mean == pytest.approx((0.1 - 0.05) / 2)
    found = compare_arms(other, [third], outcomes=["net_security_effect"])
    expected = (40 / 90 + 110 / 210) / 2
    assert one(found, "net_security_effect").mean == pytest.approx(expected)


def test_attribution_only_against_the_baseline_of_the_record():
    parts = {
        f"net_{part}": {"base": np.zeros(N), "other": np.full(N, 0.01 * i)}
        for i, part in enumerate(["compliance", "access", "capacity", "displacement", "home"])
    }
    parts["net_access"]["other"] = np.random.default_rng(0).normal(0.01, 0.002, N)
    records = record(sides(), others=parts)
    found = compared(records)
    assert [row.part for row in found.attribution][:2] == ["compliance", "access"]
    access = found.attribution[1]
    assert access.low < 0.01 < access.high
    base, (other,) = arms(records)
    turned = compare_arms(other, [base])
    assert turned.attribution == ()
    assert any(text.startswith("no attribution") for text in turned.limits)


def test_equivalence_and_needed_replicates():
    found = compared(record(sides(0.001)), margin={"operational_mean": 0.05}, detect=0.001)
    row = one(found)
    assert row.p_equivalent_corrected < 1e-6
    assert row.needed > N
    assert row.more == row.needed - N
    assert row.detectable > 0.001


def test_unknown_names_are_told():
    records = record(sides())
    with pytest.raises(UserError, match=r"Unknown outcome 'operational_meen'.*operational_mean"):
        compared(records, outcomes=["operational_meen"])
    with pytest.raises(UserError, match="Unknown outcome of --margin 'p_rupture'"):
        compared(records, margin={"p_rupture": 0.1})
    with pytest.raises(UserError, match="two or more points"):
        of_record(record({"only": [0.1, 0.2]}))


def test_month_of_divergence_from_each_replicate():
    rng = np.random.default_rng(0)
    base = rng.normal(0.5, 0.05, (N, MONTHS))
    other = base.copy()
    other[:, 5:] += rng.normal(0.0, 0.05, (N, MONTHS - 5))  # differs, by chance alone
    other[:, 12:] -= 0.2
    series = each_month(np.stack([base, other]), ["base", "other"])
    found = compared(record(sides(), series=series)).divergence[0]
    assert (found.first, found.beyond_chance) == ("2016-06", "2017-01")
    assert found.difference == pytest.approx(-0.2, abs=0.05)


def test_month_of_divergence_from_statistics_is_limited():
    each = each_month(np.random.default_rng(0).random((2, 6, MONTHS)), ["base", "other"])
    series = each.rename(replicate="statistic").assign_coords(
        statistic=["mean", "q05", "q25", "q50", "q75", "q95"]
    )
    found = compared(record(sides(), series=series))
    assert found.divergence[0].first == "2016-01"
    assert found.divergence[0].beyond_chance == ""
    assert any("not each replicate" in text for text in found.limits)


def events_record(n: int = N):
    rng = np.random.default_rng(0)
    frames = []
    for point, hazard in enumerate((0.01, 0.05)):
        wait = np.ceil(rng.exponential(1.0 / hazard, (n, len(DYADS))))
        rupture = np.where(wait < MONTHS, wait, np.nan)
        frames.append(dyad_rows(point, rupture, np.where(wait < 12, 6.0, 0.0)))
    return record(sides(n=n), dyads=pd.concat(frames, ignore_index=True))


def test_times_to_events():
    rupture, recovery = survival(compared(events_record()).pairs)
    assert rupture.subjects == (2 * N, 2 * N)
    assert rupture.means.horizon == MONTHS
    assert rupture.means.high < 0.0
    assert rupture.p_corrected < 0.001
    assert rupture.hazards[0].low > 1.5
    assert [row.name for row in rupture.hazards] == ["other", "USA>COL / USA>MEX"]
    assert recovery.subjects == recovery.events  # all who fell recovered after six months
    assert recovery.medians == (6.0, 6.0)


def test_times_without_events_say_so():
    frames = [dyad_rows(i, np.full((N, 2), np.nan), np.zeros((N, 2))) for i in (0, 1)]
    records = record(sides(), dyads=pd.concat(frames, ignore_index=True))
    rupture, recovery = survival(compared(records).pairs)
    assert (rupture.events, rupture.logrank, rupture.hazards) == ((0, 0), None, ())
    assert rupture.means.reference == MONTHS
    assert any("no rupture in any run" in note for note in rupture.notes)
    assert any("no dyad is at risk of recovery" in note for note in recovery.notes)


def test_dyads_ruptured_from_the_start_are_not_at_risk():
    records = events_record()
    values = np.zeros((2, N, MONTHS, 2))
    values[:, :, :, 1] = 1.0
    records.series["is_ruptured"] = (("point", "replicate", "month", "dyad"), values)
    records.series.coords["dyad"] = list(DYADS)
    rupture = survival(compared(records).pairs)[0]
    assert rupture.subjects == (N, N)
    assert "USA>COL: ruptured from the start, not at risk" in rupture.notes


def test_times_need_dyads():
    with pytest.raises(UserError, match="dyads=none in the record"):
        survival(compared(record(sides())).pairs)
