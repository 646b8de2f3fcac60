"""`comity sensitivity`: what outcomes hang on, from the record of a sweep over a design."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence

from analysis.cli import designed
from analysis.cli.carried_out import carry_out, parser

EPILOG = """\
FOLDER is the record of a sweep over a design, and the design settles what can be said:
  design=morris                          screening: mean size and spread of effects
  design=saltelli                        Sobol' indices, with their convergence
  {kind: saltelli, second_order: true}   also those of pairs
  latin_hypercube, sobol, saltelli       PAWN: what moves the whole distribution
  any, two replicates or more            how much is parameters and how much is chance

Results are written to FOLDER/sensitivity: results.json, indices.csv, figures.

Examples
  comity sweep design=saltelli points=256 over=model.trust replicates=20 output=runs/trust
  comity sensitivity runs/trust
  comity sensitivity runs/trust --outcomes all --dyads USA>MEX,USA>COL
  comity sweep policy=tough_talk,quiet_diplomacy design=morris points=20 over=assumed replicates=20
      output=runs/screen
  comity sensitivity runs/screen --against policy=quiet_diplomacy
"""


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity sensitivity` and return the exit code."""
    typed = shlex.join(["comity", "sensitivity", *arguments])
    return carry_out(_parser().parse_args, lambda asked: _sensitivity(asked, typed), arguments)


def _parser() -> argparse.ArgumentParser:
    made = parser(
        "sensitivity",
        "Which numbers outcomes hang on: Morris, Sobol', PAWN; and how much is chance.",
        EPILOG,
    )
    designed.add_record(made)
    add = made.add_argument
    add("--outcomes", default="headline", help="all, or names with commas; the four headline ones")
    add("--dyads", default="", help="all, or names with commas: outcomes of these dyads")
    designed.add_shared(
        made,
        "sensitivity",
        arm="one of what was swept beside the design; each of them",
        against="paired differences from it; or from: baseline",
        seed="of the resampling (0)",
    )
    return made


def _sensitivity(asked: argparse.Namespace, command: str) -> None:
    from analysis.cli.progress import working

    with working() as tell:
        tell("reading")
        from analysis.sensitivity import output, sensitivity

        found = sensitivity(
            asked.folder,
            listed(asked.outcomes, ("all", "headline")),
            dyads=listed(asked.dyads) or ("",),
            arm=asked.arm,
            against=asked.against,
            confidence=asked.confidence,
            seed=asked.seed,
            progress=lambda done, total: tell(f"analysing: {done} of {total} outcomes"),
        )
        tell("drawing")
        place = designed.target(asked, output.PLACE)
        output.write(place, found, command)
    from analysis.cli import sensitivity_tables

    designed.tell(asked, found.document, lambda: sensitivity_tables.show(found), place)


def listed(text: str, whole: Sequence[str] = ()) -> list[str] | str:
    """Return names with commas between them as a list; a word that stands for many as it is."""
    return text if text in whole else [name.strip() for name in text.split(",") if name.strip()]
