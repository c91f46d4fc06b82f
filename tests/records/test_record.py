"""The stored record: as its schema says, whole or refused, and with what an official set aside beside what it was."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law.read import read_law
from engine.records.meaning import canonical
from engine.records.prov import CONTEXT, to_prov
from engine.records.record import Circumstances, Letter, Override, as_text, sealed
from engine.records.record_schema import record_schema
from engine.records.shape import misfits
from engine.source import SourceText
from engine.store.overrides import read_override
from engine.store.records import record_from
from engine.workspace import Workspace
from tests.law.samples import act
from tests.records.samples import CASE, POLICY, recorded, workspace_of

SCHEMA = record_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
WORKSPACE = workspace_of(POLICY)
ASIDE = Override(
    "sample.help",
    None,
    False,
    "Saksbehandler Prøve",
    "municipality",
    "Moved abroad.",
    ("prøveloven § 9",),
    "2024-11-06",
    date(2025, 1, 1),
)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return WORKSPACE


@pytest.fixture(scope="module")
def record(workspace: Workspace) -> dict[str, Any]:
    letter = Letter("nn", "0" * 64)
    said = Circumstances(id="24/7", applied_on=date(2024, 10, 1), letter=letter, overrides=(ASIDE,))
    return recorded(workspace, circumstances=said)


def test_the_schema_is_a_schema_and_the_record_as_it_says(record: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in VALIDATOR.iter_errors(record)] == []
    assert list(misfits(record, SCHEMA)) == []


def test_what_the_decision_does_not_know_is_kept(record: dict[str, Any]) -> None:
    assert record["id"] == "24/7"
    assert record["dates"] == {"application": "2024-10-01", "effect": "2024-11-01", "decided": "2024-11-05"}
    assert record["letter"] == {"language": "nn", "sha256": "0" * 64}
    assert sorted(record["words"]) == ["en", "nb", "nn"]
    assert record["decision"]["assessments"][0]["answers"][0]["reasons"] == "The illness lasts."


def test_the_sentences_of_law_are_kept_where_a_store_is_given(workspace: Workspace) -> None:
    words = '<article class="legalArticle" data-name="§1"><article class="legalP">Den får hjelp.</article></article>'
    law, _ = read_law("act.xml", act(words, id="LOV-2001-01-01-1", ref="lov/2001-01-01-1"), None)
    assert law is not None
    found = recorded(workspace, circumstances=Circumstances(laws={law.id: law}))["law"]
    assert sorted(found["sentences"]) == ["LOV-2001-01-01-1 § 1 L1 P1"]
    assert "LOV-2001-01-01-1 § 2 L1" in found["not_found"]
    assert recorded(workspace)["law"] is None


# ── whole, or refused ───────────────────────────────────────────────────────────────────────────────────────────


def places(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside some data, outermost first."""
    entries: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [at, *(place for key, value in entries for place in places(value, (*at, key)))]


PLAIN = recorded(WORKSPACE)
PLACES = places(PLAIN)[1:]


@given(st.sampled_from(PLACES), st.sampled_from([None, True, 7, "x", "2024-01-01", [], {}, "drop"]))
@settings(max_examples=150, deadline=None)
def test_our_own_check_of_a_record_agrees_with_a_full_validator(place: tuple[Any, ...], value: Any) -> None:
    record = copy.deepcopy(PLAIN)
    holder = record
    for key in place[:-1]:
        holder = holder[key]
    if value == "drop" and isinstance(holder, dict):
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    assert (next(misfits(record, SCHEMA), None) is None) == VALIDATOR.is_valid(record)


@given(st.sampled_from(PLACES), st.sampled_from([True, "other", 3]))
@settings(max_examples=60, deadline=None)
def test_no_change_goes_unseen(place: tuple[Any, ...], value: Any) -> None:
    record = copy.deepcopy(PLAIN)
    holder = record
    for key in place[:-1]:
        holder = holder[key]
    if holder[place[-1]] == value:
        return
    holder[place[-1]] = value
    assert record_from("record.json", json.dumps(record))[0] is None


def test_another_layout_of_the_same_content_is_the_same_record(record: dict[str, Any]) -> None:
    assert record_from("record.json", canonical(record))[0] == record
    assert record_from("record.json", as_text(record))[0] == record


REFUSED = {
    "P601": ["[]", "", "not json", '{"format": "hjemmel decision 1"}', '{"on": "2024-05-01"}', "[" * 5000],
    "P602": ['{"format": "hjemmel record 2"}', '{"format": "hjemmel record 999", "sha256": 1}'],
    "P603": ['{"format": "hjemmel record 1", "sha256": "00"}'],
    "P604": [
        '{"format": "hjemmel record 1", "sha256',
        '{"format": "hjemmel record 1"}',
        '{"format": "hjemmel record 1", "id": 1, "id": 2}',
        '{"format": "hjemmel record 1", "id": 1.5}',
        json.dumps(sealed({"format": "hjemmel record 1", "id": "x"})),
    ],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in REFUSED.items() for text in texts])
def test_what_is_no_whole_record_is_refused_with_a_code_of_its_own(code: str, text: str) -> None:
    record, found = record_from("record.json", text)
    assert record is None
    assert [each.code for each in found] == [code]


INCOHERENT = {
    "a step on a later one": (lambda record: record["steps"][0]["rests_on"].append(5), "steps[0].rests_on"),
    "an end that is not there": (lambda record: record["derivations"][0].update(step=999), "derivations[0].step"),
    "an answer without its end": (lambda record: record["derivations"].pop(), "derivations"),
    "a day in no calendar": (lambda record: record["decision"]["case"].update(decided_on="2024-02-31"), "decision"),
    "no day at all": (lambda record: record["decision"]["case"].pop("from"), "decision.case"),
}


@pytest.mark.parametrize(("change", "place"), INCOHERENT.values(), ids=INCOHERENT)
def test_a_record_that_contradicts_itself_is_refused_whatever_its_digest(change: Any, place: str) -> None:
    record = copy.deepcopy(PLAIN)
    change(record)
    read, found = record_from("record.json", as_text(sealed(record)))
    assert read is None
    assert [(each.code, each.message.split(" ")[0]) for each in found] == [("P604", f"`{place}`")]


def test_a_key_that_is_not_known_yet_is_passed_over() -> None:
    record = copy.deepcopy(PLAIN)
    record["decision"]["added_later"] = {"anything": 1}
    record["decision"]["facts"][0]["added_later"] = "x"
    del record["decision"]["notices"]
    read, found = record_from("record.json", as_text(sealed(record)))
    assert found == []
    assert read is not None
    assert WORKSPACE.replay(read).name == "same_words"


# ── set aside ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_override_keeps_what_it_sets_aside(record: dict[str, Any]) -> None:
    (aside,) = record["overrides"]
    assert aside["set_aside"] == [{"from": "2024-11-01", "to": "2025-02-28", "outcome": "met", "value": True}]
    assert (aside["by"], aside["role"], aside["reasons"]) == ("Saksbehandler Prøve", "municipality", "Moved abroad.")
    told = [(it["from"], it["to"], it["outcome"], it["by"]) for it in record["outcomes"] if it["term"] == "sample.help"]
    assert told == [
        ("2024-11-01", "2024-12-31", "met", "engine"),
        ("2025-01-01", "2025-02-28", "not_met", "override"),
    ]
    assert record["decision"]["answers"][0]["segments"][0]["outcome"] == "met"


GOOD = {
    "term": "help",
    "value": False,
    "by": "Saksbehandler",
    "role": "municipality",
    "reasons": "Moved.",
    "basis": ["§ 9"],
}
WRONG = {
    "no reasons": ({"reasons": "  "}, "P316"),
    "nobody": ({"by": ""}, "P316"),
    "no role": ({"role": ""}, "P316"),
    "no provision": ({"basis": []}, "P316"),
    "a key that means nothing": ({"reason": "x"}, "P315"),
    "what was not decided": ({"term": "minors", "value": 2}, "P605"),
    "what there is not": ({"term": "halp"}, "P304"),
    "days that were not decided": ({"from": "2026-01-01"}, "P605"),
    "another sort of value": ({"value": 5}, "P311"),
}


@pytest.mark.parametrize(("change", "code"), WRONG.values(), ids=WRONG)
def test_an_override_without_what_it_must_say_is_refused(change: dict[str, Any], code: str) -> None:
    decision = WORKSPACE.decide(SourceText("case.json", CASE)).decision
    assert decision is not None
    text = json.dumps(GOOD | change)
    override, found = read_override(SourceText("override.json", text), WORKSPACE.policy, decision)
    assert override is None
    assert code in {each.code for each in found}
    assert read_override(SourceText("override.json", json.dumps(GOOD)), WORKSPACE.policy, decision)[1] == []


# ── provenance ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_provenance_is_a_graph_whose_ends_are_all_in_it(record: dict[str, Any]) -> None:
    document = json.loads(to_prov(record))
    assert document["@context"] == CONTEXT
    nodes = {node["id"]: node for node in document["@graph"]}
    assert list(nodes) == sorted(nodes)
    links = {name for name, term in CONTEXT.items() if isinstance(term, dict) and term.get("@type") == "@id"}
    for node in nodes.values():
        assert set(node) <= {*CONTEXT, "id", "type"}
        assert {"prov:Entity", "prov:Activity", "prov:Agent"} & set(node["type"])
        for name in links & node.keys():
            ends = node[name] if isinstance(node[name], list) else [node[name]]
            assert set(ends) <= nodes.keys(), (node["id"], name)


def test_provenance_tells_who_decided_what_on_which_provision(record: dict[str, Any]) -> None:
    nodes = json.loads(to_prov(record))["@graph"]
    of = {kind: [node for node in nodes if f"hjemmel:{kind}" in node["type"]] for kind in ("Fact", "Rule", "Result")}
    assert {node["label"] for node in of["Fact"]} >= {"sample.born", "sample.income", "sample.child_born"}
    assert all(node["wasDerivedFrom"] for node in of["Rule"])
    (aside,) = [node for node in of["Result"] if "wasRevisionOf" in node]
    assert (aside["value"], aside["reasons"]) == (False, "Moved abroad.")
    (engines,) = [node for node in of["Result"] if node["id"] in aside["wasRevisionOf"]]
    assert engines["wasInvalidatedBy"] == aside["wasGeneratedBy"]
    assert to_prov(record) == to_prov(json.loads(canonical(record)))
