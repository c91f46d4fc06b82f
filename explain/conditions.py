"""The conditions of a rule as single lines.

A condition is cut at `and`, `or` and `not` until each line asks one thing. A `not` is never said: the line under it
wants the answer no, and De Morgan's laws turn what is denied into what is asked for.
Start reading at `lines_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from attrs import evolve, frozen

from engine.evaluate.decision import ConditionStep
from engine.model import expressions as model
from engine.model.expressions import Expression, walk
from explain.selection import Checked, Entry

Flip = tuple[Expression, str | None]
"""A condition (of a member) whose answer is turned around to see what would follow."""


@frozen
class Asked:
    """How a condition is told: the day it was asked for, what an unmet one would have meant alone, and who asks."""

    day: date | None = None
    alone: Callable[[Flip], bool | None] | None = None
    of_exception: bool = False


def lines_of(step: ConditionStep, where: str, level: int, asked: Asked) -> list[Entry]:
    """One entry per thing a condition asks; none for a rule without conditions.

    `where` is the identity of what the condition belongs to.
    """
    return list(_lines(step, True, where, level, asked))


def member_of(step: ConditionStep) -> str | None:
    """Whose a condition is: the member it reads something of, or the member a quantifier is looking at."""
    own = step.reads.member if step.reads is not None else step.member
    return own or next((member for part in step.parts if (member := member_of(part))), None)


def reads_of(step: ConditionStep | None) -> Iterator[ConditionStep]:
    """The steps of an expression that read a term, in written order, those behind `what otherwise applies` too."""
    stack = [step] if step is not None else []
    while stack:
        here = stack.pop()
        if here.reads is not None:
            yield here
        for rule in reversed(here.otherwise):
            stack.extend(it for it in (rule.value_step, rule.condition) if it is not None)
        stack.extend(reversed(here.parts))


def settling(step: ConditionStep) -> list[ConditionStep]:
    """The parts of a condition, each decisive only where it helped to settle the whole."""
    return [_inside(step, part) for part in step.parts]


def _lines(step: ConditionStep, wanted: bool, where: str, level: int, asked: Asked) -> Iterator[Entry]:
    node = step.expression
    if isinstance(node, model.Not):
        yield from _lines(_inside(step, step.parts[0]), not wanted, f"{where}.0", level, asked)
    elif isinstance(node, (model.And, model.Or)):
        any_will_do = isinstance(node, model.Or) == wanted
        if any_will_do:
            kind = "any_of" if step.value is None or step.value == wanted else "any_of_unmet"
            yield Entry(kind, where, Checked(node, step.value, wanted), level=level, decisive=step.decisive)
        for number, part in enumerate(step.parts):
            yield from _lines(_inside(step, part), wanted, f"{where}.{number}", level + any_will_do, asked)
    elif not isinstance(node, model.Literal):
        yield _line(step, wanted, where, level, asked)
        if isinstance(node, model.Quantified):
            for part in step.parts:
                at = f"{where}:{member_of(part) or ''}"
                yield from _lines(_inside(step, part), wanted, at, level + 1, evolve(asked, alone=None))


def _inside(step: ConditionStep, part: ConditionStep) -> ConditionStep:
    """A part, decisive only where it helped to settle the whole: the same question may be decisive elsewhere."""
    settles = {model.And: False, model.Or: True}.get(type(step.expression))
    idle = settles is not None and step.value is settles and part.value is not settles
    return evolve(part, decisive=part.decisive and step.decisive and not idle)


def _line(step: ConditionStep, wanted: bool, where: str, level: int, asked: Asked) -> Entry:
    node, values = step.expression, [part.value for part in step.parts]
    compared = isinstance(node, (model.Compare, model.Between))
    found, limit, high = [*values, None, None, None][:3] if compared else (None, None, None)
    by_day = any(isinstance(it, (model.TheDay, model.DayBegan)) for it in walk(node))
    alone = None
    if asked.alone is not None and step.decisive and step.value is not None and step.value != wanted:
        alone = asked.alone((node, member_of(step)))
    what = Checked(
        expression=node,
        value=step.value,
        wanted=wanted,
        member=member_of(step),
        found=found,
        limit=limit,
        high=high,
        day=asked.day if by_day else None,
        alone=alone,
        of_exception=asked.of_exception,
        members=len(step.parts) if isinstance(node, model.Quantified) else 0,
        assessed=_is_assessed(step),
    )
    return Entry(_kind(step, wanted), where, what, level=level, decisive=step.decisive)


def _is_assessed(step: ConditionStep) -> bool:
    """Whether an open question has an assessment that would count, were it settled that the question opens."""
    asked = step.reads
    if step.value is not None or asked is None or asked.door is None or asked.door.value is not None:
        return False
    return bool(asked.assessments) and not asked.lacks and asked.assessments[0].state != "unknown"


def _kind(step: ConditionStep, wanted: bool) -> str:
    if step.value is None:
        return "condition_open"
    return "condition_met" if step.value == wanted else "condition_not_met"
