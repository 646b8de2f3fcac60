"""Hydra's parser under the argparse of Python 3.14, imitated where an older one runs the tests."""

from __future__ import annotations

import argparse
from typing import Any

import pytest
from hydra._internal.utils import get_args_parser

from analysis.cli.lazy_help import lazy_help_allowed

pytestmark = pytest.mark.quick


@pytest.fixture
def strict_argparse(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make `add_argument` check each help text at once, as Python 3.14 does."""

    def check(self: argparse.ArgumentParser, action: argparse.Action) -> None:
        if action.help and not isinstance(action.help, str):
            raise ValueError("badly formed help string")

    parser: Any = argparse.ArgumentParser
    monkeypatch.setattr(parser, "_check_help", check, raising=False)
    add = parser.add_argument

    def add_argument(self: Any, *names: Any, **options: Any) -> Any:
        action = add(self, *names, **options)
        self._check_help(action)
        return action

    monkeypatch.setattr(parser, "add_argument", add_argument)
    return check


def test_hydra_cannot_start_without_the_allowance(strict_argparse: Any) -> None:
    with pytest.raises(ValueError, match="badly formed help string"):
        get_args_parser()


def test_hydra_starts_with_the_allowance(strict_argparse: Any) -> None:
    with lazy_help_allowed():
        assert get_args_parser().parse_args(["a=1"]).overrides == ["a=1"]
    assert argparse.ArgumentParser._check_help is strict_argparse  # type: ignore[attr-defined]
