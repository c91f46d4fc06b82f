"""Random policies, built straight from the model so that every construct is reached; a test keeps count.

Acyclic by construction: terms stand in a row, and what decides a term reads only terms before it. Days lie close
together around the end of February, values are few and small, so that edges are hit, rules agree and disagree, and
divisors are zero often enough. All chance comes from one `Random`: a seed and a size say the whole policy.
Start reading at `random_policy`; `random_expressions` writes the conditions and values, `random_cases` makes the cases.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from attrs import evolve, field, frozen

from engine.model import expressions as x
from engine.model.citations import Citation
from engine.model.expressions import YES, Expression
from engine.model.policy import (
    Bound,
    Calendar,
    Conclusion,
    Consideration,
    DiscretionClauses,
    DutyClauses,
    Entity,
    EntityList,
    FreeDay,
    Fulfilment,
    Interpretation,
    NotFormalised,
    Parameter,
    ParameterValue,
    Period,
    Policy,
    Reading,
    Rule,
    Source,
    Term,
)
from engine.model.units import DATE, EFFECT, NUMBER, YES_NO, Type
from tests.random_expressions import APPLICANT, CHILD, DAYS, FRIENDS, LIST, MONEY, NUMBERS, TYPES, Expressions, View

EFFECTS = {"duty": ("must",), "power": ("may",), "prohibition": ("must_not",), "guidance": ("should",)}
ANY_EFFECT = ("must", "may", "may", "must_not", "should")


def random_policy(random: Random, size: int = 8) -> Policy:
    """A policy of about `size` terms (2 to 12) and up to some 25 rules."""
    return _Author(random).write(size)


@frozen
class _Written:
    """A rule, with the first term it may change (`lowest`), and how far the conditions it reaches read (`reads`)."""

    rule: Rule
    lowest: int
    reads: int


@frozen
class _Author(Expressions):
    """Writes the terms and rules of one policy."""

    written: list[_Written] = field(factory=list)

    # The whole

    def write(self, size: int) -> Policy:
        self.parameters.update({one.id: one for one in (self.parameter(f"rate{n}") for n in range(3))})
        for number in range(size):
            self.terms.append(self.term(number, first=number == 0))
        for index, term in enumerate(self.terms):
            if not term.is_given:
                for number in range(self.one((0, 1, 1, 2, 2, 2, 3, 3))):
                    self.written.append(self.rule(index, first=number == 0))
        if self.written:
            for _ in range(min(25 - len(self.written), self.random.randint(0, 4 + size))):
                self.written.append(self.exception())
        rules = [one.rule for one in self.written]
        self.random.shuffle(rules)
        return Policy(
            sources={one.id: one for one in self.sources()},
            entities={
                APPLICANT: Entity(APPLICANT, "applicant", "act"),
                CHILD: Entity(CHILD, "child", "act", is_member=True),
            },
            lists={
                LIST: EntityList(LIST, "children", "act", APPLICANT, CHILD),
                FRIENDS: EntityList(FRIENDS, "friends", "act", CHILD, CHILD),
            },
            terms={term.id: self.with_clauses(term) for term in self.terms},
            parameters=self.parameters,
            rules={rule.id: rule for rule in rules},
            interpretations={"act.doubt": self.interpretation()},
            calendars={"act.working_days": self.calendar()},
            not_formalised=tuple(self.not_formalised(n) for n in range(self.one((0, 0, 0, 0, 0, 1, 2)))),
        )

    def period(self) -> Period:
        first, last = sorted((self.one(DAYS), self.one(DAYS)))
        return self.one((Period(first, None), Period(None, last), Period(first, last)))

    def source(self) -> str:
        return self.weighed(act=88, edge=7, adopted=5)

    def sources(self) -> list[Source]:
        covers = self.one((Period(DAYS[2], None), Period(None, DAYS[6]), Period(DAYS[2], DAYS[6]), Period()))
        return [
            Source("act", "act", "act", kind="act", document="LOV-2000-01-01-1"),
            Source("edge", "edge", "edge", kind="regulation", document="FOR-2001-01-01-1", covers=covers),
            Source(
                *("adopted", "adopted", "adopted"),
                kind="act",
                document="LOV-2002-01-01-1",
                once_commenced=True,
                replaces=self.one(("", "edge")),
            ),
        ]

    def interpretation(self) -> Interpretation:
        readings = (Reading("narrow", "narrow", "because"), Reading("wide", "wide", "because"))
        return Interpretation("act.doubt", "doubt", "act", Citation("LOV-2000-01-01-1", "1"), readings, "narrow")

    def calendar(self) -> Calendar:
        free = (FreeDay("weekday", 5), FreeDay("weekday", 6), FreeDay("fixed", 3, 1), FreeDay("easter", -31))
        return Calendar("act.working_days", "working_days", "act", self.basis(), free)

    def parameter(self, name: str) -> Parameter:
        rows = [
            self.row(first) for first in sorted(self.random.sample([date(2023, 2, 27), *DAYS], self.one((1, 2, 3))))
        ]
        if self.chance(30):  # the same start, adopted later
            again = self.one(rows)
            rows.append(
                evolve(again, value=self.one(NUMBERS), known=again.known_on + timedelta(self.random.randint(1, 3)))
            )
        renewed = self.one(((2, 27), (3, 1))) if self.chance(30) else None
        return Parameter(f"act.{name}", name, "act", type=MONEY, values=tuple(rows), renewed=renewed)

    def row(self, first: date) -> ParameterValue:
        last = first + timedelta(self.random.randint(0, 4)) if self.chance(20) else None
        known = first + timedelta(self.random.randint(-2, 3)) if self.chance(40) else None
        return ParameterValue(first, last, None if self.chance(12) else self.one(NUMBERS), known, self.basis())

    # Terms

    def term(self, number: int, first: bool) -> Term:
        kind = (
            "fact"
            if first
            else self.weighed(
                fact=34,
                discretion=9,
                power=8,
                action=8,
                duty=5,
                prohibition=2,
                guidance=2,
                right=14,
                amount=16,
                term=10,
            )
        )
        entity = CHILD if self.chance(25) else APPLICANT
        name = f"{kind}{number}"
        what = {
            "fact": lambda: self.weighed(yes_no=55, money=20, date=12, choice=5, number=8),
            "discretion": lambda: self.weighed(yes_no=50, money=40, choice=10),
            "term": lambda: self.weighed(yes_no=40, date=30, choice=15, number=15),
        }
        type_ = TYPES[what[kind]()] if kind in what else {"right": YES_NO, "amount": MONEY}.get(kind, EFFECT)
        if kind == "fact" and type_ is DATE and self.chance(40):
            name = f"born{number}"
        view = View(number, entity == CHILD)
        return Term(
            f"act.{name}",
            name,
            "act",
            kind=kind,
            entity=entity,
            type=type_,
            amount_type=MONEY if kind == "power" and self.chance(80) else None,
            applies_when=self.yes_no(view, 1) if kind == "fact" and self.chance(12) else None,
            varies_by="day" if kind == "fact" and not name.startswith("born") and self.chance(40) else "",
            range=(self.literal(MONEY, Fraction(0)), self.literal(MONEY, Fraction(3)))
            if kind == "fact" and type_ is MONEY and self.chance(25)
            else None,
            validity=self.period() if kind in ("right", "amount", "action") and self.chance(6) else Period(),
            discretion=self.discretion(type_, view) if kind in ("discretion", "power") and self.chance(75) else None,
        )

    def discretion(self, type_: Type, view: View) -> DiscretionClauses:
        kinds = self.random.sample(("must", "may", "must_not"), self.one((0, 0, 1, 2, 3)))
        bounds = [self.bound(kind, view) for kind in ("at_least", "at_most", "recommends") if self.chance(35)]
        if type_ is not MONEY and type_ is not EFFECT:
            bounds = []
        return DiscretionClauses(
            kind="free",
            authority="municipality" if self.chance(20) else "",
            opens_when=self.yes_no(view, 1) if self.chance(45) else None,
            considerations=tuple(Consideration(f"{kind}_weigh", kind, self.basis()) for kind in kinds),
            bounds=tuple(bounds),
            reasons_required=self.basis() if self.chance(25) else (),
        )

    def bound(self, kind: str, view: View) -> Bound:
        generous = {"at_least": Fraction(0), "at_most": Fraction(3), "recommends": Fraction(1)}[kind]
        given = self.literal(MONEY, generous) if self.chance(60) else self.money(view, 1)
        return Bound(kind, given, self.basis())

    def with_clauses(self, term: Term) -> Term:
        """A duty with what fulfils it, which is no part of its outcome and may be any term."""
        if term.kind != "duty":
            return term
        return evolve(
            term, duty=DutyClauses(tuple(self.fulfilment(term) for _ in range(self.one((1, 1, 2)))), ("decision",))
        )

    def fulfilment(self, duty: Term) -> Fulfilment:
        done = self.one(self.terms)
        if done.entity == APPLICANT:
            return Fulfilment(done.id)
        if duty.entity == CHILD and self.chance(50):
            return Fulfilment(done.id, "it")
        where = YES if self.chance(50) else self.yes_no(View(len(self.terms), bound=("c",)), 1)
        return Fulfilment(done.id, "c", LIST, "c", where)

    # Rules

    def rule(self, index: int, first: bool) -> _Written:
        """A rule for a term; the first one is often plain, so that there is something to depart from."""
        term = self.terms[index]
        view = View(index, term.entity == CHILD)
        presumed = self.chance(12) and self.readable("yes_no", view, given=True)
        return self.finished(
            index,
            Rule(
                f"act.rule{len(self.written)}",
                f"rule{len(self.written)}",
                self.source(),
                kind="presumption" if presumed else "rule",
                subject=term.entity,
                basis=self.basis(),
                conclusion=self.conclusion(term, view),
                unless_shown=self.counter(view) if presumed else None,
            ),
            view,
            plain=55 if first else 15,
        )

    def counter(self, view: View) -> tuple[str, str | None]:
        node = self.read_of(self.one(self.readable("yes_no", view, given=True)), view, YES_NO)
        return node.term, node.owner

    def finished(self, lowest: int, rule: Rule, view: View, plain: int = 15) -> _Written:
        """The rule with its condition, validity, reading and dates, and how far it reads."""
        full = evolve(
            rule,
            condition=YES if self.chance(plain) else self.yes_no(view, 2),
            validity=self.period() if self.chance(12) else Period(),
            once_commenced=self.chance(2),
            reading=("act.doubt", self.one(("narrow", "wide"))) if self.chance(7) else None,
            read_on=self.date(view, 1) if self.chance(9) else None,
        )
        reads = {
            node.term
            for tree in (full.condition, full.read_on or YES)
            for node in x.walk(tree)
            if isinstance(node, x.Read | x.Used)
        }
        reads |= {full.unless_shown[0]} if full.unless_shown else set()
        return _Written(full, lowest, max((n + 1 for n, term in enumerate(self.terms) if term.id in reads), default=0))

    def conclusion(self, term: Term, view: View) -> Conclusion:
        if term.is_action:
            return Conclusion(self.one(EFFECTS.get(term.kind, ANY_EFFECT)), term.id)
        if term.type is YES_NO and self.chance(70):
            return Conclusion("holds", term.id)
        kind = self.weighed(**{"is": 66, "at_most": 21, "at_least": 13}) if term.type is MONEY else "is"
        return Conclusion(kind, term.id, self.of_type(term.type, view, 2))

    def exception(self) -> _Written:
        """To one rule or several; a late one is preferred, so that chains grow deep."""
        pool = self.written[-self.one((1, 1, 3, 6)) :] if self.chance(65) else self.written
        targets = [self.one(pool)]
        if self.chance(35):
            return self.setting_aside([*targets, *self.others(self.one((0, 0, 1, 2, 4)), targets)])
        for other in self.others(self.one((0, 0, 0, 1, 2)), targets):
            fits = [*targets, other]
            if max(one.reads for one in fits) <= min(one.lowest for one in fits):
                targets = fits
        index = self.concludes(targets)
        return self.setting_aside(targets) if index is None else self.replacing(targets, index)

    def others(self, number: int, targets: list[_Written]) -> list[_Written]:
        rest = [one for one in self.written if one not in targets]
        return self.random.sample(rest, min(number, len(rest)))

    def setting_aside(self, targets: list[_Written]) -> _Written:
        """An exception without a conclusion, to rules of any terms; it reads only what stands before them all."""
        child = all(one.rule.subject == CHILD for one in targets) and self.chance(70)
        return self.excepting(targets, min(one.lowest for one in targets), CHILD if child else APPLICANT)

    def replacing(self, targets: list[_Written], index: int) -> _Written:
        """An exception with a conclusion, which depends on the conditions of all its targets."""
        lowest = min(index, *(one.lowest for one in targets))
        term = self.terms[index]
        conclusion = self.departing(term, targets, View(lowest, term.entity == CHILD))
        return self.excepting(targets, lowest, term.entity, conclusion)

    def excepting(
        self, targets: list[_Written], lowest: int, subject: str, conclusion: Conclusion | None = None
    ) -> _Written:
        rule = Rule(
            f"act.exception{len(self.written)}",
            f"exception{len(self.written)}",
            self.source(),
            kind="exception",
            subject=subject,
            basis=self.basis(),
            conclusion=conclusion,
            targets=tuple(one.rule.id for one in targets),
        )
        done = self.finished(lowest, rule, View(lowest, subject == CHILD))
        return evolve(done, reads=max(done.reads, *(one.reads for one in targets)))

    def concludes(self, targets: list[_Written]) -> int | None:
        """The term an exception may conclude: mostly a target's own, now and then another that cannot come round."""
        if len({one.rule.subject for one in targets}) > 1 or max(t.reads for t in targets) > min(
            t.lowest for t in targets
        ):
            return None
        own = {one.rule.conclusion.term for one in targets if one.rule.conclusion}
        fits = [n for n, term in enumerate(self.terms) if self.may_conclude(term, n, targets)]
        same = [n for n in fits if self.terms[n].id in own]
        return self.one(same if same and self.chance(92) else fits) if fits else None

    def may_conclude(self, term: Term, index: int, targets: list[_Written]) -> bool:
        beyond = max(one.reads for one in targets)
        return not term.is_given and index >= beyond and term.entity == targets[0].rule.subject

    def departing(self, term: Term, targets: list[_Written], view: View) -> Conclusion:
        """A new value or effect; or a departure from what the targets give, where they bear on this term alone."""
        if term.is_action and term.kind == "action":
            return Conclusion(self.one(ANY_EFFECT), term.id)
        plain = self.conclusion(term, view)
        kinds = [c.kind for one in targets if (c := one.rule.conclusion) and c.term == term.id]
        elsewhere = len(kinds) < len(targets) or term is not self.terms[view.below]
        if plain.value is None or term.type is YES_NO or elsewhere or self.chance(25):
            return plain
        otherwise = x.Otherwise(type=term.type)
        return Conclusion(self.one(kinds), term.id, self.departure(otherwise, plain.value, view))

    def departure(self, otherwise: Expression, other: Expression, view: View) -> Expression:
        type_ = otherwise.type
        if type_ is MONEY and self.chance(75):
            return self.one(
                (
                    x.Sum((otherwise, self.literal(MONEY, Fraction(1))), (1, -1), type=MONEY),
                    x.Product((self.literal(NUMBER, Fraction(1, 2)), otherwise), type=MONEY),
                    x.Lesser((otherwise, other), type=MONEY),
                    x.Greater((otherwise, self.literal(MONEY, Fraction(0))), True, type=MONEY),
                    x.OnDay(otherwise, self.literal(DATE, self.one(DAYS)), type=MONEY),
                )
            )
        if self.chance(50):
            return x.If(self.yes_no(view, 1), otherwise, other, type=type_)
        return otherwise

    def not_formalised(self, number: int) -> NotFormalised:
        affected = self.random.sample(range(len(self.terms)), min(len(self.terms), self.one((1, 1, 2))))
        it = all(self.terms[n].entity == CHILD for n in affected)
        condition = self.yes_no(View(min(affected), it), 1)
        source = self.one(("act", "edge"))
        return NotFormalised(
            Citation("LOV-2000-01-01-1", f"{90 + number}"),
            source,
            tuple(self.terms[n].id for n in affected),
            condition,
            "because",
        )
