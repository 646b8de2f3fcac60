"""Stage 5, over governments and lanes: each side's approval, from the means over its dyads."""

from __future__ import annotations

from model.ensemble.compiled import kernel, place
from model.ensemble.given import IN_GOVERNMENT
from model.ensemble.layout import DYAD, DYAD_SIZE, GOVERNMENT, GOVERNMENT_SIZE, State, lanes
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.parameters.relations import Audience
from model.rules import audience, speech


@kernel
def face_audience(s: Structure, c: Point, p: Audience, x: State) -> None:
    """Stage 5, of both sides."""
    g = x.government
    for government in range(len(s.is_sender)):
        home = place(government, GOVERNMENT_SIZE)
        nationalism = c.government[government, IN_GOVERNMENT.nationalism]
        first, last = (
            s.government_dyads.starts[government],
            s.government_dyads.starts[government + 1],
        )
        share = 1.0 / float(last - first) if last > first else 1.0
        for lane in range(lanes(x)):
            g[home + lane + GOVERNMENT.sum0] = 0.0
            g[home + lane + GOVERNMENT.sum1] = 0.0
            g[home + lane + GOVERNMENT.sum2] = 0.0
        for j in range(first, last):
            at = place(s.government_dyads.items[j], DYAD_SIZE)
            if s.is_sender[government] == 1:
                _add_sender(x, at, home)
            else:
                _add_partner(x, at, home)
        for lane in range(lanes(x)):
            i = home + lane
            g[i + GOVERNMENT.approval] = audience.approval(
                g[i + GOVERNMENT.approval],
                g[i + GOVERNMENT.sum0] * share,
                g[i + GOVERNMENT.sum1] * share,
                g[i + GOVERNMENT.sum2] * share,
                nationalism,
                p,
            )


@kernel
def _add_sender(x: State, at: int, home: int) -> None:
    """Add what a sender's public sees: standing firm rallies, a bluff called costs."""
    d, g, at, home = x.dyad, x.government, place(at, 1), place(home, 1)
    for lane in range(lanes(x)):
        i, k = at + lane, home + lane
        g[k + GOVERNMENT.sum0] += audience.visible(
            speech.hostility(d[i + DYAD.rhetoric]),
            d[i + DYAD.x_threat],
            d[i + DYAD.x_force_threat],
        )
        g[k + GOVERNMENT.sum1] += d[i + DYAD.stood_firm]
        g[k + GOVERNMENT.sum2] += d[i + DYAD.backed_down]


@kernel
def _add_partner(x: State, at: int, home: int) -> None:
    """Add what a partner's public sees: resisting visible pressure rallies, conceding costs."""
    d, g, at, home = x.dyad, x.government, place(at, 1), place(home, 1)
    for lane in range(lanes(x)):
        i, k = at + lane, home + lane
        refused = d[i + DYAD.challenged] * (1.0 - d[i + DYAD.conceded])
        g[k + GOVERNMENT.sum0] += audience.visible(
            d[i + DYAD.words], d[i + DYAD.x_threat], d[i + DYAD.x_force_threat]
        )
        g[k + GOVERNMENT.sum1] += audience.resistance(
            refused, speech.hostility(d[i + DYAD.partner_rhetoric])
        )
        g[k + GOVERNMENT.sum2] += d[i + DYAD.conceded]
