"""`comity discover`: which combinations of conditions make a policy fail."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence

from analysis.cli import designed
from analysis.cli.carried_out import carry_out, parser

EPILOG = """\
FOLDER is the record of a sweep over a design that samples the space: latin_hypercube, sobol,
saltelli, or a file of points. A world is a point of it. Boxes are found on two thirds of the worlds
and checked on the others; what does not hold there is not told.

Results are written to FOLDER/discovery: results.json, boxes.csv, figures.

Examples
  comity sweep policy=tough_talk design=latin_hypercube points=1000 over=assumed replicates=20
      output=runs/worlds
  comity discover runs/worlds --fails "operational_mean<0.35"
  comity discover runs/worlds --fails "p_rupture>0" --share 0.5
  comity discover runs/worlds --fails "operational_mean<-0.02" --against baseline
  comity discover runs/both --arm policy=tough_talk --against policy=status_quo
      --fails "concession_kept<=0"
"""


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity discover` and return the exit code."""
    typed = shlex.join(["comity", "discover", *arguments])
    return carry_out(_parser().parse_args, lambda asked: _discover(asked, typed), arguments)


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "discover",
        "Which combinations of uncertain conditions make a policy fail: PRIM and CART.",
        EPILOG,
    )
    designed.add_record(made)
    add = made.add_argument
    add("--fails", required=True, metavar="CONDITION", help='"OUTCOME<NUMBER", also <=, > and >=')
    add(
        "--share",
        type=float,
        help="a world fails if this share of its replicates do; else if their mean does",
    )
    add("--dyad", default="", help="the outcome of this dyad")
    add("--density", type=float, help="the largest box with this density; else the balanced one")
    add("--boxes", type=int, default=2, help="most boxes of each method (2)")
    designed.add_shared(
        made,
        "discovery",
        arm="which of what was swept beside the design",
        against="fails by the difference from it; or: baseline",
        seed="of which worlds are kept back (0)",
    )
    return made


def _discover(asked: argparse.Namespace, command: str) -> None:
    from analysis.cli.progress import working

    with working() as tell:
        tell("reading")
        from analysis.discovery import Asked, discover, output
        from analysis.discovery.found import document

        found = discover(
            asked.folder,
            asked.fails,
            share=asked.share,
            dyad=asked.dyad,
            arm=asked.arm,
            against=asked.against,
            asked=Asked(asked.density, asked.boxes, asked.confidence, asked.seed, tell),
        )
        tell("drawing")
        place = designed.target(asked, output.PLACE)
        output.write(place, found, command)
    from analysis.cli import discover_tables

    designed.tell(asked, lambda: document(found), lambda: discover_tables.show(found), place)
