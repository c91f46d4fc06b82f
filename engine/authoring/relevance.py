"""Which cases can notice a change in a rule or a term: those whose expectations are computed from it.

Found once for a policy by following what depends on what; a case is never left out that a change could turn. Those
that came to the rule on their way stand first, and among these the ones with least else to compute.
Start reading at `Relevance.cases`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.evaluate.duties import terms_needed
from engine.evaluate.examined import examine
from engine.evaluate.plans import plan
from engine.evaluate.view import View
from engine.model.case import Case, Options
from engine.model.policy import CaseExample, Policy
from engine.records.examples import case_of


class Relevance:
    """For each rule and term, the cases that can notice a change in it; `reached` are the rules they came to."""

    def __init__(self, policy: Policy, examples: Iterable[CaseExample]) -> None:
        self.policy = policy
        self._views: dict[Any, View] = {}
        self._below: dict[Any, frozenset[str]] = {}
        self._cases: dict[str, list[tuple[int, int, int, CaseExample]]] = {}
        self.reached: set[str] = set()
        for number, example in enumerate(examples):
            self._add(number, example)

    def cases(self, owner: str) -> list[CaseExample]:
        """The cases that can notice a change in a rule or a term, the likeliest first."""
        return [example for *_, example in sorted(self._cases.get(owner, ()), key=lambda each: each[:3])]

    def _add(self, number: int, example: CaseExample) -> None:
        case, options = case_of(self.policy, example)
        below = self._below_all(case.requested, options)
        if judges_duties(self.policy, example):
            below |= self._of_duties(case, options)
        seen = examine(self.policy, case, options, judges_duties(self.policy, example))
        self.reached |= seen.applied | seen.passed_over
        for owner in below:
            rank = 0 if owner in seen.applied else 1 if owner in seen.passed_over else 2
            self._cases.setdefault(owner, []).append((rank, len(below), number, example))

    def _of_duties(self, case: Case, options: Options) -> frozenset[str]:
        made = plan(self.policy, case.requested, options)
        concerned = [duty for _, _, duties in made.attached for duty in duties]
        needed = terms_needed(self.policy, [*made.duties, *concerned])
        return self._below_all(needed, options)

    def _below_all(self, terms: Iterable[str], options: Options) -> frozenset[str]:
        """The rules and terms some terms are computed from, on whatever day."""
        view = self._view(options)
        found: set[str] = set()
        for term in terms:
            key = (id(view), term)
            if key not in self._below:
                self._below[key] = _below(view, term)
            found |= self._below[key]
        return frozenset(found)

    def _view(self, options: Options) -> View:
        key = tuple(sorted(options.readings.items()))
        if key not in self._views:
            self._views[key] = View(self.policy, Options(readings=options.readings))
        return self._views[key]


def judges_duties(policy: Policy, example: CaseExample) -> bool:
    """Whether a case expects something of duties: that the decision is ready, or a duty of a kind of decision."""
    return any(
        not expected.term or policy.entities[policy.terms[expected.term].entity].is_decision_kind
        for expected in example.expected
    )


def _below(view: View, term: str) -> frozenset[str]:
    found: set[str] = set()
    stack = [term]
    while stack:
        here = stack.pop()
        if here not in found:
            found.add(here)
            found.update(rule.id for rule in view.rules_behind(here))
            stack += view.dependencies(here)
    return frozenset(found)
