"""The countries and routes of a world, checked to be a network that flow can follow."""

from __future__ import annotations

from model.errors import unknown
from model.inputs import CountryInput, RouteInput
from scenarios.building.world_build import Setting
from scenarios.format.schema_world import Route

_ROUNDING = 1e-9


def countries(site: Setting) -> tuple[CountryInput, ...]:
    """Return the countries that flow passes.

    Raises
    ------
    UserError
        For a country of an unknown partner.
    """
    for name, item in site.world.countries.items():
        if item.partner is not None and item.partner not in site.partners:
            place = site.in_world(("countries", name, "partner"))
            raise unknown("partner", item.partner, site.partners, place)
    return tuple(
        CountryInput(
            id=name,
            sender_detection=item.sender_detection,
            own_detection=item.own_detection,
            supply=item.supply,
            partner=item.partner,
        )
        for name, item in site.world.countries.items()
    )


def routes(site: Setting) -> tuple[RouteInput, ...]:
    """Return the routes.

    Raises
    ------
    UserError
        For a route through a country that is not in the world or twice through one, a route that
        does not begin at a producer, or shares of a producer that do not sum to 1.
    """
    for name, route in site.world.routes.items():
        _check_chain(site, name, route)
    _check_shares(site)
    return tuple(
        RouteInput(id=name, chain=tuple(item.chain), share=item.share)
        for name, item in site.world.routes.items()
    )


def _check_chain(site: Setting, name: str, route: Route[float]) -> None:
    known = site.world.countries
    for index, country in enumerate(route.chain):
        path = ("routes", name, "chain", index)
        if country not in known:
            raise unknown(f"country of route {name!r}", country, known, site.in_world(path))
        if country in route.chain[:index]:
            raise site.fault(path, country, "is passed twice", "", "Delete one of the two.")
    producer = route.chain[0]
    if known[producer].supply <= 0.0:
        raise site.fault(
            ("routes", name, "chain", 0),
            producer,
            "is not a producer",
            ", ".join(key for key, item in known.items() if item.supply > 0.0),
            "Begin the route at a country with supply above 0.",
        )


def _check_shares(site: Setting) -> None:
    for producer, country in site.world.countries.items():
        if country.supply <= 0.0:
            continue
        own = {key: r.share for key, r in site.world.routes.items() if r.chain[0] == producer}
        total = sum(own.values())
        if abs(total - 1.0) > _ROUNDING:
            listed = ", ".join(f"{key} {share:g}" for key, share in own.items()) or "no route"
            raise site.fault(
                ("countries", producer),
                f"{total:.12g}",
                f"is what the shares of its routes sum to ({listed})",
                "1",
                "Change the shares of the routes that begin there.",
            )
