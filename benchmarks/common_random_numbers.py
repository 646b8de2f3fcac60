"""What common random numbers are worth in this model: writes docs/common_random_numbers.{md,svg}.

    python -m benchmarks.common_random_numbers

Each policy against the status quo in the default world, and each scenario that changes another from
some month on against that one: both with seed 0, and the baseline once more with seed 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.figures.variance_ratio import variance_ratios
from analysis.report.drawing import inline
from analysis.statistics.variance_ratio import VarianceRatio, variance_ratio
from model.ensemble import simulate_many
from model.inputs import Inputs
from scenarios.build import build
from scenarios.building.input_changes import first_change
from scenarios.catalogue import Catalogue

REPLICATES = 2000
SEED, OTHER_SEED = 0, 1
WORLD, USUAL = "baseline_2016", "status_quo"
OUTCOMES = {
    "operational_mean": "operational cooperation",
    "p_rupture": "P(rupture)",
    "blind_share_mean": "blind-spot share",
    "arrived_t": "arrivals",
}
HALF_WIDTH = 0.0005
PAGE = Path("docs/common_random_numbers.md")
DRAWING = PAGE.with_suffix(".svg")


@dataclass(frozen=True)
class Comparison:
    """A world that is compared with a baseline."""

    label: str
    inputs: Inputs
    baseline: Inputs


def comparisons() -> list[Comparison]:
    """Return each policy against the status quo, and scenarios against the one they change."""
    files = Catalogue()
    usual = build(files.resolved(WORLD), policy=USUAL)
    found = [
        Comparison(f"policy {name}", build(files.resolved(WORLD), policy=name), usual)
        for name in files.ids("policy")
        if name != USUAL
    ]
    for name in files.ids("scenario"):
        based_on = files.load(name).based_on
        if based_on is None:
            continue
        inputs, base = build(files.resolved(name)), build(files.resolved(based_on))
        if not first_change(inputs, base).is_from_start:
            found.append(Comparison(f"{name} against {based_on}", inputs, base))
    return found


def measured(
    items: Sequence[Comparison], replicates: int = REPLICATES
) -> dict[str, list[VarianceRatio]]:
    """Return the ratios of each outcome, in the order of the comparisons."""
    numbers = range(replicates)
    found: dict[str, list[VarianceRatio]] = {name: [] for name in OUTCOMES}
    for item in items:
        own, base = simulate_many([item.inputs, item.baseline], SEED, numbers, threads=2)
        (other,) = simulate_many([item.baseline], OTHER_SEED, numbers, threads=2)
        for name, ratios in found.items():
            sides = (run.outcomes[name] for run in (own, base, other))
            ratios.append(variance_ratio(*sides))
    return found


def page(items: Sequence[Comparison], found: Mapping[str, Sequence[VarianceRatio]]) -> str:
    """Return the page."""
    name = "operational_mean"
    typical = {key: np.median([r.ratio for r in ratios]) for key, ratios in found.items()}
    told = ", ".join(f"{typical[key]:.3g} ({title})" for key, title in OUTCOMES.items())
    lines = [
        "| comparison | paired sd | unpaired sd | variance ratio | its 95 % interval "
        f"| runs for ±{HALF_WIDTH:g}, paired | unpaired |",
        "|---|---|---|---|---|---|---|",
    ]
    for item, row in zip(items, found[name], strict=True):
        paired, unpaired = row.runs(HALF_WIDTH)
        lines.append(
            f"| {item.label} | {row.paired_sd:.4f} | {row.unpaired_sd:.4f} | {_number(row.ratio)} "
            f"| {_number(row.low)} to {_number(row.high)} | {paired:,} | {unpaired:,} |"
        )
    others = [f"| comparison | {' | '.join(OUTCOMES.values())} |", "|---|---|---|---|---|"]
    for place, item in enumerate(items):
        cells = [_shown(found[key][place]) for key in OUTCOMES]
        others.append(f"| {item.label} | {' | '.join(cells)} |")
    return TEXT.format(
        replicates=f"{REPLICATES:,}",
        told=told,
        table="\n".join(lines),
        others="\n".join(others),
        drawing=DRAWING.name,
    )


def _shown(row: VarianceRatio) -> str:
    if np.isnan(row.ratio):
        return "nothing varies"
    if np.isinf(row.ratio):
        return "∞ (equal difference in every run)"
    low, high = (_number(value) for value in (row.low, row.high))
    return f"{_number(row.ratio)} ({low} to {high})"


def _number(value: float) -> str:
    return "∞" if np.isinf(value) else f"{value:,.0f}" if value >= 100.0 else f"{value:.3g}"


TEXT = """\
# Common random numbers: what they are worth

<!-- Written by `python -m benchmarks.common_random_numbers`; do not edit. -->

A draw of this model is a function of (seed, replicate, month, stage, entity), not the next number
of a stream. So two points of a sweep meet the same luck in each replicate, and they differ by what
was changed. Looked at, not trusted: `comity sweep --audit` compares every state
variable of every month bit by bit and tells any pair of points that differs before its inputs do.

How much that is worth is measured here: {replicates} replicates of each point with seed 0, and of
each baseline once more with seed 1. The paired difference is that of two runs with the same seed
and replicate, the unpaired one that of runs with different seeds. The variance ratio (unpaired over
paired) says how many times fewer runs an interval of the same length takes. Median over the
comparisons: {told}.

![How many times fewer runs common random numbers take]({drawing})

## Operational cooperation, in detail

Runs are those of each of the two points, for a 95 % interval of the mean difference; intervals of
the ratio are from a bootstrap over replicates (2,000 resamples).

{table}

## Variance ratios of other outcomes

{others}

The gain is great where little is changed and small where much is: under maximum pressure the two
sides vary almost independently of each other, presumably because the world takes another course and
the same luck matters to other things in it. A ratio may then lie below 1, for nothing makes what is
good luck on one side good luck on the other. Ruptures are rare under the status quo, so that the
ratio of P(rupture) is hardly known where its interval is wide; it is infinite where the paired
difference is the same in every run. Common random numbers bias no difference: only its noise
changes.

## Looking, and how many replicates are enough

    comity sweep scenario=baseline_2016,bad_hombres_2017 --audit
    comity sweep experiment=flagship replicates=auto half_width=0.01 outcome=operational_mean

The audit runs eight replicates of each point, and the baseline twice, and writes nothing; it ends
with 1 if any pair of points differs in any bit before its inputs do. Of at most 16 points it
compares every pair, of more each point with the baseline and with the one before it. Points whose
world, parameters, policies or strategies differ do so from the start, and there is nothing to
compare; it says so.

With `replicates=auto` replicates are added, none is run twice, until the 95 % interval of the mean
paired difference of every point is as narrow as `half_width` says, or `max_replicates` are run. The
interval holds at whatever look it stops: see
[decision 15](decisions/0015-intervals-that-may-be-looked-at.md) for how, for what it costs, and for
its measured coverage. Of one point alone it is the interval of its own mean.
"""


def _short(label: str) -> str:
    """Return a label for the figure: what is compared, as words; the table tells with what."""
    return label.partition(" against ")[0].replace("_", " ")


def main() -> None:
    """Write the page and its figure."""
    items = comparisons()
    found = measured(items)
    ratios = {title: [row.ratio for row in found[name]] for name, title in OUTCOMES.items()}
    DRAWING.write_text(
        str(inline(variance_ratios([_short(item.label) for item in items], ratios))), "utf-8"
    )
    PAGE.write_text(page(items, found), encoding="utf-8")
    print(PAGE, DRAWING)


if __name__ == "__main__":
    main()
