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
    from analysis.survival import survival

    return compare, difference, intervals, mo, monthly, pd, survival, sweep, tempfile


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

    `compare` pairs the runs by their replicate. `mean` is the mean difference with its 95 %
    interval (`low`, `high`); `p_corrected` tells whether chance could do it, corrected for the
    number of outcomes.
    """)


@app.cell
def _(compare, record):
    found = compare(record)
    shown = ["outcome", "n", "reference_mean", "alternative_mean", "mean", "low", "high"]
    table = found.frame()[[*shown, "p_corrected"]].round(5)
    table
    return found, table


@app.cell
def _(found, intervals):
    rows = [row for row in found.differences if row.outcome == "operational_mean"]
    forest = intervals(
        [row.alternative.replace("_", " ") for row in rows],
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
        change.dataset(monthly.months(pairs)), change.variable, pairs.alternative.name
    )
    by_month
    return by_month, pairs


@app.cell
def _(found, pd):
    columns = ["variable", "first", "beyond_chance", "largest", "difference"]
    months = pd.DataFrame(found.divergence)[columns]
    months
    return columns, months


@app.cell
def _(mo):
    mo.md("""
    ## How long until it mends?

    Months from a fall of cooperation below nine tenths of the first month's until it is regained.
    """)


@app.cell
def _(found, pd, survival):
    events = survival(found.pairs)
    times = pd.DataFrame(
        {
            "event": event.event,
            "reference": event.events[0],
            "alternative": event.events[1],
            "difference in mean months": event.means.difference if event.means else None,
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
