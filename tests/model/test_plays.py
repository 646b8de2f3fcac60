"""Readable tables of plays: what a policy does, month by month, to what a partner does.

C is a month of cooperation (the partner's mandate at 1, the sender's praise), D one of defection.
"""

from __future__ import annotations

import pytest

from model import policies
from model.policies.kinds import Observation

pytestmark = pytest.mark.quick

COEFFICIENTS = {
    "tit_for_tat": (0.5, 0.7, 0.0, 0.0),
    "generous_tit_for_tat": (0.5, 0.7, 1.0 / 3.0, 0.0),
    "contrite_tit_for_tat": (0.5, 0.7, 0.0, 0.0),
}


def see(move, own_hostile=0.0, memory=0.0, calendar=1.0, hostile=0.0):
    """Return what a sender sees of a partner that played `move` last month."""
    performance = 1.0 if move == "C" else 0.0
    return Observation(performance, 0.0, hostile, own_hostile, 0.5, 0.0, 0.0, memory, calendar)


def plays(name, moves, uniforms=None, errors=()):
    """Return the policy's moves; in the months `errors` it says hostile words by mistake."""
    decide, memory, own, answer = policies.rule(name), 0.0, 0.0, ""
    for month, move in enumerate(moves):
        u = uniforms[month] if uniforms else 0.5
        got = decide(see(move, own, memory), COEFFICIENTS[name], u)
        memory = got.memory
        said = "D" if month in errors or got.words > got.praise else "C"
        own = 0.25 if said == "D" else 0.0
        answer += said
    return answer


@pytest.mark.parametrize(
    ("name", "partner", "sender"),
    [
        ("tit_for_tat", "CCCCCC", "CCCCCC"),
        ("tit_for_tat", "CDCDDC", "CDCDDC"),
        ("tit_for_tat", "DDDDDD", "DDDDDD"),
        ("contrite_tit_for_tat", "CCCCCC", "CCCCCC"),
        ("contrite_tit_for_tat", "CDCDDC", "CDCDDC"),  # not its fault: as tit for tat
    ],
)
def test_plays(name, partner, sender):
    assert plays(name, partner) == sender


def test_generous_forgives_when_the_uniform_is_below_its_generosity():
    uniforms = (0.1, 0.1, 0.9, 0.3, 0.4, 0.99)
    assert plays("generous_tit_for_tat", "CDDDDC", uniforms) == "CCDCDC"


def test_contrite_bears_the_answer_to_its_own_error():
    """The error of month 1 is answered in month 2 and seen in month 3: only contrite bears it."""
    assert plays("tit_for_tat", "CCCDC", errors=(1,)) == "CDCDC"
    assert plays("contrite_tit_for_tat", "CCCDC", errors=(1,)) == "CDCCC"


def test_contrite_punishes_a_defection_after_standing_is_regained():
    assert plays("contrite_tit_for_tat", "CCCDCDD", errors=(1,)) == "CDCCCDD"


def test_contrite_is_not_ashamed_of_a_punishment_that_was_due():
    """The partner returns to cooperation while it is punished, and defects again at once."""
    assert plays("contrite_tit_for_tat", "CDCDC") == "CDCDC"


def in_step(names, months, error):
    """Return the plays of two policies that move at once; the first errs in one month."""
    moves, memories, told = ("C", "C"), [0.0, 0.0], ["", ""]
    for month in range(months):
        answer = []
        for me, name in enumerate(names):
            own = 0.25 if moves[me] == "D" else 0.0
            seen = see(moves[1 - me], own, memories[me])
            got = policies.rule(name)(seen, COEFFICIENTS[name], 0.5)
            memories[me] = got.memory
            erred = me == 0 and month == error
            answer.append("D" if erred or got.words > got.praise else "C")
            told[me] += answer[me]
        moves = (answer[0], answer[1])
    return tuple(told)


PLAIN, CONTRITE = "tit_for_tat", "contrite_tit_for_tat"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((PLAIN, PLAIN), ("CDCDCDCD", "CCDCDCDC")),  # alternates for ever
        ((CONTRITE, CONTRITE), ("CDCCCCCC", "CCDCCCCC")),  # mutual cooperation again
        ((CONTRITE, PLAIN), ("CDCCCCCC", "CCDCCCCC")),  # one contrite side is enough
        ((PLAIN, CONTRITE), ("CDCDCDCD", "CCDCDCDC")),  # if it is the side that erred
    ],
)
def test_after_one_error_of_the_first(names, told):
    assert in_step(names, 8, error=1) == told


def test_certification_holds_its_verdict_for_a_year():
    """Failing in September only: named and shamed until the next September, not beyond."""
    decide, memory, levels = policies.rule("certification_by_the_book"), 0.0, []
    for month in range(26):  # from January
        calendar = float(month % 12 + 1)
        move = "D" if month == 8 else "C"
        got = decide(see(move, memory=memory, calendar=calendar), (0.5, 0.25, 0.0, 0.0), 0.5)
        memory = got.memory
        levels.append(got.decertification)
    assert levels == [0.0] * 8 + [0.75] * 12 + [0.0] * 6


def test_certification_does_not_judge_outside_september():
    decide = policies.rule("certification_by_the_book")
    for calendar in (1.0, 8.0, 10.0):
        got = decide(see("D", calendar=calendar), (0.5, 0.0, 0.0, 0.0), 0.5)
        assert got.decertification == 0.0


def test_graduated_reciprocation_stops_after_its_patience_and_resumes():
    """Patience of a quarter: three setbacks are borne, the fourth ends it, a quiet month mends."""
    decide, memory, steps = policies.rule("graduated_reciprocation"), 0.0, ""
    for hostile in (1, 1, 1, 1, 1, 0, 0, 0):
        seen = see("C", memory=memory, hostile=0.5 * hostile)
        got = decide(seen, (0.3, 0.25 + 1e-9, 0.0, 0.0), 0.5)
        memory = got.memory
        steps += "+" if got.praise > 0.0 else "."
        assert got.agreement == 0.5 * got.praise
    assert steps == "+++...++"


def test_talk_threaten_restore_talks_threatens_and_restores():
    """Patience of a quarter: three failing months are talked about, then threats; success pays."""
    decide, memory, steps = policies.rule("talk_threaten_restore"), 0.0, ""
    for move in "DDDDDCCD":
        got = decide(see(move, memory=memory), (0.7, 0.25 + 1e-9, 0.5, 0.3), 0.5)
        memory = got.memory
        steps += "!" if got.threat > 0.0 else "+" if got.aid_increase > 0.0 else "t"
        assert got.agreement == (0.15 if steps[-1] == "t" else 0.0)
    # Five failing months stand, two are cleared, the last makes four: patience has run out again.
    assert steps == "ttt!!++!"
