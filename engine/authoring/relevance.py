"""Which cases can notice a change in a rule or a term: those whose expectations are computed from it.

Found once for a policy by following what depends on what; a case is never left out that a change could turn. Those
that came to the rule on their way stand first, and among these the ones with least else to compute.
Start reading at `Relevance.cases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.evaluate.duties import terms_needed
from engine.evaluate.examined import examine
from engine.evaluate.plans import plan
from engine.evaluate.view import View
from engine.model.case import Case, Options
from engine.model.expressions import ReadParameter, walk
from engine.model.policy import CaseExample, Policy, Rule
from engine.records.examples import case_of


class Relevance:
    """For each rule and term, the cases that can notice a change in it; `reached` are the rules they came to."""

    def __init__(self, policy: Policy, examples: Iterable[CaseExample]) -> None:
        self.policy = policy
        self.cones = Cones(policy)
        self.reached: set[str] = set()
        self._cases: dict[str, list[tuple[int, int, int, CaseExample]]] = {}
        for number, example in enumerate(examples):
            self._add(number, example)

    def cases(self, owner: str) -> list[CaseExample]:
        """The cases that can notice a change in a rule or a term, the likeliest first."""
        return [example for *_, example in sorted(self._cases.get(owner, ()), key=lambda each: each[:3])]

    def _add(self, number: int, example: CaseExample) -> None:
        below = self.cones.below(example)
        seen = examine(self.policy, *case_of(self.policy, example), judges_duties(self.policy, example))
        self.reached |= seen.applied | seen.passed_over
        for owner in below:
            rank = 0 if owner in seen.applied else 1 if owner in seen.passed_over else 2
            self._cases.setdefault(owner, []).append((rank, len(below), number, example))


class Cones:
    """What the answers of a case are computed from, on whatever day: rules, terms and parameters."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._views: dict[Any, View] = {}
        self._below: dict[Any, frozenset[str]] = {}

    def below(self, example: CaseExample) -> frozenset[str]:
        """The rules, terms and parameters that what a case expects is computed from."""
        case, options = case_of(self.policy, example)
        below = self._of(case.requested, options)
        return below | self._of_duties(case, options) if judges_duties(self.policy, example) else below

    def _of_duties(self, case: Case, options: Options) -> frozenset[str]:
        made = plan(self.policy, case.requested, options)
        concerned = [duty for _, _, duties in made.attached for duty in duties]
        return self._of(terms_needed(self.policy, [*made.duties, *concerned]), options)

    def _of(self, terms: Iterable[str], options: Options) -> frozenset[str]:
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
            for rule in view.rules_behind(here):
                found.add(rule.id)
                found.update(_parameters(rule))
            stack += view.dependencies(here)
    return frozenset(found)


def _parameters(rule: Rule) -> Iterator[str]:
    value = rule.conclusion.value if rule.conclusion is not None else None
    for whole in (rule.condition, value, rule.read_on):
        if whole is not None:
            yield from (node.parameter for node in walk(whole) if isinstance(node, ReadParameter))
