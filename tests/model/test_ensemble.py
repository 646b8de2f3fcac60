"""The ensemble: equal to the agents on made-up worlds, and independent of how it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from twins import EVERYTHING, bits, differences

from model.ensemble import simulate_many
from model.errors import UserError
from model.inputs import Behaviour, Inputs
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from model.parameters import catalogue, defaults, groups, switched_off, with_values
from model.small import small_inputs

SENDER, PARTNERS = "SND", ("AAA", "BBB", "CCC")


def busy(number: int, months: int = 24) -> Inputs:
    """Return the small world with a bit of everything, and parameters in their sweeps."""
    random = Random(number)
    inputs = small_inputs(months)
    script = inputs.instruments.copy()
    acts = inputs.acts.copy()
    for table, items in ((script, SENDER_INSTRUMENTS), (acts, PARTNER_ACTS)):
        for k, item in enumerate(items):
            for dyad in range(len(PARTNERS)):
                if random.random() < 0.5:
                    first = random.randrange(months)
                    table[first : first + random.randrange(1, 9), dyad, k] = random.random() * min(
                        item.high, 2.0
                    )
    values = {row.full_name: random.uniform(*row.sweep) for row in catalogue()}
    return replace(
        inputs,
        instruments=script,
        acts=acts,
        parameters=with_values(defaults(), values),
        policies={SENDER: Behaviour("generous_tit_for_tat", (0.6, 0.8, 0.4, 0.0))},
        strategies={"CCC": Behaviour("nationalist", (0.5, 2.0, 0.0, 0.0))},
    )


@pytest.mark.parametrize("number", range(6))
def test_made_up_worlds_equal_the_agents(number: int) -> None:
    assert differences([busy(number)], range(5), seed=number, baseline=small_inputs(24)) == []


@pytest.mark.parametrize("group", groups())
def test_each_mechanism_switched_off_equals_the_agents(group: str) -> None:
    inputs = busy(7)
    off = replace(inputs, parameters=switched_off(inputs.parameters, group))
    assert differences([off], range(2)) == []


def test_points_do_not_see_each_other() -> None:
    """Each point gives the same alone, in any company, in any order, with any number of threads."""
    points = [busy(i) for i in range(5)] + [small_inputs(12), small_inputs(24, words=0.5)]
    base = small_inputs(24)
    together = simulate_many(points, 3, range(40), baseline=base, series=EVERYTHING)
    for threads in (2, 3):
        again = simulate_many(
            points[::-1], 3, range(40), baseline=base, series=EVERYTHING, threads=threads
        )[::-1]
        for one, other in zip(together, again, strict=True):
            assert_equal(one, other)
    for one, inputs in zip(together, points, strict=True):
        alone = simulate_many([inputs], 3, range(40), baseline=base, series=EVERYTHING)[0]
        assert_equal(one, alone)


def assert_equal(one, other, rows=slice(None)) -> None:
    for table in ("outcomes", "dyads", "series"):
        ours, theirs = getattr(one, table), getattr(other, table)
        assert list(ours) == list(theirs)
        for name in ours:
            a, b = np.asarray(ours[name])[rows], np.asarray(theirs[name])
            assert np.array_equal(a, b, equal_nan=True), name


@pytest.mark.parametrize("part", [range(1), range(7), range(31, 33), range(64, 70), range(69, 70)])
def test_replicates_do_not_see_each_other(part: range) -> None:
    """Any range of replicates gives what the whole gives, wherever it lies among the lanes."""
    points, base = [busy(1), small_inputs(24)], small_inputs(24)
    whole = simulate_many(points, 0, range(70), baseline=base, series=["dyad.trust"])
    some = simulate_many(points, 0, part, baseline=base, series=["dyad.trust"])
    for one, other in zip(whole, some, strict=True):
        assert_equal(one, other, slice(part.start, part.stop))


PLAIN = """
import sys
import numpy as np
from model.ensemble import simulate_many
from model.small import small_inputs
runs = simulate_many([small_inputs(4, words=0.9)], 5, range(2), baseline=small_inputs(4),
                     series=["dyad.operational", "route.share"])[0]
for table in (runs.outcomes, runs.dyads, runs.series):
    for name in sorted(table):
        sys.stdout.write(f"{name} {np.asarray(table[name]).tobytes().hex()}\\n")
"""


def test_without_compilation_it_is_the_same() -> None:
    """A process of its own with Numba's compilation switched off gives the same bits."""
    root = Path(__file__).parents[2]
    told = []
    for switch in ("0", "1"):
        environment = os.environ | {"NUMBA_DISABLE_JIT": switch, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", PLAIN],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(done.stdout)
    assert told[0] == told[1]
    assert "arrived_t" in told[0]


def test_seeds_differ_and_seed_0_is_a_seed() -> None:
    inputs = small_inputs(12)
    means = [
        bits(simulate_many([inputs], seed, range(8))[0].outcomes["trust_mean"])
        for seed in (0, 1, 2**32, 2**64 - 1)
    ]
    assert len(set(means)) == 4


def test_paired_outcomes_need_a_baseline_of_the_same_structure() -> None:
    inputs = small_inputs(12)
    without = simulate_many([inputs], 0, range(3))[0]
    other = simulate_many([inputs], 0, range(3), baseline=small_inputs(13))[0]
    itself = simulate_many([inputs], 0, range(3), baseline=inputs)[0]
    assert np.isnan(without.outcomes["net_security_effect"]).all()
    assert np.isnan(other.outcomes["net_access"]).all()
    assert (itself.outcomes["net_security_effect"] == 0.0).all()
    assert (itself.outcomes["net_access"] == 0.0).all()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"instruments": np.zeros((12, 2, 16))}, r"instruments of shape \(12, 2, 16\)"),
        ({"acts": np.zeros((1, 3, 1))}, r"acts of shape \(1, 3, 1\)"),
        ({"policies": {SENDER: Behaviour("no_such")}}, "no_such"),
        ({"strategies": {"AAA": Behaviour("no_such")}}, "no_such"),
    ],
)
def test_what_does_not_fit_is_told_before_anything_runs(change, told) -> None:
    with pytest.raises(UserError, match=told):
        simulate_many([replace(small_inputs(12), **change)], 0, range(2))


@pytest.mark.parametrize(
    ("seed", "series", "told"), [(-1, (), "seed=-1"), (0, ("dyad.trrust",), "dyad.trust")]
)
def test_wrong_arguments_are_told(seed, series, told) -> None:
    with pytest.raises(UserError, match=told):
        simulate_many([small_inputs(2)], seed, range(1), series=series)
