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
            dyad = s.government_dyads.items[j]
            if x.at_peace[dyad] == 1:
                _add_words(x, dyad, home, s.is_sender[government])
            elif s.is_sender[government] == 1:
                _add_sender(x, dyad, home)
            else:
                _add_partner(x, dyad, home)
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
def _add_words(x: State, dyad: int, home: int, is_sender: int) -> None:
    """Add what a public sees of a dyad without a threat: words, its own and the other side's."""
    d, g, at, home = x.dyad, x.government, place(dyad, DYAD_SIZE), place(home, 1)
    if is_sender == 1:
        for lane in range(lanes(x)):
            said = speech.hostility(d[at + lane + DYAD.rhetoric])
            g[home + lane + GOVERNMENT.sum0] += audience.visible(said, 0.0, 0.0)
        return
    for lane in range(lanes(x)):
        i, k = at + lane, home + lane
        g[k + GOVERNMENT.sum0] += audience.visible(d[i + DYAD.words], 0.0, 0.0)
        g[k + GOVERNMENT.sum1] += audience.resistance(
            0.0, speech.hostility(d[i + DYAD.partner_rhetoric])
        )


@kernel
def _add_sender(x: State, dyad: int, home: int) -> None:
    """Add what a sender's public sees: standing firm rallies, a bluff called costs."""
    d, g, at, home = x.dyad, x.government, place(dyad, DYAD_SIZE), place(home, 1)
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
def _add_partner(x: State, dyad: int, home: int) -> None:
    """Add what a partner's public sees: resisting visible pressure rallies, conceding costs."""
    d, g, at, home = x.dyad, x.government, place(dyad, DYAD_SIZE), place(home, 1)
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
