"""The levels from which a dyad's run starts: one rule for every dyad, nothing tuned.

1. The mandate is the coded cooperation of the year of the first month; if that year has none, of
   the nearest year at most `NEAREST` years away.
2. Trust, both ways, is the share of the public with a favourable view in that year if it was
   asked, else the coded cooperation: a tie is not trusted more than it works.
3. A dyad coded below `RUPTURED` (nearer to "agencies out" than to "minimal") starts ruptured.
4. What dyad.yaml says under `start` is taken where 1 to 3 say nothing; and only in the file's own
   first month does it go before 2.
5. Everything else comes from the template world's default dyad: never from the template's entry
   for the partner, which tells of another year.
"""

from __future__ import annotations

from scenarios.format import months
from scenarios.history.record import History

NEAREST = 2
RUPTURED = 0.125
COOPERATION, GOODWILL = "cooperation", "favourability"


def starting_levels(history: History, first: str) -> dict[str, float | bool]:
    """Return the numbers of the dyad in its first month, by field of `DyadInput`.

    Parameters
    ----------
    history : History
    first : str
        The first month of the run, `YYYY-MM`.
    """
    year = months.number(first) // 12
    given = {
        key: float(value) if not isinstance(value, bool) else value
        for key, value in history.file.start
        if value is not None
    }
    found: dict[str, float | bool] = {}
    coded = _coded(history, year)
    if coded is not None:
        found |= {"mandate": coded, "trust": coded, "sender_trust": coded}
        found["is_ruptured"] = coded < RUPTURED
    if first == history.first:
        found |= given
        if coded is not None:
            found["mandate"] = coded
    else:
        found = given | found
    asked = history.observed(GOODWILL, year)
    if asked is not None:
        found["trust"] = asked.value
    return found


def _coded(history: History, year: int) -> float | None:
    rows = history.observations.get(COOPERATION, ())
    near = [row for row in rows if abs(row.year - year) <= NEAREST]
    return min(near, key=lambda row: (abs(row.year - year), row.year)).value if near else None
