"""The JSON Schema (2020-12) of a comparison. Start reading at `diff_schema`."""

from __future__ import annotations

from engine.diff import changes as c
from engine.diff import values as v
from engine.diff.data import FORMAT
from engine.records.schema import AMOUNT, DAY, DIALECT, FLAG, TEXT, Schema, closed, items, mapping, nullable


def diff_schema() -> Schema:
    """The schema of what `engine.diff.data.as_data` gives."""
    top = closed(
        {
            "format": {"const": FORMAT},
            "before": _SIDE,
            "after": _SIDE,
            "days": {**items(DAY), "minItems": 2, "maxItems": 2, "description": "The days a case may be on."},
            "within": items(TEXT),
            "with_parameters": FLAG,
            "differs": {**FLAG, "description": "Whether anything but words differs."},
            "text": nullable(items(_TEXT_CHANGE)),
            "rules": items(_CHANGE),
            "meaning": items(_TOLD),
            "equal": {**mapping(_COUNT), "description": "How many outcomes are the same, by how that is known."},
            "interpretations": items(_DEPENDENCE),
            "impact": nullable(_IMPACT),
            "attribution": nullable(_ATTRIBUTION),
            "follows": _FOLLOWS,
        }
    )
    return {"$schema": DIALECT, "title": "A comparison of two versions by the Hjemmel engine", **top}


_COUNT: Schema = {"type": "integer", "minimum": 0}
_FEW: Schema = {**nullable(_COUNT), "description": "`null` stands for one to four."}
_SUM: Schema = {**nullable({"type": "string", "pattern": r"^-?\d+(/[1-9]\d*)?$"}), "description": "An exact number."}
_VALUE: Schema = {"anyOf": [AMOUNT, FLAG, TEXT, {"type": "null"}], "description": "`null` is open."}
_SIDE = closed({"name": TEXT, "day": nullable(DAY), "digest": TEXT})
_TEXT_CHANGE = closed(
    {
        "kind": {"enum": ["added", "repealed", "amended", "renumbered", "commenced", "suspended"]},
        "provision": TEXT,
        "to": nullable(TEXT),
        "before": TEXT,
        "after": TEXT,
        "rests": items(TEXT),
    }
)
_SEVERITY: Schema = {"enum": [c.EDITORIAL, c.MEANING, c.INTERFACE]}
_CHANGE = closed(
    {
        "kind": {"enum": [c.ADDED, c.REMOVED, c.AMENDED, c.RENUMBERED, c.RENAMED]},
        "what": TEXT,
        "id": TEXT,
        "former": nullable(TEXT),
        "severity": _SEVERITY,
        "basis": items(TEXT),
        "former_basis": items(TEXT),
        "fields": items(closed({"field": TEXT, "of": TEXT, "before": TEXT, "after": TEXT, "severity": _SEVERITY})),
        "text": TEXT,
    }
)
_GIVEN: Schema = {
    "anyOf": [
        closed({"list": TEXT, "member": nullable(TEXT), "members": items(TEXT), "complete": FLAG}),
        *(
            closed(
                {
                    kind: TEXT,
                    "member": nullable(TEXT),
                    "state": TEXT,
                    "value": _VALUE,
                    "used": FLAG,
                    "from": nullable(DAY),
                    "to": nullable(DAY),
                },
                ("used",),
            )
            for kind in ("fact", "assessment")
        ),
    ]
}
_WITNESS = closed(
    {
        "turn": {"enum": [v.UP, v.DOWN, v.OTHER, v.OPENED, v.CLOSED]},
        "on": DAY,
        "given": items(_GIVEN),
        "before": _VALUE,
        "after": _VALUE,
    }
)
_LEVEL: Schema = {"enum": [v.STRUCTURAL, v.COMPLETE, v.SOLVER, v.SEARCHED, v.NO_PROOF]}
_RELATION: dict[str, Schema] = {
    "relation": {
        "enum": [
            *(v.EQUAL, v.WIDER, v.NARROWER, v.CROSSING, v.MORE, v.LESS, v.CHANGED),
            *(v.NOT_DECIDED, v.NOT_COMPARABLE),
        ]
    },
    "level": _LEVEL,
    "knowledge": {"enum": [v.ASKS_SAME, v.ASKS_MORE, v.ASKS_LESS, v.ASKS_OTHER, v.NOT_DECIDED]},
    "knowledge_level": _LEVEL,
    "cells": _COUNT,
    "because": TEXT,
    "witnesses": items(_WITNESS),
}
_TOLD = closed({"of": TEXT, **_RELATION, "roots": items(TEXT), "other_reasons": FLAG, "shown_by_case": FLAG})
_DEPENDENCE = closed(
    {
        "interpretation": TEXT,
        "of": TEXT,
        "chosen": TEXT,
        "readings": items(closed({"reading": TEXT, **_RELATION})),
    }
)
_TOUCHED = closed(
    {
        "of": TEXT,
        "answers": _COUNT,
        "reached": _FEW,
        "turns": mapping(_FEW),
        "gained": _SUM,
        "lost": _SUM,
        "losses": items(TEXT),
    }
)
_IMPACT = closed({"cases": _COUNT, "changed": FLAG, "terms": items(_TOUCHED)})
_ATTRIBUTION = closed(
    {
        "provisions": items(TEXT),
        "causes": items(closed({"of": TEXT, "sets": items(items(TEXT)), "answers": _FEW})),
        "shares": items(closed({"of": TEXT, "provision": TEXT, "amount": TEXT})),
    }
)
_FOLLOWS = closed(
    {
        "facts_to_gather": items(TEXT),
        "letters": items(TEXT),
        "words": items(TEXT),
        "letter_parts": items(TEXT),
        "reopen": items(closed({"of": TEXT, "answers": _FEW})),
        "without_rule": items(TEXT),
        "without_case": items(TEXT),
        "days_without_case": items(DAY),
        "read_on_another_day": items(TEXT),
        "days_without_rule": items(closed({"former": TEXT, "id": TEXT, "from": DAY, "to": DAY})),
    }
)
