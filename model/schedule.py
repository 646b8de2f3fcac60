"""The month: fourteen stages in order. Every driver follows this table.

Within a stage every agent decides from the state before it, then all decisions apply. Where order
is the substance (a threat, the answer, what follows) a stage has steps, each applied before the
next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from model import draws

Actor = Literal["governments", "agencies", "network", "world"]


@dataclass(frozen=True)
class Step:
    """One step of a stage.

    Attributes
    ----------
    stage : int
        Number of the stage, 1 to 14.
    name : str
        Name of the stage.
    actor : str
        Who acts.
    method : str
        The stage method of those agents.
    mechanisms : tuple of str
        The parameter groups it uses.
    draws : tuple of int
        The stages in the address of the draws it uses; empty if it draws none.
    """

    stage: int
    name: str
    actor: Actor
    method: str
    mechanisms: tuple[str, ...]
    draws: tuple[int, ...] = ()


SCHEDULE: tuple[Step, ...] = (
    Step(1, "instruments", "governments", "perceive", ("law", "politics"), (draws.POLICY,)),
    Step(2, "speech", "governments", "speak", ("speech",), (draws.SPEECH,)),
    Step(3, "pressure", "governments", "feel", ("pressure", "acts"), (draws.POLICY,)),
    Step(4, "threat game: the answer", "governments", "answer", ("threat",), (draws.THREAT,)),
    Step(
        4,
        "threat game: what follows",
        "governments",
        "follow_through",
        ("threat",),
        (draws.THREAT,),
    ),
    Step(5, "domestic audience", "governments", "face_audience", ("audience",)),
    Step(6, "trust and grievance", "governments", "remember", ("trust", "grievance")),
    Step(7, "rupture and repair", "governments", "break_or_mend", ("rupture",), (draws.RUPTURE,)),
    Step(8, "mandate", "governments", "decide", ("mandate",), (draws.MANDATE,)),
    Step(9, "agencies: presence", "governments", "open_or_close", ("reach",)),
    Step(9, "agencies: presence", "agencies", "deploy", ("links",)),
    Step(9, "agencies: work", "agencies", "act", ("links", "law"), (draws.LINKS,)),
    Step(10, "capacity", "agencies", "build", ("capacity",)),
    Step(
        11, "traffickers", "network", "adapt", ("detection", "routes", "supply"), (draws.DETECTION,)
    ),
    Step(12, "sender politics", "governments", "react_at_home", ("politics",)),
    Step(
        13,
        "turnover",
        "governments",
        "hold_office",
        ("turnover",),
        (draws.TURNOVER, draws.ELECTION),
    ),
    Step(14, "measure", "world", "measure", ()),
)


def describe() -> str:
    """Return the schedule as a Markdown table."""
    lines = ["| stage | what | who | method | mechanisms |", "|---|---|---|---|---|"]
    lines += [
        f"| {s.stage} | {s.name} | {s.actor} | `{s.method}` | {', '.join(s.mechanisms) or '-'} |"
        for s in SCHEDULE
    ]
    return "\n".join(lines)
