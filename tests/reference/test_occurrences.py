"""Each mechanism really occurs in the worlds on which the model and the reference are compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from reference_cases import CASES, SEED, Series, case

from model import draws, policies, strategies
from model.inputs import Inputs
from model.instruments import ACT_INDEX, INSTRUMENT_INDEX

Seen = Callable[["World"], Any]


class World:
    """A case's inputs and series, by short names; `was` is the series of the month before."""

    def __init__(self, inputs: Inputs, series: Series) -> None:
        self.inputs = inputs
        self.series = series
        self.expelled = self.act("expulsion") >= inputs.parameters.rupture.act_threshold
        self.broken = (self("is_ruptured") == 1) & (self("was_ruptured") == 0)
        self.mended = (self("is_ruptured") == 0) & (self("was_ruptured") == 1)

    def __call__(self, name: str) -> Any:
        return self.series[name if "." in name else f"dyad.{name}"][1:]

    def was(self, name: str) -> Any:
        return self.series[name if "." in name else f"dyad.{name}"][:-1]

    def act(self, name: str) -> Any:
        return self.inputs.acts[1:, :, ACT_INDEX[name]]

    def script(self, name: str) -> Any:
        return self.inputs.instruments[1:, :, INSTRUMENT_INDEX[name]]

    def partner(self, name: str) -> Any:
        """Return last month's variable of each dyad's partner government."""
        ids = [item.id for item in self.inputs.governments]
        return self.was(f"government.{name}")[:, [ids.index(d.partner) for d in self.inputs.dyads]]

    def rises(self, name: str) -> Any:
        return self(name) > self.was(name)

    def falls(self, name: str) -> Any:
        return self(name) < self.was(name)

    def turnover(self, cause: str) -> list[bool]:
        """Return, for each change of leader, whether the cause alone explains it."""
        inputs, p = self.inputs, self.inputs.parameters.turnover
        ids = [item.id for item in inputs.governments]
        hazards = draws.table(SEED, 0, range(inputs.months), draws.TURNOVER, ids)
        votes = draws.table(SEED, 0, range(inputs.months), draws.ELECTION, ids)
        history = {(item.government, item.month) for item in inputs.leaders}
        changed = self.series["government.is_new_leader"]
        found = []
        for month, column in np.argwhere(changed == 1).tolist():
            u, v = hazards[month][column][0], votes[month][column][0]
            item = inputs.governments[column]
            voted = month in item.elections
            causes = {
                "script": (item.id, month) in history,
                "election": voted and v < p.election_share,
                "hazard": u < p.hazard_per_month,
            }
            found.append(causes.pop(cause) and not any(causes.values()))
        return found


OCCURRENCES: dict[str, Seen] = {
    "threat, concession": lambda w: w("conceded"),
    "threat, the sender stands firm": lambda w: w("stood_firm"),
    "threat, the sender's bluff is called": lambda w: w("backed_down"),
    "threat, a sanction follows": lambda w: w("imposed_sanction") * w("stood_firm"),
    "threat, force follows": lambda w: w("imposed_force") * w("stood_firm"),
    "threat, what was imposed goes with the threat": lambda w: w.falls("imposed_sanction"),
    "threat, a threat kept up challenges once": lambda w: (
        (w("demand") > 0) & (w("demand") == w.was("demand")) & (w("challenged") == 0)
    ),
    "credibility won": lambda w: w.rises("credibility"),
    "credibility lost": lambda w: w.falls("credibility"),
    "concession fades": lambda w: w.falls("concession"),
    "concession fades faster under a burden": lambda w: (
        w.falls("concession") & (w("burden") > 0) & (w("conceded") == 0)
    ),
    "rupture by itself": lambda w: w.broken & ~w.expelled,
    "rupture by expulsion": lambda w: w.broken & w.expelled,
    "expulsion below the threshold": lambda w: (w.act("expulsion") > 0) & ~w.expelled,
    "repair under a new leader": lambda w: w.mended & (w.partner("is_new_leader") == 1),
    "repair under the same leader": lambda w: w.mended & (w.partner("is_new_leader") == 0),
    "turnover by script": lambda w: w.turnover("script"),
    "turnover by election": lambda w: w.turnover("election"),
    "turnover by neither": lambda w: w.turnover("hazard"),
    "law begins": lambda w: w.rises("law"),
    "law fades": lambda w: w.falls("law"),
    "expulsion takes presence": lambda w: w.falls("liaison") & (w.act("expulsion") > 0),
    "presence returns": lambda w: w.rises("link.liaison"),
    "presence withers under rupture": lambda w: (
        w.falls("liaison") & (w("was_ruptured") == 1) & (w("is_ruptured") == 1)
    ),
    "base closure": lambda w: w.falls("reach") & (w.act("base_closure") > 0),
    "base grant": lambda w: w.rises("reach") & (w.act("base_grant") > 0),
    "reach lost by rupture": lambda w: w.falls("reach") & w.broken,
    "intelligence cut": lambda w: w.falls("access") & (w.act("intelligence_cut") > 0),
    "access returns": lambda w: w.rises("link.access"),
    "betrayal": lambda w: w.falls("working_trust") & (w.script("operation") > 0.3),
    "security aid suspended": lambda w: w.script("suspend_security_aid") > 0,
    "development aid suspended": lambda w: w.script("suspend_development_aid") > 0,
    "the two accounts suspended apart": lambda w: (
        w.script("suspend_security_aid") != w.script("suspend_development_aid")
    ),
    "capacity lost": lambda w: w.falls("agency.capacity"),
    "capacity rebuilt": lambda w: w.rises("agency.capacity"),
    "relief": lambda w: w.falls("burden"),
    "habituation": lambda w: w.rises("habituation"),
    "spillover": lambda w: w("third_party"),
    "approval won": lambda w: w.rises("government.approval"),
    "approval lost": lambda w: w("government.approval") < 0,
    "routes shift": lambda w: w("network.shifted_share"),
    "a country goes blind": lambda w: w.rises("country.is_blind"),
    "a country sees again": lambda w: w.falls("country.is_blind"),
    "supply falls": lambda w: w.falls("country.supply"),
    "supply rises": lambda w: w.rises("country.supply"),
    "own programme": lambda w: w.act("own_programme"),
    "coordination": lambda w: w.script("coordination"),
    "pressure at home": lambda w: w.rises("government.hawkishness"),
}


@pytest.mark.parametrize("name", OCCURRENCES)
def test_it_occurs(name: str) -> None:
    assert any(np.any(OCCURRENCES[name](World(*case(label)))) for label in CASES)


def test_every_rule_is_used() -> None:
    used = [case(label)[0] for label in CASES]
    assert {b.rule for x in used for b in x.policies.values()} >= set(policies.names())
    assert {b.rule for x in used for b in x.strategies.values()} >= set(strategies.names())


@pytest.mark.parametrize(
    "rule",
    [
        "certification_by_the_book",
        "contrite_tit_for_tat",
        "graduated_reciprocation",
        "talk_threaten_restore",
    ],
)
def test_policies_with_a_memory_use_it(rule: str) -> None:
    levels = set()
    for label in CASES:
        inputs, series = case(label)
        for column, dyad in enumerate(inputs.dyads):
            given = inputs.policies.get(dyad.sender)
            if given is not None and given.rule == rule:
                levels |= set(series["dyad.memory"][:, column].tolist())
    assert len(levels) > 1
