"""Circles: a term that depends on itself, and an exception that is an exception to itself.

A term depends on what its rules read, on what the exceptions to those rules read, and on what opens or bounds an
assessment. A value on another day counts too: nothing says where such a chain of days would end.
Start reading at `cycles`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.diagnostics import Code, Diagnostic, Note
from engine.graph.components import circles
from engine.graph.reads import Reference, distinct, of_condition, of_gap, of_term, of_value, reads_otherwise, value_of
from engine.model.policy import Policy, Rule
from engine.source import NOWHERE, Span

TERM_CYCLE = Code("G101", "circular-dependency", "a term depends on itself")
EXCEPTION_CYCLE = Code("G102", "circular-exceptions", "rules are exceptions to each other in a circle")

MOST_LINKS = 8
"""How much of a circle a message tells in full; its beginning and its end say where to look."""

Place = tuple[str, str]
"""A node of the search and an id: `term`; `rule` (whether it stands); `condition` of a rule, with its reach, since an
exception speaks only where one of its targets would; `value` of a rule."""


def cycles(policy: Policy) -> list[Diagnostic]:
    """One finding for each group of terms, and each group of exceptions, that depend on each other."""
    found = [_exception_circle(policy, circle) for circle in circles(_targets(policy))]
    for circle in circles(dependencies(policy)):
        terms = [id for sort, id in circle if sort == "term"]
        if terms:
            found.append(_term_circle(policy, circle))
    return found


def dependencies(policy: Policy) -> dict[Place, list[Place]]:
    """What each term, and each part of a rule, needs; in the order of ids, so that the same circle is always found."""
    concluding, exceptions = _concluding(policy), _exceptions(policy)
    gaps = _gaps(policy)
    needs: dict[Place, list[Place]] = {}
    for id in sorted(policy.terms):
        own = _terms((*of_term(policy.terms[id]), *gaps.get(id, ())))
        needs["term", id] = [*own, *(("rule", rule) for rule in concluding.get(id, ()))]
    for id in sorted(policy.rules):
        rule = policy.rules[id]
        reach = [("condition", target) for target in _reach(policy, rule)]
        needs["rule", id] = [("condition", id), ("value", id), *(("rule", other) for other in exceptions.get(id, ()))]
        needs["condition", id] = [*_terms(of_condition(rule)), *reach]
        needs["value", id] = list(_value(policy, rule))
    return needs


def _reach(policy: Policy, rule: Rule) -> Iterator[str]:
    """The rules one of which must apply before an exception speaks at all.

    One that concludes nothing is judged at each target by itself, so that an exception to a whole chapter does not make
    every rule of it need every other.
    """
    if rule.conclusion is not None:
        yield from (target for target in rule.targets if target in policy.rules)


def _value(policy: Policy, rule: Rule) -> Iterator[Place]:
    """What a rule gives; a departure also needs what its targets would give without it."""
    yield from _terms(of_value(rule))
    if reads_otherwise(value_of(rule)):
        for target in rule.targets:
            if target in policy.rules:
                yield "condition", target
                yield "value", target


def _terms(references: Iterable[Reference]) -> Iterator[Place]:
    for sort, id in distinct(references):
        if sort == "term":
            yield "term", id


def _targets(policy: Policy) -> dict[str, list[str]]:
    return {
        id: [target for target in policy.rules[id].targets if target in policy.rules] for id in sorted(policy.rules)
    }


def _exceptions(policy: Policy) -> dict[str, list[str]]:
    """The exceptions to each rule."""
    found: dict[str, list[str]] = {}
    for id in sorted(policy.rules):
        for target in policy.rules[id].targets:
            found.setdefault(target, []).append(id)
    return found


def _concluding(policy: Policy) -> dict[str, list[str]]:
    """The rules that conclude each term."""
    found: dict[str, list[str]] = {}
    for id in sorted(policy.rules):
        conclusion = policy.rules[id].conclusion
        if conclusion is not None:
            found.setdefault(conclusion.term, []).append(id)
    return found


def _gaps(policy: Policy) -> dict[str, list[Reference]]:
    """What the provisions not formalised that affect each term read."""
    found: dict[str, list[Reference]] = {}
    for gap in policy.not_formalised:
        for id in gap.affects:
            found.setdefault(id, []).extend(of_gap(gap))
    return found


def _term_circle(policy: Policy, circle: list[Place]) -> Diagnostic:
    terms = [id for sort, id in _from_a_term(circle) if sort == "term"]
    names = _names(policy, terms)
    links = [(sort, id) for sort, id in _from_a_term(circle) if sort in ("condition", "value")]
    notes = [_note(policy, sort, id) for sort, id in links[:MOST_LINKS]]
    return TERM_CYCLE.at(
        policy.terms[terms[0]].span,
        _in_a_circle(names, "depends on"),
        hint="one of these rules must read something that does not come back to it",
        notes=[note for note in notes if note is not None],
    )


def _exception_circle(policy: Policy, circle: list[str]) -> Diagnostic:
    names = [policy.rules[id].name for id in circle]
    return EXCEPTION_CYCLE.at(
        policy.rules[circle[0]].span,
        _in_a_circle(names, "is an exception to"),
        hint="say in one direction only which goes first",
        notes=[Note(policy.rules[id].span, f"`{policy.rules[id].name}` is here") for id in circle[1:MOST_LINKS]],
    )


def _in_a_circle(names: list[str], verb: str) -> str:
    """`a` depends on `b`, which depends on `c`, which depends on `a`."""
    if len(names) == 1:
        return f"`{names[0]}` {verb} itself"
    links = [f"which {verb} `{name}`" for name in (*names[2:], names[0])]
    if len(links) > MOST_LINKS:
        links[MOST_LINKS - 1 : -1] = [f"and so on through {len(links) - MOST_LINKS} more"]
    return ", ".join([f"`{names[0]}` {verb} `{names[1]}`", *links])


def _from_a_term(circle: list[Place]) -> list[Place]:
    """The same circle, beginning at its first term in the order of ids."""
    start = min((id, at) for at, (sort, id) in enumerate(circle) if sort == "term")[1]
    return circle[start:] + circle[:start]


def _note(policy: Policy, sort: str, id: str) -> Note | None:
    rule = policy.rules[id]
    span: Span = rule.condition.span if sort == "condition" else getattr(value_of(rule), "span", NOWHERE)
    if span == NOWHERE:
        span = rule.span
    words = "the condition" if sort == "condition" else "the value"
    return Note(span, f"{words} of `{rule.name}`") if span != NOWHERE else None


def _names(policy: Policy, ids: list[str]) -> list[str]:
    """The bare name of each term; the whole id where another source has the same name."""
    same = Counter(term.name for term in policy.terms.values())
    return [policy.terms[id].name if same[policy.terms[id].name] == 1 else id for id in ids]
