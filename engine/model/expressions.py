"""What rules compute: a typed tree of frozen values, every name bound.

Operators of one level are one flat node (`a + b + c` is one `Sum`). Every node knows its type and span.
`semantics` in one line: a node is settled or `OPEN`; an open operand leaves arithmetic open, and
`And`, `Or`, `Not`, `Any`, `Every` are strong Kleene.

Who a name is about is settled here too. `owner` in `Read` is
  `None`    the one instance of a root entity (the applicant), or a parameter, which has no owner;
  `"it"`    the member the rule itself is about, when its subject is a member entity (the child);
  a name    the variable bound by the quantifier around it (`any c in children where age of c < 18 years`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from engine.model.citations import Basis
from engine.model.plain import Plain
from engine.model.units import DATE, YES_NO, Type
from engine.source import NOWHERE, Span

Value = bool | Fraction | date | str
"""A settled value: yes/no, a number in the type's unit, a date, a word. Open is `None`."""


@frozen(eq=False, repr=False)
class Expression(Plain):
    """Any node. `type` says what it gives; `span` is where the author wrote it."""

    type: Type = field(kw_only=True)
    span: Span = field(kw_only=True, default=NOWHERE, eq=False, repr=False)


@frozen(eq=False, repr=False)
class Literal(Expression):
    value: Value


@frozen(eq=False, repr=False)
class Read(Expression):
    """The value of a term (fact, amount, right, discretion, power …) of its owner, on the day."""

    term: str
    owner: str | None = None


@frozen(eq=False, repr=False)
class ReadParameter(Expression):
    """The value of a parameter on the day (or on the rule's `read on` date)."""

    parameter: str


@frozen(eq=False, repr=False)
class Used(Expression):
    """`used P`: the power stands and a person has recorded its use."""

    term: str
    owner: str | None = None


@frozen(eq=False, repr=False)
class Otherwise(Expression):
    """`what otherwise applies`: what the exception's targets would give if it were not there."""


@frozen(eq=False, repr=False)
class TheDay(Expression):
    """The day asked about."""

    type: Type = field(kw_only=True, default=DATE)


@frozen(eq=False, repr=False)
class And(Expression):
    parts: tuple[Expression, ...]
    type: Type = field(kw_only=True, default=YES_NO)


@frozen(eq=False, repr=False)
class Or(Expression):
    parts: tuple[Expression, ...]
    type: Type = field(kw_only=True, default=YES_NO)


@frozen(eq=False, repr=False)
class Not(Expression):
    part: Expression
    type: Type = field(kw_only=True, default=YES_NO)


@frozen(eq=False, repr=False)
class Compare(Expression):
    """`left op right`; `op` is one of `<`, `<=`, `=`, `!=`, `>=`, `>`. Both sides have one unit."""

    op: str
    left: Expression
    right: Expression
    type: Type = field(kw_only=True, default=YES_NO)


@frozen(eq=False, repr=False)
class Between(Expression):
    """`part in low to high`, both ends included."""

    part: Expression
    low: Expression
    high: Expression
    type: Type = field(kw_only=True, default=YES_NO)


@frozen(eq=False, repr=False)
class Sum(Expression):
    """Parts added, each with its sign (`+1`, or `-1` for `less` and minus)."""

    parts: tuple[Expression, ...]
    signs: tuple[int, ...]


@frozen(eq=False, repr=False)
class Product(Expression):
    """Factors multiplied; `75 % of x` and `2/3 of x` are products too."""

    parts: tuple[Expression, ...]


@frozen(eq=False, repr=False)
class Quotient(Expression):
    """`left / right`; a divisor of zero is a fault."""

    left: Expression
    right: Expression


@frozen(eq=False, repr=False)
class Lesser(Expression):
    """`the lesser of …`, and `but at most` (where `limit` is true: the last part is the limit)."""

    parts: tuple[Expression, ...]
    limit: bool = False


@frozen(eq=False, repr=False)
class Greater(Expression):
    """`the greater of …`, and `but at least` (where `limit` is true: the last part is the limit)."""

    parts: tuple[Expression, ...]
    limit: bool = False


@frozen(eq=False, repr=False)
class Rounded(Expression):
    """`part rounded DIRECTION to the nearest STEP TIE basis …`.

    `direction` is `down`, `up` or `nearest`; `step` a positive literal in the part's unit;
    `tie` is `half_up`, `half_down`, `half_even`, or `""` for `down` and `up`. Halves go by magnitude: half up is
    away from zero, half down towards zero. Down is towards minus infinity, up towards plus infinity.
    """

    part: Expression
    direction: str
    step: Fraction
    tie: str
    basis: tuple[Basis, ...]


@frozen(eq=False, repr=False)
class If(Expression):
    condition: Expression
    then: Expression
    otherwise: Expression


@frozen(eq=False, repr=False)
class Quantified(Expression):
    """Over the members of a list: `kind` is `any`, `every`, `count`, `sum`, `least`, `greatest`.

    `list` is the list's id, `list_owner` whose list it is (as `owner` in `Read`). `where` says which members;
    it is the literal yes when the author gave none. `body` is the expression summed or compared, for `sum`,
    `least` and `greatest`; for the others it is `None`: `any` and `every` ask `where` itself.
    """

    kind: str
    variable: str
    list: str
    list_owner: str | None
    where: Expression
    body: Expression | None


@frozen(eq=False, repr=False)
class DaysWhere(Expression):
    """`days from (FIRST to LAST where C)`: how many days it held, both ends included. Pure number."""

    first: Expression
    last: Expression
    where: Expression


@frozen(eq=False, repr=False)
class SumOverDays(Expression):
    """`sum of (BODY over days from FIRST to LAST where C)`; `where` is the literal yes when none is given."""

    body: Expression
    first: Expression
    last: Expression
    where: Expression


@frozen(eq=False, repr=False)
class DayBegan(Expression):
    """`the day … began (C)`: the first day of the unbroken run of days with C that includes the day.

    A fault where C is unmet on the day.
    """

    where: Expression
    type: Type = field(kw_only=True, default=DATE)


@frozen(eq=False, repr=False)
class OnDay(Expression):
    """`part on DATE`: the value of a term, parameter or dated fact on another day."""

    part: Expression
    day: Expression


@frozen(eq=False, repr=False)
class Shifted(Expression):
    """`N months after D`, `N weeks before D`: `unit` is year, month, week or day; `count` is negative for before.

    Months and years keep the day number, or take the month's last day. Source: domstolloven § 148.
    """

    count: int
    unit: str
    day: Expression
    type: Type = field(kw_only=True, default=DATE)


@frozen(eq=False, repr=False)
class FullPeriods(Expression):
    """`full years from A to B`: birthdays reached, the birthday included; `unit` is year, month, week or day.

    One born on 29 February reaches the birthday on 1 March in other years. Negative when B is before A is a fault.
    """

    unit: str
    first: Expression
    last: Expression


@frozen(eq=False, repr=False)
class YearOf(Expression):
    """`the year of D`, as a pure number."""

    day: Expression


@frozen(eq=False, repr=False)
class FirstOfYear(Expression):
    """`the first day of the year of D`."""

    day: Expression
    type: Type = field(kw_only=True, default=DATE)


@frozen(eq=False, repr=False)
class Moved(Expression):
    """`D moved to next CALENDAR`: the same day if it is no free day, else the next that is not."""

    day: Expression
    calendar: str
    type: Type = field(kw_only=True, default=DATE)


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside a node, in the order they are written."""
    match node:
        case And(parts=parts) | Or(parts=parts) | Sum(parts=parts) | Product(parts=parts):
            return parts
        case Lesser(parts=parts) | Greater(parts=parts):
            return parts
        case Not(part=part) | Rounded(part=part):
            return (part,)
        case Compare(left=left, right=right) | Quotient(left=left, right=right):
            return (left, right)
        case Between(part=part, low=low, high=high):
            return (part, low, high)
        case If(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Quantified(where=where, body=body):
            return (where,) if body is None else (where, body)
        case DaysWhere(first=first, last=last, where=where):
            return (first, last, where)
        case SumOverDays(body=body, first=first, last=last, where=where):
            return (body, first, last, where)
        case DayBegan(where=where):
            return (where,)
        case OnDay(part=part, day=day):
            return (part, day)
        case Shifted(day=day) | YearOf(day=day) | FirstOfYear(day=day) | Moved(day=day):
            return (day,)
        case FullPeriods(first=first, last=last):
            return (first, last)
        case _:
            return ()


def walk(node: Expression) -> Iterator[Expression]:
    """The node and everything inside it, outermost first, in written order; never recursive."""
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(children(here)))


def terms_read(expression: Expression) -> set[str]:
    """The terms an expression reads directly, on whatever day."""
    return {node.term for node in walk(expression) if isinstance(node, Read | Used)}


YES = Literal(True, type=YES_NO)
"""The condition of a rule without `when`."""
