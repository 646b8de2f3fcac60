"""`comity search`: tunes the coefficients of policies over many worlds, judges them on others."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.cli.carried_out import carry_out, check_seed, parser
from model.errors import UserError
from scenarios.problems import statement

if TYPE_CHECKING:
    from analysis.search import Budget, Candidate, Problem
    from analysis.search.problem import Which
    from analysis.search.worlds import Ensemble
    from analysis.statistics.checks import Array

EPILOG = """\
The coefficients of each policy named are searched over their ranges, for several objectives at
once, in worlds that a design draws over what is uncertain. What is reported is from other worlds,
run with another seed. The same command goes on where it was interrupted.

Examples
  comity search --output found
  comity search --policies transactional,talk_threaten_restore --generations 20
  comity search scenario=bad_hombres_2017 over=model.trust --policies tit_for_tat
      --objectives operational_mean,net_security_effect
  comity run scenarios_dir=found policy=tuned_1        one of what was found

KEY=VALUE are those of `comity sweep` that describe a world (scenario, strategy, model, off,
theory, scenarios_dir), and seed, over.
"""
POLICIES = "talk_threaten_restore"
AGAINST = (
    "status_quo,quiet_diplomacy,comprehensive_strategy,transactional,conditional_aid,tough_talk,"
    "maximum_pressure"
)
OBJECTIVES = "operational_mean,concession_kept,net_security_effect"
NOT_HERE = ("policy", "replicates", "output", "design", "points", "baseline", "experiment")


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity search` and return the exit code."""
    typed = shlex.join(["comity", "search", *arguments])
    return carry_out(
        _parser().parse_intermixed_args,
        lambda asked: _search(asked, typed),
        arguments,
        interrupted="Interrupted; the same command goes on with it.",
    )


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "search", "Search for the coefficients of a policy that do best in many worlds.", EPILOG
    )
    add = made.add_argument
    add("overrides", nargs="*", metavar="KEY=VALUE", help="the world, seed=0, over=assumed")
    add("--policies", default=POLICIES, help=f"whose coefficients are searched ({POLICIES})")
    add("--objectives", default=OBJECTIVES, help=f"two outcomes or more ({OBJECTIVES})")
    add("--against", default=AGAINST, help="named policies to judge beside; the first is reference")
    add("--criterion", default="expected", help="expected, percentile, mean_deviation over worlds")
    add("--sampler", default="nsga2", help="nsga2, tpe, or random as a control")
    add("--worlds", type=int, default=32, help="to tune on (32)")
    add("--replicates", type=int, default=32, help="in each of them (32)")
    add("--held-out-worlds", type=int, default=64, help="to judge on (64)")
    add("--held-out-replicates", type=int, default=64, help="in each of them (64)")
    add("--batch", type=int, default=24, help="candidates evaluated together (24)")
    add("--generations", type=int, default=15, help="batches of each policy (15)")
    add("--chosen", type=int, default=12, help="at most so many of the front are judged (12)")
    add("--jobs", type=int, default=os.cpu_count() or 1, help="threads (all processors)")
    add("--output", metavar="FOLDER", help="for the results; else runs/DATE-TIME-search")
    add("--json", action="store_true", help="print the results as JSON instead of a table")
    return made


def _search(asked: argparse.Namespace, command: str) -> None:
    from analysis.cli import progress, search_tables
    from analysis.files import check_folder, json_text
    from analysis.search import output, search
    from analysis.search.store import Store

    prepared = _prepared(asked)
    problem, budget = prepared.problem, prepared.budget
    folder = Path(asked.output or f"runs/{datetime.now():%Y%m%d-%H%M%S}-search")
    check_folder(folder, output.OWN, "runs/found")
    store = Store(folder, prepared.plan, tuple(item.name for item in problem.objectives))
    known = store.begin()
    progress.compiled_law()
    with progress.bar(prepared.runs) as advance:
        counted = _Counted(prepared.score, prepared.runs, advance)
        counted.done(len(known) * budget.batch, "tuning")
        problem = replace(problem, score=counted)
        found = search(problem, budget, prepared.seed, known=known, keep=store.keep)
    base = [item for item in asked.overrides if item.split("=")[0] != "over"]
    output.write(folder, found, problem.spaces, prepared.rules, base, command)
    if asked.json:
        print(json_text(found.document()), end="")
        return
    search_tables.show(found)
    print(f"Results in {folder}; run one: {output.commands(found, base)[0]}")


@dataclass(frozen=True)
class Prepared:
    """A search that was checked: nothing has run, nothing was written."""

    problem: Problem
    budget: Budget
    seed: int
    score: Ensemble
    rules: dict[str, str]
    plan: dict[str, Any]

    @property
    def runs(self) -> int:
        """How many runs it takes at most."""
        budget, problem = self.budget, self.problem
        tuned = budget.batch * budget.generations * len(problem.spaces)
        judged = budget.chosen + len(problem.against)
        tuning = self.score.runs(tuned + judged, "tuning")
        return tuning + self.score.runs(judged, "held_out")


class _Counted:
    """Scores, and tells how many runs are done."""

    def __init__(self, score: Ensemble, total: int, advance: Callable[[int, int], None]) -> None:
        self._score, self._total, self._advance, self._runs = score, total, advance, 0

    def __call__(self, asked: Sequence[Candidate], which: Which) -> Array:
        found = self._score(asked, which)
        self.done(len(asked), which)
        return found

    def done(self, candidates: int, which: Which) -> None:
        """Count candidates as scored."""
        self._runs += self._score.runs(candidates, which)
        self._advance(self._runs, self._total)


def _prepared(asked: argparse.Namespace) -> Prepared:
    """Return the search that is asked for.

    Raises
    ------
    UserError
        For whatever is wrong in it.
    """
    from analysis.search import Budget, Candidate, Problem, worlds
    from model.law_hash import law_hash

    if asked.jobs < 1:
        rule, advice = "is too few", "Leave it out for all processors."
        raise UserError(
            statement("--jobs", asked.jobs, rule, "1 or more", "the command line", advice)
        )
    policies, against = _names("--policies", asked.policies), _names("--against", asked.against)
    budget = Budget(asked.batch, asked.generations, asked.chosen, asked.sampler, asked.criterion)
    sizes = worlds.Sizes(
        asked.worlds, asked.replicates, asked.held_out_worlds, asked.held_out_replicates
    )
    wanted = worlds.objectives(_names("--objectives", asked.objectives))
    configs = _configs(asked.overrides, list(dict.fromkeys([*against, *policies])))
    first = configs[against[0]]
    over = "assumed" if first["over"] is None else first["over"]
    seed = first["seed"]
    check_seed("seed", seed)
    spaces = tuple(worlds.space(name, configs[name]) for name in policies)
    score = worlds.Ensemble(configs, over, wanted, against[0], sizes, seed, asked.jobs)
    plan = {
        "overrides": sorted(asked.overrides),
        "law": law_hash(),
        "seed": seed,
        "policies": policies,
        "objectives": [item.name for item in wanted],
        "reference": against[0],
        "budget": vars(budget),
        "sizes": vars(sizes),
    }
    problem = Problem(spaces, wanted, score, tuple(Candidate(name) for name in against))
    return Prepared(problem, budget, seed, score, _rules(configs), plan)


def _names(option: str, text: str) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        rule, allowed = "names nothing", "names with commas"
        advice = "Leave the option out for the usual ones."
        raise UserError(statement(option, text, rule, allowed, "the command line", advice))
    return names


def _rules(configs: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the rule of the model that each policy uses."""
    from scenarios.configuration import rules_of

    found = {name: rules_of(config)["policy"] for name, config in configs.items()}
    return {name: rule.name for name, rule in found.items() if rule is not None}


def _configs(overrides: Sequence[str], policies: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return for each policy the configuration in which it is chosen.

    Raises
    ------
    UserError
        For what cannot be composed, or does not belong here.
    """
    from analysis.cli import groups

    for item in overrides:
        key = item.partition("=")[0].lstrip("+~")
        if "=" not in item or key.split(".")[0] in NOT_HERE:
            rule = "is not used here" if "=" in item else "is not KEY=VALUE"
            allowed = "scenario, strategy, model, off, theory, scenarios_dir, seed, over"
            advice = "`comity search --help` names the options."
            raise UserError(statement("argument", item, rule, allowed, "the command line", advice))
    groups.register(groups.scenarios_dir(overrides))
    return {name: _composed([*overrides, f"policy={name}"]) for name in policies}


def _composed(lines: list[str]) -> dict[str, Any]:
    import hydra
    from hydra.core.global_hydra import GlobalHydra
    from hydra.types import RunMode

    from analysis.cli.points import without_hydra
    from analysis.cli.translate import composed

    GlobalHydra.instance().clear()
    with hydra.initialize_config_module("conf", version_base="1.3"):
        loader = GlobalHydra.instance().config_loader()
        load = partial(loader.load_configuration, "config", lines, run_mode=RunMode.RUN)
        config = without_hydra(composed(load, lines), lines)
    GlobalHydra.instance().clear()
    return config
