"""What is read: which terms, parameters, lists, units, calendars and parts of the letter anything makes use of.

Start reading at `usage`; `unused` tells of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from engine.analysis.index import Index
from engine.analysis.written import expressions
from engine.diagnostics import Code, Diagnostic, Severity
from engine.graph.reads import references
from engine.model.expressions import FullPeriods, Moved, walk
from engine.model.policy import Declared, Policy, Term
from engine.model.units import Type

UNUSED = Code("A601", "unused", "something is declared that nothing reads", Severity.WARNING)
ONE_READING = Code("A602", "one-reading", "an interpretation has fewer than two readings", Severity.WARNING)
NO_RULE_UNDER = Code(
    "A603", "no-rule-under-reading", "no rule is written under any reading, so none can be run", Severity.NOTE
)


@frozen
class Usage:
    """The ids of what is read, by what kind of thing it is; units by name."""

    terms: frozenset[str]
    parameters: frozenset[str]
    lists: frozenset[str]
    units: frozenset[str]
    calendars: frozenset[str]
    parts: frozenset[str]
    entities: frozenset[str]
    decision_kinds: frozenset[str]

    def is_made_by_the_language(self, term: Term) -> bool:
        """Whether nobody wrote it: what every decision of a kind has, such as whether it grants something."""
        return term.kind == "fact" and term.entity in self.decision_kinds and not term.labels and not term.basis


def usage(index: Index) -> Usage:
    """What anything in a policy reads."""
    policy = index.policy
    read: dict[str, set[str]] = {"term": set(), "parameter": set(), "list": set()}
    calendars: set[str] = set()
    units: set[str] = set()
    for one in expressions(index):
        for kind, id in references(one.expression):
            read[kind].add(id)
        for node in walk(one.expression):
            units.update(_units(node.type))
            if isinstance(node, Moved):
                calendars.add(node.calendar)
            if isinstance(node, FullPeriods):
                units.add(node.unit)
    terms, lists, parts = _by_declarations(policy)
    for type in _types(policy):
        units.update(_units(type))
    kinds = frozenset(id for id, entity in policy.entities.items() if entity.is_decision_kind)
    return Usage(
        frozenset(read["term"] | terms),
        frozenset(read["parameter"]),
        frozenset(read["list"] | lists),
        frozenset(units),
        frozenset(calendars),
        frozenset(parts),
        frozenset(_entities(policy)),
        kinds,
    )


_READ = {"fact": "fact", "discretion": "assessment", "term": "term"}
"""What is there to be read, as a reader calls it. Rights, amounts and actions are answers in themselves."""


def unused(index: Index, used: Usage) -> Iterator[Diagnostic]:
    """What nothing reads, and readings that no rule follows."""
    policy = index.policy
    expected = {one.term for example in policy.cases for one in example.expected}
    for id in sorted(policy.terms):
        term = policy.terms[id]
        kind = _READ.get(term.kind)
        if kind is not None and id not in used.terms | expected and not used.is_made_by_the_language(term):
            yield _told(term, kind)
    for kind, declared, ids in (
        ("parameter", policy.parameters, used.parameters),
        ("list", policy.lists, used.lists),
        ("calendar", policy.calendars, used.calendars),
        ("part of the letter", policy.parts, used.parts),
        ("entity", policy.entities, used.entities),
    ):
        for id in sorted(declared):
            if id not in ids:
                yield _told(declared[id], kind)
    for id in sorted(policy.units):
        if not {id, policy.units[id].name} & used.units:
            yield _told(policy.units[id], "unit")
    yield from _readings(index)


def _by_declarations(policy: Policy) -> tuple[set[str], set[str], set[str]]:
    """Terms, lists and parts that declarations name: what fulfils a duty, what it is due before, what to consider."""
    terms: set[str] = set()
    lists: set[str] = set()
    parts: set[str] = set()
    for term in policy.terms.values():
        for clause in term.duty.fulfilled_by if term.duty is not None else ():
            terms.add(clause.term)
            lists.add(clause.list)
            parts.add(clause.part)
        terms.update(term.duty.before if term.duty is not None else ())
        considered = term.discretion.considerations if term.discretion is not None else ()
        terms.update(one.term for one in considered if one.term is not None)
    terms.update(rule.unless_shown[0] for rule in policy.rules.values() if rule.unless_shown is not None)
    terms.update(asked for service in policy.services.values() for asked in service.asks)
    return terms, lists, parts


def _types(policy: Policy) -> Iterator[Type]:
    for term in policy.terms.values():
        yield term.type
        if term.amount_type is not None:
            yield term.amount_type
    for parameter in policy.parameters.values():
        yield parameter.type


def _units(type: Type) -> Iterator[str]:
    return (name for name, _ in type.unit.powers)


def _entities(policy: Policy) -> Iterator[str]:
    for term in policy.terms.values():
        yield term.entity
        yield term.body
        yield term.decided_as
    for rule in policy.rules.values():
        yield rule.subject
    for entry in policy.lists.values():
        yield entry.owner
        yield entry.member
    named = _bodies(policy)
    yield from (id for id, entity in policy.entities.items() if entity.name in named)


def _bodies(policy: Policy) -> set[str]:
    """Who decides an assessment or holds a fact, by name: a case and an explanation name them so."""
    named = {name for term in policy.terms.values() for name in term.held_by}
    return named | {term.discretion.authority for term in policy.terms.values() if term.discretion is not None}


def _told(declared: Declared, kind: str) -> Diagnostic:
    if kind == "part of the letter":
        message, hint = (
            f"no duty demands the {kind} `{declared.name}`",
            "say `fulfilled by part …` in the duty that does",
        )
        return UNUSED.at(declared.span, message, hint=hint)
    return UNUSED.at(
        declared.span, f"nothing reads the {kind} `{declared.name}`", hint="take it out, or use it in a rule"
    )


def _readings(index: Index) -> Iterator[Diagnostic]:
    under = {rule.reading for rule in index.rules if rule.reading is not None}
    for id in sorted(index.policy.interpretations):
        doubt = index.policy.interpretations[id]
        if len(doubt.readings) < 2:
            yield ONE_READING.at(
                doubt.span,
                f"`{doubt.name}` has {'one reading' if doubt.readings else 'no readings'}",
                hint="write at least two: a doubt has another side",
            )
        elif not any((id, one.name) in under for one in doubt.readings):
            yield NO_RULE_UNDER.at(
                doubt.span,
                f"no rule is written under a reading of `{doubt.name}`",
                hint="write the rule it decides with `under … reading …`; until then the choice changes no decision",
            )
