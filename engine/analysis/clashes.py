"""Whether two rules for one term can stand together and say different things.

First the proof that they never stand together; failing that, a case in which they do and differ, worked out from its
facts; failing that too, only that nothing excludes it. Start reading at `compare`.
"""

from __future__ import annotations

from datetime import date
from itertools import islice

from attrs import frozen

from engine.analysis.formulas import Formula, all_of
from engine.analysis.index import Index, is_empty, meet
from engine.analysis.moments import Constants, is_all, moments
from engine.analysis.search import Search, never_together
from engine.analysis.standing import own
from engine.analysis.unknowns import Shared, Unknowns, World
from engine.analysis.witness import Values, Witness, reckoned, values_of, witness
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.policy import Period, Rule

MODELS, UNFOLD, STEPS = 12, 120, 6_000
"""How many ways are tried to make a case of, and how far each search goes."""


@frozen
class Pair:
    """Two rules for one term. `departure` is an exception to both that departs from what they give.

    Then they are compared where it speaks, in a world in which it is not there.
    """

    first: Rule
    second: Rule
    departure: Rule | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        return (self.first, self.second) if self.departure is None else (self.first, self.second, self.departure)


@frozen
class Clash:
    """What was found of a pair: a case in which both stand, with what they give; or only that none was excluded."""

    pair: Pair
    found: Witness | None = None
    values: Values | None = None


@frozen
class Asked:
    """For which policy, about which kind of member if any, and near which day an example is wanted."""

    index: Index
    shared: Shared
    member: str
    day: date


def compare(ask: Asked, pair: Pair) -> Clash | None:
    """A clash of two rules; `None` when it is proved that they never stand together."""
    window = meet(ask.index.reach(pair.first), ask.index.reach(pair.second))
    if is_empty(window):
        return None
    without = frozenset((pair.departure.id,)) if pair.departure is not None else frozenset()
    world = World(ask.member, _readings(ask.index, pair), without)
    shared = ask.shared.of(world)
    if never_together(shared, *_both_stand(shared, pair, window), unfold=60, steps=3_000):
        return None
    stretches = moments(ask.index, window, pair.rules)
    excluded = is_all(stretches)
    for moment in stretches:
        clash, closed = _at(ask, world, moment, pair)
        if clash is not None:
            return clash
        excluded = excluded and closed
    return None if excluded else Clash(pair)


def _at(ask: Asked, world: World, moment: Period, pair: Pair) -> tuple[Clash | None, bool]:
    """A case among days on which no parameter changes; and whether, failing that, there is none for sure."""
    unknowns = Unknowns(ask.index, world, Constants(ask.index, moment))
    search = Search(unknowns, UNFOLD, STEPS)
    some = False
    for model in islice(search.models(*_both_stand(unknowns, pair, moment)), MODELS):
        some = True
        made = witness(unknowns, model, nearest(ask.day, moment))
        if made is not None and (clash := _clash(pair, made)) is not None:
            return clash, False
    return None, not some and search.proved


def _both_stand(unknowns: Unknowns, pair: Pair, window: Period) -> tuple[Formula, ...]:
    stand = [unknowns.of_rule("stands", rule, True) for rule in (pair.first, pair.second)]
    if pair.departure is not None:
        stand.append(own(unknowns, pair.departure, True))
    return unknowns.day_in(window, True), all_of(*stand)


def _clash(pair: Pair, made: Witness) -> Clash | None:
    """What two rules that stand in a case come to: a clash where they differ, or both depart from one value."""
    first, second = pair.first, pair.second
    if kind_of(first) != "is" or kind_of(second) != "is":
        _give_all(made, first)
        return Clash(pair, made)
    values = values_of(made, first, second)
    if values is not None:
        return Clash(pair, made, values) if values.first != values.second else None
    return Clash(pair, made) if departs(value_of(first)) and departs(value_of(second)) else None


def _give_all(made: Witness, rule: Rule) -> None:
    """Give what the other rules for the term read, so that it waits for nothing but the clash."""
    for one in made.index.concluding.get(rule.conclusion.term if rule.conclusion is not None else "", ()):
        if (value := value_of(one)) is not None:
            reckoned(made, value, one.read_on)


def _readings(index: Index, pair: Pair) -> tuple[tuple[str, str], ...]:
    """The readings under which the rules are there, where they are not the policy's own."""
    found = {rule.reading for rule in pair.rules if rule.reading is not None and not index.exists(rule)}
    return tuple(sorted(found))


def nearest(day: date, period: Period) -> date:
    """The day of a period that lies nearest to a day."""
    if period.first is not None and day < period.first:
        return period.first
    return period.last if period.last is not None and day > period.last else day


def kind_of(rule: Rule) -> str:
    return rule.conclusion.kind if rule.conclusion is not None else ""


def value_of(rule: Rule) -> Expression | None:
    return rule.conclusion.value if rule.conclusion is not None else None


def departs(value: Expression | None) -> bool:
    """Whether a value is reckoned from what otherwise applies."""
    return value is not None and any(isinstance(node, x.Otherwise) for node in x.walk(value))
