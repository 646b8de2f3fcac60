"""Export and share: the scenario as a file, the command line that reproduces it, the address."""
# ruff: noqa: N802

from __future__ import annotations

import solara

from analysis.view.plan import Plan, address, command

REPLICATES = 500


@solara.component_vue("vue/share.vue")
def Share(filename: str, text: str, query: str, command: str) -> None:
    """Offer a file, and show the command line and an address that can be copied."""


@solara.component
def ExportPanel(baseline: str, plan: Plan, partner: str | None, seed: int) -> None:
    """Offer the alternative as a scenario file, with the command line and the shareable address."""
    name = exported_name(plan)
    solara.HTML(tag="h2", unsafe_innerHTML="Keep and share")
    Share(
        filename=f"{name}.yaml",
        text=plan.document(name),
        query=address(baseline, plan, partner, seed),
        command=command(baseline, name, seed, REPLICATES),
    )


def exported_name(plan: Plan) -> str:
    """Return the id of the exported scenario."""
    return f"{plan.scenario}_edited"
