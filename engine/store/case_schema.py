"""The JSON Schema (2020-12) of a case for a policy: every fact, list and assessment it may hold, with its type.

For editors and other programs; `read_case` is the judge, and knows what a schema cannot say (days that overlap, members
that no list has). Start reading at `case_schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from engine.interview.session import ACTIONS, KINDS
from engine.model.case import LETTER_FIELDS
from engine.model.policy import Declared, EntityList, Interpretation, Policy, Term
from engine.model.units import Type
from engine.records.schema import AMOUNT, DAY, DIALECT, FLAG, TEXT, Schema, items, mapping
from engine.store.names import called, takes_assessment

_DECIMAL: Schema = {"type": "string", "pattern": r"^-?(\d+|\d{1,3}([ \u00a0\u202f]\d{3})+)(\.\d+)?$"}
_MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?$"}
_ORIGIN: Schema = {
    "anyOf": [
        TEXT,
        {
            "type": "object",
            "properties": {"by": TEXT, "at": _MOMENT, "document": TEXT, "basis": TEXT},
            "additionalProperties": False,
        },
    ]
}
_MEMBER_ID: Schema = {"type": "string", "pattern": r"^\S{1,40}$"}
_QUESTION: Schema = {"kind": {"enum": list(KINDS)}, "name": TEXT, "of": TEXT}
_LOGGED: Schema = {
    "type": "object",
    "properties": {
        "did": {"enum": list(ACTIONS)},
        **_QUESTION,
        "answer": TEXT,
        "by": TEXT,
        "at": _MOMENT,
        "needless": items({"type": "object", "properties": _QUESTION, "additionalProperties": False}),
    },
    "required": ["did", "kind", "name"],
    "additionalProperties": False,
}


def case_schema(policy: Policy) -> Schema:
    """The schema of the cases `read_case` takes for this policy.

    A day and what to decide are not required: they may come from the command.
    """
    terms, lists = policy.terms.values(), policy.lists.values()
    return {
        "$schema": DIALECT,
        "title": "A case for the Hjemmel engine",
        **_closed(
            {
                "on": {**DAY, "description": "The day asked about. A period has `from` and `to` instead."},
                "from": DAY,
                "to": DAY,
                "decided_on": {**DAY, "description": "The day the decision is made."},
                "letter": {
                    **_closed({**dict.fromkeys(LETTER_FIELDS, TEXT), "members": mapping(TEXT)}),
                    "description": "What a letter prints.",
                },
                "known_on": {**DAY, "description": "Read parameters as they were known on this day."},
                "ask": {"anyOf": [_TERM, items(_TERM)], "description": "What to decide: services or terms."},
                "readings": _closed(_spelt(policy.interpretations.values(), _reading)),
                "suppose": _closed(_spelt(policy.sources.values(), lambda _: DAY)),
                "facts": _closed(_spelt((term for term in terms if term.kind == "fact"), _fact)),
                "lists": _closed(_spelt(lists, _list)),
                "assessments": _closed(_spelt((term for term in terms if takes_assessment(term)), _assessment)),
                "interview": {**items(_LOGGED), "description": "What was asked, and how it was answered."},
            }
        ),
        "dependentRequired": {"from": ["to"], "to": ["from"]},
        "not": {"required": ["on", "from"]},
        "$defs": {
            "term": {"enum": sorted({*_spelt(terms, lambda _: {}), *_services(policy)})},
            "origin": _ORIGIN,
            **{f"member {entity}": _member(policy, entity) for entity in sorted({each.member for each in lists})},
        },
    }


def _services(policy: Policy) -> Iterable[str]:
    return (*policy.services, *(name for name, _ in called(policy)))


_TERM: Schema = {"$ref": "#/$defs/term"}
D = TypeVar("D", bound=Declared)


def _spelt(declared: Iterable[D], schema: Callable[[D], Schema]) -> Schema:
    """Each by `source.name` and by its bare name; a bare name that several sources have may be any of theirs."""
    found: Schema = {}
    bare: dict[str, list[Schema]] = {}
    for each in declared:
        found[each.id] = schema(each)
        bare.setdefault(each.name, []).append(found[each.id])
    found |= {name: same[0] if len(same) == 1 else {"anyOf": same} for name, same in bare.items()}
    return dict(sorted(found.items()))


def _closed(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    more = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def _member(policy: Policy, entity: str) -> Schema:
    """What may be said of one member of a list."""
    terms = [term for term in policy.terms.values() if term.entity == entity]
    owned = [each for each in policy.lists.values() if each.owner == entity]
    return _closed(
        {
            **_spelt((term for term in terms if takes_assessment(term)), _assessment),
            **_spelt(owned, _list),
            **_spelt((term for term in terms if term.kind == "fact"), _fact),
        }
    )


def _list(declared: EntityList) -> Schema:
    member: Schema = {"$ref": f"#/$defs/member {declared.member}"}
    members = {"type": "object", "propertyNames": _MEMBER_ID, "additionalProperties": member}
    properties = {"members": {"anyOf": [members, items(_MEMBER_ID)]}, "complete": FLAG, "of": TEXT}
    return _described(declared, _closed(properties, ("members",)))


def _fact(term: Term) -> Schema:
    """A bare value, an object with a value or a state, or a list of either for different days."""
    value = _value(term.type)
    states = ["unknown"] + (["not_shown"] if term.type.kind == "yes_no" else [])
    withheld = _closed({"basis": {"type": "string", "minLength": 1}}, ("basis",))
    days = {"from": DAY, "to": DAY, "origin": {"$ref": "#/$defs/origin"}, "withheld": withheld, "of": TEXT}
    known = _closed({"value": value, "state": {"const": "known"}, **days}, ("value",))
    other = _closed({"state": {"enum": states}, **days}, ("state",))
    one: Schema = {"anyOf": [value, known, other]}
    return _described(term, {"anyOf": [one, items(one)]})


def _assessment(term: Term) -> Schema:
    """An answer with its considerations and reasons, or the use of a power; a list for different days."""
    type = term.amount_type if term.is_action else term.type
    value = {"value": _value(type)} if type is not None else {}
    properties = {
        **value,
        "state": {"enum": ["given", "unknown"]},
        **({"used": FLAG} if term.is_action else {}),
        "considered": mapping(TEXT),
        "relied_on": {"anyOf": [TEXT, items(TEXT)]},
        **dict.fromkeys(("reasons", "departure", "by", "role"), TEXT),
        "at": _MOMENT,
        "from": DAY,
        "to": DAY,
        "of": TEXT,
    }
    needed = "used" if term.is_action else "value"
    unknown: Schema = {"properties": {"state": {"const": "unknown"}}, "required": ["state"]}
    answer = {**_closed(properties), "anyOf": [{"required": [needed]}, unknown]}
    one: Schema = {"anyOf": [*([] if term.is_action else value.values()), answer]}
    return _described(term, {"anyOf": [one, items(one)]})


def _value(type: Type) -> Schema:
    match type.kind:
        case "yes_no":
            return FLAG
        case "date":
            return DAY
        case "choice":
            return {"enum": list(type.choices)}
        case "number":
            exact = {
                **AMOUNT,
                "properties": {"exact": AMOUNT["properties"]["exact"], "unit": {"const": str(type.unit)}},
            }
            plain: Schema = {"type": "integer" if type.is_money else "number"}
            return {"anyOf": [plain, _DECIMAL, {**exact, "required": ["exact"]}]}
        case _:
            return TEXT


def _reading(declared: Interpretation) -> Schema:
    return _described(declared, {"enum": [reading.name for reading in declared.readings]})


def _described(declared: Declared, schema: Schema) -> Schema:
    """The schema with the label a reader knows the thing by, in the first language that has one."""
    label = next((declared.labels[language] for language in ("en", "nb", "nn") if language in declared.labels), "")
    return {"description": label, **schema} if label else schema
