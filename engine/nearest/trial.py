"""The case with something otherwise, decided; counted, so that a search ends. Start reading at `Trial`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import evolve

from engine.evaluate import decide, settle
from engine.evaluate.decision import Decision
from engine.model.case import Case, Key, Options, Statement
from engine.model.expressions import Value
from engine.model.policy import Policy

Values = Mapping[Key, Value | None]


class Spent(Exception):
    """The budget is used."""


class Trial:
    """Decides variants of one case. `settled` is cheap and gives values only, of the first day; `decided` all of it."""

    def __init__(self, policy: Policy, case: Case, options: Options, budget: int) -> None:
        self.policy, self.case, self.options = policy, case, options
        self.left = self.budget = budget

    @property
    def tried(self) -> int:
        return self.budget - self.left

    def settled(self, case: Case) -> Values:
        """The value of each requested term on the case's first day.

        Raises:
            Spent: the budget is used.
        """
        self._spend(1)
        return settle(self.policy, case, self.options)

    def decided(self, case: Case) -> Decision:
        """The whole decision, which costs about as much as ten values.

        Raises:
            Spent: the budget is used.
        """
        self._spend(10)
        return decide(self.policy, case, self.options)

    def _spend(self, cost: int) -> None:
        if self.left < cost:
            raise Spent
        self.left -= cost


def with_fact(case: Case, key: Key, value: Value) -> Case:
    """The case with another value of a fact on its day; what it says of other days stands."""
    there = [_turned(it, value) if speaks(it, case.day) else it for it in case.facts.get(key, ())]
    return evolve(case, facts={**case.facts, key: tuple(there)})


def speaks(item: Statement, day: date) -> bool:
    """Whether a statement is about a day."""
    return (item.first is None or item.first <= day) and (item.last is None or day <= item.last)


def fact_on(case: Case, key: Key) -> Value | None:
    """What the case says of a fact on its day, `None` where that is nothing known."""
    said: Any = next((it for it in case.facts.get(key, ()) if speaks(it, case.day)), None)
    if said is None or said.state == "unknown":
        return None
    return False if said.state == "not_shown" else said.value


def _turned(said: Statement, value: Value) -> Statement:
    return evolve(said, state="known", value=value)
