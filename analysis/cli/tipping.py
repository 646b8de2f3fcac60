"""`comity tipping`: whether a world tips when an instrument is tightened slowly, and comes back."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from model.errors import UserError
from scenarios.problems import statement

if TYPE_CHECKING:
    from analysis.tipping import Plan, Ramp
    from analysis.tipping.worlds import World

HELP = """\
comity tipping instrument=NAME partner=GOVERNMENT [KEY=VALUE ...] [--json]

Ramps an instrument slowly up and down over a world, and tells where runs jump on the way up and on
the way back, how wide the loop is and whether a slower ramp would close it, in which states runs
with random starts end, and whether variance and autocorrelation warn before a jump. Where the
response is smooth it says "no jump".

Examples
  comity tipping instrument=words partner=MEX
  comity tipping instrument=trade_sanction partner=MEX output=runs/sanction/tipping
  comity tipping instrument=threat partner=all high=0.8 months_per_step=[4,8,16] state=mandate
  comity tipping instrument=words partner=MEX policy=tough_talk model.trust.down_per_month=0.5
  comity tipping instrument=operation partner=COL replicates=200 starts=0 up_and_down=false

Keys
  instrument=NAME         of the sender: words, threat, trade_sanction, ...
  partner=NAME            a government, or all; sender=NAME if there are several
  low=0 high=1            intensities; high is the instrument's highest if not given
  steps=31                levels from low to high
  months_per_step=[2,4,8,16]   how long each lasts, a ramp for each: the rates
  up_and_down=true        false: only up
  settle=12               months at low before the ramp
  state=all               operational, mandate, trust, ruptured, or a list of them
  replicates=64 seed=0 confidence=0.95
  starts=64 hold=240      random starts, and months that the intensity is then held; starts=0: none
  levels=[0,0.5,1]        where it is held; low, middle and high if not given
  output=FOLDER           results, tables and figures; runs/DATE-TIME-tipping-... if not given
  n_jobs=N                threads; all processors if not given
  scenario=ID policy=ID strategy=ID off=MECHANISM scenario.KEY=VALUE model.GROUP.NAME=NUMBER ...
                          the world, as for `comity run`

Options
  --json                  print the results as JSON instead of tables
"""
SET_BY = "the command line"
WRONG_INPUT, INTERRUPTED = 2, 130
RAMP = ("instrument", "partner", "sender", "low", "high", "steps", "months_per_step")
RAMP_MORE = ("up_and_down", "settle")
PLAN = ("state", "replicates", "seed", "confidence", "starts", "hold", "levels")
OWN = (*RAMP, *RAMP_MORE, *PLAN, "output", "n_jobs")
NOT_HERE = (
    "series",
    "dyads",
    "design",
    "points",
    "over",
    "cluster",
    "experiment",
    "save_at",
    "from",
)
"""Keys of `comity run` and `comity sweep` that say nothing about a ramp."""


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity tipping` and return the exit code."""
    given = list(arguments)
    if not given or any(item in ("--help", "-h") for item in given):
        print(HELP, end="")
        return 0 if given else WRONG_INPUT
    try:
        _tipping(given)
    except UserError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return INTERRUPTED
    return 0


def _tipping(arguments: Sequence[str]) -> None:
    own, others, is_json = separated(arguments)
    from analysis.cli import progress
    from analysis.cli.composing import configuration
    from analysis.cli.settings import default_folder
    from analysis.tipping import output, tipping
    from analysis.tipping.plan import check_plan
    from analysis.tipping.ramp import check

    ramp = check(_ramp(own), SET_BY)
    plan = _plan(own)
    world = _world(configuration(others))
    label = f"tipping-{world.name}-{ramp.instrument}-{ramp.partner}"
    given = own.get("output")
    folder = default_folder(label) if given is None else Path(str(given)).expanduser()
    threads = _whole("n_jobs", own["n_jobs"], 1) if "n_jobs" in own else None
    output.check_folder(folder)
    check_plan(world, ramp, plan, SET_BY)
    progress.compiled_law()
    with progress.bar(1) as advance:
        found = tipping(world, ramp, plan, threads=threads, progress=advance, set_by=SET_BY)
    output.write(folder, found, shlex.join(["comity", "tipping", *arguments]))
    if is_json:
        from analysis.files import json_text

        print(json_text(found.document()), end="")
        return
    from analysis.cli import tipping_tables

    tipping_tables.show(found)
    print(f"results in {folder}")


def separated(arguments: Sequence[str]) -> tuple[dict[str, Any], list[str], bool]:
    """Return the command's own keys, read, the overrides of the world, and whether JSON is asked.

    Raises
    ------
    UserError
        For an option that there is not, a key given twice, or a value that cannot be read.
    """
    own: dict[str, Any] = {}
    others = []
    for item in arguments:
        key, equals, text = item.partition("=")
        if item == "--json":
            continue
        if not equals or item.startswith("-"):
            rule, allowed = "is not KEY=VALUE", "KEY=VALUE, --json, --help"
            advice = "See comity tipping --help."
            raise UserError(statement("argument", item, rule, allowed, SET_BY, advice))
        if key in NOT_HERE:
            advice = "Delete it; see comity tipping --help."
            raise UserError(statement(key, text, "says nothing about a ramp", "", SET_BY, advice))
        if key not in OWN:
            others.append(item)
            continue
        if key in own:
            raise UserError(f"{key} is given twice; allowed once; set by {SET_BY}. Delete one.")
        try:
            own[key] = yaml.safe_load(text)
        except yaml.YAMLError:
            rule = "cannot be read"
            allowed = "a number, a word, or a list in [ ]"
            raise UserError(statement(key, text, rule, allowed, SET_BY, "Correct it.")) from None
    return own, others, "--json" in arguments


def _ramp(own: dict[str, Any]) -> Ramp:
    from analysis.tipping import Ramp
    from model.instruments import INSTRUMENT_INDEX, SENDER_INSTRUMENTS

    for name in ("instrument", "partner"):
        if not isinstance(own.get(name), str):
            allowed = "one of the sender's" if name == "instrument" else "a government, or all"
            advice = "For instance: comity tipping instrument=words partner=MEX."
            value = own.get(name)
            rule = "is missing" if value is None else "is not a name"
            raise UserError(statement(name, value, rule, allowed, SET_BY, advice))
    place = INSTRUMENT_INDEX.get(own["instrument"])
    highest = 1.0 if place is None else SENDER_INSTRUMENTS[place].high
    paces = own.get("months_per_step", Ramp.months_per_step)
    listed = paces if isinstance(paces, list | tuple) else [paces]
    is_both = own.get("up_and_down", True)
    if not isinstance(is_both, bool):
        rule = "is not true or false"
        advice = "Write up_and_down=false for a ramp that only rises."
        raise UserError(statement("up_and_down", is_both, rule, "true, false", SET_BY, advice))
    return Ramp(
        own["instrument"],
        own["partner"],
        _number("low", own.get("low", 0.0)),
        _number("high", own.get("high", highest)),
        _whole("steps", own.get("steps", Ramp.steps), 2),
        tuple(_whole("months_per_step", pace, 1) for pace in listed),
        is_both,
        _whole("settle", own.get("settle", Ramp.settle), 0),
        str(own.get("sender", "")),
    )


def _plan(own: dict[str, Any]) -> Plan:
    from analysis.tipping import Kicks, Plan

    starts = _whole("starts", own.get("starts", Kicks.starts), 0)
    hold = _whole("hold", own.get("hold", Kicks.hold), 1)
    levels = own.get("levels")
    if levels is not None:
        listed = levels if isinstance(levels, list) else [levels]
        levels = [_number("levels", value) for value in listed]
    state = own.get("state", "all")
    return Plan(
        [str(name) for name in state] if isinstance(state, list) else str(state),
        _whole("replicates", own.get("replicates", 64), 1),
        Kicks(starts=starts, hold=hold) if starts else None,
        levels,
        _number("confidence", own.get("confidence", 0.95)),
        _whole("seed", own.get("seed", 0), 0),
    )


def _world(config: dict[str, Any]) -> World:
    from analysis.tipping.worlds import World
    from scenarios.configuration import check_readable, inputs_of, label_of

    check_readable(config)
    build: Callable[[Any], Any] = lambda resolved: inputs_of({**config, "scenario": resolved})  # noqa: E731
    return World(label_of(config, {}), config["scenario"], build)


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        advice = f"See {name} in comity tipping --help."
        raise UserError(statement(name, value, "is not a number", "a number", SET_BY, advice))
    return float(value)


def _whole(name: str, value: Any, low: int) -> int:
    allowed, advice = f"{low} or more", f"See {name} in comity tipping --help."
    if isinstance(value, bool) or not isinstance(value, int):
        raise UserError(statement(name, value, "is not a whole number", allowed, SET_BY, advice))
    if value < low:
        raise UserError(statement(name, value, "is too small", allowed, SET_BY, advice))
    return value
