"""Two thousand points: composed once, small, and refused whole when one is wrong."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.cli.points import point_table
from model.errors import UserError
from scenarios.designing import point_check
from scenarios.designing import point_table as tables
from scenarios.designing.point_check import check
from tests.cli.points_sources import sweep

SMALL = Path(__file__).resolve().parent.parent / "scenarios" / "small"
Comity = Callable[..., Any]
WORDS = "policy.words=range(0,1,0.0005)"


def test_a_structure_is_composed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    monkeypatch.setattr(tables, "inputs_of", None)
    make = tables.Variation
    monkeypatch.setattr(tables, "Variation", lambda *given: built.append(1) or make(*given))
    with sweep(("scenario=first", "policy=tough_talk", WORDS, "off=null,law"), SMALL) as given:
        table = point_table(given.structures())
        assert given.composed == 1
    assert len(table) == 4000
    check(table)
    words = [table.inputs(index).policies["USA"].coefficients[0] for index in range(0, 4000, 2)]
    assert words == pytest.approx([number * 0.0005 for number in range(2000)], abs=1e-12)
    assert len(built) == 1
    # 16 bytes for a number and a reference, 4 for the structure, and the structure itself.
    one = len(pickle.dumps(table.part(range(1))))
    assert len(pickle.dumps(table)) < one + 4000 * 24


def test_few_of_many_points_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    inputs = tables.PointTable.inputs

    def counted(self: tables.PointTable, index: int) -> Any:
        tried.append(index)
        return inputs(self, index)

    with sweep(("scenario=first", "policy=tough_talk", WORDS, "off=null,law"), SMALL) as given:
        table = point_table(given.structures())
    monkeypatch.setattr(tables.PointTable, "inputs", counted)
    check(table)
    assert sorted(tried) == [0, 1, 3998]


def test_one_wrong_point_of_two_thousand(small: Comity, tmp_path: Path) -> None:
    values = ",".join(f"{number / 2000:g}" if number != 1000 else "1.5" for number in range(2000))
    result = small("sweep", "policy=tough_talk", f"policy.words={values}")
    assert result.err == (
        "policy.words=1.5 is outside [0, 1]; allowed 0 to 1; set by the command line. It is the "
        "hostile words, every month.\n"
    )
    assert (result.code, result.out, list(tmp_path.iterdir())) == (2, "", [])


def test_the_earliest_of_several_mistakes_is_told() -> None:
    words = "policy.words=0.1,0.2,1.25,0.3,7.5"
    with sweep(("scenario=first", "policy=tough_talk", words), SMALL) as given:
        table = point_table(given.structures())
    assert point_check._telling(table) == {0, 4}
    with pytest.raises(UserError, match=r"policy\.words=1\.25 "):
        check(table)


@pytest.mark.parametrize("key", ["policy.words", "+scenario.dyads.MEX.trust"])
def test_shuffled_values_are_shown_as_they_are_run(key: str) -> None:
    values = "shuffle(range(0,1,0.125))"
    with sweep(("scenario=first", "policy=tough_talk", f"{key}={values}"), SMALL) as given:
        table = point_table(given.structures())
    shown = [table.columns(index)[key.lstrip("+")] for index in range(8)]
    assert sorted(shown) == [number / 8 for number in range(8)]
    worlds = [table.inputs(index) for index in range(8)]
    if key == "policy.words":
        assert [world.policies["USA"].coefficients[0] for world in worlds] == shown
    else:
        assert [_trust(world) for world in worlds] == shown


def _trust(inputs: Any) -> float:
    return next(dyad.trust for dyad in inputs.dyads if dyad.partner == "MEX")
