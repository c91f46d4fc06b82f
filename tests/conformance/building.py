"""Tiny policies and cases written by hand, one line a thing, so that a test reads as what it says.

Names are short: `a` is `act.a`. Everything is of the applicant unless `of=CHILD` says otherwise.
Start reading at `policy_of` and `case_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve

from engine.evaluate import decide
from engine.model import expressions as x
from engine.model.case import Assessment, Case, Members, Options, Statement
from engine.model.citations import Basis, Citation
from engine.model.expressions import YES, Expression, Value
from engine.model.policy import (
    Calendar,
    Conclusion,
    DiscretionClauses,
    Entity,
    EntityList,
    Interpretation,
    NotFormalised,
    Parameter,
    ParameterValue,
    Policy,
    Reading,
    Rule,
    Source,
    Term,
)
from engine.model.units import DATE, EFFECT, KR, YES_NO, Type
from tests.conformance import reference

MONEY = Type("number", KR)
APPLICANT, CHILD, CHILDREN = "act.applicant", "act.child", "act.children"
DAY = date(2024, 3, 1)
ACT = Source("act", "act", "act", kind="act", document="LOV-2000-01-01-1")


def full(name: str) -> str:
    return name if "." in name else f"act.{name}"


def basis(section: int = 1) -> tuple[Basis, ...]:
    return (Basis(Citation("LOV-2000-01-01-1", str(section))),)


# Expressions


def lit(given: Value | int, type: Type | None = None) -> x.Literal:
    if isinstance(given, bool):
        return x.Literal(given, type=type or YES_NO)
    if isinstance(given, int):
        return x.Literal(Fraction(given), type=type or MONEY)
    return x.Literal(given, type=type or (DATE if isinstance(given, date) else MONEY))


def read(name: str, owner: str | None = None, type: Type = YES_NO) -> x.Read:
    return x.Read(full(name), owner, type=type)


def amount(name: str, owner: str | None = None) -> x.Read:
    return read(name, owner, MONEY)


def day(name: str) -> x.Read:
    return read(name, None, DATE)


def rate(name: str) -> x.ReadParameter:
    return x.ReadParameter(full(name), type=MONEY)


def total(*parts: Expression) -> x.Sum:
    return x.Sum(parts, (1,) * len(parts), type=MONEY)


def half(part: Expression) -> x.Product:
    return x.Product((lit(Fraction(1, 2)), part), type=MONEY)


OTHERWISE = x.Otherwise(type=MONEY)


# What a policy holds


def term(name: str, kind: str = "term", type: Type = YES_NO, of: str = APPLICANT, **more: Any) -> Term:
    return Term(full(name), name, "act", kind=kind, entity=of, type=type, **more)


def fact(name: str, type: Type = YES_NO, of: str = APPLICANT, **more: Any) -> Term:
    return term(name, "fact", type, of, **more)


def sum_of_money(name: str, of: str = APPLICANT) -> Term:
    return term(name, "amount", MONEY, of)


def action(name: str, kind: str = "action", of: str = APPLICANT, **more: Any) -> Term:
    return term(name, kind, EFFECT, of, **more)


def discretion(name: str, type: Type = YES_NO, **clauses: Any) -> Term:
    return term(name, "discretion", type, discretion=DiscretionClauses(**clauses))


def parameter(name: str, *rows: ParameterValue, renewed: tuple[int, int] | None = None) -> Parameter:
    return Parameter(full(name), name, "act", type=MONEY, values=rows, renewed=renewed)


def row(first: str, given: int | None, last: str = "", known: str = "") -> ParameterValue:
    ends = [date.fromisoformat(text) if text else None for text in (last, known)]
    return ParameterValue(date.fromisoformat(first), ends[0], None if given is None else Fraction(given), ends[1])


def rule(name: str, concludes: Conclusion | None, when: Expression = YES, of: str = APPLICANT, **more: Any) -> Rule:
    kind = more.pop("kind", "rule")
    source = more.pop("source", "act")
    return Rule(
        full(name), name, source, kind=kind, subject=of, basis=basis(), conclusion=concludes, condition=when, **more
    )


def exception(name: str, to: str, concludes: Conclusion | None = None, when: Expression = YES, **more: Any) -> Rule:
    """`to` names its targets, with spaces between."""
    targets = tuple(full(one) for one in to.split())
    return rule(name, concludes, when, kind="exception", targets=targets, **more)


def holds(name: str) -> Conclusion:
    return Conclusion("holds", full(name))


def gives(name: str, given: Expression | int, kind: str = "is") -> Conclusion:
    return Conclusion(kind, full(name), lit(given) if isinstance(given, int) else given)


def effect(kind: str, name: str) -> Conclusion:
    return Conclusion(kind, full(name))


def not_formalised(affects: str, when: Expression = YES, source: str = "act") -> NotFormalised:
    return NotFormalised(Citation("LOV-2000-01-01-1", "36"), source, (full(affects),), when, "because")


def policy_of(*things: Any, sources: tuple[Source, ...] = ()) -> Policy:
    """A policy of these things, in an act that covers all days."""

    def ids(kind: Any) -> dict[str, Any]:
        return {one.id: one for one in things if isinstance(one, kind)}

    doubt = Interpretation(
        "act.doubt",
        "doubt",
        "act",
        Citation("LOV-2000-01-01-1", "3"),
        (Reading("narrow", "", ""), Reading("wide", "", "")),
        "narrow",
    )
    return Policy(
        sources={one.id: one for one in (ACT, *sources)},
        entities={
            APPLICANT: Entity(APPLICANT, "applicant", "act"),
            CHILD: Entity(CHILD, "child", "act", is_member=True),
        },
        lists={CHILDREN: EntityList(CHILDREN, "children", "act", APPLICANT, CHILD)},
        terms=ids(Term),
        parameters=ids(Parameter),
        rules=ids(Rule),
        calendars=ids(Calendar),
        interpretations={"act.doubt": doubt},
        not_formalised=tuple(one for one in things if isinstance(one, NotFormalised)),
    )


# Cases


def said(given: Any) -> tuple[Statement, ...]:
    """A value; `...` for asked and unknown; or statements, as they are."""
    if isinstance(given, tuple):
        return given
    if given is ...:
        return (Statement("unknown"),)
    return (Statement("known", Fraction(given) if type(given) is int else given),)


def from_to(given: Any, first: date | None, last: date | None = None) -> Statement:
    return evolve(said(given)[0], first=first, last=last)


def children(*ids: str, complete: bool = True) -> dict[tuple[str, str | None], Members]:
    return {(CHILDREN, None): Members(ids, complete)}


def case_of(
    *,
    assessed: Mapping[str, Assessment | tuple[Assessment, ...]] | None = None,
    lists: Mapping[tuple[str, str | None], Members] | None = None,
    of: Mapping[tuple[str, str], Any] | None = None,
    on: date = DAY,
    **facts: Any,
) -> Case:
    """A case on a day: facts by name, `of` facts by name and member, assessments by name."""
    judged = {name: given if isinstance(given, tuple) else (given,) for name, given in (assessed or {}).items()}
    stated: dict[tuple[str, str | None], Any] = {(full(name), None): said(given) for name, given in facts.items()}
    return Case(
        on,
        facts={**stated, **{(full(name), member): said(given) for (name, member), given in (of or {}).items()}},
        assessments={(full(name), None): given for name, given in judged.items()},
        lists=lists or {},
    )


# Answers, of the reference or of the evaluator


def by_reference(policy: Policy, case: Case, way: Options, term: str, member: str | None) -> reference.Seen:
    return reference.Reference(policy, case, way).seen(term, member, case.day)


def by_evaluator(policy: Policy, case: Case, way: Options, term: str, member: str | None) -> reference.Seen:
    answers = decide(policy, evolve(case, requested=(term,)), way).answers
    segment = next(answer.segments[0] for answer in answers if answer.member == member)
    return reference.Seen(segment.value, frozenset((wait.kind, wait.id, wait.member) for wait in segment.waits))


JUDGED = {"reference": by_reference, "evaluator": by_evaluator}
judged = by_reference
"""Who answers; a test that holds for both sets it to one after the other."""


def value(
    policy: Policy, case: Case, name: str, options: Options = Options(), member: str | None = None
) -> Value | None:
    return judged(policy, case, options, full(name), member).value  # type: ignore[no-any-return]


def waits(policy: Policy, case: Case, name: str, options: Options = Options(), member: str | None = None) -> set[str]:
    """What a term waits for, as `fact a` or `conflict t`, with a member after a slash; the act's name is left out."""
    found = judged(policy, case, options, full(name), member).waits
    return {f"{kind} {one.removeprefix('act.')}".strip() + (f"/{whose}" if whose else "") for kind, one, whose in found}


def stands(policy: Policy, case: Case, name: str) -> bool | None:
    """Whether the reference has a rule stand; the evaluator's rules are compared with its at random."""
    return reference.standing(policy, case, Options(), full(name), None, case.day)
