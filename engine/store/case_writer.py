"""A case as JSON that `read_case` reads back as the same case: exact values, members under their lists.

Start reading at `case_data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import frozen

from engine.model.case import Assessment, Case, Key, Members, Options, Origin, Statement
from engine.model.expressions import Value
from engine.model.policy import Policy, Term
from engine.model.units import Type
from engine.records.encode import Data, day, without_empty
from engine.store.names import Names

_MOST_DECIMALS = 12


def case_data(policy: Policy, names: Names, case: Case, options: Options = Options()) -> Data:
    """The case with its keys in the order the reference tells of them. What is empty is left out."""
    writer = _Writer(policy, names, case, {})
    days = {"on": day(case.day)} if case.last is None else {"from": day(case.day), "to": day(case.last)}
    asked = [writer.name("term", term) for term in case.requested]
    readings = {writer.name("interpretation", it): reading for it, reading in sorted(options.readings.items())}
    supposed = {writer.name("source", it): str(when) for it, when in sorted(options.supposed.items())}
    return without_empty(
        {
            **days,
            "decided_on": day(case.decided_on),
            "known_on": day(options.known_on),
            "ask": asked,
            "readings": readings,
            "suppose": supposed,
            "facts": writer.facts(None),
            "lists": writer.lists(None),
            "assessments": writer.assessments(None),
            "letter": _letter(case.letter),
        }
    )


def _letter(letter: Mapping[str, str]) -> Data:
    members = {key.removeprefix("member "): said for key, said in letter.items() if key.startswith("member ")}
    fields = {key: said for key, said in letter.items() if not key.startswith("member ")}
    return without_empty({**fields, "members": members})


@frozen
class _Writer:
    """One case being written. `told` are the members whose own matters have been written, by entity."""

    policy: Policy
    names: Names
    case: Case
    told: dict[tuple[str, str], bool]

    def name(self, kind: str, id: str) -> str:
        """The bare name where only one source has it."""
        bare = id.rpartition(".")[2]
        return bare if tuple(self.names.kinds[kind].get(bare, ())) == (id,) else id

    def facts(self, member: str | None, entity: str = "") -> Data:
        return {
            self.name("fact", id): _one_or_all([_statement(it, self.policy.terms[id].type) for it in said])
            for (id, of), said in _sorted(self.case.facts)
            if of == member and entity in ("", self.policy.terms[id].entity)
        }

    def assessments(self, member: str | None, entity: str = "") -> Data:
        return {
            self.name("assessment", id): _one_or_all([_assessment(it, self.policy.terms[id]) for it in given])
            for (id, of), given in _sorted(self.case.assessments)
            if of == member and entity in ("", self.policy.terms[id].entity)
        }

    def lists(self, owner: str | None, entity: str = "") -> Data:
        return {
            self.name("list", id): self._list(id, members)
            for (id, of), members in _sorted(self.case.lists)
            if of == owner and entity in ("", self.policy.lists[id].owner)
        }

    def _list(self, id: str, members: Members) -> Data:
        entity = self.policy.lists[id].member
        said = {member: self._member(member, entity) for member in sorted(members.ids)}
        return {"members": said, "complete": members.complete}

    def _member(self, member: str, entity: str) -> Data:
        """What is said of a member, the first time it is met: somebody may be in two lists."""
        if self.told.get((entity, member)):
            return {}
        self.told[entity, member] = True
        return {**self.facts(member, entity), **self.assessments(member, entity), **self.lists(member, entity)}


def _sorted(given: Any) -> list[tuple[Key, Any]]:
    return sorted(given.items(), key=lambda item: (item[0][0], item[0][1] or ""))


def _one_or_all(said: list[Any]) -> Any:
    return said[0] if len(said) == 1 else said


def _statement(said: Statement, type: Type) -> Any:
    """A bare value where nothing else is said."""
    withheld = {"basis": said.withheld} if said.withheld else None
    more = _without_nothing(**_days(said.first, said.last), origin=_origin(said.origin), withheld=withheld)
    if said.state != "known":
        return {"state": said.state, **more}
    value = written(said.value, type)
    return {"value": value, **more} if more or isinstance(value, dict) else value


def _assessment(given: Assessment, term: Term) -> Data:
    type = term.amount_type if term.is_action else term.type
    value = written(given.value, type) if type is not None and given.value is not None else None
    return {
        **({"state": "unknown"} if given.state == "unknown" else {}),
        **_without_nothing(
            used=given.used,
            value=value,
            considered=dict(sorted(given.considered.items())),
            relied_on=list(given.relied_on),
            reasons=given.reasons,
            departure=given.departure,
            by=given.by,
            role=given.role,
            at=given.at,
            **_days(given.first, given.last),
        ),
    }


def _days(first: date | None, last: date | None) -> Data:
    return {"from": day(first), "to": day(last)}


def _origin(origin: Origin) -> Data:
    return _without_nothing(by=origin.by, at=origin.at, document=origin.document, basis=origin.basis)


def _without_nothing(**data: Any) -> Data:
    return without_empty(data)


def written(value: Value | None, type: Type) -> Any:
    """A value as a case has it: decimals as digits in a text, a percentage as a number, what has no end as a fraction.

    >>> written(Fraction(1, 4), Type("number", percent=True)), written(Fraction(1, 3), Type("number"))
    ('25', {'exact': '1/3', 'unit': ''})
    """
    if isinstance(value, bool) or not isinstance(value, Fraction):
        return value.isoformat() if isinstance(value, date) else value
    shown = value * 100 if type.percent else value
    places = next((n for n in range(_MOST_DECIMALS + 1) if (shown * 10**n).denominator == 1), None)
    digits = _decimal(shown, places) if places is not None else ""
    return digits if digits and len(digits) <= 40 else {"exact": str(value), "unit": str(type.unit)}


def _decimal(value: Fraction, places: int) -> str:
    whole, part = divmod(abs(int(value * 10**places)), 10**places)
    return ("-" if value < 0 else "") + str(whole) + (f".{part:0{places}}" if places else "")
