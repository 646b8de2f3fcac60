"""The table of kinds, row by row: instrument, level at intensity .5, months in force, by side."""

from __future__ import annotations

import pytest

from scenarios.history.kinds import kinds

pytestmark = pytest.mark.quick

SENDER = {
    "rh": ("words", 0.5, 3),
    "rc": ("praise", 0.5, 3),
    "th": ("threat", 0.5, 2),
    "tm": ("force_threat", 0.5, 2),
    "sa": ("targeted_sanction", 0.5, 48),
    "as": ("suspend_security_aid", 0.5, 14),
    "ar": ("aid_increase", 0.5, 12),
    "dc": ("decertification", 1.0, 12),
    "dw": ("decertification", 0.5, 12),
    "ex": None,
    "bc": None,
    "li": None,
    "is": ("suspend_security_aid", 0.25, 6),
    "ag": ("agreement", 0.5, 1),
    "xt": None,
    "op": ("operation", 0.5, 1),
    "yl": ("apology", 0.5, 1),
}
PARTNER = {
    "rh": ("words", 0.5, 3),
    "rc": ("praise", 0.5, 3),
    "th": ("words", 0.5, 2),
    "tm": ("words", 0.5, 2),
    "sa": None,
    "as": None,
    "ar": None,
    "dc": None,
    "dw": None,
    "ex": ("expulsion", 0.5, 1),
    "bc": ("base_closure", 0.5, 1),
    "li": ("law", 0.5, 1),
    "is": ("intelligence_cut", 0.5, 2),
    "ag": ("agreement", 0.5, 1),
    "xt": ("extradition", 0.5, 1),
    "op": None,
    "yl": ("concession", 0.5, 3),
}


@pytest.mark.parametrize(("table", "is_sender"), [(SENDER, True), (PARTNER, False)])
def test_each_kind(table: dict, is_sender: bool) -> None:
    found = {}
    for code, kind in kinds().items():
        side = kind.side(is_sender)
        found[code] = side.instrument and (
            side.instrument,
            side.level and side.level.of(0.5),
            side.months and float(side.months),
        )

    assert found == table


def test_only_agreements_are_joint() -> None:
    joint = [code for code, kind in kinds().items() if kind.partner.joint or kind.sender.joint]
    assert joint == ["ag"]
