"""The bibliography, the works to cite, and the catalogue page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from model.errors import UserError
from model.parameters import catalogue
from model.sources import cite, sources
from scenarios import Catalogue
from scenarios import cite as cite_scenario
from scenarios.catalogue_page import text
from scenarios.citations import citations
from scenarios.format.yaml_lines import read

pytestmark = pytest.mark.quick

OWN = "mine:\n  authors: A. Author\n  year: 2020\n  title: A title.\n  checked: read\n"


def test_the_bibliography_is_complete_and_without_repetitions() -> None:
    from model.sources import PACKAGED

    assert set(read(PACKAGED).data) == set(sources())  # a repeated key would be an error here
    assert {row.source for row in catalogue()} - {None} <= set(sources())


def test_a_citation_is_a_line() -> None:
    assert cite("gsdb").startswith("Global Sanctions Data Base (2019). ")
    assert all(source.citation.endswith(".") for source in sources().values())
    assert not any(".." in source.citation for source in sources().values())


def test_an_unknown_key_is_told() -> None:
    with pytest.raises(UserError, match=r"^Unknown source 'gsbd'\. Did you mean 'gsdb'"):
        cite("gsbd")


def test_a_user_s_own_works(folder: Path, edit: Callable[..., str]) -> None:
    (folder / "sources.yaml").write_text(OWN)
    edit("{key: gsdb, ", "{key: mine, ")
    assert "A. Author (2020). A title.\n    for an example\n" in cite_scenario("first", folder)
    assert "sources" not in Catalogue(folder).ids()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            OWN.replace("  title: A title.\n", ""),
            "mine.title is missing; allowed authors, checked, ",
        ),
        (OWN + "  page: 3\n", "mine.page is unknown; allowed authors, checked, "),
        (OWN.replace("2020", "MMXX"), "mine has year=MMXX and checked=read; allowed"),
        (OWN.replace("read", "yes"), "mine has year=2020 and checked=True; allowed"),
        (OWN.replace("mine", "gsdb"), "Source 'gsdb' of "),
        ("mine: [", "[^ ]*/sources.yaml is not valid YAML: "),
    ],
)
def test_a_wrong_bibliography_is_told(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(text)
    with pytest.raises(UserError, match=f"^{message}"):
        sources(tmp_path / "sources.yaml")


def test_works_and_reasons(folder: Path) -> None:
    """The scenario's own, its world's, its policy's and the law's, each work once."""
    found = {item.source.key: item.why for item in citations("first", folder)}
    own = ("an example", "events.law.intensity (F31)", "the world small")
    assert found["gsdb"][:4] == (*own, "the policy calm: an example")
    law = {row.source for row in catalogue()} - {None}
    assert set(found) == {"gsdb", *law}


def test_the_page_shows_what_a_scenario_says(folder: Path) -> None:
    page = text(Catalogue(folder))
    assert "## first\n\n**A first scenario.** Words and an answer.\n" in page
    row = "| words | USA | MEX | words | 2015-03 to 2015-05 | 0.6 | assumed 0.4 to 0.8: coded "
    assert row + "| a speech |" in page
    assert "| law | MEX | USA | law | 2016-10 to end | 0.8 | gsdb, F31 |  |" in page
    assert "2015-09, every 6 months" in page
    assert "[Sanction episodes with objectives and their success, to 2019]. Cited for:" in page
    assert "| `loud` | Loud | Suspends while the partner fails. | target 0.5 (assumed " in page
