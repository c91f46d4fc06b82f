"""Random policies, built straight from the model so that every construct is reached; a test keeps count.

Acyclic by construction: terms stand in a row, and what decides a term reads only terms before it. Days lie close
together around the end of February, values are few and small, so that edges are hit, rules agree and disagree, and
divisors are zero often enough. All chance comes from one `Random`: a seed and a size say the whole policy.
Start reading at `random_policy`; `random_cases` makes cases for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import TypeVar

from attrs import evolve, field, frozen

from engine.model import expressions as x
from engine.model.citations import Basis, Citation
from engine.model.expressions import YES, Expression, Value
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
from engine.model.units import DATE, EFFECT, KR, NUMBER, PERCENT, YES_NO, Type, Unit

Option = TypeVar("Option")

DAYS = [date(2024, 2, 26) + timedelta(n) for n in range(9)]
"""The days everything happens on: 26 February to 5 March of a leap year."""
LONG_AGO = [date(2006, 2, 28), date(2004, 2, 29), date(2004, 3, 1), date(2020, 1, 31)]
NUMBERS = [Fraction(n) for n in (0, 0, 1, 1, 2, 3, 10, -1)] + [Fraction(1, 2)]
WORDS = ("single", "couple")
CHILDREN = ("kari", "ola", "per")

MONEY = Type("number", KR)
CHOICE = Type("choice", choices=WORDS)
TYPES = {"yes_no": YES_NO, "money": MONEY, "number": NUMBER, "date": DATE, "choice": CHOICE}
APPLICANT, CHILD, LIST, FRIENDS = "act.applicant", "act.child", "act.children", "act.friends"
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
class _View:
    """What an expression may speak of: terms before `below`; the member it is about, and variables bound around it."""

    below: int
    it: bool = False
    bound: tuple[str, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        return (*(("it",) if self.it else ()), *self.bound)

    def binding(self, variable: str) -> _View:
        return evolve(self, bound=(*self.bound, variable))


@frozen(slots=False)
class _Author:
    random: Random
    terms: list[Term] = field(factory=list)
    parameters: dict[str, Parameter] = field(factory=dict)
    written: list[_Written] = field(factory=list)

    # Small choices

    def chance(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def one(self, options: Sequence[Option]) -> Option:
        return options[int(self.random.random() * len(options))]

    def weighed(self, **weights: int) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def basis(self) -> tuple[Basis, ...]:
        return (Basis(Citation("LOV-2000-01-01-1", str(self.random.randint(1, 40)))),)

    def period(self) -> Period:
        first, last = sorted((self.one(DAYS), self.one(DAYS)))
        return self.one((Period(first, None), Period(None, last), Period(first, last)))

    def source(self) -> str:
        return self.weighed(act=88, edge=7, adopted=5)

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
        view = _View(number, entity == CHILD)
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

    def discretion(self, type_: Type, view: _View) -> DiscretionClauses:
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

    def bound(self, kind: str, view: _View) -> Bound:
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
        where = YES if self.chance(50) else self.yes_no(_View(len(self.terms), bound=("c",)), 1)
        return Fulfilment(done.id, "c", LIST, "c", where)

    # Rules

    def rule(self, index: int, first: bool) -> _Written:
        """A rule for a term; the first one is often plain, so that there is something to depart from."""
        term = self.terms[index]
        view = _View(index, term.entity == CHILD)
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

    def counter(self, view: _View) -> tuple[str, str | None]:
        node = self.read_of(self.one(self.readable("yes_no", view, given=True)), view, YES_NO)
        return node.term, node.owner

    def finished(self, lowest: int, rule: Rule, view: _View, plain: int = 15) -> _Written:
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

    def conclusion(self, term: Term, view: _View) -> Conclusion:
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
        conclusion = self.departing(term, targets, _View(lowest, term.entity == CHILD))
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
        done = self.finished(lowest, rule, _View(lowest, subject == CHILD))
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

    def departing(self, term: Term, targets: list[_Written], view: _View) -> Conclusion:
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

    def departure(self, otherwise: Expression, other: Expression, view: _View) -> Expression:
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
        condition = self.yes_no(_View(min(affected), it), 1)
        source = self.one(("act", "edge"))
        return NotFormalised(
            Citation("LOV-2000-01-01-1", f"{90 + number}"),
            source,
            tuple(self.terms[n].id for n in affected),
            condition,
            "because",
        )

    # Expressions, by what they give

    def of_type(self, type_: Type, view: _View, depth: int) -> Expression:
        if type_ is YES_NO:
            return self.yes_no(view, depth)
        if type_ is MONEY:
            return self.money(view, depth)
        if type_ is DATE:
            return self.date(view, depth)
        if type_ is CHOICE:
            return self.choice(view, depth)
        return self.number(view, depth)

    def literal(self, type_: Type, given: Value) -> x.Literal:
        return x.Literal(given, type=type_)

    def readable(self, kind: str, view: _View, given: bool = False) -> list[Term]:
        """Terms of a type that may be read from here; dates of birth stand apart, since they make long spans."""
        wanted = TYPES[kind]
        return [
            term
            for term in self.terms[: view.below]
            if term.type is wanted
            and (term.entity != CHILD or view.owners)
            and not term.name.startswith("born")
            and (not given or term.is_given)
        ]

    def read_of(self, term: Term, view: _View, type_: Type) -> x.Read:
        return x.Read(term.id, self.one(view.owners) if term.entity == CHILD else None, type=type_)

    def read(self, kind: str, view: _View) -> Expression | None:
        terms = self.readable(kind, view)
        return self.read_of(self.one(terms), view, TYPES[kind]) if terms else None

    def actions(self, view: _View) -> list[Term]:
        return [one for one in self.terms[: view.below] if one.is_action and (one.entity != CHILD or view.owners)]

    def yes_no(self, view: _View, depth: int) -> Expression:
        if depth <= 0 or self.chance(35):
            return self.yes_no_leaf(view)
        match self.weighed(
            both=22, either=16, negation=10, compare=18, between=4, age=6, over=12, branch=4, on=5, effect=6
        ):
            case "both":
                return x.And(tuple(self.yes_no(view, depth - 1) for _ in range(self.one((2, 2, 3)))))
            case "either":
                return x.Or(tuple(self.yes_no(view, depth - 1) for _ in range(self.one((2, 2, 3)))))
            case "negation":
                return x.Not(self.yes_no(view, depth - 1))
            case "compare":
                return self.comparison(view, depth - 1)
            case "between":
                return x.Between(*(self.money(view, depth - 1) for _ in range(3)))
            case "age":
                return self.age(view)
            case "over":
                return self.quantified(self.one(("any", "every")), YES_NO, view, depth)
            case "branch":
                return x.If(*(self.yes_no(view, depth - 1) for _ in range(3)), type=YES_NO)
            case "on":
                return x.OnDay(self.yes_no(view, depth - 1), self.date(view, depth - 1), type=YES_NO)
        return self.effect_test(view)

    def yes_no_leaf(self, view: _View) -> Expression:
        powers = [one for one in self.actions(view) if one.kind == "power"]
        if powers and self.chance(15):
            node = self.read_of(self.one(powers), view, EFFECT)
            return x.Used(node.term, node.owner, type=YES_NO)
        read = self.read("yes_no", view)
        if read is None or self.chance(7):
            return self.literal(YES_NO, self.chance(50)) if self.chance(50) else self.comparison(view, 0)
        return read

    def effect_test(self, view: _View) -> Expression:
        if not (actions := self.actions(view)):
            return self.yes_no_leaf(view)
        effect = self.literal(EFFECT, self.one(("must", "may", "must_not", "should", "none")))
        return x.Compare(self.one(("=", "!=")), self.read_of(self.one(actions), view, EFFECT), effect)

    def comparison(self, view: _View, depth: int) -> Expression:
        type_ = TYPES[self.weighed(money=50, number=20, date=20, choice=10)]
        op = self.one(("=", "!=")) if type_ is CHOICE else self.one(("<", "<=", "=", "!=", ">=", ">"))
        return x.Compare(op, self.of_type(type_, view, depth), self.of_type(type_, view, 0))

    def age(self, view: _View) -> Expression:
        """Full periods against a number; the only place where dates of long ago are read."""
        born = [
            one
            for one in self.terms[: view.below]
            if one.name.startswith("born") and (one.entity != CHILD or view.owners)
        ]
        unit, number = self.one((("year", 18), ("year", 20), ("month", 1), ("month", 216), ("week", 1), ("day", 2)))
        first: Expression = self.read_of(self.one(born), view, DATE) if born else self.date(view, 1)
        last = x.TheDay() if self.chance(70) else self.date(view, 1)
        in_units = Type("number", Unit.of(**{unit: 1}))
        return x.Compare(
            self.one(("<", ">=")),
            x.FullPeriods(unit, first, last, type=in_units),
            self.literal(in_units, Fraction(number)),
        )

    def quantified(self, kind: str, type_: Type, view: _View, depth: int) -> Expression:
        variable = f"c{len(view.bound)}"
        inner = view.binding(variable)
        owner = self.one(view.owners) if view.owners and self.chance(40) else None
        bare = kind not in ("any", "every") and self.chance(40)
        return x.Quantified(
            kind,
            variable,
            FRIENDS if owner else LIST,
            owner,
            YES if bare else self.yes_no(inner, min(depth - 1, 1)),
            self.of_type(type_, inner, min(depth - 1, 1)) if kind in ("sum", "least", "greatest") else None,
            type=type_,
        )

    def money(self, view: _View, depth: int) -> Expression:
        if depth <= 0 or self.chance(35):
            return self.money_leaf(view)
        match self.weighed(
            sum=16, product=12, quotient=9, lesser=9, greater=9, rounded=8, branch=7, over=16, days=6, on=7, share=5
        ):
            case "sum":
                parts = tuple(self.money(view, depth - 1) for _ in range(self.one((2, 2, 3))))
                return x.Sum(parts, (1, *(self.one((1, -1)) for _ in parts[1:])), type=MONEY)
            case "product":
                return x.Product((self.number(view, depth - 1), self.money(view, depth - 1)), type=MONEY)
            case "quotient":
                return x.Quotient(self.money(view, depth - 1), self.number(view, depth - 1), type=MONEY)
            case "lesser":
                return x.Lesser(tuple(self.money(view, depth - 1) for _ in range(2)), self.chance(50), type=MONEY)
            case "greater":
                return x.Greater(tuple(self.money(view, depth - 1) for _ in range(2)), self.chance(50), type=MONEY)
            case "rounded":
                return self.rounded(view, depth - 1)
            case "branch":
                return x.If(
                    self.yes_no(view, depth - 1), self.money(view, depth - 1), self.money(view, depth - 1), type=MONEY
                )
            case "over":
                return self.quantified(self.one(("sum", "least", "greatest")), MONEY, view, depth)
            case "days":
                where = YES if self.chance(40) else self.yes_no(view, depth - 1)
                return x.SumOverDays(self.money(view, depth - 1), self.edge(view), self.edge(view), where, type=MONEY)
            case "on":
                return x.OnDay(self.money(view, depth - 1), self.date(view, depth - 1), type=MONEY)
        return x.Product((self.literal(PERCENT, Fraction(3, 4)), self.money(view, depth - 1)), type=MONEY)

    def money_leaf(self, view: _View) -> Expression:
        powers = [one for one in self.actions(view) if one.amount_type is MONEY]
        if powers and self.chance(15):
            return self.read_of(self.one(powers), view, MONEY)
        if self.chance(20):
            return x.ReadParameter(self.one(list(self.parameters)), type=MONEY)
        return (self.chance(75) and self.read("money", view)) or self.literal(MONEY, self.one(NUMBERS))

    def rounded(self, view: _View, depth: int) -> Expression:
        direction = self.one(("down", "up", "nearest"))
        tie = self.one(("half_up", "half_down", "half_even")) if direction == "nearest" else ""
        return x.Rounded(
            self.money(view, depth),
            direction,
            self.one((Fraction(1), Fraction(2), Fraction(1, 4))),
            tie,
            self.basis(),
            type=MONEY,
        )

    def number(self, view: _View, depth: int) -> Expression:
        if depth <= 0 or self.chance(35):
            return (self.chance(60) and self.read("number", view)) or self.literal(NUMBER, self.one(NUMBERS))
        match self.weighed(count=30, days=25, year=10, ratio=20, sum=15):
            case "count":
                return self.quantified("count", NUMBER, view, depth)
            case "days":
                return x.DaysWhere(self.edge(view), self.edge(view), self.yes_no(view, depth - 1), type=NUMBER)
            case "year":
                return x.YearOf(self.date(view, depth - 1), type=NUMBER)
            case "ratio":
                return x.Quotient(self.money(view, depth - 1), self.money(view, depth - 1), type=NUMBER)
        return x.Sum((self.number(view, depth - 1), self.number(view, depth - 1)), (1, -1), type=NUMBER)

    def edge(self, view: _View) -> Expression:
        """An end of a span of days: close by, so that spans stay short."""
        if self.chance(20) and (read := self.read("date", view)):
            return read
        return self.one(
            (
                x.TheDay(),
                self.literal(DATE, self.one(DAYS)),
                self.literal(DATE, self.one(DAYS)),
                x.Shifted(self.one((-2, 2)), "day", x.TheDay()),
            )
        )

    def date(self, view: _View, depth: int) -> Expression:
        if depth <= 0 or self.chance(40):
            return self.date_leaf(view)
        match self.weighed(shifted=30, first=6, moved=15, began=22, branch=8, lesser=8, on=6):
            case "shifted":
                if self.chance(4):  # beyond the calendar
                    return x.Shifted(self.one((-9000, 9000)), "year", self.date(view, depth - 1))
                return x.Shifted(
                    self.one((-2, -1, 1, 2)), self.one(("month", "week", "day")), self.date(view, depth - 1)
                )
            case "first":
                return x.FirstOfYear(self.date(view, depth - 1))
            case "moved":
                return x.Moved(self.date(view, depth - 1), "act.working_days")
            case "began":
                return self.began(view)
            case "branch":
                return x.If(self.yes_no(view, depth - 1), self.date(view, 0), self.date(view, 0), type=DATE)
            case "lesser":
                return self.one((x.Lesser, x.Greater))((self.date(view, 0), self.date(view, depth - 1)), type=DATE)
        return x.OnDay(self.date(view, depth - 1), self.date(view, 0), type=DATE)

    def date_leaf(self, view: _View) -> Expression:
        if self.chance(50) and (read := self.read("date", view)):
            return read
        return x.TheDay() if self.chance(50) else self.literal(DATE, self.one(DAYS))

    def began(self, view: _View) -> Expression:
        """The start of a run of a fact that varies by day: it is unmet or not asked soon enough, looking back."""
        varying = [one for one in self.readable("yes_no", view, given=True) if one.varies_by == "day"]
        if not varying:
            return self.date_leaf(view)
        read = self.read_of(self.one(varying), view, YES_NO)
        return x.DayBegan(x.And((read, self.yes_no(view, 0))) if self.chance(30) else read)

    def choice(self, view: _View, depth: int) -> Expression:
        if depth > 0 and self.chance(20):
            return x.If(self.yes_no(view, depth - 1), self.choice(view, 0), self.choice(view, 0), type=CHOICE)
        return (self.chance(70) and self.read("choice", view)) or self.literal(CHOICE, self.one(WORDS))
