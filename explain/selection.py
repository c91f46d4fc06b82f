"""What a reader is told, before any language: parts, and in each part entries in a fixed order.

`select` makes a `Selection` from a decision; `phrase` puts words to it. Since no language has been chosen yet, the
three languages get the same entries in the same order with the same numbers. Start reading at `Selection`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from engine.evaluate.decision import ConditionStep, ParameterStep, Wait
from engine.model.case import Assessment, Origin, Statement
from engine.model.citations import Citation
from engine.model.expressions import Expression, Value
from engine.model.policy import Bound, Consideration
from engine.nearest.found import Piece, Turned

Days = tuple[date, date]
"""A stretch of days, both included."""


@frozen
class Outcome:
    """What a requested term came to. `most` marks a value that is only the most that may be claimed."""

    term: str
    member: str | None
    value: Value | None
    most: bool = False
    waiting: int = 0
    faults: int = 0


@frozen
class NotReady:
    """The duties that must be fulfilled before the decision: (term, member)."""

    duties: tuple[tuple[str, str | None], ...]


@frozen
class NotReckoned:
    """The amounts that cannot be reckoned yet."""

    terms: tuple[tuple[str, str | None], ...]


@frozen
class Concluded:
    """A rule's part in a term: see `kind` of the entry for whether it stands, falls or is open.

    `effect` is what an action rule says; `replaces` the effect the rule it sets aside would have given.
    `otherwise` is what would apply without it. `value` and `formula` are set where it concludes a value.
    `set_aside_by` are the addresses of the rules that stand against it.
    """

    term: str
    member: str | None
    rule: str
    is_root: bool
    effect: str = ""
    replaces: str = ""
    value: Value | None = None
    formula: Expression | None = None
    figures: ConditionStep | None = field(default=None, eq=False)
    operands: tuple[Value | None, ...] = ()
    otherwise: Value | None = None
    set_aside_by: tuple[Citation, ...] = ()
    first: date | None = None
    last: date | None = None
    alone: bool | None = None


@frozen
class Checked:
    """One condition: what it asks, the answer it had, and whether that is the answer asked for.

    `wanted` is false where the answer no is asked for. `found` is the value compared, `limit` what it was compared
    with, `high` the upper limit of a range; `day` is set when it depends on the day.
    `alone` says of an unmet ground in a refusal whether meeting it alone would have been enough; `of_exception`
    that an exception asks, so that an unmet one keeps the exception away. `members` is how many of a list were asked.
    `assessed` marks an open question that somebody has answered, while it is not settled whether it is open to them.
    """

    expression: Expression
    value: Value | None
    wanted: bool
    member: str | None = None
    found: Value | None = None
    limit: Value | None = None
    high: Value | None = None
    day: date | None = None
    alone: bool | None = None
    of_exception: bool = False
    members: int = 0
    assessed: bool = False


@frozen
class Presumed:
    """What a presumption rests on: the counter-fact nobody showed, and who had to show it."""

    term: str
    member: str | None
    shown_by: str


@frozen
class FactKnown:
    """What the case says of one fact in one stretch of days, and who vouches for it."""

    term: str
    member: str | None
    statement: Statement
    days: tuple[date | None, date | None] | None = None
    fulfils: tuple[tuple[str, str | None], ...] = ()
    """The duties it shows whether are fulfilled, where that is all it is for."""


@frozen
class Beside:
    """Facts in the case that no answer read: (term, member)."""

    terms: tuple[tuple[str, str | None], ...]


@frozen
class Vouched:
    """Who vouches for the facts that are told together."""

    origin: Origin


@frozen
class ListKnown:
    """A list as the case gives it."""

    list: str
    members: tuple[str, ...]
    complete: bool


@frozen
class Waiting:
    """One thing an answer waits for, and the answers that wait."""

    wait: Wait
    answers: tuple[tuple[str, str | None], ...]
    rules: tuple[tuple[Citation, ...], ...] = ()


@frozen
class Asking:
    """Who can close the open points that are told together; nobody named is the one the case is about."""

    who: tuple[str, ...]


@frozen
class Lacking:
    """What an open answer waits for from those who can give it: (id, member). Nobody named: whom the case is about."""

    who: tuple[str, ...]
    waits: tuple[tuple[str, str], ...]


@frozen
class SameAs:
    """An answer that waits for the same as one told before it."""

    term: str
    member: str | None


@frozen
class Follows:
    """What requested terms come to when an open question is answered yes or no."""

    term: str
    member: str | None
    answer: bool
    outcomes: tuple[Entry, ...]


@frozen
class Discretionary:
    """A question the law leaves to a person: its state, and the assessment if there is one.

    `state` is `given`, `used`, `not_used`, `missing`, `unknown`, `incomplete`, `refused`, `not_opened`,
    `door_open` (whether it opens is not settled), `waiting` (given, while that is not settled), `unused` (given, but
    it was never opened), `closed` (a power nobody has here) or `beside` (given, but read by no answer). `lacks` is
    what is missing from one beside the answers; `door` the terms that are not settled, of those that say whether it
    opens; `fulfils` the duties one beside the answers is given for.
    """

    term: str
    member: str | None
    state: str
    value: Value | None = None
    assessment: Assessment | None = None
    lacks: tuple[str, ...] = ()
    door: tuple[tuple[str, str | None], ...] = ()
    fulfils: tuple[tuple[str, str | None], ...] = ()


@frozen
class Considered:
    """Something an assessment must, may or must not rest on, and what was found."""

    term: str
    consideration: Consideration
    found: str = ""
    missing: bool = False


@frozen
class Limited:
    """A limit on an assessment or what guidance recommends; `departure` is the reason given for departing from it."""

    term: str
    bound: Bound
    broken: bool = False
    departure: str = ""


@frozen
class Said:
    """Something with a name and a text: who decides, the review limit, reasons given, a piece that is missing.

    `words` is the text by language, where it is written in several.
    """

    term: str
    text: str = ""
    missing: bool = False
    words: Mapping[str, str] = field(factory=dict)


@frozen
class Duty:
    """A duty that concerns the decision: whether it has arisen, and whether it is fulfilled."""

    term: str
    member: str | None
    arisen: bool | None
    fulfilled: bool
    before: tuple[str, ...] = ()


@frozen
class Fulfils:
    """What the case says of something that fulfils a duty: the duty, and the fact or assessment with its answer."""

    duty: str
    member: str | None
    by: str
    of: str | None
    value: Value | None


@frozen
class Missing:
    """What would fulfil a duty: a term, or a part of the letter."""

    id: str
    member: str | None


@frozen
class ReadAs:
    """An interpretation relied on, with the reading used."""

    interpretation: str
    reading: str


@frozen
class Unmodelled:
    """A provision met on the way that has no rule, as an index into the policy's list."""

    index: int


@frozen
class LeftOut:
    """Provisions that have no rule, named together."""

    indexes: tuple[int, ...]


@frozen
class ParameterRead:
    """A parameter's value as read."""

    step: ParameterStep


@frozen
class Notice:
    """A fact about the run that must be read first; `also` are others of whom the same is to be said."""

    kind: str
    id: str
    detail: str
    also: tuple[str, ...] = ()


@frozen
class Recorded:
    """A line of the record: a date that was read, a digest, an option of the run."""

    name: str
    text: str = ""
    day: date | None = None


@frozen
class NotGranted:
    """An amount that was reckoned, and that a refused right keeps back."""

    term: str
    member: str | None
    value: Value | None


@frozen
class Sorted:
    """Steps of one sort, named together: what was law, fact or discretion, or what a colleague would ask about."""

    terms: tuple[tuple[str, str | None], ...] = ()
    texts: tuple[Citation, ...] = ()
    review: str = ""
    words: Mapping[str, str] = field(factory=dict)


@frozen
class Instead:
    """Facts that are otherwise than the case says, and the answers that would give."""

    turned: tuple[Turned, ...]
    outcomes: tuple[Entry, ...]


@frozen
class Opening:
    """Facts that, were they otherwise, would open an answer."""

    turned: tuple[Turned, ...]


@frozen
class Passing:
    """A day on which answers change by themselves, and what they then are."""

    day: date
    outcomes: tuple[Entry, ...]


@frozen
class Why:
    """Why a day changes an answer: a parameter, a rule or a fact."""

    id: str
    member: str | None


@frozen
class Grows:
    """An amount as a number grows; `at` is what the number is."""

    term: str
    member: str | None
    fact: tuple[str, str | None]
    at: Fraction


@frozen
class Bend:
    """A stretch of the number; `before` is what the amount was just before it, `last` marks the stretch without end."""

    term: str
    member: str | None
    fact: tuple[str, str | None]
    piece: Piece
    before: Fraction | None
    last: bool


@frozen
class Others:
    """Assessments and powers: a matter for those who decide them."""

    keys: tuple[tuple[str, str | None], ...]


@frozen
class LooksAhead:
    """The last day looked at."""

    until: date


What = (
    Outcome
    | NotReady
    | NotReckoned
    | Concluded
    | Checked
    | Presumed
    | FactKnown
    | Beside
    | Vouched
    | ListKnown
    | Waiting
    | Asking
    | Lacking
    | SameAs
    | Follows
    | Discretionary
    | Considered
    | Limited
    | Said
    | Duty
    | Fulfils
    | Missing
    | ReadAs
    | Unmodelled
    | LeftOut
    | ParameterRead
    | Notice
    | Recorded
    | Instead
    | Opening
    | Passing
    | Why
    | Grows
    | Bend
    | Others
    | LooksAhead
    | Sorted
    | NotGranted
    | None
)


@frozen
class Entry:
    """One thing to say. `kind` names the template; `step` is its identity, the same for every reader and language.

    `days` is the stretch of the decision's period it holds for; `None` when that is the whole.
    `within` are the steps told in the same breath, for a reader who is read to; one that is `silent` adds no words,
    since another line of the page has said it.
    """

    kind: str
    step: str
    what: What = None
    basis: tuple[Citation, ...] = ()
    level: int = 0
    decisive: bool = True
    days: Days | None = None
    within: tuple[Entry, ...] = ()
    silent: bool = False

    @property
    def all(self) -> tuple[Entry, ...]:
        """This entry and every one told in the same breath."""
        found, stack = [], [self]
        while stack:
            here = stack.pop()
            found.append(here)
            stack.extend(reversed(here.within))
        return tuple(found)


@frozen
class Section:
    """The entries of one part. `answer` is the term and member it is about, `None` when it is about all of them.

    `title` is the heading's name where that is not the part's.
    """

    part: str
    entries: tuple[Entry, ...]
    answer: tuple[str, str | None] | None = None
    title: str = ""


@frozen
class Selection:
    """All a reader is told about one decision, in order."""

    reader: str
    period: Days
    home: str
    sections: tuple[Section, ...]
    ids: Mapping[str, str] = field(factory=dict)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry in order, those told in another's breath too."""
        return tuple(it for section in self.sections for entry in section.entries for it in entry.all)
