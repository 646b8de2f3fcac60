"""How much passes each stretch of the trafficking network in a month."""

from __future__ import annotations

from analysis.frames import Frame
from model.inputs import Inputs


def legs(inputs: Inputs, now: Frame) -> dict[tuple[str, str], float]:
    """Return the flow in t/month between each two neighbouring places of the routes.

    A load leaves its producer after what is removed there, and each further place on the way
    removes its share of what comes to it; the order of removal is that of the chain. What comes to
    the market less what the market's own border removes adds up to `network.arrived`.

    Parameters
    ----------
    inputs : Inputs
        The world.
    now : Frame
        The state after a month; the shares in it are those with which the next month's flow is
        sent, detection is the month's.
    """
    index = {country.id: i for i, country in enumerate(inputs.countries)}
    found: dict[tuple[str, str], float] = {}
    for i, route in enumerate(inputs.routes):
        load = float(now["country.supply"][index[route.chain[0]]] * now["route.share"][i])
        for here, there in zip(route.chain, route.chain[1:], strict=False):
            load *= 1.0 - float(now["country.detection"][index[here]])
            found[here, there] = found.get((here, there), 0.0) + load
    return found
