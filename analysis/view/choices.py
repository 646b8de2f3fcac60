"""Which world: scenario, policy, strategy and seed."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import solara

from analysis.view.fields import Fields, choice, group, number
from analysis.view.session import Choices, seed_of
from analysis.wording import named
from scenarios.catalogue import Catalogue

AS_GIVEN = ""


@cache
def scenarios() -> list[tuple[str, str]]:
    """Return id and title of each scenario of the catalogue."""
    files = Catalogue()
    return [(name, f"{files.load(name).title} ({name})") for name in files.ids()]


@solara.component
def ChoicesPanel(choices: Choices, choose: Callable[[Any], None]) -> None:
    """Show what the world is founded from; a change founds a new one at once.

    Parameters
    ----------
    choices : Choices
        What is chosen.
    choose : callable
        Called with the {"key": ..., "value": ...} that changed; `read` makes a choice of it.
    """
    files = Catalogue()
    again = "a change founds the world again"
    policies = [(AS_GIVEN, "as the scenario says"), *((n, named(n)) for n in files.ids("policy"))]
    strategies = [
        (AS_GIVEN, "as the world says"),
        *((n, named(n)) for n in files.ids("strategy")),
    ]
    rows = [
        choice("scenario", "Scenario", choices.scenario, scenarios(), help=again),
        choice(
            "policy",
            "Sender's policy",
            choices.policy or AS_GIVEN,
            policies,
            help=f"what the sender does beyond the scenario's events; {again}",
        ),
        choice(
            "strategy",
            "Partners' strategy",
            choices.strategy or AS_GIVEN,
            strategies,
            help=f"how every partner leans; {again}",
        ),
        number("seed", "Seed", str(choices.seed), help=f"a whole number from 0; {again}"),
    ]

    Fields(name="choices", groups=[group("World", rows)], event_change=choose)


def read(key: str, value: Any) -> dict[str, Any]:
    """Return a choice as `Session.choose` takes it.

    Raises
    ------
    UserError
        For a seed that is not a whole number from 0 to 2**64 - 1.
    """
    if key != "seed":
        return {key: str(value) or None}
    return {"seed": seed_of(str(value), "the page")}
