"""The shareable address and the exported command: all of a question, and nothing else."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from analysis.view.address import LONGEST, address, restored
from analysis.view.export import command, exported
from analysis.view.plan import Plan
from analysis.view.question import Question
from analysis.view.session import seed_of
from model.errors import UserError

EVENT = {
    "by": "USA",
    "toward": ["MEX"],
    "instrument": "decertification",
    "at": "2016-03",
    "until": "2017-02",
    "every_months": None,
    "intensity": 0.5,
}


def question() -> Question:
    plan = Plan("bad_hombres_2017", "tough_talk", "hedger").edited("hand_1", EVENT)
    pins = (plan.edited("force", None), Plan("bad_hombres_2017", strategy="nationalist"))
    return Question("bad_hombres_2017_without_words", plan, pins, "MEX", 2**64 - 1)


def test_an_address_restores_the_page_with_its_pins() -> None:
    assert restored(address(question())) == question()
    plain = Question("baseline_2016", Plan())
    assert restored(address(plain)) == plain


def with_event(**changes: Any) -> str:
    return "?edits=" + quote(json.dumps({"a": {**EVENT, **changes}}))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?scenario=../../secret", "Unknown scenario '../../secret'"),
        ("?scenario=%2e%2e%2f%2e%2e%2fetc%2fpasswd", "Unknown scenario '../../etc/passwd'"),
        ("?base=/etc/passwd", "Unknown scenario '/etc/passwd'"),
        ("?base=bad_hombres_2017.yaml", "Unknown scenario 'bad_hombres_2017.yaml'"),
        ("?scenario=" + quote("<script>alert(1)</script>"), "Unknown scenario '<script>"),
        ("?scenario=baseline_2016%00", "Unknown scenario"),
        ("?policy=__import__('os')", "Unknown policy"),
        ("?strategy=../neutral", "Unknown strategy"),
        ("?partner=XXX", "Unknown partner 'XXX'"),
        ("?seed=-1", "seed=-1 is not a seed"),
        ("?seed=" + "9" * 5000, "is not a seed"),
        ("?seed=18446744073709551616", "is not a seed"),
        ("?seed=" + quote("\u0663"), "is not a seed"),
        ("?edits={", "edits is not what the page wrote"),
        ("?edits=[1]", "edits is not what the page wrote"),
        ("?edits=" + "[" * 20000, "edits is not what the page wrote"),
        ('?edits={"a":3}', "edits is not what the page wrote"),
        ("?edits=" + json.dumps({str(k): None for k in range(61)}), "edits is not what"),
        ('?edits={"a":{"by":"USA"}}', "scenario.events.a.toward is missing"),
        (with_event(intensity=7), "scenario.events.a.intensity=7 is outside"),
        (with_event(intensity=float("nan")), "scenario.events.a.intensity"),
        (with_event(intensity=float("inf")), "scenario.events.a.intensity"),
        (with_event(intensity="os.system('x')"), "scenario.events.a.intensity"),
        (with_event(intensity={"value": 1}), "scenario.events.a.intensity"),
        (with_event(toward={"a": 1}), "scenario.events.a.toward"),
        (with_event(toward=5), "scenario.events.a.toward"),
        (with_event(at=[]), "scenario.events.a.at"),
        (with_event(until="9" * 9000), "scenario.events.a.until"),
        (with_event(every_months=10**400), "edits is not what the page wrote"),
        (with_event(every_months=10**15), "scenario.events.a.every_months"),
        (with_event(by="../x"), "Unknown government '../x'"),
        ("?pin=x", "pin is not what the page wrote"),
        ('?pin={"scenario":3}', "pin is not what the page wrote"),
        ('?pin={"scenario":"../x"}', "Unknown scenario '../x'"),
        ("&".join(["?pin={}"] + ["pin={}"] * 4), "pin=5 variants are too many"),
        ("?x=" + "1" * LONGEST, "characters; allowed at most"),
        ("?" + "a=1&" * 60, "address is not what the page wrote"),
    ],
)
def test_nothing_in_an_address_is_believed(query: str, told: str) -> None:
    with pytest.raises(UserError) as error:
        restored(query)
    assert told in str(error.value)


def test_unknown_words_of_an_address_are_left_alone() -> None:
    """Others append words of their own to addresses; the page goes on without them."""
    assert restored("?utm_source=letter").plan == Plan()


def test_a_seed() -> None:
    assert [seed_of(text, "x") for text in ("0", " 7 ", str(2**64 - 1))] == [0, 7, 2**64 - 1]
    for text in ("", "1e3", "0x1", "1_0", "-0", str(2**64), "1" * 100_000):
        with pytest.raises(UserError, match="is not a seed; allowed 0 to"):
            seed_of(text, "x")


def test_the_command_lines_name_every_variant_and_the_files_hold_them() -> None:
    files = exported(question())
    assert list(files) == [
        "bad_hombres_2017_edited",
        "bad_hombres_2017_pin_1",
        "bad_hombres_2017_pin_2",
    ]
    assert all(f"id: {name}\n" in text for name, text in files.items())
    assert command(question(), 500) == (
        "comity sweep scenario=bad_hombres_2017_without_words,bad_hombres_2017_edited,"
        "bad_hombres_2017_pin_1,bad_hombres_2017_pin_2 scenarios_dir=. replicates=500 "
        "seed=18446744073709551615 output=runs/bad_hombres_2017_edited && "
        "comity compare runs/bad_hombres_2017_edited "
        "--figures runs/bad_hombres_2017_edited/figures"
    )
