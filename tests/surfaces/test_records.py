"""The record of a decision, for every case beside the law: as its schema says, exact, and the same each time."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from engine.model.case import Options
from engine.model.policy import CaseExample
from engine.records.examples import case_of
from engine.records.json import to_data, to_json
from engine.records.schema import decision_schema
from engine.source import SourceText
from engine.workspace import Workspace, open_workspace
from tests.house.files import ROOT

SCHEMA = jsonschema.Draft202012Validator(decision_schema())


@pytest.fixture(scope="module")
def law() -> Workspace:
    """The policies of the project."""
    workspace = open_workspace([str(ROOT / "policies")])
    assert not workspace.has_errors
    return workspace


def record(law: Workspace, example: CaseExample) -> str:
    return to_json(law.policy, law.decide_case(*case_of(law.policy, example)))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(decision_schema())


def test_every_case_beside_the_law_has_a_record_its_schema_allows(law: Workspace) -> None:
    for example in law.policy.cases:
        text = record(law, example)
        data = json.loads(text)
        assert [error.message for error in SCHEMA.iter_errors(data)] == [], example.name
        assert json.dumps(data, ensure_ascii=False) == text, example.name


def test_a_record_made_twice_is_the_same_and_indented_says_the_same(law: Workspace) -> None:
    for example in law.policy.cases[::25]:
        decision = law.decide_case(*case_of(law.policy, example))
        assert to_json(law.policy, decision) == record(law, example)
        assert json.loads(to_json(law.policy, decision, indent=2)) == to_data(law.policy, decision)


def test_every_ground_cites_and_every_open_answer_waits(law: Workspace) -> None:
    for example in law.policy.cases:
        for answer in json.loads(record(law, example))["answers"]:
            for segment in answer["segments"]:
                assert all(ground["basis"] for ground in segment["grounds"]), example.name
                assert (segment["outcome"] == "open") == bool(segment["waits"]), example.name


def test_segments_cover_the_period_without_holes(law: Workspace) -> None:
    for example in law.policy.cases:
        for answer in json.loads(record(law, example))["answers"]:
            segments = answer["segments"]
            assert segments[0]["from"] == example.day.isoformat()
            assert segments[-1]["to"] == (example.last or example.day).isoformat()


CASE = """\
{"from": "2024-06-01", "to": "2024-10-31", "decided_on": "2024-07-01",
 "ask": ["daily_benefit"],
 "facts": {
  "birth_date": {"value": "1999-10-01", "origin": {"by": "folkeregisteret", "at": "2024-05-30T09:12", "basis": "§ 43"}},
  "takes_part": {"value": true, "from": "2024-06-01"},
  "interrupted": {"state": "unknown"}
 }}
"""


@pytest.fixture(scope="module")
def told(law: Workspace) -> dict[str, Any]:
    decided = law.decide(SourceText("case.json", CASE))
    assert decided.decision is not None, decided.diagnostics
    return to_data(law.policy, decided.decision)


def test_what_was_given_is_kept_as_it_was_given(told: dict[str, Any]) -> None:
    facts = {fact["fact"].rpartition(".")[2]: fact for fact in told["facts"]}
    assert facts["birth_date"]["statements"] == [
        {
            "state": "known",
            "value": "1999-10-01",
            "origin": {"by": "folkeregisteret", "at": "2024-05-30T09:12", "basis": "§ 43"},
        }
    ]
    assert facts["takes_part"]["statements"] == [{"state": "known", "value": True, "from": "2024-06-01"}]
    assert facts["interrupted"]["statements"] == [{"state": "unknown"}]
    assert told["case"]["decided_on"] == "2024-07-01"


def test_amounts_are_exact_and_carry_their_unit(told: dict[str, Any]) -> None:
    for parameter in told["parameters"]:
        if isinstance(parameter["value"], dict):
            assert Fraction(parameter["value"]["exact"])
            assert parameter["basis"]
    assert not any(isinstance(value, float) for value in every_value(told))


def every_value(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [value for entry in data.values() for value in every_value(entry)]
    return [value for entry in data for value in every_value(entry)] if isinstance(data, list) else [data]


def test_the_way_of_reading_is_kept(law: Workspace) -> None:
    case, options = case_of(law.policy, law.policy.cases[0])
    chosen = next(iter(law.policy.interpretations.values()))
    options = Options(case.day, {chosen.id: chosen.readings[-1].name}, {})
    data = to_data(law.policy, law.decide_case(case, options))
    assert data["options"] == {
        "known_on": case.day.isoformat(),
        "readings": {chosen.id: chosen.readings[-1].name},
        "suppose": {},
    }
