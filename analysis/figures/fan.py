"""Fan chart: mean and quantile bands over replicates, an alternative beside the baseline."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Of the Okabe-Ito palette, told apart by people with any common colour blindness; the line style
# tells them apart as well.
BASELINE, ALTERNATIVE = ("#0072B2", "-"), ("#D55E00", "--")

TITLES = {
    "operational_mean": "Operational cooperation (0 to 1, mean of partners)",
    "operational": "Operational cooperation (0 to 1)",
    "trust": "Partner's trust (0 to 1, mean of partners)",
    "mandate": "Mandate (0 to 1, mean of partners)",
    "is_ruptured": "Ruptured partners (share)",
    "blind_share": "Blind share of routes (0 to 1)",
    "arrived": "Arrivals (t per month)",
    "seized": "Seizures (t per month)",
}


def fan(
    series: xr.Dataset,
    name: str,
    point: int,
    baseline: int = 0,
    size: tuple[float, float] = (7.0, 3.4),
) -> Figure:
    """Return the fan chart of one variable: mean, 50 % band where recorded, and 90 % band.

    Parameters
    ----------
    series : the monthly series of a record, on the axes point, statistic, month
    name : the variable; one that has a dyad axis is averaged over dyads
    point : the position on the point axis of the design point that is compared
    baseline : the position of the one it is compared with
    size : width and height in inches
    """
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    for where, look in ((baseline, BASELINE), (point, ALTERNATIVE)):
        if where == point == baseline and look is ALTERNATIVE:
            continue
        _draw(axes, series[name].isel(point=where), look)
    months = series["date" if "date" in series.coords else "month"].values
    month_ticks(axes, [str(month) for month in months], max(2, int(8.0 * size[0] / 7.0)))
    axes.set_ylabel(TITLES.get(name, name).replace(" (", "\n("))
    axes.set_xlabel("Month")
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper left", frameon=False, ncols=1, fontsize="small")
    return figure


def _draw(axes: Axes, data: xr.DataArray, look: tuple[str, str]) -> None:
    """Draw the bands and the mean of one design point."""
    if "dyad" in data.dims:
        data = data.mean("dyad")
    colour, style = look
    known = [str(value) for value in data["statistic"].values]
    values = {key: np.asarray(data.isel(statistic=i)) for i, key in enumerate(known)}
    x = np.arange(data.sizes["month"])
    for low, high, strength in (("q05", "q95", 0.15), ("q25", "q75", 0.30)):
        if low in values and high in values:
            axes.fill_between(
                x, values[low], values[high], color=colour, alpha=strength, linewidth=0
            )
    # A dollar sign would start a formula.
    label = str(data["label" if "label" in data.coords else "point"].item()).replace("$", r"\$")
    axes.plot(x, values["mean"], color=colour, linestyle=style, label=label)


def month_ticks(axes: Axes, months: list[str], most: int = 8) -> None:
    """Put a tick at each January, thinned to so many; in a short series, at a few months."""
    ticks = [i for i, month in enumerate(months) if month.endswith("-01")]
    if len(ticks) < 3:
        ticks = list(range(len(months)))
    ticks = ticks[:: max(1, -(-len(ticks) // most))]
    axes.set_xticks(ticks, [months[i] for i in ticks])
