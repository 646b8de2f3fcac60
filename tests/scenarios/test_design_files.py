"""Points from files, and designs saved and visited again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from design_config import changed, configuration

from model.errors import UserError
from scenarios import design, designs
from scenarios.designs.kinds import Factor

pytestmark = pytest.mark.quick

TRUST, TARGET = "model.trust.down_per_month", "policy.target"
WORDS = "scenario.events.words.intensity"


@pytest.fixture
def config(folder: Path) -> dict[str, Any]:
    """Return the small scenario under the policy `loud`."""
    return configuration(folder=folder, policy="loud")


def write(text: str, name: str = "points.csv") -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_points_of_a_csv_file(config: dict[str, Any]) -> None:
    path = write(f"{TRUST}, {TARGET}, {WORDS}\n0.1, 0.25, 1e-1\n\n0.30000000000000004,1,0\n")
    found = design.from_file(path, config, seed=5)
    usual = config["model"]["trust"]["down_per_month"]
    assert found.values.tolist() == [
        [usual, 0.5, 0.6],
        [0.1, 0.25, 0.1],
        [0.30000000000000004, 1.0, 0.0],
    ]
    assert (found.kind, found.seed, found.points) == ("file", 5, None)
    assert found.options == {"file": "points.csv"}
    assert [(f.low, f.high) for f in found.factors] == [
        (0.1, 0.30000000000000004),
        (0.25, 1.0),
        (0.0, 0.1),
    ]
    assert design.from_file(path, config, has_baseline=False).values.tolist() == (
        found.sample.tolist()
    )


def test_a_byte_order_mark_and_quotes_do_no_harm(config: dict[str, Any]) -> None:
    path = write(f'\ufeff"{TARGET}"\r\n"0.25"\r\n')
    assert design.from_file(path, config).sample.tolist() == [[0.25]]


def test_points_of_a_parquet_file_to_the_last_bit(config: dict[str, Any]) -> None:
    numbers = np.random.default_rng(1).random((50, 2)) * 0.5
    pd.DataFrame(numbers, columns=[TRUST, WORDS]).to_parquet("points.parquet")
    found = design.from_file(Path("points.parquet"), config)
    assert found.names == (TRUST, WORDS)
    np.testing.assert_array_equal(found.sample, numbers)


def test_whole_numbers_of_a_parquet_file(config: dict[str, Any]) -> None:
    pd.DataFrame({TARGET: [0, 1]}).to_parquet("points.parquet")
    assert design.from_file(Path("points.parquet"), config).sample.tolist() == [[0.0], [1.0]]


def test_a_name_with_dots_in_its_keys(config: dict[str, Any]) -> None:
    path = write("scenario.links.USA.DEA>MEX.*.access\n0.5\n")
    (factor,) = design.from_file(path, config).factors
    assert factor.path == ("scenario", "links", "USA.DEA>MEX.*", "access")
    assert factor.value == 0.3


FILES = [
    ("", "design=points.csv holds no points; set by here. Add rows."),
    (f"{TARGET}\n", "design=points.csv holds no points"),
    (
        f"{TARGET}\n0.1\n\n0.2\nhigh\n",
        "policy.target=high is not a number; allowed a finite number; set by points.csv:5. Write",
    ),
    (f"{TARGET},{TRUST}\n0.1,\n", f"{TRUST}= is empty; allowed a finite number"),
    (f"{TARGET}\nnan\n", "policy.target=nan is not a number"),
    (f"{TARGET}\ninf\n", "policy.target=inf is not a number"),
    (
        f"{TARGET}\n0.2\n1.2\n",
        "policy.target=1.2 is outside [0, 1]; allowed 0 to 1; set by points.csv:3. "
        "It is performance below which a month counts as failing.",
    ),
    (
        "policy.targt\n0.2\n",
        "Unknown name of numbers 'policy.targt' (set by points.csv). Did you mean 'policy.target'",
    ),
    (
        "policy\ncalm\n",
        "column=policy is not a number; allowed a number of the configuration; set by points.csv. "
        "Sweep it instead: policy=A,B.",
    ),
    (
        f"{TARGET},{TARGET}\n0.2,0.3\n",
        "design=points.csv has the column 'policy.target' 2 times; allowed once; set by here.",
    ),
    (
        "world.dyads.MEX.trust,scenario.dyads.MEX.trust\n0.2,0.3\n",
        "column=scenario.dyads.MEX.trust is there 2 times; allowed once; set by points.csv.",
    ),
    (
        f"{TARGET},{TRUST}\n0.2\n",
        "design=points.csv cannot be read (line 2 has 1 cells under 2 columns)",
    ),
    (f'{TARGET}\n"0.2\n', "design=points.csv cannot be read (unexpected end of data)"),
]


@pytest.mark.parametrize(("text", "told"), FILES)
def test_a_file_that_is_wrong_is_told(text: str, told: str, config: dict[str, Any]) -> None:
    path = write(text)
    with pytest.raises(UserError) as error:
        design.from_file(path, config, set_by="here")
    assert told in str(error.value)


def test_a_file_that_is_not_there(config: dict[str, Any]) -> None:
    with pytest.raises(UserError) as error:
        design.from_file(Path("none.csv"), config, set_by="here")
    assert str(error.value) == (
        "design=none.csv is not a file; allowed a .csv or .parquet file; set by here. "
        "Check the path."
    )


def test_a_file_that_is_not_what_it_says(config: dict[str, Any]) -> None:
    write("no parquet", "points.parquet")
    Path("points.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("points.parquet", "points.csv"):
        with pytest.raises(UserError, match=f"design={name} cannot be read"):
            design.from_file(Path(name), config)


@pytest.mark.parametrize("value", [None, "high", True])
def test_a_parquet_file_holds_numbers_only(value: Any, config: dict[str, Any]) -> None:
    pd.DataFrame({TARGET: [value]}).to_parquet("points.parquet")
    with pytest.raises(
        UserError, match=r"is (not a number|empty); .* set by points.parquet, point 1"
    ):
        design.from_file(Path("points.parquet"), config)


def same(first: design.Design, second: design.Design) -> bool:
    fields = ("kind", "factors", "seed", "points", "options", "has_baseline", "problem", "told")
    return all(getattr(first, name) == getattr(second, name) for name in fields) and (
        first.values.tobytes() == second.values.tobytes()
        and first.values.shape == second.values.shape
    )


@pytest.mark.parametrize("has_baseline", [True, False])
@pytest.mark.parametrize("kind", designs.names())
def test_a_saved_design_is_loaded_as_it_was(kind: str, has_baseline: bool, tmp_path: Path) -> None:
    factors = [
        Factor("model.trust.a", 0.1, 0.7, 1 / 3, unit="1/month", meaning="a rate"),
        Factor("scenario.links.A>C.*.access", 0, 1e-300, 5e-301, ("scenario", "links", "A>C.*")),
    ]
    points = {"grid": (2, 3), "extremes": None}.get(kind, 4)
    found = design.make(kind, factors, points, 2**64 - 1, has_baseline=has_baseline)
    design.save(found, tmp_path / design.FILE)
    assert same(design.load(tmp_path / design.FILE), found)


def test_options_are_saved(tmp_path: Path) -> None:
    factors = [Factor("model.a.b", 0, 1, 0.5), Factor("policy.c", 0, 1, 0.5)]
    found = design.make("saltelli", factors, 4, second_order=True, grouped=True)
    design.save(found, tmp_path / design.FILE)
    loaded = design.load(tmp_path / design.FILE)
    assert loaded.options == {"second_order": True, "grouped": True}
    assert loaded.problem == {
        "num_vars": 2,
        "names": ["model.a.b", "policy.c"],
        "bounds": [[0, 1], [0, 1]],
        "groups": ["model.a", "policy"],
    }


def test_a_saved_design_is_a_table_that_anybody_can_read(tmp_path: Path) -> None:
    found = design.make("grid", [Factor("policy.c", 0.0, 1.0, 0.5)], 2)
    design.save(found, tmp_path / design.FILE)
    table = pd.read_parquet(tmp_path / design.FILE)
    assert table.to_dict("list") == {"policy.c": [0.5, 0.0, 1.0]}


@pytest.mark.parametrize("content", [None, b"no parquet"])
def test_what_is_no_saved_design_is_told(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / design.FILE
    if content is None:
        pd.DataFrame({"a": [1.0]}).to_parquet(path)
    else:
        path.write_bytes(content)
    with pytest.raises(UserError) as error:
        design.load(path)
    assert "is not a saved design; allowed a design.parquet; set by you. Give" in str(error.value)


def test_the_points_of_a_saved_design_are_visited_again(config: dict[str, Any]) -> None:
    """Under another configuration: the same points, the baseline as it is now."""
    asked = {"design": "saltelli", "points": 4, "over": [TRUST, TARGET], "seed": 9}
    before = design.from_config({**config, **asked})
    design.save(before, Path("design.parquet"))
    now = changed({**config, "design": "design.parquet"}, ("policy", "target"), 0.9)
    after = design.from_config(now)
    np.testing.assert_array_equal(after.sample, before.sample)
    assert after.row(0) == {TRUST: before.row(0)[TRUST], TARGET: 0.9}
    assert (after.kind, after.points, after.seed) == ("saltelli", 4, 9)
    assert after.problem == before.problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{TRUST};{TARGET}\n0,1;0,2\n", "has semicolons between its columns; allowed commas"),
        (f"{TRUST}\t{TARGET}\n0.1\t0.2\n", "has tabs between its columns; allowed commas"),
        (f"{TRUST},\n0.1,\n", "has no name for its column 2"),
        (f"{TRUST},{TARGET}\n0.1,\n", f"{TARGET}= is empty; .* points.csv:2. Fill it in."),
    ],
)
def test_what_spreadsheets_do_to_a_table_is_told(
    config: dict[str, Any], text: str, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        design.from_file(write(text), config)


def test_a_suffix_may_be_in_capitals(config: dict[str, Any]) -> None:
    path = write(f"{TARGET}\n0.25\n", "POINTS.CSV")
    found = design.from_config({**config, "seed": 0, "design": str(path), "points": None})
    assert found.sample.tolist() == [[0.25]]
