"""What the terminal shows of a comparison."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rich.table import Table

from analysis.cli.tables import console
from analysis.compare import Comparison
from analysis.differences import Difference


def show(found: Comparison) -> None:
    """Print the tables of a comparison and its limits."""
    out = console()
    out.print(_differences(found))
    if any(not math.isnan(row.margin) or not math.isnan(row.target) for row in found.differences):
        out.print(_asked(found))
    if found.attribution:
        out.print(_attribution(found))
    if found.divergence:
        out.print(_divergence(found))
    if found.limits:
        out.print("Limits", style="bold")
        for limit in found.limits:
            out.print(f"- {limit}", highlight=False, markup=False)


def _differences(found: Comparison) -> Table:
    share = f"{100 * found.confidence:g} %"
    table = Table(
        title=f"Against {plain(found.reference)}",
        caption=f"{share} intervals, each for one number; p: signed rank, {found.family}; "
        "P(above): share of pairs above the reference, ties half; dominance 1st / 2nd order; "
        "detectable: mean difference seen with 80 % power",
    )
    for title in ("point", "outcome"):
        table.add_column(title, overflow="fold")
    for title in ("means", "difference", "Hodges-Lehmann", "P(above)", "p"):
        table.add_column(title, justify="right")
    table.add_column("dominance")
    table.add_column("detectable", justify="right")
    for row, name in _grouped(found.differences):
        table.add_row(
            name,
            _wrapped(row.outcome),
            f"{number(row.reference_mean)}\n{number(row.alternative_mean)}",
            interval(row.mean, row.low, row.high, "+"),
            interval(row.median, row.median_low, row.median_high, "+"),
            interval(row.superiority, row.superiority_low, row.superiority_high),
            p_value(row.p_corrected),
            f"{row.first_order}\n{row.second_order}",
            number(row.detectable),
        )
    return table


def _asked(found: Comparison) -> Table:
    table = Table(
        title="Equivalence, and replicates needed",
        caption="equivalence: two one-sided t-tests, Holm-corrected; needed: pairs for 80 % power",
    )
    for title in ("point", "outcome"):
        table.add_column(title, overflow="fold")
    for title in ("margin", "p equivalent", "to be seen", "pairs", "needed", "more"):
        table.add_column(title, justify="right")
    for row, name in _grouped(found.differences):
        table.add_row(
            name,
            row.outcome,
            number(row.margin),
            p_value(row.p_equivalent_corrected),
            number(row.target),
            str(row.n),
            number(row.needed),
            number(row.more),
        )
    return table


def _attribution(found: Comparison) -> Table:
    table = Table(
        title="Net security effect, by what it goes through",
        caption="share of the reference's arrivals avoided; the parts add up",
    )
    table.add_column("point", overflow="fold")
    names = list(dict.fromkeys(part.part for part in found.attribution))
    for name in names:
        table.add_column(name, justify="right")
    for point in dict.fromkeys(part.alternative for part in found.attribution):
        here = {part.part: part for part in found.attribution if part.alternative == point}
        cells = [interval(here[n].mean, here[n].low, here[n].high, "+") for n in names]
        table.add_row(plain(point), *cells)
    return table


def _divergence(found: Comparison) -> Table:
    table = Table(
        title="Month of divergence",
        caption="beyond chance: the band for all months at once leaves zero",
    )
    for title in ("point", "monthly variable", "first differs", "beyond chance", "largest in"):
        table.add_column(title, overflow="fold")
    table.add_column("by", justify="right")
    last = ""
    for row in found.divergence:
        beyond = "not recorded" if row.limit else row.beyond_chance or "never"
        name = "" if row.alternative == last else plain(row.alternative)
        last = row.alternative
        table.add_row(
            name,
            row.variable,
            row.first or "never",
            beyond,
            row.largest or "-",
            number(row.difference, "+"),
        )
    return table


def _grouped(rows: Iterable[Difference]) -> Iterable[tuple[Difference, str]]:
    """Yield each row with the name of its point, empty where it is that of the row before."""
    last = ""
    for row in rows:
        yield row, "" if row.alternative == last else plain(row.alternative)
        last = row.alternative


def plain(text: str) -> str:
    """Return a text in which brackets are no markup."""
    return text.replace("[", r"\[")


def _wrapped(name: str) -> str:
    return name.replace("_", " ")


def interval(mean: float, low: float, high: float, sign: str = "") -> str:
    """Return a value with its bounds below it."""
    if math.isnan(low):
        return f"{number(mean, sign)}\n(no interval)"
    return f"{number(mean, sign)}\n({number(low, sign)} to {number(high, sign)})"


def number(value: float, sign: str = "") -> str:
    """Return a number with four figures or so; "-" for NaN."""
    if math.isnan(value):
        return "-"
    size = abs(value)
    if value == int(value) and size < 1e9:
        return f"{value:{sign}.0f}"
    return f"{value:{sign}.4f}" if 0.001 <= size < 100 else f"{value:{sign}.3g}"


def p_value(value: float) -> str:
    """Return a p-value with four decimals."""
    if math.isnan(value):
        return "-"
    return "< 0.0001" if value < 0.0001 else f"{value:.4f}"
