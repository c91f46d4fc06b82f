"""The smallest case that still shows a difference: fewest things given, then values a person would write.

Every step is tried in the evaluator; what is not needed is left out. Start reading at `smallest`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve

from engine.model.case import Assessment, Case, Key, Members, Statement
from engine.model.expressions import Value

Shows = Callable[[Case], bool]
"""Whether a case shows the difference."""
ROUND = [Fraction(10) ** power for power in range(6, -1, -1)]
"""The steps numbers are rounded to, largest first."""
AMOUNTS = [Fraction(amount) for amount in (1_000, 10_000, 100)]
"""What an amount is tried as, where rounding it does not do."""
AGES, AGES_OF_MEMBERS = (30, 40, 18, 60, 67), (10, 4, 16, 30)
"""The ages a person is given, and one of a list, who is mostly a child: the most ordinary first."""


TRIES = 600
"""How many cases are tried on the way to the smallest; then it is as small as it has become."""


def smallest(case: Case, shows: Shows, tries: int = TRIES, passing: Collection[str] = ()) -> Case:
    """The case with everything taken out that is not needed, and plain values for what is left.

    `passing` are facts that are dates of what people do, and not of what they were born with: these are put on the day
    asked about where they can.
    """
    shows = _at_most(shows, tries)
    case = _while_simpler(case, shows, _fewer)
    case = _turned(case, shows)
    case = _while_simpler(case, shows, _undated)
    return _while_simpler(case, shows, lambda it: _rounder(it, passing))


def on_a_plain_day(
    case: Case, shows: Shows, days: tuple[date, date], tries: int = TRIES, passing: Collection[str] = ()
) -> Case:
    """The case on the first of a January within some days, its own dates moved along; as it is where none shows it.

    The same difference is then shown by the same case, whichever day it was found on.
    """
    first, last = days
    middle = (first.year + last.year) // 2
    years = sorted(range(first.year, last.year + 1), key=lambda year: (abs(year - middle), -year))
    for day in (date(year, 1, 1) for year in years):
        if first <= day <= last and case.day != day:
            moved = _moved(case, day)
            if moved is not None and shows(moved):
                return smallest(moved, shows, tries, passing)
    return case


def _moved(case: Case, day: date) -> Case | None:
    """A case on another day, with all its dates as far from that day as they were."""
    away = day - case.day

    def later(value: Any) -> Any:
        return value + away if isinstance(value, date) else value

    def all_later(held: Mapping[Key, tuple[Any, ...]]) -> dict[Key, tuple[Any, ...]]:
        return {
            key: tuple(evolve(it, value=later(it.value), first=later(it.first), last=later(it.last)) for it in items)
            for key, items in held.items()
        }

    try:
        return evolve(case, day=day, facts=all_later(case.facts), assessments=all_later(case.assessments))
    except OverflowError:
        return None


def _at_most(shows: Shows, tries: int) -> Shows:
    """The same question, answered *no* when it has been asked often enough."""
    left = [tries]

    def asked(case: Case) -> bool:
        left[0] -= 1
        return left[0] >= 0 and shows(case)

    return asked


def _while_simpler(case: Case, shows: Shows, simpler: Callable[[Case], Iterator[Case]]) -> Case:
    """The case made simpler again and again, one step at a time, as long as it shows the difference."""
    while True:
        smaller = next((one for one in simpler(case) if one != case and shows(one)), None)
        if smaller is None:
            return case
        case = smaller


def _turned(case: Case, shows: Shows) -> Case:
    """The case with another answer to one question, where fewer others are then needed."""
    for kind, key, number, item in list(_items(case)):
        if item not in _held(case, kind).get(key, ()):
            continue  # it went with another
        other = _with(case, kind, key, number, _otherwise(item))
        if other is not None and shows(other):
            fewer = _while_simpler(other, shows, _fewer)
            if _size(fewer) < _size(case):
                case = fewer
    return case


def _otherwise(item: Statement | Assessment) -> Statement | Assessment | None:
    """A yes/no answer turned round; `None` for another answer."""
    if isinstance(item.value, bool):
        return evolve(item, value=not item.value)
    if isinstance(item, Assessment) and item.used is not None and item.value is None:
        return evolve(item, used=not item.used)
    return None


def _size(case: Case) -> int:
    given = sum(len(items) for items in (*case.facts.values(), *case.assessments.values()))
    return given + sum(1 + len(members.ids) for members in case.lists.values())


def _held(case: Case, kind: str) -> Mapping[Key, tuple[Any, ...]]:
    return case.facts if kind == "facts" else case.assessments


def _items(case: Case) -> Iterator[tuple[str, Key, int, Statement | Assessment]]:
    """Everything a case says of facts and assessments, in order of id."""
    for kind in ("facts", "assessments"):
        held = _held(case, kind)
        for key in sorted(held, key=str):
            for number, item in enumerate(held[key]):
                yield kind, key, number, item


def _with(case: Case, kind: str, key: Key, number: int, item: Statement | Assessment | None) -> Case | None:
    """The case with one thing it says put otherwise."""
    held = _held(case, kind)
    if item is None or key not in held or number >= len(held[key]):
        return None
    return _replaced(case, kind, key, (*held[key][:number], item, *held[key][number + 1 :]))


def _replaced(case: Case, kind: str, key: Key, items: tuple[Any, ...]) -> Case:
    held = {**_held(case, kind), key: items}
    return evolve(case, facts=held) if kind == "facts" else evolve(case, assessments=held)


def _fewer(case: Case) -> Iterator[Case]:
    """The case without one of the things it holds."""
    for key in sorted(case.facts, key=str):
        yield evolve(case, facts=_without(case.facts, key))
    for key in sorted(case.assessments, key=str):
        yield evolve(case, assessments=_without(case.assessments, key))
    for key in sorted(case.lists, key=str):
        yield evolve(case, lists=_without(case.lists, key))
        members = case.lists[key]
        for gone in members.ids:
            left = Members(tuple(id for id in members.ids if id != gone), members.complete)
            yield evolve(case, lists={**case.lists, key: left})
        if members.complete:
            yield evolve(case, lists={**case.lists, key: Members(members.ids)})


def _without(held: Mapping[Key, Any], key: Key) -> dict[Key, Any]:
    return {other: value for other, value in held.items() if other != key}


def _undated(case: Case) -> Iterator[Case]:
    """The case with one dated fact said of all days."""
    for kind, key, _, item in _items(case):
        if item.first is not None or item.last is not None:
            yield _replaced(case, kind, key, (evolve(item, first=None, last=None),))


def _rounder(case: Case, passing: Collection[str]) -> Iterator[Case]:
    """The case with one value plainer."""
    for kind, key, number, item in _items(case):
        ages = () if key[0] in passing else AGES if key[1] is None else AGES_OF_MEMBERS
        for value in _plainer(item, case.day, ages):
            plainer = _with(case, kind, key, number, evolve(item, value=value))
            if plainer is not None:
                yield plainer


def _plainer(item: Statement | Assessment, day: date, ages: tuple[int, ...]) -> Iterator[Value]:
    """Plainer values than the one held, the plainest first; none that is less plain."""
    value = item.value
    if isinstance(value, Fraction):
        for amount in [Fraction(0), *(_to(value, step) for step in ROUND), *AMOUNTS]:
            if _plainness(amount) < _plainness(value):
                yield amount
    elif isinstance(value, date):
        for other in _plain_dates(value, day, ages):
            if _date_plainness(other, day, ages) < _date_plainness(value, day, ages):
                yield other


def _to(value: Fraction, step: Fraction) -> Fraction:
    return round(value / step) * step


def _plainness(value: Fraction) -> tuple[int, int]:
    """Fewer digits that are not zero first; negative numbers after others."""
    digits = f"{abs(value.numerator)}/{value.denominator}".rstrip("0")
    return (int(value < 0) + int(value.denominator != 1), len(digits.replace("/1", "").rstrip("0")))


def _plain_dates(value: date, day: date, ages: tuple[int, ...]) -> Iterator[date]:
    """Dates a person would write: without ages, the day asked about first."""
    if not ages:
        yield day
    for age in ages:
        yield from (date(day.year - age, 1, 1), _years_before(day, age))
    yield from (date(year, 1, 1) for year in (value.year, value.year + 1) if year <= date.max.year)
    yield value.replace(day=1)


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _date_plainness(value: date, day: date, ages: tuple[int, ...]) -> tuple[bool, bool, int, int]:
    """First of January, then first of a month; within a lifetime before the day; at an ordinary age."""
    if not ages and value == day:
        return False, False, 0, 0
    age = day.year - value.year
    ordinary = ages.index(age) if age in ages else len(ages)
    return (not day.year - 100 <= value.year <= day.year, (value.month, value.day) != (1, 1), value.day, ordinary)
