"""A Sobol' study: which numbers of trust an outcome hangs on, and how much is chance."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="A Sobol' study")


@app.cell
def _():
    import tempfile

    import marimo as mo

    from analysis.notebooks import sweep
    from analysis.outcome_titles import measured
    from analysis.sensitivity import sensitivity
    from analysis.sensitivity.output import figures

    return figures, measured, mo, sensitivity, sweep, tempfile


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

    An index is a share of the variance of the outcome: *first* what a number makes by itself,
    *total* what it makes alone and together with others, each between the ends of its 95 %
    interval. A number whose total index is near 0 can be fixed anywhere in its range without
    changing the outcome. An end above 1 or below 0 says that the design is small, not that there
    is such a share.
    """)


@app.cell
def _(found, measured):
    frame = found.frame()
    frame["outcome"] = frame["outcome"].map(measured)
    names = ["outcome", "factor", "measure", "value", "low", "high"]
    table = frame[frame["method"] == "sobol"][names].round(3)
    table = table.sort_values(["outcome", "factor", "measure"], ascending=[False, True, True])
    table.columns = ["outcome", "number", "order", "index", "from", "to"]
    table.style.hide(axis="index").format(precision=3)
    return frame, names, table


@app.cell
def _(found, mo):
    mo.md(
        "The numbers, each a parameter of the model:\n\n"
        + "\n".join(
            f"- `{name}`: {meaning}, from {low:g} to {high:g} {'' if unit == '1' else unit}"
            for name, (low, high, unit, meaning) in found.factors.items()
        )
        + "\n\nThe figure is of operational cooperation (`operational_mean`)."
    )


@app.cell
def _(figures, found, result):
    drawn = {kind: figure for kind, _, figure in figures(result, found.confidence)}
    drawn["sobol"]
    return (drawn,)


@app.cell
def _(mo):
    mo.md("""
    ## Are there enough points?

    The same indices from ever larger parts of the design. It comes in blocks: with three numbers a
    block is five points (D + 2, D being how many numbers vary). Where the lines have not come to
    rest, or the bands around them are still wide, take more points.
    """)


@app.cell
def _(drawn):
    drawn["convergence"]


@app.cell
def _(mo):
    mo.md("""
    ## Parameters against chance

    How much of the variance of single runs goes with the numbers that were drawn (the rest is
    between replicates of the same point); how much of what differs between the means of points is
    chance all the same; and how many replicates make that 5 %.
    """)


@app.cell
def _(frame):
    told = {
        "share": "share of the numbers in single runs",
        "noise": "share of chance between means of points",
        "needed": "replicates for 5 % of that",
    }
    parts = frame[(frame["method"] == "replicates") & frame["measure"].isin(list(told))]
    chance = parts[["outcome", "measure", "value", "low", "high"]].replace({"measure": told})
    chance.columns = ["outcome", "what", "value", "from", "to"]
    chance.style.hide(axis="index").format(precision=4, na_rep="")
    return chance, parts, told


@app.cell
def _(found, mo):
    always = (
        "Shares are over the ranges that the numbers were drawn from: with other ranges they are "
        "others.",
        "The law is not calibrated here: the study tells what the model hangs on, not the world.",
    )
    mo.md(
        "## What the reader must know\n\n"
        + "\n".join(f"- {limit}" for limit in (*found.limits, *always))
    )
    return (always,)


if __name__ == "__main__":
    app.run()
