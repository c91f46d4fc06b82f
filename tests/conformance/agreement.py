"""Where the evaluator and the reference differ, and the smallest policy and case that still show it.

A comparison is one policy with one case: every value on every day, what each open one waits for, the standing of
each rule behind the answers, the duties, and the values of the short road (`settle`).
Start reading at `differences`; `explained` is what a failing test prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import attrs
from attrs import evolve

from engine.evaluate import decide, settle
from engine.evaluate.decision import Decision, RuleStep, Segment, TermStep
from engine.model import expressions as x
from engine.model.case import Case, Options
from engine.model.expressions import YES, Expression
from engine.model.policy import DiscretionClauses, Period, Policy, Rule, Term
from tests.conformance.reference import Reference, days_of, deep_recursion, members_of
from tests.conformance.seen import At
from tests.random_cases import random_case, random_options
from tests.random_policies import random_policy

CASES = 20
"""How many cases each random policy is tried on."""


def comparisons(seed: int) -> Iterator[tuple[Policy, Case, Options]]:
    """One random policy with its cases, in which all or a few of its terms are asked for."""
    random = Random(seed)
    policy = random_policy(random, random.randint(2, 12))
    ways = [Options(), *(random_options(random, policy) for _ in range(2))]
    everything = random.random() < 0.6
    for _ in range(CASES):
        case = random_case(random, policy)
        yield policy, evolve(case, requested=tuple(policy.terms)) if everything else case, random.choice(ways)


def differences(policy: Policy, case: Case, options: Options) -> list[str]:
    """Each difference in one line; none when they agree. A crash of the evaluator is a difference too."""
    reference = Reference(policy, case, options)
    try:
        decision, short = decide(policy, case, options), settle(policy, case, options)
        derivations = [answer.segments[0].derivation() for answer in decision.answers]
    except Exception as crash:
        return [f"the evaluator raises {type(crash).__name__}: {crash}"]
    with deep_recursion():
        return [
            *_answers(reference, decision),
            *_standings(reference, derivations),
            *_duties(reference, decision),
            *_short(reference, short),
        ]


def _answers(reference: Reference, decision: Decision) -> Iterator[str]:
    case = decision.case
    found = {(answer.term, answer.member): _by_day(answer.segments) for answer in decision.answers}
    asked = [(term, member) for term in case.requested for member in members_of(reference.policy, case, term)]
    if sorted(found, key=str) != sorted(asked, key=str):
        yield f"answers {sorted(found, key=str)}, where {sorted(asked, key=str)} were asked for"
    for term, member in asked:
        for day in days_of(case):
            expected, segment = reference.term(term, At(member, day, day)), found.get((term, member), {}).get(day)
            where = f"{term} {member or ''} on {day}"
            if segment is None:
                yield f"{where}: no answer"
            elif not same(segment.value, expected.value):
                yield f"{where}: {segment.value!r}, where the reference has {expected.value!r} {sorted(expected.waits)}"
            elif (waits := {(wait.kind, wait.id, wait.member) for wait in segment.waits}) != expected.waits:
                more, less = sorted(waits - expected.waits), sorted(expected.waits - waits)
                yield f"{where}: waits for {more} too many, and not for {less}"


def _by_day(segments: Iterable[Segment]) -> dict[date, Segment]:
    return {one.first + timedelta(n): one for one in segments for n in range((one.last - one.first).days + 1)}


def same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _standings(reference: Reference, derivations: list[TermStep]) -> Iterator[str]:
    """The rules and exceptions behind each answer, on the first day of its first segment."""
    for term in derivations:
        at = At(term.member, term.day, term.day)
        for step in _steps(term.rules):
            expected = reference.standing(reference.rules[step.id], at).value
            if step.standing is not expected:
                where = f"{step.id} for {term.id} {term.member or ''} on {term.day}"
                yield f"{where}: standing {step.standing}, where the reference has {expected}"


def _steps(steps: Iterable[RuleStep]) -> Iterator[RuleStep]:
    for step in steps:
        yield step
        yield from _steps(step.exceptions)


def _duties(reference: Reference, decision: Decision) -> Iterator[str]:
    """Duties of substance; those that attach to a decision of some kind come after it."""
    policy = reference.policy
    for state in decision.duties:
        if policy.entities[policy.terms[state.term].entity].is_decision_kind:
            continue
        at = At(state.member, decision.case.day, decision.case.day)
        effect = reference.term(state.term, at).value
        arisen = None if effect is None else effect == "must"
        expected = (arisen, reference.fulfilled(policy.terms[state.term], at))
        if (state.arisen, state.fulfilled) != expected:
            where = f"duty {state.term} {state.member or ''}"
            yield f"{where}: arisen, fulfilled {(state.arisen, state.fulfilled)}, where the reference has {expected}"


def _short(reference: Reference, short: dict[tuple[str, str | None], Any]) -> Iterator[str]:
    day = reference.case.day
    for (term, member), value in short.items():
        expected = reference.term(term, At(member, day, day)).value
        if not same(value, expected):
            yield f"settle {term} {member or ''}: {value!r}, where the reference has {expected!r}"


# --- the smallest example ---------------------------------------------------------------------------------------


def explained(policy: Policy, case: Case, options: Options) -> str:
    """The differences in the smallest policy and case found that still differ the same way, written as Python."""
    policy, case, options = smallest(policy, case, options)
    return "\n".join([*differences(policy, case, options), "", spelt(policy), "", spelt(case), "", spelt(options)])


def smallest(policy: Policy, case: Case, options: Options) -> tuple[Policy, Case, Options]:
    """Takes away what it can, one thing at a time, while some difference of the same sort is left."""
    here, sort = (policy, case, options), _sort(policy, case, options)
    while True:
        smaller = next((there for there in _smaller(*here) if _sort(*there) == sort), None)
        if smaller is None:
            return here
        here = smaller


def _sort(policy: Policy, case: Case, options: Options) -> str:
    """What sort of difference it is: the first line without its names and numbers, or nothing when there is none."""
    if not _read_terms(policy) <= set(policy.terms):
        return ""
    try:
        found = differences(policy, case, options)
    except (KeyError, TypeError, AttributeError):  # too much was taken away
        return ""
    return re.sub(r"'[^']*'|\d\S*", "_", found[0].split(": ", 1)[-1])[:40] if found else ""


def _read_terms(policy: Policy) -> set[str]:
    """Every term that something in a policy reads or concludes."""
    rules = policy.rules.values()
    trees = [
        tree for rule in rules for tree in (rule.condition, rule.read_on, rule.conclusion and rule.conclusion.value)
    ]
    trees += [entry.condition for entry in policy.not_formalised]
    for term in policy.terms.values():
        clauses = term.discretion or DiscretionClauses()
        trees += [term.applies_when, clauses.opens_when, *(bound.value for bound in clauses.bounds)]
    read = {node.term for tree in trees if tree for node in x.walk(tree) if isinstance(node, x.Read | x.Used)}
    counters = {rule.unless_shown[0] for rule in rules if rule.unless_shown}
    return read | counters | {rule.conclusion.term for rule in rules if rule.conclusion}


def _smaller(policy: Policy, case: Case, options: Options) -> Iterator[tuple[Policy, Case, Options]]:
    if options != Options():
        yield policy, case, Options()
    for less in _smaller_cases(case):
        yield policy, less, options
    for smaller in _smaller_policies(policy, case):
        yield smaller, case, options


def _smaller_cases(case: Case) -> Iterator[Case]:
    if case.last is not None:
        yield evolve(case, last=None)
        yield evolve(case, last=None, day=case.last)
    if len(case.requested) > 1:
        for one in case.requested:
            yield evolve(case, requested=(one,))
    for name in ("facts", "assessments", "lists"):
        for key in getattr(case, name):
            yield _changed(case, name, {other: held for other, held in getattr(case, name).items() if other != key})
    for key, statements in case.facts.items():
        for said in statements if len(statements) > 1 or statements[0].first or statements[0].last else ():
            yield evolve(case, facts={**case.facts, key: (evolve(said, first=None, last=None),)})


def _smaller_policies(policy: Policy, case: Case) -> Iterator[Policy]:
    for name in policy.rules:
        others = {key: _without_target(rule, name) for key, rule in policy.rules.items() if key != name}
        if all(rule.targets or rule.kind != "exception" for rule in others.values()):
            yield evolve(policy, rules=others)
    for entry in policy.not_formalised:
        yield evolve(policy, not_formalised=tuple(other for other in policy.not_formalised if other is not entry))
    for kind in ("terms", "parameters", "interpretations", "calendars", "lists"):
        for name in getattr(policy, kind):
            if name not in case.requested:
                yield _changed(policy, kind, {key: held for key, held in getattr(policy, kind).items() if key != name})
    for name, rule in policy.rules.items():
        for simpler in _simpler_rules(rule):
            yield evolve(policy, rules={**policy.rules, name: simpler})
    for name, term in policy.terms.items():
        for plainer in _plainer_terms(term):
            yield evolve(policy, terms={**policy.terms, name: plainer})


def _changed(thing: Any, name: str, held: Any) -> Any:
    return evolve(thing, **{name: held})


def _without_target(rule: Rule, name: str) -> Rule:
    return evolve(rule, targets=tuple(target for target in rule.targets if target != name))


PLAIN = {
    "basis": (),
    "validity": Period(),
    "once_commenced": False,
    "read_on": None,
    "reading": None,
    "unless_shown": None,
}


def _simpler_rules(rule: Rule) -> Iterator[Rule]:
    for name, nothing in PLAIN.items():
        if getattr(rule, name) != nothing:
            yield _changed(rule, name, nothing)
    for simpler in _simpler(rule.condition):
        yield evolve(rule, condition=simpler)
    if rule.conclusion is not None and rule.conclusion.value is not None:
        for simpler in _simpler(rule.conclusion.value):
            yield evolve(rule, conclusion=evolve(rule.conclusion, value=simpler))


def _plainer_terms(term: Term) -> Iterator[Term]:
    for name in ("applies_when", "range", "discretion", "duty"):
        if getattr(term, name) is not None:
            yield _changed(term, name, None)
    if term.discretion is not None:
        for name, nothing in (("opens_when", None), ("bounds", ()), ("considerations", ()), ("reasons_required", ())):
            if getattr(term.discretion, name):
                yield evolve(term, discretion=_changed(term.discretion, name, nothing))


def _simpler(node: Expression) -> Iterator[Expression]:
    """The literal yes, a part of the same type in its stead, or the same with one part simpler."""
    if node.type == YES.type and node != YES and not isinstance(node, x.Read):
        yield YES
    for part in x.children(node):
        if part.type == node.type:
            yield part
        for simpler in _simpler(part):
            yield _with_part(node, part, simpler)


def _with_part(node: Expression, part: Expression, simpler: Expression) -> Expression:
    for field in attrs.fields(type(node)):
        held = getattr(node, field.name)
        if held is part:
            return _changed(node, field.name, simpler)  # type: ignore[no-any-return]
        if isinstance(held, tuple) and any(one is part for one in held):
            return _changed(node, field.name, tuple(simpler if one is part else one for one in held))  # type: ignore[no-any-return]
    raise AssertionError(f"{part} is no part of {node}")


def spelt(value: Any, margin: str = "") -> str:
    """A value as Python, with what is at its default left out, and each thing in a map on its own line."""
    if attrs.has(type(value)):
        fields = [(field, getattr(value, field.name)) for field in attrs.fields(type(value))]
        given = [f"{field.name}={spelt(held, margin)}" for field, held in fields if not _is_default(field, held)]
        return f"{type(value).__name__}({', '.join(given)})"
    if isinstance(value, dict):
        lines = [f"\n{margin}    {key!r}: {spelt(held, margin + '    ')}," for key, held in value.items()]
        return "{" + "".join(lines) + f"\n{margin}}}"
    if isinstance(value, tuple):
        return "(" + "".join(f"{spelt(held, margin)}, " for held in value) + ")"
    return repr(value)


def _is_default(field: Any, held: Any) -> bool:
    default = field.default.factory() if hasattr(field.default, "factory") else field.default
    return default is not attrs.NOTHING and bool(held == default)
