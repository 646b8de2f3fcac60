"""How the report says numbers: outcomes in plain words, evidence in grades."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.differences import Difference
from analysis.outcome_titles import title
from analysis.report.blocks import Interval
from analysis.wording import named
from model.outcomes import OUTCOMES, PAIRED_OUTCOMES

CLEAR, STRONG, MODERATE = 0.001, 0.01, 0.05
GRADES: tuple[tuple[str, str], ...] = (
    ("clear", f"corrected p-value below {CLEAR:g}"),
    ("strong", f"corrected p-value below {STRONG:g}"),
    ("moderate", f"corrected p-value below {MODERATE:g}"),
    ("not shown", f"corrected p-value of {MODERATE:g} or more: chance could do this"),
    ("none seen", "the same number on both sides of every pair; what is rarer cannot be told"),
    ("not tested", "too few pairs for a test, or no number to compare"),
)
"""The words for evidence of a difference, strongest first, and what each takes."""


@dataclass(frozen=True)
class Outcome:
    """How one outcome is said.

    Attributes
    ----------
    title, meaning : str
        A heading, and what it is in plain words.
    scale : float
        What a value is multiplied by before it is shown.
    unit, change_unit : str
        What stands behind a level, and behind a difference.
    digits : int
        Decimals that are shown; small numbers get more.
    """

    title: str
    meaning: str
    scale: float = 1.0
    unit: str = ""
    digits: int = 3
    change_unit: str = ""

    def level(self, value: float) -> str:
        """Return a value as it is read, "not available" for NaN."""
        if math.isnan(value):
            return "not available"
        return f"{number(value * self.scale, self.digits)}{self.unit}"

    def change(self, value: float) -> str:
        """Return a difference as it is read, with its sign."""
        if math.isnan(value):
            return "not available"
        return f"{number(value * self.scale, self.digits, '+')}{self.change_unit}"

    def bounds(self, cell: Interval) -> str:
        """Return the bounds of a difference, with as many decimals as the difference."""
        if math.isnan(cell.low):
            return "(no interval)"
        digits = decimals(cell.value * self.scale, self.digits)
        low, high = (rounded(bound * self.scale, digits, "+") for bound in cell[1:3])
        return f"({low} to {high})"

    def interval(self, cell: Interval) -> str:
        """Return a difference with its bounds."""
        return f"{self.change(cell.value)} {self.bounds(cell)}"


POINTS = " points"
"""What a difference of two percentages is told in."""
_SHARE = (100.0, " %", 1)
WORDS: Mapping[str, Outcome] = {
    "operational_mean": Outcome(
        title("operational_mean"),
        "How much of the joint police work that is possible gets done: 0 is none, 1 is all; the "
        "mean over months and partner countries.",
    ),
    "p_rupture": Outcome(
        title("p_rupture"),
        "The share of partner countries that break off working relations between agencies at some "
        "time, and had not at the start.",
        *_SHARE,
        POINTS,
    ),
    "blind_share_mean": Outcome(
        title("blind_share_mean"),
        "The share of the drugs' route, counted in countries, that nobody watches; the mean over "
        "months.",
        *_SHARE,
        POINTS,
    ),
    "net_security_effect": Outcome(
        title("net_security_effect"),
        "Tonnes that do not arrive, as a share of what arrives under the reference: above 0 less "
        "arrives, below 0 more.",
        *_SHARE,
        " %",
    ),
}
"""The outcomes of the summary table; others are said by their own meaning."""
_MEANINGS = {item.name: item for item in (*OUTCOMES, *PAIRED_OUTCOMES)}


def outcome(name: str) -> Outcome:
    """Return how an outcome is said."""
    if name in WORDS:
        return WORDS[name]
    item = _MEANINGS.get(name)
    shown = named(name).capitalize()
    if item is None:
        return Outcome(shown, "")
    unit = "" if item.unit == "1" else f" {item.unit}"
    meaning = item.meaning[0].upper() + item.meaning[1:] + "."
    digits = 1 if item.unit in ("t", "month") else 3
    return Outcome(shown, meaning, unit=unit, digits=digits, change_unit=unit)


def number(value: float, digits: int = 3, sign: str = "") -> str:
    """Return a number with a count of decimals, with one or two more where that would show 0.

    >>> number(0.12345), number(0.00012345, 3, "+"), number(-0.0), number(12345.6, 0)
    ('0.123', '+0.0001', '0.000', '12,346')
    >>> number(0.000000123)
    'nearly 0'
    """
    if not math.isfinite(value):
        return "not available" if math.isnan(value) else "infinite"
    if abs(value) < 1e-12:
        return rounded(0.0, digits)
    digits = decimals(value, digits)
    return "nearly 0" if _is_zero(value, digits) else rounded(value, digits, sign)


def decimals(value: float, digits: int) -> int:
    """Return how many decimals a number takes so as not to be shown as 0; at most two more."""
    more = (digits + extra for extra in range(3))
    return next((count for count in more if not _is_zero(value, count)), digits)


def rounded(value: float, digits: int, sign: str = "") -> str:
    """Return a number with so many decimals; zero has no sign."""
    if not math.isfinite(value):
        return "not available" if math.isnan(value) else "infinite"
    if _is_zero(value, digits):
        return f"{0.0:.{digits}f}"
    return f"{value:{sign},.{digits}f}".replace("-", "\N{MINUS SIGN}")


def _is_zero(value: float, digits: int) -> bool:
    return abs(value) < 0.5 * 10.0**-digits


def p_value(value: float) -> str:
    """Return a p-value as it is read."""
    if math.isnan(value):
        return "none"
    if value < 0.001:
        return "below 0.0001" if value < 0.0001 else f"{value:.4f}"
    return f"{value:.3f}"


def count(value: float) -> str:
    """Return a whole number with its thousands apart; "not available" for NaN."""
    return number(float(value), 0)


def percent(value: float) -> str:
    """Return a share as a percentage."""
    return "not available" if math.isnan(value) else f"{100.0 * value:.0f} %"


def grade(row: Difference) -> str:
    """Return the word for the evidence that a row of a comparison holds of a difference."""
    if row.n < 2 or math.isnan(row.mean):
        return "not tested"
    if "no difference in any pair" in row.note:
        return "none seen"
    if math.isnan(row.p_corrected):
        return "not tested"
    for word, bound in (("clear", CLEAR), ("strong", STRONG), ("moderate", MODERATE)):
        if row.p_corrected < bound:
            return word
    return "not shown"


def is_shown(row: Difference) -> bool:
    """Tell whether a row shows a difference."""
    return grade(row) in ("clear", "strong", "moderate")


def is_small(row: Difference) -> bool:
    """Tell whether the equivalence test shows a difference smaller than the margin asked for."""
    return row.p_equivalent_corrected < MODERATE


def sentence(row: Difference, reference: str) -> str:
    """Return what a row says, in one sentence."""
    say, name = outcome(row.outcome), readable(row.alternative)
    word = grade(row)
    if word == "none seen":
        return f"{say.title}: no difference from {reference} in any of {row.n} pairs of runs."
    if math.isnan(row.mean):
        return f"{say.title}: no number to compare ({row.note or 'not recorded'})."
    bounds = say.interval(Interval(row.mean, row.low, row.high))
    if word == "not shown":
        levels = f"{say.level(row.alternative_mean)} under {name}, "
        levels += f"{say.level(row.reference_mean)} under {reference}"
        told = f"{say.title}: a difference is not shown, chance could do this ({levels}"
        return f"{told}; difference {bounds}).{_margin(row)}"
    if row.outcome == "net_security_effect":
        way = "fewer" if row.mean > 0 else "more"
        size = number(abs(row.mean) * 100.0, 1)
        told = f"{size} % {way} tonnes arrive under {name} than under {reference}"
    else:
        way = "higher" if row.mean > 0 else "lower"
        told = (
            f"{say.title} is {way}: {say.level(row.alternative_mean)} under {name}, "
            f"{say.level(row.reference_mean)} under {reference}"
        )
    ending = f"Evidence: {word}; {_share(row)}."
    if word == "not tested":
        ending = "One pair of runs cannot be tested."
    return f"{told}; difference {bounds}. {ending}{_margin(row)}"


def _share(row: Difference) -> str:
    above = row.superiority if row.mean > 0 else 1.0 - row.superiority
    return f"so in {percent(above)} of the pairs of runs"


def _margin(row: Difference) -> str:
    if math.isnan(row.margin):
        return ""
    margin = outcome(row.outcome).level(row.margin)
    if is_small(row):
        return f" It is shown to be smaller than {margin}, the margin that was given."
    return f" It is not shown to be smaller than {margin}, the margin that was given."


def readable(label: str) -> str:
    """Return a label of a point as words: `policy=tough_talk, policy.words=0.2`."""
    told = []
    for piece in label.split(", "):
        key, equals, value = piece.partition("=")
        if not equals:
            told.append(named(piece))
            continue
        last = key.rpartition(".")[2]
        told.append(named(value) if key == "policy" else f"{named(last)} {named(value)}")
    return ", ".join(told)


def capital(text: str) -> str:
    """Return a text with a capital letter first, the rest as it is."""
    return text[:1].upper() + text[1:]
