"""One session's inquiry: the question of its what-if page, and the answer when it is there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import solara

from analysis.kept import Store
from analysis.view.attempt import attempt
from analysis.view.plan import Plan
from analysis.view.question import Question, changed
from analysis.whatif import Arm, WhatIf, compare
from model.inputs import Inputs

REPLICATES = 500
GATE = threading.Lock()
"""One comparison at a time: many sessions together need no more memory than one."""
STORE: Store[Arm] = Store()
"""Variants that were run lately, for all sessions: the same question has the same answer."""


@dataclass(frozen=True, eq=False)
class Answer:
    """A comparison, the question it answers, and how long it took in milliseconds."""

    question: Question
    found: WhatIf
    starts: tuple[str, ...]
    took: float


class Inquiry:
    """What one session's what-if page asks and has found.

    Attributes
    ----------
    question : Reactive of Question
        What is asked now; `question.value.number` counts.
    answer : Reactive of Answer or None
        The latest answer; it may still be that of an earlier question.
    refused, failed : Reactive of str
        What was wrong with the latest change, and with the latest comparison: two messages, for an
        answer that arrives must not wipe out what was wrong with a later question.
    """

    def __init__(self, question: Question) -> None:
        self.question = solara.reactive(question)
        self.answer: solara.Reactive[Answer | None] = solara.reactive(None)
        self.refused, self.failed = solara.reactive(""), solara.reactive("")

    def ask(self, **changes: Any) -> None:
        """Change the question; one that cannot be asked is told and changes nothing."""
        self._change(lambda now: changes)

    def set_field(self, name: str, value: Any) -> None:
        """Change what a field of the page says."""
        self._change(lambda now: changed(now, name, value))

    def edit(self, name: str, event: Mapping[str, Any] | None) -> None:
        """Change one event of the alternative; the schema's own checks tell what is wrong."""
        self._change(lambda now: {"plan": now.plan.edited(name, event)})

    def _change(self, changes: Callable[[Question], Mapping[str, Any]]) -> None:
        def change() -> None:
            now = self.question.value
            asked = replace(now, **changes(now), number=now.number + 1)
            asked.check()
            self.question.set(asked)
            self.begin()

        attempt(change, self.refused.set)

    def begin(self) -> None:
        """Answer the question in a thread of its own, unless the answer is there."""
        if not self.is_answered:
            threading.Thread(target=self._work, daemon=True).start()

    @property
    def is_answered(self) -> bool:
        """Whether the answer is that of the question."""
        answer = self.answer.value
        return answer is not None and answer.question.number == self.question.value.number

    def _work(self) -> None:
        with GATE:
            # Of several questions that waited only the last is answered.
            if not self.is_answered:
                question = self.question.value
                attempt(lambda: self.answer.set(answered(question)), self.failed.set)


def answered(question: Question) -> Answer:
    """Return the comparison that a question asks for."""
    begun = time.perf_counter()
    baseline: Inputs = Plan(question.baseline).inputs()
    variants = [plan.inputs() for plan in (question.plan, *question.pins)]
    found = compare(
        baseline,
        variants,
        REPLICATES,
        seed=question.seed,
        partner=question.partner,
        store=STORE,
    )
    took = 1000.0 * (time.perf_counter() - begun)
    starts = tuple(point.start for point in (baseline, *variants))
    return Answer(question, found, starts, took)
