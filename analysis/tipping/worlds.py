"""The runs of a tipping study: ramped, held at the lowest intensity, held after random kicks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

import scenarios
from analysis.statistics.checks import Array
from analysis.tipping.ramp import EVERYBODY, LONGEST, Ramp, with_level
from model.ensemble import simulate_many
from model.errors import UserError, unknown
from model.inputs import Inputs
from scenarios.format import months
from scenarios.problems import statement

STATES = {
    "operational": "dyad.operational",
    "mandate": "dyad.mandate",
    "trust": "dyad.trust",
    "ruptured": "dyad.is_ruptured",
}
"""State variables by the name they are asked for; of several dyads, their mean."""
GRIEVANCE = "dyad.grievance"
BLOCK = 64
"""Runs at a time: what is held in memory does not grow with their number."""
HOSTILE, FRIENDLY = ("operation", "deployment"), ("agreement", "apology")
"""Instruments of a kick."""
Progress = Callable[[int], None]


@dataclass(frozen=True)
class World:
    """A scenario, and how its variants become worlds.

    Attributes
    ----------
    name : str
    resolved : mapping
        The resolved scenario.
    inputs : callable
        From a resolved scenario to the model's inputs.
    """

    name: str
    resolved: Mapping[str, Any]
    inputs: Callable[[Mapping[str, Any]], Inputs]

    @cached_property
    def usual(self) -> Inputs:
        """The world as the scenario has it."""
        return self.inputs(self.resolved)

    def sender(self, ramp: Ramp, set_by: str) -> str:
        """Return who acts, and check that there is such a dyad.

        Raises
        ------
        UserError
            For an unknown sender or partner, or when it is not told which sender acts.
        """
        pairs = [(dyad.sender, dyad.partner) for dyad in self.usual.dyads]
        senders = list(dict.fromkeys(sender for sender, _ in pairs))
        if not ramp.sender and len(senders) > 1:
            rule, advice = "does not tell who acts", f"Add sender={senders[0]}."
            raise UserError(statement("sender", "", rule, ", ".join(senders), set_by, advice))
        chosen = ramp.sender or senders[0]
        if chosen not in senders:
            raise unknown("sender", chosen, senders, set_by)
        partners = [partner for sender, partner in pairs if sender == chosen]
        if ramp.partner not in (*partners, EVERYBODY):
            raise unknown("partner", ramp.partner, [*partners, EVERYBODY], set_by)
        return chosen


def of_scenario(name: str) -> World:
    """Return a scenario of the catalogue, with its own policy and the usual parameters."""
    return World(name, scenarios.resolved(name), scenarios.build)


@dataclass(frozen=True)
class How:
    """What is run: a world, what is ramped by whom, and the seed; and in how many threads."""

    world: World
    ramp: Ramp
    sender: str
    seed: int
    threads: int

    @property
    def dyads(self) -> list[int]:
        """The places of the dyads whose state is looked at."""
        return [
            i
            for i, dyad in enumerate(self.world.usual.dyads)
            if dyad.sender == self.sender and self.ramp.partner in (dyad.partner, EVERYBODY)
        ]

    def held(self, level: Array, first: int = 0) -> dict[str, Any]:
        """Return the scenario with the instrument at given levels from a month on."""
        return with_level(self.world.resolved, self.ramp, level, first, self.sender)


@dataclass(frozen=True)
class Runs:
    """Monthly states, each of shape (replicates, months), from the end of settling on.

    Attributes
    ----------
    ramped : mapping from months per step to mapping from state to array
    held : mapping from state to array
        The same worlds and draws with the intensity held at its lowest, as long as the longest
        ramp.
    """

    ramped: Mapping[int, Mapping[str, Array]]
    held: Mapping[str, Array]


def run_ramps(how: How, replicates: int, progress: Progress) -> Runs:
    """Run every ramp of a study, and the worlds without one."""
    ramp = how.ramp
    length = ramp.length(max(ramp.months_per_step))
    levels = {0: np.full(length, ramp.low)} | {
        pace: np.concatenate([np.full(ramp.settle, ramp.low), ramp.control(pace)])
        for pace in ramp.months_per_step
    }
    points = {pace: how.world.inputs(how.held(level)) for pace, level in levels.items()}
    variables = tuple(STATES.values())
    gathered: dict[int, dict[str, list[Array]]] = {
        pace: {name: [] for name in STATES} for pace in points
    }
    for first in range(0, replicates, BLOCK):
        block = range(first, min(first + BLOCK, replicates))
        for pace, inputs in points.items():
            (runs,) = simulate_many(
                [inputs], how.seed, block, series=variables, threads=how.threads
            )
            for name, variable in STATES.items():
                values = runs.series[variable][:, ramp.settle : len(levels[pace]), how.dyads]
                gathered[pace][name].append(values.mean(axis=2))
            progress(len(block))
    joined = {
        pace: {name: np.concatenate(parts) for name, parts in states.items()}
        for pace, states in gathered.items()
    }
    return Runs({pace: joined[pace] for pace in ramp.months_per_step}, joined[0])


@dataclass(frozen=True)
class Starts:
    """Where runs began and ended with the instrument held.

    Attributes
    ----------
    level : float
        The intensity that is held.
    first : mapping from state to array of shape (starts, replicates)
        In the last month of the kick; the states and "grievance".
    halfway, final : mapping from state to array of the same shape
        The mean over the last twelve months of the first half, and of the whole of the hold; of
        "ruptured" the value in the last of these months.
    """

    level: float
    first: Mapping[str, Array]
    halfway: Mapping[str, Array]
    final: Mapping[str, Array]


@dataclass(frozen=True)
class Kicks:
    """Random histories that bring a world to different states without changing its law.

    An initial value of trust would not do: it is also what a leader's trust returns to, and the
    dyad's own inclination is solved from it, so that it makes another world. So each start is a
    history of `months` months: unilateral operations and deployment at one random intensity,
    agreement and apology at another, and for half of the starts an expulsion of the sender's agents
    in the last month, which ruptures the dyad.
    """

    starts: int = 64
    replicates: int = 32
    months: int = 24
    hold: int = 240

    def draws(self, seed: int) -> Array:
        """Return hostile and friendly intensity and expulsion (0 or 1), shape (starts, 3)."""
        from scipy.stats import qmc

        power = int(np.ceil(np.log2(max(self.starts, 2))))
        unit = qmc.Sobol(3, seed=np.random.default_rng(seed)).random_base2(power)[: self.starts]
        unit[:, 2] = np.round(unit[:, 2])
        found: Array = unit
        return found


def check_kicks(kicks: Kicks, set_by: str) -> Kicks:
    """Return kicks that can be run.

    Raises
    ------
    UserError
        For the first field that cannot.
    """
    for name, low, high in (
        ("starts", 8, 4096),
        ("hold", 24, LONGEST - kicks.months),
        ("kick", 1, LONGEST - 24),
    ):
        value = kicks.months if name == "kick" else getattr(kicks, name)
        if not low <= value <= high:
            rule = f"is outside [{low}, {high}]"
            raise UserError(statement(name, value, rule, f"{low} to {high}", set_by, "Correct it."))
    return kicks


def run_starts(how: How, levels: Sequence[float], kicks: Kicks, progress: Progress) -> list[Starts]:
    """Run every start with the instrument held at each level.

    No two runs share a number, so that those of a level are independent.
    """
    draws, dyads = kicks.draws(how.seed), how.dyads
    variables = (*STATES.values(), GRIEVANCE)
    found = []
    for level in levels:

        def one(number: int, level: float = level) -> dict[str, Array]:
            inputs = how.world.inputs(_kicked(how, level, kicks, draws[number]))
            own = range(number * kicks.replicates, (number + 1) * kicks.replicates)
            (runs,) = simulate_many([inputs], how.seed, own, series=variables)
            return _ends({v: runs.series[v][:, :, dyads] for v in variables}, kicks)

        parts = []
        with ThreadPoolExecutor(how.threads) as pool:
            for part in pool.map(one, range(kicks.starts)):
                parts.append(part)
                progress(kicks.replicates)
        stacked = {key: np.stack([part[key] for part in parts]) for key in parts[0]}
        by_moment = (
            {k.partition(" ")[2]: v for k, v in stacked.items() if k.startswith(moment)}
            for moment in ("first", "halfway", "final")
        )
        found.append(Starts(level, *by_moment))
    return found


def _kicked(how: How, level: float, kicks: Kicks, draw: Array) -> dict[str, Any]:
    resolved = how.held(np.full(kicks.hold, level), kicks.months)
    first, last = resolved["start"], months.label(kicks.months - 1, resolved["start"])
    hostile, friendly, expulsion = map(float, draw)
    events = dict(resolved["events"])
    for instruments, intensity in ((HOSTILE, hostile), (FRIENDLY, friendly)):
        for instrument in instruments:
            events[f"kick_{instrument}"] = {
                "by": how.sender,
                "toward": [how.ramp.partner],
                "instrument": instrument,
                "at": first,
                "until": last,
                "intensity": intensity,
            }
    if expulsion > 0.0:
        for partner in (how.world.usual.dyads[i].partner for i in how.dyads):
            events[f"kick_expulsion_{partner}"] = {
                "by": partner,
                "toward": [how.sender],
                "instrument": "expulsion",
                "at": last,
                "intensity": 1.0,
            }
    return {**resolved, "events": events}


def _ends(series: Mapping[str, Array], kicks: Kicks) -> dict[str, Array]:
    """Return the states of a start's runs at the beginning, halfway and at the end of the hold."""
    ends = {"halfway": kicks.months + kicks.hold // 2, "final": kicks.months + kicks.hold}
    names = {**STATES, "grievance": GRIEVANCE}
    found = {}
    for name, variable in names.items():
        values = series[variable].mean(axis=2)
        found[f"first {name}"] = values[:, kicks.months - 1]
        for when, end in ends.items():
            if name == "ruptured":
                found[f"{when} {name}"] = values[:, end - 1]
            else:
                found[f"{when} {name}"] = values[:, end - 12 : end].mean(axis=1)
    return found
