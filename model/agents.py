"""The agents of a world, as Mesa agents: governments, enforcement agencies, the network.

Each stage of `model.schedule` is a method here. What a government decides stands in
`model.conduct_sender` and `model.conduct_partner`, split by role.
"""

from __future__ import annotations

from typing import Any

import mesa

from model import draws, policies, strategies
from model.conduct_partner import PartnerConduct
from model.conduct_sender import SenderConduct
from model.founding import attractions, carry, mean, removal, watch
from model.inputs import AgencyInput, Behaviour, GovernmentInput
from model.instruments import ACT_INDEX, INSTRUMENT_INDEX
from model.numerics import standard_noise
from model.rules import capacity, detection, instruments, law, links, routes, supply, turnover
from model.state import Country, Dyad, Flow, Link, Route


class Government(SenderConduct, PartnerConduct, mesa.Agent):  # type: ignore[misc]
    """A government, a sender or a partner; each stage method acts by role.

    To try another idea, subclass it and override one decision, for instance `decide_mandate`,
    `concedes`, `stands_firm`, `choose_instruments` or `respond`.
    """

    def __init__(self, model: Any, given: GovernmentInput, dyads: list[Dyad]) -> None:
        super().__init__(model)
        self.host = model
        self.id, self.name, self.role = given.id, given.name, given.role
        self.index = [g.id for g in model.inputs.governments].index(given.id)
        self.nationalism = given.nationalism
        self.ideology = self.ideology_at_start = given.ideology
        self.months_in_office = given.months_in_office
        self.approval = self.is_new_leader = self.home_pressure = self.hawkishness = 0.0
        self.dyads = dyads
        self.changes = {
            c.month: c.ideology for c in model.inputs.leaders if c.government == self.id
        }
        self.elections = frozenset(given.elections)
        chosen = model.inputs.policies.get(self.id, Behaviour("status_quo"))
        self.policy = policies.rule(chosen.rule) if self.is_sender else policies.rule("status_quo")
        self.policy_coefficients = chosen.coefficients
        leaning = model.inputs.strategies.get(self.id, Behaviour("institutionalist"))
        self.strategy = strategies.rule(leaning.rule)
        self.strategy_coefficients = leaning.coefficients

    @property
    def is_sender(self) -> bool:
        """Whether the government sends instruments."""
        return self.role == "sender"

    def perceive(self) -> None:
        """Stage 1."""
        self.model.post(self, months_in_office=self.months_in_office + 1.0)
        if self.is_sender:
            self.sender_perceive(float(self.model.calendar_month))
        else:
            self.partner_perceive()

    def speak(self) -> None:
        """Stage 2."""
        self.sender_speak() if self.is_sender else self.partner_speak()

    def feel(self) -> None:
        """Stage 3."""
        self.sender_feel() if self.is_sender else self.partner_feel()

    def answer(self) -> None:
        """Stage 4, the answer to a threat."""
        if not self.is_sender:
            self.partner_answer()

    def follow_through(self) -> None:
        """Stage 4, what follows a refusal."""
        if self.is_sender:
            self.sender_follow_through()

    def face_audience(self) -> None:
        """Stage 5."""
        self.sender_face_audience() if self.is_sender else self.partner_face_audience()

    def remember(self) -> None:
        """Stage 6."""
        self.sender_remember() if self.is_sender else self.partner_remember()

    def break_or_mend(self) -> None:
        """Stage 7."""
        if not self.is_sender:
            self.partner_break_or_mend()

    def decide(self) -> None:
        """Stage 8."""
        if not self.is_sender:
            self.partner_decide()

    def open_or_close(self) -> None:
        """Stage 9, bases."""
        if not self.is_sender:
            self.partner_open_or_close()

    def react_at_home(self) -> None:
        """Stage 12."""
        if self.is_sender:
            self.sender_react_at_home()

    def hold_office(self) -> None:
        """Stage 13: a leader may change; trust and grievance relax toward the new one's prior."""
        p, month = self.model.parameters.turnover, self.model.month
        hazard = self.model.draw(draws.TURNOVER, self.index)[0]
        vote, shift = self.model.draw(draws.ELECTION, self.index)[:2]
        is_scripted = 1.0 if month in self.changes else 0.0
        is_election = 1.0 if month in self.elections else 0.0
        changed = turnover.is_change(is_election, is_scripted, vote, hazard, p)
        happened = self.changes.get(month, 0.0)
        ideology = turnover.ideology(self.ideology, changed, is_scripted, happened, shift, p)
        stays = changed < 0.5
        self.model.post(
            self,
            ideology=ideology,
            is_new_leader=changed,
            months_in_office=self.months_in_office if stays else 0.0,
        )
        names = SenderConduct.own_trust(self) if self.is_sender else PartnerConduct.own_trust(self)
        for dyad in self.dyads:
            start = getattr(dyad, names["start"])
            prior = turnover.prior(start, ideology, self.ideology_at_start, p)
            trust = turnover.relaxed(getattr(dyad, names["trust"]), prior, changed, p)
            grievance = turnover.relaxed(getattr(dyad, names["grievance"]), 0.0, changed, p)
            if not stays:
                self.model.post(
                    dyad,
                    **{names["trust"]: trust, names["prior"]: prior, names["grievance"]: grievance},
                )


class EnforcementAgency(mesa.Agent):  # type: ignore[misc]
    """An enforcement agency of a sender or a partner, with its links."""

    def __init__(self, model: Any, given: AgencyInput, ties: list[Link]) -> None:
        super().__init__(model)
        self.id, self.government = given.id, given.government
        self.given = given
        self.autonomy = given.autonomy
        self.capacity = given.capacity
        self.ties = ties

    @property
    def is_sender(self) -> bool:
        """Whether it is an agency of a sender."""
        return bool(self.model.government(self.government).is_sender)

    def deploy(self) -> None:
        """Stage 9: a sender agency's presence."""
        if not self.is_sender:
            return
        for tie in self.ties:
            dyad = tie.dyad
            present = links.liaison(
                tie.liaison,
                tie.usual_liaison,
                tie.exposure,
                dyad.acts[ACT_INDEX["expulsion"]],
                dyad.was_ruptured,
                dyad.is_ruptured,
                self.model.parameters.links,
            )
            self.model.post(tie, liaison=present)

    def act(self) -> None:
        """Stage 9: a partner agency grants access, works, and learns whom to trust."""
        if self.is_sender:
            return
        for tie in self.ties:
            self.work(tie)

    def work(self, tie: Link) -> None:
        """Do a month's work on one link."""
        model, dyad = self.model, tie.dyad
        p, q = model.parameters.links, model.parameters.law
        granted = links.granted(
            tie.usual_access,
            dyad.is_ruptured,
            q.access_cut * dyad.law,
            dyad.acts[ACT_INDEX["intelligence_cut"]],
            p,
        )
        access = links.access(tie.access, granted, p)
        kappa = law.control(self.autonomy, dyad.law, q)
        willing = links.willingness(tie.working_trust, dyad.mandate, kappa)
        ours = model.agency(tie.sender_agency).capacity
        effort = links.effort(
            access, tie.liaison, ours, self.capacity, willing, law.joint_share(dyad.law, q)
        )
        level = links.operational(tie.operational, effort, p)
        success = links.is_success(level, model.draw(draws.LINKS, tie.index)[0], p)
        operation = dyad.instruments[INSTRUMENT_INDEX["operation"]]
        trust = links.working_trust(
            tie.working_trust, tie.usual_trust, success, tie.expected_success, operation, p
        )
        model.post(tie, access=access, operational=level, working_trust=trust)

    def build(self) -> None:
        """Stage 10: capacity follows the aid that pays for it."""
        account = "suspend_security_aid"
        if self.given.account == "development":
            account = "suspend_development_aid"
        aid = mean(
            [
                instruments.aid_level(
                    dyad.instruments[INSTRUMENT_INDEX[account]],
                    dyad.instruments[INSTRUMENT_INDEX["aid_increase"]],
                )
                for dyad in self.model.government(self.government).dyads
            ]
        )
        kept = capacity.sustained(self.given.capacity, self.given.aid_share, aid)
        level = capacity.after_month(self.capacity, kept, self.model.parameters.capacity)
        self.model.post(self, capacity=level)


class TraffickingNetwork(mesa.Agent):  # type: ignore[misc]
    """The trafficking network: producers, the countries its flow passes, and its routes."""

    def __init__(
        self, model: Any, countries: list[Country], roads: list[Route], flow: Flow
    ) -> None:
        super().__init__(model)
        self.countries, self.roads, self.flow = countries, roads, flow

    def adapt(self) -> None:
        """Stage 11: what is watched, what is dispatched and arrives, and where it goes next."""
        for country in self.countries:
            self.watch(country)
        for route in self.roads:
            route.removal = removal(route)
        carry(self.roads, self.flow)
        p = self.model.parameters.routes
        weights = attractions(self.roads, self.model.parameters)
        totals: dict[str, float] = {}
        for route, weight in zip(self.roads, weights, strict=True):
            origin = route.chain[0].id
            totals[origin] = totals.get(origin, 0.0) + weight
        for route, weight in zip(self.roads, weights, strict=True):
            scale = routes.scale(totals[route.chain[0].id])
            self.model.post(route, share=routes.share(route.share, weight, scale, p))

    def watch(self, country: Country) -> None:
        """Update one country's detection and supply."""
        p = self.model.parameters
        cooperation, eradication, reach, concession = watch(country)
        plan = mean([d.instruments[INSTRUMENT_INDEX["coordination"]] for d in country.dyads])
        seen = detection.detected(
            country.sender_detection,
            country.own_detection,
            reach,
            detection.joint_effort(cooperation, concession, p.detection),
            plan,
            p.detection,
        )
        u = self.model.draw(draws.DETECTION, country.index)
        noise = standard_noise(u[0], u[1])
        country.detection = detection.after_month(country.detection, seen, noise, p.detection)
        country.is_blind = detection.is_blind(country.detection, p.detection)
        country.cooperation, country.eradication = cooperation, eradication
        own = mean([dyad.acts[ACT_INDEX["own_programme"]] for dyad in country.dyads])
        wanted = supply.target(
            country.supply_at_start, own, eradication, country.eradication_at_start, p.supply
        )
        country.supply = supply.after_month(country.supply, wanted, p.supply)
