"""What was found: values that `explain` puts into words. Start reading at `Nearest`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from engine.evaluate.decision import Answer, ConditionStep
from engine.model.case import Key
from engine.model.expressions import Value
from engine.model.plain import Plain


@frozen(eq=False, repr=False)
class Turned(Plain):
    """One fact with another value than the case gives it; `side` is `up` or `down` where that is as little as it takes.

    A number that changes the answer as soon as it is above or below something is given as the first whole step beyond.
    """

    key: Key
    before: Value | None
    after: Value
    side: str = ""


@frozen(eq=False, repr=False)
class Change(Plain):
    """What, turned alone or together, gives other answers, and what they would be, decided for the whole period."""

    turned: tuple[Turned, ...]
    answers: tuple[Answer, ...]

    @property
    def settles(self) -> bool:
        """Whether every answer it gives is settled."""
        return not any(segment.is_open for answer in self.answers for segment in answer.segments)


@frozen(eq=False, repr=False)
class Reason(Plain):
    """Why an answer changes by itself on a day.

    `kind` is `condition` (something asked of the day turns; `step` as it then is), `parameter` (a new value, `id`),
    `begins` or `ends` (a rule's days, `id`) or `fact` (the case says otherwise from that day, `id` of `member`).
    """

    kind: str
    id: str = ""
    member: str | None = None
    step: ConditionStep | None = None


@frozen(eq=False, repr=False)
class Passed(Plain):
    """A day on which the answers change by themselves, with every fact as it is: what they then are, and why."""

    day: date
    answers: tuple[Answer, ...]
    reasons: tuple[Reason, ...]


@frozen(eq=False, repr=False)
class Piece(Plain):
    """A stretch of a number in which an amount is one straight line: its values at both ends, and the slope.

    `last` is `None` where the stretch goes on to the end of what was looked at. `jumps` says that the amount at
    `first` is not where the stretch before would have brought it.
    """

    first: Fraction
    last: Fraction | None
    at_first: Fraction | None
    at_last: Fraction | None
    slope: Fraction
    jumps: bool = False


@frozen(eq=False, repr=False)
class Curve(Plain):
    """An amount as one number grows and all else is as it was, from the least to the greatest that was looked at."""

    term: str
    member: str | None
    fact: Key
    at: Fraction
    pieces: tuple[Piece, ...]
    whole: bool = True
    """Whether every bend was found within the budget."""


@frozen(eq=False, repr=False)
class Nearest(Plain):
    """All that was found.

    `assessed` are assessments and powers that were decisive: what they come to is a matter for those who decide.
    `until` is the last day looked at; `known_until` is set where the answer is open from the next day, since something
    is not known yet. `stopped` says that the budget was used before everything had been tried.
    """

    changes: tuple[Change, ...]
    passing: tuple[Passed, ...]
    curves: tuple[Curve, ...]
    assessed: tuple[Key, ...]
    until: date
    known_until: date | None = None
    stopped: bool = False
    tried: int = 0
