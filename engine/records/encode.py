"""Single values as JSON writes them in records: exact, and readable back without the policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from engine.model.case import Assessment, Origin, Statement
from engine.model.citations import Basis, Citation
from engine.model.expressions import Value
from engine.model.units import Type

Data = dict[str, Any]


def encode(value: Value | None, type: Type) -> Any:
    """A number as `{"exact": "63285287/375", "unit": "kr/year"}`, a day as ISO text, others as is."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Fraction):
        return {"exact": str(value), "unit": str(type.unit)}
    return value.isoformat() if isinstance(value, date) else value


def day(value: date | None) -> str | None:
    """A day as ISO text."""
    return value.isoformat() if value is not None else None


def without_empty(data: Mapping[str, Any]) -> Data:
    """The entries that say something; `False` and `0` do."""
    return {key: value for key, value in data.items() if value is not None and value not in ("", (), [], {})}


def kind(type: Type) -> str:
    """What sort of value it is, so that a reader of the record needs no policy: `percent` is a number shown as such."""
    return "percent" if type.percent else type.kind


def citations(basis: tuple[Basis, ...], on: date) -> list[str]:
    """The addresses that are right on a day; of a rule long out of force, those it had."""
    right = [str(each.citation) for each in basis if each.on(on)]
    return right or [str(each.citation) for each in basis]


def citation(address: str) -> Citation:
    """The citation that an address in a record stands for.

    >>> str(citation("LOV-2009-12-18-131 § 20a L1 P3 a 2"))
    'LOV-2009-12-18-131 § 20a L1 P3 a 2'
    """
    document, *steps = address.replace("kap. ", "kap.").replace("§ ", "§").split()
    chapter = next((it.removeprefix("kap.") for it in steps if it.startswith("kap.")), "")
    section = next((it.removeprefix("§") for it in steps if it.startswith("§")), "")
    path = [_place(it) for it in steps if not it.startswith(("kap.", "§"))]
    return Citation(document, section, tuple(path), chapter)


def _place(step: str) -> tuple[str, str]:
    if step[0] in "LP" and step[1:]:
        return step[0], step[1:]
    return ("n" if step.isdigit() else "b"), step


def statement(given: Statement, type: Type) -> Data:
    """What a case said of a fact."""
    return without_empty(
        {
            "state": given.state,
            "value": encode(given.value, type),
            "from": day(given.first),
            "to": day(given.last),
            "origin": origin(given.origin),
            "withheld": {"basis": given.withheld} if given.withheld else None,
        }
    )


def origin(given: Origin) -> Data:
    """Who vouches for a fact."""
    return without_empty({"by": given.by, "at": given.at, "document": given.document, "basis": given.basis})


def assessment(given: Assessment, type: Type | None) -> Data:
    """What a person answered, with what was considered and why."""
    return without_empty(
        {
            "state": given.state,
            "value": encode(given.value, type) if type is not None else None,
            "used": given.used,
            "considered": dict(sorted(given.considered.items())),
            "relied_on": list(given.relied_on),
            "reasons": given.reasons,
            "departure": given.departure,
            "by": given.by,
            "role": given.role,
            "at": given.at,
            "from": day(given.first),
            "to": day(given.last),
            "complete": given.complete or None,
        }
    )
