"""Which facts a decision examined, and which of them were decisive, read off its derivations.

A step is decisive for the whole when every step above it is decisive too, so the walk carries that along.
Iterative and with a memory, since one term may be reached in many ways and a chain may be long.
Start reading at `facts_examined`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluate.decision import ConditionStep, Decision, RuleStep, TermStep
from engine.model.case import Key
from engine.model.policy import Policy

Step = TermStep | RuleStep | ConditionStep


def facts_examined(policy: Policy, decision: Decision) -> dict[Key, bool]:
    """Every fact looked at for the answers, and whether it was decisive; sorted by id and member."""
    found: dict[Key, bool] = {}
    for step, decisive in _steps(decision):
        if policy.terms[step.id].kind == "fact":
            key = step.id, step.member
            found[key] = found.get(key, False) or decisive
    return dict(sorted(found.items(), key=lambda entry: (entry[0][0], entry[0][1] or "")))


def _steps(decision: Decision) -> Iterator[tuple[TermStep, bool]]:
    """Each term step under the answers, once as decisive and once as not, at most."""
    seen: set[tuple[object, ...]] = set()
    waiting: list[tuple[Step, bool]] = [
        (segment.derivation(), True) for answer in decision.answers for segment in answer.segments
    ]
    while waiting:
        step, above = waiting.pop()
        decisive = above and step.decisive
        if isinstance(step, TermStep):
            mark = (step.id, step.member, step.day, decisive)
            if mark in seen:
                continue
            seen.add(mark)
            yield step, decisive
        waiting.extend((part, decisive) for part in _parts(step))


def _parts(step: Step) -> Iterator[Step]:
    """The steps directly beneath one."""
    match step:
        case TermStep():
            yield from step.rules
            yield from (part for part in (step.door, step.applies) if part is not None)
        case RuleStep():
            yield step.condition
            yield from step.exceptions
            if step.value_step is not None:
                yield step.value_step
        case ConditionStep():
            yield from step.parts
            yield from step.otherwise
            if step.reads is not None:
                yield step.reads
