"""A line that argparse cannot read is told like every other mistake: one sentence, exit code 2."""

from __future__ import annotations

import pytest

from analysis.cli.main import main

pytestmark = pytest.mark.quick
COMMANDS = ("compare", "sensitivity", "discover", "robust", "report")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            ["discover", "runs", "--fails", "a<1", "--densty", "0.7"],
            "Unknown option '--densty' (set by the command line). Did you mean '--density'",
        ),
        (
            ["report", "runs", "more"],
            "argument=more is one too many; set by the command line. See comity report --help.",
        ),
        (
            ["discover", "runs"],
            "--fails is missing; allowed one; set by the command line. See comity discover --help.",
        ),
        (
            ["robust", "runs", "--seed", "1.5"],
            "--seed=1.5 is not a whole number; allowed a whole number; set by the command line. "
            "See comity robust --help.",
        ),
        (
            ["search", "--worlds", "many"],
            "--worlds=many is not a whole number; allowed a whole number;",
        ),
        (
            ["sensitivity", "runs", "--confidence", "high"],
            "--confidence=high is not a number; allowed a number; set by the command line.",
        ),
        (
            ["robust", "runs", "--flip"],
            "--flip has no value; allowed one value; set by the command line.",
        ),
        (
            ["search", "--jobs", "0"],
            "--jobs=0 is too few; allowed 1 or more; set by the command line.",
        ),
    ],
)
def test_what_is_wrong_with_a_line_is_told_in_one_sentence(capsys, line, told):
    assert main(line) == 2
    err = capsys.readouterr().err
    assert err.startswith(told)
    assert err.count("\n") == 1


@pytest.mark.parametrize("seed", ["-1", "18446744073709551616"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_takes_a_seed_below_0_or_above_64_bits(capsys, command, seed):
    """NumPy's generator would end in a traceback."""
    more = ["--fails", "a<1"] if command == "discover" else []
    assert main([command, "nowhere", "--seed", seed, *more]) == 2
    told = f"--seed={seed} is no seed; allowed a whole number, 0 to 18446744073709551615; set by"
    assert capsys.readouterr().err.startswith(told)
