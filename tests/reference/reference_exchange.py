"""Stages 1 to 5 of docs/ODD.md, section 7: what governments do, say, feel, threaten and risk."""

from __future__ import annotations

from reference_behaviours import policy, strategy
from reference_numbers import Change, Record, clip, logistic, mean, noise, nor, total

from model.instruments import SENDER_INSTRUMENTS


def perceive(w: Record) -> list[Change]:
    """Stage 1."""
    changes: list[Change] = []
    for g in w["governments"].values():
        changes.append((g, "months_in_office", g["months_in_office"] + 1.0))
        if g["role"] == "sender":
            for d in g["dyads"]:
                changes += use_instruments(w, g, d)
        else:
            for d in g["dyads"]:
                changes += act(w, d)
    return changes


def use_instruments(w: Record, g: Record, d: Record) -> list[Change]:
    september = (w["first_month_of_year"] - 1 + w["month"]) % 12 + 1 == 9
    d["u_policy"] = w["draws"][101][d["id"]][0]
    asked = policy(g["rule"], g["coefficients"], d, september)
    levels = {}
    for item in SENDER_INSTRUMENTS:
        scripted = d["scripted_instruments"][w["month"]][item.name]
        levels[item.name] = min(max(scripted, asked.get(item.name, 0.0)), item.high)
    levels["words"] = max(levels["words"], w["p"]["politics.endogenous"] * g["hawkishness"])
    levels["trade_sanction"] = max(levels["trade_sanction"], d["imposed_sanction"])
    levels["deployment"] = max(levels["deployment"], d["imposed_force"])
    return [
        (d, "instruments", levels),
        (d, "memory", asked.get("memory", 0.0)),
        (d, "third_party", third_party(w, g, d)),
    ]


def third_party(w: Record, g: Record, d: Record) -> float:
    ideology = {x["id"]: w["governments"][x["partner"]]["ideology"] for x in g["dyads"]}
    hostile = {x["id"]: x["hostile"] for x in g["dyads"]}
    own = ideology[d["id"]]
    s = 1.0 + own * own
    below = len(g["dyads"]) + own * total(ideology.values()) - s
    if below < 1e-9:
        return 0.0
    products = [ideology[name] * hostile[name] for name in ideology]
    above = total(hostile.values()) + own * total(products) - s * hostile[d["id"]]
    return clip(above / below, 0.0, 1.0)


def act(w: Record, d: Record) -> list[Change]:
    p, acts = w["p"], d["scripted_acts"][w["month"]]
    return [
        (d, "acts", acts),
        (d, "law", max(p["law.persistence"] * d["law"], p["law.weight"] * acts["law"])),
        (d, "concession", clip(max(d["concession"], acts["concession"]), 0.0, 1.0)),
    ]


def speak(w: Record) -> list[Change]:
    """Stage 2."""
    p = w["p"]
    changes: list[Change] = []
    for d in w["dyads"].values():
        u = w["draws"][2][d["id"]]
        x, a = d["instruments"], d["acts"]
        sender = (
            p["speech.persistence"] * d["rhetoric"]
            + p["speech.reciprocity"] * d["partner_rhetoric"]
            + p["speech.gain"] * (x["praise"] - x["words"])
            + p["speech.noise_sd"] * noise(u[0], u[1])
        )
        partner = (
            p["speech.persistence"] * d["partner_rhetoric"]
            + p["speech.reciprocity"] * d["reactivity"] * d["rhetoric"]
            + p["speech.gain"] * (a["praise"] - a["words"])
            + p["speech.noise_sd"] * noise(u[2], u[3])
        )
        changes.append((d, "rhetoric", clip(sender, -1.0, 1.0)))
        changes.append((d, "partner_rhetoric", clip(partner, -1.0, 1.0)))
    return changes


def feel(w: Record) -> list[Change]:
    """Stage 3."""
    changes: list[Change] = []
    for d in w["dyads"].values():
        felt = partner_feels(w, d)
        g = w["governments"][d["partner"]]
        seen = {**d, **felt}
        names = ("reactivity", "concession_bias", "mandate_shift")
        answer = strategy(g["rule"], g["coefficients"], seen, g["nationalism"])
        felt.update(zip(names, answer, strict=True))
        felt.update(sender_feels(w, d))
        changes += [(d, name, value) for name, value in felt.items()]
    return changes


def partner_feels(w: Record, d: Record) -> Record:
    p, x, credibility = w["p"], d["instruments"], d["credibility"]
    aid, trade = d["aid_dependence"], d["trade_dependence"]
    hostility, warmth = max(0.0, -d["rhetoric"]), max(0.0, d["rhetoric"])
    words = hostility * (1.0 - p["pressure.habituation_share"] * d["habituation"])
    step = p["pressure.habituation_per_month"] * (hostility - d["habituation"])
    burden = nor(
        p["pressure.targeted_sanction"] * x["targeted_sanction"],
        p["pressure.financial_sanction"] * x["financial_sanction"] * trade,
        p["pressure.trade_sanction"] * x["trade_sanction"] * trade,
        p["pressure.suspension"] * suspended(x) * aid,
        p["pressure.decertification"] * x["decertification"] * d["reputation"],
    )
    hostile = nor(
        p["pressure.words"] * words,
        p["pressure.threat"] * x["threat"] * credibility,
        p["pressure.force_threat"] * x["force_threat"] * credibility,
        p["pressure.operation"] * x["operation"],
        p["pressure.deployment"] * x["deployment"],
        p["pressure.spillover"] * d["third_party"],
        burden,
    )
    friendly = nor(
        p["pressure.praise"] * warmth,
        p["pressure.agreement"] * x["agreement"],
        p["pressure.apology"] * x["apology"],
        p["pressure.aid"] * min(x["aid_increase"], 1.0) * aid,
        p["pressure.relief"] * max(0.0, d["burden"] - burden),
    )
    return {
        "words": words,
        "habituation": d["habituation"] + step,
        "burden": burden,
        "hostile": hostile,
        "friendly": friendly,
        "stake": credibility * nor(x["threat"] * trade, x["threat"] * aid, x["force_threat"]),
    }


def suspended(x: Record) -> float:
    """Return the share of all aid suspended."""
    return (x["suspend_security_aid"] + x["suspend_development_aid"]) / 2.0


def sender_feels(w: Record, d: Record) -> Record:
    p, a = w["p"], d["acts"]
    hostility, warmth = max(0.0, -d["partner_rhetoric"]), max(0.0, d["partner_rhetoric"])
    return {
        "partner_hostile": nor(
            p["acts.words"] * hostility,
            p["acts.law"] * a["law"],
            p["acts.expulsion"] * a["expulsion"],
            p["acts.base_closure"] * a["base_closure"],
            p["acts.intelligence_cut"] * a["intelligence_cut"],
        ),
        "partner_friendly": nor(
            p["acts.praise"] * warmth,
            p["acts.extradition"] * a["extradition"],
            p["acts.concession"] * d["concession"],
            p["acts.base_grant"] * a["base_grant"],
        ),
    }


def answer(w: Record) -> list[Change]:
    """Stage 4, the partner's part."""
    p = w["p"]
    changes: list[Change] = []
    for d in w["dyads"].values():
        u, x = w["draws"][4][d["id"]], d["instruments"]
        nationalism = w["governments"][d["partner"]]["nationalism"]
        demand = max(x["threat"], x["force_threat"])
        challenged = demand > d["demand"] and u[0] < p["threat.answer_share"]
        gain = (
            p["threat.stake"] * d["stake"]
            - p["threat.concession_cost"]
            - p["threat.publicity"] * nationalism * d["words"]
            + d["concession_bias"]
        )
        conceded = challenged and u[1] < logistic(gain / p["threat.noise"])
        kept_rate, broken_rate = (
            p["threat.decay_kept_per_month"],
            p["threat.decay_broken_per_month"],
        )
        decay = kept_rate + max(broken_rate - kept_rate, 0.0) * d["burden"]
        concession = d["concession"] * (1.0 - decay)
        if conceded:
            concession = max(concession, min(demand, 1.0))
        changes.append((d, "demand", demand))
        changes.append((d, "challenged", 1.0 if challenged else 0.0))
        changes.append((d, "conceded", 1.0 if conceded else 0.0))
        changes.append((d, "concession", concession))
    return changes


def follow_through(w: Record) -> list[Change]:
    """Stage 4, the sender's part."""
    p = w["p"]
    changes: list[Change] = []
    for d in w["dyads"].values():
        x, hawkish = d["instruments"], w["governments"][d["sender"]]["hawkishness"]
        gain = (
            p["threat.resolve"]
            + p["threat.hawkishness"] * hawkish
            + p["threat.audience_cost"] * d["demand"]
            - p["threat.imposition_cost"] * d["sender_exposure"] * d["demand"]
        )
        firm = w["draws"][4][d["id"]][2] < logistic(gain / p["threat.noise"])
        resisted = d["challenged"] == 1.0 and d["conceded"] == 0.0
        stood = 1.0 if resisted and firm else 0.0
        backed = 1.0 if resisted and not firm else 0.0
        c = d["credibility"]
        b = c + p["threat.credibility_up"] * stood * (1.0 - c)
        changes.append((d, "stood_firm", stood))
        changes.append((d, "backed_down", backed))
        changes.append((d, "credibility", b - p["threat.credibility_down"] * backed * b))
        for imposed, threat in (("imposed_sanction", "threat"), ("imposed_force", "force_threat")):
            held = min(d[imposed], x[threat])
            changes.append((d, imposed, clip(x[threat], 0.0, 1.0) if stood else held))
    return changes


def face_audience(w: Record) -> list[Change]:
    """Stage 5."""
    p = w["p"]
    changes: list[Change] = []
    for g in w["governments"].values():
        visible, resistance, yielded = [], [], []
        for d in g["dyads"]:
            threats = (d["instruments"]["threat"], d["instruments"]["force_threat"])
            if g["role"] == "partner":
                visible.append(nor(d["words"], *threats))
                resisted = d["challenged"] * (1.0 - d["conceded"])
                resistance.append(max(resisted, 0.0, -d["partner_rhetoric"]))
                yielded.append(d["conceded"])
            else:
                visible.append(nor(max(0.0, -d["rhetoric"]), *threats))
                resistance.append(d["stood_firm"])
                yielded.append(d["backed_down"])
        approval = (
            p["audience.persistence"] * g["approval"]
            + p["audience.rally"] * mean(visible) * mean(resistance)
            - p["audience.concession_cost"] * g["nationalism"] * mean(yielded)
        )
        changes.append((g, "approval", clip(approval, -1.0, 1.0)))
    return changes
