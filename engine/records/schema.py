"""The JSON Schema (2020-12) of a decision record, for those who read one without Python. Start at `decision_schema`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.records.json import FORMAT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
AMOUNT: Schema = {
    "type": "object",
    "description": "An exact number: a whole number or a fraction, and what it is counted in.",
    "properties": {"exact": {"type": "string", "pattern": r"^-?\d+(/[1-9]\d*)?$"}, "unit": TEXT},
    "required": ["exact", "unit"],
    "additionalProperties": False,
}


def closed(properties: Mapping[str, Schema], optional: tuple[str, ...] = (), **more: Any) -> Schema:
    """An object with these properties and no others, all required but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
        **more,
    }


def items(schema: Schema) -> Schema:
    """A list of such values."""
    return {"type": "array", "items": schema}


def nullable(schema: Schema) -> Schema:
    """Such a value or `null`."""
    return {"anyOf": [schema, {"type": "null"}]}


def mapping(schema: Schema) -> Schema:
    """An object from names to such values."""
    return {"type": "object", "additionalProperties": schema}


def decision_schema() -> Schema:
    """The schema of what `to_json` writes."""
    top = closed(
        {
            "format": {"const": FORMAT},
            "engine": TEXT,
            "policy": closed({"digest": TEXT, "files": mapping(TEXT)}),
            "case": _CASE,
            "options": closed({"known_on": nullable(DAY), "readings": mapping(TEXT), "suppose": mapping(DAY)}),
            "notices": items(closed({"kind": TEXT, "id": TEXT, "detail": TEXT})),
            "ready": {**FLAG, "description": "False when a duty due before the decision is not fulfilled."},
            "answers": items(_ANSWER),
            "duties": items(_DUTY),
            "parts_required": items(closed({"part": TEXT, "duty": TEXT})),
            "facts": items(_FACT),
            "lists": items(
                closed({"list": TEXT, "member": TEXT, "members": items(TEXT), "complete": FLAG}, ("member",))
            ),
            "assessments": items(_ASSESSMENT),
            "parameters": items(_PARAMETER),
            "dates": {**mapping(DAY), "description": "The days the decision was read on, by name, rule or term."},
            "readings": {**mapping(TEXT), "description": "Interpretations relied on, each with the reading chosen."},
            "not_formalised": items(closed({"provision": TEXT, "because": TEXT, "affects": items(TEXT)})),
        }
    )
    return {"$schema": DIALECT, "title": "A decision of the Hjemmel engine", **top, "$defs": {"value": _VALUE}}


_VALUE: Schema = {
    "description": "A settled value: yes/no, an exact number, a day, a word, or an effect. Open is null.",
    "anyOf": [AMOUNT, FLAG, TEXT, {"type": "null"}],
}
_A_VALUE: Schema = {"$ref": "#/$defs/value"}
_TYPE: Schema = {"enum": ["yes_no", "number", "percent", "date", "text", "choice", "effect"]}

_CASE = closed(
    {"on": DAY, "from": DAY, "to": DAY, "decided_on": DAY, "ask": items(TEXT)},
    ("on", "from", "to", "decided_on", "ask"),
)
_WAIT = closed(
    {"kind": TEXT, "id": TEXT, "member": TEXT, "detail": TEXT, "day": TEXT, "rules": items(TEXT), "fault": FLAG},
    ("id", "member", "detail", "day", "rules"),
)
_GROUND = closed({"rule": TEXT, "member": TEXT, "standing": nullable(FLAG), "basis": items(TEXT)}, ("member",))
_SEGMENT = closed(
    {
        "from": DAY,
        "to": DAY,
        "outcome": {"enum": ["met", "not_met", "open", "settled"]},
        "value": _A_VALUE,
        "grounds": items(_GROUND),
        "waits": items(_WAIT),
    }
)
_ANSWER = closed({"term": TEXT, "member": TEXT, "type": _TYPE, "segments": items(_SEGMENT)}, ("member",))
_DUTY = closed(
    {
        "duty": TEXT,
        "member": TEXT,
        "arisen": nullable(FLAG),
        "fulfilled": FLAG,
        "before": items(TEXT),
        "missing": items(closed({"id": TEXT, "member": TEXT}, ("member",))),
    },
    ("member",),
)
_ORIGIN = closed({"by": TEXT, "at": TEXT, "document": TEXT, "basis": TEXT}, ("by", "at", "document", "basis"))
_STATEMENT = closed(
    {
        "state": {"enum": ["known", "unknown", "not_shown"]},
        "value": _A_VALUE,
        "from": DAY,
        "to": DAY,
        "origin": _ORIGIN,
        "withheld": closed({"basis": TEXT}),
    },
    ("value", "from", "to", "origin", "withheld"),
)
_FACT = closed(
    {
        "fact": TEXT,
        "member": TEXT,
        "type": _TYPE,
        "examined": FLAG,
        "decisive": FLAG,
        "statements": {**items(_STATEMENT), "description": "Empty when nobody was asked."},
    },
    ("member",),
)
_ANSWERED = closed(
    {
        "state": {"enum": ["given", "unknown"]},
        "value": _A_VALUE,
        "used": FLAG,
        "considered": mapping(TEXT),
        "relied_on": items(TEXT),
        "reasons": TEXT,
        "departure": TEXT,
        "by": TEXT,
        "role": TEXT,
        "at": TEXT,
        "from": DAY,
        "to": DAY,
        "complete": FLAG,
    },
    ("value", "used", "considered", "relied_on", "reasons", "departure", "by", "role", "at", "from", "to", "complete"),
)
_ASSESSMENT = closed(
    {
        "term": TEXT,
        "member": TEXT,
        "type": {"enum": [*_TYPE["enum"], "use"]},
        "state": {"enum": ["counts", "incomplete", "refused", "not_used"]},
        "lacks": items(TEXT),
        "answers": items(_ANSWERED),
    },
    ("member", "state", "lacks"),
)
_PARAMETER = closed(
    {
        "parameter": TEXT,
        "read_on": DAY,
        "value": _A_VALUE,
        "from": nullable(DAY),
        "to": nullable(DAY),
        "known": nullable(DAY),
        "basis": items(TEXT),
        "decisive": FLAG,
    }
)
