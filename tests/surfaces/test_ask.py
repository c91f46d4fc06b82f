"""`hjemmel ask` and `hjemmel form` as they are typed: what is asked, kept, taken up again, and refused."""

from __future__ import annotations

import json

import jsonschema

from engine.interview.schema import interview_schema
from tests.surfaces.program import Program

ASK = ("ask", "--for", "payment", "--on", "2024-05-01", "--language", "en")
FORM = ("form", "--for", "hardship", "--on", "2024-05-01", "--language", "en")


def test_a_dialogue_from_nothing_ends_with_the_answer_and_the_case(hjemmel: Program) -> None:
    ran = hjemmel(*ASK, "--save", "kept.json", input="no\n248056\n")
    assert ran.code == 0, ran
    assert "No more questions can change the outcome." in ran.out
    assert "Saved in kept.json." in ran.err
    decided = hjemmel("decide", "kept.json")
    assert decided.out.startswith("payment: 190 944.80 kr/year\n"), decided


def test_nothing_said_is_lost_where_the_lines_end(hjemmel: Program) -> None:
    begun = hjemmel(*ASK, "--save", "kept.json", "--by", "desk", input="no\nperhaps\n")
    assert begun.code == 0
    assert "not a number" in begun.out
    kept = json.loads((hjemmel.folder / "kept.json").read_text(encoding="utf-8"))
    assert kept["facts"]["shares_room"] == {"value": False, "origin": {"by": "desk"}}
    assert [entry["did"] for entry in kept["interview"]] == ["answered"]
    resumed = hjemmel("ask", "kept.json", "--language", "en", "--save", "kept.json", input="248056\n")
    assert "[shares_room]" not in resumed.out
    assert "190,944.8" in resumed.out
    unsaved = hjemmel(*ASK, input="no\n")
    assert json.loads(unsaved.out[unsaved.out.index("\n{") :])["facts"] == {"shares_room": False}


def test_an_answer_is_taken_back_by_name(hjemmel: Program) -> None:
    hjemmel(*ASK, "--save", "kept.json", input="no\n248056\n")
    ran = hjemmel("ask", "kept.json", "--language", "en", "--save", "kept.json", "--revise", "income", input="100\n")
    assert "Taken back" in ran.out
    kept = json.loads((hjemmel.folder / "kept.json").read_text(encoding="utf-8"))
    assert kept["facts"]["income"] == "100"
    assert [it["did"] for it in kept["interview"]] == ["answered", "answered", "revised", "answered"]
    assert hjemmel("ask", "kept.json", "--revise", "nothing").code == 2


def test_a_step_as_json_is_what_its_schema_says(hjemmel: Program) -> None:
    schema = interview_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for extra in ((), ("--answer", "income=248056"), ("--answer", "income=1", "--answer", "shares_room=no")):
        ran = hjemmel(*ASK, "--format", "json", *extra)
        step = json.loads(ran.out)
        jsonschema.validate(step, schema)
        assert step["done"] == (step["next"] is None)
    assert step["done"]
    assert json.loads(hjemmel("schema", "interview").out) == schema
    assessed = json.loads(hjemmel("ask", "--for", "relief", "--on", "2024-05-01", "--format", "json").out)
    jsonschema.validate(assessed, schema)
    assert assessed["next"]["form"]["fill_in"]["role"] == assessed["next"]["form"]["authority"]


def test_a_case_from_standard_input_gives_one_step(hjemmel: Program) -> None:
    case = '{"on": "2024-05-01", "ask": ["payment"], "facts": {"income": "1"}}'
    step = json.loads(hjemmel("ask", "-", "--format", "json", input=case).out)
    assert step["next"]["id"] == "egenandelsforskriften.shares_room"
    assert hjemmel("ask", "-", input=case).code == 2


def test_what_cannot_be_asked_is_told(hjemmel: Program) -> None:
    assert hjemmel("ask", "--for", "payment").code == 1  # no day
    assert "P304" in hjemmel("ask", "--for", "paymnt", "--on", "2024-05-01").err
    assert hjemmel(*ASK, "--answer", "hardship=yes", "--format", "json").code == 2
    refused = hjemmel(*ASK, "--answer", "income=much", "--format", "json")
    assert refused.code == 2
    assert "not a number" in refused.err
    bad = hjemmel("decide", "-", "--for", "payment", input='{"on": "2024-05-01", "interview": [{"did": "x"}]}')
    assert bad.code == 1
    assert "P323" in bad.err


def test_a_form_is_filled_and_judged(hjemmel: Program) -> None:
    shown = hjemmel(*FORM)
    assert shown.code == 0
    assert "Must be considered" in shown.out or "Reasons" in shown.out
    form = json.loads(hjemmel(*FORM, "--format", "json").out)
    filled = {**form["fill_in"], "value": True}
    hjemmel.write("filled.json", json.dumps({**filled, "considered": {}, "reasons": ""}))
    refused = hjemmel(*FORM, "--fill", "filled.json")
    assert refused.code == (1 if form["must_consider"] or form["reasons_required"] else 0)
    told = {it["name"]: "It was weighed." for it in form["must_consider"]}
    hjemmel.write("filled.json", json.dumps({**filled, "considered": told, "reasons": "So it is."}))
    taken = hjemmel(*FORM, "--fill", "filled.json", "--save", "case-with.json")
    assert taken.code == 0, taken
    decided = hjemmel("decide", "case-with.json", "--for", "relief")
    assert "relief: met" in decided.out, decided
    assert hjemmel("form", "--for", "nothing", "--on", "2024-05-01").code == 1
