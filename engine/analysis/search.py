"""A search for a case in which formulas hold together, or for the proof that there is none.

Everything that must hold is taken first, each unknown unfolded through its definition where it is met; what is left
are choices, tried one by one, the one with the fewest ways first. A contradiction closes a way: one unknown both yes
and no, a word out of all its words, a number in an empty interval. When every way is closed no case exists at all.
What is left open at the end of a way is a `Model`. Start reading at `Search.models`.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import Factory, define, frozen

from engine.analysis.formulas import (
    ANY_NUMBER,
    ZERO,
    All,
    Among,
    Fixed,
    Form,
    Formula,
    Holds,
    Interval,
    Some,
    Unknown,
    Within,
    all_of,
    alone,
)
from engine.analysis.standing import definition, is_defined
from engine.analysis.unknowns import Unknowns
from engine.model import expressions as x
from engine.model.units import Type

EFFECTS = ("must", "may", "must_not", "should", "none")


@frozen
class Words:
    """The words an unknown may be: these, or (where `included` is false) all but these."""

    words: frozenset[str]
    included: bool


@frozen
class Model:
    """One way for everything to hold: what each unknown is, or lies between. `complete` when all was unfolded."""

    yes_no: dict[Unknown, bool]
    words: dict[Unknown, Words]
    numbers: dict[Form, Interval]
    complete: bool


@define
class _State:
    agenda: list[Formula] = Factory(list)
    choices: list[Some] = Factory(list)
    yes_no: dict[Unknown, bool] = Factory(dict)
    words: dict[Unknown, Words] = Factory(dict)
    numbers: dict[Form, Interval] = Factory(dict)
    touched: set[Unknown] = Factory(set)
    unfolded: int = 0
    complete: bool = True

    def with_also(self, part: Formula, rest: list[Some]) -> _State:
        known = dict(self.yes_no), dict(self.words), dict(self.numbers), set(self.touched)
        return _State([part], list(rest), *known, self.unfolded, self.complete)


class Search:
    """How far a search goes: `unfold` definitions along one way, and `steps` in all.

    `proved` says, when the models have run out, whether that means there are no others. With `whole_numbers`
    numbers that are no money and no share are taken to be whole, and not negative: for questions about what a list of
    conditions leaves out, where nobody means half a year.
    """

    def __init__(self, unknowns: Unknowns, unfold: int, steps: int, whole_numbers: bool = False) -> None:
        self.unknowns = unknowns
        self.unfold = unfold
        self.steps = steps
        self.whole_numbers = whole_numbers
        self.proved = True

    def models(self, *formulas: Formula) -> Iterator[Model]:
        """Each way in which all formulas may hold together, as far as the search goes."""
        stack = [_State([*reversed(formulas)])]
        while stack:
            state = stack.pop()
            if not self._settle(state):
                continue
            if self.steps <= 0:
                self.proved = False
                return
            if not state.choices:
                yield Model(state.yes_no, state.words, state.numbers, state.complete)
                continue
            chosen = min(state.choices, key=lambda one: len(one.parts))
            rest = [one for one in state.choices if one is not chosen]
            stack.extend(state.with_also(part, rest) for part in reversed(chosen.parts))

    def has_none(self, *formulas: Formula) -> bool:
        """Whether it is proved that the formulas never hold together."""
        return next(self.models(*formulas), None) is None and self.proved

    # Everything that must hold

    def _settle(self, state: _State) -> bool:
        """Take what must hold until only choices are left; false when it cannot hold together."""
        while True:
            while state.agenda:
                self.steps -= 1
                if not self._take(state, state.agenda.pop()):
                    return False
                if self.steps <= 0:
                    return True
            if not self._narrow(state):
                return False
            if not state.agenda:
                return self._adds_up(state)

    def _take(self, state: _State, formula: Formula) -> bool:
        match formula:
            case Fixed(value=value):
                return value
            case All(parts=parts):
                state.agenda.extend(reversed(parts))
            case Some():
                state.choices.append(formula)
            case Holds(unknown=unknown, wanted=wanted):
                known = state.yes_no.get(unknown)
                if known is None:
                    state.yes_no[unknown] = wanted
                    self._touch(state, unknown, wanted)
                return known is None or known is wanted
            case Among(unknown=unknown):
                left = self._words_left(state, formula)
                state.words[unknown] = left
                self._touch(state, unknown, True)
                return bool(left.words) or not left.included
            case Within(form=form):
                left_over = self._left(state, formula)
                state.numbers[form] = left_over
                for unknown, _ in form:
                    self._touch(state, unknown, True)
                return not left_over.is_empty
        return True

    def _touch(self, state: _State, unknown: Unknown, wanted: bool) -> None:
        """The first time an unknown is met, what it comes down to must hold too."""
        if unknown in state.touched:
            return
        state.touched.add(unknown)
        if is_defined(self.unknowns, unknown):
            if state.unfolded == self.unfold:
                state.complete = False
                return
            state.unfolded += 1
        elif self.whole_numbers and self._is_counted(unknown):
            state.agenda.append(Within(alone(unknown), Interval(ZERO)))
        state.agenda.append(definition(self.unknowns, unknown, wanted))

    # Words and numbers

    def _words_left(self, state: _State, asked: Among) -> Words:
        known = state.words.get(asked.unknown)
        if known is None:
            every = self._every_word(asked.unknown)
            known = Words(every, True) if every else Words(frozenset(), False)
        if known.included:
            return Words(known.words & asked.words if asked.included else known.words - asked.words, True)
        if asked.included:
            return Words(asked.words - known.words, True)
        return Words(known.words | asked.words, False)

    def _every_word(self, unknown: Unknown) -> frozenset[str]:
        type = self._type(unknown)
        if type is None:
            return frozenset()
        return frozenset(EFFECTS if type.kind == "effect" else type.choices)

    def _type(self, unknown: Unknown) -> Type | None:
        expression = self.unknowns.variables[unknown].expression
        return expression.type if expression is not None else None

    def _left(self, state: _State, asked: Within) -> Interval:
        left = state.numbers.get(asked.form, ANY_NUMBER).meet(asked.interval)
        return left.whole() if len(asked.form) == 1 and self._is_whole(asked.form[0][0]) else left

    def _is_whole(self, unknown: Unknown) -> bool:
        expression = self.unknowns.variables[unknown].expression
        if isinstance(expression, x.FullPeriods | x.YearOf | x.DaysWhere):
            return True
        if isinstance(expression, x.Quantified) and expression.kind == "count":
            return True
        type = self._type(unknown)
        return (type is not None and type.kind == "date") or (self.whole_numbers and self._is_counted(unknown))

    def _is_counted(self, unknown: Unknown) -> bool:
        """A number that people count in ones: years, children, hours; no money and no share."""
        type = self._type(unknown)
        return type is not None and type.kind == "number" and not type.is_money and not type.percent

    def _adds_up(self, state: _State) -> bool:
        """Whether each sum can be what it must, given what its parts can be."""
        for form, wanted in state.numbers.items():
            if len(form) > 1:
                reach = Interval(ZERO, ZERO)
                for unknown, factor in form:
                    reach = reach.plus(state.numbers.get(alone(unknown), ANY_NUMBER).times(factor))
                if reach.meet(wanted).is_empty:
                    return False
        return True

    # Choices

    def _narrow(self, state: _State) -> bool:
        """Drop ways that are closed and choices that are made; take what has one way left."""
        kept: list[Some] = []
        for choice in state.choices:
            open_parts: list[Formula] = []
            made = False
            for part in choice.parts:
                said = self._said(state, part)
                if said is True:
                    made = True
                    break
                if said is None:
                    open_parts.append(part)
            if made:
                continue
            if not open_parts:
                return False
            if len(open_parts) == 1:
                state.agenda.append(open_parts[0])
            else:
                kept.append(Some(tuple(open_parts)))
        state.choices = kept
        return True

    def _said(self, state: _State, formula: Formula) -> bool | None:
        """Whether a formula already holds, or no longer can; `None` when it is still open."""
        self.steps -= 1
        match formula:
            case Fixed(value=value):
                return value
            case Holds(unknown=unknown, wanted=wanted):
                known = state.yes_no.get(unknown)
                return None if known is None else known is wanted
            case Among(unknown=unknown):
                left = self._words_left(state, formula)
                if left.included and not left.words:
                    return False
                return True if left == state.words.get(unknown) else None
            case Within(form=form):
                left_over = self._left(state, formula)
                if left_over.is_empty:
                    return False
                return True if left_over == state.numbers.get(form) else None
            case All(parts=parts):
                said = [self._said(state, part) for part in parts]
                return False if False in said else None if None in said else True
            case Some(parts=parts):
                said = [self._said(state, part) for part in parts]
                return True if True in said else None if None in said else False


def never_together(unknowns: Unknowns, *formulas: Formula, unfold: int = 60, steps: int = 4_000) -> bool:
    """Whether it is proved that no case makes all formulas hold."""
    return Search(unknowns, unfold, steps).has_none(all_of(*formulas))
