"""The conditions of a rule as single lines, and what a refusal's grounds would have meant alone.

A condition is cut at `and`, `or` and `not` until each line asks one thing. A `not` is never said: the line under it
wants the answer no, and De Morgan's laws turn what is denied into what is asked for.
Start reading at `lines_of` and `would_be_met`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from engine.evaluate.decision import ConditionStep, RuleStep, TermStep
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


def would_be_met(term: TermStep, flip: Flip | str) -> bool | None:
    """What a refused yes/no term would have come to, had one ground been otherwise and all else as it was.

    `flip` is an unmet condition, or the id of an exception that stands.
    """
    outcomes = [_stands(rule, flip) for rule in term.rules]
    return True if True in outcomes else None if None in outcomes else False


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
    )
    return Entry(_kind(step, wanted), where, what, level=level, decisive=step.decisive)


def _kind(step: ConditionStep, wanted: bool) -> str:
    if step.value is None:
        return "condition_open"
    return "condition_met" if step.value == wanted else "condition_not_met"


def _stands(rule: RuleStep, flip: Flip | str) -> bool | None:
    """Whether a rule would stand; exceptions to exceptions may be many, so they are settled from the innermost out."""
    order: list[tuple[RuleStep, int]] = [(rule, -1)]
    for place, (here, _) in enumerate(order):
        order.extend((inner, place) for inner in here.exceptions)
    against: list[list[bool | None]] = [[] for _ in order]
    stands: bool | None = None
    for place in range(len(order) - 1, -1, -1):
        here, parent = order[place]
        stands = _stands_alone(here, flip, against[place])
        if parent >= 0:
            against[parent].append(stands)
    return stands


def _stands_alone(rule: RuleStep, flip: Flip | str, exceptions: Sequence[bool | None]) -> bool | None:
    if rule.id == flip or rule.in_force is False:
        return False
    condition = _value(rule.condition, flip) if rule.in_force else None
    if condition is False or True in exceptions:
        return False
    return None if condition is None or None in exceptions else True


def _value(step: ConditionStep, flip: Flip | str) -> bool | None:
    node = step.expression
    parts = [_value(part, flip) for part in step.parts] if isinstance(node, (model.And, model.Or, model.Not)) else []
    if isinstance(node, model.And):
        return False if False in parts else None if None in parts else True
    if isinstance(node, model.Or):
        return True if True in parts else None if None in parts else False
    if isinstance(node, model.Not):
        return None if parts[0] is None else not parts[0]
    value = step.value if isinstance(step.value, bool) else None
    flipped = not isinstance(flip, str) and flip == (node, member_of(step))
    return None if value is None else value != flipped
