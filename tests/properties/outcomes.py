"""What properties compare of two decisions: outcome, amount, grounds and open points, and what a reader can follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from engine.evaluate import decide
from engine.evaluate.decision import ConditionStep, Decision, RuleStep, TermStep
from engine.model.case import Case, Options
from engine.model.policy import Policy

Place = tuple[str, str | None, date, date]


def outcomes(policy: Policy, case: Case, way: Options) -> dict[Place, tuple[Any, ...]]:
    """Value, decisive grounds and waits of each answer, by term, member and stretch of days."""
    return {
        (answer.term, answer.member, segment.first, segment.last): (segment.value, segment.grounds, segment.waits)
        for answer in decide(policy, case, way).answers
        for segment in answer.segments
    }


def derivations(decision: Decision) -> Iterator[TermStep]:
    """The derivation of each segment of each answer."""
    for answer in decision.answers:
        for segment in answer.segments:
            yield segment.derivation()


def rule_steps(term: TermStep) -> Iterator[RuleStep]:
    """Every rule in a derivation, also behind the terms it reads."""
    seen: set[tuple[str, str | None, date | None]] = set()
    stack: list[Any] = [term]
    while stack:
        step = stack.pop()
        if isinstance(step, TermStep):
            if (place := (step.id, step.member, step.day)) not in seen:
                seen.add(place)
                stack += [*step.rules, *(inner for inner in (step.door, step.applies) if inner is not None)]
        elif isinstance(step, RuleStep):
            yield step
            stack += [*step.exceptions, step.condition, *([step.value_step] if step.value_step else [])]
        elif isinstance(step, ConditionStep):
            stack += [*step.parts, *step.otherwise, *([step.reads] if step.reads else [])]
