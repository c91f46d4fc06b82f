"""From a model to a case one can run: facts, answers and a day that make everything hold.

Numbers are taken at the edges the conditions name; a birthday is reckoned back from an age. Then all is worked out
again from the facts alone, and only what comes out right is a `Witness`: a wrong guess is never shown.
Start reading at `witness`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import define, field, frozen

from engine.analysis.arithmetic import shifted, value_of
from engine.analysis.formulas import ANY_NUMBER, Form, Interval, Unknown
from engine.analysis.index import Index, counting_rows, days_of_row
from engine.analysis.search import Model
from engine.analysis.standing import is_defined
from engine.analysis.unknowns import THE_DAY, Unknowns, as_date
from engine.analysis.words import listed, written
from engine.model import expressions as x
from engine.model.case import Assessment, Case, Key, Members, Options, Statement
from engine.model.expressions import Expression, Value
from engine.model.policy import Rule, Term
from engine.model.units import Type

MEMBER = "one"
"""The id of the member a rule is about, where it is about a member of a list."""

ORDINARY_DAY = date(2000, 1, 1)


@define
class Witness:
    """A case, by what is given in it; keys are (term id, member)."""

    index: Index
    day: date
    readings: Mapping[str, str]
    member: str = ""
    """The entity the case is about, where it is one of a list."""
    given: dict[Key, Value] = field(factory=dict)
    used: dict[Key, bool] = field(factory=dict)
    empty_lists: set[str] = field(factory=set)
    concluded: dict[Expression, Value] = field(factory=dict)
    """What terms come to by their rules, as the model has it."""

    def look(self, node: Expression, on: date | None = None) -> Value | None:
        """The value of something read; a fact nobody asked about gets an ordinary value, which is then kept."""
        match node:
            case x.TheDay():
                return self.day
            case x.ReadParameter(parameter=parameter):
                return parameter_on(self.index, parameter, on or self.day)
            case x.Used(term=term, owner=owner):
                used = self.used.get((term, _member(owner)))
                return used if used is False or self._is_formalised(term) else None
            case x.Quantified(kind="count", list=list):
                return Fraction(0) if list in self.empty_lists else None
            case x.Quantified(kind="any", list=list):
                return False if list in self.empty_lists else None
            case x.Read():
                return self._read(node)
        return None

    def _read(self, node: x.Read) -> Value | None:
        term = self.index.policy.terms.get(node.term)
        if term is None:
            return None
        if not term.is_given and node.type.kind != "effect" and term.is_action:
            return self.given.get((term.id, _member(node.owner)))
        if term.is_given:
            key = term.id, _member(node.owner)
            if key not in self.given and term.applies_when is None and term.kind == "fact":
                self.given[key] = self._ordinary(term)
            return self.given.get(key) if self._is_formalised(term.id) else None
        return self.concluded.get(node) if self._is_formalised(term.id) else None

    def _is_formalised(self, term: str) -> bool:
        holes = (one for one in self.index.holes_in(term) if self.index.covers(one.source).holds(self.day))
        return all(value_of(hole.condition, self.look) is False for hole in holes)

    def _ordinary(self, term: Term) -> Value:
        """An ordinary value: no two numbers alike, so that rules that only seem to agree are told apart."""
        match term.type.kind:
            case "yes_no":
                return False
            case "date":
                return ORDINARY_DAY
            case "choice":
                return term.type.choices[0]
            case "number":
                ends = [value_of(end, self.look) for end in term.range or ()]
                low, high = (end if isinstance(end, Fraction) else None for end in ends or (None, None))
                number = (low or Fraction(0)) + 100 + 7 * len(self.given)
                return high if high is not None and number > high else number
        return "?"

    @property
    def case(self) -> Case:
        """The case as a run takes it."""
        facts: dict[Key, tuple[Statement, ...]] = {}
        assessments: dict[Key, tuple[Assessment, ...]] = {}
        for key, value in self.given.items():
            if self.index.policy.terms[key[0]].kind == "fact":
                facts[key] = (Statement("known", value),)
            else:
                assessments[key] = (_assessment(value, self.used.get(key)),)
        for key, used in self.used.items():
            assessments.setdefault(key, (_assessment(None, used),))
        return Case(self.day, facts=facts, assessments=assessments, lists=self._lists())

    @property
    def options(self) -> Options:
        return Options(readings=dict(self.readings))

    @property
    def is_possible(self) -> bool:
        """Whether a member the case is about can be in some list."""
        return not self.member or any(
            entry.member == self.member and id not in self.empty_lists for id, entry in self.index.policy.lists.items()
        )

    def _lists(self) -> dict[Key, Members]:
        lists: dict[Key, Members] = {}
        for id, entry in sorted(self.index.policy.lists.items()):
            has_one = entry.member == self.member and id not in self.empty_lists
            owner = MEMBER if self.index.is_member(entry.owner) else None
            lists[id, owner] = Members((MEMBER,) if has_one else (), complete=True)
        return lists

    def told(self, most: int = 6) -> str:
        """The case in the author's words: `` when `age` is 17 years and `student` is yes, on 2024-01-01 ``."""
        terms, lists = self.index.policy.terms, self.index.policy.lists
        types = {id: terms[id].amount_type or terms[id].type for id, _ in self.given}
        parts = [f"`{terms[id].name}` is {written(value, types[id])}" for (id, _), value in self.given.items()]
        parts += [f"`{terms[id].name}` is {'used' if used else 'not used'}" for (id, _), used in self.used.items()]
        parts += [f"`{lists[id].name}` is empty" for id in sorted(self.empty_lists)]
        if len(parts) > most:
            parts = [*parts[:most], f"{len(parts) - most} more facts are given"]
        return f"when {listed(parts)}, on {self.day}" if parts else f"on {self.day}"


def witness(unknowns: Unknowns, model: Model, day: date) -> Witness | None:
    """A case in which everything in a model holds, or `None` when none could be made; `day` is used where any will do.

    What is not constrained is not in it.
    """
    if not model.complete:
        return None
    numbers = _numbers(unknowns, model, day)
    if numbers is None:
        return None
    world = unknowns.world
    made = Witness(unknowns.index, _day(unknowns, numbers, day), dict(world.readings), world.member)
    for unknown in sorted(model.yes_no):
        if not _set_yes_no(made, unknowns, unknown, model.yes_no[unknown]):
            return None
    for unknown, left in sorted(model.words.items()):
        words = sorted(left.words) if left.included else [_another(left.words)]
        if not _set(made, unknowns.variables[unknown].expression, words[0], is_defined(unknowns, unknown)):
            return None
    for unknown in sorted(numbers):
        node = unknowns.variables[unknown].expression
        _set(made, node, _typed(node, numbers[unknown]), is_defined(unknowns, unknown))
    return made if made.is_possible and _comes_out(made, unknowns, model) else None


def _assessment(value: Value | None, used: bool | None) -> Assessment:
    """An answer that is complete in form, with a reason for departing from guidance."""
    return Assessment(value=value, used=used, departure="for the example", complete=True)


def parameter_on(index: Index, id: str, day: date) -> Value | None:
    """The value of a parameter on a day, all rows known."""
    parameter = index.policy.parameters.get(id)
    if parameter is None:
        return None
    rows = counting_rows(parameter)
    for place in range(len(rows) - 1, -1, -1):
        if days_of_row(parameter, rows, place).holds(day):
            return rows[place].value
    return None


# Choosing numbers


def _numbers(unknowns: Unknowns, model: Model, day: date) -> dict[Unknown, Fraction] | None:
    """A number for each numeric unknown, so that each sum comes out; `None` when this way of choosing finds none."""
    alone = {form[0][0]: interval for form, interval in model.numbers.items() if len(form) == 1}
    every = sorted({unknown for form in model.numbers for unknown, _ in form})
    chosen: dict[Unknown, Fraction] = {}
    for unknown in every:
        if unknowns.variables[unknown].expression == THE_DAY:
            chosen[unknown] = _pick(alone.get(unknown, ANY_NUMBER), Fraction(day.toordinal()))
    sums = sorted((form for form in model.numbers if len(form) > 1), key=lambda form: (len(form), form))
    for form in sums:
        if not _solve(unknowns, form, model.numbers[form], alone, chosen):
            return None
    for unknown in every:
        if unknown not in chosen:
            chosen[unknown] = _pick(alone.get(unknown, ANY_NUMBER), _usual(unknowns, unknown))
    return chosen


def _solve(
    unknowns: Unknowns,
    form: Form,
    wanted: Interval,
    alone: dict[Unknown, Interval],
    chosen: dict[Unknown, Fraction],
) -> bool:
    """Choose what is not yet chosen in a sum, the last part so that the sum is as wanted."""
    free = [(unknown, factor) for unknown, factor in form if unknown not in chosen]
    for unknown, _ in free[:-1]:
        chosen[unknown] = _pick(alone.get(unknown, ANY_NUMBER), _usual(unknowns, unknown))
    if free:
        last, factor = free[-1]
        rest = sum((chosen[unknown] * times for unknown, times in form if unknown != last), Fraction(0))
        target = wanted.plus(Interval(-rest, -rest)).times(1 / factor).meet(alone.get(last, ANY_NUMBER))
        if target.is_empty:
            return False
        chosen[last] = _pick(target, _usual(unknowns, last))
    return True


def _usual(unknowns: Unknowns, unknown: Unknown) -> Fraction:
    expression = unknowns.variables[unknown].expression
    is_date = expression is not None and expression.type.kind == "date"
    return Fraction(ORDINARY_DAY.toordinal()) if is_date else Fraction(0)


def _pick(interval: Interval, usual: Fraction) -> Fraction:
    """A number of an interval: an end that is in it, else the usual one, else one step inside, or the middle."""
    low, high = interval.low, interval.high
    if low is not None and not interval.low_open:
        return low
    if high is not None and not interval.high_open:
        return high
    if low is not None and high is not None:
        return (low + high) / 2
    if interval.holds(usual):
        return usual
    return low + 1 if low is not None else high - 1 if high is not None else usual


def _day(unknowns: Unknowns, numbers: dict[Unknown, Fraction], day: date) -> date:
    for unknown, number in numbers.items():
        if unknowns.variables[unknown].expression == THE_DAY:
            return as_date(number) or day
    return day


# Giving facts


def _set_yes_no(made: Witness, unknowns: Unknowns, unknown: Unknown, wanted: bool) -> bool:
    variable = unknowns.variables[unknown]
    node = variable.expression
    if is_defined(unknowns, unknown):
        if node is not None:
            made.concluded[node] = wanted
        return True
    if isinstance(node, x.Used):
        made.used[node.term, _member(node.owner)] = wanted
        return True
    if isinstance(node, x.Quantified):
        made.empty_lists.add(node.list)
        return not wanted
    return _set(made, node, wanted, False)


def _set(made: Witness, node: Expression | None, value: Value | None, defined: bool) -> bool:
    """Give what makes an expression have a value; false when that cannot be told, or speaks against what is given."""
    if node is None or value is None:
        return False
    if defined:
        made.concluded[node] = value
        return True
    match node:
        case x.Read(term=term, owner=owner):
            return _give(made, (term, _member(owner)), value)
        case x.FullPeriods(unit=unit, first=x.Read() as first, last=last) if isinstance(value, Fraction):
            end = value_of(last, made.look)
            return _set(made, first, _back(end, unit, int(value)), False)
        case x.YearOf(day=x.Read() as day) if isinstance(value, Fraction):
            return _set(made, day, date(int(value), 1, 1) if 1 <= value <= 9999 else None, False)
        case x.Shifted(count=count, unit=unit, day=x.Read() as day):
            return _set(made, day, _back(value, unit, count), False)
        case x.Quantified(kind="count", list=list):
            made.empty_lists.add(list)
            return value == 0
    return False


def _give(made: Witness, key: Key, value: Value) -> bool:
    term = made.index.policy.terms.get(key[0])
    if term is None or not (term.is_given or term.amount_type is not None):
        return False
    return made.given.setdefault(key, value) == value


def _back(day: Value | None, unit: str, count: int) -> date | None:
    return shifted(day, -count, unit) if isinstance(day, date) else None


def _typed(node: Expression | None, number: Fraction) -> Value | None:
    return as_date(number) if node is not None and node.type.kind == "date" else number


def _member(owner: str | None) -> str | None:
    return MEMBER if owner == "it" else owner


def _another(words: frozenset[str]) -> str:
    """A word that is none of these."""
    return "other" if "other" not in words else "x" * (1 + max(map(len, words)))


# Working it out again


def _comes_out(made: Witness, unknowns: Unknowns, model: Model) -> bool:
    """Whether everything in the model is so, reckoned from what is given alone."""
    values = {unknown: _reckoned(made, unknowns, unknown) for form in model.numbers for unknown, _ in form}
    for form, interval in model.numbers.items():
        total = Fraction(0)
        for unknown, factor in form:
            value = values[unknown]
            if value is None or isinstance(value, str):
                return False
            total += factor * (value.toordinal() if isinstance(value, date) else value)
        if not interval.holds(total):
            return False
    for unknown, wanted in model.yes_no.items():
        if unknowns.variables[unknown].sort == "read" and _reckoned(made, unknowns, unknown) is not wanted:
            return False
    for unknown, left in model.words.items():
        if (_reckoned(made, unknowns, unknown) in left.words) is not left.included:
            return False
    return True


def _reckoned(made: Witness, unknowns: Unknowns, unknown: Unknown) -> Value | None:
    variable = unknowns.variables[unknown]
    return None if variable.expression is None else reckoned(made, variable.expression, variable.on)


def reckoned(made: Witness, node: Expression, on: Expression | None) -> Value | None:
    """The value of an expression in a case, with parameters read on a date of its own where it has one."""
    if on is None:
        return value_of(node, made.look)
    if any(_depends_on_the_day(made.index, inner) for inner in x.walk(node)):
        return None
    day = value_of(on, made.look)
    return value_of(node, lambda inner: made.look(inner, day)) if isinstance(day, date) else None


def _depends_on_the_day(index: Index, node: Expression) -> bool:
    """Whether a fact may apply on one day and not on another."""
    term = index.policy.terms.get(node.term) if isinstance(node, x.Read) else None
    return term is not None and term.applies_when is not None


@frozen
class Values:
    """What two rules give in a case."""

    first: Value
    second: Value
    type: Type


def values_of(made: Witness, first: Rule, second: Rule) -> Values | None:
    """What two rules give in a case, where it can be told."""
    nodes = [rule.conclusion.value if rule.conclusion is not None else None for rule in (first, second)]
    if nodes[0] is None or nodes[1] is None:
        return None
    one, other = reckoned(made, nodes[0], first.read_on), reckoned(made, nodes[1], second.read_on)
    return None if one is None or other is None else Values(one, other, nodes[0].type)
