"""The `case` blocks beside the law, run: what was expected of each term, and what came out.

A case passes when every expectation holds on every day it speaks of. What fails is told in the words of the rule file.
Start reading at `run_example`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from engine.evaluate.decision import Answer, Decision, Segment, Wait
from engine.model.case import Assessment, Case, Key, Members, Options, Statement
from engine.model.citations import Citation
from engine.model.expressions import Value
from engine.model.policy import CaseExample, Expectation, GivenFact, Policy
from engine.model.units import Type
from engine.source import Span

Decide = Callable[[Case, Options], Decision]
"""How a case is decided; the caller has the compiled policy."""


@frozen
class Failure:
    """One expectation that did not hold: where it is written, and what came out instead."""

    span: Span
    message: str


@frozen
class ExampleResult:
    """How a case went. It passed when nothing failed."""

    example: CaseExample
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def run_example(policy: Policy, example: CaseExample, decide: Decide) -> ExampleResult:
    """Decide the case and hold every expectation against what came out."""
    decision = decide(*case_of(policy, example))
    failures = [failure for expected in example.expected for failure in _judge(policy, decision, example, expected)]
    return ExampleResult(example, tuple(failures))


def case_of(policy: Policy, example: CaseExample) -> tuple[Case, Options]:
    """The case a `case` block describes. A short assessment is complete in form, as the block says nothing of it."""
    facts: dict[Key, tuple[Statement, ...]] = {}
    assessments: dict[Key, tuple[Assessment, ...]] = {}
    lists: dict[Key, Members] = {}
    for given in example.given:
        key = given.term, given.member
        if given.members is not None:
            lists[key] = Members(given.members, given.complete)
        elif policy.terms[given.term].kind == "fact":
            facts[key] = (*facts.get(key, ()), _statement(given))
        else:
            assessments[key] = (*assessments.get(key, ()), _assessment(given))
    requested = tuple(dict.fromkeys(expected.term for expected in example.expected if expected.term))
    case = Case(example.day, example.last, None, facts, assessments, lists, requested)
    return case, Options(example.known_on, example.readings, example.supposed)


def _statement(given: GivenFact) -> Statement:
    return Statement(given.state, given.value, given.period.first, given.period.last)


def _assessment(given: GivenFact) -> Assessment:
    return Assessment(
        state="unknown" if given.state == "unknown" else "given",
        value=given.value,
        used=given.used,
        first=given.period.first,
        last=given.period.last,
        complete=True,
    )


def _judge(policy: Policy, decision: Decision, example: CaseExample, expected: Expectation) -> Iterator[Failure]:
    if expected.term and policy.entities[policy.terms[expected.term].entity].is_decision_kind:
        yield from _judge_attached(policy, decision, expected)
    elif expected.term:
        yield from _judge_term(policy, decision, example, expected)
    else:
        yield from _judge_readiness(policy, decision, expected)


def _judge_readiness(policy: Policy, decision: Decision, expected: Expectation) -> Iterator[Failure]:
    """`expect ready`, or `expect not ready waits for …`: what the duties due before the decision still lack."""
    missing = [lack for duty in decision.duties if duty.arisen and not duty.fulfilled for lack in duty.missing]
    lacking = ", ".join(_name(policy, *lack) for lack in missing) or "nothing"
    if decision.ready != (expected.outcome == "ready"):
        found = "the decision is ready" if decision.ready else f"the decision is not ready, it lacks {lacking}"
        yield Failure(expected.span, f"expected {expected.outcome.replace('_', ' ')}, and {found}")
    for id, member in expected.waits_for:
        if not any(lack[0] == id and member in (None, lack[1]) for lack in missing):
            yield Failure(expected.span, f"does not lack {_name(policy, id, member)}; it lacks {lacking}")


def _judge_attached(policy: Policy, decision: Decision, expected: Expectation) -> Iterator[Failure]:
    """A duty of a decision kind: whether it has arisen for the decisions of the kind, on the day they are made."""
    term, name = policy.terms[expected.term], _name(policy, expected.term, None)
    if not any(policy.terms[answer.term].decided_as == term.entity for answer in decision.answers):
        yield Failure(expected.span, f"{name}: nothing was decided that it attaches to")
        return
    arisen = {duty.arisen for duty in decision.duties if duty.term == expected.term}
    found = "open" if None in arisen else "must" if True in arisen else "none"
    if found != (expected.value or expected.outcome):
        yield Failure(expected.span, f"{name}: expected {_wanted(expected, term.type)}, got {found}")


def _judge_term(policy: Policy, decision: Decision, example: CaseExample, expected: Expectation) -> Iterator[Failure]:
    first = (expected.period.first if expected.period is not None else None) or example.day
    last = (expected.period.last if expected.period is not None else None) or example.last or example.day
    answer = _answer(decision, expected)
    name = _name(policy, expected.term, expected.member)
    if answer is None:
        yield Failure(expected.span, f"{name}: nothing was decided")
        return
    reached = [segment for segment in answer.segments if segment.first <= last and first <= segment.last]
    if not reached:
        yield Failure(expected.span, f"{name}: the case does not reach {_days(first, last)}")
    for segment in reached:
        for message in _against(policy, segment, expected):
            where = (
                "" if len(answer.segments) == 1 else f" ({_days(max(first, segment.first), min(last, segment.last))})"
            )
            yield Failure(expected.span, f"{name}{where}: {message}")


def _answer(decision: Decision, expected: Expectation) -> Answer | None:
    return next((a for a in decision.answers if (a.term, a.member) == (expected.term, expected.member)), None)


def _against(policy: Policy, segment: Segment, expected: Expectation) -> Iterator[str]:
    """What one segment does otherwise than expected."""
    term = policy.terms[expected.term]
    if not _as_expected(segment.value, expected):
        yield f"expected {_wanted(expected, term.type)}, got {_got(policy, segment, term.type)}"
    for id, member in expected.waits_for:
        if not any(_is_waited_for(wait, id, member) for wait in segment.waits):
            yield f"does not wait for {_name(policy, id, member)}; {_waiting(policy, segment)}"
    carrying = list(_carrying(policy, segment))
    for citation in expected.by:
        if not any(citation.contains(found) or found.contains(citation) for found in carrying):
            yield f"does not rest on {_written(policy, [citation])}; {_resting(policy, carrying)}"
    for citation in expected.not_by:
        if any(citation.contains(found) for found in _standing(policy, segment)):
            yield f"rests on {_written(policy, [citation])}, which it should not"


def _as_expected(value: Value | None, expected: Expectation) -> bool:
    match expected.outcome:
        case "open":
            return value is None
        case "met":
            return value is True
        case "not_met":
            return value is False
        case _ if expected.digits:
            return isinstance(value, Fraction) and begins_with(value, expected.digits)
        case "must" | "may" | "must_not" | "none" | "should":
            return value == (expected.value if expected.value is not None else expected.outcome)
        case _:
            return value is not None and value == expected.value


def begins_with(value: Fraction, digits: str) -> bool:
    """Whether the exact value, written out in decimals, begins with these digits.

    >>> begins_with(Fraction(6490799, 10000), "649.07"), begins_with(Fraction(6490799, 10000), "649.08")
    (True, False)
    """
    decimals = len(digits.partition(".")[2])
    scaled = abs(value) * 10**decimals
    wanted = Fraction(digits) * 10**decimals
    return int(scaled) == abs(wanted) and (value < 0) == digits.startswith("-")


def _carrying(policy: Policy, segment: Segment) -> Iterator[Citation]:
    """The provisions the outcome rests on, as they were on the segment's first day.

    What is met or has a value rests on rules that stand; what is not met or open may rest on one that does not.
    """
    for id, _, standing in segment.grounds:
        if standing or segment.value is None or segment.value is False:
            yield from (basis.citation for basis in policy.rules[id].basis if basis.on(segment.first))


def _standing(policy: Policy, segment: Segment) -> Iterator[Citation]:
    for id, _, standing in segment.grounds:
        if standing:
            yield from (basis.citation for basis in policy.rules[id].basis if basis.on(segment.first))


def _is_waited_for(wait: Wait, id: str, member: str | None) -> bool:
    return wait.id == id and (member is None or wait.member == member)


def _wanted(expected: Expectation, type: Type) -> str:
    if expected.digits:
        return f"{expected.digits}… {type.unit}".strip()
    return expected.outcome.replace("_", " ") if expected.value is None else plain(expected.value, type)


def _got(policy: Policy, segment: Segment, type: Type) -> str:
    return plain(segment.value, type) if segment.value is not None else f"open, {_waiting(policy, segment)}"


def _waiting(policy: Policy, segment: Segment) -> str:
    if not segment.waits:
        return "it waits for nothing"
    return "waits for " + ", ".join(dict.fromkeys(_wait(policy, wait) for wait in segment.waits))


def _wait(policy: Policy, wait: Wait) -> str:
    name = _name(policy, wait.id, wait.member or None)
    return (
        name if not wait.is_fault else f"{name} ({wait.kind.replace('_', ' ')}{f' on {wait.day}' if wait.day else ''})"
    )


def _resting(policy: Policy, carrying: Iterable[Citation]) -> str:
    found = sorted(set(carrying), key=lambda citation: citation.order)
    return f"it rests on {_written(policy, found)}" if found else "no rule carries it"


def _written(policy: Policy, citations: Iterable[Citation]) -> str:
    """Addresses as rule files write them. Only a case that fails needs this, and the room it is from takes time."""
    from engine.analysis.words import place

    names = {source.document: f"{source.name} " for source in policy.sources.values()}
    return ", ".join(names.get(citation.document, "") + place(citation) for citation in citations)


def plain(value: Value, type: Type) -> str:
    """A value as a test report shows it: exact, with its unit; an amount that never ends shows its first decimals too.

    >>> plain(Fraction(63285287, 375), Type("number"))
    '168760.7653… (63285287/375)'
    """
    if isinstance(value, bool):
        return "met" if value else "not met"
    if not isinstance(value, Fraction):
        return str(value).replace("_", " ") if type.kind == "effect" else str(value)
    number = value * 100 if type.percent else value
    unit = "%" if type.percent else str(type.unit)
    return f"{_decimals(number)} {unit}".strip()


def _decimals(value: Fraction) -> str:
    for places in range(7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return _point(int(scaled), places)
    return f"{_point(int(value * 10**4), 4)}… ({value})"


def _point(scaled: int, places: int) -> str:
    sign, digits = "-" if scaled < 0 else "", str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _days(first: date, last: date) -> str:
    return str(first) if last - first < timedelta(days=1) else f"{first} to {last}"


def _name(policy: Policy, id: str, member: str | None) -> str:
    declared = policy.terms.get(id) or policy.lists.get(id) or policy.parameters.get(id)
    name = declared.name if declared is not None else id
    return f"`{name}`" if member is None else f"`{name} of {member}`"
