"""What a crossed sweep must not be, told as errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from model.errors import UserError
from scenarios.problems import statement

EXAMPLE = "comity sweep experiment=robust output=runs/robust"


def no_choice(chosen: Sequence[str]) -> UserError:
    """Return the error for records with fewer than two alternatives."""
    told = " and ".join(chosen) or "policy, scenario or strategy"
    advice = f"Sweep several policies over a design: {EXAMPLE}; or name what differs with --by."
    return UserError(
        f"The records hold one {told} only; allowed two or more to compare; set by the sweep. "
        + advice
    )


def no_worlds() -> UserError:
    """Return the error for records in which nothing but the choice varies."""
    advice = f"Cross the policies with a design: {EXAMPLE}; for one world use comity compare."
    return UserError(
        "The records hold one world only, in which nothing but the alternatives varies; allowed "
        f"two or more worlds; set by the sweep. {advice}"
    )


def other_worlds(columns: Sequence[str], chosen: Sequence[str]) -> UserError:
    """Return the error for alternatives that visited worlds with other numbers."""
    shown = ", ".join(columns[:3]) + (" ..." if len(columns) > 3 else "")
    rule = f"is not the same for every {' and '.join(chosen)} in the same world"
    advice = (
        "Visit one design with all: policy=A,B design=sobol ..., or, in a second sweep, "
        "design=FOLDER/design.parquet with the same seed."
    )
    return UserError(statement("worlds", shown, rule, "the same worlds for all", "you", advice))


def other_calendars(calendars: Sequence[str]) -> UserError:
    """Return the error for alternatives that do not run over the same months."""
    told = " and ".join(f"({item})" for item in calendars)
    rule = "differ between alternatives in the same world"
    advice = "Run all from the same month and for as long: scenario.start=..., scenario.months=..."
    return UserError(statement("months", told, rule, "the same", "the scenarios", advice))


def unpaired(
    name: str, missing: int, of: int, worlds: Iterable[object], what: str = "worlds"
) -> UserError:
    """Return the error for an alternative that lacks worlds or runs that another has."""
    shown = [str(world) for world, _ in zip(worlds, range(5), strict=False)]
    where = f" (world {', '.join(shown)}{' ...' if missing > len(shown) else ''})"
    rule = f"lacks {missing:,} of {of:,} {what} that others have{where}"
    allowed = "the same worlds, seeds and replicates for every alternative"
    advice = (
        "Finish the sweep, or run all alternatives with the same design, seed and replicates; "
        "--only-common leaves such worlds out for all."
    )
    return UserError(statement("alternative", name, rule, allowed, "the records", advice))


def twice(name: str) -> UserError:
    """Return the error for an alternative that has a run more than once."""
    rule = "has a run more than once in the same world"
    advice = "Name each sweep once; if alternatives differ by another column, name it with --by."
    return UserError(statement("alternative", name, rule, "", "the records", advice))


def few(least: int, most: int) -> UserError:
    """Return the error for worlds with different numbers of replicates."""
    rule = "differ between worlds"
    advice = "Run every world with the same replicates; --only-common leaves out the others."
    told = f"{least} to {most}"
    return UserError(statement("replicates", told, rule, "the same", "the records", advice))
