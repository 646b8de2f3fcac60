"""The tables of policies (stage 1) and strategies (stage 3) of docs/ODD.md, section 7."""

from __future__ import annotations

from reference_numbers import Record, clip

Levels = dict[str, float]


def policy(rule: str, c: tuple[float, ...], d: Record, september: bool) -> Levels:
    """Return what the sender's policy asks for towards one partner, and its `memory` if named."""
    if rule == "status_quo":
        return {}
    if rule == "quiet_diplomacy":
        return {"agreement": c[0], "praise": c[1]}
    if rule == "tough_talk":
        return {"words": c[0]}
    if rule == "comprehensive_strategy":
        names = ("agreement", "aid_increase", "praise", "coordination")
        return dict(zip(names, c, strict=True))
    if rule == "unilateral_operations":
        return {"operation": c[0]} if d["u_policy"] < c[1] else {}
    return conditional(rule, c, d, september)


def conditional(rule: str, c: tuple[float, ...], d: Record, september: bool) -> Levels:
    """Return what the rules that look at performance ask for."""
    performance = max(d["mandate"], d["concession"])
    if rule == "transactional":
        return {"threat": c[0]} if performance < c[2] else {"aid_increase": c[1]}
    if rule == "conditional_aid":
        return suspensions(c[0]) if performance < c[1] else {}
    if rule == "maximum_pressure":
        return maximum_pressure(c, 1.0 - d["concession"])
    if rule == "certification_by_the_book":
        verdict = 1.0 - c[1] if performance < c[0] else 0.0
        verdict = verdict if september else d["memory"]
        return {"decertification": verdict, "memory": verdict}
    return reciprocity(rule, c, d, performance)


def reciprocity(rule: str, c: tuple[float, ...], d: Record, performance: float) -> Levels:
    """Return what the rules of the tit-for-tat family ask for."""
    memory = d["memory"]
    if rule == "talk_threaten_restore":
        fails = performance < c[0]
        standing = clip(memory + (1.0 / 12.0 if fails else -1.0 / 12.0), 0.0, 1.0)
        if not fails:
            return {"aid_increase": c[3], "praise": c[3], "memory": standing}
        if standing <= c[1]:
            return {"agreement": c[3] / 2.0, "praise": c[3], "memory": standing}
        return {"threat": c[2], "memory": standing}
    if rule == "graduated_reciprocation":
        step_of_memory = 1.0 / 12.0 if d["partner_hostile"] > 0.05 else -1.0 / 12.0
        setbacks = clip(memory + step_of_memory, 0.0, 1.0)
        step = c[0] if setbacks <= c[1] else 0.0
        return {"agreement": step / 2.0, "praise": step, "memory": setbacks}
    failed = performance < c[1]
    if rule == "tit_for_tat":
        return {"words": c[0]} if failed else {"praise": c[0]}
    if rule == "generous_tit_for_tat":
        return {"words": c[0]} if failed and d["u_policy"] >= c[2] else {"praise": c[0]}
    if rule == "contrite_tit_for_tat":
        wronged = d["hostile"] > 0.05 and not failed and memory != 0.5
        contrite = wronged or (memory == 1.0 and failed)
        if failed and not contrite:
            return {"words": c[0], "memory": 0.5}
        return {"praise": c[0], "memory": 1.0 if contrite else 0.0}
    raise ValueError(f"the ODD knows no policy {rule!r}")


def suspensions(level: float) -> Levels:
    return {"suspend_security_aid": level, "suspend_development_aid": level}


def maximum_pressure(c: tuple[float, ...], factor: float) -> Levels:
    return {
        "words": factor * c[0],
        "threat": factor * c[1],
        "financial_sanction": factor * c[2],
        "trade_sanction": factor * c[2],
        **suspensions(factor * c[3]),
        "decertification": factor,
    }


def strategy(
    rule: str, c: tuple[float, ...], d: Record, nationalism: float
) -> tuple[float, float, float]:
    """Return reactivity, concession bias and mandate shift from this month's pressure."""
    hostile, friendly, stake = d["hostile"], d["friendly"], d["stake"]
    aid, patron = d["aid_dependence"], d["patron"]
    if rule == "institutionalist":
        return 1.0 - c[0], 0.0, c[0] * hostile * d["trust"]
    if rule == "hedger":
        return 1.0, -c[0] * patron, -c[0] * patron * hostile
    if rule == "nationalist":
        return c[1], -c[0] * nationalism, -c[0] * nationalism * hostile
    if rule == "client":
        return 1.0 - c[0], c[0] * aid, c[0] * aid * (friendly + stake)
    if rule == "transactional":
        return 1.0, c[1] * stake, c[0] * (friendly - hostile)
    raise ValueError(f"the ODD knows no strategy {rule!r}")
