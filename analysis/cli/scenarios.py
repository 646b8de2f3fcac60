"""`comity scenarios`: what is in the catalogue, what to cite, and help with one's own files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.table import Table

from analysis.cli import tables
from analysis.cli.groups import scenarios_dir
from model.errors import UserError, unknown
from scenarios.catalogue import Catalogue
from scenarios.check import check
from scenarios.citations import cite
from scenarios.format.template import template

USAGE = """\
comity scenarios list                 ids, periods and titles
comity scenarios show ID              the scenario, composed, every number with its origin
comity scenarios cite ID              the works behind it and what each is cited for
comity scenarios check FILE           everything that is wrong with a file, or folder of history
comity scenarios new ID               write ID.yaml here, a commented template
comity scenarios import FORMAT FILE   a public table of events or sanctions as a folder of history

scenarios_dir=FOLDER adds your own folder of scenarios to list, show and cite.
"""
WRONG_INPUT = 2


def main(arguments: Sequence[str]) -> int:
    """Carry out `comity scenarios ...` and return the exit code."""
    words = [item for item in arguments if "=" not in item]
    if not words or words[0] in ("--help", "-h"):
        print(USAGE, end="")
        return 0 if words else WRONG_INPUT
    commands: dict[str, Callable[[str, Path | None], int]] = {
        "list": _list,
        "show": _show,
        "cite": _cite,
        "check": _check,
        "new": _new,
    }
    try:
        if words[0] == "import":
            from analysis.cli import importing

            return importing.main(arguments[1:])
        for item in arguments:
            if "=" in item and not item.startswith("scenarios_dir="):
                raise unknown("key", item.partition("=")[0], ["scenarios_dir"], "the command line")
        if words[0] not in commands:
            raise unknown("command", words[0], [*commands, "import"])
        wanted = 1 if words[0] == "list" else 2
        if len(words) != wanted:
            what = "nothing" if wanted == 1 else "one name"
            raise UserError(f"comity scenarios {words[0]} takes {what} more.\n{USAGE}".rstrip())
        return commands[words[0]]((*words, "")[1], scenarios_dir(arguments))
    except UserError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT


def _list(_: str, folder: Path | None) -> int:
    files = Catalogue(folder)
    table = Table("id", "period", "title")
    for name in files.ids():
        try:
            item = files.load(name)
            table.add_row(name, item.period, item.title)
        except UserError as error:
            table.add_row(name, "", f"cannot be read: {str(error).splitlines()[0]}")
    tables.console().print(table)
    return 0


def _show(name: str, folder: Path | None) -> int:
    import yaml

    files = Catalogue(folder)
    files.load(name)
    data = files.document("scenario", name).data
    print(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100), end="")
    return 0


def _cite(name: str, folder: Path | None) -> int:
    print(cite(name, folder))
    return 0


def _check(name: str, _: Path | None) -> int:
    from scenarios.history.check import check_history, described
    from scenarios.history.reader import read_history

    is_history = Path(name).is_dir()
    problems = (check_history if is_history else check)(Path(name))
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{name}: nothing is wrong.")
        for line in described(read_history(name)) if is_history else ():
            print(line)
    return WRONG_INPUT if problems else 0


def _new(name: str, folder: Path | None) -> int:
    text = template(name)
    path = (folder or Path()) / f"{name}.yaml"
    if path.exists():
        raise UserError(f"{path} exists already; nothing was written. Choose another id.")
    path.write_text(text, encoding="utf-8")
    print(f"wrote {path}; check it with: comity scenarios check {path}")
    return 0
