"""All of validation in one call."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from analysis.validation.ablation import Ablated, ablation
from analysis.validation.calibrated import calibrated_members
from analysis.validation.conclusions import Conclusion, conclusions
from analysis.validation.dossier import Dossier, dossiers
from analysis.validation.engine import full, sample, simulate, weights
from analysis.validation.forecasts import CALIBRATED, Array, Forecasts, forecast_cases, forecasts
from analysis.validation.rivals import Rival, rivals
from analysis.validation.scorecard import Line, scorecard
from analysis.validation.worlds import RANGES, Worlds, of_posterior, one_set
from model.errors import unknown
from model.law_hash import law_hash
from scenarios.history import read_histories

PARTS = ("scorecard", "forecasts", "ablation", "theories", "conclusions")
Report = Callable[[int, int], None]
Bar = Callable[[str], AbstractContextManager[Report]]
"""From what is under way to something that takes the number done and of all."""


@dataclass(frozen=True)
class Sizes:
    """How many parameter vectors each part takes; 32 runs each.

    `calibration`: of each calibration on the patterns of the other dyads; 0 does none.
    """

    forecasts: int = 256
    patterns: int = 128
    ablation: int = 64
    theories: int = 128
    conclusions: int = 128
    calibration: int = 0


def sized(worlds: int) -> Sizes:
    """Return sizes in the usual proportions to those of the forecasts."""
    half, quarter = max(worlds // 2, 2), max(worlds // 4, 2)
    return Sizes(worlds, patterns=half, ablation=quarter, theories=half, conclusions=half)


QUICK = sized(8)


@dataclass(frozen=True)
class Dyad:
    """A dyad with codings: its history's id, first and last coded year, and how many there are."""

    id: str
    first: int
    last: int
    n: int


@dataclass(frozen=True)
class Validation:
    """Everything that was found; a part that was not asked for is None.

    Attributes
    ----------
    dyads : list of Dyad
        Those with yearly codings.
    uncoded : list of str
        Histories without.
    effective : float
        Effective number of the vectors weighted on all dyads.
    worlds : str
        What the scorecard and the conclusions are taken over.
    one_set : str
        The parameter set that passes or fails on the scorecard.
    """

    dyads: list[Dyad]
    uncoded: list[str]
    sizes: Sizes
    seed: int
    law: str
    effective: float
    worlds: str
    one_set: str
    forecasts: Forecasts | None = None
    scorecard: list[Line] | None = None
    ablation: list[Ablated] | None = None
    theories: list[Rival] | None = None
    conclusions: list[Conclusion] | None = None
    seconds: dict[str, float] = field(default_factory=dict)


@contextmanager
def _silent(title: str) -> Iterator[Report]:
    yield lambda done, total: None


def validate(
    folder: Path | str | None = None,
    *,
    parts: Collection[str] = PARTS,
    sizes: Sizes | None = None,
    seed: int = 0,
    posterior: str | None = None,
    bar: Bar = _silent,
) -> Validation:
    """Score the law against history.

    Parameters
    ----------
    folder : path, optional
        A folder of histories; those that are shipped unless given.
    parts : collection of str
        Of `PARTS`.
    sizes : Sizes, optional
        How many parameter vectors.
    seed : int
    posterior : str, optional
        A shipped posterior for scorecard and conclusions; the latest unless given; "ranges" for
        the assumed ranges, weighted on the codings, which also serve where there is none.
    bar : callable, optional
        Shows what is under way.

    Raises
    ------
    UserError
        For an unknown part, or histories that cannot be read or hold no codings.
    """
    for name in parts:
        if name not in PARTS:
            raise unknown("part", name, PARTS)
    sizes = sizes or Sizes()
    histories = read_histories(folder)
    items = dossiers(histories)
    given = None if posterior == RANGES else of_posterior(posterior)
    found = _Finder(items, sizes, seed, given, bar)
    made = {name: getattr(found, name)() for name in PARTS if name in parts}
    coded = {item.dyad for item in items}
    return Validation(
        dyads=[_dyad(item) for item in items],
        uncoded=[name for name in histories if name not in coded],
        sizes=sizes,
        seed=seed,
        law=law_hash(),
        effective=found.effective,
        worlds=found.worlds.told,
        one_set=found.one.told,
        seconds=found.seconds,
        **made,
    )


def _dyad(item: Dossier) -> Dyad:
    years = item.coding.years
    return Dyad(item.dyad, int(years.min()), int(years.max()), len(years))


class _Finder:
    """Finds each part, telling what is under way and how long it took."""

    def __init__(
        self, items: Sequence[Dossier], sizes: Sizes, seed: int, worlds: Worlds | None, bar: Bar
    ) -> None:
        self.items, self.sizes, self.seed, self.bar = items, sizes, seed, bar
        self.codings = [item.coding for item in items]
        self.seconds: dict[str, float] = {}
        with self._shown("histories under many parameters") as shown:
            self.vectors = sample(full(), sizes.forecasts, seed)
            self.simulated = simulate(items, self.vectors, seed=seed, progress=shown)
        weight, self.effective = weights(self.simulated, self.codings)
        told = "the assumed ranges, weighted on the codings of all dyads"
        self.one = one_set()
        self.worlds = worlds or Worlds(told, self.vectors, weight)

    def scorecard(self) -> list[Line]:
        """Score every pattern."""
        own = self.worlds.first(self.sizes.patterns)
        with self._shown("patterns") as shown:
            return scorecard(
                own.vectors, own.weight, self.one.vector, seed=self.seed, progress=shown
            )

    def forecasts(self) -> Forecasts:
        """Score every forecaster."""
        extra = self._calibrated() if self.sizes.calibration else None
        with self._shown("forecasts") as shown:
            return forecasts(
                self.simulated, self.codings, seed=self.seed, extra=extra, progress=shown
            )

    def _calibrated(self) -> dict[str, Array]:
        """Forecast each dyad by the law calibrated on the others' patterns."""
        with self._shown("calibrations without each dyad") as shown:
            told = calibrated_members(
                self.items,
                forecast_cases(self.simulated, self.codings),
                budget=self.sizes.calibration,
                n_vectors=self.sizes.forecasts,
                seed=self.seed,
                progress=shown,
            )
        return {CALIBRATED: told}

    def ablation(self) -> list[Ablated]:
        """Score the law without each mechanism."""
        some = self.vectors[: self.sizes.ablation]
        whole = self.simulated.first(len(some))
        with self._shown("mechanisms switched off") as shown:
            return ablation(self.items, some, whole=whole, seed=self.seed, progress=shown)

    def theories(self) -> list[Rival]:
        """Score rival theories."""
        with self._shown("rival theories") as shown:
            count = min(self.sizes.theories, len(self.vectors))
            whole = self.simulated.first(count)
            return rivals(self.items, count, whole=whole, seed=self.seed, progress=shown)

    def conclusions(self) -> list[Conclusion]:
        """Look which conclusions flip."""
        own = self.worlds.first(self.sizes.conclusions)
        with self._shown("conclusions over worlds") as shown:
            return conclusions(own.vectors, own.weight, seed=self.seed, progress=shown)

    @contextmanager
    def _shown(self, title: str) -> Iterator[Report]:
        begun = time.monotonic()
        with self.bar(title) as shown:
            yield shown
        self.seconds[title] = round(time.monotonic() - begun, 1)
