"""The resolved policy: the one typed plan that every executor runs.

It is data: every name is bound to an id, every shorthand expanded, every citation a value. `resolve` makes it,
`graph` and `analysis` judge it, `evaluate`, columns, SQL and solver run it.

Ids are `source.name` (`sosialtjenesteloven.need`). Maps keep the order of the source texts for display only:
order never means anything.

What `resolve` has already done when a `Policy` exists:
- `when C unless D` is one condition `C and not D`; a rule without `when` has the literal yes.
- `to TERM` and `to rules of ADDRESS except …` are lists of rule ids; `targets_written` keeps the author's words.
- `A precedes B` has made A an exception to B as well.
- `duty x … arises when C` has made a rule named `x` whose conclusion is `must x` on the duty's own basis.
- a `table` is an amount with one rule per row.
- a rule inherits `read on` from the term it concludes when it has none itself.
- `holds` and `has` are one conclusion kind, `holds`.
Start reading at `Policy`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import Factory, field, frozen

from engine.model.citations import Basis, Citation
from engine.model.expressions import YES, Expression, Value
from engine.model.plain import Plain
from engine.model.units import Type
from engine.source import NOWHERE, Span

Phrases = Mapping[str, str]
"""Words for readers by language (`nb`, `nn`, `en`). A missing language is reported by `check`, never made up."""


@frozen(eq=False, repr=False)
class Period(Plain):
    """Days from `first` to `last`, both included; `None` is without end on that side.

    >>> Period(date(2024, 1, 1), date(2024, 1, 31)).holds(date(2024, 1, 31))
    True
    """

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: Period) -> bool:
        return (self.first is None or other.last is None or self.first <= other.last) and (
            other.first is None or self.last is None or other.first <= self.last
        )


@frozen(eq=False, repr=False)
class Declared(Plain):
    """What every declaration has: an id, its name in the rule file, where it stands, and words for readers."""

    id: str
    name: str
    source: str
    span: Span = field(kw_only=True, default=NOWHERE, eq=False, repr=False)
    labels: Phrases = field(kw_only=True, factory=dict)


@frozen(eq=False, repr=False)
class Source(Declared):
    """An act, regulation, circular, local rule text or practice that rule files formalise.

    `kind` is `act`, `regulation`, `circular`, `local` or `practice`; `document` its identifier (`LOV-2009-12-18-131`).
    `covers` are the days for which we have formalised it: outside them everything from it is a fault.
    `once_commenced`: adopted without a date in force; out of force unless a run supposes a date. What it `replaces`
    is out of force from that day.
    """

    kind: str
    document: str
    under: tuple[Basis, ...] = ()
    covers: Period = Period()
    once_commenced: bool = False
    uses: tuple[str, ...] = ()
    replaces: str = ""


@frozen(eq=False, repr=False)
class Entity(Declared):
    """Somebody or something facts are about. A root entity has one instance; a member entity has those in lists."""

    is_member: bool = False
    is_decision_kind: bool = False
    basis: tuple[Basis, ...] = ()


@frozen(eq=False, repr=False)
class EntityList(Declared):
    """`list children of applicant : child`: a set of members keyed by id, complete or not."""

    owner: str
    member: str
    basis: tuple[Basis, ...] = ()


@frozen(eq=False, repr=False)
class Consideration(Plain):
    """Something an assessment must, may or must not rest on. `kind` is `must`, `may` or `must_not`."""

    name: str
    kind: str
    basis: tuple[Basis, ...]
    labels: Phrases = field(factory=dict)
    term: str | None = None
    """The id of the fact of the same name, when there is one."""


@frozen(eq=False, repr=False)
class Bound(Plain):
    """A limit on an assessment, or what guidance recommends: `kind` is `at_least`, `at_most` or `recommends`."""

    kind: str
    value: Expression
    basis: tuple[Basis, ...]


@frozen(eq=False, repr=False)
class DiscretionClauses(Plain):
    """What the law says about an assessment; on a `discretion`, and on a power that a person uses.

    `kind` is `standard` (a legal standard, reviewed in full), `free`, or `""`. `opens_when` is `None` when always open.
    `review_in` is the review limit by language, where it is written in several.
    """

    kind: str = ""
    authority: str = ""
    opens_when: Expression | None = None
    considerations: tuple[Consideration, ...] = ()
    bounds: tuple[Bound, ...] = ()
    reasons_required: tuple[Basis, ...] = ()
    review: str = ""
    review_basis: tuple[Basis, ...] = ()
    review_in: Mapping[str, str] = Factory(dict)


@frozen(eq=False, repr=False)
class Fulfilment(Plain):
    """What fulfils a duty: a term (of every member of a list, when `list` is set), or a part of the letter."""

    term: str = ""
    owner: str | None = None
    list: str = ""
    variable: str = ""
    where: Expression = YES
    part: str = ""


@frozen(eq=False, repr=False)
class DutyClauses(Plain):
    """`fulfilled by …` and `due before …`: `before` holds `decision` or ids of terms."""

    fulfilled_by: tuple[Fulfilment, ...] = ()
    before: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Term(Declared):
    """A named thing that has a value on each day: given (fact, discretion) or concluded by rules.

    `kind`: `fact`, `term`, `amount`, `right`, `action`, `duty`, `power`, `prohibition`, `guidance`, `discretion`.
    `entity` is the id of the entity it is of; `body` the id of the entity bound by an action, or `""`.
    An action with a unit (`power p … : money per month`) has `effect` as `type` and the unit's type in `amount_type`.
    `varies_by` is `""`, `day`, `month` or `calendar_year`.
    `quiet` says how much structure an explanation shows: `as_one` (it, and not what is below it), `through` (what is
    below it, and not it), or `""`. `cannot_change` marks a fact nobody can affect, such as where a person was born.
    """

    kind: str
    entity: str
    type: Type
    basis: tuple[Basis, ...] = ()
    body: str = ""
    amount_type: Type | None = None
    met: Phrases = field(factory=dict)
    not_met: Phrases = field(factory=dict)
    ask: Phrases = field(factory=dict)
    applies_when: Expression | None = None
    varies_by: str = ""
    held_by: tuple[str, ...] = ()
    range: tuple[Expression, Expression] | None = None
    validity: Period = Period()
    decided_as: str = ""
    decided_as_basis: tuple[Basis, ...] = ()
    left_to: str = ""
    left_to_basis: tuple[Basis, ...] = ()
    discretion: DiscretionClauses | None = None
    duty: DutyClauses | None = None
    formerly: tuple[str, ...] = ()
    is_table: bool = False
    quiet: str = ""
    cannot_change: bool = False

    @property
    def is_given(self) -> bool:
        """Whether its value comes from the case and never from rules."""
        return self.kind in ("fact", "discretion")

    @property
    def is_action(self) -> bool:
        return self.type.kind == "effect"


@frozen(eq=False, repr=False)
class ParameterValue(Plain):
    """One row of a history: a value with effect from `first` (to `last`), known since `known` (`first` if absent).

    `value` is `None` for `unverified`. `reported` says where the value was read when that was not the official text,
    `reported_in` the same by language, where it is written in several; a decision that uses such a value says so.
    """

    first: date
    last: date | None
    value: Value | None
    known: date | None = None
    basis: tuple[Basis, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False)
    reported: str = ""
    reported_in: Phrases = Factory(dict)

    @property
    def known_on(self) -> date:
        return self.known or self.first


@frozen(eq=False, repr=False)
class Parameter(Declared):
    """A value with a history, such as the basic amount. `renewed` is (month, day) or `None`."""

    type: Type
    values: tuple[ParameterValue, ...]
    renewed: tuple[int, int] | None = None
    basis: tuple[Basis, ...] = ()


@frozen(eq=False, repr=False)
class Conclusion(Plain):
    """What follows: `kind` is `is`, `at_most`, `at_least`, `holds`, `must`, `may`, `must_not`, `should`.

    `value` is set for the first three. `body` is the name of the body bound, for actions.
    """

    kind: str
    term: str
    value: Expression | None = None


@frozen(eq=False, repr=False)
class Rule(Declared):
    """If these conditions, then this follows. An exception has targets; a presumption has `unless_shown`.

    `kind` is `rule`, `exception` or `presumption`. `subject` is the entity bare names are of.
    A rule stands when it is in force, its condition is met, and every exception to it falls.
    `validity` and parameters are read on `read_on` where it is set, else on the day.
    `reading` is (interpretation id, reading name): the rule exists only when that reading is chosen.
    """

    kind: str
    subject: str
    basis: tuple[Basis, ...]
    conclusion: Conclusion | None
    condition: Expression = YES
    validity: Period = Period()
    once_commenced: bool = False
    targets: tuple[str, ...] = ()
    targets_written: tuple[str, ...] = ()
    read_on: Expression | None = None
    reading: tuple[str, str] | None = None
    unless_shown: tuple[str, str | None] | None = None
    """The counter-fact of a presumption: term id and owner."""
    shown_by: str = ""
    precedence_basis: tuple[Basis, ...] = ()
    quiet: str = ""
    """As on a term."""


@frozen(eq=False, repr=False)
class Reading(Plain):
    """One named way to read a provision, with reasons. Each `…_in` is that text by language, where it has several."""

    name: str
    text: str
    because: str
    source: str = ""
    text_in: Mapping[str, str] = Factory(dict)
    because_in: Mapping[str, str] = Factory(dict)
    source_in: Mapping[str, str] = Factory(dict)


@frozen(eq=False, repr=False)
class Interpretation(Declared):
    """A doubt about a provision: its readings, and the one chosen."""

    of: Citation
    readings: tuple[Reading, ...]
    chosen: str


@frozen(eq=False, repr=False)
class NotFormalised(Plain):
    """A provision we have not modelled: the terms it affects are open where the condition is met.

    `because_in` is the reason by language, where it is written in several.
    """

    citation: Citation
    source: str
    affects: tuple[str, ...]
    condition: Expression
    because: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)
    because_in: Mapping[str, str] = Factory(dict)


@frozen(eq=False, repr=False)
class FreeDay(Plain):
    """A free day: `kind` is `weekday` (Monday is 0), `fixed` (month, day) or `easter` (offset in days)."""

    kind: str
    a: int
    b: int = 0


@frozen(eq=False, repr=False)
class Calendar(Declared):
    """Which days are free, so that a deadline moves past them."""

    basis: tuple[Basis, ...]
    free: tuple[FreeDay, ...]


@frozen(eq=False, repr=False)
class LetterPart(Declared):
    """A part of the decision letter that a provision demands."""

    basis: tuple[Basis, ...]


@frozen(eq=False, repr=False)
class Service(Declared):
    """What a person may ask for: a plain name (`labels`), and the ids of the terms asked for, the main one first.

    `described` is one line on what it is; `described_in` is that line by language, where it is written in several.
    """

    asks: tuple[str, ...]
    basis: tuple[Basis, ...]
    described: str = ""
    described_in: Phrases = field(factory=dict)


@frozen(eq=False, repr=False)
class ProvisionStatus(Plain):
    """What we say of a provision we have no rule for: `kind` is `defines`, `out_of_scope`, or `organisational`."""

    citation: Citation
    source: str
    kind: str
    because: str = ""
    span: Span = field(default=NOWHERE, eq=False, repr=False)
    because_in: Mapping[str, str] = Factory(dict)


@frozen(eq=False, repr=False)
class Property(Plain):
    """Something claimed of all cases in which `condition` is met, proved or refuted by `verify`.

    `kind`: `always` says that `claim` is met; `no_rise`, `no_fall` and `same` how the value `claim` moves when the fact
    `varied` alone does (rises, rises, is another); `no_jump` that it moves by at most `limit` when that fact rises by
    `step`. A fact of members rises for none or some of them, and falls for none.
    """

    name: str
    source: str
    kind: str
    claim: Expression
    basis: tuple[Basis, ...] = ()
    condition: Expression = YES
    varied: str = ""
    limit: Fraction | None = None
    step: Fraction | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(eq=False, repr=False)
class Expectation(Plain):
    """What a case expects of one term in a period: a value, `met`, `not_met`, `open`, or an effect.

    `digits` is set for `649.07…`: the exact value begins with these digits.
    `waits_for` names facts, assessments or terms that must be among what it waits for.
    """

    term: str
    member: str | None
    outcome: str
    value: Value | None = None
    digits: str = ""
    period: Period | None = None
    waits_for: tuple[tuple[str, str | None], ...] = ()
    by: tuple[Citation, ...] = ()
    not_by: tuple[Citation, ...] = ()
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(eq=False, repr=False)
class GivenFact(Plain):
    """A fact or assessment a case gives: `state` is `known` or `unknown`; dated or not.

    For a list, `members` are its ids and `complete` says whether there are no others.
    `assessment` marks the short form of an assessment: the answer, taken as complete in every consideration.
    """

    term: str
    member: str | None
    state: str
    value: Value | None = None
    period: Period = Period()
    members: tuple[str, ...] | None = None
    complete: bool = False
    used: bool | None = None
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(eq=False, repr=False)
class CaseExample(Plain):
    """A `case` block: what the law should say, kept beside the law."""

    name: str
    source: str
    day: date
    last: date | None
    known_on: date | None
    given: tuple[GivenFact, ...]
    expected: tuple[Expectation, ...]
    readings: Mapping[str, str] = field(factory=dict)
    supposed: Mapping[str, date] = field(factory=dict)
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(slots=False, eq=False)
class Policy:
    """Our reading of some provisions, bound and typed; never called "the law".

    All maps are by id. `files` maps each file name to the sha256 of its bytes. Compared by identity;
    `engine.model.serialise.digest` is the hash of what it means.
    """

    sources: Mapping[str, Source] = Factory(dict)
    entities: Mapping[str, Entity] = Factory(dict)
    lists: Mapping[str, EntityList] = Factory(dict)
    units: Mapping[str, Declared] = Factory(dict)
    terms: Mapping[str, Term] = Factory(dict)
    parameters: Mapping[str, Parameter] = Factory(dict)
    rules: Mapping[str, Rule] = Factory(dict)
    interpretations: Mapping[str, Interpretation] = Factory(dict)
    calendars: Mapping[str, Calendar] = Factory(dict)
    parts: Mapping[str, LetterPart] = Factory(dict)
    services: Mapping[str, Service] = Factory(dict)
    not_formalised: tuple[NotFormalised, ...] = ()
    statuses: tuple[ProvisionStatus, ...] = ()
    properties: tuple[Property, ...] = ()
    cases: tuple[CaseExample, ...] = ()
    files: Mapping[str, str] = Factory(dict)
