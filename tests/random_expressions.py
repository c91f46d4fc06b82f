"""Random expressions: every construct, over the terms and parameters there are so far.

Comes before `random_policies`, which writes terms and rules around them. Start reading at `Expressions.of_type`.
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
from engine.model.policy import Parameter, Term
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


@frozen
class View:
    """What an expression may speak of: terms before `below`; the member it is about, and variables bound around it."""

    below: int
    it: bool = False
    bound: tuple[str, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        return (*(("it",) if self.it else ()), *self.bound)

    def binding(self, variable: str) -> View:
        return evolve(self, bound=(*self.bound, variable))


@frozen
class Expressions:
    """Writes expressions that read the terms before them."""

    random: Random
    terms: list[Term] = field(factory=list)
    parameters: dict[str, Parameter] = field(factory=dict)

    # Small choices

    def chance(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def one(self, options: Sequence[Option]) -> Option:
        return options[int(self.random.random() * len(options))]

    def weighed(self, **weights: int) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def basis(self) -> tuple[Basis, ...]:
        return (Basis(Citation("LOV-2000-01-01-1", str(self.random.randint(1, 40)))),)

    # Expressions, by what they give

    def of_type(self, type_: Type, view: View, depth: int) -> Expression:
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

    def readable(self, kind: str, view: View, given: bool = False) -> list[Term]:
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

    def read_of(self, term: Term, view: View, type_: Type) -> x.Read:
        return x.Read(term.id, self.one(view.owners) if term.entity == CHILD else None, type=type_)

    def read(self, kind: str, view: View) -> Expression | None:
        terms = self.readable(kind, view)
        return self.read_of(self.one(terms), view, TYPES[kind]) if terms else None

    def actions(self, view: View) -> list[Term]:
        return [one for one in self.terms[: view.below] if one.is_action and (one.entity != CHILD or view.owners)]

    def yes_no(self, view: View, depth: int) -> Expression:
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

    def yes_no_leaf(self, view: View) -> Expression:
        powers = [one for one in self.actions(view) if one.kind == "power"]
        if powers and self.chance(15):
            node = self.read_of(self.one(powers), view, EFFECT)
            return x.Used(node.term, node.owner, type=YES_NO)
        read = self.read("yes_no", view)
        if read is None or self.chance(7):
            return self.literal(YES_NO, self.chance(50)) if self.chance(50) else self.comparison(view, 0)
        return read

    def effect_test(self, view: View) -> Expression:
        if not (actions := self.actions(view)):
            return self.yes_no_leaf(view)
        effect = self.literal(EFFECT, self.one(("must", "may", "must_not", "should", "none")))
        return x.Compare(self.one(("=", "!=")), self.read_of(self.one(actions), view, EFFECT), effect)

    def comparison(self, view: View, depth: int) -> Expression:
        type_ = TYPES[self.weighed(money=50, number=20, date=20, choice=10)]
        op = self.one(("=", "!=")) if type_ is CHOICE else self.one(("<", "<=", "=", "!=", ">=", ">"))
        return x.Compare(op, self.of_type(type_, view, depth), self.of_type(type_, view, 0))

    def age(self, view: View) -> Expression:
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

    def quantified(self, kind: str, type_: Type, view: View, depth: int) -> Expression:
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

    def money(self, view: View, depth: int) -> Expression:
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

    def money_leaf(self, view: View) -> Expression:
        powers = [one for one in self.actions(view) if one.amount_type is MONEY]
        if powers and self.chance(15):
            return self.read_of(self.one(powers), view, MONEY)
        if self.chance(20):
            return x.ReadParameter(self.one(list(self.parameters)), type=MONEY)
        return (self.chance(75) and self.read("money", view)) or self.literal(MONEY, self.one(NUMBERS))

    def rounded(self, view: View, depth: int) -> Expression:
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

    def number(self, view: View, depth: int) -> Expression:
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

    def edge(self, view: View) -> Expression:
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

    def date(self, view: View, depth: int) -> Expression:
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

    def date_leaf(self, view: View) -> Expression:
        if self.chance(50) and (read := self.read("date", view)):
            return read
        return x.TheDay() if self.chance(50) else self.literal(DATE, self.one(DAYS))

    def began(self, view: View) -> Expression:
        """The start of a run of a fact that varies by day: it is unmet or not asked soon enough, looking back."""
        varying = [one for one in self.readable("yes_no", view, given=True) if one.varies_by == "day"]
        if not varying:
            return self.date_leaf(view)
        read = self.read_of(self.one(varying), view, YES_NO)
        return x.DayBegan(x.And((read, self.yes_no(view, 0))) if self.chance(30) else read)

    def choice(self, view: View, depth: int) -> Expression:
        if depth > 0 and self.chance(20):
            return x.If(self.yes_no(view, depth - 1), self.choice(view, 0), self.choice(view, 0), type=CHOICE)
        return (self.chance(70) and self.read("choice", view)) or self.literal(CHOICE, self.one(WORDS))
