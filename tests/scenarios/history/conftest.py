"""A made-up dyad: the Republic of Avalon and Lyonesse, in nobody's catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

DYAD = """\
id: avalon_lyonesse
title: Avalon and Lyonesse
summary: Two made-up governments.
does_not_cover: Everything real.
sender: AVA
partner: LYO
first: 1990-01
last: 1999-12
world:
  like: {sender: USA, partner: CRI}
  names: {AVA: Republic of Avalon, LYO: Kingdom of Lyonesse}
  strategy: nationalist
  governments:
    LYO:
      nationalism: {value: 0.9, assumed: [0.7, 1.0], why: "made up"}
      elections: {first: "1998-03", every_months: 48}
  dyad:
    trade_dependence: {value: 0.2, sourced: own_book, where: "page 3"}
start:
  reach: {value: 0.25, assumed: [0.1, 0.4], why: "made up"}
  grievance: {value: 0.3, assumed: [0.1, 0.4], why: "made up"}
sources: [{key: own_book, why: "everything"}]
"""
EVENTS = """\
month,until,actor,target,kind,intensity,flag,what,outcome,source,instrument,level,why
# a comment between rows is passed over
1991-03,1991-05,AVA,LYO,rh,0.40,L,"speech, in parliament",protest note,own_book,,,
1992-01,,AVA,LYO,dc,0.30,G,decertified,,own_book gsdb,,,
1993-07,,LYO,AVA,ex,0.90,L,agents ordered out,,own_book,,,
1994-02,end,AVA,LYO,sa,0.70,L,embargo,,own_book,trade_sanction,0.35,a third of trade
1995-01,,LYO,AVA,op,0.80,G,ship taken,,own_book,,,
1996-06,,LYO,AVA,ag,0.50,L,treaty,,own_book,,,
1997-09,,AVA,LYO,ar,0.60,G,talk of aid,,own_book,none,,nothing was paid
"""
OBSERVATIONS = """\
series,unit,year,value,low,high,flag,source,note
cooperation,share,1990,0.6,0.4,0.8,G,own_book,
cooperation,share,1994,0.05,0,0.15,G,own_book,
favourability,share,1990,0.7,,,L,own_book,
aid,million dollars a year,1991,50,,,G,own_book,recalled
"""
LEADERS = """\
month,government,name,ideology,low,high,flag,why,source
1988-02,LYO,Tristan,0.3,0.1,0.5,G,made up,own_book
1992-06,LYO,Mark,-0.4,-0.6,-0.2,G,made up,own_book
1997-03,LYO,Iseult,0.5,0.3,0.7,G,made up,own_book
"""
SOURCES = """\
own_book: {authors: A. Scribe, year: 2000, title: A made-up book, checked: read}
"""


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """Return the folder of a made-up history."""
    folder = tmp_path / "avalon_lyonesse"
    folder.mkdir()
    for name, text in (
        ("dyad.yaml", DYAD),
        ("events.csv", EVENTS),
        ("observations.csv", OBSERVATIONS),
        ("leaders.csv", LEADERS),
        ("sources.yaml", SOURCES),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder
