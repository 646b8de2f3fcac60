"""What a person is told for each mistake, word by word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from model.errors import UserError
from scenarios import Catalogue, build, build_scenario, ids, load, resolved

pytestmark = pytest.mark.quick

WORLD = "worlds/small.yaml"
LOUD = "policies/loud.yaml"
OF_SENDERS = (
    "words, praise, threat, force_threat, targeted_sanction, financial_sanction, trade_sanction, "
    "suspend_security_aid, suspend_development_aid, decertification, operation, deployment, "
    "agreement, apology, aid_increase, coordination"
)
OF_PARTNERS = (
    "words, praise, law, expulsion, base_closure, intelligence_cut, extradition, concession, "
    "base_grant, own_programme"
)
ALL = ", ".join(sorted({*OF_SENDERS.split(", "), *OF_PARTNERS.split(", ")}))
LAW = "law: {by: MEX, toward: USA, instrument: law, at: 2016-10, until: end, intensity: {value: 0.8"
WORDS = "words: {by: USA, toward: MEX, instrument: words, at: 2015-03, until: 2015-05, "

# What is written instead of what in a file, and what is then said; @ is the place of the change.
IN_FILES = {
    "unknown government acts": (
        ("first.yaml", LAW, LAW.replace("by: MEX", "by: MXE")),
        "Unknown government 'MXE' (set by @). Did you mean 'MEX'? Known: COL, MEX, USA.",
    ),
    "unknown government towards": (
        ("first.yaml", "toward: [MEX, COL]", "toward: [MEX, COLO]"),
        "Unknown government 'COLO' (set by @). Did you mean 'COL'? Known: COL, MEX, USA.",
    ),
    "partner towards partner": (
        ("first.yaml", LAW, LAW.replace("toward: USA", "toward: COL")),
        "scenario.events.law.toward=COL is a partner, and MEX is one too; allowed USA, all; "
        "set by @. Senders act towards partners, partners towards senders.",
    ),
    "unknown instrument": (
        ("first.yaml", "instrument: decertification", "instrument: decertificate"),
        f"scenario.events.naming.instrument=decertificate is not an instrument; allowed {ALL}; "
        "set by @. Did you mean 'decertification'?",
    ),
    "law by a sender": (
        ("first.yaml", LAW, LAW.replace("by: MEX, toward: USA", "by: USA, toward: MEX")),
        "scenario.events.law.instrument=law is not an instrument of the sender USA; "
        f"allowed {OF_SENDERS}; set by @. Only partners have it: change 'by' or the instrument.",
    ),
    "sanction by a partner": (
        ("first.yaml", "instrument: law, at", "instrument: trade_sanction, at"),
        "scenario.events.law.instrument=trade_sanction is not an instrument of the partner MEX; "
        f"allowed {OF_PARTNERS}; set by @. Only senders have it: change 'by' or the instrument.",
    ),
    "month outside the horizon": (
        ("first.yaml", "at: 2016-10", "at: 2017-01"),
        "scenario.events.law.at=2017-01 is outside the horizon; allowed 2015-01 to 2016-12; "
        "set by @. Move it, or change scenario.start or scenario.months.",
    ),
    "end outside the horizon": (
        ("first.yaml", "until: 2015-05", "until: 2018-05"),
        "scenario.events.words.until=2018-05 is outside the horizon; allowed 2015-01 to 2016-12; "
        "set by @. Move it, or change scenario.start or scenario.months.",
    ),
    "end before beginning": (
        ("first.yaml", "until: 2015-05", "until: 2015-02"),
        "scenario.events.words.until=2015-02 is before its beginning 2015-03; "
        "allowed 2015-03 to 2016-12, or end; set by @. Swap the two months or delete 'until'.",
    ),
    "no month": (
        ("first.yaml", "at: 2016-10", "at: 2016"),
        "scenario.events.law.at=2016 is not a month; allowed YYYY-MM; set by @. "
        "Write the year, a dash and two digits, for instance 2017-01.",
    ),
    "intensity out of range": (
        ("first.yaml", "{value: 0.6, assumed: [0.4, 0.8]", "{value: 1.4, assumed: [0.4, 1.8]"),
        "scenario.events.words.intensity=1.4 is outside [0, 1]; allowed 0 to 1; set by @. "
        "The scale of words: hostile rhetoric; 1 is the harshest the scale knows.",
    ),
    "value outside its own range": (
        ("first.yaml", "{value: 0.6, assumed: [0.4, 0.8]", "{value: 0.9, assumed: [0.4, 0.8]"),
        "scenario.events.words.intensity=0.9 is outside "
        "its own assumed range [0.4, 0.8]; set by @. Widen the range or change the value.",
    ),
    "a bare number": (
        ("first.yaml", '{value: 0.6, assumed: [0.4, 0.8], why: "coded"}', "0.6"),
        "scenario.events.words.intensity=0.6 has neither a source nor a range; "
        "allowed {value: 0.6, sourced: KEY, where: ...} or "
        "{value: 0.6, assumed: [low, high], why: ...}; set by @. "
        "Say where the number comes from.",
    ),
    "a number in quotes": (
        ("first.yaml", "months: 24", 'months: "24"'),
        "scenario.months=24 is not a whole number; allowed a whole number; set by @.",
    ),
    "no months at all": (
        ("first.yaml", "months: 24", "months: 0"),
        "scenario.months=0 months is outside [1, 1200]; allowed 1 to 1200; set by @.",
    ),
    "unknown key": (
        ("first.yaml", "period: 2015-2016", "perod: 2015-2016"),
        "Unknown key in scenario 'perod' (set by @). Did you mean 'period'? Known: based_on, "
        "does_not_cover, dyads, events, governments, id, leaders, links, months, parameters, "
        "period, policy, seed_points, sources, start, strategies, summary, title, without, "
        "world.\nscenario.period is missing; set by first.yaml. Add the key 'period' there.",
    ),
    "unknown key of an event": (
        ("first.yaml", 'note: "a speech"', 'noet: "a speech"'),
        "Unknown key in scenario.events.words 'noet' (set by @). Did you mean 'note'? Known: at, "
        "by, every_months, instrument, intensity, note, toward, until.",
    ),
    "unknown initial value": (
        ("first.yaml", "dyads: {COL: {trust:", "dyads: {COL: {trsut:"),
        "Unknown key in scenario.dyads.COL 'trsut' (set by @). Did you mean 'trust'? Known: "
        "aid_dependence, common_threat, concession, credibility, grievance, is_ruptured, law, "
        "mandate, partner_rhetoric, patron, reach, reputation, rhetoric, sender_exposure, "
        "sender_trust, trade_dependence, trust.",
    ),
    "unknown partner of a dyad": (
        ("first.yaml", "dyads: {COL:", "dyads: {COLO:"),
        "Unknown dyad 'COLO' (set by @). Did you mean 'COL'? Known: COL, MEX, default.",
    ),
    "unknown world": (
        ("first.yaml", "world: small", "world: smal"),
        "Unknown world 'smal' (set by @). Did you mean 'small'? Known: {worlds}.",
    ),
    "unknown policy": (
        ("first.yaml", "policy: calm", "policy: clam"),
        "Unknown policy 'clam' (set by @). Did you mean 'calm'? Known: {policies}.",
    ),
    "a policy for a partner": (
        ("first.yaml", "policy: calm", "policy: {USA: calm, MEX: calm}"),
        "Unknown sender 'MEX' (set by @). Known: USA, all.",
    ),
    "another id than the file": (
        ("first.yaml", "id: first", "id: frist"),
        "scenario.id=frist differs; allowed first; set by @. The id is the name of the file.",
    ),
    "unknown leader": (
        ("first.yaml", "government: MEX", "government: MX"),
        "Unknown government 'MX' (set by @). Did you mean 'MEX'? Known: COL, MEX, USA.",
    ),
    "leader outside the horizon": (
        ("first.yaml", "at: 2015-06", "at: 2014-12"),
        "scenario.leaders.new.at=2014-12 is outside the horizon; allowed 2015-01 to 2016-12; "
        "set by @. Move it, or change scenario.start or scenario.months.",
    ),
    "route through nowhere": (
        (WORLD, "chain: [COL, MEX, USA]", "chain: [COL, GTM, USA]"),
        "Unknown country of route 'col_mex' 'GTM' (set by @). Known: COL, MEX, USA.",
    ),
    "route from no producer": (
        (WORLD, "chain: [COL, USA]", "chain: [MEX, USA]"),
        "world.routes.col_usa.chain.0=MEX is not a producer; allowed COL; set by @. "
        "Begin the route at a country with supply above 0.",
    ),
    "route in a loop": (
        (WORLD, "chain: [COL, MEX, USA]", "chain: [COL, MEX, COL, USA]"),
        "world.routes.col_mex.chain.2=COL is passed twice; set by @. Delete one of the two.",
    ),
    "value out of range in the world": (
        (WORLD, "access: {value: 0.9, assumed: [0.7, 1]", "access: {value: 1.2, assumed: [0, 2]"),
        "world.sender_agencies.USA.DEA.access=1.2 is outside [0, 1]; allowed 0 to 1; set by @.",
    ),
    "rhetoric may be negative but not below -1": (
        (WORLD, "  rhetoric: {value: 0.1, assumed: [-0.1", "  rhetoric: {value: -2, assumed: [-2"),
        "world.dyads.default.rhetoric=-2 is outside [-1, 1]; allowed -1 to 1; set by @.",
    ),
    "unknown mission": (
        (WORLD, "mission: interdiction", "mission: interdict"),
        "world.agency_kinds.military.mission=interdict is not known; allowed intelligence, "
        "interdiction, investigation, capacity_building, eradication; set by @. "
        "Did you mean 'interdiction' or 'eradication' or 'intelligence'?",
    ),
    "unknown agency kind": (
        (WORLD, "agencies: {police: {}}", "agencies: {polices: {}}"),
        "Unknown agency kind 'polices' (set by @). Did you mean 'police'? Known: military, police.",
    ),
    "agency works with an unknown kind": (
        (WORLD, "works_with: [police, military]", "works_with: [police, militia]"),
        "Unknown agency kind 'militia' (set by @). Did you mean 'military'? "
        "Known: military, police.",
    ),
    "duplicate kind": (
        (WORLD, "works_with: [police, military]", "works_with: [police, police]"),
        "world.sender_agencies.USA.DEA.works_with.1=police is a duplicate agency kind; set by @. "
        "Delete it.",
    ),
    "links of an unknown agency": (
        (WORLD, '"USA.DEA>MEX.*"', '"USA.DAE>MEX.*"'),
        "Unknown agency 'USA.DAE' (set by @). Did you mean 'USA.DEA'? "
        "Known: COL.police, MEX.military, MEX.police, USA.DEA.",
    ),
    "links without a partner": (
        (WORLD, '"USA.DEA>MEX.*"', '"USA.DEA"'),
        "world.links.USA.DEA is not a pair of agencies; allowed SENDER.AGENCY>PARTNER.KIND, with "
        "* for any; set by @.",
    ),
    "country of an unknown partner": (
        (WORLD, "MEX: {partner: MEX,", "MEX: {partner: MXE,"),
        "Unknown partner 'MXE' (set by @). Did you mean 'MEX'? Known: COL, MEX.",
    ),
    "missing number": (
        (WORLD, '    law: {value: 0, assumed: [0, 0.1], why: "unknown"}\n', ""),
        "world.dyads.default.law is missing; set by worlds/small.yaml:60. Add the key 'law' there.",
    ),
    "unknown coefficient": (
        (LOUD, "  target:", "  traget:"),
        "Unknown coefficient of rule 'conditional_aid' 'traget' (set by @). "
        "Did you mean 'target'? Known: suspension, target.",
    ),
    "coefficient out of range": (
        (LOUD, "value: 0.5, assumed: [0.3, 0.7]", "value: 1.5, assumed: [0.3, 1.7]"),
        "policy.coefficients.target=1.5 is outside [0, 1]; allowed 0 to 1; set by @. "
        "It is performance below which a month counts as failing.",
    ),
}


@pytest.mark.parametrize("case", IN_FILES)
def test_a_mistake_in_a_file(case: str, folder: Path, edit: Callable[..., str]) -> None:
    (file, old, new), expected = IN_FILES[case]
    place = edit(old, new, file)
    files = Catalogue(folder)
    for kind, word in (("world", "{worlds}"), ("policy", "{policies}")):
        expected = expected.replace(word, ", ".join(sorted(files.ids(kind))))
    with pytest.raises(UserError) as error:
        build_scenario("first", scenarios_dir=folder, policy="loud" if file == LOUD else None)
    assert str(error.value) == expected.replace("@", place)


def test_shares_say_what_they_sum_to(folder: Path, edit: Callable[..., str]) -> None:
    edit("{value: 0.3, assumed: [0.1, 0.5]", "{value: 0.31, assumed: [0.1, 0.5]", WORLD)
    with pytest.raises(UserError) as error:
        build_scenario("first", scenarios_dir=folder)
    place = edit("  COL: {partner: COL,", "  COL: {partner: COL,", WORLD)
    assert str(error.value) == (
        "world.countries.COL=1.01 is what the shares of its routes sum to (col_mex 0.7, "
        f"col_usa 0.31); allowed 1; set by {place}. "
        "Change the shares of the routes that begin there."
    )


@pytest.mark.parametrize(("share", "is_right"), [(0.3 + 5e-10, True), (0.3 + 5e-9, False)])
def test_shares_are_compared_with_a_tolerance(
    share: float, is_right: bool, folder: Path, edit: Callable[..., str]
) -> None:
    edit("{value: 0.3, assumed: [0.1, 0.5]", f"{{value: {share!r}, assumed: [0.1, 0.5]", WORLD)
    if is_right:
        build_scenario("first", scenarios_dir=folder)
        return
    with pytest.raises(UserError, match="sum to"):
        build_scenario("first", scenarios_dir=folder)


def test_a_duplicate_agency_is_a_duplicate_key(folder: Path, edit: Callable[..., str]) -> None:
    place = edit("agencies: {police: {}}", "agencies: {police: {}, police: {}}", WORLD)
    with pytest.raises(UserError) as error:
        build_scenario("first", scenarios_dir=folder)
    assert str(error.value) == (
        f"Duplicate key 'governments.COL.agencies.police' (set by {place}). "
        f"It is first set by {place}; keep one of the two."
    )


def test_several_mistakes_are_told_one_a_line(folder: Path, edit: Callable[..., str]) -> None:
    edit("by: MEX", "by: MXE")
    edit("toward: [MEX, COL]", "toward: [MEX, COLO]")
    with pytest.raises(UserError) as error:
        build_scenario("first", scenarios_dir=folder)
    lines = str(error.value).splitlines()
    assert [line.split(" (")[0] for line in lines] == [
        "Unknown government 'COLO'",
        "Unknown government 'MXE'",
    ]


def test_an_override_is_named_as_such_and_the_rest_by_file(folder: Path) -> None:
    data = resolved("first", folder)
    data["events"]["words"]["intensity"] = 1.4
    data["events"]["words"]["intensty"] = 0.9
    with pytest.raises(UserError) as error:
        build(data, scenarios_dir=folder, set_by="the command line")
    second, first = str(error.value).splitlines()  # an unknown key comes first
    assert first == (
        "scenario.events.words.intensity=1.4 is outside [0, 1]; allowed 0 to 1; set by the "
        "command line. The scale of words: hostile rhetoric; 1 is the harshest the scale knows."
    )
    assert second.startswith(
        "Unknown key in scenario.events.words 'intensty' (set by the command line). "
        "Did you mean 'intensity' or 'note'? Known: at, by, "
    )


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("start", "2016-06", "scenario.events.words.at=2015-03 is outside the horizon"),
        ("months", 0, "scenario.months=0 months is outside [1, 1200]; allowed 1 to 1200; set by -"),
        ("months", "24", "scenario.months=24 is not a whole number; allowed a whole number"),
        ("policy", "nothing", "Unknown policy 'nothing' (set by -). "),
        ("policy", {}, "Unknown sender without a policy 'USA' (set by -). Known: none."),
        ("strategies", {"USA": "wait"}, "Unknown partner 'USA' (set by -). Known: COL, MEX."),
        ("strategies", {"MEX": "wai"}, "Unknown strategy 'wai' (set by -). Did you mean 'wait'? "),
        ("governments", {"MXE": {}}, "Unknown government 'MXE' (set by -). Did you mean 'MEX'? "),
        (
            "governments",
            {"MEX": {"agencies": {"navy": {}}}},
            "Unknown agency kind 'navy' (set by -",
        ),
        ("dyads", {"USA>GTM": {}}, "Unknown dyad 'USA>GTM' (set by -). "),
        (
            "links",
            {"MEX.police>USA.DEA": {}},
            "scenario.links.MEX.police>USA.DEA matches no link; set by -. ",
        ),
        ("parameters", {"trust.upp": 1}, "Unknown parameter 'trust.upp' (set by -). Did you mean"),
        (
            "parameters",
            {"trust.up_per_month": 1.4},
            "trust.up_per_month=1.4 1/month is outside [0, 1]; allowed 0 to 1; set by -. "
            "A yearly rate must be divided by 12.",
        ),
    ],
)
def test_a_mistaken_override(folder: Path, key: str, value: object, message: str) -> None:
    data = {**resolved("first", folder), key: value}
    with pytest.raises(UserError) as error:
        build(data, scenarios_dir=folder, set_by="-")
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"policy": "nothing"}, "Unknown policy 'nothing' (set by -). "),
        ({"policy": {"MEX": "calm"}}, "Unknown sender 'MEX' (set by -). Known: USA, all."),
        ({"strategy": "nothing"}, "Unknown strategy 'nothing' (set by -). "),
        ({"strategy": {"USA": "wait"}}, "Unknown partner 'USA' (set by -). Known: COL, MEX, all."),
    ],
)
def test_a_mistaken_option(folder: Path, options: dict[str, object], message: str) -> None:
    with pytest.raises(UserError) as error:
        build_scenario("first", scenarios_dir=folder, set_by="-", **options)
    assert str(error.value).startswith(message)


def test_an_unknown_scenario(folder: Path) -> None:
    with pytest.raises(UserError) as error:
        load("frist", folder)
    known = ", ".join(sorted(ids(folder)))
    assert str(error.value) == f"Unknown scenario 'frist'. Did you mean 'first'? Known: {known}."


def test_the_same_id_in_both_places(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = folder / "packaged"
    packaged.mkdir()
    (packaged / "first.yaml").write_text("id: first\n")
    monkeypatch.setattr("scenarios.catalogue.PACKAGED", packaged)
    with pytest.raises(UserError) as error:
        ids(folder)
    assert str(error.value) == (
        "The scenario 'first' is in two places: packaged/first.yaml and first.yaml. "
        "Rename your file and its id."
    )


def test_a_folder_that_is_not_there(folder: Path) -> None:
    with pytest.raises(UserError) as error:
        ids(Path("nowhere"))
    assert str(error.value) == (
        "scenarios_dir=nowhere is not a folder; allowed a folder of .yaml files; "
        "set by the command line. Check the path."
    )


def test_a_scenario_made_by_hand_is_not_looked_up(folder: Path) -> None:
    data = {**resolved("first", folder), "id": "made_by_hand", "months": 3}
    with pytest.raises(UserError, match=r"set by an override"):
        build(data, scenarios_dir=folder)
