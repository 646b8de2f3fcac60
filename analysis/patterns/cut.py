"""A smaller world for patterns that tell of one dyad: the same dyad, at a tenth of the cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model.inputs import Inputs


def cut(
    inputs: Inputs,
    partners: Sequence[str] | None = None,
    *,
    months: int | None = None,
    has_network: bool = False,
) -> Inputs:
    """Return a world with some of its partners, without the network unless asked, and shorter.

    What is left out of a dyad's own course by this: spillover from third parties, and pressure at
    home from arrivals. Draws are addressed by entity, so the dyad's own are as before.

    Parameters
    ----------
    inputs : Inputs
    partners : sequence of str, optional
        Ids of partner governments; all unless given.
    months : int, optional
        The first months only; all unless given.
    has_network : bool
        Whether countries and routes stay; only with all partners.
    """
    if has_network and partners is not None:
        raise ValueError("a network needs all partners")
    kept = [i for i, d in enumerate(inputs.dyads) if partners is None or d.partner in partners]
    dyads = tuple(inputs.dyads[i] for i in kept)
    names = {name for d in dyads for name in (d.sender, d.partner)}
    agencies = tuple(a for a in inputs.agencies if a.government in names)
    ids = {a.id for a in agencies}
    end = inputs.months if months is None else months
    scripted = {x.government for x in inputs.leaders}  # whose calendar stays out of force
    return replace(
        inputs,
        months=end,
        governments=tuple(
            replace(g, elections=() if g.id in scripted else g.elections)
            for g in inputs.governments
            if g.id in names
        ),
        agencies=agencies,
        dyads=dyads,
        links=tuple(x for x in inputs.links if x.sender_agency in ids and x.partner_agency in ids),
        countries=inputs.countries if has_network else (),
        routes=inputs.routes if has_network else (),
        instruments=inputs.instruments[:end, kept].copy(),
        acts=inputs.acts[:end, kept].copy(),
        leaders=tuple(x for x in inputs.leaders if x.government in names and x.month < end),
        policies={k: v for k, v in inputs.policies.items() if k in names},
        strategies={k: v for k, v in inputs.strategies.items() if k in names},
    )
