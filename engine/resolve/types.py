"""Types as rule files write them, and what may meet what.

A literal in kr without a period is *loose*: it takes the period of what it meets. `LOOSE` is its type until then;
a policy never holds it. Start reading at `meet`.
"""

from __future__ import annotations

from functools import cache

from attrs import evolve

from engine.diagnostics import Code, Note
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.units import DATE, KR, NUMBER, PERCENT, PURE, TEXT, YES_NO, Type, Unit
from engine.resolve.clauses import labels
from engine.resolve.draft import Scope
from engine.resolve.names import refuse_reserved
from engine.source import Span
from engine.syntax.hints import meant
from engine.syntax.nodes import Name, TypeName
from engine.syntax.tables import keywords

TYPES_DIFFER = Code(
    "R201", "types-differ", "two things meet that are counted in different units or are of different kinds"
)
UNKNOWN_UNIT = Code("R206", "unknown-unit", "a unit is used that nobody has declared")

BASE_UNITS = ("year", "month", "week", "day", "hour")
_TYPES = ("MONEY", "DATE_TYPE", "NUMBER_TYPE", "PERCENT_TYPE", "TEXT_TYPE")
LOOSE = Type("number", Unit((("kr", 1), ("per …", 0))))

_PLAIN = {"yes_no": YES_NO, "date": DATE, "number": NUMBER, "percent": PERCENT, "text": TEXT}


def bind_type(written: TypeName, scope: Scope) -> Type | None:
    """The type an author wrote, or `None` after saying that its unit is unknown."""
    if written.kind == "choice":
        called = {
            name.text: labels(phrases, scope)
            for name, phrases in zip(written.choices, written.words, strict=True)
            if phrases
        }
        return Type("choice", choices=tuple(_choice(name, scope) for name in written.choices), words=called)
    if written.kind in _PLAIN:
        return _PLAIN[written.kind]
    unit = bind_unit(written.unit, written.per, scope, written.span)
    return None if unit is None else Type("number", unit)


def _choice(name: Name, scope: Scope) -> str:
    if refused := refuse_reserved(name):
        scope.pass_on(refused)
    return name.text


def bind_unit(unit: str, per: str, scope: Scope, span: Span) -> Unit | None:
    """`kr` per `month`, as a unit; a name must be a declared unit."""
    for name in (unit, per):
        if name and name != "kr" and name not in BASE_UNITS and not _is_declared(name, scope):
            _say_unknown(name, scope, span)
            return None
    return combined(unit, per)


@cache
def combined(unit: str, per: str) -> Unit:
    top = Unit.of(**{unit: 1}) if unit else PURE
    return top / Unit.of(**{per: 1}) if per else top


def _is_declared(name: str, scope: Scope) -> bool:
    return any(entry.kind == "unit" for entry in scope.visible(name))


def _say_unknown(name: str, scope: Scope, span: Span) -> None:
    names = scope.draft.names
    declared = [unit.name for unit in scope.draft.units.values()]
    types = [word for concept in _TYPES for word in keywords()[concept].values()]
    periods = [word for unit in BASE_UNITS for word in _spellings(unit, scope)]
    hint = names.suggest(name, [*periods, *declared, *types])
    hint = hint or meant(name, "en", ("YES_OR_NO", *_TYPES)) or f"declare it: `unit {name}`"
    scope.say(UNKNOWN_UNIT, span, f"unknown unit `{name}`", hint)


def described(type: Type) -> str:
    """A type in plain words, to follow *is*.

    >>> described(Type("number", Unit.of(kr=1, month=-1))), described(Type("number", Unit.of(year=1)))
    ('kr per month', 'a number of years')
    """
    if type.kind == "number":
        return "a percentage" if type.percent else _counted(type.unit)
    if type.kind == "choice":
        return "one of " + ", ".join(type.choices)
    return {"yes_no": "yes or no", "date": "a date", "text": "a text"}.get(type.kind, type.kind)


def _counted(unit: Unit) -> str:
    above = [_power(name, power) for name, power in unit.powers if power > 0]
    below = [_power(name, -power) for name, power in unit.powers if power < 0]
    per = "".join(f" per {name}" for name in below)
    if not above:
        return f"a number{per}"
    if above == ["kr"]:
        return f"kr{per}"
    top = " times ".join(f"{name}s" if name in BASE_UNITS else name for name in above)
    return f"a number of {top}{per}"


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name} to the power of {power}"


def fits(one: Type, other: Type) -> bool:
    """Whether values of two types may be compared, added, or take each other's place."""
    if one.kind != other.kind:
        return False
    return one.choices == other.choices if one.kind == "choice" else one.unit == other.unit


def meet(parts: list[Expression], scope: Scope) -> tuple[list[Expression], Type] | None:
    """Expressions that must be of one type, with loose literals settled, or `None` after saying which differ."""
    firm = next((part for part in parts if part.type is not LOOSE), None)
    if firm is None:
        return parts, LOOSE
    settled = [settle(part, firm.type) for part in parts]
    for part in settled:
        if not fits(firm.type, part.type):
            differ(firm, part, scope)
            return None
    return settled, firm.type


def bare_percentage(part: Expression, type: Type, scope: Scope) -> bool:
    """Says so when a bare number is written where a percentage is meant: `25` is 2500 %, and nobody means that."""
    bare = isinstance(part, x.Literal) and not part.type.percent and part.type == NUMBER and part.value != 0
    if bare and type.percent:
        written = scope.written(part.span)
        scope.say(
            TYPES_DIFFER, part.span, f"`{written}` is a number, and a percentage is needed", f"write `{written} %`"
        )
    return bare and type.percent


def differ(one: Expression, other: Expression, scope: Scope) -> None:
    """Says that two expressions are of different types, in plain words."""
    message = f"{told(one, scope)}, {told(other, scope)}"
    first, second = sorted((one, other), key=lambda part: part.span.start)
    hint = with_unit(one, other.type, scope) or with_unit(other, one.type, scope)
    scope.say(TYPES_DIFFER, second.span, message, hint, [Note(first.span, "the other is here")])


def with_unit(part: Expression, type: Type, scope: Scope) -> str:
    """How a bare number is written in the unit it should have: `write `67 years``."""
    if not isinstance(part, x.Literal) or part.type != NUMBER or type.kind != "number" or type.percent:
        return ""
    powers = dict(type.unit.powers)
    above = [name for name, power in powers.items() if power == 1]
    if len(above) != 1 or any(power not in (1, -1) for power in powers.values()):
        return ""
    below = "".join(f" per {_spellings(name, scope)[0]}" for name, power in powers.items() if power == -1)
    unit = _spellings(above[0], scope)[0 if part.value == 1 else -1]
    return f"write `{scope.written(part.span)} {unit}{below}`"


def _spellings(unit: str, scope: Scope) -> list[str]:
    """How a unit is written in the author's language: one, and several where that is another word."""
    return keywords()[unit.upper()][scope.language].split("|") if unit in BASE_UNITS else [unit]


def told(part: Expression, scope: Scope) -> str:
    """An expression and what it is: "`need` is kr per month"."""
    return f"`{scope.written(part.span)}` is {described(KR_TYPE if part.type is LOOSE else part.type)}"


KR_TYPE = Type("number", KR)


def settle(part: Expression, type: Type) -> Expression:
    """A loose expression in the period it meets; anything else as it is.

    Where the other side is no money, a loose amount is plain kr.
    """
    if part.type is not LOOSE:
        return part
    return _retyped(part, type if type.is_money else KR_TYPE)


def settled(part: Expression) -> Expression:
    """A loose expression that meets nothing is in plain kr."""
    return settle(part, KR_TYPE)


def _retyped(part: Expression, type: Type) -> Expression:
    """The same expression in another unit, wherever it is loose inside."""
    if part.type is not LOOSE:
        return part
    match part:
        case x.Sum(parts=parts) | x.Product(parts=parts) | x.Lesser(parts=parts) | x.Greater(parts=parts):
            return evolve(part, parts=tuple(_retyped(each, type) for each in parts), type=type)
        case x.Quotient(left=left, right=right):
            return evolve(part, left=_retyped(left, type), right=right, type=type)
        case x.If(then=then, otherwise=otherwise):
            return evolve(part, then=_retyped(then, type), otherwise=_retyped(otherwise, type), type=type)
        case x.Rounded(part=inner):
            return evolve(part, part=_retyped(inner, type), type=type)
        case x.Quantified(body=body) if body is not None:
            return evolve(part, body=_retyped(body, type), type=type)
        case x.SumOverDays(body=body):
            return evolve(part, body=_retyped(body, type), type=type)
        case x.OnDay(part=inner):
            return evolve(part, part=_retyped(inner, type), type=type)
    return evolve(part, type=type)
