"""The panels without a browser: they serve in Mesa's own SolaraViz, and say what they must."""

from __future__ import annotations

import ipyvuetify
import solara
from mesa.visualization import SolaraViz

import scenarios
from analysis.view.instruments import GROUPS
from analysis.view.network import NetworkPanel, positions
from analysis.view.parameters import explained
from analysis.view.routes import RoutesPanel, layout
from analysis.view.series import PLOTS, SeriesPanel, lines, marks, told
from analysis.view.timeline import row, years
from analysis.view.world import LiveWorld
from model.instruments import SENDER_INSTRUMENTS
from model.parameters import catalogue


def world(months: int = 0) -> LiveWorld:
    found = LiveWorld(scenarios.build_scenario("bad_hombres_2017"), rng=0)
    for _ in range(months):
        found.step()
    return found


def test_panels_serve_in_solaraviz() -> None:
    live = world(2)
    panels = [(NetworkPanel, 0), (RoutesPanel, 0), (SeriesPanel, 0)]
    viz = SolaraViz(live, components=panels, name="Comity")
    box, context = solara.render(solara.AppLayout(children=[viz]), handle_error=False)
    try:
        step = [b for b in context.find(ipyvuetify.Btn).widgets if b.children == ["Step"]]
        step[0].click()
        assert live.month == 3
    finally:
        context.close()
    assert box is not None


def test_each_instrument_has_one_slider() -> None:
    listed = [name for members in GROUPS.values() for name in members]
    assert sorted(listed) == sorted(item.name for item in SENDER_INSTRUMENTS)


def test_parameters_are_told_with_unit_range_and_origin() -> None:
    texts = {row.full_name: explained(row) for row in catalogue()}
    assert texts["trust.down_per_month"].startswith(
        "loss per unit of hostile pressure; default 0.2 1/month, plausible 0.08 to 0.4; assumed: "
    )
    assert "source goldstein1992: " in texts["pressure.words"]


def test_every_place_and_government_has_a_position_of_its_own() -> None:
    inputs = world().inputs
    places = layout(inputs)
    assert len({places[c.id] for c in inputs.countries}) == len(inputs.countries)
    found = positions(inputs)
    assert len(set(found.values())) == len(inputs.governments) + len(inputs.agencies)


def test_lines_and_marks_of_two_worlds() -> None:
    live = world(6)
    first, second = lines(PLOTS[0], (live, live.at(4)), None)
    assert (first["branch"], second["branch"], first["from"]) == ("A", "B", "2015-01")
    assert (len(first["value"]), len(second["value"])) == (6, 4)
    assert first["value"][5] == round(float(live.frames[6]["dyad.operational"].mean()), 5)
    found = marks((live,), "MEX")
    assert "United States: hostile rhetoric 0.5 towards Mexico" in found["text"]
    assert marks((live,), "COL")["text"] == []


def test_rows_of_the_calendar() -> None:
    event = {
        "by": "USA", "toward": "all", "instrument": "words", "at": "2016-03", "until": "end",
        "every_months": 12, "intensity": 0.5,
    }  # fmt: skip
    found = row("x", event, "2016-01", 24)
    assert (found["first"], found["last"], found["hostile"]) == (2, 23, True)
    assert found["text"] == "USA to all: hostile rhetoric 0.5, every 12 months"
    assert [year["label"] for year in years("2015-11", 24)] == ["2016", "2017"]


def test_summaries_of_charts_have_single_spaces() -> None:
    worlds = (world(2), world(2))
    texts = [told(plot, shown, "MEX") for plot in PLOTS for shown in (worlds, worlds[:1])]
    assert all(" from " in text and "  " not in text for text in texts)
