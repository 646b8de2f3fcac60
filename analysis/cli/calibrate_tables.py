"""What the terminal shows of a calibration."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

from analysis.calibration.calibrate import Posterior
from analysis.cli.tables import console
from analysis.patterns import PatternScore

MOST = 25
"""Factors that are shown."""


def show(found: Posterior) -> None:
    """Print waves, what was learned, predictive checks, diagnostics and the scores."""
    out = console()
    out.print(_waves(found))
    out.print(_predicted(found))
    out.print(_told(found))
    _diagnostics(found)
    show_scores(found.scores)


def show_scores(scores: Mapping[str, PatternScore]) -> None:
    """Print a line for each target."""
    table = Table(title="Patterns", caption="value with the standard error of the mean over runs")
    for name in ("no.", "pattern", "target", "met"):
        table.add_column(name)
    for name in ("interval", "value", "missed by"):
        table.add_column(name, justify="right")
    for score in scores.values():
        for part in score.parts:
            table.add_row(
                str(score.number),
                score.id,
                part.name,
                "pass" if part.passed else "fail",
                f"{part.low:g} to {part.high:g}",
                f"{part.value:.3f} ± {part.standard_error:.3f}",
                "" if part.passed else f"{part.miss:.3f}",
            )
    out = console()
    out.print(table)
    met = sum(score.passed for score in scores.values())
    out.print(f"{met} of {len(scores)} patterns met", highlight=False)


def _waves(found: Posterior) -> Table:
    table = Table(
        title="History matching",
        caption="left: share of the assumed ranges' volume that is not ruled out",
    )
    for name in ("wave", "vectors", "left", "of its own vectors"):
        table.add_column(name, justify="right")
    for wave in found.waves:
        table.add_row(
            str(wave.number), str(len(wave.values)), f"{wave.space:.4f}", f"{wave.simulated:.3f}"
        )
    return table


def _predicted(found: Posterior) -> Table:
    table = Table(
        title="Predictive checks",
        caption="5, 50 and 95 % over parameter vectors, and the share of them inside the interval",
    )
    table.add_column("statistic")
    for name in ("interval", "prior", "inside", "posterior", "inside"):
        table.add_column(name, justify="right")
    for row in found.predicted:
        table.add_row(
            row.name,
            f"{row.low:g} to {row.high:g}",
            " ".join(f"{x:.2f}" for x in row.prior),
            f"{row.prior_met:.2f}",
            " ".join(f"{x:.2f}" for x in row.posterior),
            f"{row.posterior_met:.2f}",
        )
    return table


def _told(found: Posterior) -> Table:
    rows = sorted(found.told, key=lambda row: row.ratio)
    narrowed = [row for row in rows if row.is_told]
    table = Table(
        title="What the patterns tell of the parameters",
        caption=f"{len(narrowed)} of {len(rows)} are narrowed (90 % interval below .8 of the "
        "prior's); the others stay at their ranges",
    )
    table.add_column("parameter", overflow="fold")
    for name in ("assumed range", "5 %", "50 %", "95 %", "ratio", "contraction", "bits"):
        table.add_column(name, justify="right")
    for row in narrowed[:MOST]:
        table.add_row(
            row.name,
            f"{row.prior_low:g} to {row.prior_high:g}",
            f"{row.low:.3g}",
            f"{row.middle:.3g}",
            f"{row.high:.3g}",
            f"{row.ratio:.2f}",
            f"{row.contraction:.2f}",
            f"{row.bits:.2f}",
        )
    return table


def _diagnostics(found: Posterior) -> None:
    out = console()
    c = found.convergence
    out.print(
        f"{c.draws} weighted draws worth {c.ess:.0f}, Pareto k {c.pareto_k:.2f} (good below .7); "
        f"then {c.walkers} walkers, {c.steps} steps, {c.acceptance:.0%} of them taken: largest "
        f"R-hat {c.rhat:.3f} ({c.rhat_of}), bulk ESS {c.least_ess:.0f} at least, median "
        f"{c.middle_ess:.0f}",
        highlight=False,
    )
    if found.ranks is not None:
        told = ", ".join(
            f"{level:.0%}: {share:.1%}" for level, share in found.ranks.coverage.items()
        )
        out.print(
            f"Simulation-based calibration: {len(found.ranks.ranks)} truths, smallest p after "
            f"Bonferroni {found.ranks.least_p:.2f}, coverage of central intervals {told}",
            highlight=False,
        )
