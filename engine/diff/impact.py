"""Whom a change touches: stored cases decided under both versions, and how each comes out.

Counts below five are not told, since a small group is somebody. Start reading at `impact` and `suppressed`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from engine.diff import values as v
from engine.evaluate import settle
from engine.model.case import Case, Options
from engine.model.expressions import Value
from engine.model.policy import Policy
from engine.model.units import Type

FEWEST = 5
"""The smallest group that is told."""
SAME = "same"


@frozen
class Turned:
    """One answer of one case under both versions; `None` is open."""

    case: int
    term: str
    member: str | None
    before: Value | None
    after: Value | None

    @property
    def difference(self) -> Fraction:
        """What an amount changes by; nothing where either is open or no number."""
        if isinstance(self.before, Fraction) and isinstance(self.after, Fraction):
            return self.after - self.before
        return Fraction(0)


@frozen
class Touched:
    """What becomes of one term: how many answers turn which way (`None`: fewer than five, not told).

    `reached` counts the answers that were not *no*, *none* or open on both sides: whom the term is about at all.
    For amounts: the sums gained and lost, and the differences below which a quarter, half and three quarters of those
    who lose lie, the greatest loss first.
    """

    term: str
    answers: int
    reached: int | None
    turns: tuple[tuple[str, int | None], ...]
    gained: Fraction | None = None
    lost: Fraction | None = None
    losses: tuple[Fraction, ...] = ()

    def count(self, turn: str) -> int | None:
        """How many turn one way; `None` when they are too few to tell."""
        return dict(self.turns).get(turn, 0)

    @property
    def changed(self) -> bool:
        """Whether any answer changes, told or not."""
        return any(turn != SAME and count != 0 for turn, count in self.turns)


@frozen
class Impact:
    """Every term some case asks for, those with losers first; and each answer that turned, for attribution."""

    cases: int
    terms: tuple[Touched, ...]
    turned: tuple[Turned, ...]

    @property
    def changed(self) -> bool:
        return any(term.changed for term in self.terms)


def impact(
    before: Policy, after: Policy, cases: Sequence[Case], terms: Iterable[str] = (), options: Options = Options()
) -> Impact:
    """How each case comes out under both versions, for the terms it asks for, or for these.

    A case that asks for a term only one side has is passed over for that term.
    """
    wanted = tuple(terms)
    answers: dict[str, list[Turned]] = {}
    for number, case in enumerate(cases):
        asked = [term for term in (wanted or case.requested) if term in before.terms and term in after.terms]
        for turned in _decided(before, after, evolve(case, last=None, requested=tuple(asked)), number, options):
            answers.setdefault(turned.term, []).append(turned)
    touched = [_touched(term, found, after.terms[term].type) for term, found in answers.items()]
    turned_all = [one for found in answers.values() for one in found if one.before != one.after]
    return Impact(len(cases), tuple(sorted(touched, key=_losers_first)), tuple(turned_all))


def _decided(before: Policy, after: Policy, case: Case, number: int, options: Options) -> list[Turned]:
    if not case.requested:
        return []
    old, new = settle(before, case, options), settle(after, case, options)
    return [
        Turned(number, term, member, old[term, member], new[term, member])
        for term, member in old
        if (term, member) in new
    ]


def _touched(term: str, answers: list[Turned], type: Type) -> Touched:
    turns = Counter(turn_of(one.before, one.after) for one in answers)
    reached = sum(_reaches(one.before) or _reaches(one.after) for one in answers)
    told = tuple((turn, turns[turn]) for turn in (v.DOWN, v.UP, v.OTHER, v.OPENED, v.CLOSED, SAME))
    if type.kind != "number":
        return Touched(term, len(answers), reached, told)
    differences = [one.difference for one in answers]
    losses = sorted(-difference for difference in differences if difference < 0)
    gained = sum((difference for difference in differences if difference > 0), Fraction(0))
    return Touched(term, len(answers), reached, told, gained, sum(losses, Fraction(0)), _quarters(losses))


def _reaches(value: Value | None) -> bool:
    return value is not None and value is not False and value != "none"


def _quarters(losses: list[Fraction]) -> tuple[Fraction, ...]:
    """The loss a quarter, half and three quarters of the losers stay below; nothing for too few."""
    if len(losses) < FEWEST:
        return ()
    return tuple(losses[(len(losses) - 1) * part // 4] for part in (3, 2, 1))


def turn_of(before: Value | None, after: Value | None) -> str:
    """Which way an answer turns."""
    if before == after:
        return SAME
    if before is None or after is None:
        return v.CLOSED if before is None else v.OPENED
    if isinstance(before, str):
        return v.OTHER
    return v.UP if after > before else v.DOWN  # type: ignore[operator]


def _losers_first(term: Touched) -> tuple[int, int, str]:
    return (-(term.count(v.DOWN) or 0), -(term.count(v.OPENED) or 0), term.term)


def suppressed(found: Impact, fewest: int = FEWEST) -> Impact:
    """What may be told of people: small groups without their number, and no sums or answers of theirs."""

    def told(count: int | None) -> int | None:
        return None if count is not None and 0 < count < fewest else count

    return evolve(found, turned=(), terms=tuple(_suppressed(term, told) for term in found.terms))


def _suppressed(term: Touched, told: Callable[[int | None], int | None]) -> Touched:
    turns = tuple((turn, told(count)) for turn, count in term.turns)
    few = [turn for turn, count in turns if count is None]
    if len(few) == 1:  # the one that is missing could be reckoned from the others
        turns = tuple((turn, None if turn == SAME else count) for turn, count in turns)
    counts = dict(turns)
    return evolve(
        term,
        reached=told(term.reached),
        turns=turns,
        gained=None if counts.get(v.UP) is None else term.gained,
        lost=None if counts.get(v.DOWN) is None else term.lost,
        losses=() if counts.get(v.DOWN) is None else term.losses,
    )
