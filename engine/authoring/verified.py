"""What `check --verify` adds: what the solver decides of all cases, each finding with a case that shows it.

Two rules of which the plain check can only say that they may conflict are proved apart, or shown to. A term without a
rule that stands, a divisor of zero and a rounding that changes what is reckoned from it come with a case, made small
and decided before it is told. A rule is said never to stand only where that is proved. Start reading at `verified`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from engine.analysis.conflicts import CONFLICT, FLOOR_ABOVE_CEILING, MAY_CONFLICT, NOT_COMPARED
from engine.analysis.index import Index
from engine.analysis.words import law, listed, named, written
from engine.authoring.smallest_case import plain
from engine.authoring.witness import called
from engine.diagnostics import Code, Diagnostic, Note, Severity, in_order
from engine.evaluate import settle
from engine.evaluate.decide import answered
from engine.model.case import Assessment, Case, Key, Options, Statement
from engine.model.policy import Policy, Rule, Term
from engine.records.examples import case_of
from engine.solver import faults, rounding
from engine.solver.days import FIRST
from engine.solver.faults import Below, Faults
from engine.solver.rounding import Hazard
from engine.source import Span

NO_VALUE = Code("A205", "no-value-in-case", "in a case that was found, no rule for a term stands", Severity.NOTE)
NEVER_STANDS = Code("A305", "never-stands", "a rule stands in no case at all, and that is proved", Severity.WARNING)
ROUNDED_TWICE = Code(
    "A961", "rounded-twice", "an amount is rounded, and rounded once more further on", Severity.WARNING
)
ROUNDED_EARLY = Code("A962", "rounded-early", "an amount is rounded before it is multiplied or divided", Severity.NOTE)
DIVIDES_BY_ZERO = Code("A963", "divides-by-zero", "a case has a divisor of zero", Severity.WARNING)

MOST_FACTS = 6
STEPS = 1_000_000
"""How long one question may take, in the solver's own steps."""
Tell = Callable[[str], None]


@frozen
class Verified:
    """The findings of a check with the solver's beside them; how many questions were decided, and which were not."""

    found: tuple[Diagnostic, ...]
    decided: int
    undecided: tuple[str, ...]


def verified(policy: Policy, found: Sequence[Diagnostic], tell: Tell = lambda _: None, steps: int = STEPS) -> Verified:
    """The findings of the plain check, those it left open decided, and what only the solver can find.

    `tell` is told what is asked of, term by term.

    Raises:
        CyclicPolicy: terms depend on each other in a circle.
    """
    asking = _Asking(policy, Index(policy), list(found), tell, steps)
    asking.all()
    return Verified(tuple(in_order(asking.found)), asking.decided, tuple(asking.undecided))


class _Asking:
    """The questions of one policy, and what came of them."""

    def __init__(self, policy: Policy, index: Index, found: list[Diagnostic], tell: Tell, steps: int) -> None:
        self.policy, self.index, self.found, self.tell, self.steps = policy, index, found, tell, steps
        self.faults = Faults(policy)
        self.places = {(each.code, each.span) for each in found}
        self.decided = 0
        self.undecided: list[str] = []

    def all(self) -> None:
        for number, term in enumerate(self.faults.terms, 1):
            self.tell(f"{number} of {len(self.faults.terms)}: {term}")
            self._term(self.policy.terms[term])
        for term, at in self.faults.divided():
            self._division(self.policy.terms[term], at)
        for hazard in rounding.hazards(self.policy):
            self._hazard(hazard)

    # ── conflicts, gaps and divisions ───────────────────────────────────────────────────────────────────────────

    def _term(self, term: Term) -> None:
        below = self.faults.below(term.id)
        proved = True
        for kind, at in self.faults.settling(term.id):
            if kind == faults.GAP and (term.left_to or self._told_of_gap(term)):
                continue
            answer = below.fault(kind, at, self.steps)
            if kind == faults.CONFLICT:
                proved = proved and answer.status == "none"
            if not self._counts(answer.status, f"{kind} of {self.index.name(term)}"):
                continue
            assert answer.case is not None
            case = self._plain(answer.case, below.sees(kind), term.source)
            told = list(self._conflict(term, case) if kind == faults.CONFLICT else self._gap(term, case))
            self.found += told
        for doubt in self._doubts(term):
            self._settle_doubt(below, term, doubt, proved)
        for rule in self.faults.rules_of(term.id):
            self._reach(below, rule)

    def _counts(self, status: str, question: str) -> bool:
        """Whether a question came to a case; counts it either way."""
        if status == "undecided":
            self.undecided.append(question)
        else:
            self.decided += 1
        return status == "case"

    def _doubts(self, term: Term) -> list[Diagnostic]:
        """What the plain check left open of a term's rules."""
        spans = {rule.span for rule in self.index.concluding.get(term.id, ())}
        codes = (MAY_CONFLICT.number, NOT_COMPARED.number)
        return [each for each in self.found if each.code in codes and each.span in spans]

    def _settle_doubt(self, below: Below, term: Term, doubt: Diagnostic, proved: bool) -> None:
        """Drop what is proved away; of two rules that may conflict while others do, ask by themselves."""
        if not proved and doubt.code == MAY_CONFLICT.number:
            by_span = {rule.span: rule.id for rule in self.index.concluding.get(term.id, ())}
            pair = [by_span[span] for span in (doubt.notes[0].span, doubt.span) if span in by_span]
            answer = below.clash(pair[0], pair[1], self.steps) if len(pair) == 2 else None
            if answer is None:
                return
            if self._counts(answer.status, f"conflict of `{pair[0]}` and `{pair[1]}`"):
                assert answer.case is not None
                case = self._plain(answer.case, below.sees(faults.CONFLICT, pair), term.source)
                told = list(self._conflict(term, case, pair))
                self.found += told
            proved = answer.status != "undecided"
        if proved:
            self.found = [each for each in self.found if each is not doubt]

    def _told_of_gap(self, term: Term) -> bool:
        return any((code, term.span) in self.places for code in ("A201", "A202", "A203", "A204"))

    def _conflict(self, term: Term, case: Case, pair: Sequence[str] = ()) -> Iterator[Diagnostic]:
        wait = faults.wait_of(self.policy, Options(), term.id, faults.CONFLICT, case)
        assert wait is not None
        ids = pair or wait.rules
        rules = sorted((self.policy.rules[id] for id in ids), key=lambda rule: (rule.span.file, rule.span.start))
        first, second = rules[0], rules[-1]
        kinds = {rule.conclusion.kind for rule in rules if rule.conclusion is not None}
        code = FLOOR_ABOVE_CEILING if "at_least" in kinds else CONFLICT
        between = {first.span, second.span}
        if any(each.code == code.number and {each.span, *_spans(each)} >= between for each in self.found):
            return
        yield code.at(
            second.span,
            f"{named(self.index, first)} and {named(self.index, second)} speak against each other on "
            f"`{self.index.name(term)}`, {self.told(case)}",
            hint="let one be an exception to the other, or let their conditions part them",
            law=law(self.index, second),
            notes=[Note(rule.span, f"{named(self.index, rule)} is here") for rule in rules[:-1]],
        )

    def _gap(self, term: Term, case: Case) -> Iterator[Diagnostic]:
        rules = self.index.concluding.get(term.id, ())
        yield NO_VALUE.at(
            term.span,
            f"no rule gives `{self.index.name(term)}` a value {self.told(case)}",
            hint="write a rule for the other cases, or let those that read it ask first whether it has a value",
            notes=[Note(rule.span, f"{named(self.index, rule)} is here") for rule in rules[:4]],
        )

    def _division(self, term: Term, at: int) -> None:
        below = self.faults.below(term.id)
        answer = below.fault(faults.DIVISION, at, self.steps)
        if not self._counts(answer.status, f"division in {self.index.name(term)}"):
            return
        assert answer.case is not None
        case = self._plain(answer.case, below.sees(faults.DIVISION), term.source)
        rules = self.index.concluding.get(term.id, ())
        place = rules[0].span if rules else term.span
        self.found.append(
            DIVIDES_BY_ZERO.at(
                place,
                f"`{self.index.name(term)}` is divided by zero {self.told(case)}",
                hint="ask first whether the divisor is above zero, or say the range of the fact",
                law=law(self.index, rules[0]) if rules else "",
            )
        )

    def _plain(self, case: Case, shows: Callable[[Case], bool], source: str) -> Case:
        return plain(self.policy, case, shows, self.index.covers(source).first or FIRST)

    # ── rules that never stand ──────────────────────────────────────────────────────────────────────────────────

    def _reach(self, below: Below, rule: Rule) -> None:
        told = any(
            (code, span) in self.places
            for code in ("A301", "A302", "A303", "A304")
            for span in (rule.span, rule.condition.span)
        )
        if told or not self.index.is_commenced(rule):
            return
        never = below.never_stands(rule.id, self.steps)
        if never is None and self._stood(below.term, rule):
            never = False
        self._counts("undecided" if never is None else "none", f"whether {self.index.name(rule)} ever stands")
        if never:
            finding = NEVER_STANDS.at(
                rule.span,
                f"{named(self.index, rule)} stands in no case, on no day",
                hint="look for what its condition, or an exception to it, rules out; or take the rule out",
                law=law(self.index, rule),
            )
            self.found += [finding] if finding not in self.found else []

    def _stood(self, term: str, rule: Rule) -> bool:
        """Whether a rule stands in one of the cases beside the law that expect something of a term."""
        for example in self.policy.cases:
            if any(expected.term == term for expected in example.expected):
                case, options = case_of(self.policy, example)
                answers = answered(self.policy, evolve(case, requested=(term,)), options).answers
                grounds = (ground for answer in answers for segment in answer.segments for ground in segment.grounds)
                if options == Options() and any(id == rule.id and stands for id, _, stands in grounds):
                    return True
        return False

    # ── roundings ───────────────────────────────────────────────────────────────────────────────────────────────

    def _hazard(self, hazard: Hazard) -> None:
        answer = rounding.changes(self.policy, hazard, self.steps)
        if not self._counts(answer.status, f"rounding in {hazard.first}"):
            return
        assert answer.case is not None
        other = rounding.without(self.policy, hazard)

        def differs(case: Case) -> bool:
            before, after = (_of(policy, case, hazard.term) for policy in (self.policy, other))
            return before is not None and after is not None and before != after

        case = self._plain(answer.case, differs, self.policy.terms[hazard.term].source)
        values = (_of(self.policy, case, hazard.term), _of(other, case, hazard.term))
        self.found.append(self._rounded(hazard, case, values))

    def _rounded(self, hazard: Hazard, case: Case, values: tuple[object, object]) -> Diagnostic:
        first, then = self.policy.rules[hazard.first], self.policy.rules[hazard.then]
        term = self.policy.terms[hazard.term]
        before, after = (written(value, term.type) for value in values if isinstance(value, Fraction))
        code, done = (
            (ROUNDED_TWICE, "is rounded once more")
            if hazard.kind == rounding.TWICE
            else (ROUNDED_EARLY, "is reckoned on from")
        )
        return code.at(
            then.span,
            f"what {named(self.index, first)} rounds {done} here: `{self.index.name(term)}` is {before}, and {after} "
            f"without the first rounding, {self.told(case)}",
            hint="round once, last, unless the provision says otherwise",
            law=law(self.index, then),
            notes=[Note(hazard.rounding.span, "it is rounded here")],
        )

    # ── words ───────────────────────────────────────────────────────────────────────────────────────────────────

    def told(self, case: Case) -> str:
        """A case in the author's words: `` when `age` is 17 years and `student` is yes, on 2024-01-01 ``."""
        parts = [self._said(key, one) for key in sorted(case.facts, key=str) for one in case.facts[key]]
        for key in sorted(case.assessments, key=str):
            parts += [self._assessed(key, one) for one in case.assessments[key]]
        more = [f"{len(parts) - MOST_FACTS} more facts are given"] if len(parts) > MOST_FACTS else []
        parts = [*parts[:MOST_FACTS], *more]
        return f"when {listed(parts)}, on {case.day}" if parts else f"on {case.day}"

    def _said(self, key: Key, said: Statement) -> str:
        value = "not known" if said.state == "unknown" else "not shown"
        if said.value is not None:
            value = written(said.value, self.policy.terms[key[0]].type)
        return f"`{called(self.policy, key)}` is {value}{_days(said.first, said.last)}"

    def _assessed(self, key: Key, given: Assessment) -> str:
        name, term = f"`{called(self.policy, key)}`", self.policy.terms[key[0]]
        if given.value is not None:
            return f"{name} is {written(given.value, term.amount_type or term.type)}"
        if given.used is not None:
            return f"{name} is {'used' if given.used else 'not used'}"
        return f"{name} is not known"


def _spans(found: Diagnostic) -> list[Span]:
    return [note.span for note in found.notes]


def _days(first: date | None, last: date | None) -> str:
    return f" from {first} to {last}" if first is not None and last is not None else ""


def _of(policy: Policy, case: Case, term: str) -> object:
    values = settle(policy, evolve(case, requested=(term,)))
    return next(iter(values.values()), None)
