"""A case: the typed facts, assessments and dates of one matter. Strict readers in `engine.store` make it.

Start reading at `Case`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import Factory, field, frozen

from engine.model.expressions import Value
from engine.model.plain import Plain

Key = tuple[str, str | None]
"""A term's id and the member it is of; `None` for a root entity."""

LETTER_FIELDS = ("recipient", "address", "office", "reference", "caseworker", "responsible", "contact")
"""What a letter may print that no rule reads, in the order the reference tells of it."""


@frozen(eq=False, repr=False)
class Origin(Plain):
    """Who vouches for a fact, since when, on which document. All texts; none is required."""

    by: str = ""
    at: str = ""
    document: str = ""
    basis: str = ""


@frozen(eq=False, repr=False)
class Statement(Plain):
    """What the case says of one fact in one stretch of days, both included (`None`: without end).

    `state` is `known` (then `value` is set), `unknown` (asked and unknown) or `not_shown`
    (recorded as not shown: the value `no` with that origin). A day no statement reaches is *not asked*.
    `withheld` is the provision by which the party may not see it; empty for what the party may see. It decides nothing.
    """

    state: str
    value: Value | None = None
    first: date | None = None
    last: date | None = None
    origin: Origin = Origin()
    withheld: str = ""


@frozen(eq=False, repr=False)
class Assessment(Plain):
    """A person's answer where the law asks for discretion, or the recorded use of a power.

    `state` is `given` or `unknown` (asked, and nobody can say). For a power `used` says whether it was used and
    `value` what was set. `considered` maps each consideration to what was found; `relied_on` names those relied on
    beyond these. `first` and `last` bound the days it speaks of (`None`: all).
    """

    state: str = "given"
    value: Value | None = None
    used: bool | None = None
    considered: Mapping[str, str] = Factory(dict)
    relied_on: tuple[str, ...] = ()
    reasons: str = ""
    departure: str = ""
    by: str = ""
    role: str = ""
    at: str = ""
    first: date | None = None
    last: date | None = None
    complete: bool = False
    """Taken as complete in form, with a reason for any departure (the short form in a `case` block); bounds and doors
    still apply."""


@frozen(eq=False, repr=False)
class Members(Plain):
    """The members of one list of one owner, by id, and whether there are no others."""

    ids: tuple[str, ...] = ()
    complete: bool = False


@frozen(eq=False, repr=False)
class Case(Plain):
    """One matter on a day, or over a period (`last` set, both days included).

    `facts`, `assessments` and `lists` are keyed by (id, member). Statements of one fact never overlap in days.
    `decided_on` is the day the decision is made, `None` when not given. `requested` are term ids.
    """

    day: date
    last: date | None = None
    decided_on: date | None = None
    facts: Mapping[Key, tuple[Statement, ...]] = Factory(dict)
    assessments: Mapping[Key, tuple[Assessment, ...]] = Factory(dict)
    lists: Mapping[Key, Members] = Factory(dict)
    requested: tuple[str, ...] = ()
    letter: Mapping[str, str] = Factory(dict)
    """What a letter prints and no rule reads: whom it is to, its reference, who signs. Not part of any record."""


@frozen(eq=False, repr=False)
class Options(Plain):
    """How a run reads the policy: knowledge date, readings chosen, and dates supposed for adopted law."""

    known_on: date | None = None
    readings: Mapping[str, str] = field(factory=dict)
    supposed: Mapping[str, date] = field(factory=dict)
