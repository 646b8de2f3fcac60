"""What a sender does: choose instruments, speak, read the partner, follow a threat through.

Each `decide`-like method answers for one dyad and returns values; the stage method posts them.
A subclass of `Government` overrides the decision it wants to be different.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model import draws
from model.conduct import Conduct
from model.founding import mean, total
from model.instruments import ACT_INDEX, INSTRUMENT_INDEX, SENDER_INSTRUMENTS
from model.numerics import standard_noise
from model.policies.kinds import Choice, Coefficients, Observation
from model.rules import acts, audience, grievance, instruments, politics, pressure, speech
from model.rules import threat as game
from model.rules import trust as trust_rule
from model.state import Dyad

WORDS, PRAISE = INSTRUMENT_INDEX["words"], INSTRUMENT_INDEX["praise"]
THREAT, FORCE = INSTRUMENT_INDEX["threat"], INSTRUMENT_INDEX["force_threat"]
TRADE, DEPLOYMENT = INSTRUMENT_INDEX["trade_sanction"], INSTRUMENT_INDEX["deployment"]
LAW, EXPULSION, CLOSURE = ACT_INDEX["law"], ACT_INDEX["expulsion"], ACT_INDEX["base_closure"]
CUT, EXTRADITION = ACT_INDEX["intelligence_cut"], ACT_INDEX["extradition"]
GRANT = ACT_INDEX["base_grant"]
HIGHEST = tuple(item.high for item in SENDER_INSTRUMENTS)


class SenderConduct(Conduct):
    """The stage methods of a sender."""

    policy: Callable[[Observation, Coefficients, float], Choice]
    policy_coefficients: Coefficients

    def choose_instruments(self, dyad: Dyad, calendar: float, u: float) -> Choice:
        """Return what the sender's policy asks for towards a partner this month."""
        return self.policy(
            Observation(
                dyad.mandate,
                dyad.concession,
                dyad.partner_hostile,
                dyad.hostile,
                dyad.sender_trust,
                self.hawkishness,
                dyad.is_ruptured,
                dyad.memory,
                calendar,
            ),
            self.policy_coefficients,
            u,
        )

    def sender_perceive(self, calendar: float) -> None:
        """Stage 1: instruments in force, and what partners know of each other's treatment."""
        host, p = self.host, self.host.parameters
        partners = [host.government(dyad.partner).ideology for dyad in self.dyads]
        hostile = [dyad.hostile for dyad in self.dyads]
        sums = (
            total(hostile),
            total([i * h for i, h in zip(partners, hostile, strict=True)]),
            float(len(partners)),
            total(partners),
        )
        at_home = instruments.words_at_home(self.hawkishness, p.politics)
        for dyad, ideology in zip(self.dyads, partners, strict=True):
            u = host.draw(draws.POLICY, dyad.index)[0]
            asked = self.choose_instruments(dyad, calendar, u)
            scripted = host.inputs.instruments[host.month, dyad.index].tolist()
            levels = [
                instruments.in_force(s, a, high)
                for s, a, high in zip(scripted, asked[:-1], HIGHEST, strict=True)
            ]
            levels[WORDS] = max(levels[WORDS], at_home)
            levels[TRADE] = max(levels[TRADE], dyad.imposed_sanction)
            levels[DEPLOYMENT] = max(levels[DEPLOYMENT], dyad.imposed_force)
            heard = pressure.third_party(*sums, dyad.hostile, ideology)
            host.post(dyad, instruments=levels, memory=asked.memory, third_party=heard)

    def sender_speak(self) -> None:
        """Stage 2: rhetoric towards each partner."""
        host = self.host
        for dyad in self.dyads:
            u = host.draw(draws.SPEECH, dyad.index)
            deliberate = dyad.instruments[PRAISE] - dyad.instruments[WORDS]
            noise = standard_noise(u[0], u[1])
            host.post(
                dyad,
                rhetoric=speech.rhetoric(
                    dyad.rhetoric,
                    dyad.partner_rhetoric,
                    1.0,
                    deliberate,
                    noise,
                    host.parameters.speech,
                ),
            )

    def sender_feel(self) -> None:
        """Stage 3: pressure that partners' words and acts put on the sender."""
        p = self.host.parameters.acts
        for dyad in self.dyads:
            a = dyad.acts
            words = speech.hostility(dyad.partner_rhetoric)
            self.host.post(
                dyad,
                partner_hostile=acts.hostile(words, a[LAW], a[EXPULSION], a[CLOSURE], a[CUT], p),
                partner_friendly=acts.friendly(
                    speech.warmth(dyad.partner_rhetoric),
                    a[EXTRADITION],
                    dyad.concession,
                    a[GRANT],
                    p,
                ),
            )

    def stands_firm(self, dyad: Dyad, u: float) -> bool:
        """Return whether the sender imposes what it threatened and the partner resisted."""
        return u < game.p_stand_firm(
            dyad.demand, self.hawkishness, dyad.sender_exposure, self.host.parameters.threat
        )

    def sender_follow_through(self) -> None:
        """Stage 4: stand firm or back down where a challenge was resisted."""
        host, p = self.host, self.host.parameters.threat
        for dyad in self.dyads:
            firm = self.stands_firm(dyad, host.draw(draws.THREAT, dyad.index)[2])
            resisted = dyad.challenged > 0.5 and dyad.conceded < 0.5
            stood = 1.0 if resisted and firm else 0.0
            backed = 1.0 if resisted and not firm else 0.0
            words, force = dyad.instruments[THREAT], dyad.instruments[FORCE]
            host.post(
                dyad,
                stood_firm=stood,
                backed_down=backed,
                credibility=game.credibility(dyad.credibility, stood, backed, p),
                imposed_sanction=game.imposed(1.0, dyad.imposed_sanction, words, stood),
                imposed_force=game.imposed(1.0, dyad.imposed_force, force, stood),
            )

    def sender_face_audience(self) -> None:
        """Stage 5: standing firm rallies, a bluff called costs."""
        seen, stood, bluffs = [], [], []
        for dyad in self.dyads:
            said = speech.hostility(dyad.rhetoric)
            seen.append(audience.visible(said, dyad.instruments[THREAT], dyad.instruments[FORCE]))
            stood.append(dyad.stood_firm)
            bluffs.append(dyad.backed_down)
        approval = audience.approval(
            self.approval,
            mean(seen),
            mean(stood),
            mean(bluffs),
            self.nationalism,
            self.host.parameters.audience,
        )
        self.host.post(self, approval=approval)

    def sender_remember(self) -> None:
        """Stage 6: the sender's trust in each partner, and its grievance."""
        host, p = self.host, self.host.parameters
        for dyad in self.dyads:
            host.post(
                dyad,
                sender_trust=trust_rule.after_month(
                    dyad.sender_trust,
                    dyad.sender_trust_prior,
                    dyad.partner_friendly,
                    dyad.partner_hostile,
                    p.trust,
                ),
                sender_grievance=grievance.after_month(
                    dyad.sender_grievance, dyad.partner_hostile, p.grievance
                ),
            )

    def sender_react_at_home(self) -> None:
        """Stage 12: arrivals, headlines and bluffs raise pressure at home."""
        flow = self.host.flow
        headlines = mean(
            [
                min(
                    speech.hostility(dyad.partner_rhetoric)
                    + max(dyad.is_ruptured - dyad.was_ruptured, 0.0),
                    1.0,
                )
                for dyad in self.dyads
            ]
        )
        at_home = politics.pressure(
            self.home_pressure,
            politics.excess(flow.arrived, flow.arrived_at_start),
            headlines,
            mean([dyad.backed_down for dyad in self.dyads]),
            self.host.parameters.politics,
        )
        self.host.post(self, home_pressure=at_home, hawkishness=politics.hawkishness(at_home))

    def own_trust(self) -> dict[str, Any]:
        """Return the names of a sender's trust, prior, grievance and trust at the start."""
        return {
            "trust": "sender_trust",
            "prior": "sender_trust_prior",
            "grievance": "sender_grievance",
            "start": "sender_trust_at_start",
        }
