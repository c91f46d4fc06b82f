"""The decided cases nearest to one at hand, by the facts that mattered in either.

Nearest is first the case in which fewest such facts are otherwise, then the one whose amounts and ages differ least,
each by its share of the larger; what is left is settled by the digest of the record, so that the order is always the
same. Groups below five are not shown. Start reading at `nearest`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from engine.records.anonymous import NOT_ASKED, FactKey, Profile, Seen

LEAST = 5
"""The smallest group that anything is told of."""
COUNTED = ("amount", "years", "months")


@frozen
class Beside:
    """One fact that mattered, in the case at hand and in another."""

    key: FactKey
    here: Seen
    there: Seen

    @property
    def is_same(self) -> bool:
        return (self.here.kind, self.here.value) == (self.there.kind, self.there.value)

    @property
    def is_counted(self) -> bool:
        """Whether both are numbers of one sort, so that they are near or far and not only the same or not."""
        return self.here.kind == self.there.kind in COUNTED and self.here.unit == self.there.unit

    @property
    def away(self) -> Fraction:
        """How far apart two numbers are, as a share of the larger."""
        if not self.is_counted or self.is_same:
            return Fraction(0)
        here, there = self.here.value, self.there.value
        assert isinstance(here, Fraction)
        assert isinstance(there, Fraction)
        return abs(here - there) / max(abs(here), abs(there))


@frozen
class Like:
    """A decided case beside the one at hand: the facts that mattered in either, and whether it got another outcome.

    `other_amount` is an amount, an age or a day that came out otherwise where the outcome is of the same sort.
    """

    sha256: str
    there: Profile
    facts: tuple[Beside, ...]
    other_outcome: bool
    other_amount: bool

    @property
    def unlike(self) -> int:
        """How many facts are otherwise, numbers that only differ in size not counted."""
        return sum(not each.is_same and not each.is_counted for each in self.facts)

    @property
    def away(self) -> Fraction:
        return sum((each.away for each in self.facts), Fraction(0))

    @property
    def departs(self) -> bool:
        """Whether a person departed from guidance in it."""
        return any(answer.departs for answer in self.there.answers.values())


@frozen
class Likes:
    """The nearest cases, of how many that decided the same, and how often each outcome is among them.

    `nearest` and `outcomes` are empty where fewer than five decided the same. Where one outcome was that of fewer than
    five cases, no numbers are told for that term (`None`), since the others would tell it.
    """

    here: Profile
    among: int
    nearest: tuple[Like, ...] = ()
    outcomes: tuple[tuple[FactKey, Seen, int | None], ...] = ()

    @property
    def too_few(self) -> bool:
        return self.among < LEAST


def nearest(here: Profile, others: Iterable[tuple[str, Profile]], count: int) -> Likes:
    """The `count` cases nearest to one at hand, among others that decided the same terms, each with its digest."""
    asked = {term for term, _ in here.outcomes}
    found = [(sha256, there) for sha256, there in others if asked <= {term for term, _ in there.outcomes}]
    if len(found) < LEAST:
        return Likes(here, len(found))
    likes = sorted((_like(here, *other) for other in found), key=lambda it: (it.unlike, it.away, it.sha256))
    return Likes(here, len(found), tuple(likes[:count]), _tally(here, [there for _, there in found]))


def _like(here: Profile, sha256: str, there: Profile) -> Like:
    mattered = {key for side in (here, there) for key, seen in side.facts.items() if seen.decisive}
    pairs = (Beside(key, here.facts.get(key, NOT_ASKED), there.facts.get(key, NOT_ASKED)) for key in sorted(mattered))
    facts = tuple(pair for pair in pairs if "withheld" not in (pair.here.kind, pair.there.kind))
    other = any(_result(there.outcomes.get(key)) != _result(seen) for key, seen in here.outcomes.items())
    results = (Beside(key, seen, there.outcomes.get(key, seen)) for key, seen in here.outcomes.items())
    return Like(sha256, there, facts, other, any(each.is_counted and not each.is_same for each in results))


def _result(seen: Seen | None) -> object:
    """What makes an outcome another: met or not, what a body does, open or not; an amount is near or far instead."""
    return None if seen is None else (seen.kind, seen.value if seen.kind not in COUNTED else None)


def _tally(here: Profile, others: list[Profile]) -> tuple[tuple[FactKey, Seen, int | None], ...]:
    """How often each outcome that is no amount came out, the most frequent first."""
    found: list[tuple[FactKey, Seen, int | None]] = []
    for key in here.outcomes:
        results = [there.outcomes[key] for there in others if key in there.outcomes]
        if any(seen.kind in COUNTED for seen in results):
            continue
        counts = Counter(results)
        ordered = sorted(counts.items(), key=lambda it: (-it[1], str(it[0].value)))
        told = all(number >= LEAST for number in counts.values())
        found += [(key, seen, number if told else None) for seen, number in ordered]
    return tuple(found)
