"""What the reference gives at every step, and from where it looks: values that may be open, and what they wait for.

Shares no code with `engine.evaluate`. Start reading at `Seen` and `At`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from engine.model.policy import Period

Waiting = tuple[str, str, str]
"""What an open step waits for: a kind of `engine.evaluate.decision.Wait`, an id, and a member or an empty text."""


class Seen(NamedTuple):
    """A value; or `None`, and what it waits for. A settled value waits for nothing."""

    value: Any
    waits: frozenset[Waiting] = frozenset()


class At(NamedTuple):
    """From where something is read.

    `member` is whom the rule is about, `day` the day asked about, and `reading` the day on which facts and
    parameters are read: the same, or the rule's `read on` date. A day is `None` while nobody can tell it yet: then
    only what is alike on every day is settled. `without` are the rules imagined away by `what otherwise applies`,
    `rule` is whose expression this is, and `bound` are the members chosen by the quantifiers around.
    """

    member: str | None
    day: date | None
    reading: date | None
    without: frozenset[str] = frozenset()
    rule: str = ""
    bound: tuple[tuple[str, str], ...] = ()

    def on(self, day: date | None) -> At:
        """Wholly on another day."""
        return self._replace(day=day, reading=day)

    def of(self, member: str | None) -> At:
        """As a rule or a term of a member is seen, in the same world."""
        return At(member, self.day, self.day, self.without)

    def asking(self, member: str | None) -> At:
        """As another term is read: a departure imagines its own term's rules without it, and all else as it is."""
        return At(member, self.day, self.day)

    def whose(self, owner: str | None) -> str | None:
        return self.member if owner == "it" else dict(self.bound)[owner] if owner else None


YES, NO = Seen(True), Seen(False)


def waiting(kind: str, name: str = "", member: str | None = None) -> Seen:
    return Seen(None, frozenset(((kind, name, member or ""),)))


def open_for(parts: Iterable[Seen]) -> Seen:
    """Open, waiting for whatever any of the parts waits for."""
    return Seen(None, frozenset().union(*(part.waits for part in parts)))


def negated(part: Seen) -> Seen:
    return part if part.value is None else Seen(not part.value)


def all_of(parts: list[Seen]) -> Seen:
    """One unmet part settles it, however many are open."""
    if any(part.value is False for part in parts):
        return NO
    return open_for(parts) if any(part.value is None for part in parts) else YES


def any_of(parts: list[Seen]) -> Seen:
    return negated(all_of([negated(part) for part in parts]))


def within(period: Period, day: date | None) -> Seen:
    if day is None:
        return YES if period == Period() else Seen(None)
    return Seen(period.holds(day))


def said_of(day: date | None, said: Iterable[Any]) -> Any:
    """What is said of a day; of a day nobody can tell yet, only what is said of all days."""
    for one in said:
        if Period(one.first, one.last) == Period() or day is not None and Period(one.first, one.last).holds(day):
            return one
    return None
