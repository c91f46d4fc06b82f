"""The case of a stored record, read back for today's policy: facts, lists, assessments and dates as they were recorded.

Ids are the contract, and a policy says what its terms were called before. What the policy has no place for any more is
told, and left out. Comes before `replay`. Start reading at `restore`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from engine.model.case import Assessment, Case, Key, Members, Options, Origin, Statement
from engine.model.expressions import Value
from engine.model.policy import Policy, Term
from engine.model.units import Type
from engine.records.encode import Data


@frozen
class Gone:
    """Something a record holds that the policy has no place for.

    `kind` is `asked` (a term that was decided), `fact`, `assessment`, `list`, `reading` or `source`; `why` is `gone`
    (no such thing), `other_kind`, `other_type`, `other_unit` or `no_choice`. `decisive` says whether it mattered.
    """

    kind: str
    id: str
    member: str | None = None
    why: str = "gone"
    decisive: bool = False


@frozen
class Restored:
    """The case and how it is to be read, and what was left out."""

    case: Case
    options: Options
    gone: tuple[Gone, ...] = ()


@frozen
class _Names:
    """What the ids of a record are called now."""

    policy: Policy
    now: Mapping[str, str]
    gone: list[Gone] = field(factory=list)

    def current(self, id: str) -> str:
        return self.now.get(id, id)


def former_ids(policy: Policy) -> dict[str, str]:
    """The ids terms had before, as far as nothing else is called so today, each with the id it has now."""
    found = {}
    for term in policy.terms.values():
        for name in term.formerly:
            former = name if "." in name else f"{term.source}.{name}"
            if former not in policy.terms:
                found[former] = term.id
    return found


def restore(policy: Policy, record: Data) -> Restored:
    """The case of a record that has the shape its schema says, as today's policy reads it."""
    decision = record["decision"]
    names = _Names(policy, former_ids(policy))
    facts: dict[Key, tuple[Statement, ...]] = {}
    for entry in decision["facts"]:
        facts |= _fact(names, entry)
    assessments: dict[Key, tuple[Assessment, ...]] = {}
    for entry in decision["assessments"]:
        assessments |= _assessed(names, entry, record)
    about = decision["case"]
    day = date.fromisoformat(about.get("on") or about["from"])
    case = Case(
        day,
        _day(about.get("to")),
        _day(about.get("decided_on")),
        facts,
        assessments,
        dict(_lists(names, decision["lists"])),
        tuple(dict.fromkeys(_asked(names, about.get("ask", ())))),
    )
    return Restored(case, _options(names, decision["options"]), tuple(names.gone))


def _asked(names: _Names, asked: Iterable[str]) -> Iterable[str]:
    for id in asked:
        if names.current(id) in names.policy.terms:
            yield names.current(id)
        else:
            names.gone.append(Gone("asked", id, decisive=True))


def _fact(names: _Names, entry: Data) -> dict[Key, tuple[Statement, ...]]:
    """The statements of a fact; none for one that nobody was asked about."""
    id, member = names.current(entry["fact"]), entry.get("member")
    term = names.policy.terms.get(id)
    if not entry["statements"]:
        return {}
    if term is None or term.kind != "fact" or _is_of_members(names, term) != (member is not None):
        why = "gone" if term is None else "other_kind"
        names.gone.append(Gone("fact", entry["fact"], member, why, entry["decisive"]))
        return {}
    said = [_statement(each, term.type) for each in entry["statements"]]
    wrong = next((each for each in said if isinstance(each, str)), "")
    if wrong:
        names.gone.append(Gone("fact", entry["fact"], member, wrong, entry["decisive"]))
        return {}
    return {(id, member): tuple(each for each in said if isinstance(each, Statement))}


def _is_of_members(names: _Names, term: Term) -> bool:
    """Whether it is said of each member of a list, and not of the case as a whole."""
    entity = names.policy.entities.get(term.entity)
    return entity is not None and entity.is_member


def _statement(said: Data, type: Type) -> Statement | str:
    """A statement, or why its value cannot be one of today's."""
    value, wrong = _value(said.get("value"), type)
    if wrong:
        return wrong
    withheld = said["withheld"]["basis"] if "withheld" in said else ""
    return Statement(said["state"], value, _day(said.get("from")), _day(said.get("to")), _origin(said), withheld)


def _origin(said: Data) -> Origin:
    return Origin(**said["origin"]) if "origin" in said else Statement("unknown").origin


def _assessed(names: _Names, entry: Data, record: Data) -> dict[Key, tuple[Assessment, ...]]:
    """The answers to one question, as they were given."""
    id, member = names.current(entry["term"]), entry.get("member")
    term = names.policy.terms.get(id)
    mattered = any(
        step["kind"] == "term" and (step["id"], step.get("member")) == (entry["term"], member) and step["decisive"]
        for step in record["steps"]
    )
    answered = term is not None and (term.kind == "discretion" or term.is_action)
    if term is None or not answered or _is_of_members(names, term) != (member is not None):
        why = "gone" if term is None else "other_kind"
        names.gone.append(Gone("assessment", entry["term"], member, why, mattered))
        return {}
    type = term.amount_type if term.is_action else term.type
    answers = []
    for each in entry["answers"]:
        value, wrong = _value(each.get("value"), type) if type is not None else (None, "")
        if wrong:
            names.gone.append(Gone("assessment", entry["term"], member, wrong, mattered))
            return {}
        answers.append(_answer(each, value))
    return {(id, member): tuple(answers)}


def _answer(said: Data, value: Value | None) -> Assessment:
    kept = ("state", "used", "considered", "reasons", "departure", "by", "role", "at")
    return Assessment(
        value=value,
        relied_on=tuple(said.get("relied_on", ())),
        first=_day(said.get("from")),
        last=_day(said.get("to")),
        complete=said.get("complete", False),
        **{name: said[name] for name in kept if name in said},
    )


def _lists(names: _Names, entries: Iterable[Data]) -> Iterable[tuple[Key, Members]]:
    for entry in entries:
        if entry["list"] in names.policy.lists:
            yield (entry["list"], entry.get("member")), Members(tuple(entry["members"]), entry["complete"])
        else:
            names.gone.append(Gone("list", entry["list"], entry.get("member")))


def _options(names: _Names, said: Data) -> Options:
    readings = {}
    for id, reading in said["readings"].items():
        known = names.policy.interpretations.get(id)
        if known is not None and any(each.name == reading for each in known.readings):
            readings[id] = reading
        else:
            names.gone.append(Gone("reading", id, decisive=True))
    supposed = {}
    for id, when in said["suppose"].items():
        if id in names.policy.sources:
            supposed[id] = date.fromisoformat(when)
        else:
            names.gone.append(Gone("source", id, decisive=True))
    return Options(_day(said["known_on"]), readings, supposed)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _value(said: Any, type: Type) -> tuple[Value | None, str]:
    """A recorded value as one of a type, or why it is none."""
    if said is None:
        return None, ""
    match type.kind:
        case "yes_no":
            return (said, "") if isinstance(said, bool) else (None, "other_type")
        case "number":
            return _number(said, type)
        case "date":
            return _date(said)
        case _ if not isinstance(said, str):
            return None, "other_type"
        case "choice":
            return (said, "") if said in type.choices else (None, "no_choice")
        case _:
            return said, ""


def _number(said: Any, type: Type) -> tuple[Value | None, str]:
    if not isinstance(said, dict):
        return None, "other_type"
    return (Fraction(said["exact"]), "") if said["unit"] == str(type.unit) else (None, "other_unit")


def _date(said: Any) -> tuple[Value | None, str]:
    try:
        return date.fromisoformat(said), ""
    except (TypeError, ValueError):
        return None, "other_type"
