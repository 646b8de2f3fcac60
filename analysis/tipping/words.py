"""What a tipping study found, in sentences."""

from __future__ import annotations

import math

from analysis.tipping.found import Held, Tipping
from analysis.tipping.rates import DELAY, FOLD, Limit
from analysis.tipping.rows import Row

TITLES = {
    "operational": "operational cooperation",
    "mandate": "mandate",
    "trust": "trust",
    "ruptured": "rupture",
}
FORGETTING = 0.05


def number(value: float, low: float, high: float) -> str:
    """Return a number with its interval."""
    if math.isnan(value):
        return "-"
    bounds = "" if math.isnan(low) else f" ({low:.2f} to {high:.2f})"
    return f"{value:.2f}{bounds}"


def findings(found: Tipping) -> list[str]:
    """Return what was found, a sentence for each state and question."""
    told = []
    for state in found.states:
        told += [_jump(found, state), _loop(found, state)]
    told += [text for state in found.states if (text := _basins(found, state))]
    told += _warning(found)
    return [text for text in told if text]


def _jump(found: Tipping, state: str) -> str:
    row, name = found.slowest(state), TITLES[state]
    what = f"{found.ramp.instrument.replace('_', ' ')} towards {found.ramp.partner}"
    share = f"{100 * row.share_up:.0f} % of runs jump, {100 * row.share_up_held:.0f} % without it"
    if not row.jumps_up:
        return f"No jump of {name} as {what} rises in the slowest ramp: {share}."
    back = ""
    if found.ramp.up_and_down:
        back = (
            f"; on the way back {100 * row.share_down:.0f} %, at "
            f"{number(row.at_down, row.at_down_low, row.at_down_high)}"
            if row.jumps_down
            else "; on the way back there is no jump"
        )
    at = number(row.at_up, row.at_up_low, row.at_up_high)
    return f"{name.capitalize()} jumps as {what} rises, at {at}: {share}{back}."


def _loop(found: Tipping, state: str) -> str:
    if not found.ramp.up_and_down:
        return ""
    row, name = found.slowest(state), TITLES[state].capitalize()
    gap = number(row.gap, row.gap_low, row.gap_high)
    kind = found.kinds[state]
    if kind == "none":
        return f"{name} comes back the way it went: the gap is {gap} in the slowest ramp."
    limits = {item.exponent: item for item in found.limits.get((state, "gap"), ())}
    text = f"{name} on the way back differs by {gap} in the slowest ramp"
    if kind == "not told":
        return f"{text}; one rate does not tell whether a slower ramp would close that."
    fold, delay = (_of(limits[exponent]) for exponent in (FOLD, DELAY))
    words = {
        "rate-dependent": "which is delay: slower ramps close it",
        "remains": "which remains at these rates",
        "undecided": "and whether slower ramps would close it is undecided",
    }[kind]
    return f"{text}, {words} (at rate 0: {fold} as a fold, {delay} as a delay)."


def _of(limit: Limit) -> str:
    return number(limit.value, limit.low, limit.high)


def _basins(found: Tipping, state: str) -> str:
    own = [item for item in found.held if item.state == state]
    if not own:
        return ""
    return f"{TITLES[state].capitalize()}, held: " + "; ".join(map(held, own)) + "."


def held(item: Held) -> str:
    """Return the final states at one level, in words."""
    states = ", ".join(
        f"{100 * state.share:.0f} % at {state.at:.2f}" for state in item.basins.states
    )
    return f"at {item.level:g} {states} ({item.basins.kind.partition(', ')[2]})"


def _warning(found: Tipping) -> list[str]:
    best = [item for item in found.warnings if item.found is not None]
    if not best:
        return ["No early warning to tell of: too few runs jump with the ramp, or too early."]
    told = []
    for state in dict.fromkeys(item.state for item in best):
        own = [item for item in best if item.state == state]
        top = max(own, key=lambda item: item.found.area if item.found else 0.0)
        roc = top.found
        assert roc is not None
        told.append(
            f"Early warning of the jump of {TITLES[state]}: the best of {len(own)} signals "
            f"({top.signal} of {TITLES[top.variable]}) is rung in "
            f"{number(roc.hits, roc.low, roc.high)} of runs at a false-alarm rate of "
            f"{roc.false_alarm:g}; area under the curve "
            f"{number(roc.area, roc.area_low, roc.area_high)}."
        )
    return told


def limits(found: Tipping) -> list[str]:
    """Return what the reader must know."""
    slow = max(found.ramp.months_per_step)
    lasting = found.ramp.length(slow) - found.ramp.settle
    told = [
        f"Every interval ({100 * found.confidence:g} %) is for one number, over "
        f"{found.replicates} replicates of one parameter set.",
        f"The slowest ramp lasts {lasting} months; what relaxes more slowly still looks like "
        "hysteresis.",
        "A jump is told if it is sharper than about 3 % of a limb and not in its first or last "
        "12 %; a run without the ramp is the measure of what jumps by itself (elections).",
    ]
    by_chance = [
        item
        for item in found.held
        if len(item.basins.states) > 1 and "remembered" not in item.basins.kind
    ]
    remaining = [state for state, kind in found.kinds.items() if kind == "remains"]
    odd = sorted({TITLES[item.state] for item in by_chance} & {TITLES[s] for s in remaining})
    if odd:
        told.append(
            f"The loop of {', '.join(odd)} remains at these rates, but held worlds forget where "
            "they began: chance moves them between the states, and a still slower ramp would close "
            "the loop."
        )
    return told


def verdict(row: Row) -> str:
    """Return whether a ramp made a state jump, in a word or two."""
    if row.jumps_up and row.jumps_down:
        return "up and back"
    if row.jumps_up:
        return "up"
    return "back only" if row.jumps_down else "no jump"
