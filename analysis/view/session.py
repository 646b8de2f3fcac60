"""One browser session: what is chosen, and its one or two worlds. It knows nothing of the page."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from analysis.view.world import LiveWorld
from model.errors import UserError
from model.parameters import defaults, with_values
from scenarios.build import build
from scenarios.catalogue import Catalogue
from scenarios.format import months
from scenarios.problems import statement

DEFAULT = "baseline_2016"
NAMES = ("A", "B")


@dataclass(frozen=True)
class Choices:
    """What founds a world: scenario, policy, strategy (None: as the scenario says), seed."""

    scenario: str = DEFAULT
    policy: str | None = None
    strategy: str | None = None
    seed: int = 0
    parameters: Mapping[str, float] = field(default_factory=dict)


def seed_of(text: str, set_by: str) -> int:
    """Return the seed that somebody typed.

    Raises
    ------
    UserError
        For anything but a whole number from 0 to 2**64 - 1.
    """
    typed = text.strip()
    # Looked at before it is read: a number of thousands of digits is an error of its own.
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 20 and int(typed) < 2**64):
        raise UserError(
            statement(
                "seed", typed[:40], "is not a seed", f"0 to {2**64 - 1}", set_by,
                "Give a whole number; 0 is a seed.",
            )
        )  # fmt: skip
    return int(typed)


def founded(choices: Choices) -> LiveWorld:
    """Return the world of some choices, before its first month.

    Raises
    ------
    UserError
        For a choice that is not in the catalogue or a number outside its range.
    """
    inputs = build(
        Catalogue().resolved(choices.scenario, "the page"),
        parameters=with_values(defaults(), choices.parameters, "the page"),
        policy=choices.policy,
        strategy=choices.strategy,
        set_by="the page",
    )
    return LiveWorld(inputs, rng=choices.seed)


class Session:
    """The worlds of one browser session.

    Attributes
    ----------
    choices : Choices
        What the worlds were founded from.
    worlds : list of LiveWorld
        Branch A, and branch B when there is one.
    active : int
        Which of them the controls steer.
    """

    def __init__(self, choices: Choices | None = None) -> None:
        self.choices = choices or Choices()
        self.worlds = [founded(self.choices)]
        self.active = 0
        self.lock = threading.RLock()

    @property
    def world(self) -> LiveWorld:
        """The world that the controls steer."""
        return self.worlds[self.active]

    @property
    def is_over(self) -> bool:
        """Whether every world has reached the end of its horizon."""
        return all(world.month >= world.inputs.months for world in self.worlds)

    def choose(self, **changes: object) -> None:
        """Found a new world with other choices; a wrong choice leaves everything as it was."""
        choices = replace(self.choices, **changes)  # type: ignore[arg-type]
        world = founded(choices)
        with self.lock:
            self.choices, self.worlds, self.active = choices, [world], 0

    def reset(self) -> None:
        """Found the world again from the same choices, seed and parameters included."""
        self.choose()

    def step(self) -> None:
        """Advance one month; of two worlds the one that is behind, then both together.

        A world whose step fails is put back to where it stood; what went wrong is raised.
        """
        with self.lock:
            left = [world.month for world in self.worlds if world.month < world.inputs.months]
            behind = min(left, default=0)
            for i, world in enumerate(self.worlds):
                if world.month == behind < world.inputs.months:
                    try:
                        world.step()
                    except Exception:
                        self.worlds[i] = world.before_failure()
                        raise

    def rewind(self, month: int) -> None:
        """Take the steered world back to where it stood after `month` months."""
        with self.lock:
            self.worlds[self.active] = self._past(month)

    def branch(self, month: int) -> None:
        """Keep the steered world as A, and go on from `month` in a second world B."""
        with self.lock:
            second = self._past(month)
            self.worlds = [self.world, second]
            self.active = 1

    def drop(self) -> None:
        """Keep the steered world alone."""
        with self.lock:
            self.worlds, self.active = [self.world], 0

    def steer(self, index: int) -> None:
        """Let the controls steer world `index`."""
        if 0 <= index < len(self.worlds):
            self.active = index

    def hold(self, instrument: str, level: float, partner: str | None) -> None:
        """Hold an instrument towards a partner, or towards all, from the coming month on."""
        with self.lock:
            self.world.hold(instrument, level, self.dyads(partner))

    def release(self) -> None:
        """Give the instruments of the steered world back to the script and the policy."""
        with self.lock:
            self.world.release()

    def set_parameter(self, name: str, value: float) -> None:
        """Change a parameter of the steered world from the coming month on, and for Reset."""
        with self.lock:
            self.world.set_parameters({name: value})
            self.choices = replace(
                self.choices, parameters={**self.choices.parameters, name: value}
            )

    def usual_parameters(self) -> None:
        """Set all parameters of the steered world back to their defaults."""
        with self.lock:
            changed = self.choices.parameters
            known = defaults()
            usual = {
                name: getattr(getattr(known, group), own)
                for name in changed
                for group, own in [name.split(".", 1)]
            }
            self.world.set_parameters(usual)
            self.choices = replace(self.choices, parameters={})

    def dyads(self, partner: str | None) -> list[int]:
        """Return the dyads of a partner, or all."""
        pairs = enumerate(self.world.inputs.dyads)
        return [i for i, dyad in pairs if partner in (None, dyad.partner)]

    def _past(self, month: int) -> LiveWorld:
        if not 0 <= month < len(self.world.marks):
            start = self.world.inputs.start
            shown = months.label(month - 1, start)
            allowed = f"{months.label(-1, start)} to {months.label(self.world.month - 1, start)}"
            advice = "Only months that have been can be gone back to."
            raise UserError(
                statement("month", shown, "has not been yet", allowed, "the page", advice)
            )
        return self.world.at(month)
