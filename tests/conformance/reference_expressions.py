"""The value of an expression, as the reference sees it: the part of it that knows no rules.

What a name stands for is the business of `reference`, which builds on this. Start reading at `Expressions.see`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from engine.model import expressions as x
from engine.model.case import Case, Members
from engine.model.expressions import Expression
from engine.model.policy import Policy
from tests.conformance.arithmetic import FURTHEST, NoAnswer, compute
from tests.conformance.seen import At, Seen, all_of, any_of, negated, open_for, waiting


class Expressions(ABC):
    """Reads expressions over the terms, powers and parameters of one policy and case."""

    policy: Policy
    case: Case

    @abstractmethod
    def term(self, name: str, at: At) -> Seen:
        """The value of a term."""

    @abstractmethod
    def amount(self, name: str, at: At) -> Seen:
        """The amount a power was used with."""

    @abstractmethod
    def used(self, name: str, at: At) -> Seen:
        """Whether a power was used."""

    @abstractmethod
    def parameter(self, name: str, day: date | None) -> Seen:
        """The value of a parameter."""

    @abstractmethod
    def otherwise(self, at: At) -> Seen:
        """What otherwise applies."""

    def see(self, node: Expression, at: At) -> Seen:
        """The value of an expression. Arithmetic, comparison and dates are open when any operand is."""
        match node:
            case x.Literal():
                return Seen(node.value)
            case x.Read() if self.policy.terms[node.term].amount_type is not None and node.type.kind != "effect":
                return self.amount(node.term, at.asking(at.whose(node.owner)))
            case x.Read():
                return self.read(node.term, at.whose(node.owner), at)
            case x.ReadParameter():
                return self.parameter(node.parameter, at.reading)
            case x.Used():
                return self.used(node.term, at.asking(at.whose(node.owner)))
            case x.Otherwise():
                return self.otherwise(at)
            case x.TheDay():
                return Seen(at.day)
            case x.And():
                return all_of([self.see(part, at) for part in node.parts])
            case x.Or():
                return any_of([self.see(part, at) for part in node.parts])
            case x.Not():
                return negated(self.see(node.part, at))
            case x.If():
                condition = self.see(node.condition, at)
                if condition.value is None:
                    return open_for([condition, self.see(node.then, at), self.see(node.otherwise, at)])
                return self.see(node.then if condition.value else node.otherwise, at)
            case x.Quantified():
                return self.quantified(node, at)
            case x.DaysWhere():
                return self.over_days(node, x.Literal(Fraction(1), type=node.type), at)
            case x.SumOverDays():
                return self.over_days(node, node.body, at)
            case x.DayBegan():
                return self.day_began(node, at)
            case x.OnDay():
                day = self.see(node.day, at)
                part = self.see(node.part, at.on(day.value))
                return open_for([day, part]) if day.value is None else part
        parts = [self.see(part, at) for part in x.children(node)]
        if any(part.value is None for part in parts):
            return open_for(parts)
        try:
            return Seen(compute(node, [part.value for part in parts], self.policy.calendars))
        except NoAnswer as fault:
            return waiting(fault.kind)

    def read(self, name: str, member: str | None, at: At) -> Seen:
        """Facts that vary are read on the rule's `read on` date; all else, on the day."""
        term = self.policy.terms[name]
        varies = term.kind == "fact" and term.varies_by
        return self.term(name, (at.on(at.reading) if varies else at).asking(member))

    def quantified(self, node: x.Quantified, at: At) -> Seen:
        """Over an incomplete list only `any` with one met member and `every` with one unmet are settled."""
        owner = at.whose(node.list_owner)
        said = self.case.lists.get((node.list, owner), Members())
        rest = [] if said.complete else [waiting("list", node.list, owner)]
        places = [at._replace(bound=(*at.bound, (node.variable, one))) for one in sorted(said.ids)]
        if node.kind in ("any", "every"):
            return (any_of if node.kind == "any" else all_of)([self.see(node.where, place) for place in places] + rest)
        amounts, pending = self.amounts(node.where, node.body or x.Literal(Fraction(1), type=node.type), places)
        if pending + rest:
            return open_for(pending + rest)
        if node.kind in ("count", "sum"):
            return Seen(sum(amounts, Fraction(0)))
        if not amounts:
            return waiting("empty_list", node.list, owner)
        return Seen(min(amounts) if node.kind == "least" else max(amounts))

    def amounts(self, where: Expression, body: Expression, places: list[At]) -> tuple[list[Any], list[Seen]]:
        """The body wherever it is asked for, and what may yet be asked for waits for; not read where it is not."""
        chosen = [(place, self.see(where, place)) for place in places]
        read = [(wanted, self.see(body, place)) for place, wanted in chosen if wanted.value is not False]
        pending = [open_for([wanted, amount]) for wanted, amount in read if None in (wanted.value, amount.value)]
        return [amount.value for _, amount in read], pending

    def over_days(self, node: x.DaysWhere | x.SumOverDays, body: Expression, at: At) -> Seen:
        """Both ends included, nothing when the last is before the first; each day is read wholly on itself."""
        first, last = self.see(node.first, at), self.see(node.last, at)
        if first.value is None or last.value is None:
            return open_for([first, last, *self.amounts(node.where, body, [at.on(None)])[1]])
        length = (last.value - first.value).days + 1
        if length > FURTHEST:
            return waiting("out_of_range")
        places = [at.on(first.value + timedelta(n)) for n in range(length)]
        amounts, pending = self.amounts(node.where, body, places)
        return open_for(pending) if pending else Seen(sum(amounts, Fraction(0)))

    def day_began(self, node: x.DayBegan, at: At) -> Seen:
        """The first day of the unbroken run that includes the day; looks back until it is unmet or open."""
        if at.day is None:
            return open_for([self.see(node.where, at)])
        for back in range(min(FURTHEST, at.day.toordinal())):
            held = self.see(node.where, at.on(at.day - timedelta(back)))
            if held.value is None:
                return held
            if not held.value:
                return Seen(at.day - timedelta(back - 1)) if back else waiting("not_begun")
        return waiting("out_of_range")
