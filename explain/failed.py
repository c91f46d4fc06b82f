"""What a refusal fell on: the sentences of the law behind the conditions that were not met, however far down.

A right may ask for a term that other rules conclude, and the sentence that decided is then theirs, or the one an
assessment or a fact answers for. Start reading at `fell_on`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.evaluate.decision import ConditionStep, RuleStep, TermStep
from engine.model.citations import Basis
from engine.model.policy import Policy
from explain.conditions import settling


def fell_on(policy: Policy, refused: TermStep, day: date) -> Iterator[Basis]:
    """The bases of what was asked and not answered as the rules for a refused term want, on the way down from it.

    A term further down is told of by what its own rules fell on, and by the exceptions that stand against them.
    """
    stack, seen = [refused], set()
    while stack:
        term = stack.pop()
        if (term.id, term.member) in seen:
            continue
        seen.add((term.id, term.member))
        for rule in term.rules:
            if not rule.in_force or not rule.decisive:
                continue
            if term is not refused:
                yield from _against(rule)
            for asked in _asked(rule):
                if asked.rules and asked.value is False:
                    stack.append(asked)
                elif not asked.rules:
                    yield from (it for it in policy.terms[asked.id].basis if it.on(day))


def _against(rule: RuleStep) -> Iterator[Basis]:
    for it in rule.exceptions:
        if it.standing and it.decisive:
            yield from it.basis


def _asked(rule: RuleStep) -> Iterator[TermStep]:
    """The terms whose answers kept a rule from being met."""
    stack: list[ConditionStep] = [rule.condition] if rule.condition.value is False else []
    while stack:
        here = stack.pop()
        if here.reads is not None and here.decisive and here.reads.value in (True, False):
            yield here.reads
        stack.extend(reversed(settling(here)))
