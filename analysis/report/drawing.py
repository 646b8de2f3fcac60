"""Figures as part of the page: inline SVG, the same bytes for the same figure."""

from __future__ import annotations

import re
from itertools import count
from typing import Protocol

from markupsafe import Markup
from matplotlib.figure import Figure as Drawn

from analysis.files import svg
from analysis.report.blocks import Figure, data_link

SMALL = (4.6, 3.0)
"""Inches of a figure that a phone shows whole."""
_ATTRIBUTE = re.compile(r'="[^"<>]*"')
_COORDINATE = re.compile(r"-?\d+\.\d{3,}")
_NAME = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')


class Numbers(Protocol):
    """Gives the next number each time."""

    def __next__(self) -> int: ...


class Pen:
    """Draws the figures of one page, each with names of its own."""

    def __init__(self) -> None:
        self._numbers: Numbers = count(1)

    def draw(self, figure: Drawn, caption: str, alt: str) -> Figure:
        """Return a figure of matplotlib as part of the page."""
        return Figure(inline(figure, f"g{next(self._numbers)}-"), caption, alt)


def inline(figure: Drawn, prefix: str = "") -> Markup:
    """Return a figure as an SVG element whose text stays text.

    Parameters
    ----------
    figure : of matplotlib
    prefix : put before every name inside, so that two figures on a page share none
    """
    drawn = svg(figure, fonts="none")
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn[drawn.index("<svg") :], flags=re.DOTALL)
    drawn = re.sub(r"<!--.*?-->", "", drawn, flags=re.DOTALL)  # comments hold labels
    drawn = _NAME.sub(lambda found: f"{found[1]}{prefix}{found[2]}", drawn)
    drawn = _ATTRIBUTE.sub(lambda found: _COORDINATE.sub(_shorter, found[0]), drawn)
    # The figure's own text alternative stands on the element around it.
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def _shorter(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def carried(content: bytes, is_svg: bool) -> Markup:
    """Return an image that another command drew, carried by the page; its scripts do not run."""
    media = "image/svg+xml" if is_svg else "image/png"
    return Markup('<img alt="" src="{}">').format(data_link(media, content))
