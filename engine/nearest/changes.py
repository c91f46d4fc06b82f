"""The nearest changes of facts: one alone first, then two together where no single one settles another answer.

A number is moved as little as it takes, to the krone or the day, by bisection between values tried; the answer it
gives is then decided in full. Start reading at `changes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from engine.evaluate.decision import Decision
from engine.model.case import Case, Key
from engine.model.expressions import Value
from engine.model.policy import Policy
from engine.nearest import affect
from engine.nearest.found import Change, Turned
from engine.nearest.trial import Spent, Trial, Values, fact_on, with_fact

_FIRST_OF_TWO = 12
"""How many facts are tried as the first of two."""


def changes(trial: Trial, decision: Decision) -> tuple[tuple[Change, ...], bool]:
    """The nearest changes in the order the facts were met, and whether the search ended within the budget."""
    found: list[Change] = []
    try:
        for case, turned in singles(trial, decision.case, decision):
            found.append(confirmed(trial, decision, case, (turned,)))
        if not any(it.settles for it in found):
            found.extend(_pairs(trial, decision))
    except Spent:
        return tuple(found), False
    return tuple(found), True


def singles(trial: Trial, case: Case, decision: Decision) -> Iterator[tuple[Case, Turned]]:
    """Each fact that alone changes an answer, with the nearest value that does, on either side of a number."""
    policy, now, sides = trial.policy, trial.settled(case), affect.sides_of(decision)
    for key in affect.affectable(policy, decision):
        if affect.is_number(policy, key):
            yield from _moved(trial, case, key, now, sides)
            continue
        told: list[Values] = [now]
        for value in affect.words_instead(policy, case, key):
            other = with_fact(case, key, value)
            there = trial.settled(other)
            if there not in told:
                yield other, Turned(key, fact_on(case, key), value)
            told.append(there)


def _moved(trial: Trial, case: Case, key: Key, now: Values, sides: affect.Sides) -> Iterator[tuple[Case, Turned]]:
    """A number moved down, and up, to the first step at which an answer is another."""
    policy = trial.policy
    value = affect.as_number(_known(case, key))
    tried = affect.numbers_instead(policy, case, key, affect.limits(case, key, sides))
    for side, there in (
        ("down", sorted(it for it in tried if it <= value)[::-1]),
        ("up", [it for it in tried if it >= value]),
    ):
        reached = _first_other(trial, case, key, there, now)
        if reached is not None:
            number = affect.as_value(policy, key, reached)
            end = reached in affect.ends_of(policy, case, key)
            yield with_fact(case, key, number), Turned(key, fact_on(case, key), number, "" if end else side)


def _first_other(trial: Trial, case: Case, key: Key, tried: Iterable[Fraction], now: Values) -> Fraction | None:
    """The first number on the way at which an answer is of another kind, to the step."""
    policy, step = trial.policy, affect.step_of(trial.policy, key)

    def same(number: Fraction) -> bool:
        there = with_fact(case, key, affect.as_value(policy, key, number))
        return not _another(policy, now, trial.settled(there))

    for near, far in pairwise(tried):
        if same(far):
            continue
        while abs(far - near) > step:
            middle = near + step * (abs(far - near) // step // 2) * (1 if far > near else -1)
            near, far = (middle, far) if same(middle) else (near, middle)
        return far
    return None


def _another(policy: Policy, now: Values, there: Values) -> bool:
    """Whether a number gives another answer worth telling: not a few kroner more, unless an amount falls away or comes
    to be, and not a question that opens."""
    return any(value is not None and _kind(value) != _kind(now.get(key)) for key, value in there.items())


def _kind(value: Value | None) -> object:
    """An answer; of an amount, whether it is anything."""
    return value == 0 if isinstance(value, Fraction) else value


def _pairs(trial: Trial, decision: Decision) -> Iterator[Change]:
    """Two facts that together settle another answer, the first of them tried at what is farthest from what it is."""
    policy, case = trial.policy, decision.case
    told: set[frozenset[Key]] = set()
    now = trial.settled(case)
    for first in affect.affectable(policy, decision)[:_FIRST_OF_TWO]:
        for value in _extremes(policy, case, first):
            other = with_fact(case, first, value)
            for _, second in singles(trial, other, trial.decided(other)):
                pair = frozenset((first, second.key))
                there = with_fact(other, second.key, second.after)
                if len(pair) < 2 or pair in told or not _settled_otherwise(trial.settled(there), now):
                    continue
                told.add(pair)
                yield _least(trial, decision, first, value, second)


def _settled_otherwise(there: Values, now: Values) -> bool:
    changed = {key for key in there if there[key] != now.get(key)}
    return bool(changed) and all(there[key] is not None for key in changed)


def _extremes(policy: Policy, case: Case, key: Key) -> tuple[Value, ...]:
    if not affect.is_number(policy, key):
        return affect.words_instead(policy, case, key)
    value = affect.as_number(_known(case, key))
    return tuple(affect.as_value(policy, key, it) for it in affect.ends_of(policy, case, key) if it != value)


def _least(trial: Trial, decision: Decision, first: Key, value: Value, second: Turned) -> Change:
    """The pair with the first fact brought back as near to what it was as the second allows."""
    policy, case = trial.policy, decision.case
    one = Turned(first, fact_on(case, first), value)
    there = with_fact(with_fact(case, first, value), second.key, second.after)
    if affect.is_number(policy, first):
        start, end = affect.as_number(value), affect.as_number(_known(case, first))
        back = sorted({start, end, *_between(policy, case, first)}, reverse=start > end)
        back = [it for it in back if min(start, end) <= it <= max(start, end)]
        lost = _first_other(trial, there, first, back, trial.settled(there))
        if lost is not None:
            step = affect.step_of(policy, first)
            kept = affect.as_value(policy, first, lost + (step if start > end else -step))
            one = Turned(first, one.before, kept, "up" if start > end else "down")
            there = with_fact(there, first, kept)
    return confirmed(trial, decision, there, (one, second))


def _between(policy: Policy, case: Case, key: Key) -> tuple[Fraction, ...]:
    return affect.numbers_instead(policy, case, key, [])


def confirmed(trial: Trial, decision: Decision, case: Case, turned: tuple[Turned, ...]) -> Change:
    """The change with the answers it gives, decided for the whole period; those that stay as they were are left out."""
    before = {(it.term, it.member): [(s.value, s.first) for s in it.segments] for it in decision.answers}
    after = trial.decided(case).answers
    changed = (it for it in after if before.get((it.term, it.member)) != [(s.value, s.first) for s in it.segments])
    return Change(turned, tuple(changed))


def _known(case: Case, key: Key) -> Value:
    value = fact_on(case, key)
    assert value is not None
    return value
