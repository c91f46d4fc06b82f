"""A policy as one run reads it: the rules of the readings chosen, exceptions by target, and what depends on what.

Made once per policy and options, and shared by every program lowered from it. Start reading at `View`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from engine.evaluate.order import CyclicPolicy
from engine.model.case import Options
from engine.model.expressions import Expression, Otherwise, terms_read, walk
from engine.model.policy import Policy, Rule, Term


class View:
    """A policy as one run reads it: rules of the readings chosen, exceptions by target, rules by term.

    Made once per policy and options, and shared by every program lowered from it.
    """

    def __init__(self, policy: Policy, options: Options) -> None:
        self.policy, self.options = policy, options
        readings = {key: item.chosen for key, item in policy.interpretations.items()} | dict(options.readings)
        self.rules: dict[str, Rule] = {
            key: rule
            for key, rule in sorted(policy.rules.items())
            if rule.reading is None or readings.get(rule.reading[0]) == rule.reading[1]
        }
        self.by_term: dict[str, list[Rule]] = {}
        self.exceptions: dict[str, list[Rule]] = {}
        for rule in self.rules.values():
            if rule.conclusion:
                self.by_term.setdefault(rule.conclusion.term, []).append(rule)
            for target in rule.targets:
                if target in self.rules:
                    self.exceptions.setdefault(target, []).append(rule)
        self.unformalised: dict[str, list[int]] = {}
        for index, missing in enumerate(policy.not_formalised):
            for term in missing.affects:
                self.unformalised.setdefault(term, []).append(index)
        self._dependencies: dict[str, tuple[str, ...]] = {}

    @cached_property
    def departures(self) -> frozenset[str]:
        """Rules whose value is made from `what otherwise applies`."""
        return frozenset(
            key
            for key, rule in self.rules.items()
            if rule.conclusion
            and rule.conclusion.value
            and any(isinstance(node, Otherwise) for node in walk(rule.conclusion.value))
        )

    def concluding(self, rule: Rule) -> list[Rule]:
        """The exceptions to a rule that have a conclusion of their own."""
        return [exception for exception in self.exceptions.get(rule.id, ()) if exception.conclusion]

    def dependencies(self, term_id: str) -> tuple[str, ...]:
        """The terms whose value on the same day a term's value is computed from, sorted."""
        if term_id not in self._dependencies:
            self._dependencies[term_id] = tuple(sorted(self._find_dependencies(term_id)))
        return self._dependencies[term_id]

    def _find_dependencies(self, term_id: str) -> set[str]:
        term = self.policy.terms[term_id]
        found: set[str] = set()
        for expression in _own_expressions(term):
            found |= terms_read(expression)
        for index in self.unformalised.get(term_id, ()):
            found |= terms_read(self.policy.not_formalised[index].condition)
        for rule in self.rules_behind(term_id):
            found |= terms_read(rule.condition)
            if rule.read_on:
                found |= terms_read(rule.read_on)
            if rule.unless_shown:
                found.add(rule.unless_shown[0])
            if rule.conclusion and rule.conclusion.value and rule.conclusion.term == term_id:
                found |= terms_read(rule.conclusion.value)
        return found

    def rules_behind(self, term_id: str) -> Iterable[Rule]:
        """The rules whose conditions a term's value is computed from.

        Its own rules and the exceptions that may set them aside; and of the targets an exception reaches from, only
        their conditions, whatever sets these aside.
        """
        judged: dict[str, Rule] = {}
        stack = list(self.by_term.get(term_id, ()))
        while stack:
            rule = stack.pop()
            if rule.id not in judged:
                judged[rule.id] = rule
                stack += self.exceptions.get(rule.id, ())
        behind = dict(judged)
        stack = list(judged.values())
        while stack:
            rule = stack.pop()
            for target in self.reach(rule) if rule.kind == "exception" and rule.conclusion else ():
                if target.id not in behind:
                    behind[target.id] = target
                    stack.append(target)
        return behind.values()

    def reach(self, rule: Rule) -> list[Rule]:
        """The rules whose conditions an exception with a conclusion is taken together with, directly or through."""
        assert rule.conclusion is not None
        found: dict[str, Rule] = {}
        stack = self.targets(rule)
        while stack:
            target = stack.pop()
            if target.id not in found:
                found[target.id] = target
                stack += [] if target.conclusion else self.inner_targets(target, rule.conclusion.term)
        return list(found.values())

    def targets(self, rule: Rule) -> list[Rule]:
        """The targets of an exception that exist in this run."""
        return [self.rules[key] for key in rule.targets if key in self.rules]

    def inner_targets(self, silent: Rule, term: str) -> list[Rule]:
        """The targets of an exception without a conclusion that conclude a term."""
        return [target for target in self.targets(silent) if target.conclusion and target.conclusion.term == term]


def _own_expressions(term: Term) -> Iterable[Expression]:
    if term.applies_when:
        yield term.applies_when
    if term.range:
        yield from term.range
    if term.discretion:
        if term.discretion.opens_when:
            yield term.discretion.opens_when
        for bound in term.discretion.bounds:
            yield bound.value


def in_order(wanted: Iterable[str], dependencies: Callable[[str], tuple[str, ...]]) -> list[str]:
    """Terms so that each comes after all it depends on, without recursion.

    Raises:
        CyclicPolicy: there is no such order.
    """
    done: dict[str, bool] = {}
    order: list[str] = []
    for start in wanted:
        stack = [(start, iter(dependencies(start)))] if start not in done else []
        if stack:
            done[start] = False
        while stack:
            term, waiting = stack[-1]
            following = next((other for other in waiting if not done.get(other, False)), None)
            if following is None:
                done[term] = True
                order.append(term)
                stack.pop()
            elif following in done:
                names = [name for name, _ in stack]
                raise CyclicPolicy(tuple(names[names.index(following) :]))
            else:
                done[following] = False
                stack.append((following, iter(dependencies(following))))
    return order
