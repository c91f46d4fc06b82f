"""`record`, `replay` and `like` as a user runs them."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from engine.records.record_schema import record_schema
from tests.surfaces.program import CASE, Program

OVERRIDE = (
    '{"term": "payment", "value": "100", "by": "caseworker 17", "role": "municipality",'
    ' "reasons": "%s", "basis": ["§ 5 ledd 4"]}'
)


def read(hjemmel: Program, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((hjemmel.folder / name).read_text(encoding="utf-8"))
    return data


def test_a_record_is_written_whole_and_never_over_another(hjemmel: Program) -> None:
    done = hjemmel("record", "case.json", "-o", "a.json", "--id", "24/1")
    assert (done.code, done.out, done.err) == (0, "", "wrote a.json\n")
    first = read(hjemmel, "a.json")
    jsonschema.Draft202012Validator(record_schema()).validate(first)
    again = hjemmel("record", "case.json", "-o", "a.json")
    assert (again.code, again.err) == (2, "hjemmel: `a.json` is there already; --force writes over it\n")
    assert read(hjemmel, "a.json") == first
    assert hjemmel("record", "case.json", "-o", "a.json", "--force").code == 0
    assert read(hjemmel, "a.json")["id"] == ""
    assert sorted(path.name for path in hjemmel.folder.iterdir()) == ["a.json", "case.json", "policies"]
    lost = hjemmel("record", "case.json", "-o", "nowhere/a.json")
    assert (lost.code, lost.err) == (2, "hjemmel: `nowhere/a.json` cannot be written: No such file or directory\n")


def test_a_record_on_standard_output_is_that_of_a_file_under_any_hash_seed(hjemmel: Program) -> None:
    printed = hjemmel("record", "-", input=CASE, PYTHONHASHSEED="1")
    hjemmel("record", "case.json", "-o", "a.json", PYTHONHASHSEED="4242")
    assert printed.out == (hjemmel.folder / "a.json").read_text(encoding="utf-8")


def test_a_record_is_examined(hjemmel: Program) -> None:
    text = hjemmel("record", "case.json").out
    hjemmel.write("good.json", text)
    hjemmel.write("changed.json", text.replace('"248056"', '"348056"'))
    hjemmel.write("short.json", text[: len(text) // 2])
    good = hjemmel("record", "--verify", "good.json")
    assert (good.code, good.out.splitlines()[0]) == (0, "good.json: whole, and as it was written")
    for name, code in (("changed.json", "P603"), ("short.json", "P604"), ("case.json", "P601")):
        wrong = hjemmel("record", "--verify", name)
        assert (wrong.code, wrong.out) == (1, "")
        assert code in wrong.err
    assert hjemmel("record", "--verify", "none.json").code == 2


def test_a_result_is_never_set_aside_without_reasons(hjemmel: Program) -> None:
    hjemmel.write("override.json", OVERRIDE % "The flat burned.")
    assert hjemmel("record", "case.json", "--override", "override.json", "-o", "a.json").code == 0
    record = read(hjemmel, "a.json")
    assert [each["by"] for each in record["outcomes"]] == ["override"]
    assert record["overrides"][0]["set_aside"][0]["value"] == record["decision"]["answers"][0]["segments"][0]["value"]
    replayed = hjemmel("replay", "a.json", "--language", "en")
    assert replayed.code == 0
    assert "set aside by municipality" in replayed.out
    hjemmel.write("silent.json", OVERRIDE % " ")
    refused = hjemmel("record", "case.json", "--override", "silent.json", "-o", "b.json")
    assert refused.code == 1
    assert "P316" in refused.err
    assert not (hjemmel.folder / "b.json").exists()


def test_the_letter_is_kept_as_a_digest(hjemmel: Program) -> None:
    from hashlib import sha256

    hjemmel.write("letter.pdf", b"%PDF the letter")
    done = hjemmel("record", "case.json", "--letter", "letter.pdf", "--language", "nn", "--applied-on", "2024-04-02")
    record = json.loads(done.out)
    assert record["letter"] == {"language": "nn", "sha256": sha256(b"%PDF the letter").hexdigest()}
    assert record["dates"]["application"] == "2024-04-02"


def test_provenance_of_a_case_and_of_its_record_is_one(hjemmel: Program) -> None:
    hjemmel("record", "case.json", "-o", "a.json")
    of_case, of_record = (hjemmel("record", name, "--format", "prov") for name in ("case.json", "a.json"))
    assert (of_case.code, of_case.out) == (0, of_record.out)
    assert json.loads(of_case.out)["@context"]["prov"] == "http://www.w3.org/ns/prov#"


def test_records_are_replayed_and_counted(hjemmel: Program) -> None:
    (hjemmel.folder / "kept").mkdir()
    hjemmel("record", "case.json", "-o", "kept/a.json")
    text = (hjemmel.folder / "kept" / "a.json").read_text(encoding="utf-8")
    same = hjemmel("replay", "kept", "--language", "en")
    assert (same.code, same.out) == (0, "kept/a.json: same outcome, reasons and words\n")
    policy = hjemmel.folder / "policies" / "small.policy"
    policy.write_text(policy.read_text(encoding="utf-8").replace("124 028 kr", "130 160 kr"), encoding="utf-8")
    other = hjemmel("replay", "kept/a.json")
    assert other.code == 1
    assert "kept/a.json: avviker" in other.out
    assert "Først ulikt: satsen «grunnbeløpet» [egenandelsforskriften.g]" in other.out
    hjemmel.write("kept/broken.json", text[:-5])
    mixed = hjemmel("replay", "kept", "--format", "json")
    assert mixed.code == 1
    told = json.loads(mixed.out)
    assert {name: number for name, number in told["totals"].items() if number} == {"differs": 1, "not_judged": 1}
    assert told["records"][0]["parted"]["id"] == "egenandelsforskriften.g"
    assert told["records"][1]["because"] == ["P604"]


def test_where_there_is_nothing_to_judge_it_could_not_run(hjemmel: Program) -> None:
    (hjemmel.folder / "empty").mkdir()
    for name, code in (("empty", "P606"), ("none.json", "P101")):
        done = hjemmel("replay", name)
        assert (done.code, done.out) == (2, "")
        assert code in done.err


def test_like_cases_are_shown_beside_the_one_at_hand(hjemmel: Program) -> None:
    (hjemmel.folder / "kept").mkdir()
    incomes = (247_000, 250_000, 260_000, 300_000, 90_000)
    for income in incomes[:4]:
        hjemmel("record", "-", "-o", f"kept/{income}.json", input=CASE.replace("248 056", str(income)))
    few = hjemmel("like", "case.json", "--among", "kept", "--language", "en")
    assert (few.code, "Case 1" in few.out, "fewer than 5" in few.out) == (0, False, True)
    hjemmel("record", "-", "-o", "kept/own.json", input=CASE)
    hjemmel("record", "-", "-o", "kept/90000.json", input=CASE.replace("248 056", "90 000"))
    page = hjemmel("like", "case.json", "--among", "kept", "--count", "1", "--language", "en")
    assert page.code == 0
    assert "1 of 5 decided cases" in page.out
    assert "about NOK 250,000 per year" in page.out.replace("\N{NO-BREAK SPACE}", " ")
    told = json.loads(hjemmel("like", "case.json", "--among", "kept", "--format", "json").out)
    assert [each["facts"][0]["there"]["value"] for each in told["nearest"]] == ["250000", "250000", "260000"]
