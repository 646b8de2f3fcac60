"""What docs/ODD.md names is what the code has: each bracketed parameter, each draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from model import draws, policies, strategies
from model.parameters import catalogue, groups

pytestmark = pytest.mark.quick

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "ODD.md").read_text(encoding="utf-8")
EQUATIONS = TEXT[TEXT.index("## 5. ") : TEXT.index("## 6. ")] + TEXT[TEXT.index("## 7. ") :]
TOKEN = re.compile(r"^#+ .*$|\[([a-z_]+)\.\*\]|\[([a-z_.]+)\]", re.MULTILINE)
KNOWN = {row.full_name for row in catalogue()}


def named(text: str) -> Iterator[str]:
    """Yield each parameter in brackets by its full name.

    A name without a group is of the group that a `[group.*]` named last under the same heading.
    """
    group = "no group"
    for token in TOKEN.finditer(text):
        line, (whole_group, name) = token.group(), token.groups()
        if line.startswith("#"):
            group = "no group"
            for inner in TOKEN.finditer(line.lstrip("#")):
                group = inner.group(1) or group
        elif whole_group:
            group = whole_group
            assert group in groups()
        else:
            yield name if "." in name else f"{group}.{name}"


def test_every_bracketed_name_is_a_parameter() -> None:
    assert [name for name in named(EQUATIONS) if name not in KNOWN] == []


def test_every_parameter_is_in_an_equation() -> None:
    assert KNOWN - set(named(EQUATIONS)) == set()


def test_no_other_section_names_parameters_in_brackets() -> None:
    found = set(re.findall(r"\[([a-z_]+\.[a-z_]+)\](?!\()", TEXT))
    assert found <= KNOWN


def test_a_wrong_name_would_be_found() -> None:
    text = "## A ([trust.*])\n[up_per_month] x + [upper] y\n## B\n[lower] + [rupture.lower]"
    assert list(named(text)) == [
        "trust.up_per_month",
        "trust.upper",
        "no group.lower",
        "rupture.lower",
    ]


def test_the_table_of_draws_is_the_one_used() -> None:
    rows = re.findall(r"^\| (\d+) \| (\w+) \| ([124]) \| (.*) \|$", TEXT, re.MULTILINE)
    stages = {int(stage): int(n) for stage, _, n, _ in rows}
    used = vars(draws)
    names = "SPEECH THREAT RUPTURE MANDATE LINKS DETECTION TURNOVER ELECTION POLICY"
    assert stages == {used[name]: draws.WORDS.get(used[name], 4) for name in names.split()}
    for _, _, n, use in rows:
        assert max(int(i) for i in re.findall(r"\b[uv](\d)", use)) < int(n)


@pytest.mark.parametrize("stage", [2, 7, 9])
def test_draws_are_those_of_the_text(stage: int) -> None:
    seed, replicate, n = 2**40 + 7, 3, {2: 4, 7: 2, 9: 1}[stage]
    rows = draws.table(seed, replicate, range(9), stage, ["USA>MEX"])
    for month, (row,) in enumerate(rows):
        counter = (replicate, n * month // 4, stage, draws.address("USA>MEX"))
        words = draws.philox(*counter, seed % 2**32, seed // 2**32)
        first = n * month % 4
        assert row == tuple((word + 0.5) / 2**32 for word in words[first : first + n])


def test_the_tables_of_policies_and_strategies_are_complete() -> None:
    stage_1 = TEXT[TEXT.index("| policy | asks for |") : TEXT.index("### Stage 2")]
    stage_3 = TEXT[TEXT.index("| strategy | reactivity |") : TEXT.index("### Stage 4")]
    for table, names in ((stage_1, policies.names()), (stage_3, strategies.names())):
        rows = re.findall(r"^\| ([a-z_]+) \|", table, re.MULTILINE)[1:]
        assert sorted(rows) == sorted(names)
