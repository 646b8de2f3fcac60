"""What was found, as tables: the same for the terminal, the page and the files."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.validation.ablation import Ablated
from analysis.validation.baselines import BASELINES
from analysis.validation.conclusions import Conclusion
from analysis.validation.forecasts import (
    CALIBRATED,
    FREE_RUN,
    LAW,
    LEARNED,
    SUBSETS,
    UNWEIGHTED,
    Forecasts,
)
from analysis.validation.protocol import Regime
from analysis.validation.rivals import Rival
from analysis.validation.scorecard import Line
from analysis.validation.skill import Difference, Skill

Cell = str | float | int
REGIME_TITLES: dict[Regime, str] = {
    "held_out": "trained on the other dyads",
    "forward": "trained on all dyads up to the origin",
    "in_sample": "trained on everything, the target included: not a test",
}
FORECASTERS = (LAW, LEARNED, CALIBRATED, UNWEIGHTED, FREE_RUN, *BASELINES)


@dataclass(frozen=True)
class Table:
    """A table with a caption that says how to read it."""

    title: str
    caption: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def scorecard_table(lines: Sequence[Line], one_set: str, worlds: str) -> Table:
    """Return the scorecard, a line each target."""
    return Table(
        "Scorecard",
        f"One set: {one_set}, by which a line passes or fails. Worlds: median and 90 % over "
        f"{worlds}; inside: their weight inside the target's interval.",
        ("pattern", "target", "interval", "one set", "verdict", "worlds", "inside", "tuned on"),
        [
            (
                f"{line.number}. {line.title}",
                line.meaning,
                span(line.low, line.high),
                number(line.one),
                "pass" if line.passed else f"fail by {number(line.miss)}",
                with_span(line.median, line.model_low, line.model_high),
                share(line.inside),
                "yes" if line.tuned else "no",
            )
            for line in lines
        ],
    )


def forecasters(found: Forecasts, regime: Regime) -> list[str]:
    """Return the forecasters of a regime, the law's first."""
    return [name for name in FORECASTERS if (regime, name) in found.scores]


def forecast_table(found: Forecasts, regime: Regime) -> Table:
    """Return mean scores of every forecaster under a regime."""
    rows: list[tuple[Cell, ...]] = []
    for name in forecasters(found, regime):
        by_horizon = [found.row(regime, "all", h, name) for h in ("1", "2", "3")]
        every = found.row(regime, "all", "all", name)
        rows.append(
            (
                name,
                *(number(row.crps) for row in by_horizon),
                number(_after(found, regime, name)),
                share(every.inside_50),
                share(every.inside_90),
                number(every.brier_rupture),
                number(every.brier_recovery),
            )
        )
    every = found.row(regime, "all", "all")
    return Table(
        f"Forecasts {REGIME_TITLES[regime]}",
        f"{every.n} forecasts. CRPS and Brier: less is better; inside: share of codings inside the "
        f"central interval. Rupture could be foreseen in {every.n_rupture}, recovery in "
        f"{every.n_recovery} of them. After: 2 and 3 years after a year of intervention.",
        (
            "forecaster",
            "CRPS 1 y",
            "CRPS 2 y",
            "CRPS 3 y",
            "CRPS after",
            "inside 50 %",
            "inside 90 %",
            "Brier rupture",
            "Brier recovery",
        ),
        rows,
    )


def _after(found: Forecasts, regime: Regime, name: str) -> float:
    try:
        return found.row(regime, SUBSETS[1], "2 and 3", name).crps
    except StopIteration:  # no year of intervention has a coding two or three years later
        return math.nan


def skill_table(found: Forecasts, regime: Regime) -> Table:
    """Return the law's skill against every reference."""
    rows: list[tuple[Cell, ...]] = []
    names = [name for name in (LAW, LEARNED, CALIBRATED) if (regime, name) in found.scores]
    for subset, horizon in (("all", "all"), ("all", "2 and 3"), (SUBSETS[1], "2 and 3")):
        for reference in (*BASELINES, UNWEIGHTED):
            try:
                values = [found.skill(regime, subset, horizon, reference, name) for name in names]
            except StopIteration:
                continue
            rows.append(
                (
                    f"{subset}, {'1 to 3' if horizon == 'all' else horizon} years ahead",
                    reference,
                    *(skilled(value) for value in values),
                    values[0].n,
                )
            )
    return Table(
        f"Skill of the law, {REGIME_TITLES[regime]}",
        "1 - CRPS / CRPS of the reference: above 0 the law is better. 95 % intervals by resampling "
        "dyads, which are few: read them as rough, and as too narrow. In brackets: dyads in which "
        "the law is better.",
        ("forecasts", "against", *names, "n"),
        rows,
    )


def dyad_table(found: Forecasts, regime: Regime) -> Table:
    """Return the CRPS of the law and of persistence dyad by dyad."""
    own, names = found.cases[regime], forecasters(found, regime)
    rows: list[tuple[Cell, ...]] = []
    for dyad in own.dyads:
        here = own.dyad == dyad
        values = [found.scores[regime, name].crps[here].mean() for name in names]
        rows.append((dyad, int(here.sum()), *(number(float(v)) for v in values)))
    return Table(
        f"CRPS by dyad, {REGIME_TITLES[regime]}",
        "1 to 3 years ahead.",
        ("dyad", "n", *names),
        rows,
    )


def ablation_table(found: Sequence[Ablated]) -> Table:
    """Return which mechanisms the codings need."""
    return Table(
        "Mechanisms switched off",
        "CRPS without minus with, forecasts as held out; above 0 the codings want the mechanism. "
        "95 % intervals over dyads, each for one mechanism: of twenty that do nothing one would "
        "lie clear of zero, and with so few dyads more.",
        ("mechanism", "worse without", "worse after an intervention", "verdict"),
        [
            (item.mechanism, change(item.worse), change(item.worse_after), item.verdict)
            for item in found
        ],
    )


def theory_table(found: Sequence[Rival]) -> Table:
    """Return the theories and their scores."""
    return Table(
        "Rival theories",
        "Mean CRPS; difference to the full law with a 95 % interval over dyads (below 0: the "
        "theory does better); felt: open numbers that move any yearly value; fit: error of the "
        "free run, in sample.",
        (
            "theory",
            "open numbers",
            "felt",
            "in sample",
            "held out",
            "forward",
            "held out, against the full law",
            "after an intervention",
            "fit",
        ),
        [
            (
                item.title,
                item.n_free,
                item.n_felt,
                number(item.in_sample),
                number(item.held_out),
                number(item.forward),
                change(item.worse),
                change(item.worse_after),
                number(item.fit),
            )
            for item in found
        ],
    )


def conclusion_table(found: Sequence[Conclusion], worlds: str) -> Table:
    """Return the flagship's conclusions and how often they flip."""
    return Table(
        "Conclusions over worlds",
        f"Paired differences to the status quo over {worlds}: median and 90 %; shares of worlds "
        "above 0, below 0, and in which 32 pairs do not tell.",
        ("policy", "outcome", "by default", "over worlds", "above 0", "below 0", "undecided"),
        [
            (
                item.policy,
                item.outcome,
                f"{item.usual:+.4f}",
                f"{item.median:+.4f} ({item.low:+.4f} to {item.high:+.4f})",
                share(item.positive),
                share(item.negative),
                share(item.undecided),
            )
            for item in found
        ],
    )


def number(value: float) -> str:
    """Return a number with three decimals, - for none."""
    return "-" if math.isnan(value) else f"{value:.3f}"


def share(value: float) -> str:
    """Return a share in per cent, - for none."""
    return "-" if math.isnan(value) else f"{100 * value:.0f} %"


def span(low: float, high: float) -> str:
    """Return an interval, open ends in words."""
    if math.isinf(low):
        return f"at most {high:g}"
    return f"at least {low:g}" if math.isinf(high) else f"{low:g} to {high:g}"


def with_span(value: float, low: float, high: float, sign: str = "") -> str:
    """Return a number with its interval."""
    if math.isnan(value):
        return "-"
    if math.isnan(low):
        return f"{value:{sign}.3f}"
    return f"{value:{sign}.3f} ({low:{sign}.3f} to {high:{sign}.3f})"


def change(value: Difference) -> str:
    """Return a difference with its interval."""
    if math.isnan(value.mean):
        return "-"
    shown = f"{value.mean:+.4f}"
    return shown if math.isnan(value.low) else f"{shown} ({value.low:+.4f} to {value.high:+.4f})"


def skilled(value: Skill) -> str:
    """Return a skill with its interval and the dyads in which it is above 0."""
    return (
        f"{with_span(value.skill, value.low, value.high, '+')} [{value.n_better}/{value.n_dyads}]"
    )


def in_words(value: Skill) -> str:
    """Return a skill with its interval and the dyads behind it."""
    return (
        f"{with_span(value.skill, value.low, value.high, '+')}, better in {value.n_better} of "
        f"{value.n_dyads} dyads, {value.n} forecasts"
    )
