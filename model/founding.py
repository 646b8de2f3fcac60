"""Founding a world: entities at rest, built from inputs. Both drivers start from here.

Fixed effects are solved so that a world in which nothing is done stays, on average, where it was
put: each dyad's inclination from its mandate, each link's operational cooperation from its effort,
each route's other costs from its share.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.inputs import AgencyInput, DyadInput, Inputs
from model.parameters import Parameters
from model.rules import detection, law, links, mandate, pressure, routes, speech
from model.state import Country, Dyad, Flow, Link, Route

BISECTIONS = 50


@dataclass(slots=True)
class World:
    """All entities of a world that are not agents, in the order of the inputs."""

    dyads: list[Dyad]
    links: list[Link]
    countries: list[Country]
    routes: list[Route]
    flow: Flow


def found(inputs: Inputs) -> World:
    """Return the world of `inputs` at rest, before its first month."""
    p = inputs.parameters
    agencies = {agency.id: agency for agency in inputs.agencies}
    dyads = [_dyad(i, given) for i, given in enumerate(inputs.dyads)]
    by_pair = {(dyad.sender, dyad.partner): dyad for dyad in dyads}
    ties: list[Link] = []
    for i, given in enumerate(inputs.links):
        ours, theirs = agencies[given.sender_agency], agencies[given.partner_agency]
        dyad = by_pair[ours.government, theirs.government]
        tie = Link(
            id=f"{ours.id}|{theirs.id}",
            index=i,
            sender_agency=ours.id,
            partner_agency=theirs.id,
            dyad=dyad,
            exposure=ours.exposure,
            detection_weight=ours.detection_weight,
            eradication_weight=ours.eradication_weight,
            usual_access=given.access,
            usual_liaison=given.liaison,
            usual_trust=given.working_trust,
            access=given.access,
            liaison=given.liaison,
            working_trust=given.working_trust,
        )
        _rest_link(tie, ours, theirs, p)
        ties.append(tie)
    capacities = {agency.id: agency.capacity for agency in inputs.agencies}
    for dyad in dyads:
        measure_dyad(dyad, [tie for tie in ties if tie.dyad is dyad], capacities)
    _solve_inclinations(inputs, dyads)
    countries = [_country(i, inputs, dyads, ties) for i in range(len(inputs.countries))]
    world = World(dyads, ties, countries, _routes(inputs, countries), Flow())
    _rest_network(world, p)
    return world


def measure_dyad(dyad: Dyad, ties: list[Link], capacities: dict[str, float]) -> None:
    """Set a dyad's means over its links, summed in the order of the links; 0 without links."""
    dyad.operational = mean([tie.operational for tie in ties])
    dyad.access = mean([tie.access for tie in ties])
    dyad.liaison = mean([tie.liaison for tie in ties])
    dyad.working_trust = mean([tie.working_trust for tie in ties])
    dyad.capacity = mean([capacities[tie.partner_agency] for tie in ties])


def total(values: list[float]) -> float:
    """Return the sum, added one by one from the left (`sum` compensates since Python 3.12)."""
    s = 0.0
    for value in values:
        s += value
    return s


def mean(values: list[float]) -> float:
    """Return the mean, summed from the left, times the reciprocal of their number; 0 of nothing."""
    return total(values) * (1.0 / float(len(values))) if values else 0.0


def nested_mean(groups: list[list[tuple[float, float]]]) -> float:
    """Return sum(w x) / sum(w) of groups of (w, x), each group summed first, from the left.

    Groups are the links of a dyad: what a dyad adds is the same wherever it is counted. 0 if no
    weight is positive.
    """
    weight = total([total([w for w, _ in group]) for group in groups])
    if weight <= 0.0:
        return 0.0
    return total([total([w * x for w, x in group]) for group in groups]) * (1.0 / weight)


def watch(country: Country) -> tuple[float, float, float, float]:
    """Return (cooperation for detection, in eradication, reach, concession) at a country.

    A country without a partner (the market, the high seas) is watched by all links and dyads.
    """
    cooperation = nested_mean(
        [[(tie.detection_weight, tie.operational) for tie in ties] for ties in country.links]
    )
    eradication = nested_mean(
        [[(tie.eradication_weight, tie.operational) for tie in ties] for ties in country.links]
    )
    reach = mean([dyad.reach for dyad in country.dyads])
    concession = mean([dyad.concession for dyad in country.dyads])
    return cooperation, eradication, reach, concession


def removal(route: Route) -> float:
    """Return the share of a route's flow removed on its way: 1 - prod(1 - d)."""
    passed = 1.0
    for country in route.chain:
        passed = passed * (1.0 - country.detection)
    return 1.0 - passed


def _dyad(index: int, given: DyadInput) -> Dyad:
    ruptured = 1.0 if given.is_ruptured else 0.0
    return Dyad(
        id=f"{given.sender}>{given.partner}",
        index=index,
        sender=given.sender,
        partner=given.partner,
        aid_dependence=given.aid_dependence,
        trade_dependence=given.trade_dependence,
        reputation=given.reputation,
        patron=given.patron,
        common_threat=given.common_threat,
        sender_exposure=given.sender_exposure,
        trust_at_start=given.trust,
        sender_trust_at_start=given.sender_trust,
        rhetoric=given.rhetoric,
        partner_rhetoric=given.partner_rhetoric,
        trust=given.trust,
        sender_trust=given.sender_trust,
        trust_prior=given.trust,
        sender_trust_prior=given.sender_trust,
        grievance=given.grievance,
        credibility=given.credibility,
        mandate=given.mandate,
        is_ruptured=ruptured,
        was_ruptured=ruptured,
        concession=given.concession,
        law=given.law,
        reach=given.reach,
    )


def _rest_link(tie: Link, ours: AgencyInput, theirs: AgencyInput, p: Parameters) -> None:
    """Set a link's operational cooperation to its effort, and the successes that go with it."""
    dyad = tie.dyad
    kappa = law.control(theirs.autonomy, dyad.law, p.law)
    willing = links.willingness(tie.working_trust, dyad.mandate, kappa)
    share = law.joint_share(dyad.law, p.law)
    tie.operational = links.effort(
        tie.access, tie.liaison, ours.capacity, theirs.capacity, willing, share
    )
    tie.expected_success = p.links.success_share * tie.operational


def _solve_inclinations(inputs: Inputs, dyads: list[Dyad]) -> None:
    """Set each dyad's fixed effect so that the mean stance chosen at rest is its mandate."""
    p = inputs.parameters
    governments = {government.id: government for government in inputs.governments}
    for dyad in dyads:
        partner = governments[dyad.partner]
        words = pressure.words_heard(speech.hostility(dyad.rhetoric), 0.0, p.pressure)
        drive = mandate.political_drive(
            dyad.trust, dyad.grievance, partner.ideology, 0.0, partner.nationalism, words, p.mandate
        ) + mandate.material_drive(
            1.0,
            dyad.aid_dependence,
            0.0,
            dyad.operational,
            dyad.common_threat,
            dyad.patron,
            0.0,
            p.mandate,
        )
        low, high = 0.0, 1.0
        for _ in range(BISECTIONS):
            middle = 0.5 * (low + high)
            if mandate.expected(middle, dyad.mandate, 0.0, p.mandate) < dyad.mandate:
                low = middle
            else:
                high = middle
        dyad.inclination = 0.5 * (low + high) - drive


def _country(index: int, inputs: Inputs, dyads: list[Dyad], ties: list[Link]) -> Country:
    given = inputs.countries[index]
    ours = [dyad for dyad in dyads if given.partner in (None, dyad.partner)]
    return Country(
        id=given.id,
        index=index,
        sender_detection=given.sender_detection,
        own_detection=given.own_detection,
        supply_at_start=given.supply,
        supply=given.supply,
        dyads=tuple(ours),
        links=tuple(tuple(tie for tie in ties if tie.dyad is dyad) for dyad in ours),
    )


def _routes(inputs: Inputs, countries: list[Country]) -> list[Route]:
    by_id = {country.id: country for country in countries}
    return [
        Route(given.id, i, tuple(by_id[c] for c in given.chain), given.share, given.share)
        for i, given in enumerate(inputs.routes)
    ]


def _rest_network(world: World, p: Parameters) -> None:
    """Set detection without noise, removal, and the flow that goes with the shares at the start."""
    for country in world.countries:
        cooperation, eradication, reach, concession = watch(country)
        effort = detection.joint_effort(cooperation, concession, p.detection)
        country.detection = detection.detected(
            country.sender_detection, country.own_detection, reach, effort, 0.0, p.detection
        )
        country.is_blind = detection.is_blind(country.detection, p.detection)
        country.cooperation = cooperation
        country.eradication = country.eradication_at_start = eradication
    for route in world.routes:
        route.removal = route.removal_at_start = removal(route)
    carry(world.routes, world.flow)
    world.flow.arrived_at_start = world.flow.arrived


def carry(roads: list[Route], flow: Flow) -> None:
    """Set the month's totals from shares, supplies and detection; seized + arrived = dispatched.

    The blind share is the share of the flow's way, counted in countries, that is blind.
    """
    sent = arrived = seized = blind = shifted = 0.0
    for route in roads:
        load = route.chain[0].supply * route.share
        through = load * (1.0 - route.removal)
        sent += load
        arrived += through
        seized += load - through
        blind += load * mean([country.is_blind for country in route.chain])
        shifted += route.chain[0].supply * max(route.share - route.share_at_start, 0.0)
    flow.dispatched, flow.arrived, flow.seized = sent, arrived, seized
    flow.blind_share = blind / sent if sent > 0.0 else 0.0
    flow.shifted_share = shifted / sent if sent > 0.0 else 0.0


def attractions(roads: list[Route], p: Parameters) -> list[float]:
    """Return each route's logit weight this month."""
    return [
        routes.attraction(
            route.share_at_start,
            routes.extra_cost(
                route.removal, route.removal_at_start, route.share, route.share_at_start, p.routes
            ),
            p.routes,
        )
        for route in roads
    ]
