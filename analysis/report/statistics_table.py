"""Every statistic of a comparison as one table, for a reviewer."""

from __future__ import annotations

import math
from typing import Any

from analysis.compare import Comparison
from analysis.differences import Difference
from analysis.report.blocks import Column, Interval, Table
from analysis.report.words import count, number, p_value, percent, readable, rounded


def all_statistics(found: Comparison) -> Table:
    """Return every statistic of every comparison, for a reviewer."""
    columns = (
        Column("Alternative"),
        Column("Outcome"),
        Column("Pairs", count, is_number=True),
        Column("Mean, reference", _four, is_number=True),
        Column("Mean, alternative", _four, is_number=True),
        Column("Mean difference", _bounds, ("value", "low", "high"), is_number=True),
        Column("Hodges-Lehmann", _bounds, ("value", "low", "high"), is_number=True),
        Column("Share of pairs above", _shares, ("value", "low", "high"), is_number=True),
        Column("p, signed rank", p_value, is_number=True),
        Column("p, corrected", p_value, is_number=True),
        Column("Margin", _four, is_number=True),
        Column("p, smaller than margin, corrected", p_value, is_number=True),
        Column("Dominance, 1st order"),
        Column("Dominance, 2nd order"),
        Column("Smallest difference seen", _four, is_number=True),
    )
    rows = tuple(_statistics(row) for row in found.differences)
    caption = (
        f"All statistics against {readable(found.reference)}, in the outcomes' own units (shares "
        f"from 0 to 1). Correction: {found.family}."
    )
    return Table("all-statistics", caption, columns, rows)


def _statistics(row: Difference) -> tuple[Any, ...]:
    return (
        readable(row.alternative),
        row.outcome,
        row.n,
        row.reference_mean,
        row.alternative_mean,
        Interval(row.mean, row.low, row.high),
        Interval(row.median, row.median_low, row.median_high),
        Interval(row.superiority, row.superiority_low, row.superiority_high),
        row.p,
        row.p_corrected,
        row.margin,
        row.p_equivalent_corrected,
        row.first_order,
        row.second_order,
        row.detectable,
    )


def _four(value: float) -> str:
    return "none" if math.isnan(value) else number(value, 4)


def _bounds(cell: Interval) -> str:
    if math.isnan(cell.low):
        return f"{_four(cell.value)} (no interval)"
    value, low, high = (rounded(part, 4, "+") for part in cell)
    return f"{value} ({low} to {high})"


def _shares(cell: Interval) -> str:
    if math.isnan(cell.low):
        return percent(cell.value)
    return f"{percent(cell.value)} ({percent(cell.low)} to {percent(cell.high)})"
