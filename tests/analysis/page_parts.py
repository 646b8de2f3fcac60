"""A report taken apart by the standard parser: tables, links, headings, images and addresses."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "br", "img", "hr", "input", "use", "path"}


@dataclass
class ReadTable:
    """A table as it stands on the page, and the CSV behind its link."""

    name: str
    caption: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    link: str = ""

    def downloaded(self) -> list[list[str]]:
        """Return the rows of the CSV, the heading first."""
        kind, _, content = self.link.partition(",")
        assert kind == "data:text/csv;charset=utf-8;base64"
        return list(csv.reader(io.StringIO(base64.b64decode(content).decode("utf-8"))))


class Page(HTMLParser):
    """What a page holds.

    Attributes
    ----------
    tables : dict of ReadTable by name
    headings : list of (level, text)
    ids : Counter
    addresses : list of str, what src, href and url() name
    tags : Counter
    alternatives : list of str, of the figures
    text : str
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: dict[str, ReadTable] = {}
        self.headings: list[tuple[int, str]] = []
        self.ids: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.tags: Counter[str] = Counter()
        self.alternatives: list[str] = []
        self._open: list[str] = []
        self._pieces: list[str] = []
        self._collected: list[str] | None = None
        self._table: ReadTable | None = None
        self.feed(html)
        self.close()
        assert self._open == []
        self.text = re.sub(r"\s+", " ", " ".join(self._pieces))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        if "id" in given:
            self.ids[given["id"]] += 1
        self.addresses += [given[key] for key in ("src", "href", "xlink:href") if key in given]
        for value in given.values():
            self.addresses += re.findall(r"url\(([^)]+)\)", value or "")
        if given.get("role") == "img":
            self.alternatives.append(given.get("aria-label", ""))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "table":
            name = given["id"].removeprefix("table-")
            assert name not in self.tables
            self._table = self.tables[name] = ReadTable(name)
        elif tag == "tr" and self._table is not None and "tbody" in self._open:
            self._table.rows.append([])
        elif tag == "a" and "download" in given:
            self.tables[given["download"].removesuffix(".csv")].link = given["href"]
        if tag in ("caption", "th", "td", "h1", "h2", "h3", "h4", "h5"):
            self._collected = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open.pop() == tag
        if tag in ("caption", "th", "td", "h1", "h2", "h3", "h4", "h5"):
            text = re.sub(r"\s+", " ", " ".join(self._collected or [])).strip()
            self._collected = None
            if tag[0] == "h" and len(tag) == 2:
                self.headings.append((int(tag[1]), text))
            elif self._table is not None and tag == "caption":
                self._table.caption = text
            elif self._table is not None and "thead" in self._open:
                self._table.head.append(text)
            elif self._table is not None:
                self._table.rows[-1].append(text)
        if tag == "table":
            self._table = None

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("style", "script"):
            self._pieces.append(data)
        if self._collected is not None:
            self._collected.append(data.strip())
