"""What was found in sentences, missed targets included, and what the reader must know."""

from __future__ import annotations

from analysis.validation.forecasts import CALIBRATED, LEARNED, SUBSETS, UNWEIGHTED
from analysis.validation.protocol import Regime
from analysis.validation.scorecard import passes
from analysis.validation.tables import change, in_words, number, share
from analysis.validation.validate import Validation
from model.parameters import catalogue

COVERAGE = (0.80, 0.97)
PATTERNS_WANTED = 8


def targets(found: Validation) -> list[tuple[str, str, bool]]:
    """Return the targets set beforehand: what was asked, what was found, and whether it is met.

    Targets are judged by the forecaster "law"; what its later variants reach is told beside it.
    """
    result = []
    if found.scorecard is not None:
        good, n = passes(found.scorecard)
        asked = (
            f"at least {PATTERNS_WANTED} of the ten tuning patterns inside their intervals with "
            f"one parameter set ({found.one_set})"
        )
        result.append((asked, f"{good} of {n}", good >= PATTERNS_WANTED))
    if found.forecasts is None or "held_out" not in found.forecasts.cases:
        return result
    told = found.forecasts
    variants = [name for name in (LEARNED, CALIBRATED) if ("held_out", name) in told.scores]
    for horizon in ("2", "3"):
        asked = f"held out, {horizon} years after an intervention: CRPS better than persistence"
        key: tuple[Regime, str, str] = ("held_out", SUBSETS[1], horizon)
        if not any((row.regime, row.subset, row.horizon) == key for row in told.rows):
            result.append((asked, "no such forecast", False))
            continue
        value = told.skill(*key)
        others = [f"{name}: {told.skill(*key, forecaster=name).skill:+.3f}" for name in variants]
        words = "; ".join((f"skill {in_words(value)}", *others))
        result.append((asked, words, value.skill > 0))
    for subset in SUBSETS:
        key = ("held_out", subset, "all")
        if not any((row.regime, row.subset, row.horizon) == key for row in told.rows):
            continue
        row = told.row(*key)
        others = [f"{name}: {share(told.row(*key, name).inside_90)}" for name in variants]
        asked = f"90 % intervals cover 80 to 97 % of codings, held out, {subset}"
        met = COVERAGE[0] <= row.inside_90 <= COVERAGE[1]
        result.append((asked, "; ".join((f"{share(row.inside_90)} of {row.n}", *others)), met))
    return result


def findings(found: Validation) -> list[str]:
    """Return two to six sentences with their numbers."""
    result = [
        f"{what}: {value}; {'met' if met else 'missed'}." for what, value, met in targets(found)
    ]
    result = [text[0].upper() + text[1:] for text in result]
    if found.forecasts is not None and ("held_out", UNWEIGHTED) in found.forecasts.scores:
        value = found.forecasts.skill("held_out", "all", "all", UNWEIGHTED)
        helps = "helps" if value.low > 0 else "does not help"
        result.append(
            f"Weighing parameters by the other dyads' codings {helps} to forecast a dyad: skill "
            f"against the ranges as they are {in_words(value)}."
        )
    if found.theories is not None:
        best = min(found.theories, key=lambda item: item.held_out)
        others = [item for item in found.theories if item is not best]
        open_ = [item.title for item in others if not item.behind.low > 0]
        told = f"; the codings do not separate it from {', '.join(open_)}" if open_ else ""
        result.append(
            f"Of the theories, {best.title} forecasts best as held out "
            f"({number(best.held_out)}){told}."
        )
    if found.ablation is not None:
        needed = [x.mechanism for x in found.ablation if x.verdict.startswith("wanted")]
        worse = [item.mechanism for item in found.ablation if item.verdict == "better without"]
        silent = [item.mechanism for item in found.ablation if item.is_idle]
        result.append(
            f"Mechanisms the codings want: {', '.join(needed) or 'none beyond chance'}; better "
            f"without: {', '.join(worse) or 'none'}; of which the codings say nothing: "
            f"{', '.join(silent) or 'none'}."
        )
    if found.conclusions is not None:
        flips = [c for c in found.conclusions if c.opposite > 0.05]
        result.append(
            f"Of {len(found.conclusions)} signs of the flagship, {len(flips)} turn round in more "
            "than 5 % of the admissible worlds."
        )
    return result


def limits(found: Validation) -> list[str]:
    """Return what the reader must know."""
    n_assumed = sum(row.source is None for row in catalogue())
    dyads = ", ".join(f"{d.id} {d.first}-{d.last} ({d.n})" for d in found.dyads)
    result = [
        f"{len(found.dyads)} dyads have yearly codings ({dyads}), by one coder who knew the "
        "outcomes: intervals over dyads are rough, and narrower than they should be.",
        "The law was written by people who knew these histories: no dyad is unseen by its "
        "equations, only by its numbers.",
        "Forecasts are conditional on what the sender did after the origin, for every forecaster "
        "alike; what the partner did, and who came to office, is not given.",
        f"{n_assumed} of the law's {len(catalogue())} numbers are assumed; the codings weigh "
        f"{found.sizes.forecasts} vectors from their ranges down to an effective "
        f"{found.effective:.0f}.",
    ]
    if found.uncoded:
        result.append(f"Not scored, for want of yearly codings: {', '.join(found.uncoded)}.")
    return result


def theory_sentences(found: Validation) -> list[str]:
    """Return a sentence for each rival: whether the full law earns its complexity against it."""
    result = []
    full = next(item for item in found.theories or [] if item.id == "full")
    for item in found.theories or []:
        if item.id == "full":
            continue
        fewer = full.n_felt - item.n_felt
        if item.worse.low > 0:
            told = f"the full law earns its {fewer} further numbers"
        elif item.worse.high < 0:
            told = f"the full law does not earn its {fewer} further numbers: the theory does better"
        else:
            told = (
                f"the codings cannot tell whether the full law's {fewer} further numbers are earned"
            )
        result.append(f"{item.title}: {told} (CRPS {change(item.worse)}).")
    return result
