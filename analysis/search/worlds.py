"""The compiled ensemble as the scorer of a search: tuning worlds and held-out worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.differences import LESS_IS_BETTER
from analysis.pairs import NET
from analysis.robustness.crossed import ARRIVED
from analysis.search.problem import Candidate, Objective, Space, Which
from analysis.statistics.checks import Array
from model.errors import UserError, unknown
from model.inputs import Inputs
from model.outcomes import OUTCOMES
from scenarios.configuration import AS_SCENARIO
from scenarios.design import make
from scenarios.designing.candidates import candidates
from scenarios.designing.design_record import Design
from scenarios.designing.factors import factors
from scenarios.designing.point_table import Column, PointTable
from scenarios.designs.kinds import Factor
from scenarios.problems import statement

Config = Mapping[str, Any]
KIND = "latin_hypercube"
SEEDS = 2**64


@dataclass(frozen=True)
class Sizes:
    """Worlds and replicates in each, to tune on and to judge on."""

    worlds: int = 32
    replicates: int = 32
    held_out_worlds: int = 64
    held_out_replicates: int = 64

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            least = 2 if name.endswith("worlds") else 1
            if value < least:
                rule, allowed = "is too few", f"{least} or more"
                advice = f"Write --{name.replace('_', '-')} {least} or a larger number."
                raise UserError(statement(name, value, rule, allowed, "the command line", advice))


class Ensemble:
    """Scores candidates by running them in worlds of two designs that share nothing.

    Parameters
    ----------
    configs : mapping from policy to configuration
        As `scenarios.configuration` describes it, each with that policy chosen.
    over : as `scenarios.designing.factors` reads it
        What differs between worlds.
    objectives : sequence of Objective
    reference : str
        The policy against which the net security effect is taken, world by world.
    sizes : Sizes
    seed : int
        Of the worlds and runs.
    threads : int

    Raises
    ------
    UserError
        For what cannot be varied.
    """

    def __init__(
        self,
        configs: Mapping[str, Config],
        over: Any,
        objectives: Sequence[Objective],
        reference: str,
        sizes: Sizes,
        seed: int,
        threads: int = 1,
    ) -> None:
        self._configs, self._objectives, self._threads = dict(configs), objectives, threads
        self._reference = Candidate(reference)
        rows = {name: factors(over, config) for name, config in self._configs.items()}
        varied = rows[reference]
        for name, own in rows.items():
            _check_same(name, own, varied)
        self._factors = rows
        self._worlds = {
            "tuning": _drawn(varied, sizes.worlds, seed),
            "held_out": _drawn(varied, sizes.held_out_worlds, _other(seed)),
        }
        self._seeds = {"tuning": seed, "held_out": (seed + 1) % SEEDS}
        self._replicates = {
            "tuning": range(sizes.replicates),
            "held_out": range(sizes.held_out_replicates),
        }
        self._before: dict[Which, Array] = {}

    def design(self, which: Which) -> Design:
        """Return the worlds that are tuned on, or those that are held out."""
        return self._worlds[which]

    def runs(self, candidates_: int, which: Which) -> int:
        """Return how many runs it takes to score so many candidates."""
        return candidates_ * len(self._worlds[which]) * len(self._replicates[which])

    def __call__(self, asked: Sequence[Candidate], which: Which) -> Array:
        """Return mean outcomes of shape (candidates, worlds, objectives)."""
        outcomes = {ARRIVED if item.name == NET else item.name for item in self._objectives}
        is_net = any(item.name == NET for item in self._objectives)
        if is_net and which not in self._before:
            self._before[which] = self._run([self._reference], which, {ARRIVED})[ARRIVED][0]
        found = self._run(asked, which, outcomes)
        columns = []
        for item in self._objectives:
            if item.name == NET:
                before = self._before[which]
                change = before - found[ARRIVED]
                share = np.divide(change, before, out=np.zeros_like(change), where=before > 0.0)
                columns.append(share.mean(axis=-1))
            else:
                columns.append(found[item.name].mean(axis=-1))
        return np.stack(columns, axis=-1)

    def _run(
        self, asked: Sequence[Candidate], which: Which, outcomes: set[str]
    ) -> dict[str, Array]:
        """Return each outcome of every run, of shape (candidates, worlds, replicates)."""
        # Late: the compiled ensemble loads when the first candidate is scored.
        from model.ensemble import simulate_many

        points = [point for item in asked for point in self.points(item, which)]
        runs = simulate_many(
            points, self._seeds[which], self._replicates[which], threads=self._threads
        )
        shape = (len(asked), len(self._worlds[which]), len(self._replicates[which]))
        return {
            name: np.stack([run.outcomes[name] for run in runs]).reshape(shape)
            for name in sorted(outcomes)
        }

    def points(self, item: Candidate, which: Which) -> list[Inputs]:
        """Return a candidate in each world."""
        config = dict(self._configs[item.policy])
        chosen = dict(zip(item.names, item.values, strict=True))
        config["policy"] = {**config["policy"], **chosen}
        design = self._worlds[which]
        columns = [
            Column(row.name, design.values[:, place].copy(), row.path, is_label=False)
            for place, row in enumerate(self._factors[item.policy])
        ]
        table = PointTable([config], np.zeros(len(design), dtype=np.int32), columns, suffixes={})
        return [table.inputs(index) for index in range(len(design))]


def _drawn(varied: Sequence[Factor], worlds: int, seed: int) -> Design:
    return make(KIND, varied, worlds, seed, has_baseline=False)


def _other(seed: int) -> int:
    """Return the seed of the held-out design."""
    return int(np.random.SeedSequence([seed, 1]).generate_state(1)[0])


def _check_same(name: str, own: Sequence[Factor], varied: Sequence[Factor]) -> None:
    if any(row.name.startswith("policy.") for row in own):
        rule, advice = "names a coefficient of a policy", "Leave it out: it is what is searched."
        raise UserError(statement("over", "policy", rule, "", "the command line", advice))
    if [(f.name, f.low, f.high) for f in own] != [(f.name, f.low, f.high) for f in varied]:
        rule = f"means other numbers or ranges with policy={name}"
        advice = "Name in over what all policies have; coefficients of a policy are searched."
        raise UserError(statement("over", "it", rule, "", "the command line", advice))


def objectives(names: Sequence[str]) -> tuple[Objective, ...]:
    """Return objectives by outcome name, each with what is wanted of it.

    Raises
    ------
    UserError
        For an unknown outcome, one named twice, or fewer than two.
    """
    known = [*(item.name for item in OUTCOMES), NET]
    for name in names:
        if name not in known:
            raise unknown("objective", name, known, "the command line")
    if len(set(names)) != len(names) or len(names) < 2:
        advice = "Name two or three, for instance operational_mean,concession_kept."
        rule, allowed = "are not two different outcomes or more", "two or more"
        told = ",".join(names)
        raise UserError(statement("objectives", told, rule, allowed, "the command line", advice))
    return tuple(Objective(name, name not in LESS_IS_BETTER) for name in names)


def space(policy: str, config: Config) -> Space:
    """Return the coefficients of a policy that are assumed, over their ranges.

    Raises
    ------
    UserError
        When it has none.
    """
    rows = [
        row
        for row in candidates(config).values()
        if row.home == "policy" and row.range is not None and policy != AS_SCENARIO
    ]
    if not rows:
        rule = "has no coefficient with a range"
        allowed = "a policy with coefficients, for instance transactional"
        raise UserError(statement("policies", policy, rule, allowed, "the command line", ""))
    ranges = [row.range for row in rows if row.range is not None]
    return Space(
        policy,
        tuple(row.key[-1] for row in rows),
        tuple(low for low, _ in ranges),
        tuple(high for _, high in ranges),
    )
