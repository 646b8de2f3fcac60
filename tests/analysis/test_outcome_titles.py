"""Every outcome has a title and a unit, and the unit is the one it is measured in."""

from __future__ import annotations

import pytest

from analysis.outcome_titles import MONTHS, SCALE, SHARE, TITLES, TONNES, measured, title, within
from model.outcomes import OUTCOMES, PAIRED_OUTCOMES

pytestmark = pytest.mark.quick
UNITS = {"t": {TONNES}, "month": {MONTHS}, "1": {SHARE, SCALE}}


def test_every_outcome_has_a_title_of_its_own_and_its_unit():
    outcomes = (*OUTCOMES, *PAIRED_OUTCOMES)
    assert list(TITLES) == [item.name for item in outcomes]
    assert len({title(item.name) for item in outcomes}) == len(outcomes)
    for item in outcomes:
        assert TITLES[item.name][1] in UNITS[item.unit]


def test_titles_in_lists_and_in_sentences():
    assert measured("arrived_t") == "Drugs that arrive (tonnes)"
    assert within("operational_mean") == "operational cooperation"
    assert (title("something_new"), measured("something_new")) == ("Something new",) * 2
