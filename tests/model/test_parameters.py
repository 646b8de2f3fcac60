"""Every parameter is documented, in its ranges, and refused with a helpful text outside them."""

from __future__ import annotations

import math

import pytest

from model import policies, strategies
from model.errors import UserError
from model.parameters import catalogue, defaults, groups, switched_off, with_values
from model.sources import sources

pytestmark = pytest.mark.quick

BEHAVIOURS = tuple(
    row
    for registry in (policies, strategies)
    for name in registry.names()
    for row in registry.coefficients(name)
)
EVERY = catalogue() + BEHAVIOURS
UNITS = {"1", "1/month"}

each = pytest.mark.parametrize("row", EVERY, ids=lambda row: row.full_name)


@each
def test_parameter_is_documented(row):
    assert row.unit in UNITS
    assert row.meaning.strip()
    assert row.why.strip()
    assert row.group
    assert row.name.isidentifier()
    assert row.name.endswith("_per_month") <= (row.unit == "1/month")


@each
def test_value_lies_in_the_sweep_and_the_sweep_in_the_range(row):
    assert row.low < row.high
    assert row.low <= row.sweep[0] <= row.value <= row.sweep[1] <= row.high
    assert all(math.isfinite(x) for x in (row.low, row.high, *row.sweep, row.value))


@each
def test_source_is_in_the_bibliography(row):
    assert row.source is None or row.source in sources()


@each
def test_off_value_is_admissible(row):
    assert row.off is None or row.low <= row.off <= row.high


def test_names_are_unique():
    names = [row.full_name for row in catalogue()]
    assert len(set(names)) == len(names)


def test_defaults_are_the_catalogue():
    for row in catalogue():
        assert getattr(getattr(defaults(), row.group), row.name) == row.value


@pytest.mark.parametrize("group", sorted(groups()))
def test_switching_off_sets_the_off_values_of_one_group_only(group):
    off = switched_off(defaults(), group)
    for row in catalogue():
        expected = row.off if row.group == group and row.off is not None else row.value
        assert getattr(getattr(off, row.group), row.name) == expected
    assert any(row.off is not None for row in catalogue() if row.group == group)


def test_with_values_replaces_what_is_named_only():
    got = with_values(defaults(), {"trust.up_per_month": 0.11, "law.control": 1})
    for row in catalogue():
        new = {"trust.up_per_month": 0.11, "law.control": 1.0}.get(row.full_name, row.value)
        value = getattr(getattr(got, row.group), row.name)
        assert value == new
        assert isinstance(value, float)


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row.full_name)
def test_both_ends_of_the_range_are_allowed(row):
    for end in (row.low, row.high):
        got = with_values(defaults(), {row.full_name: end})
        assert getattr(getattr(got, row.group), row.name) == end


ERRORS = (
    (
        {"trust.up_per_month": 1.4},
        "trust.up_per_month=1.4 1/month is outside [0, 1]; allowed 0 to 1; set by the command "
        "line. A yearly rate must be divided by 12.",
    ),
    (
        {"mandate.trust": -1},
        "mandate.trust=-1 is outside [0, 3]; allowed 0 to 3; set by the command line. "
        "It is weight of trust; 0.2 to 1 is plausible.",
    ),
    (
        {"mandate.trust": math.nan},
        "mandate.trust=nan is outside [0, 3]; allowed 0 to 3; set by the command line. "
        "It is weight of trust; 0.2 to 1 is plausible.",
    ),
    (
        {"mandate.trust": "much"},
        "mandate.trust=much is not a number; allowed 0 to 3; set by the command line. "
        "Give weight of trust as a number.",
    ),
    (
        {"law.control": True},
        "law.control=True is not a number; allowed 0 to 1; set by the command line. "
        "Give political control of agencies under a full law as a number.",
    ),
)


@pytest.mark.parametrize(("values", "text"), ERRORS)
def test_wrong_value_is_told(values, text):
    with pytest.raises(UserError) as error:
        with_values(defaults(), values)
    assert str(error.value) == text


def test_unknown_name_is_told_with_the_nearest():
    with pytest.raises(UserError) as error:
        with_values(defaults(), {"trust.up_per_mont": 0.1}, "sweep.yaml:3")
    known = ", ".join(sorted(row.full_name for row in catalogue()))
    text = str(error.value)
    assert text.startswith(
        "Unknown parameter 'trust.up_per_mont' (set by sweep.yaml:3). "
        "Did you mean 'trust.up_per_month'"
    )
    assert text.endswith(f" Known: {known}.")


def test_unknown_mechanism_is_told_with_the_nearest():
    with pytest.raises(UserError) as error:
        switched_off(defaults(), "ruptur")
    known = ", ".join(sorted(groups()))
    assert str(error.value) == (
        "Unknown mechanism 'ruptur'. Did you mean 'rupture' or 'trust' or 'routes'? "
        f"Known: {known}."
    )
