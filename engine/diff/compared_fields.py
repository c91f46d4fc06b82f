"""Which fields of each declaration are compared, what a change in one is to a reviewer, and where its words stand.

Start reading at `FIELDS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any

from attrs import fields, frozen

from engine.diff import changes as c
from engine.model import expressions as x
from engine.model.citations import Basis, Citation
from engine.model.policy import Bound, Consideration, ParameterValue, Period, Reading
from engine.model.units import Type

ASIDE = frozenset({"id", "name", "source", "basis", "citation", "of", "formerly"})
"""The fields that say which declaration it is, and not what it says."""


def said(item: Any) -> tuple[Any, ...]:
    """What a declaration says, apart from its name and its address."""
    return tuple(getattr(item, field.name) for field in fields(type(item)) if field.name not in ASIDE)


def _meaning(_: Any) -> str:
    return c.MEANING


def _interface(_: Any) -> str:
    return c.INTERFACE


def _editorial(_: Any) -> str:
    return c.EDITORIAL


def _of_given(item: Any) -> str:
    """What is asked of a case is the business of every system that gives cases; of what is concluded, meaning."""
    return c.INTERFACE if item.is_given else c.MEANING


@frozen
class Compared:
    """Something of the plan that is one field to a reader: its name, its value, and the clauses it is written in.

    `parts` gives the key of each entry where the value is a list of things compared one by one.
    """

    field: str
    get: Callable[[Any], Any]
    clauses: tuple[str, ...] = ()
    severity: Callable[[Any], str] = _meaning
    parts: Callable[[Any], str] | None = None


def _discretion(name: str) -> Callable[[Any], Any]:
    """Something the law says of an assessment; empty where the term is none."""

    def get(term: Any) -> Any:
        return getattr(term.discretion, name) if term.discretion is not None else ()

    return get


def _review(term: Any) -> Any:
    return (term.discretion.review, term.discretion.review_basis) if term.discretion is not None else ()


def _sorted_targets(rule: Any) -> Any:
    return tuple(sorted(rule.targets))


_CONCLUDES = tuple(
    f"concludes_{it}" for it in ("is", "at_most", "at_least", "has", "holds", "must", "may", "must_not", "should")
)
_CONDITION = ("condition", "unless_only", "arises_when")
_CLAIMS = ("claims_always", "claims_no_rise", "claims_no_fall", "claims_no_jump", "claims_same", "property_when")
_BASIS = Compared("basis", attrgetter("basis"), ("basis",))
_KIND = Compared("kind", attrgetter("kind"))
_EXPLAINED = Compared("explained", attrgetter("quiet"), ("explain_as_one", "explain_through"), _editorial)
_TERM = (
    _KIND,
    Compared("type", attrgetter("type", "amount_type"), severity=_interface),
    Compared("whose", attrgetter("entity"), severity=_interface),
    Compared("body", attrgetter("body")),
    _BASIS,
    Compared("applies_when", attrgetter("applies_when"), ("applies_when",), _of_given),
    Compared("varies_by", attrgetter("varies_by"), ("varies_by",), _interface),
    Compared("held_by", attrgetter("held_by"), ("held_by",), _interface),
    Compared("range", attrgetter("range"), ("range",), _interface),
    Compared("in_force", attrgetter("validity"), ("in_force",)),
    Compared("decided_as", attrgetter("decided_as", "decided_as_basis"), ("decided_as",)),
    Compared("left_to", attrgetter("left_to", "left_to_basis"), ("left_to",)),
    Compared("standard", _discretion("kind"), ("standard", "free")),
    Compared("authority", _discretion("authority"), ("authority",)),
    Compared("opens_when", _discretion("opens_when"), ("opens_when",)),
    Compared("consideration", _discretion("considerations"), parts=attrgetter("name")),
    Compared("bound", _discretion("bounds"), parts=attrgetter("kind")),
    Compared("reasons", _discretion("reasons_required"), ("reasons_required",)),
    Compared("review", _review, ("review",)),
    Compared("duty", attrgetter("duty"), ("fulfilled_by", "due_before")),
    _EXPLAINED,
)
_RULE = (
    _KIND,
    Compared("conclusion", attrgetter("conclusion"), _CONCLUDES),
    Compared(
        "condition", attrgetter("condition", "unless_shown", "shown_by"), ("condition", "unless_only", "arises_when")
    ),
    Compared("targets", _sorted_targets),
    Compared("in_force", attrgetter("validity", "once_commenced"), ("in_force", "once_commenced")),
    Compared("read_on", attrgetter("read_on"), ("read_on",)),
    Compared("reading", attrgetter("reading"), ("under_reading",)),
    Compared("whose", attrgetter("subject")),
    Compared("precedes", attrgetter("precedence_basis"), ("precedes",)),
    _BASIS,
    _EXPLAINED,
)
FIELDS: dict[str, tuple[Compared, ...]] = {
    "Term": _TERM,
    "Rule": _RULE,
    "Parameter": (
        Compared("type", attrgetter("type"), severity=_interface),
        Compared("value", attrgetter("values"), parts=lambda it: "" if it.first == date.min else it.first.isoformat()),
        Compared("renewed", attrgetter("renewed"), ("renewed",)),
        _BASIS,
    ),
    "Interpretation": (
        Compared("basis", attrgetter("of")),
        Compared("chosen", attrgetter("chosen")),
        Compared("reading", attrgetter("readings"), parts=attrgetter("name")),
    ),
    "NotFormalised": (
        Compared("affects", attrgetter("affects"), ("affects",)),
        Compared("condition", attrgetter("condition"), ("not_formalised_when",)),
    ),
    "Service": (Compared("asks", attrgetter("asks"), ("asks",), _interface), _BASIS),
    "Source": (
        Compared("covers", attrgetter("covers"), ("covers",)),
        Compared("in_force", attrgetter("once_commenced", "replaces"), ("once_commenced", "replaces")),
        Compared("under", attrgetter("under"), ("given_under",)),
        Compared("kind", attrgetter("kind", "document")),
    ),
    "Entity": (Compared("kind", attrgetter("is_member", "is_decision_kind"), severity=_interface), _BASIS),
    "EntityList": (Compared("whose", attrgetter("owner", "member"), severity=_interface), _BASIS),
    "Declared": (),
    "Calendar": (Compared("free", attrgetter("free")), _BASIS),
    "LetterPart": (_BASIS,),
    "ProvisionStatus": (Compared("kind", attrgetter("kind"), severity=_editorial),),
    "Property": (Compared("claim", said, _CLAIMS, _editorial), _BASIS),
}
"""What is compared of each class of the plan, in the order it is told."""


def written_value(value: Any) -> str:
    """A value of the plan in the words of a rule file, as near as it goes without the text it stood in."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return _digits(value)
        case date():
            return value.isoformat()
        case Basis(citation=citation):
            return str(citation)
        case Citation() | Type():
            return str(value)
        case Period(first=first, last=last):
            return " ".join((f"from {first}" if first else "", f"to {last}" if last else "")).strip()
        case ParameterValue(value=held):
            return written_value(held) or "unverified"
        case Consideration(kind=kind, basis=basis):
            return f"{kind.replace('_', ' ')} consider {value.name} basis {written_value(basis)}"
        case Bound(kind=kind, value=limit):
            return f"{kind.replace('_', ' ')} {written_value(limit)}"
        case Reading(name=name, text=text):
            return f'{name} "{text}"'
        case x.Literal(value=held):
            return written_value(held)
        case tuple():
            return ", ".join(written_value(item) for item in value)
        case str():
            return value.rpartition(".")[2]
    return ""


def _digits(value: Fraction) -> str:
    """A number with its decimals where it has few, else as a fraction."""
    places = next((it for it in range(7) if (value * 10**it).denominator == 1), None)
    if places is None:
        return str(value)
    whole, rest = divmod(abs(int(value * 10**places)), 10**places)
    return f"{'-' if value < 0 else ''}{whole}" + (f".{rest:0{places}}" if places else "")
