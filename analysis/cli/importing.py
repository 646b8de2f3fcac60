"""`comity scenarios import`: a public table of events or sanctions as a folder of history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.cli import progress
from model.errors import UserError, unknown
from scenarios.format.yaml_lines import shown
from scenarios.problems import statement

KEYS = ("dyad", "output", "names", "least")
BY = "the command line"
USAGE = """\
comity scenarios import FORMAT FILE dyad=SENDER-PARTNER output=FOLDER

FORMAT is gdelt, icews or polecat (event tables), ties or gsdb (sanctions tables).
names=USA=United States,MEX=Mexico   what the file calls the two governments
least=5                              fewest events of a kind in a month that make a row (default 1)

Example
  comity scenarios import icews events.tab dyad=USA-MEX "names=USA=United States,MEX=Mexico" \\
      output=histories/usa_mexico_icews
"""


def main(arguments: Sequence[str]) -> int:
    """Carry out the import and return the exit code 0.

    Raises
    ------
    UserError
        For anything that is not as `USAGE` has it, and what the import itself raises.
    """
    from scenarios.history.importers import import_table, write

    words, keys = _parsed(arguments)
    if len(words) != 2 or "dyad" not in keys or "output" not in keys:
        raise UserError(f"comity scenarios import takes a format, a file and two keys.\n{USAGE}")
    dyad = _dyad(keys["dyad"])
    folder = Path(keys["output"])
    path = Path(words[1])
    names, least = _names(keys.get("names", ""), dyad), _least(keys.get("least", "1"))
    if folder.exists():
        raise UserError(f"output={folder} exists already; set by {BY}. Choose another folder.")
    size = path.stat().st_size // 1000 if path.is_file() else 0
    with progress.bar(size, "kB") as told:
        imported = import_table(words[0], path, dyad, names=names, least=least, progress=told)
    written = write(imported, folder, words[0], dyad)
    for line in imported.tally.lines():
        print(line)
    print(f"wrote {', '.join(path.name for path in written)} in {shown(folder)}")
    print(f"look at every row, then: comity scenarios check {folder}")
    return 0


def _parsed(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    words, keys = [], {}
    for item in arguments:
        key, sign, value = item.partition("=")
        if not sign:
            words.append(item)
        elif key not in KEYS:
            raise unknown("key", key, KEYS, BY)
        else:
            keys[key] = value
    return words, keys


def _dyad(text: str) -> tuple[str, str]:
    sender, sign, partner = text.partition("-")
    if not (sender and sign and partner) or sender == partner:
        rule, advice = "is not a pair", "Write the sender, a dash and the partner: USA-MEX."
        raise UserError(statement("dyad", text, rule, "SENDER-PARTNER", BY, advice))
    return sender, partner


def _names(text: str, dyad: tuple[str, str]) -> dict[str, str]:
    found = {}
    for part in filter(None, text.split(",")):
        key, sign, value = part.partition("=")
        if not sign or key.strip() not in dyad:
            rule, allowed = "is not a name of one of the two", f"{dyad[0]}=...,{dyad[1]}=..."
            raise UserError(statement("names", part, rule, allowed, BY, "Separate them by commas."))
        found[key.strip()] = value.strip()
    return found


def _least(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        advice = "Write how many events of a kind in a month make a row."
        raise UserError(statement("least", text, "is not a count", "1 or more", BY, advice))
    return int(text)
