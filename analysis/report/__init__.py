"""The report of a record: one HTML file that needs nothing else, next to the data.

>>> from analysis.report import write            # doctest: +SKIP
>>> write("runs/words")                          # doctest: +SKIP
PosixPath('runs/words/report.html')
"""

from __future__ import annotations

from analysis.report.material import Asked
from analysis.report.page import render, write

__all__ = ["Asked", "render", "write"]
