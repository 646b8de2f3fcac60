"""The words of the report, explained."""

from __future__ import annotations

from analysis.report.blocks import Section, Terms

WORDS: tuple[tuple[str, str], ...] = (
    ("Alternative", "What is compared with the reference: another policy, event or number."),
    ("Arrivals", "Tonnes of cocaine that reach the sender's country in the model."),
    ("Blind share", "The part of the drugs' route on which no agency watches."),
    (
        "Brier score",
        "How far stated probabilities lie from what happened, from 0 (right) to 1 (wrong).",
    ),
    (
        "Common random numbers",
        "Chance events are drawn alike in the worlds that are compared, so that they cancel out.",
    ),
    (
        "CRPS",
        "How far a forecast that gives a range of values lies from what happened; less is better.",
    ),
    (
        "Design",
        "A list of points whose unknown numbers are drawn from their plausible ranges.",
    ),
    ("Interval", "The range in which a mean lies, as far as the number of runs can tell."),
    (
        "Mandate",
        "How far a partner's government lets its agencies work with the sender's, from 0 to 1.",
    ),
    ("Margin", "The largest difference that is too small to matter; the reader chooses it."),
    (
        "Net security effect",
        "Tonnes that do not arrive, as a share of what arrives under the reference.",
    ),
    (
        "Operational cooperation",
        "How much of the joint police work that is possible gets done, from 0 to 1.",
    ),
    (
        "p-value",
        "How often chance alone would make a difference at least this large; corrected for the "
        "number of comparisons.",
    ),
    ("Pareto", "A choice is on the Pareto front if no other is better in every respect."),
    ("Partner", "A government whose help the sender needs."),
    (
        "PAWN, Sobol' index, Morris",
        "Three ways to say how much an outcome moves with a number that is not known.",
    ),
    ("Persistence", "The simplest forecast: that things stay as they are."),
    ("Policy", "What the sender does as a rule, month by month, beyond the scripted events."),
    ("Point", "One way of setting up the world; it is run many times."),
    ("Points, of a percentage", "What two percentages differ by: from 20 % to 25 % is 5 points."),
    ("Reference", "What everything else is compared with."),
    ("Regret", "How much worse a policy does than the best one of the same world."),
    ("Replicate", "One run of a point with its own chance events."),
    ("Rupture", "A partner breaks off working relations between agencies."),
    ("Scenario", "A dated script of what governments do, with its sources."),
    ("Sender", "The government that talks, threatens, sanctions or aids."),
    ("Strategy", "How a partner tends to answer."),
    ("Trust", "What a partner's government expects of the sender, from 0 to 1."),
)


def section() -> Section:
    """Return the glossary."""
    return Section("glossary", "Words used here", (Terms(WORDS),))
