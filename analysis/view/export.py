"""Export and share: the variants as files, the command lines that reproduce them, the address."""
# ruff: noqa: N802

from __future__ import annotations

import solara

from analysis.view.address import address
from analysis.view.chart import compact
from analysis.view.inquiry import REPLICATES
from analysis.view.question import Question


@solara.component_vue("vue/share.vue")
def Share(files: str, query: str, command: str) -> None:
    """Offer files (JSON text: name and text of each), a command line and an address to copy."""


@solara.component
def ExportPanel(question: Question) -> None:
    """Offer the variants as scenario files, the command lines and the shareable address."""
    solara.HTML(tag="h2", unsafe_innerHTML="Keep and share")
    files = [{"name": f"{name}.yaml", "text": text} for name, text in exported(question).items()]
    Share(files=compact(files), query=address(question), command=command(question, REPLICATES))


def exported(question: Question) -> dict[str, str]:
    """Return the texts of the scenario files by their ids: the alternative, then the pins."""
    name = f"{question.plan.scenario}_edited"
    pins = {f"{pin.scenario}_pin_{k}": pin for k, pin in enumerate(question.pins, 1)}
    return {own: plan.document(own) for own, plan in {name: question.plan, **pins}.items()}


def command(question: Question, replicates: int) -> str:
    """Return the command lines that make the same comparison, and its pictures, from the files."""
    names = list(exported(question))
    folder = f"runs/{names[0]}"
    return (
        f"comity sweep scenario={','.join([question.baseline, *names])} scenarios_dir=. "
        f"replicates={replicates} seed={question.seed} output={folder} && "
        f"comity compare {folder} --figures {folder}/figures"
    )
