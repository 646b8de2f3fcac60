"""Each command on records that make no sense: an error, or a stated limit, and never a traceback.

Never independent samples in place of pairs, and never a table of NaN without a word.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hostile_records import made
from hydra.core.global_hydra import GlobalHydra

from analysis.cli.main import main
from scenarios.recording.provenance import write_checksums

TESTS = Path(__file__).resolve().parent.parent
LEFT_OUT = "1 of 8 pairs hold no number and are left out"
TYPED = {
    "compare": ("compare", "{}", "--margin", "0.1", "--detect", "0.01", "--events"),
    "report": ("report", "{}"),
    "sensitivity": ("sensitivity", "{}"),
    "sensitivity of dyads": ("sensitivity", "{}", "--dyads", "all"),
    "discover": ("discover", "{}", "--fails", "operational_mean<0.5"),
    "robust": ("robust", "{}", "--outcomes", "operational_mean,net_security_effect"),
}
ON = {"compare": "plain", "report": "plain", "robust": "crossed"}
UNREADABLE = {
    "no column point": (2, "outcomes.parquet lacks point"),
    "text": (2, "outcomes.parquet holds no numbers in operational_mean"),
    "runs unreadable": (2, "outcomes.parquet cannot be read"),
    "provenance unreadable": (2, "provenance.json cannot be read"),
}
OF_A_DESIGN = {
    "all runs hold NaN": (2, "operational_mean holds no number in 120 of 120 points"),
    "no rows": (2, "holds no run"),
    "a run is there twice": (2, "outcomes.parquet holds a replicate more than once"),
    "two seeds": (2, "holds runs of seeds 0, 7; allowed one seed"),
    "one point": (2, "holds no number in 119 of 120 points"),
}
TOLD: dict[str, dict[str, tuple[int, str]]] = {
    "compare": {
        "all series hold NaN": (0, "the monthly series of operational_mean, blind_share, arrived"),
        "a run's series hold NaN": (0, "loud: the monthly series of 1 of 8 pairs hold no number"),
        "a month holds NaN": (
            0,
            "loud: months without a band, in which some runs hold no number: 1",
        ),
        "no outcomes": (2, "are in none of the records"),
        "a run holds NaN": (0, f"net_security_effect: {LEFT_OUT}"),
        "a run is infinite": (0, f"net_security_effect: {LEFT_OUT}"),
        "all runs hold NaN": (0, "net_security_effect: 8 of 8 pairs hold no number"),
        "no rows": (2, "holds no run"),
        "constant": (0, "operational_mean: no difference in any pair"),
        "one replicate": (0, "one pair: no interval and no test"),
        "a run is there twice": (2, "holds a replicate more than once"),
        "two seeds": (2, "no two runs are a pair"),
        "other replicates": (2, "has no replicate in common with the reference"),
        "one point": (2, "holds one point"),
        "a dyad holds NaN": (0, "1 dyads of runs of the reference and 0 of the alternative hold"),
        "all dyads hold NaN": (0, "8 dyads of runs of the reference and 8 of the alternative hold"),
        "no dyads": (2, "dyads=none in the record"),
        "a dyad is there twice": (2, "holds a dyad of a run more than once"),
        "no series": (0, "a dyad ruptured from the start counts as at risk"),
        **UNREADABLE,
    },
    "report": {
        "all series hold NaN": (0, "the monthly series of operational_mean, blind_share, arrived"),
        "a run's series hold NaN": (0, "Loud: the monthly series of 1 of 8 pairs hold no number"),
        "a month holds NaN": (
            0,
            "Loud: months without a band, in which some runs hold no number: 1",
        ),
        "no outcomes": (0, "are in none of the records"),
        "a run holds NaN": (0, f"Net security effect, loud: {LEFT_OUT}"),
        "a run is infinite": (0, f"Net security effect, loud: {LEFT_OUT}"),
        "all runs hold NaN": (0, "Net security effect, loud: 8 of 8 pairs hold no number"),
        "no rows": (2, "holds no run"),
        "constant": (0, "Operational cooperation, loud: no difference in any pair"),
        "one replicate": (0, "one pair: no interval and no test"),
        "a run is there twice": (0, "holds a replicate more than once"),
        "two seeds": (0, "no two runs are a pair"),
        "other replicates": (0, "has no replicate in common with the reference"),
        "one point": (0, "There is one point, and nothing to compare it with"),
        "a dyad holds NaN": (0, "1 dyads of runs of the reference and 0 of the alternative hold"),
        "all dyads hold NaN": (0, "8 dyads of runs of the reference and 8 of the alternative hold"),
        "no dyads": (0, "dyads=none in the record"),
        "a dyad is there twice": (0, "holds a dyad of a run more than once"),
        "no series": (0, "a dyad ruptured from the start counts as at risk"),
        **UNREADABLE,
    },
    "sensitivity": {
        "a run holds NaN": (0, "operational_mean: 1 of 120 points are left out"),
        "a run is infinite": (0, "operational_mean: 1 of 120 points are left out"),
        "constant": (2, "do not vary over the design"),
        "one replicate": (0, "one replicate: parameters and chance cannot be told apart"),
        "other replicates": (0, "replicates that most points do not have are left out"),
        **OF_A_DESIGN,
        **UNREADABLE,
    },
    "sensitivity of dyads": {
        "a dyad holds NaN": (0, "operational_mean of USA>COL: 1 of 120 points are left out"),
        "all dyads hold NaN": (2, "of USA>COL holds no number in 120 of 120 points"),
        "no dyads": (2, "is not in the record; set by the command line. Run the sweep again"),
        "a dyad is there twice": (2, "dyads.parquet holds a replicate more than once"),
        "one point": (2, "dyads.parquet holds 120 points that have no runs"),
        **UNREADABLE,
    },
    "discover": {
        "a run holds NaN": (0, "operational_mean: 1 of 120 points are left out"),
        "a run is infinite": (0, "operational_mean: 1 of 120 points are left out"),
        "constant": (2, "is the same in every world"),
        "one replicate": (0, "one replicate"),
        "other replicates": (0, "replicates that most points do not have are left out"),
        **OF_A_DESIGN,
        **UNREADABLE,
    },
    "robust": {
        "a run holds NaN": (2, "operational_mean is not a number in 1 of 180 runs"),
        "a run is infinite": (2, "operational_mean is not a number in 1 of 180 runs"),
        "all runs hold NaN": (2, "operational_mean is not a number in 180 of 180 runs"),
        "no rows": (2, "holds no run"),
        "constant": (0, "every alternative meets the threshold"),
        "one replicate": (0, "one replicate in each world: what is chance and what is the world"),
        "a run is there twice": (2, "has a run more than once in the same world"),
        "two seeds": (2, "lacks 3 of 93 runs that others have"),
        "other replicates": (2, "lacks 3 of 93 runs that others have"),
        "one point": (2, "hold one policy, scenario or strategy only"),
        **UNREADABLE,
    },
}
CASES = [(name, kind, *told) for name, kinds in TOLD.items() for kind, told in kinds.items()]


def swept(target: Path) -> None:
    """Sweep two policies, eight replicates each, with all series."""
    small = TESTS / "scenarios" / "small"
    words = [f"scenarios_dir={small}", "scenario=first", "policy=calm,loud", "replicates=8"]
    GlobalHydra.instance().clear()
    with pytest.MonkeyPatch.context() as patch, suppress(SystemExit):
        patch.setattr("sys.argv", ["comity", "sweep"])
        main(["sweep", *words, "series=all", f"output={target}"])


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Return good records: of two policies, of a design, of two policies crossed with one."""
    folder = tmp_path_factory.mktemp("good")
    swept(folder / "plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TESTS / "analysis"))
        records = import_module("designed_records")

    def outcome(values, replicates):
        return values[0] + 0.05 * np.cos(np.arange(replicates) + 9.0 * values[1])

    design = records.design("latin_hypercube", 120, records.factors(3))
    dyads = {"USA>MEX": outcome, "USA>COL": outcome}
    records.write(folder / "design", design, outcome, dyads=dyads)
    both = {"calm": outcome, "loud": lambda values, n: 0.5 * outcome(values, n)}
    few = records.design("latin_hypercube", 30, records.factors(3))
    records.write(folder / "crossed", few, outcome, arms=both)
    return folder


@pytest.mark.parametrize(("command", "kind", "code", "told"), CASES)
def test_what_is_told(comity, good, tmp_path, command, kind, code, told):
    folder = made(good / ON.get(command, "design"), kind, tmp_path / "odd")
    done = comity(*(word.format(folder) for word in TYPED[command]))
    shown = done.err if code else done.out
    if command == "report" and not code:
        page = (folder / "report.html").read_text(encoding="utf-8")
        page = re.sub(r"<(script|style|svg).*?</\1>", " ", page, flags=re.DOTALL)
        shown = unescape(re.sub(r"<[^>]+>", " ", page))
    assert done.code == code, done.err
    assert told in " ".join(shown.split())
    assert "Traceback" not in done.err
    assert not re.search(r"\b(nan|inf)\b", shown)


@pytest.mark.parametrize("command", TYPED)
def test_good_records_are_taken(comity, good, command):
    """What is refused above is refused for its fault."""
    done = comity(*(word.format(good / ON.get(command, "design")) for word in TYPED[command]))
    assert done.code == 0, done.err


def test_two_records_of_other_seeds_are_no_pairs(comity, good, tmp_path):
    other = made(good / "plain", "constant", tmp_path / "other")
    runs = pd.read_parquet(good / "plain" / "outcomes.parquet").assign(seed=5)
    runs.to_parquet(other / "outcomes.parquet", index=False)
    write_checksums(other)
    done = comity("compare", f"{good / 'plain'}:calm", f"{other}:loud")
    assert done.code == 2
    assert "seed=5 differs from the reference's seed=0: no two runs are a pair" in done.err


def test_an_unreadable_search_is_not_gone_on_with(comity, tmp_path):
    (tmp_path / "found").mkdir()
    (tmp_path / "found" / "plan.json").write_text("{", encoding="utf-8")
    small = f"scenarios_dir={TESTS / 'scenarios' / 'small'}"
    world = (small, "scenario=first", "over=model.trust", "--policies", "loud")
    size = ("--worlds", "3", "--replicates", "4", "--against", "calm", "--output", "found")
    done = comity("search", *world, *size)
    assert done.code == 2
    assert "plan.json cannot be read" in done.err


def test_a_ramp_of_one_replicate_is_refused(comity):
    done = comity("tipping", "instrument=words", "partner=MEX", "replicates=1")
    assert done.code == 2
    assert "replicates=1 is outside [10, 10000]" in done.err
