"""What happened in a month, in plain sentences that name the mechanism."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analysis import explain
from analysis.frames import Frame
from analysis.wording import ACTS, INSTRUMENTS
from model.inputs import Inputs
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from scenarios.format import months

LEVEL = 0.05
"""Smallest change of an instrument or of a concession that is told."""
MOVED = 0.1
"""How far trust or a mandate must have moved since it was last told to be told again."""
RALLY = 0.02
"""Smallest change of approval in a month that is told."""
PRESENCE = 0.1
"""Smallest loss of liaison presence in a month that is told."""


class Entry(NamedTuple):
    """One thing that happened: in which month, of what kind, whom it touches (ids), the text."""

    month: str
    kind: str
    whom: tuple[str, ...]
    text: str


def entries(inputs: Inputs, frames: Sequence[Frame], month: int) -> list[Entry]:
    """Return what happened in month `month` (1 is the first stepped), in the order of the stages.

    Parameters
    ----------
    inputs : Inputs
        The world, with the parameters in force.
    frames : sequence of Frame
        The state at the founding and after each month, at least `month` + 1 of them.
    month : int
        Months stepped.
    """
    label = months.label(month - 1, inputs.start)
    before, now = frames[month - 1], frames[month]
    names = {g.id: g.name for g in inputs.governments}
    found: list[Entry] = []
    for i, dyad in enumerate(inputs.dyads):
        sender, partner = names[dyad.sender], names[dyad.partner]
        told = [
            *_instruments(before, now, i, sender, partner),
            *_threats(before, now, i, sender, partner),
            *_relations(inputs, frames, month, i, sender, partner),
        ]
        found += [Entry(label, kind, (dyad.sender, dyad.partner), text) for kind, text in told]
    found += [Entry(label, *item) for item in _governments(inputs, before, now)]
    found += [Entry(label, *item) for item in _countries(inputs, before, now)]
    return found


def levels(inputs: Inputs, now: Frame, dyad: int) -> list[str]:
    """Return the instruments and acts in force between a sender and a partner, in words."""
    sender = [
        f"{INSTRUMENTS[item.name]} {value:.2g}"
        for item, value in zip(SENDER_INSTRUMENTS, now["dyad.instruments"][dyad], strict=True)
        if value >= LEVEL
    ]
    partner = [
        f"{ACTS[item.name]} {value:.2g} (by the partner)"
        for item, value in zip(PARTNER_ACTS, now["dyad.acts"][dyad], strict=True)
        if value >= LEVEL
    ]
    return sender + partner


def _instruments(
    before: Frame, now: Frame, i: int, sender: str, partner: str
) -> Iterator[tuple[str, str]]:
    tables = (
        ("dyad.instruments", SENDER_INSTRUMENTS, INSTRUMENTS, f"{sender} towards {partner}"),
        ("dyad.acts", PARTNER_ACTS, ACTS, f"{partner} towards {sender}"),
    )
    for key, items, words, who in tables:
        for item, old, new in zip(items, before[key][i], now[key][i], strict=True):
            if abs(new - old) < LEVEL:
                continue
            if new < LEVEL:
                yield "instrument", f"{who}: {words[item.name]} ends."
            elif old < LEVEL:
                yield "instrument", f"{who}: {words[item.name]} {new:.2g}."
            else:
                yield "instrument", f"{who}: {words[item.name]} from {old:.2g} to {new:.2g}."


def _threats(
    before: Frame, now: Frame, i: int, sender: str, partner: str
) -> Iterator[tuple[str, str]]:
    if now["dyad.conceded"][i] > 0.5:
        yield (
            "threat",
            f"{partner} gave in to {_of(sender)} threat: what it put at stake "
            f"({now['dyad.stake'][i]:.2f}) outweighed the cost at home.",
        )
    elif now["dyad.challenged"][i] > 0.5:
        yield "threat", f"{partner} refused {_of(sender)} threat: {_why_refused(now, i)}."
    if now["dyad.stood_firm"][i] > 0.5:
        yield "threat", f"{sender} stood firm against {partner} and carried out its threat."
    if now["dyad.backed_down"][i] > 0.5:
        old, new = before["dyad.credibility"][i], now["dyad.credibility"][i]
        yield (
            "threat",
            f"{sender} backed down: {partner} believes its threats less "
            f"(credibility {old:.2f} to {new:.2f}).",
        )


def _why_refused(now: Frame, i: int) -> str:
    stake, words = now["dyad.stake"][i], now["dyad.words"][i]
    if words >= 0.2:
        return f"hostile words in public ({words:.2f}) made conceding costly at home"
    return f"little was at stake ({stake:.2f}) for what was demanded"


def _relations(
    inputs: Inputs, frames: Sequence[Frame], month: int, i: int, sender: str, partner: str
) -> Iterator[tuple[str, str]]:
    before, now = frames[month - 1], frames[month]
    yield from _regime(inputs, before, now, i, sender, partner)
    old = last_told(frames, month, "dyad.trust", i)
    if old is not None:
        why = _why_trust(inputs, before, now, i)
        yield "trust", f"{_of(partner)} trust {_moved(old, now['dyad.trust'][i])}: {why}."
    old = last_told(frames, month, "dyad.mandate", i)
    if old is not None:
        new = float(now["dyad.mandate"][i])
        terms = explain.mandate_terms(inputs, frames, month, i)
        why = explain.why_mandate(terms, is_fall=new < old)
        chosen = explain.stance(inputs, before, now, i)
        how = f"{_moved(old, new)} (it chose to {chosen})"
        yield "mandate", f"{_of(partner)} mandate {how}: {why}."
    old, new = before["dyad.concession"][i], now["dyad.concession"][i]
    if old >= LEVEL > new:
        yield (
            "threat",
            f"{_of(partner)} concession has faded: compliance without trust does not last.",
        )
    old, new = before["dyad.liaison"][i], now["dyad.liaison"][i]
    if old - new >= PRESENCE:
        yield (
            "agency",
            f"{sender}'s agents in {partner} {_moved(old, new)} of their usual presence.",
        )


def last_told(frames: Sequence[Frame], month: int, key: str, i: int) -> float | None:
    """Return the value at which a variable was last told, if it has moved far enough by `month`.

    A variable is told at the founding and whenever it is `MOVED` away from where it was last told;
    so a slow slide is told as well as a jump, and a wobble is not told again and again. None in a
    month in which there is nothing to tell.
    """
    values = [float(frames[k][key][i]) for k in range(month + 1)]
    told = values[0]
    for value in values[1:-1]:
        if abs(value - told) >= MOVED:
            told = value
    return told if month and abs(values[-1] - told) >= MOVED else None


def _regime(
    inputs: Inputs, before: Frame, now: Frame, i: int, sender: str, partner: str
) -> Iterator[tuple[str, str]]:
    was, is_now = before["dyad.is_ruptured"][i] > 0.5, now["dyad.is_ruptured"][i] > 0.5
    if is_now and not was:
        expelled = now["dyad.acts"][i][[a.name for a in PARTNER_ACTS].index("expulsion")]
        if expelled >= inputs.parameters.rupture.act_threshold:
            yield "rupture", f"RUPTURE between {sender} and {partner}: it ordered the agents out."
            return
        chance = explain.p_rupture(inputs, before, now, i)
        yield (
            "rupture",
            f"RUPTURE between {sender} and {partner}: grievance of "
            f"{now['dyad.grievance'][i]:.2f} made a break {100 * chance:.0f} % likely this month.",
        )
    if was and not is_now:
        partner_index = [g.id for g in inputs.governments].index(inputs.dyads[i].partner)
        is_new = before["government.is_new_leader"][partner_index] > 0.5
        cause = "a new leader mended it" if is_new else "tempers had cooled enough to mend it"
        yield "repair", f"Repair between {sender} and {partner}: {cause}."


def _why_trust(inputs: Inputs, before: Frame, now: Frame, i: int) -> str:
    partner = [g.id for g in inputs.governments].index(inputs.dyads[i].partner)
    if now["government.is_new_leader"][partner] > 0.5:
        return "a new leader starts from a trust of its own"
    hostile, friendly = now["dyad.hostile"][i], now["dyad.friendly"][i]
    if now["dyad.trust"][i] < before["dyad.trust"][i]:
        return f"hostile pressure of {hostile:.2f} outweighed friendly of {friendly:.2f}"
    return f"friendly pressure of {friendly:.2f} outweighed hostile of {hostile:.2f}"


def _governments(
    inputs: Inputs, before: Frame, now: Frame
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for i, government in enumerate(inputs.governments):
        if now["government.is_new_leader"][i] > 0.5:
            ideology = now["government.ideology"][i]
            yield (
                "leader",
                (government.id,),
                f"New leader in {government.name} (ideology {ideology:+.2f}; 1 is closest to the "
                "sender): trust and grievance start anew.",
            )
        old, new = before["government.approval"][i], now["government.approval"][i]
        if new - old >= RALLY:
            text = (
                f"Approval rallied in {government.name} ({new - old:+.2f}): it resisted in public."
            )
            yield "approval", (government.id,), text
        elif old - new >= RALLY and new < 0.0:
            text = (
                f"Approval fell in {government.name} ({new - old:+.2f}): giving in costs at home."
            )
            yield "approval", (government.id,), text


def _countries(
    inputs: Inputs, before: Frame, now: Frame
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    changed = np.flatnonzero(before["country.is_blind"] != now["country.is_blind"])
    names = {g.id: g.name for g in inputs.governments}
    for i in changed:
        country = inputs.countries[i]
        place = place_name(country.id, names)
        whom = (country.partner,) if country.partner else ()
        seen = now["country.detection"][i]
        if now["country.is_blind"][i] > 0.5:
            cause = _why_blind(before, now, i)
            text = f"Blind spot opened: {place} (detection {100 * seen:.1f} %): {cause}."
            yield "blind", whom, text
        else:
            yield "blind", whom, f"{place} is watched again (detection {100 * seen:.1f} %)."


def _why_blind(before: Frame, now: Frame, i: int) -> str:
    if now["country.cooperation"][i] < before["country.cooperation"][i] - 0.005:
        return "agencies there work together less"
    return "reach, and the month's luck, took it below the threshold"


def place_name(identifier: str, names: dict[str, str]) -> str:
    """Return what a country or a stretch of sea is called."""
    seas = {
        "PAC_SOUTH": "Pacific off Ecuador",
        "PAC_NORTH": "Pacific, high seas",
        "CARIBBEAN": "Caribbean, high seas",
    }
    return seas.get(identifier) or names.get(identifier, identifier)


def _of(name: str) -> str:
    """Return the possessive of a country's name."""
    return f"the {name}'" if name.endswith("States") else f"{name}'s"


def _moved(old: float, new: float) -> str:
    return f"{'fell' if new < old else 'rose'} from {old:.2f} to {new:.2f}"
