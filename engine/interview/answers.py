"""The answers a question may have, and the case with one of them in it.

A yes/no or a choice is tried with every answer it may have; numbers and days with a few that the rules themselves name,
since they have too many. Start reading at `possible` and `answered`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from weakref import WeakKeyDictionary

from attrs import evolve, frozen

from engine.graph.reads import of_condition, of_value
from engine.interview.holes import Hole, holes_of
from engine.interview.state import Question
from engine.model.case import Assessment, Case, Key, Members, Origin, Statement
from engine.model.expressions import Expression, Literal, Read, Value, walk
from engine.model.policy import Policy, Rule, Term
from engine.model.units import Type

MOST_TRIED = 5
"""Values tried of a number or a day: the ends of its range, and what the rules compare it with."""


@frozen
class Answer:
    """What may be answered: a value, whether a power is used, the members of a list, or that nobody knows.

    `state` is `known`, `unknown` or `not_shown`. `first` and `last` bound the days it speaks of.
    """

    value: Value | None = None
    state: str = "known"
    used: bool | None = None
    members: tuple[str, ...] | None = None
    complete: bool = True
    first: date | None = None
    last: date | None = None
    by: str = ""
    at: str = ""


def possible(policy: Policy, question: Question, case: Case) -> tuple[Answer, ...]:
    """The answers to try: all there are, or for numbers and days those at which something may turn."""
    if question.kind == "list":
        return _lists(question, case)
    term = policy.terms[question.id]
    if question.kind == "use":
        amounts = _values(policy, term, term.amount_type, case)[:1] if term.amount_type is not None else (None,)
        return (*(Answer(value, used=True) for value in amounts or (Fraction(0),)), Answer(used=False))
    return tuple(Answer(value) for value in _values(policy, term, term.type, case))


def _lists(question: Question, case: Case) -> tuple[Answer, ...]:
    """No others than those known, and one more. A list grows before it is complete, and never shrinks."""
    known = case.lists.get((question.id, question.member), Members()).ids
    new = next(str(n) for n in range(1, len(known) + 2) if str(n) not in known)
    return Answer(members=known), Answer(members=(*known, new))


def _values(policy: Policy, term: Term, type: Type, case: Case) -> tuple[Value, ...]:
    match type.kind:
        case "yes_no":
            return True, False
        case "choice":
            return type.choices
        case "number":
            return _numbers(policy, term, type)
        case "date":
            return _days(policy, term, case)
        case _:
            return tuple(_literals(policy, term, type))[:MOST_TRIED] or ("–",)


def _numbers(policy: Policy, term: Term, type: Type) -> tuple[Value, ...]:
    """The ends of the range or of what may be assessed, and the numbers it stands beside in rules; else zero."""
    ends = [bound.value for bound in term.discretion.bounds] if term.discretion is not None else []
    limits = [*(term.range or ()), *ends]
    found = {it.value for it in limits if isinstance(it, Literal) and isinstance(it.value, Fraction)}
    near = [value for value in _literals(policy, term, type) if isinstance(value, Fraction)]
    found |= {value for value in sorted(set(near)) if not found or min(found) <= value <= max(found)}
    if not found:
        return Fraction(0), Fraction(1)
    return tuple(_spread(sorted(found)))


def _days(policy: Policy, term: Term, case: Case) -> tuple[Value, ...]:
    """The day asked about, a year and a long time before it, and the days rules compare it with."""
    found = {case.day, case.day - timedelta(days=366), case.day - timedelta(days=366 * 30)}
    found |= {value for value in _literals(policy, term, term.type) if isinstance(value, date)}
    return tuple(_spread(sorted(found)))


def _spread(values: list[Fraction] | list[date]) -> Iterable[Value]:
    """At most so many of some values in order, the first and the last among them."""
    if len(values) <= MOST_TRIED:
        return list(values)
    last = len(values) - 1
    return [values[round(Fraction(last * n, MOST_TRIED - 1))] for n in range(MOST_TRIED)]


def _literals(policy: Policy, term: Term, type: Type) -> Iterator[Value]:
    """The values of its type that stand in the expressions that read a term, each once."""
    seen: dict[Value, None] = {}
    for rule in readers(policy).get(term.id, ()):
        for expression in (rule.condition, rule.conclusion.value if rule.conclusion is not None else None):
            for node in walk(expression) if expression is not None else ():
                if _reads(node, term.id):
                    seen |= {it.value: None for it in walk(node) if isinstance(it, Literal) and it.type == type}
    yield from seen


def _reads(node: Expression, term: str) -> bool:
    """Whether an expression is a small one with the term in it: a comparison, or what stands around it."""
    if isinstance(node, Read | Literal) or node.type.kind != "yes_no":
        return False
    parts = list(walk(node))
    return len(parts) <= 6 and any(isinstance(it, Read) and it.term == term for it in parts)


def readers(policy: Policy) -> dict[str, tuple[Rule, ...]]:
    """The rules that read each term by themselves, made once for each policy."""
    found = _READERS.get(policy)
    if found is None:
        index: dict[str, list[Rule]] = {}
        for rule in policy.rules.values():
            for kind, read in dict.fromkeys((*of_condition(rule), *of_value(rule))):
                if kind in ("term", "list"):
                    index.setdefault(read, []).append(rule)
        found = _READERS[policy] = {read: tuple(rules) for read, rules in index.items()}
    return found


_READERS: WeakKeyDictionary[Policy, dict[str, tuple[Rule, ...]]] = WeakKeyDictionary()


# ── the case with an answer ─────────────────────────────────────────────────────────────────────────────────────


def answered(policy: Policy, case: Case, question: Question, answer: Answer) -> Case:
    """The case with an answer to what it did not say; what it said before stands."""
    key: Key = (question.id, question.member)
    if question.kind == "list":
        return evolve(case, lists={**case.lists, key: _longer(case.lists.get(key, Members()), answer)})
    if question.kind == "fact":
        return evolve(case, facts={**case.facts, key: _stated(case.facts.get(key, ()), answer)})
    return assessed(case, question, _assessed(answer))


def assessed(case: Case, question: Question, given: Assessment) -> Case:
    """The case with an assessment, in the place of what was said of the days it is needed on; the rest stands."""
    key: Key = (question.id, question.member)
    needed = question.days or (case.day, case.last or case.day)
    kept = [it for it in case.assessments.get(key, ()) if not _reaches(it, needed)]
    holes = [_within(hole, given.first, given.last) for hole in holes_of(kept)]
    new = [evolve(given, first=hole[0], last=hole[1]) for hole in holes if hole is not None]
    said = tuple(sorted((*kept, *new), key=lambda it: it.first or date.min))
    return evolve(case, assessments={**case.assessments, key: said})


def _reaches(said: Assessment, days: tuple[date, ...]) -> bool:
    return (said.first is None or said.first <= days[-1]) and (said.last is None or days[0] <= said.last)


def _longer(before: Members, answer: Answer) -> Members:
    more = tuple(it for it in answer.members or () if it not in before.ids)
    return Members(tuple(sorted((*before.ids, *more))), answer.complete)


def _stated(before: tuple[Statement, ...], answer: Answer) -> tuple[Statement, ...]:
    """What was said, and the answer for the days nothing was said of."""
    origin = Origin(answer.by, answer.at)
    value = answer.value if answer.state == "known" else None
    holes = [_within(hole, answer.first, answer.last) for hole in holes_of(before)]
    new = [Statement(answer.state, value, *hole, origin) for hole in holes if hole is not None]
    return tuple(sorted((*before, *new), key=lambda it: it.first or date.min))


def _within(hole: Hole, first: date | None, last: date | None) -> Hole | None:
    """The part of a hole that lies between two days; `None` when there is none."""
    start = max((day for day in (hole[0], first) if day is not None), default=None)
    end = min((day for day in (hole[1], last) if day is not None), default=None)
    return None if start is not None and end is not None and end < start else (start, end)


def _assessed(answer: Answer) -> Assessment:
    """An answer taken as complete in form, to see what it would lead to."""
    if answer.state == "unknown":
        return Assessment("unknown", by=answer.by, at=answer.at)
    return Assessment(value=answer.value, used=answer.used, complete=True)
