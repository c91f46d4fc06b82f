"""The JSON Schema (2020-12) of one step of an interview. Start reading at `interview_schema`."""

from __future__ import annotations

from engine.records.schema import AMOUNT, DAY, DIALECT, FLAG, TEXT, Schema, closed, items, nullable

FORMAT = "hjemmel interview 1"
"""Names this shape. A reader that meets another number must not guess."""

_NUMBER: Schema = {"type": "integer", "minimum": 0}
_KIND: Schema = {"enum": ["fact", "list", "assessment", "use"]}
_VALUE: Schema = {"anyOf": [FLAG, TEXT, AMOUNT, {"type": "null"}]}
_NAMED = {"kind": _KIND, "id": TEXT, "member": TEXT}
_QUESTION_NAME = closed(_NAMED, ("member",))
_TERM = closed({"term": TEXT, "member": TEXT}, ("member",))


def interview_schema() -> Schema:
    """The schema of what `hjemmel ask --format json` prints."""
    days = {"on": DAY, "from": DAY, "to": DAY}
    top = closed(
        {
            "format": {"const": FORMAT},
            "language": {"enum": ["nb", "nn", "en"]},
            "case": closed({**days, "ask": items(TEXT)}, ("on", "from", "to")),
            "done": {**FLAG, "description": "No answer can change an outcome any more."},
            "outcomes": items(_OUTCOME),
            "next": {**nullable(_QUESTION), "description": "The question to put now."},
            "then": items(closed({**_NAMED, "title": TEXT}, ("member",))),
            "later": {**items(_QUESTION_NAME), "description": "Questions somebody put off."},
            "order": items(closed({**_NAMED, "keys": _KEYS}, ("member",))),
            "not_needed": {**items(_NOT_NEEDED), "description": "In reach of the rules, and no longer to be asked."},
            "cannot_close": {
                **items(closed({"kind": TEXT, "id": TEXT, "fault": FLAG})),
                "description": "What no answer closes: asked and unknown, and what is wanting in the rules.",
            },
        }
    )
    return {"$schema": DIALECT, "title": "A step of an interview of the Hjemmel engine", **top}


_OUTCOME = closed(
    {
        "term": TEXT,
        "member": TEXT,
        "text": TEXT,
        "segments": items(
            closed(
                {
                    "from": DAY,
                    "to": DAY,
                    "outcome": {"enum": ["met", "not_met", "settled", "open"]},
                    "value": _VALUE,
                }
            )
        ),
    },
    ("member",),
)
_NOT_NEEDED = closed(
    {
        **_NAMED,
        "title": TEXT,
        "why": {"enum": ["unread", "nobody", "not_applicable", "not_open", "settled"]},
        "text": TEXT,
    },
    ("member",),
)
_KEYS = closed(
    {
        "settles": {**_NUMBER, "description": "How many of the terms asked for some answer settles."},
        "held": {"enum": [0, 1, 2, 3]},
        "intrusive": {"enum": [0, 1, 2, 3]},
        "spares": {**_NUMBER, "description": "How many other questions some answer makes needless."},
        "cost": {"type": "integer", "minimum": 0, "maximum": 6},
        "place": items(TEXT),
        "text": TEXT,
    }
)
_EFFECT = closed(
    {
        "label": TEXT,
        "value": _VALUE,
        "members": items(TEXT),
        "used": FLAG,
        "effect": {"enum": ["settles", "changes", "opens", "narrows", "no_change"]},
        "text": TEXT,
        "settles": items(_OUTCOME),
        "makes_needless": items(_QUESTION_NAME),
        "opens": items(_QUESTION_NAME),
        "left": _NUMBER,
    },
    ("value", "members", "used"),
)
_ANSWER = closed(
    {
        "type": {"enum": ["yes_no", "number", "percent", "date", "choice", "text", "list", "use"]},
        "use": FLAG,
        "unit": TEXT,
        "choices": items(closed({"value": TEXT, "text": TEXT})),
        "range": {"type": "array", "items": _VALUE, "minItems": 2, "maxItems": 2},
    },
    ("use", "unit", "choices", "range"),
)
_CONSIDERATION = closed({"name": TEXT, "text": TEXT, "provisions": TEXT})
_FORM = closed(
    {
        "term": TEXT,
        "member": TEXT,
        "opened": nullable(FLAG),
        "discretion": {"enum": ["standard", "free", ""]},
        "must_consider": items(_CONSIDERATION),
        "may_consider": items(_CONSIDERATION),
        "must_not_count": items(_CONSIDERATION),
        "limits": items(
            closed(
                {
                    "kind": {"enum": ["at_least", "at_most", "recommends"]},
                    "value": _VALUE,
                    "text": TEXT,
                    "provisions": TEXT,
                }
            )
        ),
        "reasons_required": FLAG,
        "authority": TEXT,
        "review": TEXT,
        "missing": items(TEXT),
        "fill_in": {"type": "object", "description": "An assessment as a case has it, to be filled in."},
    },
    ("member",),
)
_QUESTION = closed(
    {
        **_NAMED,
        "title": TEXT,
        "question": TEXT,
        "hint": TEXT,
        "why": TEXT,
        "provisions": items(TEXT),
        "days": items(DAY),
        "keeps_open": items(_TERM),
        "lacks": items(TEXT),
        "who": closed(
            {
                "held": {"enum": ["deciding_body", "other_body", "person", "to_be_assessed"]},
                "bodies": items(TEXT),
                "text": TEXT,
            }
        ),
        "answer": _ANSWER,
        "answers": {**items(_EFFECT), "description": "Every answer of a yes/no or a choice; of others those tried."},
        "keys": _KEYS,
        "form": nullable(_FORM),
    },
    ("member",),
)
