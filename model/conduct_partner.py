"""What a partner does: act, speak, feel, answer threats, break or mend, authorise.

Each decision answers for one dyad and returns values; the stage method posts them. A subclass of
`Government` overrides the decision it wants to be different.
"""

from __future__ import annotations

from collections.abc import Callable

from model import draws
from model.conduct import Conduct
from model.founding import mean
from model.instruments import ACT_INDEX, INSTRUMENT_INDEX
from model.numerics import standard_noise
from model.rules import audience, grievance, instruments, law, mandate, pressure, reach, speech
from model.rules import rupture as regime
from model.rules import threat as game
from model.rules import trust as trust_rule
from model.state import Dyad
from model.strategies.kinds import Coefficients, Response, Situation

IN = INSTRUMENT_INDEX
THREAT, FORCE = IN["threat"], IN["force_threat"]
TARGETED, FINANCIAL, TRADE = (
    IN["targeted_sanction"],
    IN["financial_sanction"],
    IN["trade_sanction"],
)
SECURITY, DEVELOPMENT = IN["suspend_security_aid"], IN["suspend_development_aid"]
DECERTIFIED, OPERATION, DEPLOYMENT = IN["decertification"], IN["operation"], IN["deployment"]
AGREEMENT, APOLOGY, INCREASE = IN["agreement"], IN["apology"], IN["aid_increase"]
WORDS, PRAISE = ACT_INDEX["words"], ACT_INDEX["praise"]


class PartnerConduct(Conduct):
    """The stage methods of a partner."""

    strategy: Callable[[Situation, Coefficients, float], Response]
    strategy_coefficients: Coefficients

    def partner_perceive(self) -> None:
        """Stage 1: the partner's scripted acts enter; a law's bite and a concession with them."""
        host = self.host
        for dyad in self.dyads:
            levels = host.inputs.acts[host.month, dyad.index].tolist()
            host.post(
                dyad,
                acts=levels,
                law=law.bite(dyad.law, levels[ACT_INDEX["law"]], host.parameters.law),
                concession=instruments.concession_made(
                    dyad.concession, levels[ACT_INDEX["concession"]]
                ),
            )

    def partner_speak(self) -> None:
        """Stage 2: rhetoric towards each sender."""
        host = self.host
        for dyad in self.dyads:
            u = host.draw(draws.SPEECH, dyad.index)
            host.post(
                dyad,
                partner_rhetoric=speech.rhetoric(
                    dyad.partner_rhetoric,
                    dyad.rhetoric,
                    dyad.reactivity,
                    dyad.acts[PRAISE] - dyad.acts[WORDS],
                    standard_noise(u[2], u[3]),
                    host.parameters.speech,
                ),
            )

    def partner_feel(self) -> None:
        """Stage 3: pressure from all instruments in force, and the strategy's answer to it."""
        host, p = self.host, self.host.parameters.pressure
        for dyad in self.dyads:
            x = dyad.instruments
            said = speech.hostility(dyad.rhetoric)
            words = pressure.words_heard(said, dyad.habituation, p)
            suspended = 0.5 * (x[SECURITY] + x[DEVELOPMENT])
            burden = pressure.material(
                x[TARGETED], x[FINANCIAL], x[TRADE], suspended, x[DECERTIFIED],
                dyad.aid_dependence, dyad.trade_dependence, dyad.reputation, p,
            )  # fmt: skip
            hostile = pressure.hostile(
                words, x[THREAT], x[FORCE], x[OPERATION], x[DEPLOYMENT], burden,
                dyad.credibility, dyad.third_party, p,
            )  # fmt: skip
            eased = pressure.relief(dyad.burden, burden)
            friendly = pressure.friendly(
                speech.warmth(dyad.rhetoric), x[AGREEMENT], x[APOLOGY], x[INCREASE],
                dyad.aid_dependence, eased, p,
            )  # fmt: skip
            stake = game.stake(
                x[THREAT], x[FORCE], dyad.trade_dependence, dyad.aid_dependence, dyad.credibility
            )
            answer = self.respond(dyad, hostile, friendly, stake)
            host.post(
                dyad,
                words=words,
                habituation=pressure.habituation(dyad.habituation, said, p),
                burden=burden,
                hostile=hostile,
                friendly=friendly,
                stake=stake,
                reactivity=answer.reactivity,
                concession_bias=answer.concession_bias,
                mandate_shift=answer.mandate_shift,
            )

    def respond(self, dyad: Dyad, hostile: float, friendly: float, stake: float) -> Response:
        """Return what the partner's strategy changes this month."""
        u = self.host.draw(draws.POLICY, dyad.index)[1]
        situation = Situation(
            hostile, friendly, stake, dyad.aid_dependence, dyad.patron,
            self.nationalism, dyad.trust, dyad.grievance,
        )  # fmt: skip
        return self.strategy(situation, self.strategy_coefficients, u)

    def concedes(self, dyad: Dyad, u: float) -> bool:
        """Return whether the partner concedes to a challenge."""
        return u < game.p_concede(
            dyad.stake,
            self.nationalism,
            dyad.words,
            dyad.concession_bias,
            self.host.parameters.threat,
        )

    def partner_answer(self) -> None:
        """Stage 4: concede or resist where a threat is new or raised."""
        host, p = self.host, self.host.parameters.threat
        for dyad in self.dyads:
            u = host.draw(draws.THREAT, dyad.index)
            demand = max(dyad.instruments[THREAT], dyad.instruments[FORCE])
            challenged = game.is_challenge(demand, dyad.demand, u[0], p)
            yields = self.concedes(dyad, u[1])
            conceded = 1.0 if challenged > 0.5 and yields else 0.0
            host.post(
                dyad,
                demand=demand,
                challenged=challenged,
                conceded=conceded,
                concession=game.concession(dyad.concession, demand, conceded, dyad.burden, p),
            )

    def partner_face_audience(self) -> None:
        """Stage 5: resisting visible pressure rallies, conceding costs."""
        seen, resisted, yielded = [], [], []
        for dyad in self.dyads:
            seen.append(
                audience.visible(dyad.words, dyad.instruments[THREAT], dyad.instruments[FORCE])
            )
            refused = dyad.challenged * (1.0 - dyad.conceded)
            resisted.append(audience.resistance(refused, speech.hostility(dyad.partner_rhetoric)))
            yielded.append(dyad.conceded)
        approval = audience.approval(
            self.approval,
            mean(seen),
            mean(resisted),
            mean(yielded),
            self.nationalism,
            self.host.parameters.audience,
        )
        self.host.post(self, approval=approval)

    def partner_remember(self) -> None:
        """Stage 6: trust in each sender, and grievance."""
        host, p = self.host, self.host.parameters
        for dyad in self.dyads:
            host.post(
                dyad,
                trust=trust_rule.after_month(
                    dyad.trust, dyad.trust_prior, dyad.friendly, dyad.hostile, p.trust
                ),
                grievance=grievance.after_month(dyad.grievance, dyad.hostile, p.grievance),
            )

    def partner_break_or_mend(self) -> None:
        """Stage 7: the regime of each dyad."""
        host, p = self.host, self.host.parameters.rupture
        for dyad in self.dyads:
            u = host.draw(draws.RUPTURE, dyad.index)
            push = regime.drive(dyad.grievance, self.ideology, dyad.common_threat, p)
            host.post(
                dyad,
                was_ruptured=dyad.is_ruptured,
                is_ruptured=regime.regime(
                    dyad.is_ruptured,
                    regime.p_rupture(push, p),
                    regime.p_repair(push, self.ideology, self.is_new_leader, p),
                    dyad.acts[ACT_INDEX["expulsion"]],
                    u[0],
                    u[1],
                    p,
                ),
            )

    def decide_mandate(self, dyad: Dyad, u: float) -> float:
        """Return what the partner authorises towards a sender from this month on, in [0, 1]."""
        p = self.host.parameters.mandate
        x = dyad.instruments
        aid = instruments.aid_level(0.5 * (x[SECURITY] + x[DEVELOPMENT]), x[INCREASE])
        drive = mandate.political_drive(
            dyad.trust, dyad.grievance, self.ideology, self.approval, self.nationalism,
            dyad.words, p,
        ) + mandate.material_drive(
            aid, dyad.aid_dependence, dyad.stake, dyad.operational, dyad.common_threat,
            dyad.patron, dyad.hostile, p,
        )  # fmt: skip
        wanted = mandate.ideal(dyad.inclination, drive, dyad.mandate_shift)
        stance = mandate.chosen(wanted, dyad.mandate, dyad.is_ruptured, u, p)
        return mandate.after_month(dyad.mandate, stance, p)

    def partner_decide(self) -> None:
        """Stage 8: what each dyad's agencies may do."""
        for dyad in self.dyads:
            u = self.host.draw(draws.MANDATE, dyad.index)[0]
            self.host.post(dyad, mandate=self.decide_mandate(dyad, u))

    def partner_open_or_close(self) -> None:
        """Stage 9: bases and overflight."""
        for dyad in self.dyads:
            agreed = dyad.instruments[AGREEMENT] * dyad.mandate
            opening = max(dyad.acts[ACT_INDEX["base_grant"]], agreed)
            self.host.post(
                dyad,
                reach=reach.after_month(
                    dyad.reach,
                    dyad.acts[ACT_INDEX["base_closure"]],
                    opening,
                    dyad.was_ruptured,
                    dyad.is_ruptured,
                    self.host.parameters.reach,
                ),
            )

    def own_trust(self) -> dict[str, str]:
        """Return the names of a partner's trust, prior, grievance and trust at the start."""
        return {
            "trust": "trust",
            "prior": "trust_prior",
            "grievance": "grievance",
            "start": "trust_at_start",
        }
