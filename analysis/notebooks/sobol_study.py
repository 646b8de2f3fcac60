"""A Sobol' study: which numbers of trust an outcome hangs on, and how much is chance."""

# ruff: noqa: B018 - the last expression of a cell is what it shows
import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="A Sobol' study")


@app.cell
def _():
    import tempfile

    import marimo as mo

    from analysis.notebooks import sweep
    from analysis.sensitivity import sensitivity
    from analysis.sensitivity.output import figures

    return figures, mo, sensitivity, sweep, tempfile


@app.cell
def _(mo):
    mo.md("""
    # A Sobol' study

    Three numbers say how trust is lost and regained. No source gives them, only ranges. The study
    draws them from their ranges under tough talk and takes the variance of the outcomes apart:
    how much of it goes with each number alone (*first order*), how much with it in any
    combination (*total*), and how much is chance.
    """)


@app.cell
def _():
    size = {"points": 128, "replicates": 20}
    return (size,)


@app.cell
def _(size, sweep, tempfile):
    record = sweep(
        tempfile.mkdtemp(prefix="comity-") + "/trust",
        "policy=tough_talk",
        "design=saltelli",
        f"points={size['points']}",
        "over=model.trust",
        f"replicates={size['replicates']}",
    )
    return (record,)


@app.cell
def _(record, sensitivity):
    found = sensitivity(record, outcomes=["operational_mean", "net_security_effect"])
    result = found.results[0]
    return found, result


@app.cell
def _(mo):
    mo.md("""
    ## The indices, with their intervals

    A number whose total index is near 0 can be fixed anywhere in its range without changing the
    outcome.
    """)


@app.cell
def _(found):
    frame = found.frame()
    table = frame[frame["method"] == "sobol"].round(3)
    table
    return frame, table


@app.cell
def _(figures, found, result):
    drawn = {kind: figure for kind, _, figure in figures(result, found.confidence)}
    drawn["sobol"]
    return (drawn,)


@app.cell
def _(mo):
    mo.md("""
    ## Are there enough points?

    The same indices from ever larger parts of the design: where the lines have not come to rest,
    take more points.
    """)


@app.cell
def _(drawn):
    drawn["convergence"]


@app.cell
def _(mo):
    mo.md("""
    ## Parameters against chance

    The share of the variance that goes with the numbers that were drawn, and the share that
    remains between replicates of the same point.
    """)


@app.cell
def _(frame):
    chance = frame[frame["method"] == "replicates"].round(4)
    chance
    return (chance,)


@app.cell
def _(found, mo):
    mo.md("## What the reader must know\n\n" + "\n".join(f"- {limit}" for limit in found.limits))


if __name__ == "__main__":
    app.run()
