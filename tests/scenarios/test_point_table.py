"""The table of points: what it gives, in what order, to several threads, and in parts."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from model.errors import UserError
from scenarios.configuration import inputs_of
from scenarios.designing.point_check import check
from scenarios.designing.point_table import KEPT, Column, PointTable
from tests.scenarios.test_variation import assert_same, configuration

WEIGHT = ("model", "law", "weight")
MONTHS = ("scenario", "months")
INTENSITY = ("scenario", "events", "words", "intensity")


def column(path: tuple[str, ...], values: list[Any], **options: Any) -> Column:
    """Return a column as a sweep has it: of floats if all are."""
    array = np.array(values, dtype=float if all(type(v) is float for v in values) else object)
    return Column(".".join(path), array, path, **options)


def several() -> PointTable:
    """Return points of two structures, which vary a law, an event and the horizon."""
    bases = [configuration("bad_hombres_2017"), configuration("bad_hombres_2017", off="trust")]
    count = 3 * KEPT
    months = [96 + index % (KEPT + 4) for index in range(count)]
    return PointTable(
        bases,
        [index % 2 for index in range(count)],
        [
            column(MONTHS, months),
            column(WEIGHT, [index / count for index in range(count)]),
            column(INTENSITY, [1.0 - index / count for index in range(count)]),
        ],
    )


def test_points_in_any_order_and_in_threads() -> None:
    table = several()
    expected = [inputs_of(table.config(index)) for index in range(len(table))]
    order = np.random.default_rng(1).permutation(np.tile(np.arange(len(table)), 4)).tolist()
    with ThreadPoolExecutor(8) as pool:
        for index, made in zip(order, pool.map(table.inputs, order), strict=True):
            assert_same(made, expected[index])
    assert len(table._made) <= KEPT


def test_a_part_holds_only_what_it_needs() -> None:
    table = several()
    part = pickle.loads(pickle.dumps(table.part(range(5, 6))))
    assert (len(part), len(part.bases)) == (1, 1)
    assert part.label(0) == table.label(5)
    assert part.columns(0) == table.columns(5)
    assert_same(part.inputs(0), table.inputs(5))


def test_what_the_records_show() -> None:
    base = configuration("baseline_2016", policy={"id": "tough_talk", "words": 0.2})
    hidden = column(WEIGHT, [0.5, 0.5, 0.25], is_label=False)
    shown = Column("number", np.array([0, 1, 1]))
    table = PointTable([base], [0, 0, 0], [shown, hidden])
    assert [table.label(index) for index in range(3)] == ["number=0", "number=1", "number=1 (2)"]
    assert table.columns(2) == {
        "scenario": "baseline_2016",
        "policy": "tough_talk",
        "strategy": "as_scenario",
        "number": 1,
        "model.law.weight": 0.25,
    }
    assert [table.inputs(index).parameters.law.weight for index in range(3)] == [0.5, 0.5, 0.25]


@pytest.mark.parametrize("wrong", [0, 7, 47])
def test_a_wrong_number_is_found_wherever_it_is(wrong: int) -> None:
    table = several()
    values = table.variables[2].values
    values[wrong] = 1.5
    with pytest.raises(UserError) as slow:
        inputs_of(table.config(wrong))
    with pytest.raises(UserError) as found:
        check(table)
    assert str(found.value) == str(slow.value)
    with pytest.raises(UserError):
        table.inputs(wrong)
    values[wrong] = 0.5
    check(table)
