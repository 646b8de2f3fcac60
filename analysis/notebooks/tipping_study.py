"""A tipping study: whether a partner breaks off in a jump, and comes back, as sanctions grow."""

# ruff: noqa: B018 - the last expression of a cell is what it shows
import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="A tipping study")


@app.cell
def _():
    import marimo as mo

    from analysis import tipping
    from analysis.tipping.output import figures
    from analysis.tipping.words import findings

    return figures, findings, mo, tipping


@app.cell
def _(mo):
    mo.md("""
    # A tipping study

    Trade sanctions on Mexico are raised slowly from nothing to full, and lowered again. If Mexico
    breaks off in a jump, and comes back only at a much lower level of sanctions or not at all,
    the world has a tipping point: what was lost is not regained by undoing what was done. Where
    there is no jump, the study says so.
    """)


@app.cell
def _():
    size = {"steps": 21, "months_per_step": (4, 8), "replicates": 32, "starts": 24, "hold": 120}
    return (size,)


@app.cell
def _(size, tipping):
    ramp = tipping.Ramp(
        "trade_sanction", "MEX", steps=size["steps"], months_per_step=size["months_per_step"]
    )
    plan = tipping.Plan(
        state="ruptured",
        replicates=size["replicates"],
        kicks=tipping.Kicks(starts=size["starts"], hold=size["hold"]),
    )
    found = tipping.tipping("baseline_2016", ramp, plan)
    return (found,)


@app.cell
def _(mo):
    mo.md("""
    ## Up and down

    For each ramp: how long a step of the intensity lasts, the share of runs that jump (here: break
    off) on the way up and the intensity at which they do, the same for the way back, and how far
    the two intensities lie apart. The gap is the share of broken-off runs on the way back minus
    that on the way up, at the same intensity. A gap that shrinks when the ramp gets slower is
    delay, not a tipping point.
    """)


@app.cell
def _(found):
    names = ["months_per_step", "share_up", "at_up", "share_down", "at_down", "width", "gap"]
    table = found.frame()[names].round(3)
    table.columns = [
        "months a step", "jump, up", "at", "jump, back", "at (back)", "apart by", "gap"
    ]  # fmt: skip
    table
    return names, table


@app.cell
def _(mo):
    mo.md("""
    In the figure lines are the share of runs in which Mexico has broken off, over the intensity of
    the sanction from 0 (none) to 1 (full); small strokes at the edges mark where single runs jump,
    below on the way up and above on the way back. The dotted line is the same worlds with the
    sanction held at nothing.
    """)


@app.cell
def _(figures, found):
    drawn = {kind: figure for kind, _, figure in figures(found)}
    drawn["loop-ruptured"]
    return (drawn,)


@app.cell
def _(mo):
    mo.md("""
    ## Where do runs end that begin elsewhere?

    Each point is a run from a random start, over its trust at that start; the intensity is then
    held for ten years. Up the side is the share of the last year in which Mexico had broken off.
    Ends at 0 and at 1 under the same intensity are two basins: states that hold themselves.
    """)


@app.cell
def _(drawn):
    drawn.get("basins-ruptured")


@app.cell
def _(findings, found, mo):
    mo.md(
        "## What was found\n\n"
        + "\n".join(f"- {sentence}" for sentence in findings(found))
        + "\n\n*As a fold* and *as a delay* are two ways to reckon what an infinitely slow ramp "
        "would show: the first if the world really has two states, the second if it only lags "
        "behind. The area under the curve tells how well a signal knows runs that will jump from "
        "others: 0.5 is guessing, 1 is certain."
        + "\n\nThe law is not calibrated here: a tipping point of the model is no tipping point of "
        "the world. `comity tipping --help` names all that can be varied."
    )


if __name__ == "__main__":
    app.run()
