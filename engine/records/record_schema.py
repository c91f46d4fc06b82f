"""The JSON Schema (2020-12) of a stored record, published for archives and for those who read one without Python.

Its `decision` is the schema of what `decide --format json` prints. Start at `record_schema`.
"""

from __future__ import annotations

from typing import Any

from engine.records.record import FORMAT
from engine.records.schema import (
    DAY,
    DIALECT,
    FLAG,
    TEXT,
    Schema,
    closed,
    decision_schema,
    items,
    mapping,
    nullable,
)

SHA256: Schema = {"type": "string", "pattern": r"^[0-9a-f]{64}$"}
A_VALUE: Schema = {"$ref": "#/$defs/value"}
OUTCOME: Schema = {"enum": ["met", "not_met", "open", "settled"]}
FILLED: Schema = {"type": "string", "pattern": r"\S"}


def record_schema() -> Schema:
    """The schema of what `make_record` gives."""
    decision = {key: value for key, value in decision_schema().items() if key not in ("$schema", "title", "$defs")}
    top = closed(
        {
            "format": {"const": FORMAT},
            "sha256": {**SHA256, "description": "Of the canonical form of everything else in the record."},
            "id": {**TEXT, "description": "The number the authority gave the decision; empty without one."},
            "shareable": {**FLAG, "description": "Whether its free text may be shown beside other cases."},
            "dates": closed({"application": nullable(DAY), "effect": DAY, "decided": nullable(DAY)}),
            "outcomes": {**items(_OUTCOMES), "description": "The result in the end, with what was set aside left out."},
            "overrides": items(_OVERRIDE),
            "decision": {**decision, "description": "The engine's result, as `hjemmel decide` gives it."},
            "procedure": closed({"acts": items(TEXT), "parts": items(_PART)}),
            "steps": {**items({"anyOf": [_TERM, _RULE, _PARAMETER]}), "description": "Premises first."},
            "derivations": items(_END),
            "meaning": {**mapping(SHA256), "description": "What each rule and term on the way said, as a digest."},
            "law": nullable(
                closed({"editions": mapping(nullable(DAY)), "sentences": mapping(TEXT), "not_found": items(TEXT)})
            ),
            "words": {**mapping(SHA256), "description": "Of what the person is told, by language."},
            "letter": nullable(closed({"language": {"enum": ["nb", "nn", "en"]}, "sha256": SHA256})),
        }
    )
    definitions = decision_schema()["$defs"]
    return {"$schema": DIALECT, "title": "A stored decision of the Hjemmel engine", **top, "$defs": definitions}


def what_is_read() -> Schema:
    """The schema that a record must satisfy to be replayed: what has been in every record of this format.

    Keys may be added to a decision without the format being another, so one that is not known is passed over, and of a
    decision only what replay reads is required.
    """
    schema: Schema = _open(record_schema())
    schema["properties"]["decision"]["required"] = list(_READ)
    return schema


_READ = (
    "engine", "policy", "case", "options", "ready", "answers", "duties", "parts_required", "facts", "lists",
    "assessments", "parameters", "readings",
)  # fmt: skip


def _open(schema: Any) -> Any:
    """A schema that lets objects have keys it does not name. The nesting of a schema is a few levels."""
    if isinstance(schema, list):
        return [_open(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _open(value) for key, value in schema.items() if (key, value) != ("additionalProperties", False)}


_WHOSE = {"term": TEXT, "member": TEXT}
_SAID = {"outcome": OUTCOME, "value": A_VALUE}
_OUTCOMES = closed({**_WHOSE, "from": DAY, "to": DAY, **_SAID, "by": {"enum": ["engine", "override"]}}, ("member",))
_OVERRIDE = closed(
    {
        **_WHOSE,
        "from": nullable(DAY),
        "to": nullable(DAY),
        **_SAID,
        "by": FILLED,
        "role": FILLED,
        "at": TEXT,
        "reasons": FILLED,
        "basis": items(FILLED),
        "set_aside": items(closed({"from": DAY, "to": DAY, **_SAID})),
    },
    ("member",),
)
_PART = closed({"part": TEXT, "duty": TEXT, "basis": items(TEXT)})
_END = closed({**_WHOSE, "from": DAY, "to": DAY, "step": {"type": "integer"}}, ("member",))
_RESTS: Schema = {**items({"type": "integer"}), "description": "The numbers of the steps it rests on, from 0."}
_HEAD = {"id": TEXT, "member": TEXT, "on": DAY}
_TERM = closed(
    {
        "kind": {"const": "term"},
        **_HEAD,
        "sort": TEXT,
        "value": A_VALUE,
        "used": FLAG,
        "amount": A_VALUE,
        "lacks": items(TEXT),
        "decisive": FLAG,
        "rests_on": _RESTS,
    },
    ("member", "used", "amount", "lacks"),
)
_RULE = closed(
    {
        "kind": {"const": "rule"},
        **_HEAD,
        "without": {**items(TEXT), "description": "Exceptions imagined away."},
        "sort": {"enum": ["rule", "exception", "presumption"]},
        "in_force": nullable(FLAG),
        "condition": nullable(FLAG),
        "standing": nullable(FLAG),
        "basis": items(TEXT),
        "value": A_VALUE,
        "departs_from": items(TEXT),
        "considered": {**FLAG, "description": "An exception that was weighed and does not stand."},
        "set_aside_by": items(TEXT),
        "presumed": FLAG,
        "binding": FLAG,
        "decisive": FLAG,
        "rests_on": _RESTS,
    },
    ("member", "without", "value", "departs_from", "considered", "set_aside_by", "presumed", "binding"),
)
_PARAMETER = closed(
    {
        "kind": {"const": "parameter"},
        **_HEAD,
        "value": A_VALUE,
        "from": DAY,
        "to": DAY,
        "known": DAY,
        "basis": items(TEXT),
        "decisive": FLAG,
        "rests_on": _RESTS,
    },
    ("member", "from", "to", "known"),
)
