"""What comes out: a decision, its answers per stretch of days, and its derivation on demand.

The evaluator keeps flat data; the values here are views made from it when somebody asks.
`explain`, the record and the surfaces read only this module. Start reading at `Decision`.

How a value shows: a settled yes/no is `True`/`False`; a number a `Fraction` in the unit of its type; a date,
a text or a choice themselves; an action's effect `must`, `may`, `must_not` or `none`. Open is always `None`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import field, frozen

from engine.model.case import Assessment, Case, Options, Statement
from engine.model.citations import Basis
from engine.model.expressions import Expression, Value
from engine.model.plain import Plain


@frozen(order=True)
class Wait:
    """One thing an open step waits for.

    What a person can close: `fact` (not asked), `list` (incomplete), `assessment` (not given, or `detail` says what
    is missing from it), `use` (nobody has recorded whether a power is used).
    What was asked and cannot be said: `unknown`.
    What no fact can close (a *fault*): `gap`, `left_open` (left to a body whose rule is not here), `conflict`,
    `unverified`, `no_value`, `not_formalised`, `division_by_zero`, `empty_list`, `out_of_range`, `not_applicable`,
    `not_open`, `outside_coverage`, `not_begun`, `backwards`.

    `id` is the term, list, parameter, source or provision; `member` whose it is (`""` for a root entity);
    `day` the day it was needed on (an ISO date) where that is not the day asked about, or where the fault is about a
    day; `rules` the rules in conflict, or considered in a gap.
    """

    kind: str
    id: str
    member: str = ""
    detail: str = ""
    day: str = ""
    rules: tuple[str, ...] = ()

    @property
    def is_fault(self) -> bool:
        return self.kind not in CLOSABLE and self.kind != "unknown"


CLOSABLE = ("fact", "list", "assessment", "use")
"""The kinds of waiting a person can end."""


@frozen(eq=False, repr=False)
class ConditionStep(Plain):
    """One expression with the value it had: a condition, a comparison, an amount, a literal.

    `parts` are the steps of its operands. A `Read` has `term` or `parameter` set and no parts:
    follow it with `Derivation.term` / `.parameter`. For quantifiers `parts` are the members' steps, in order of id.
    """

    expression: Expression
    value: Value | None
    decisive: bool
    parts: tuple[ConditionStep, ...] = ()
    member: str | None = None
    reads: TermStep | None = None
    parameter: ParameterStep | None = None
    otherwise: tuple[RuleStep, ...] = ()
    """For `what otherwise applies`: the targets it was taken from."""


@frozen(eq=False, repr=False)
class ParameterStep(Plain):
    """A parameter as read on a day: the row that counted, or `None` when none did."""

    id: str
    day: date
    value: Value | None
    first: date | None
    last: date | None
    known: date | None
    basis: tuple[Basis, ...]
    decisive: bool


@frozen(eq=False, repr=False)
class RuleStep(Plain):
    """A rule on a day: whether it stands, why, and which exceptions were considered.

    `in_force` is `None` where its source does not cover the day or its `read on` date is open.
    `standing` is `True`, `False` or `None`; `set_aside_by` the ids of standing rules that made it fall.
    `value` is what it concludes, when its conclusion has a value. `binding` marks the ceiling or floor that decided.
    `basis` are the citations right on the day it was read.
    """

    id: str
    member: str | None
    in_force: bool | None
    condition: ConditionStep
    standing: bool | None
    decisive: bool
    value: Value | None = None
    value_step: ConditionStep | None = None
    binding: bool = False
    basis: tuple[Basis, ...] = ()
    exceptions: tuple[RuleStep, ...] = ()
    set_aside_by: tuple[str, ...] = ()
    presumed: bool = False
    """A presumption that stands because its counter-fact was not shown."""


@frozen(eq=False, repr=False)
class TermStep(Plain):
    """A term on a day: its value, and where it came from.

    Facts have `statements` (with origin); discretions and powers `assessments` and `lacks` (what an assessment is
    missing: `reasons`, `role`, `departure`, `consideration NAME`, `forbidden NAME`, `at_least`, `at_most`), and
    `door` (whether `opens when` was met). Concluded terms have `rules`.
    `otherwise_not_formalised` are the citations whose absence holds it open.
    """

    id: str
    member: str | None
    value: Value | None
    decisive: bool
    rules: tuple[RuleStep, ...] = ()
    statements: tuple[Statement, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    lacks: tuple[str, ...] = ()
    door: ConditionStep | None = None
    applies: ConditionStep | None = None
    amount: Value | None = None
    """For a power with a unit: what the person set, when it was used."""
    used: bool | None = None
    day: date | None = None


@frozen(eq=False, repr=False)
class Segment(Plain):
    """A longest run of days, both included, with the same value, decisive grounds and waits.

    `grounds` are the decisive rules, as (rule id, member, standing), in the order of the law.
    `waits` is empty exactly when the value is settled. `derivation()` gives the tree for its first day; where a chain
    of terms is deeper than one tree unfolds (a concluded term without rules), `derivation(term, member)` goes on.
    """

    first: date
    last: date
    value: Value | None
    grounds: tuple[tuple[str, str | None, bool | None], ...]
    waits: tuple[Wait, ...]
    derivation: Callable[..., TermStep] = field(eq=False, repr=False)

    @property
    def is_open(self) -> bool:
        return self.value is None


@frozen(eq=False, repr=False)
class Answer(Plain):
    """What a requested term came to: one term (of one member), in segments that cover the period without holes."""

    term: str
    member: str | None
    segments: tuple[Segment, ...]


@frozen(eq=False, repr=False)
class DutyState(Plain):
    """A duty that concerns the decision: whether it has arisen (`None`: open) and whether it is fulfilled.

    `missing` is what would fulfil it: (term id or part name, member).
    """

    term: str
    member: str | None
    arisen: bool | None
    fulfilled: bool
    before: tuple[str, ...]
    missing: tuple[tuple[str, str | None], ...] = ()
    derivation: Callable[[], TermStep] | None = field(default=None, eq=False, repr=False)


@frozen(eq=False, repr=False)
class AssessmentState(Plain):
    """An assessment the case holds: `state` is `counts`, `incomplete`, `refused` (out of bounds) or `not_used`."""

    term: str
    member: str | None
    state: str
    lacks: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Decision(Plain):
    """The engine's result for one case: a value, and the same bytes for the same policy, case and date.

    `ready` is false when a duty that is due before the decision has arisen and is not fulfilled.
    `dates` are the dates read: `the day`, `decided on`, and each `read on` date, by rule or term id.
    `readings` are the interpretations relied on, with the reading chosen; `not_formalised` what was met on the way
    and has no rule, as indexes into `policy.not_formalised`; `parameters` each value read.
    `notices` are facts about the run the reader must see first: supposed commencement, a value adopted after the
    decision date, a value not read in the official text; as (kind, id, detail).
    """

    case: Case
    options: Options
    policy_digest: str
    answers: tuple[Answer, ...]
    duties: tuple[DutyState, ...] = ()
    assessments: tuple[AssessmentState, ...] = ()
    dates: Mapping[str, date] = field(factory=dict)
    readings: Mapping[str, str] = field(factory=dict)
    not_formalised: tuple[int, ...] = ()
    parameters: tuple[ParameterStep, ...] = ()
    notices: tuple[tuple[str, str, str], ...] = ()
    facts: tuple[tuple[str, str | None, bool], ...] = ()
    """Every fact, discretion and power looked at for the answers: (term id, member, whether it was decisive)."""
    parts_required: tuple[tuple[str, str], ...] = ()
    """Letter parts demanded of this decision: (part id, duty id)."""

    @property
    def ready(self) -> bool:
        return not any(duty.arisen and not duty.fulfilled for duty in self.duties)

    @property
    def has_fault(self) -> bool:
        """Whether a requested term waits for something no fact can close."""
        return any(wait.is_fault for answer in self.answers for segment in answer.segments for wait in segment.waits)
