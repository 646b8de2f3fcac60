"""Stages 6 to 8, 12 and 13 of docs/ODD.md, section 7: what governments remember and decide."""

from __future__ import annotations

from reference_exchange import suspended
from reference_numbers import Change, Record, clip, exp, logistic, mean, total

STANCES = (0.0, 0.25, 0.5, 0.75, 1.0)
OWN_SIDE = {
    "partner": ("trust", "trust_prior", "grievance", "trust_at_start"),
    "sender": ("sender_trust", "sender_trust_prior", "sender_grievance", "sender_trust_at_start"),
}


def remember(w: Record) -> list[Change]:
    """Stage 6."""
    p = w["p"]
    pressure = {
        "partner": ("hostile", "friendly"),
        "sender": ("partner_hostile", "partner_friendly"),
    }
    changes: list[Change] = []
    for d in w["dyads"].values():
        for role, (trust, prior, grievance, _) in OWN_SIDE.items():
            hostile, friendly = (d[name] for name in pressure[role])
            t1 = d[trust] + p["trust.recovery_per_month"] * (d[prior] - d[trust])
            t2 = t1 + p["trust.up_per_month"] * friendly * (1.0 - t1)
            changes.append((d, trust, t2 - p["trust.down_per_month"] * hostile * t2))
            kept = p["grievance.memory_per_month"] * d[grievance]
            changes.append((d, grievance, kept + p["grievance.hostile_weight"] * hostile))
    return changes


def break_or_mend(w: Record) -> list[Change]:
    """Stage 7."""
    p = w["p"]
    changes: list[Change] = []
    for d in w["dyads"].values():
        u, g = w["draws"][7][d["id"]], w["governments"][d["partner"]]
        drive = (
            d["grievance"]
            + p["rupture.ideology"] * max(0.0, -g["ideology"])
            - p["rupture.common_threat"] * d["common_threat"]
        )
        over = logistic((drive - p["rupture.upper"]) / p["rupture.width"])
        under = logistic((p["rupture.lower"] - drive) / p["rupture.width"])
        rate = p["rupture.repair_per_month"]
        if g["is_new_leader"] == 1.0:
            rate = max(rate, p["rupture.leader_repair"] * (1.0 + g["ideology"]) / 2.0)
        if d["acts"]["expulsion"] >= p["rupture.act_threshold"]:
            ruptured = 1.0
        elif d["is_ruptured"] == 1.0:
            ruptured = 0.0 if u[1] < rate * under else 1.0
        else:
            ruptured = 1.0 if u[0] < p["rupture.hazard_per_month"] * over else 0.0
        changes.append((d, "was_ruptured", d["is_ruptured"]))
        changes.append((d, "is_ruptured", ruptured))
    return changes


def mandate_drive(w: Record, d: Record, words: float, aid_level: float) -> float:
    """Return stage 8's drive; `words`, approval, stake and hostile pressure are 0 at founding."""
    p, g = w["p"], w["governments"][d["partner"]]
    return (
        p["mandate.trust"] * d["trust"]
        - p["mandate.grievance"] * d["grievance"]
        + p["mandate.ideology"] * g["ideology"]
        - p["mandate.domestic"] * g["nationalism"] * words
        - p["mandate.rally"] * max(0.0, g["approval"])
        + p["mandate.aid"] * d["aid_dependence"] * (aid_level - 1.0)
        + p["mandate.coercion"] * d["stake"]
        + p["mandate.gain"] * d["common_threat"] * d["operational"]
        - p["mandate.patron"] * d["patron"] * d["hostile"]
    )


def stance_odds(w: Record, ideal: float, mandate: float, ruptured: float) -> list[float]:
    p = w["p"]
    utilities = []
    for level in STANCES:
        far = (level - ideal) ** 2 / 2.0
        moved = p["mandate.inertia"] * (level - mandate) ** 2 / 2.0
        utilities.append(-far - moved - p["mandate.rupture_cost"] * ruptured * level)
    best = max(utilities)
    return [exp(p["mandate.rationality"] * (utility - best)) for utility in utilities]


def decide(w: Record) -> list[Change]:
    """Stage 8."""
    p = w["p"]
    changes: list[Change] = []
    for d in w["dyads"].values():
        x = d["instruments"]
        aid_level = 1.0 - suspended(x) + x["aid_increase"]
        drive = mandate_drive(w, d, d["words"], aid_level)
        ideal = clip(d["inclination"] + drive + d["mandate_shift"], 0.0, 1.0)
        odds = stance_odds(w, ideal, d["mandate"], d["is_ruptured"])
        stance = first_to_reach(w["draws"][8][d["id"]][0] * total(odds), odds)
        step = p["mandate.rate_per_month"] * (stance - d["mandate"])
        changes.append((d, "mandate", d["mandate"] + step))
    return changes


def first_to_reach(goal: float, odds: list[float]) -> float:
    """Return the first stance from 0 upwards whose cumulated odds reach the goal."""
    reached = 0
    while total(odds[: reached + 1]) < goal:
        reached += 1
    return STANCES[reached]


def react_at_home(w: Record) -> list[Change]:
    """Stage 12."""
    p, flow = w["p"], w["network"]
    excess = 0.0
    if flow["arrived_at_start"] > 0.0:
        excess = max(flow["arrived"] / flow["arrived_at_start"] - 1.0, 0.0)
    changes: list[Change] = []
    for g in w["governments"].values():
        if g["role"] != "sender":
            continue
        headlines = []
        for d in g["dyads"]:
            broken = max(d["is_ruptured"] - d["was_ruptured"], 0.0)
            headlines.append(min(max(0.0, -d["partner_rhetoric"]) + broken, 1.0))
        pressure = (
            p["politics.persistence"] * g["home_pressure"]
            + p["politics.arrivals"] * excess
            + p["politics.headlines"] * mean(headlines)
            + p["politics.rivals"] * mean(d["backed_down"] for d in g["dyads"])
        )
        changes.append((g, "home_pressure", pressure))
        changes.append((g, "hawkishness", pressure / (1.0 + pressure)))
    return changes


def hold_office(w: Record) -> list[Change]:
    """Stage 13."""
    p, month = w["p"], w["month"]
    changes: list[Change] = []
    for g in w["governments"].values():
        hazard, vote = w["draws"][13][g["id"]][0], w["draws"][113][g["id"]]
        is_scripted = month in g["leaders"]
        may_elect = month in g["elections"]
        changed = (
            (is_scripted and p["turnover.scripted"] >= 0.5)
            or (may_elect and vote[0] < p["turnover.election_share"])
            or hazard < p["turnover.hazard_per_month"]
        )
        changes.append((g, "is_new_leader", 1.0 if changed else 0.0))
        if not changed:
            continue
        shifted = g["ideology"] + p["turnover.ideology_spread"] * (2.0 * vote[1] - 1.0)
        ideology = g["leaders"][month] if is_scripted else clip(shifted, -1.0, 1.0)
        changes.append((g, "ideology", ideology))
        changes.append((g, "months_in_office", 0.0))
        moved = p["turnover.prior_slope"] * (ideology - g["ideology_at_start"])
        forgets = 1.0 - p["turnover.relaxation"]
        for d in g["dyads"]:
            trust, prior, grievance, at_start = OWN_SIDE[g["role"]]
            new_prior = clip(d[at_start] + moved, 0.0, 1.0)
            changes.append((d, prior, new_prior))
            changes.append((d, trust, d[trust] + forgets * (new_prior - d[trust])))
            changes.append((d, grievance, d[grievance] - forgets * d[grievance]))
    return changes
