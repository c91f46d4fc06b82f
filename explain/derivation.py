"""One answer's derivation from the requested term down: each term concluded on the way, and what the case gave.

The walk keeps its own stack, since chains of rules may be ten thousand long; a term read twice is told once.
Start reading at `walk_answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import field, frozen

from engine.evaluate.decision import ConditionStep, TermStep
from engine.model import expressions as model
from engine.model.policy import Policy
from explain.conditions import reads_of
from explain.grounds import Block, Ground, block_of, grounds_of, matters, nothing_in_force, with_exceptions
from explain.hypothetical import refusal_of

TermKey = tuple[str, str | None, date | None]

Derivation = Callable[..., TermStep]
"""The tree of an answer when called; called with a term and a member, the tree of that term on the same day."""


@frozen
class Walk:
    """What one derivation gave: its blocks in order, and the given terms and the lists that it met."""

    root: TermStep
    blocks: list[Block] = field(factory=list)
    given: dict[TermKey, TermStep] = field(factory=dict)
    lists: dict[tuple[str, str | None], bool] = field(factory=dict)
    """The lists, and whether what was asked of them was decisive."""


def walk_answer(policy: Policy, derivation: Derivation, day: date, reader: str) -> Walk:
    """The blocks of a derivation for a reader, the requested term first, each term before what it was taken from.

    A person is shown what is decisive and the exceptions weighed on it; a caseworker also what was weighed in vain;
    a lawyer everything, with rules that were not in force.
    """
    root = derivation()
    walk = Walk(root)
    steps = _all_terms(policy, root, derivation)
    refusal = refusal_of(root) if root.value is False else None
    stack, seen = [_key(root)], set()
    while stack:
        key = stack.pop()
        if key in seen:
            continue
        seen.add(key)
        step = steps[key]
        if _is_given(policy, step):
            walk.given[key] = step
        missing = list(nothing_in_force(policy, step, key == _key(root)))
        if step.decisive or reader != "person":
            walk.blocks.extend(missing)
        grounds = [] if missing else list(grounds_of(policy, step, key == _key(root), step.day or day, reader, refusal))
        walk.blocks.extend(block_of(policy, ground, reader) for ground in grounds)
        shown = [it for ground in grounds for it in _shown_steps(ground, reader)] + _doors(step, reader)
        stack.extend(_key(it.reads) for it in reversed(shown) if it.reads is not None)
        for asked, decisive in _lists_asked(grounds, reader):
            walk.lists[asked] = walk.lists.get(asked, False) or decisive
        walk.given.update(_counter_facts(policy, grounds))
    for key, step in steps.items():
        if step.decisive and _is_given(policy, step):
            walk.given.setdefault(key, step)
    return walk


def _is_given(policy: Policy, step: TermStep) -> bool:
    """Whether a person says what it is: a fact, an assessment, or a power with a checklist."""
    term = policy.terms[step.id]
    return term.is_given or term.discretion is not None


def _lists_asked(grounds: Iterable[Ground], reader: str) -> Iterator[tuple[tuple[str, str | None], bool]]:
    """The lists that rules look through, of whom, and whether that was decisive."""
    for ground in grounds:
        for it in _shown_steps(ground, reader):
            if isinstance(it.expression, model.Quantified):
                owner = ground.term.member if it.expression.list_owner == "it" else None
                yield (it.expression.list, owner), it.decisive and matters(ground)


def _counter_facts(policy: Policy, grounds: Iterable[Ground]) -> Iterator[tuple[TermKey, TermStep]]:
    """What the presumptions that were used rest on: a fact or an assessment nobody could show."""
    for ground in grounds:
        counter = policy.rules[ground.rule.id].unless_shown
        if ground.rule.presumed and counter is not None:
            member = ground.term.member if counter[1] == "it" else None
            yield (counter[0], member, None), TermStep(counter[0], member, None, decisive=ground.rule.decisive)


def _shown_steps(ground: Ground, reader: str) -> Iterator[ConditionStep]:
    """The steps inside a rule's expressions that a reader is shown; a person only those that mattered."""
    stack = [it for it in (ground.rule.value_step, ground.rule.condition) if it is not None]
    while stack:
        here = stack.pop()
        if reader == "person" and ground.rule.decisive and not here.decisive:
            continue
        yield here
        stack.extend(reversed(here.parts))


def _doors(step: TermStep, reader: str) -> list[ConditionStep]:
    return [it for it in _read_in(step.door, step.applies) if it.decisive or reader != "person"]


def _key(step: TermStep) -> TermKey:
    return step.id, step.member, step.day


def _all_terms(policy: Policy, root: TermStep, derivation: Derivation) -> dict[TermKey, TermStep]:
    """Every term reached, by the decisive reading of it where there are several.

    A long chain unfolds piece by piece: a concluded term without its rules is asked for by name.
    """
    concluded = {it.conclusion.term for it in policy.rules.values() if it.conclusion is not None}
    found: dict[TermKey, TermStep] = {}
    stack = [root]
    while stack:
        step = stack.pop()
        known = found.get(_key(step))
        if known is not None and (known.rules or not step.rules) and (known.decisive or not step.decisive):
            continue
        if not step.rules and step.id in concluded and step.day == root.day:
            step = derivation(step.id, step.member)
        found[_key(step)] = step
        for rule in with_exceptions(step.rules):
            stack.extend(it.reads for it in _read_in(rule.condition, rule.value_step) if it.reads is not None)
        stack.extend(it.reads for it in _read_in(step.door, step.applies) if it.reads is not None)
    return found


def _read_in(*steps: ConditionStep | None) -> Iterator[ConditionStep]:
    for step in steps:
        yield from reads_of(step)
