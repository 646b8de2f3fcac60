"""A stand-in for the simulator with a Pareto front that is known.

Two coefficients a and b in [0, 1]. In world w with shifts (s, t), both objectives are wanted large:
    y1 = -(a^2 + (b - b0)^2) + s,    y2 = -((a - 1)^2 + (b - b0)^2) + t
so that the nondominated policies are b = b0, a in [0, 1]: y1 = -a^2, y2 = -(1 - a)^2, on average.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.search.problem import Candidate, Objective, Problem, Space, Which

B0 = 0.3
SPACE = Space("adaptive", ("a", "b"), (0.0, 0.0), (1.0, 1.0))
OBJECTIVES = (Objective("y1", True), Objective("y2", True))


class StandIn:
    """Scores candidates in closed form; counts what it is asked."""

    def __init__(
        self, worlds: int = 8, noise: float = 0.0, turned: bool = False, easier: float = 0.0
    ) -> None:
        rng = np.random.default_rng(7)
        self.shift = {which: rng.normal(size=(worlds, 2)) * 0.1 for which in ("tuning", "held_out")}
        for which in self.shift:  # on average 0, so that the front is the one above
            self.shift[which] -= self.shift[which].mean(axis=0)
        self.shift["held_out"] -= easier
        self.noise, self.turned = noise, turned
        self.asked: list[tuple[int, str]] = []

    def __call__(self, asked: Sequence[Candidate], which: Which) -> np.ndarray:
        self.asked.append((len(asked), which))
        rows = []
        for item in asked:
            a, b = item.values if item.values else (0.9, 0.9)
            y = np.array([-(a**2 + (b - B0) ** 2), -((a - 1) ** 2 + (b - B0) ** 2)])
            world = y + self.shift[which]
            if self.noise and item.values:  # luck of its own in each sample of worlds
                key = [int(which == "tuning"), int(1e9 * a), int(1e9 * b)]
                world = world + self.noise * np.random.default_rng(key).normal(size=world.shape)
            rows.append(world)
        found = np.stack(rows)
        if self.turned:
            found[..., 1] *= -1.0
        return found


def problem(score: StandIn, against: Sequence[str] = ("named",)) -> Problem:
    """Return the problem of one space."""
    objectives = OBJECTIVES
    if score.turned:
        objectives = (OBJECTIVES[0], Objective("y2", False))
    return Problem((SPACE,), objectives, score, tuple(Candidate(name) for name in against))
