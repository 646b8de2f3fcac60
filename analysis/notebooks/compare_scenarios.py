"""Two scenarios compared: what hostile words towards Mexico change, and how sure that is."""

# ruff: noqa: B018 - the last expression of a cell is what it shows
import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Two scenarios compared")


@app.cell
def _():
    import tempfile

    import marimo as mo
    import pandas as pd

    from analysis import monthly
    from analysis.compare import compare
    from analysis.figures.difference import difference
    from analysis.figures.intervals import intervals
    from analysis.notebooks import sweep
    from analysis.outcome_titles import measured
    from analysis.survival import survival

    return compare, difference, intervals, measured, mo, monthly, pd, survival, sweep, tempfile


@app.cell
def _(mo):
    mo.md("""
    # Two scenarios compared

    The same years with Mexico are simulated twice: with the hostile words of 2015 to 2018, and
    without them. Both have the same random numbers, so a difference is what the words change in
    the model, not luck. Change a number below, and everything that depends on it is computed
    again.
    """)


@app.cell
def _():
    size = {"replicates": 200}
    return (size,)


@app.cell
def _(size, sweep, tempfile):
    record = sweep(
        tempfile.mkdtemp(prefix="comity-") + "/words",
        "scenario=bad_hombres_2017_without_words,bad_hombres_2017",
        f"replicates={size['replicates']}",
        "series=all",
    )
    return (record,)


@app.cell
def _(mo):
    mo.md("""
    ## Is there a difference, and how large?

    `compare` pairs the runs by their replicate, the number of the draw of chance that both
    scenarios share. The difference is with the words minus without them, its mean over all pairs,
    between the ends of its 95 % interval. `p` is the probability that chance alone would make
    such a difference, corrected for the number of outcomes.
    """)


@app.cell
def _(compare, measured, pd, record):
    found = compare(record)
    table = pd.DataFrame(
        {
            "outcome": measured(row.outcome),
            "pairs": row.n,
            "without the words": round(row.reference_mean, 4),
            "with them": round(row.alternative_mean, 4),
            "difference": round(row.mean, 5),
            "from": round(row.low, 5),
            "to": round(row.high, 5),
            "p": f"{row.p_corrected:.4f}" if row.p_corrected >= 0.0001 else "below 0.0001",
        }
        for row in found.differences
    )
    table
    return found, table


@app.cell
def _(found, intervals):
    rows = [row for row in found.differences if row.outcome == "operational_mean"]
    forest = intervals(
        ["with the hostile words" for row in rows],
        [row.mean for row in rows],
        [row.low for row in rows],
        [row.high for row in rows],
        "Difference in operational cooperation (0 to 1)",
    )
    forest
    return (forest,)


@app.cell
def _(mo):
    mo.md("""
    ## Since when?

    The band holds for all months at once: where it leaves zero, chance is no explanation. Before
    the first month in which the scenarios differ, the difference is exactly zero.
    """)


@app.cell
def _(difference, found, monthly):
    pairs, change = found.pairs[0], found.changes[0][0]
    by_month = difference(
        change.dataset(monthly.months(pairs)), change.variable, "with the hostile words"
    )
    by_month
    return by_month, pairs


@app.cell
def _(mo):
    mo.md("""
    The same for other variables, averaged over partners: the first month in which any pair
    differs, the first in which the difference is beyond chance (none where it never is), and the
    month in which it is largest, with its size there.
    """)


@app.cell
def _(found, pd):
    variables = {
        "operational_mean": "Operational cooperation (0 to 1)",
        "blind_share": "Blind share of routes (share)",
        "arrived": "Drugs that arrive (tonnes a month)",
        "trust": "Partners' trust (0 to 1)",
        "mandate": "Mandate (0 to 1)",
        "is_ruptured": "Ruptured partners (share)",
    }
    columns = ["variable", "first", "beyond_chance", "largest", "difference"]
    headings = ["variable", "first differs", "beyond chance", "largest", "difference there"]
    months = pd.DataFrame(found.divergence)[columns].set_axis(headings, axis="columns")
    months = months.replace({"variable": variables}).round(5)
    months = months.replace({"beyond chance": {"": "never"}})
    months
    return columns, headings, months, variables


@app.cell
def _(mo):
    mo.md("""
    ## How long until it mends?

    A rupture is a partner that breaks off working relations; a recovery is counted from the fall
    of cooperation below nine tenths of the first month's until that is regained. The table counts
    both over all partners and runs. The difference is in mean months until it, within the years
    simulated. Only partners that fall can recover, and those that fall need not be the same on both
    sides: a difference below 0 does not say that the words help.
    """)


@app.cell
def _(found, pd, survival):
    events = survival(found.pairs)
    times = pd.DataFrame(
        {
            "event": event.event,
            "without the words": event.events[0],
            "with them": event.events[1],
            "difference in mean months": round(event.means.difference, 2) if event.means else None,
        }
        for event in events
    )
    times
    return events, times


@app.cell
def _(found, mo):
    mo.md(
        "## What the reader must know\n\n"
        + "\n".join(f"- {limit}" for limit in found.limits)
        + "\n- The law is not calibrated here: read the difference as what follows from its "
        "assumptions. `comity report FOLDER` says where the model is known to be wrong."
    )


if __name__ == "__main__":
    app.run()
