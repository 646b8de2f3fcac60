"""A second implementation of the month, written from docs/ODD.md alone: slow, loops, dictionaries.

It shares with the model the inputs, the names of instruments, the parameters' values and the
draws, and nothing of the law. `simulate` gives the series that `model.world.simulate` gives.
"""

from __future__ import annotations

from dataclasses import asdict

import reference_exchange as exchange
import reference_governments as governments
import reference_ground as ground
from reference_numbers import Record, apply, total

from model import draws
from model.inputs import Inputs
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from model.parameters import catalogue
from model.state import VARIABLES, variables

AXES = {
    "government": "governments",
    "dyad": "dyads",
    "agency": "agencies",
    "link": "links",
    "country": "countries",
    "route": "routes",
}
NO_SCRIPT = (0.0, 0.0, 0.0, 0.0)


def simulate(inputs: Inputs, seed: int, replicate: int) -> dict[str, list[list[float]]]:
    """Return every variable by "axis.name", a row a month, an entity a column."""
    w = found(inputs)
    tables = draw(inputs, w, seed, replicate)
    series: dict[str, list[list[float]]] = {f"{v.axis}.{v.name}": [] for v in VARIABLES}
    for month in range(inputs.months):
        w["month"] = month
        w["draws"] = {
            stage: dict(zip(names, rows[month], strict=True))
            for stage, (names, rows) in tables.items()
        }
        live(w)
        for v in VARIABLES:
            records = [w["network"]] if v.axis == "network" else w[AXES[v.axis]].values()
            series[f"{v.axis}.{v.name}"].append([record[v.name] for record in records])
    return series


def live(w: Record) -> None:
    """Section 3: the steps of a month."""
    apply(exchange.perceive(w))
    apply(exchange.speak(w))
    apply(exchange.feel(w))
    apply(exchange.answer(w))
    apply(exchange.follow_through(w))
    apply(exchange.face_audience(w))
    apply(governments.remember(w))
    apply(governments.break_or_mend(w))
    apply(governments.decide(w))
    apply(ground.open_or_close(w))
    apply(ground.deploy(w))
    apply(ground.act(w))
    apply(ground.build(w))
    ground.adapt(w)
    apply(governments.react_at_home(w))
    apply(governments.hold_office(w))
    apply(ground.measure(w))


def draw(inputs: Inputs, w: Record, seed: int, replicate: int) -> Record:
    """Return, for each stage number, its entities and their uniforms of every month."""
    entities = {
        2: list(w["dyads"]),
        4: list(w["dyads"]),
        7: list(w["dyads"]),
        8: list(w["dyads"]),
        9: list(w["links"]),
        11: list(w["countries"]),
        13: list(w["governments"]),
        113: list(w["governments"]),
        101: list(w["dyads"]),
    }
    months = range(inputs.months)
    tables = {}
    for stage, ids in entities.items():
        names = [f"country:{name}" for name in ids] if stage == 11 else ids
        tables[stage] = (ids, draws.table(seed, replicate, months, stage, names))
    return tables


def found(inputs: Inputs) -> Record:
    """Section 5."""
    w: Record = {
        "p": {
            row.full_name: getattr(getattr(inputs.parameters, row.group), row.name)
            for row in catalogue()
        },
        "first_month_of_year": int(inputs.start.split("-")[1]),
        "dyads": dyads(inputs),
        "agencies": {a.id: {**asdict(a), "capacity_at_start": a.capacity} for a in inputs.agencies},
        "countries": {c.id: {**asdict(c), "supply_at_start": c.supply} for c in inputs.countries},
        "routes": {r.id: {**asdict(r), "share_at_start": r.share} for r in inputs.routes},
    }
    w["governments"] = governments_at_start(inputs, w["dyads"])
    w["links"] = links(inputs, w)
    for link in w["links"].values():
        link["operational"] = ground.effort_of(w, link, link["access"])
        link["expected_success"] = w["p"]["links.success_share"] * link["operational"]
    apply(ground.measure(w))
    for d in w["dyads"].values():
        d["inclination"] = inclination(w, d)
    for country in w["countries"].values():
        cooperation, eradication, detected = ground.watch(w, country, coordination=0.0)
        country["cooperation"] = cooperation
        country["eradication"] = country["eradication_at_start"] = eradication
        country["detection"] = detected
        country["is_blind"] = 1.0 if detected < w["p"]["detection.blind_below"] else 0.0
    for route in w["routes"].values():
        route["removal"] = route["removal_at_start"] = ground.removal(w, route)
    w["network"] = ground.totals(w)
    w["network"]["arrived_at_start"] = w["network"]["arrived"]
    return w


def governments_at_start(inputs: Inputs, all_dyads: Record) -> Record:
    result = {}
    for g in inputs.governments:
        is_sender = g.role == "sender"
        given = (inputs.policies if is_sender else inputs.strategies).get(g.id)
        usual = "status_quo" if is_sender else "institutionalist"
        result[g.id] = {
            **asdict(g),
            "ideology_at_start": g.ideology,
            "approval": 0.0,
            "is_new_leader": 0.0,
            "home_pressure": 0.0,
            "hawkishness": 0.0,
            "rule": given.rule if given else usual,
            "coefficients": given.coefficients if given else NO_SCRIPT,
            "leaders": {c.month: c.ideology for c in inputs.leaders if c.government == g.id},
            "dyads": [d for d in all_dyads.values() if d[g.role] == g.id],
        }
    return result


def dyads(inputs: Inputs) -> Record:
    result = {}
    for index, given in enumerate(inputs.dyads):
        d = {**dict.fromkeys(variables("dyad"), 0.0), **asdict(given)}
        d["id"] = f"{given.sender}>{given.partner}"
        d["reactivity"] = 1.0
        d["is_ruptured"] = d["was_ruptured"] = 1.0 if given.is_ruptured else 0.0
        d["trust_at_start"] = d["trust_prior"] = given.trust
        d["sender_trust_at_start"] = d["sender_trust_prior"] = given.sender_trust
        d["scripted_instruments"] = [
            {item.name: float(v) for item, v in zip(SENDER_INSTRUMENTS, row, strict=True)}
            for row in inputs.instruments[:, index]
        ]
        d["scripted_acts"] = [
            {item.name: float(v) for item, v in zip(PARTNER_ACTS, row, strict=True)}
            for row in inputs.acts[:, index]
        ]
        d["instruments"] = {item.name: 0.0 for item in SENDER_INSTRUMENTS}
        d["acts"] = {item.name: 0.0 for item in PARTNER_ACTS}
        result[d["id"]] = d
    return result


def links(inputs: Inputs, w: Record) -> Record:
    result = {}
    for given in inputs.links:
        sender, partner = (
            w["agencies"][name]["government"]
            for name in (given.sender_agency, given.partner_agency)
        )
        result[f"{given.sender_agency}|{given.partner_agency}"] = {
            **asdict(given),
            "id": f"{given.sender_agency}|{given.partner_agency}",
            "dyad": f"{sender}>{partner}",
            "usual_access": given.access,
            "usual_liaison": given.liaison,
            "usual_trust": given.working_trust,
        }
    return result


def inclination(w: Record, d: Record) -> float:
    """Return the fixed effect that makes the mean stance the mandate at start."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2.0
        odds = governments.stance_odds(w, middle, d["mandate"], ruptured=0.0)
        products = [level * odd for level, odd in zip(governments.STANCES, odds, strict=True)]
        if total(products) / total(odds) < d["mandate"]:
            low = middle
        else:
            high = middle
    words = max(0.0, -d["rhetoric"])
    return (low + high) / 2.0 - governments.mandate_drive(w, d, words, aid_level=1.0)
