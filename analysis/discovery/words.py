"""Boxes in words."""

from __future__ import annotations

from analysis.discovery.found import Discovery, Found, Restriction
from analysis.discovery.held_out import Checked


def failing(found: Discovery) -> str:
    """Return what failing means, in words."""
    rule = found.condition
    unit = "" if found.table.unit == "1" else f" {found.table.unit}"
    of = f"{found.table.name}: {found.table.words}"
    told = f"{rule.sign} {rule.value:g}{unit} ({of})"
    if rule.share is None:
        return f"mean over replicates {told}"
    return f"in at least {100 * rule.share:g} % of replicates {told}"


def restriction(row: Restriction) -> str:
    """Return a range in words, with its unit and the range of the design."""
    unit = "" if row.unit == "1" else f" {row.unit}"
    if row.low is not None and row.high is not None:
        told = f"{row.name} between {row.low:.3g} and {row.high:.3g}{unit}"
    elif row.low is not None:
        told = f"{row.name} at least {row.low:.3g}{unit}"
    else:
        told = f"{row.name} at most {row.high:.3g}{unit}"
    return f"{told} (of {row.of[0]:g} to {row.of[1]:g}: {row.meaning})"


def conditions(item: Found) -> str:
    """Return all ranges of a box in words."""
    return "; and ".join(restriction(row) for row in item.restrictions)


def worth(item: Found) -> str:
    """Return what a box is worth on held-out worlds, in words."""
    held, checked = item.held_out.measures, item.held_out
    return (
        f"of held-out worlds inside {_share(held.density)} fail ({_density(checked)}), of all "
        f"{_share(held.base)}; inside lie {_share(held.coverage)} of those that fail "
        f"({_share(checked.coverage_low)} to {_share(checked.coverage_high)})"
    )


def findings(found: Discovery) -> list[str]:
    """Return what was found, a sentence for each confirmed box."""
    count, total = int(found.fails.sum()), len(found.fails)
    told = [f"{count:,} of {total:,} worlds fail: {failing(found)}."]
    for item in found.confirmed:
        told.append(f"Worlds fail with {conditions(item)}: {worth(item)} ({item.method}).")
    if not found.confirmed:
        told.append(nothing(found))
    return told


def nothing(found: Discovery) -> str:
    """Return the sentence for no confirmed box."""
    if not found.tried:
        return "Nothing found: no range of any number holds failing worlds more than others do."
    count = len(found.tried)
    tried = "the box that was tried holds" if count == 1 else f"none of {count} boxes holds"
    negated = "does not hold" if count == 1 else "hold"
    told = tried.replace("holds", negated) if count == 1 else tried
    return f"Nothing found: {told} failing worlds more than others do on held-out points."


def limits(found: Discovery) -> list[str]:
    """Return what a reader must know."""
    told = list(found.limits)
    lost = len(found.tried) - len(found.confirmed)
    if lost and found.confirmed:
        told.append(
            f"{lost} of {len(found.tried)} boxes did not hold on held-out points and "
            f"{'is' if lost == 1 else 'are'} not told"
        )
    return told


def _density(checked: Checked) -> str:
    return f"{_share(checked.density_low)} to {_share(checked.density_high)}"


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"
