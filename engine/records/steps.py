"""The derivation of a decision as a flat list of steps, each after those it rests on.

A step is a term, a rule or a value with a history, of one member, read on one day. An exception may be weighed in a
world where another is imagined away (`what otherwise applies`); then the step says what was left out. Two answers that
rest on the same step share it. The walk keeps its own stack, since chains of rules may be ten thousand long.
Start reading at `steps_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from engine.evaluate.decision import ConditionStep, Decision, ParameterStep, RuleStep, Segment, TermStep
from engine.model.policy import Policy
from engine.model.units import Type
from engine.records.encode import Data, day, encode, without_empty

Id = tuple[str, str, str | None, str, tuple[str, ...]]
"""Kind (`term`, `rule`, `parameter`), id, member, the day read, and the exceptions imagined away."""


@frozen
class Node:
    """A step on its way into the list: what it is, and what it rests on."""

    id: Id
    said: Any
    on: date
    asks: Callable[..., TermStep] | None = None


@frozen
class Steps:
    """The steps in order, and where the derivation of each segment of each answer ends."""

    steps: list[Data] = field(factory=list)
    ends: list[Data] = field(factory=list)


def steps_of(policy: Policy, decision: Decision) -> Steps:
    """Every step of a decision: premises first, in the order of the law, each once."""
    found, numbers = Steps(), dict[Id, int]()
    concluded = {rule.conclusion.term for rule in policy.rules.values() if rule.conclusion is not None}
    for answer in decision.answers:
        for segment in answer.segments:
            root = _term(segment.derivation(), segment.first, segment)
            _add(policy, root, found.steps, numbers, concluded)
            whose = {"term": answer.term} | ({"member": answer.member} if answer.member is not None else {})
            days = {"from": segment.first.isoformat(), "to": segment.last.isoformat()}
            found.ends.append({**whose, **days, "step": numbers[root.id]})
    return found


def _add(policy: Policy, root: Node, steps: list[Data], numbers: dict[Id, int], concluded: set[str]) -> None:
    """The step and all it rests on, premises first, without recursion. A step met again is only marked decisive."""
    stack: list[tuple[Node, list[Node] | None]] = [(root, None)]
    while stack:
        node, premises = stack.pop()
        if node.id in numbers:
            steps[numbers[node.id]]["decisive"] |= node.said.decisive
        elif premises is None:
            premises = list(_premises(node, concluded))
            stack.append((node, premises))
            stack.extend((premise, None) for premise in reversed(premises))
        else:
            numbers[node.id] = len(steps)
            rests_on = sorted({numbers[premise.id] for premise in premises if premise.id in numbers})
            steps.append(_written(policy, node, rests_on))


# ── what a step rests on ────────────────────────────────────────────────────────────────────────────────────────


def _premises(node: Node, concluded: set[str]) -> Iterator[Node]:
    if isinstance(node.said, RuleStep):
        yield from _of_rule(node, node.said)
    elif isinstance(node.said, TermStep):
        yield from _of_term(node, node.said, concluded)


def _of_term(node: Node, step: TermStep, concluded: set[str]) -> Iterator[Node]:
    """A term rests on its rules, on what opens it, and on when it applies.

    A tree unfolds to a certain depth only; what lies deeper on the day of the answer is asked for by name.
    """
    if not step.rules and step.id in concluded and node.asks is not None:
        step = node.asks(step.id, step.member)
    for said in (step.applies, step.door):
        yield from _of_condition(said, node)
    for rule in step.rules:
        yield _rule(rule, node, ())


def _of_rule(node: Node, step: RuleStep) -> Iterator[Node]:
    for said in (step.condition, step.value_step):
        yield from _of_condition(said, node, step.id)
    for exception in step.exceptions:
        yield _rule(exception, node, node.id[4])


def _of_condition(said: ConditionStep | None, node: Node, rule: str = "") -> Iterator[Node]:
    """Each term, parameter and target that an expression reads."""
    stack = [said] if said is not None else []
    while stack:
        here = stack.pop()
        if here.reads is not None:
            yield _term(here.reads, node.on, node)
        if here.parameter is not None:
            on = here.parameter.day
            yield Node(("parameter", here.parameter.id, None, on.isoformat(), ()), here.parameter, on)
        for target in here.otherwise:
            yield _rule(target, node, (*node.id[4], rule))
        stack.extend(reversed(here.parts))


def _term(step: TermStep, on: date, around: Segment | Node) -> Node:
    """A term as read; the trees of terms deeper down may be asked for as long as the day is that of the answer."""
    read = step.day or on
    asks = around.derivation if isinstance(around, Segment) else around.asks
    return Node(("term", step.id, step.member, read.isoformat(), ()), step, read, asks=asks if read == on else None)


def _rule(step: RuleStep, node: Node, without: tuple[str, ...]) -> Node:
    return Node(("rule", step.id, step.member, node.on.isoformat(), without), step, node.on, node.asks)


# ── a step as data ──────────────────────────────────────────────────────────────────────────────────────────────


def _written(policy: Policy, node: Node, rests_on: list[int]) -> Data:
    kind, id, member, on, without = node.id
    head: Data = {"kind": kind, "id": id} | ({"member": member} if member is not None else {}) | {"on": on}
    head |= {"without": list(without)} if without else {}
    return {**head, **_SAYS[kind](policy, node.said), "decisive": node.said.decisive, "rests_on": rests_on}


def _of_a_term(policy: Policy, step: TermStep) -> Data:
    term = policy.terms[step.id]
    amount = encode(step.amount, term.amount_type) if term.amount_type is not None and step.amount is not None else None
    more = {"used": step.used, "amount": amount, "lacks": list(step.lacks)}
    return {"sort": term.kind, "value": encode(step.value, term.type), **without_empty(more)}


def _of_a_rule(policy: Policy, step: RuleStep) -> Data:
    """A rule: what it came to, on which addresses, what it departs from, and why it fell.

    `considered` marks an exception that was looked at and does not stand.
    """
    rule = policy.rules[step.id]
    departs = list(rule.targets) if rule.kind == "exception" and rule.conclusion is not None and step.standing else []
    considered = rule.kind == "exception" and step.standing is not True
    more = {
        "value": encode(step.value, _concluded(policy, step)) if step.value is not None else None,
        "departs_from": departs,
        "considered": considered or None,
        "set_aside_by": sorted(step.set_aside_by),
        "presumed": step.presumed or None,
        "binding": step.binding or None,
    }
    standing = {"in_force": step.in_force, "condition": step.condition.value, "standing": step.standing}
    basis = sorted((each.citation for each in step.basis), key=lambda citation: citation.order)
    return {"sort": rule.kind, **standing, "basis": [str(citation) for citation in basis], **without_empty(more)}


def _concluded(policy: Policy, step: RuleStep) -> Type:
    """What a rule's value is counted in: for an action with an amount, the amount."""
    conclusion = policy.rules[step.id].conclusion
    assert conclusion is not None
    term = policy.terms[conclusion.term]
    return term.amount_type or term.type


def _of_a_parameter(policy: Policy, step: ParameterStep) -> Data:
    row = {"from": day(step.first), "to": day(step.last), "known": day(step.known)}
    basis = [str(each.citation) for each in step.basis]
    return {"value": encode(step.value, policy.parameters[step.id].type), **without_empty(row), "basis": basis}


_SAYS: Mapping[str, Callable[[Policy, Any], Data]] = {
    "term": _of_a_term,
    "rule": _of_a_rule,
    "parameter": _of_a_parameter,
}
