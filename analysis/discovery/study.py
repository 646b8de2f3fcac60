"""`comity discover`, as a Python call."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.designed.complete import complete
from analysis.designed.opened import BASELINE, Arm, Opened, one_arm, open_record
from analysis.designed.sampling import SAMPLES, independent_points
from analysis.designed.table import Table, outcome_names, table
from analysis.discovery.boxes import SIGNIFICANT, Box, Flags, measures
from analysis.discovery.cart import leaves
from analysis.discovery.failures import Condition, condition
from analysis.discovery.found import Discovery, Found, restrictions
from analysis.discovery.held_out import check, kept_back
from analysis.discovery.prim import Step, peel
from analysis.discovery.screening import embedded, screened
from analysis.statistics.checks import Array, level
from analysis.statistics.testing import holm
from model.errors import UserError
from scenarios.designs.kinds import Factor
from scenarios.problems import statement

FEWEST, FEWEST_OF_A_KIND = 90, 15
"""Points in all, and that fail or do not: below, a third of them checks nothing."""
MAKE = "comity sweep design=latin_hypercube points=1000 over=assumed replicates=20"


def discover(
    folder: str | os.PathLike[str],
    fails: str,
    *,
    share: float | None = None,
    dyad: str = "",
    arm: str | None = None,
    against: str | None = None,
    asked: Asked | None = None,
) -> Discovery:
    """Find the conditions under which worlds of a design fail.

    Parameters
    ----------
    folder : path
        A record of `comity sweep design=...` whose points are a sample of the space.
    fails : str
        `OUTCOME<NUMBER`, also with `<=`, `>` or `>=`.
    share : float, optional
        A world fails if at least this share of its replicates do; by default, if their mean does.
    dyad : str
        "" for the outcome of whole runs.
    arm : str, optional
        Which of what was swept beside the design; needed where there are several.
    against : str, optional
        "baseline", or another arm: the condition is then on the difference from it, replicate by
        replicate, in the same world.
    asked : Asked, optional

    Raises
    ------
    UserError
        When the record has no design or one that is no sample, the outcome is unknown or constant,
        all or no worlds fail, or there are too few of either.
    """
    asked = asked or Asked()
    level(asked.confidence)
    rule = condition(fails, share)
    opened = open_record(folder)
    _check_kind(opened)
    outcome_names(opened, [rule.outcome], dyad)
    chosen = one_arm(opened, arm, "--arm")
    reference: Arm | str | None = against
    if against is not None and against != BASELINE:
        reference = one_arm(opened, against, "--against")
    if reference is chosen:
        advice = "Name another one to subtract."
        raise UserError(
            statement("--against", against, "is the arm itself", "", "the command line", advice)
        )
    made = table(opened, rule.outcome, chosen, dyad=dyad, against=reference)
    whole = complete(made)
    rows = whole.rows[independent_points(opened.design, whole.rows)]
    used = whole.table.at(np.isin(whole.rows, rows))
    failing = rule.fails(used)
    _check_failing(used, failing, rule)
    return found_in(
        opened.design.sample[rows],
        failing,
        opened.design.factors,
        asked,
        told=(str(opened.folder), opened.design.told, opened.law, rule, used),
        limits=_limits(opened, used, rule),
    )


@dataclass(frozen=True)
class Asked:
    """How boxes are looked for.

    Attributes
    ----------
    density : float, optional
        See `analysis.discovery.boxes.chosen`.
    boxes : int
        Most boxes of each method.
    confidence : float
        Of the intervals, in (0, 1).
    seed : int
        Of the choice of held-out points, and of the tree.
    progress : callable, optional
        Told in a word what is under way.
    """

    density: float | None = None
    boxes: int = 2
    confidence: float = 0.95
    seed: int = 0
    progress: Callable[[str], None] | None = None

    def __post_init__(self) -> None:
        if self.density is not None and not 0.0 < self.density <= 1.0:
            rule, allowed = "is not a share", "more than 0, at most 1"
            advice = "Write 0.7 for boxes in which 70 % of the worlds fail."
            raise UserError(statement("density", self.density, rule, allowed, "you", advice))
        if self.boxes < 1:
            advice = "Write 1 for the best box of each method."
            raise UserError(
                statement("boxes", self.boxes, "looks for none", "1 or more", "you", advice)
            )

    def tell(self, text: str) -> None:
        """Tell what is under way."""
        if self.progress is not None:
            self.progress(text)


def found_in(
    x: Array,
    fails: Flags,
    factors: Sequence[Factor],
    asked: Asked,
    *,
    told: tuple[str, str, str, Condition, Table],
    limits: Sequence[str] = (),
) -> Discovery:
    """Return the boxes of points whose failures are known; see `discover`."""
    held = kept_back(fails, asked.seed)
    tried, trajectory = candidates(x[~held], fails[~held], [item.name for item in factors], asked)
    checks = [check(box, x[held], fails[held], asked.confidence) for _, box in tried]
    corrected = holm([item.p for item in checks]) if checks else ()
    boxes = tuple(
        Found(
            method,
            box,
            restrictions(box, x[~held], fails[~held], factors),
            measures(box, x[~held], fails[~held]),
            checked,
            float(p),
            bool(p <= SIGNIFICANT),
        )
        for (method, box), checked, p in zip(tried, checks, corrected, strict=True)
    )
    folder, design, law, rule, used = told
    if asked.density is not None and all(method != "PRIM" for method, _ in tried):
        limits = [
            *limits,
            f"PRIM: no box has a density of {asked.density:g} or more once ends that chance would "
            "do as well are taken off; what CART finds does not hang on --density",
        ]
    return Discovery(
        folder,
        design,
        law,
        rule,
        used,
        tuple(factors),
        x,
        fails,
        held,
        trajectory,
        boxes,
        asked.confidence,
        tuple(limits),
    )


def candidates(
    x: Array, fails: Flags, names: Sequence[str], asked: Asked
) -> tuple[list[tuple[str, Box]], tuple[Step, ...]]:
    """Return the boxes that are to be checked, each with its method, and the first trajectory.

    PRIM is run again on the points outside the boxes found so far, as long as enough fail there.
    """
    places, factors = screened(x, fails), x.shape[1]
    x, names = x[:, places], [names[j] for j in places]
    found: list[tuple[str, Box]] = []
    trajectory: tuple[Step, ...] = ()
    left = np.ones(len(x), dtype=bool)
    for number in range(asked.boxes):
        if fails[left].sum() < FEWEST_OF_A_KIND or fails[left].all():
            break
        asked.tell(f"PRIM, box {number + 1}")
        peeled = peel(x[left], fails[left], names, asked.density)
        trajectory = trajectory or peeled.steps
        if peeled.box is None:
            break
        found.append(("PRIM", peeled.box))
        left &= ~peeled.box.holds(x)
    asked.tell("CART")
    found += [("CART", box) for box in leaves(x, fails, names, asked.seed)[: asked.boxes]]
    return [(method, embedded(box, places, factors)) for method, box in found], trajectory


def _check_kind(opened: Opened) -> None:
    if opened.design.kind not in SAMPLES:
        rule = "is no sample of the space: its points lie on a pattern"
        raise UserError(
            statement(
                "design", opened.design.kind, rule, ", ".join(SAMPLES), "the sweep", f"Run {MAKE}."
            )
        )


def _check_failing(used: Table, fails: Flags, rule: Condition) -> None:
    means, points, failing = used.means, len(fails), int(fails.sum())
    told = f"{used.name}: the means of the {points} worlds lie from {means.min():.4g} to "
    told += f"{means.max():.4g}"
    if np.ptp(means) <= 1e-12 * np.abs(means).max() and failing in (0, points):
        rule_, advice = "is the same in every world", "Take another outcome, or vary other numbers."
        raise UserError(statement("outcome", used.name, rule_, "", "the record", advice))
    if failing in (0, points):
        which = "no world fails" if not failing else "all worlds fail"
        middle = float(np.median(means))
        advice = f"{told}; choose a value in between, for instance {middle:.3g}."
        raise UserError(
            statement("--fails", rule.text, f"divides nothing: {which}", "", "you", advice)
        )
    fewest = min(failing, points - failing)
    if points < FEWEST or fewest < FEWEST_OF_A_KIND:
        rule_ = f"leaves {failing} that fail and {points - failing} that do not, of {points} worlds"
        allowed = f"{FEWEST} worlds or more, {FEWEST_OF_A_KIND} of either kind"
        advice = f"{told}. Run more points ({MAKE}), or choose a value between."
        raise UserError(statement("--fails", rule.text, rule_, allowed, "you", advice))


def _limits(opened: Opened, used: Table, rule: Condition) -> list[str]:
    told: list[str] = list(used.limits)
    doubtful = rule.doubtful(used)
    if np.isnan(doubtful):
        told.append("one replicate: which worlds fail is of one draw of chance")
    elif doubtful > 0.0:
        told.append(
            f"{100 * doubtful:.0f} % of the worlds lie within two standard errors of the value: "
            "other draws might class them differently, and more replicates would make boxes sharper"
        )
    if len(used.values) < len(opened.design.sample):
        told.append(
            f"{len(used.values):,} of {len(opened.design.sample):,} points are used: those that "
            "have numbers and share no coordinate"
        )
    if opened.design.kind == "file":
        told.append("the points are from a file: shares are of its worlds")
    return told
