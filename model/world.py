"""One world as a Mesa model: every intermediate visible, one month a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mesa
import numpy as np
from mesa.experimental.scenarios import Scenario

from model import draws
from model.agents import EnforcementAgency, Government, TraffickingNetwork
from model.conduct import Uniforms
from model.errors import UserError
from model.founding import found, mean, measure_dyad
from model.inputs import Inputs
from model.run import Run, plan
from model.schedule import SCHEDULE, Step
from model.small import small_inputs
from model.state import VARIABLES, variables

__all__ = ["CooperationModel", "Run", "WorldScenario", "simulate"]


class WorldScenario(Scenario):  # type: ignore[misc]
    """What Mesa calls a scenario: the inputs, the replicate and (as `rng`) the seed."""

    inputs: Inputs | None = None
    replicate: int = 0


class CooperationModel(mesa.Model):  # type: ignore[misc]
    """A world of governments, agencies and a trafficking network.

    Parameters
    ----------
    inputs : Inputs, optional
        The world and what is done in it; a small made-up world if absent.
    replicate : int
        Number of the replicate, >= 0.
    rng : int
        The seed, 0 to 2**64 - 1; 0 is a seed. Every draw is addressed by it.
    scenario : WorldScenario, optional
        The same three as one object, as Mesa passes them; goes before the single arguments.
    government_classes : mapping from government id to a subclass of Government, optional
        Which class plays which government.
    steps : sequence of Step, optional
        The month; the schedule if absent. Leaving out steps is for tests and teaching.

    Raises
    ------
    UserError
        If two entities share a random address or the seed is not a seed.
    """

    def __init__(
        self,
        inputs: Inputs | None = None,
        replicate: int = 0,
        rng: int | None = 0,
        scenario: WorldScenario | None = None,
        government_classes: Mapping[str, type[Government]] | None = None,
        steps: tuple[Step, ...] = SCHEDULE,
    ) -> None:
        if scenario is not None:
            super().__init__(scenario=scenario)
            inputs, replicate, rng = scenario.inputs, scenario.replicate, scenario.rng
        else:
            super().__init__(rng=rng)
        self.inputs = inputs if inputs is not None else small_inputs()
        self.parameters = self.inputs.parameters
        self.seed_used = 0 if rng is None else rng
        self.replicate = replicate
        self.steps_of_month = steps
        self.month = 0
        self._pending: list[tuple[Any, dict[str, Any]]] = []
        self._found(government_classes or {})
        self._draws = self._tables()
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "month": "month_label",
                "operational": "mean_operational",
                "trust": "mean_trust",
                "mandate": "mean_mandate",
                "ruptured": "n_ruptured",
                "arrived": "arrived",
                "seized": "seized",
                "blind_share": "blind_share",
            }
        )
        self._rows: list[list[list[float]]] = []

    def step(self) -> None:
        """Advance one month: every stage in order, each applied before the next.

        Raises
        ------
        UserError
            If the horizon is over.
        """
        if self.month >= self.inputs.months:
            raise UserError(
                f"month={self.month + 1} is beyond the horizon; allowed 1 to "
                f"{self.inputs.months}; set by the scenario. Give the scenario more months."
            )
        for step in self.steps_of_month:
            for actor in self._actors[step.actor]:
                getattr(actor, step.method)()
            for entity, values in self._pending:
                for name, value in values.items():
                    setattr(entity, name, value)
            self._pending.clear()
        self._rows.append([self._values(axis, names) for axis, names in self._recorded])
        self.month += 1
        self.datacollector.collect(self)
        if self.month >= self.inputs.months:
            self.running = False

    def run(self) -> Run:
        """Step to the horizon and return the run."""
        while self.month < self.inputs.months:
            self.step()
        return self.recorded()

    def recorded(self) -> Run:
        """Return the months stepped so far."""
        series = {}
        for i, (axis, names) in enumerate(self._recorded):
            n = len(self.entities[axis])
            block = np.array([row[i] for row in self._rows], dtype=np.float64)
            block = block.reshape(len(self._rows), len(names), n)
            for j, name in enumerate(names):
                series[f"{axis}.{name}"] = np.ascontiguousarray(block[:, j])
        ids = {
            axis: tuple(getattr(e, "id", "network") for e in entities)
            for axis, entities in self.entities.items()
        }
        return Run(self.inputs.start, series, ids, self._plan)

    def draw(self, stage: int, index: int) -> Uniforms:
        """Return this month's four uniforms of an entity in a stage."""
        return self._draws[stage][self.month][index]

    def post(self, entity: Any, **values: Any) -> None:
        """Queue new values for an entity; they apply when every agent has decided."""
        self._pending.append((entity, values))

    def government(self, name: str) -> Government:
        """Return a government by id."""
        return self._governments[name]

    def agency(self, name: str) -> EnforcementAgency:
        """Return an agency by id."""
        return self._agencies[name]

    def measure(self) -> None:
        """Stage 14: the dyads' means over their links."""
        capacities = {name: agency.capacity for name, agency in self._agencies.items()}
        for dyad in self.dyads:
            measure_dyad(dyad, self._ties[dyad.index], capacities)

    @property
    def calendar_month(self) -> int:
        """Month of the year, 1 to 12, of the month being stepped."""
        return (int(self.inputs.start[5:7]) - 1 + self.month) % 12 + 1

    @property
    def month_label(self) -> str:
        """The last month stepped, `YYYY-MM`."""
        months = int(self.inputs.start[:4]) * 12 + int(self.inputs.start[5:7]) - 2 + self.month
        return f"{months // 12:04d}-{months % 12 + 1:02d}"

    @property
    def mean_operational(self) -> float:
        """Operational cooperation, mean over dyads."""
        return mean([dyad.operational for dyad in self.dyads])

    @property
    def mean_trust(self) -> float:
        """Partners' trust, mean over dyads."""
        return mean([dyad.trust for dyad in self.dyads])

    @property
    def mean_mandate(self) -> float:
        """Mandate, mean over dyads."""
        return mean([dyad.mandate for dyad in self.dyads])

    @property
    def n_ruptured(self) -> int:
        """Number of ruptured dyads."""
        return sum(dyad.is_ruptured > 0.5 for dyad in self.dyads)

    @property
    def arrived(self) -> float:
        """Tonnes that arrived in the month."""
        return self.flow.arrived

    @property
    def seized(self) -> float:
        """Tonnes removed in the month."""
        return self.flow.seized

    @property
    def blind_share(self) -> float:
        """Share of the flow's way, counted in countries, that is blind."""
        return self.flow.blind_share

    def _found(self, classes: Mapping[str, type[Government]]) -> None:
        world = found(self.inputs)
        self.dyads, self.flow = world.dyads, world.flow
        self._plan = plan(self.inputs, world)
        self._ties = [[tie for tie in world.links if tie.dyad is d] for d in world.dyads]
        self._governments = {
            g.id: classes.get(g.id, Government)(
                self, g, [d for d in world.dyads if g.id in (d.sender, d.partner)]
            )
            for g in self.inputs.governments
        }
        self._agencies = {
            a.id: EnforcementAgency(
                self, a, [t for t in world.links if a.id in (t.sender_agency, t.partner_agency)]
            )
            for a in self.inputs.agencies
        }
        network = TraffickingNetwork(self, world.countries, world.routes, world.flow)
        governments, agencies = list(self._governments.values()), list(self._agencies.values())
        self._actors: dict[str, list[Any]] = {
            "governments": governments,
            "agencies": agencies,
            "network": [network],
            "world": [self],
        }
        self.entities: dict[str, list[Any]] = {
            "government": governments,
            "dyad": world.dyads,
            "agency": agencies,
            "link": world.links,
            "country": world.countries,
            "route": world.routes,
            "network": [world.flow],
        }
        axes = dict.fromkeys(v.axis for v in VARIABLES)
        self._recorded = [(axis, variables(axis)) for axis in axes]

    def _tables(self) -> dict[int, list[list[Uniforms]]]:
        """Return all draws of the run; entity names make the addresses."""
        names = {
            "dyad": [d.id for d in self.dyads],
            "link": [tie.id for tie in self.entities["link"]],
            "country": [f"country:{c.id}" for c in self.entities["country"]],
            "government": list(self._governments),
        }
        draws.check_addresses([name for group in names.values() for name in group])
        axes = {draws.LINKS: "link", draws.DETECTION: "country"}
        axes |= dict.fromkeys((draws.TURNOVER, draws.ELECTION), "government")
        months = range(self.inputs.months)
        stages = (draws.SPEECH, draws.THREAT, draws.RUPTURE, draws.MANDATE, draws.POLICY, *axes)
        return {
            stage: draws.table(
                self.seed_used, self.replicate, months, stage, names[axes.get(stage, "dyad")]
            )
            for stage in stages
        }

    def _values(self, axis: str, names: tuple[str, ...]) -> list[float]:
        return [getattr(entity, name) for name in names for entity in self.entities[axis]]


def simulate(inputs: Inputs, seed: int = 0, replicate: int = 0) -> Run:
    """Return one run of `inputs`: all months, every state variable."""
    return CooperationModel(inputs, replicate=replicate, rng=seed).run()
