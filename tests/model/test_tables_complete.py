"""Every rule has a hand-worked table of at least three rows."""

from __future__ import annotations

import inspect
import pkgutil
from collections import Counter
from importlib import import_module

import pytest
import test_tables_agencies
import test_tables_choices
import test_tables_network
import test_tables_relations

from model import rules

pytestmark = pytest.mark.quick

TABLES = (
    test_tables_agencies.TABLE
    + test_tables_choices.TABLE
    + test_tables_network.TABLE
    + test_tables_relations.TABLE
)


def test_every_rule_has_three_rows_or_more():
    rows = Counter(rule for rule, _, _ in TABLES)
    short = []
    for item in pkgutil.iter_modules(rules.__path__):
        module = import_module(f"model.rules.{item.name}")
        for name, rule in inspect.getmembers(module, inspect.isfunction):
            own = rule.__module__ == module.__name__ and not name.startswith("_")
            if own and rows[rule] < 3:
                short.append(f"{item.name}.{name}: {rows[rule]}")
    assert not short
