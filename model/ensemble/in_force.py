"""Stage 1 of senders, over dyads and lanes: the instruments in force, and who hears of them."""

from __future__ import annotations

from model.ensemble.choices import choose, is_as_before, level, put_asked
from model.ensemble.compiled import kernel, place
from model.ensemble.layout import DYAD, DYAD_SIZE, GOVERNMENT, GOVERNMENT_SIZE, State, lanes
from model.ensemble.point import Point
from model.ensemble.structure import Structure
from model.instruments import INSTRUMENT_INDEX
from model.parameters.choices import Politics
from model.rules import instruments, pressure

WORDS, TRADE_SANCTION = INSTRUMENT_INDEX["words"], INSTRUMENT_INDEX["trade_sanction"]
DEPLOYMENT = INSTRUMENT_INDEX["deployment"]


@kernel
def perceive(s: Structure, c: Point, p: Politics, x: State, month: int) -> None:
    """Stage 1: instruments in force, and what partners know of each other's treatment."""
    for sender in range(len(s.is_sender)):
        if s.is_sender[sender] == 0:
            continue
        first, last = (
            s.government_dyads.starts[sender],
            s.government_dyads.starts[sender + 1],
        )
        _add_up(s, x, sender)
        for j in range(first, last):
            dyad = s.government_dyads.items[j]
            _hear(s, x, sender, dyad, float(last - first))
            if is_as_before(c, month, sender, dyad):
                _add_own_to_usual(c, x, p, month, sender, dyad)
                continue
            if c.is_constant[sender] == 1:
                put_asked(c, x, month, sender, dyad)
            else:
                choose(c.policy[sender], s, c, x, month, sender, dyad)
            _look_at(x, dyad)
            _add_own(x, p, sender, dyad)


@kernel
def _add_up(s: Structure, x: State, sender: int) -> None:
    """Sum, over the sender's partners, hostile pressure, the same by ideology, and ideologies."""
    d, g, home = x.dyad, x.government, place(sender, GOVERNMENT_SIZE)
    for lane in range(lanes(x)):
        g[home + lane + GOVERNMENT.sum0] = 0.0
        g[home + lane + GOVERNMENT.sum1] = 0.0
        g[home + lane + GOVERNMENT.sum2] = 0.0
    for j in range(s.government_dyads.starts[sender], s.government_dyads.starts[sender + 1]):
        dyad = s.government_dyads.items[j]
        at, partner = (
            place(dyad, DYAD_SIZE),
            place(s.dyad_partner[dyad], GOVERNMENT_SIZE),
        )
        for lane in range(lanes(x)):
            hostile, ideology = (
                d[at + lane + DYAD.hostile],
                g[partner + lane + GOVERNMENT.ideology],
            )
            g[home + lane + GOVERNMENT.sum0] += hostile
            g[home + lane + GOVERNMENT.sum1] += ideology * hostile
            g[home + lane + GOVERNMENT.sum2] += ideology


@kernel
def _hear(s: Structure, x: State, sender: int, dyad: int, n: float) -> None:
    """Tell a partner what is done to third parties."""
    d, g, home = x.dyad, x.government, place(sender, GOVERNMENT_SIZE)
    at, partner = place(dyad, DYAD_SIZE), place(s.dyad_partner[dyad], GOVERNMENT_SIZE)
    for lane in range(lanes(x)):
        i = at + lane
        d[i + DYAD.third_party] = pressure.third_party(
            g[home + lane + GOVERNMENT.sum0],
            g[home + lane + GOVERNMENT.sum1],
            n,
            g[home + lane + GOVERNMENT.sum2],
            d[i + DYAD.hostile],
            g[partner + lane + GOVERNMENT.ideology],
        )


@kernel
def _look_at(x: State, dyad: int) -> None:
    """Note what is in force in any lane: a threat, unusual aid, anything but words."""
    d, at = x.dyad, place(dyad, DYAD_SIZE)
    aided, threatened, busy = 0, 0, 0
    for lane in range(lanes(x)):
        i = at + lane
        aid = d[i + DYAD.x_suspend_security_aid] + d[i + DYAD.x_suspend_development_aid]
        aid += d[i + DYAD.x_aid_increase]
        threat = d[i + DYAD.x_threat] + d[i + DYAD.x_force_threat]
        more = d[i + DYAD.x_targeted_sanction] + d[i + DYAD.x_financial_sanction]
        more += d[i + DYAD.x_trade_sanction] + d[i + DYAD.x_decertification]
        more += d[i + DYAD.x_operation] + d[i + DYAD.x_deployment]
        more += d[i + DYAD.x_agreement] + d[i + DYAD.x_apology]
        aided += 1 if aid > 0.0 else 0
        threatened += 1 if threat > 0.0 else 0
        busy += 1 if aid + threat + more > 0.0 else 0
    x.aided[dyad] = 1 if aided > 0 else 0
    x.threatened[dyad] = 1 if threatened > 0 else 0
    x.at_peace[dyad] = x.at_peace[dyad] if threatened == 0 else 0
    x.idle[dyad] = 1 if busy == 0 else 0


@kernel
def _add_own(x: State, p: Politics, sender: int, dyad: int) -> None:
    """Raise instruments to what pressure at home and carried-out threats ask for."""
    d, g, home, at = (
        x.dyad,
        x.government,
        place(sender, GOVERNMENT_SIZE),
        place(dyad, DYAD_SIZE),
    )
    for lane in range(lanes(x)):
        i = at + lane
        at_home = instruments.words_at_home(g[home + lane + GOVERNMENT.hawkishness], p)
        d[i + DYAD.x_words] = max(d[i + DYAD.x_words], at_home)
        d[i + DYAD.x_trade_sanction] = max(
            d[i + DYAD.x_trade_sanction], d[i + DYAD.imposed_sanction]
        )
        d[i + DYAD.x_deployment] = max(d[i + DYAD.x_deployment], d[i + DYAD.imposed_force])


@kernel
def _add_own_to_usual(c: Point, x: State, p: Politics, month: int, sender: int, dyad: int) -> None:
    """Do the same where everything else is in force as the month before."""
    d, g = x.dyad, x.government
    home, at = place(sender, GOVERNMENT_SIZE), place(dyad, DYAD_SIZE)
    words = level(c, month, sender, dyad, WORDS)
    sanction = level(c, month, sender, dyad, TRADE_SANCTION)
    deployment = level(c, month, sender, dyad, DEPLOYMENT)
    for lane in range(lanes(x)):
        i = at + lane
        at_home = instruments.words_at_home(g[home + lane + GOVERNMENT.hawkishness], p)
        d[i + DYAD.x_words] = max(words, at_home)
        d[i + DYAD.x_trade_sanction] = max(sanction, d[i + DYAD.imposed_sanction])
        d[i + DYAD.x_deployment] = max(deployment, d[i + DYAD.imposed_force])
