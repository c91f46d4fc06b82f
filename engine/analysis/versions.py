"""Two versions of one rule in force at once: the older was not ended when the newer began, or not on the right day.

Two rules are versions of one when they rest on one provision and say the same of one term but for the numbers, words
and days in them. Start reading at `overlapping_versions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from engine.analysis.index import DAY, Index, is_empty, meet
from engine.analysis.words import days, law, named
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.policy import Period, Rule

OVERLAPPING_VERSIONS = Code(
    "A401", "overlapping-versions", "two versions of one rule are in force on the same days", Severity.WARNING
)
SAME_RULE = Code("A402", "same-rule-twice", "two rules say the same, under the same condition", Severity.WARNING)


def overlapping_versions(index: Index) -> Iterator[Diagnostic]:
    """Each rule whose next version begins before it ends; a table is told once."""
    told: set[tuple[str, Period, Period]] = set()
    for group in _groups(index):
        for older, newer in pairwise(group):
            shared = meet(index.in_force(older), index.in_force(newer))
            key = _term(older), older.validity, newer.validity
            if is_empty(shared) or key in told:
                continue
            if older.condition == newer.condition and older.conclusion == newer.conclusion:
                told.add(key)
                yield _same(index, older, newer)
            elif _later(older) < _later(newer):
                told.add(key)
                yield _overlap(index, older, newer, shared)


def is_later_version(index: Index, one: Rule, other: Rule) -> bool:
    """Whether two rules are versions of one, the later begun after the earlier: told here, and not as a conflict."""
    if one.validity.first == other.validity.first or shape(one) != shape(other):
        return False
    return not is_empty(meet(index.in_force(one), index.in_force(other)))


def _groups(index: Index) -> Iterator[list[Rule]]:
    """The rules of one shape, the earliest first."""
    for term in sorted(index.concluding):
        shapes: dict[object, list[Rule]] = {}
        for rule in index.concluding[term] if len(index.concluding[term]) > 1 else ():
            if index.is_commenced(rule):
                shapes.setdefault(shape(rule), []).append(rule)
        for rules in shapes.values():
            if len(rules) > 1:
                yield sorted(rules, key=lambda rule: (_later(rule), rule.span.file, rule.span.start, rule.id))


def shape(rule: Rule) -> object:
    """What a rule says, without its numbers and days: the same for the versions of one rule.

    Words stay: they tell the rows of a table apart.
    """
    conclusion = rule.conclusion
    value = conclusion.value if conclusion is not None else None
    return (
        rule.kind,
        _term(rule),
        conclusion.kind if conclusion is not None else "",
        rule.basis[:1],
        rule.reading,
        tuple(sorted(rule.targets)) if rule.kind == "exception" else (),
        blank(rule.condition),
        blank(value) if value is not None else None,
    )


def blank(node: Expression) -> object:
    """An expression with its numbers and dates left out."""
    if isinstance(node, x.Literal):
        return "word", node.value if isinstance(node.value, str | bool) else node.type.kind
    inside = tuple(blank(part) for part in x.children(node))
    return (_empty(node), inside) if inside else node


def _empty(node: Expression) -> object:
    """What kind of node it is, and everything in it but its operands."""
    kept = (
        getattr(node, name)
        for name in ("op", "signs", "kind", "list", "direction", "unit", "calendar", "limit")
        if hasattr(node, name)
    )
    return type(node).__name__, tuple(kept)


def _term(rule: Rule) -> str:
    return rule.conclusion.term if rule.conclusion is not None else ""


def _later(rule: Rule) -> date:
    return rule.validity.first or date.min


def _overlap(index: Index, older: Rule, newer: Rule, shared: Period) -> Diagnostic:
    first = newer.validity.first
    end = first - DAY if first is not None and first > date.min else None
    return OVERLAPPING_VERSIONS.at(
        newer.span,
        f"{named(index, newer)} and its earlier version `{index.name(older)}` are both in force {days(shared)}",
        hint=f"let the earlier one be in force to {end}" if end is not None else "",
        law=law(index, newer),
        notes=[Note(older.span, f"in force {days(older.validity)}")],
    )


def _same(index: Index, one: Rule, other: Rule) -> Diagnostic:
    return SAME_RULE.at(
        other.span,
        f"{named(index, other)} says the same as `{index.name(one)}`, under the same condition",
        hint="keep one of them",
        law=law(index, other),
        notes=[Note(one.span, "the other rule")],
    )
