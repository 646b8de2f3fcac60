"""Stages 9 to 11 and 14 of docs/ODD.md, section 7: agencies, countries, routes, means."""

from __future__ import annotations

from reference_numbers import Change, Record, clip, exp, mean, noise, total, weighted


def open_or_close(w: Record) -> list[Change]:
    """Stage 9, reach."""
    p = w["p"]
    changes: list[Change] = []
    for d in w["dyads"].values():
        a = d["acts"]
        r = d["reach"] * (1.0 - p["reach.closure"] * a["base_closure"])
        if d["is_ruptured"] == 1.0 and d["was_ruptured"] == 0.0:
            r = r * (1.0 - p["reach.rupture_loss"])
        if d["is_ruptured"] == 0.0:
            opened = max(a["base_grant"], d["instruments"]["agreement"] * d["mandate"])
            r = r + p["reach.up_per_month"] * opened * (1.0 - r)
        changes.append((d, "reach", r))
    return changes


def deploy(w: Record) -> list[Change]:
    """Stage 9, presence."""
    p = w["p"]
    changes: list[Change] = []
    for link in w["links"].values():
        d = w["dyads"][link["dyad"]]
        expulsion = d["acts"]["expulsion"]
        loss = 0.0
        if d["is_ruptured"] == 1.0:
            was = d["was_ruptured"] == 1.0
            loss = p["links.withdrawal_per_month"] if was else p["links.rupture_loss"]
        exposure = w["agencies"][link["sender_agency"]]["exposure"]
        lost = exposure * max(p["links.expulsion_loss"] * expulsion, loss)
        left = link["liaison"] * (1.0 - lost)
        usual = link["usual_liaison"]
        if d["is_ruptured"] == 0.0 and expulsion <= 0.0 and usual > left:
            left = left + p["links.liaison_up_per_month"] * (usual - left)
        changes.append((link, "liaison", left))
    return changes


def effort_of(w: Record, link: Record, access: float) -> float:
    """Return the joint effort of a link, with the liaison, trust, law and mandate of now."""
    p, d = w["p"], w["dyads"][link["dyad"]]
    ours, theirs = (w["agencies"][link[side]] for side in ("sender_agency", "partner_agency"))
    k0 = 1.0 - theirs["autonomy"]
    kappa = k0 + (max(p["law.control"], k0) - k0) * d["law"]
    willingness = (1.0 - kappa) * link["working_trust"] + kappa * d["mandate"]
    joint = 1.0 - p["law.joint_cut"] * d["law"]
    both = ours["capacity"] * theirs["capacity"]
    return access * link["liaison"] * both * willingness * joint


def act(w: Record) -> list[Change]:
    """Stage 9, work."""
    p = w["p"]
    changes: list[Change] = []
    for link in w["links"].values():
        d = w["dyads"][link["dyad"]]
        residual = p["links.residual_access"] if d["is_ruptured"] == 1.0 else 1.0
        granted = (
            link["usual_access"]
            * residual
            * (1.0 - p["law.access_cut"] * d["law"])
            * (1.0 - d["acts"]["intelligence_cut"])
        )
        is_more = granted > link["access"]
        rate = p["links.access_up_per_month"] if is_more else p["links.access_cut"]
        access = link["access"] + rate * (granted - link["access"])
        effort = effort_of(w, link, access)
        is_more = effort > link["operational"]
        rate = p["links.up_per_month"] if is_more else p["links.down_per_month"]
        operational = link["operational"] + rate * (effort - link["operational"])
        success = w["draws"][9][link["id"]][0] < p["links.success_share"] * operational
        t = link["working_trust"]
        learnt = p["links.trust_gain"] * ((1.0 if success else 0.0) - link["expected_success"])
        back = p["links.trust_return_per_month"] * (link["usual_trust"] - t)
        betrayed = p["links.betrayal"] * d["instruments"]["operation"]
        trust = clip(t + learnt + back, 0.0, 1.0) * (1.0 - betrayed)
        changes.append((link, "access", access))
        changes.append((link, "operational", operational))
        changes.append((link, "working_trust", trust))
    return changes


def build(w: Record) -> list[Change]:
    """Stage 10."""
    p = w["p"]
    changes: list[Change] = []
    for agency in w["agencies"].values():
        levels = []
        for d in w["governments"][agency["government"]]["dyads"]:
            x = d["instruments"]
            levels.append(1.0 - x[f"suspend_{agency['account']}_aid"] + x["aid_increase"])
        share = agency["aid_share"]
        kept = clip(agency["capacity_at_start"] * (1.0 - share + share * mean(levels)), 0.0, 1.0)
        is_more = kept > agency["capacity"]
        rate = p["capacity.up_per_month"] if is_more else p["capacity.down_per_month"]
        step = rate * (kept - agency["capacity"])
        changes.append((agency, "capacity", agency["capacity"] + step))
    return changes


def watchers(w: Record, country: Record) -> tuple[list[Record], list[Record]]:
    """Return the dyads and links of a country."""
    partner = country["partner"]
    dyads = [d for d in w["dyads"].values() if partner is None or d["partner"] == partner]
    names = [d["id"] for d in dyads]
    return dyads, [link for link in w["links"].values() if link["dyad"] in names]


def watch(w: Record, country: Record, coordination: float) -> tuple[float, float, float]:
    """Return a country's cooperation, eradication and `detected`."""
    p = w["p"]
    dyads, links = watchers(w, country)
    operational = [link["operational"] for link in links]
    ours = [w["agencies"][link["sender_agency"]] for link in links]
    cooperation = weighted(operational, [a["detection_weight"] for a in ours])
    eradication = weighted(operational, [a["eradication_weight"] for a in ours])
    reach, concession = mean(d["reach"] for d in dyads), mean(d["concession"] for d in dyads)
    effort = cooperation + p["detection.concession_gain"] * concession * (1.0 - cooperation)
    h = 1.0 - p["detection.complementarity"] + p["detection.complementarity"] * effort
    plan = 1.0 + p["detection.coordination_gain"] * coordination
    s = min(country["sender_detection"] * plan * reach * h, 1.0)
    return cooperation, eradication, 1.0 - (1.0 - s) * (1.0 - country["own_detection"] * h)


def adapt(w: Record) -> None:
    """Stage 11: its values apply in the order of the text."""
    p = w["p"]
    for country in w["countries"].values():
        dyads, _ = watchers(w, country)
        coordination = mean(d["instruments"]["coordination"] for d in dyads)
        programme = mean(d["acts"]["own_programme"] for d in dyads)
        cooperation, eradication, detected = watch(w, country, coordination)
        u = w["draws"][11][country["id"]]
        noisy = clip(detected * (1.0 + p["detection.noise_sd"] * noise(u[0], u[1])), 0.0, 1.0)
        detection = country["detection"]
        detection = detection + p["detection.adjustment"] * (noisy - detection)
        target = (
            country["supply_at_start"]
            * (1.0 - p["supply.own_programme"] * programme)
            * (1.0 - p["supply.joint"] * (eradication - country["eradication_at_start"]))
        )
        step = p["supply.adjustment_per_month"] * (target - country["supply"])
        country.update(
            cooperation=cooperation,
            eradication=eradication,
            detection=detection,
            is_blind=1.0 if detection < p["detection.blind_below"] else 0.0,
            supply=country["supply"] + step,
        )
    for route in w["routes"].values():
        route["removal"] = removal(w, route)
    w["network"].update(totals(w))
    shift(w)


def removal(w: Record, route: Record) -> float:
    passed = 1.0
    for name in route["chain"]:
        passed = passed * (1.0 - w["countries"][name]["detection"])
    return 1.0 - passed


def totals(w: Record) -> Record:
    """Return the network's totals with the shares of now."""
    loads, arriving, blind, shifted = [], [], [], []
    for route in w["routes"].values():
        supply = w["countries"][route["chain"][0]]["supply"]
        load = supply * route["share"]
        loads.append(load)
        arriving.append(load * (1.0 - route["removal"]))
        blind.append(load * mean(w["countries"][name]["is_blind"] for name in route["chain"]))
        shifted.append(supply * max(route["share"] - route["share_at_start"], 0.0))
    dispatched = total(loads)
    seized = total(load - end for load, end in zip(loads, arriving, strict=True))
    return {
        "dispatched": dispatched,
        "arrived": total(arriving),
        "seized": seized,
        "blind_share": total(blind) / dispatched if dispatched > 0.0 else 0.0,
        "shifted_share": total(shifted) / dispatched if dispatched > 0.0 else 0.0,
    }


def shift(w: Record) -> None:
    """Move the shares towards what each route's cost attracts."""
    p = w["p"]
    attraction = {}
    for name, route in w["routes"].items():
        risk = p["routes.risk"] * (route["removal"] - route["removal_at_start"])
        crowd = p["routes.congestion"] * (route["share"] - route["share_at_start"])
        cost = p["routes.sensitivity"] * (risk + crowd)
        attraction[name] = route["share_at_start"] * exp(-cost)
    for name, route in w["routes"].items():
        rivals = [n for n, r in w["routes"].items() if r["chain"][0] == route["chain"][0]]
        whole = total(attraction[rival] for rival in rivals)
        if whole > 0.0:
            step = attraction[name] / whole - route["share"]
            route["share"] = route["share"] + p["routes.adjustment_per_month"] * step


def measure(w: Record) -> list[Change]:
    """Stage 14."""
    changes: list[Change] = []
    for d in w["dyads"].values():
        links = [link for link in w["links"].values() if link["dyad"] == d["id"]]
        for name in ("operational", "access", "liaison", "working_trust"):
            changes.append((d, name, mean(link[name] for link in links)))
        theirs = [w["agencies"][link["partner_agency"]] for link in links]
        changes.append((d, "capacity", mean(agency["capacity"] for agency in theirs)))
    return changes
