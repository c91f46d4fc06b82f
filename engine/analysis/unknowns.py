"""From conditions to formulas: which unknowns a condition is about, and what it asks of them.

An unknown is what the author wrote (`income`, `full years from birth_date to the day`), with the date it is read on
where that is not the day; or whether a rule stands. The same words give the same unknown, so that two rules that
speak of one thing are known to. What cannot be taken apart is an unknown of its own, and only ever equal to itself.
Start reading at `Unknowns.formula`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import frozen

from engine.analysis.arithmetic import value_of
from engine.analysis.formulas import (
    ANY_NUMBER,
    FALSE,
    ONE,
    TRUE,
    ZERO,
    Among,
    Form,
    Formula,
    Holds,
    Unknown,
    Within,
    all_of,
    alone,
    compared,
    some_of,
)
from engine.analysis.index import Index
from engine.model import expressions as x
from engine.model.expressions import Expression, Value
from engine.model.policy import Period, Rule, Term


@frozen
class Variable:
    """What an unknown is. `sort` is `read`, or `stands`, `speaks`, `in_place` of the rule `rule`.

    A `read` is an expression; `on` is the date facts in it are read on, `None` for the day.
    """

    sort: str
    expression: Expression | None = None
    on: Expression | None = None
    rule: str = ""


THE_DAY = x.TheDay()
Linear = tuple[dict[Unknown, Fraction], Fraction]
"""A sum of unknowns with factors, and a constant."""

_OPPOSITE = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}


@frozen
class World:
    """Under which conditions questions are asked.

    `member`: about which entity of lists, if any; else rules about members say nothing. `readings` are those chosen
    where they are not the policy's own. `without` are rules imagined away, as `what otherwise applies` does.
    """

    member: str = ""
    readings: tuple[tuple[str, str], ...] = ()
    without: frozenset[str] = frozenset()


ORDINARY = World()


class Unknowns:
    """The unknowns met so far, and the formulas of conditions.

    `constants` are the parameters whose value is the same on every day looked at.
    """

    def __init__(self, index: Index, world: World = ORDINARY, constants: Mapping[str, Value] | None = None) -> None:
        self.index = index
        self.world = world
        self.constants = constants or {}
        self.variables: list[Variable] = []
        self._numbers: dict[Variable, Unknown] = {}
        self._read: dict[
            tuple[int, int], tuple[Unknown, Expression, Expression | None]
        ] = {}  # the nodes keep their ids
        self._conditions: dict[tuple[str, bool], Formula] = {}
        self._days: dict[tuple[Period, bool], Formula] = {}
        self.definitions: dict[tuple[Unknown, bool], Formula] = {}
        """What each unknown comes down to, as far as anybody has asked; kept by `standing.definition`."""

    def exists(self, rule: Rule) -> bool:
        """Whether a rule is there at all in the world asked about."""
        return rule.id not in self.world.without and self.is_read(rule)

    def is_read(self, rule: Rule) -> bool:
        """Whether it is there under the readings chosen."""
        return self.index.exists(rule, dict(self.world.readings))

    def number(self, variable: Variable) -> Unknown:
        """The number of an unknown; the next free one when it is new."""
        known = self._numbers.get(variable)
        if known is None:
            known = self._numbers[variable] = len(self.variables)
            self.variables.append(variable)
        return known

    def of_rule(self, sort: str, rule: Rule, wanted: bool) -> Formula:
        """That a rule stands, speaks, or that it or its heirs do in its place; or that it is not so."""
        return Holds(self.number(Variable(sort, rule=rule.id)), wanted)

    def read(self, node: Expression, on: Expression | None) -> Unknown:
        """The unknown of an expression. What is concluded or assessed is read on the day all the same."""
        key = id(node), id(on)
        known = self._read.get(key)
        if known is None:
            term = self.term(node)
            is_of_the_day = isinstance(node, x.TheDay | x.Used) or (term is not None and term.kind != "fact")
            number = self.number(Variable("read", node, None if is_of_the_day else on))
            known = self._read[key] = number, node, on
        return known[0]

    def term(self, node: Expression | None) -> Term | None:
        return self.index.policy.terms.get(node.term) if isinstance(node, x.Read | x.Used) else None

    # Conditions

    def condition(self, rule: Rule, wanted: bool) -> Formula:
        """That a rule's own condition is met, or not met; kept, since rules are compared again and again."""
        key = rule.id, wanted
        if key not in self._conditions:
            self._conditions[key] = self._condition(rule, wanted)
        return self._conditions[key]

    def _condition(self, rule: Rule, wanted: bool) -> Formula:
        own = self.formula(rule.condition, wanted, rule.read_on)
        if rule.unless_shown is None:
            return own
        term, owner = rule.unless_shown
        counter = self.formula(x.Read(term, owner, type=x.YES.type), not wanted, rule.read_on)
        return all_of(own, counter) if wanted else some_of(own, counter)

    def formula(self, node: Expression, wanted: bool, on: Expression | None) -> Formula:
        """What it means that a yes/no expression is met, or not met, when everything in it is settled."""
        match node:
            case x.Literal(value=value):
                return TRUE if value is wanted else FALSE
            case x.And(parts=parts) | x.Or(parts=parts):
                inside = [self.formula(part, wanted, on) for part in parts]
                return all_of(*inside) if isinstance(node, x.And) == wanted else some_of(*inside)
            case x.Not(part=part):
                return self.formula(part, not wanted, on)
            case x.If(condition=condition, then=then, otherwise=otherwise):
                met = all_of(self.formula(condition, True, on), self.formula(then, wanted, on))
                return some_of(met, all_of(self.formula(condition, False, on), self.formula(otherwise, wanted, on)))
            case x.Compare():
                return self._comparison(node, wanted, on)
            case x.Between(part=part, low=low, high=high):
                ends = [self._numeric(part, ">=", low, wanted, on), self._numeric(part, "<=", high, wanted, on)]
                return all_of(*ends) if wanted else all_of(some_of(*ends), self.is_known(low), self.is_known(high))
            case x.Quantified(kind="every", where=where):
                return Holds(self.read(_any(node, x.Not(where)), on), not wanted)
        return Holds(self.read(node, on), wanted)

    def _comparison(self, node: x.Compare, wanted: bool, on: Expression | None) -> Formula:
        kind = node.left.type.kind
        if kind in ("number", "date"):
            return self._numeric(node.left, node.op, node.right, wanted, on)
        same = wanted == (node.op == "=")
        if kind == "yes_no":
            return some_of(
                all_of(self.formula(node.left, True, on), self.formula(node.right, same, on)),
                all_of(self.formula(node.left, False, on), self.formula(node.right, not same, on)),
            )
        left, right = node.left, node.right
        if isinstance(left, x.Literal):
            left, right = right, left
        if isinstance(right, x.Literal) and not isinstance(left, x.Literal):
            return Among(self.read(left, on), frozenset((str(right.value),)), same)
        if isinstance(left, x.Literal):
            return TRUE if (left == right) == same else FALSE
        return Holds(self.read(x.Compare("=", left, right), on), same)

    def _numeric(self, left: Expression, op: str, right: Expression, wanted: bool, on: Expression | None) -> Formula:
        factors, constant = self.linear(left, on)
        others, other = self.linear(right, on)
        for unknown, factor in others.items():
            factors[unknown] = factors.get(unknown, Fraction(0)) - factor
        known = (Within(alone(unknown), ANY_NUMBER) for unknown in sorted(factors) if not factors[unknown])
        return all_of(compared(_form(factors), constant - other, op if wanted else _OPPOSITE[op]), *known)

    def in_period(self, rule: Rule, period: Period, wanted: bool) -> Formula:
        """That the day a rule's validity is read on is inside a period, or outside it."""
        return self.day_in(period, wanted, rule.read_on or THE_DAY)

    def day_in(self, period: Period, wanted: bool, day: Expression = THE_DAY) -> Formula:
        """That a day is inside a period, or outside it."""
        if day is not THE_DAY:
            return self._day_in(period, wanted, day)
        key = period, wanted
        if key not in self._days:
            self._days[key] = self._day_in(period, wanted, day)
        return self._days[key]

    def _day_in(self, period: Period, wanted: bool, day: Expression) -> Formula:
        ends = []
        if period.first is not None:
            ends.append(self._numeric(day, ">=", _date(period.first), wanted, None))
        if period.last is not None:
            ends.append(self._numeric(day, "<=", _date(period.last), wanted, None))
        return all_of(*ends) if wanted else some_of(*ends)

    # Numbers and dates

    def is_known(self, day: Expression | None) -> Formula:
        """That everything a date rests on is known."""
        factors = self.linear(day, None)[0] if day is not None else {}
        return all_of(*(Within(alone(unknown), ANY_NUMBER) for unknown in sorted(factors)))

    def equal(self, left: Expression, right: Expression, on: Expression | None) -> Formula:
        """That two numbers or two dates are the same."""
        return self._numeric(left, "=", right, True, on)

    def linear(self, node: Expression, on: Expression | None) -> Linear:
        """A number, or a date as its day number, as a sum of unknowns and a constant.

        What cancels out stays, with the factor 0: it must be known all the same.
        """
        match node:
            case x.Literal(value=value):
                return {}, _as_number(value)
            case x.ReadParameter(parameter=parameter) if on is None and parameter in self.constants:
                return {}, _as_number(self.constants[parameter])
            case x.Sum(parts=parts, signs=signs):
                return self._sum([(Fraction(sign), part) for sign, part in zip(signs, parts, strict=True)], on)
            case x.Product(parts=parts):
                return self._product(node, parts, on)
            case x.Quotient(left=left, right=right):
                factors, divisor = self.linear(right, on)
                if not factors and divisor:
                    return self._sum([(1 / divisor, left)], on)
            case x.Shifted(count=count, unit="day" | "week" as unit, day=day):
                factors, constant = self.linear(day, on)
                return factors, constant + count * (7 if unit == "week" else 1)
            case _:
                known = value_of(node, self._constant if on is None else _nothing)
                if known is not None and not isinstance(known, bool | str):
                    return {}, _as_number(known)
        return {self.read(node, on): ONE}, ZERO

    def _constant(self, node: Expression) -> Value | None:
        return self.constants.get(node.parameter) if isinstance(node, x.ReadParameter) else None

    def _sum(self, parts: list[tuple[Fraction, Expression]], on: Expression | None) -> Linear:
        factors: dict[Unknown, Fraction] = {}
        constant = Fraction(0)
        for times, part in parts:
            inside, more = self.linear(part, on)
            constant += times * more
            for unknown, factor in inside.items():
                factors[unknown] = factors.get(unknown, Fraction(0)) + times * factor
        return factors, constant

    def _product(self, node: Expression, parts: tuple[Expression, ...], on: Expression | None) -> Linear:
        """Linear when at most one factor holds unknowns; else an unknown of its own."""
        times = Fraction(1)
        moving: Expression | None = None
        for part in parts:
            factors, constant = self.linear(part, on)
            if factors and moving is not None:
                return {self.read(node, on): ONE}, ZERO
            if factors:
                moving = part
            else:
                times *= constant
        return self._sum([(times, moving)], on) if moving is not None else ({}, times)


def as_date(number: Fraction) -> date | None:
    """The date of a day number, or `None` outside the calendar."""
    whole = int(number)
    return date.fromordinal(whole) if date.min.toordinal() <= whole <= date.max.toordinal() else None


def _nothing(node: Expression) -> None:
    """Nothing read is known."""


def _as_number(value: Value) -> Fraction:
    return Fraction(value.toordinal()) if isinstance(value, date) else Fraction(value)


def _date(day: date) -> Expression:
    return x.Literal(day, type=THE_DAY.type)


def _form(factors: dict[Unknown, Fraction]) -> Form:
    return tuple((unknown, factors[unknown]) for unknown in sorted(factors) if factors[unknown])


def _any(node: x.Quantified, where: Expression) -> Expression:
    """`every` told as `any`: nobody for whom it is not so."""
    if isinstance(where, x.Not) and isinstance(where.part, x.Not):
        where = where.part.part
    return x.Quantified("any", node.variable, node.list, node.list_owner, where, None, type=node.type)


class Shared:
    """Unknowns that serve a whole check: one for each world, with every parameter an unknown."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._worlds: dict[World, Unknowns] = {}

    def of(self, world: World) -> Unknowns:
        if world not in self._worlds:
            self._worlds[world] = Unknowns(self.index, world)
        return self._worlds[world]
