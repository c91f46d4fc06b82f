"""The commands as they are typed: what they print, where, and the exit code, on good days and on bad ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from engine import __version__
from engine.records.schema import decision_schema
from tests.surfaces.program import POLICY, Program


def test_the_version_and_the_help_need_no_policies(hjemmel: Program) -> None:
    assert hjemmel("--version").out == f"hjemmel {__version__}\n"
    helped = hjemmel("--help")
    assert helped.code == 0
    assert all(
        f"\n  {name}" in helped.out for name in ("check", "decide", "explain", "graph", "rule", "schema", "test")
    )


def test_a_decision_has_the_answer_first(hjemmel: Program) -> None:
    ran = hjemmel("decide", "case.json")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
payment: 190 944.80 kr/year
  by egenandelsforskriften § 3 ledd 2 punktum 1, § 3 ledd 2 punktum 2
"""
    )


def test_a_period_is_told_stretch_by_stretch(hjemmel: Program) -> None:
    ran = hjemmel("decide", "case.json", "--from", "2024-04-01", "--to", "2024-06-30")
    assert ran.out.startswith("payment:\n  2024-04-01 to 2024-04-30   191 485.60 kr/year\n")
    assert "\n  2024-05-01 to 2024-06-30   190 944.80 kr/year\n" in ran.out


def test_what_is_open_says_what_it_waits_for_and_exits_0(hjemmel: Program) -> None:
    ran = hjemmel("decide", "-", "--for", "payment", "--for", "relief", input='{"on": "2024-05-01"}')
    assert ran.code == 0
    assert (
        ran.out
        == """\
payment: open
  waits for the fact income
  waits for the fact shares_room

relief: open
  waits for an assessment: hardship
"""
    )


def test_what_is_wrong_with_an_assessment_is_told(hjemmel: Program) -> None:
    assessment = {"value": True, "considered": {"child_benefit": "Much of it."}}
    case = {"on": "2024-05-01", "ask": "relief", "assessments": {"hardship": assessment}}
    ran = hjemmel("decide", "-", input=json.dumps(case))
    told = " ".join(ran.out.split())
    wrong = "says nothing of health and relies on child_benefit, which must not count and lacks reasons"
    assert f"waits for an assessment: hardship, which {wrong} assessments" in told
    assert told.endswith(f"hardship is incomplete: it {wrong}")


def test_norwegian_says_not_before_the_verb_of_what_an_assessment_lacks(hjemmel: Program) -> None:
    decided = "  standard\n  authority office\n"
    policy = POLICY.replace("entity resident", "entity office\nentity resident", 1).replace("  standard\n", decided, 1)
    hjemmel.write("policies/small.policy", policy)
    assessment = {"value": True, "role": "resident", "considered": {"child_benefit": "Much of it."}}
    case = {"on": "2024-05-01", "ask": "relief", "assessments": {"hardship": assessment}}
    ran = hjemmel("decide", "-", "--language", "nn", input=json.dumps(case))
    assert "ikkje er gjord av den som avgjer" in " ".join(ran.out.split())


def test_a_missing_parameter_year_is_an_open_outcome_that_exits_1(hjemmel: Program) -> None:
    ran = hjemmel("decide", "case.json", "--on", "2026-05-01")
    assert ran.code == 1
    assert ran.out == "payment: open\n  cannot be settled: g has no verified value on 2026-05-01\n"
    early = hjemmel("decide", "case.json", "--on", "2011-12-31")
    assert "  cannot be settled: the rules do not cover egenandelsforskriften on 2011-12-31\n" in early.out


def test_what_was_known_on_a_day_can_be_asked(hjemmel: Program) -> None:
    late = hjemmel("decide", "case.json", "--known-on", "2024-05-25")
    early = hjemmel("decide", "case.json", "--known-on", "2024-05-23")
    assert "190 944.80" in late.out
    assert "191 485.60" in early.out


def test_what_must_be_read_first_is_a_sentence(hjemmel: Program) -> None:
    case = '{"on": "2024-05-01", "decided_on": "2024-05-20", "ask": "payment", "facts": {"income": 0}}'
    late = hjemmel("decide", "-", input=case)
    earlier = hjemmel("decide", "-", "--known-on", "2024-05-23", input=case)
    assert late.out.startswith("note: g has a value that was adopted on 2024-05-24, after the decision\n\n")
    unverified = hjemmel("decide", "-", "--on", "2026-06-01", input=case)
    assert earlier.out.startswith("note: only values known on 2024-05-23 are used\n\n")
    assert unverified.out.startswith("payment: open\n")


def test_the_record_is_what_its_schema_says(hjemmel: Program) -> None:
    ran = hjemmel("decide", "case.json", "--format", "json")
    record = json.loads(ran.out)
    jsonschema.Draft202012Validator(decision_schema()).validate(record)
    (answer,) = record["answers"]
    assert answer["segments"][0]["value"] == {"exact": "954724/5", "unit": "kr/year"}
    assert {fact["fact"]: fact["decisive"] for fact in record["facts"]} == {
        "egenandelsforskriften.income": True,
        "egenandelsforskriften.shares_room": True,
    }
    assert json.loads(hjemmel("schema", "decision").out) == decision_schema()


def test_the_schema_of_a_case_knows_the_facts(hjemmel: Program) -> None:
    schema = json.loads(hjemmel("schema", "case").out)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(json.loads((hjemmel.folder / "case.json").read_text()))
    assert schema["properties"]["facts"]["properties"]["income"]["description"] == "income"
    assert not validator.is_valid({"facts": {"incom": 1}})


@pytest.mark.parametrize(("language", "word"), [("nb", "Egenandelen"), ("nn", "Eigendelen"), ("en", "The payment")])
def test_a_decision_is_explained_in_three_languages(hjemmel: Program, language: str, word: str) -> None:
    for reader in ("person", "caseworker", "lawyer"):
        ran = hjemmel("explain", "case.json", "--for", reader, "--language", language)
        assert (ran.code, ran.err) == (0, "")
        assert word.lower() in ran.out.lower()


def test_an_explanation_as_json_has_every_line_beside_its_step(hjemmel: Program) -> None:
    told = json.loads(hjemmel("explain", "case.json", "--for", "lawyer", "--format", "json").out)
    lines = [line for part in told["parts"] for line in part["lines"]]
    assert all(line["text"] and line["step"] for line in lines)
    assert "954724/5" in {value["exact"] for line in lines for value in line["values"]}
    assert "FOR-2011-12-16-1349 § 3 L2 P4" in {place for line in lines for place in line["provisions"]}


def test_findings_in_a_case_go_to_stderr_and_exit_1(hjemmel: Program) -> None:
    hjemmel.write("case.json", '{"on": "2024-05-01", "ask": "payment", "facts": {"incom": 248056.5}}')
    ran = hjemmel("decide", "case.json")
    assert (ran.code, ran.out) == (1, "")
    assert "error[P301 unknown-case-fact]: unknown fact `incom`" in ran.err
    assert "case.json:1:50" in ran.err
    assert "did you mean `income`?" in ran.err
    found = hjemmel("decide", "case.json", "--format", "json")
    assert found.out == ""
    assert '"P301"' in found.err


BAD_CASES = {
    "an empty file": (b"", 1, "P109"),
    "a binary file": (b"\x00\x01\x02", 1, "P103"),
    "another encoding": ('{"on": "søndag"}'.encode("latin-1"), 1, "P104"),
    "no JSON": (b"income: 248056", 1, "P201"),
    "a key given twice": (b'{"on": "2024-05-01", "on": "2024-05-02", "ask": "payment"}', 1, "P202"),
    "an impossible number": (b'{"on": "2024-05-01", "ask": "payment", "facts": {"income": NaN}}', 1, "P203"),
    "an amount with decimals": (b'{"on": "2024-05-01", "ask": "payment", "facts": {"income": 1.5}}', 1, "P312"),
    "no day": (b'{"ask": "payment"}', 1, "P322"),
    "a sloppy date": (b'{"on": "1/5-2024", "ask": "payment"}', 1, "P313"),
    "nothing asked": (b'{"on": "2024-05-01"}', 1, "P321"),
    "a misspelt term": (b'{"on": "2024-05-01", "ask": "paymnt"}', 1, "P304"),
    "deep nesting": (b"[" * 50_000, 1, "P204"),
}


@pytest.mark.parametrize("name", BAD_CASES)
def test_a_bad_case_gives_a_clear_message_and_no_answer(hjemmel: Program, name: str) -> None:
    data, code, told = BAD_CASES[name]
    hjemmel.write("case.json", data)
    ran = hjemmel("decide", "case.json")
    assert (ran.code, ran.out) == (code, "")
    assert f"error[{told} " in ran.err
    assert ran.err.count("error[") == 1


BAD_POLICIES = {
    "an empty file": (b"", "P109"),
    "a binary file": (b"\x7fELF\x00\x00", "P103"),
    "another encoding": ('language en\n-- "på"\n'.encode("latin-1"), "P104"),
    "an unbalanced bracket": (POLICY.replace("less exempt,", "less exempt), (").encode(), "S"),
    "an unclosed text": (POLICY.replace('en "the resident"', 'en "the resident').encode(), "S104"),
    "a misspelt fact": (POLICY.replace("when shares_room", "when shares_rom").encode(), "R102"),
    "a circle": (POLICY.replace("exempt is 10 000 kr", "exempt is payment").encode(), "G101"),
}


@pytest.mark.parametrize("name", BAD_POLICIES)
def test_a_bad_policy_is_told_by_every_command_that_needs_it(hjemmel: Program, name: str) -> None:
    data, code = BAD_POLICIES[name]
    hjemmel.write("policies/small.policy", data)
    for command in (("check",), ("decide", "case.json"), ("test",)):
        ran = hjemmel(*command)
        assert ran.code == 1, (command, ran)
        assert f"error[{code}" in (ran.out if command == ("check",) else ran.err), (command, ran)


def test_a_circle_is_told_in_words(hjemmel: Program) -> None:
    hjemmel.write("policies/small.policy", POLICY.replace("exempt is 10 000 kr", "exempt is payment"))
    assert "`exempt` depends on `payment`, which depends on `exempt`" in hjemmel("check").out


def test_the_check_of_a_good_policy_is_quiet_and_comes_in_every_form(hjemmel: Program) -> None:
    for format in ("pretty", "compact", "json", "sarif", "github", "junit"):
        ran = hjemmel("check", "--format", format)
        assert ran.code == 0, ran
    json.loads(hjemmel("check", "--format", "sarif").out)
    ElementTree.fromstring(hjemmel("check", "--format", "junit").out.encode())


def test_a_policy_may_come_from_standard_input(hjemmel: Program) -> None:
    ran = hjemmel("check", "-", input=POLICY.replace("when shares_room", "when shares_rom"))
    assert ran.code == 1
    assert "<stdin>:" in ran.out


def test_citations_are_looked_up_where_the_law_is_given(hjemmel: Program) -> None:
    law = {
        "about": {"edition": "2025-11-08"},
        "documents": [
            {
                "id": "FOR-2011-12-16-1349",
                "title": "Regulation",
                "in_force": "2012-01-01",
                "provisions": [
                    {
                        "key": "3",
                        "status": "present",
                        "chapter": "kap1",
                        "ledd": [{"n": 1, "punktum": 1}, {"n": 2, "punktum": 4}],
                    }
                ],
            }
        ],
    }
    hjemmel.write("law.json", json.dumps(law))
    ran = hjemmel("check", "--law", "law.json", "--format", "compact")
    assert ran.code == 1
    assert "§ 5 ledd 4" in ran.out
    assert "§ 3 ledd 2 punktum 4" not in ran.out
    assert hjemmel("check", "--law", "nowhere.json").code == 2
    hjemmel.write("law.json", "{}")
    assert hjemmel("check", "--law", "law.json").code == 2


def test_cases_beside_the_law_pass_and_fail(hjemmel: Program) -> None:
    ran = hjemmel("test")
    assert (ran.code, ran.err) == (0, "1 passed, 0 failed\n")
    wrong = """
case "wrong in every way" on 2024-05-01
  given income: 248 056 kr per year, shares_room: yes
  expect payment: 162 219.7… kr per year by § 3 ledd 1 not by § 3 ledd 2 punktum 1
  expect relief: met
  expect exempt: open waits for income
"""
    hjemmel.write("policies/small.policy", POLICY + wrong)
    ran = hjemmel("test")
    assert ran.code == 1
    assert ran.err == "1 passed, 1 failed\n"
    assert "`payment`: expected 162219.7… kr/year, got 162219.8 kr/year" in ran.out
    assert "`payment`: rests on egenandelsforskriften § 3 ledd 2 punktum 1, which it should not" in ran.out
    assert "does not rest on egenandelsforskriften § 3 ledd 1; it rests on egenandelsforskriften § 3 ledd 2" in ran.out
    assert "`relief`: expected met, got open, waits for `hardship`" in ran.out
    assert "`exempt`: expected open, got 48300 kr/year" in ran.out
    assert hjemmel("test", "--run", "two G").code == 0
    assert json.loads(hjemmel("test", "--format", "json").out)["cases"][0]["passed"] is True
    suite = ElementTree.fromstring(hjemmel("test", "--format", "junit").out.encode())
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert hjemmel("test", "--run", "nothing is called this").code == 2


def test_the_graph_has_its_forms_and_a_focus(hjemmel: Program) -> None:
    assert hjemmel("graph").out.startswith("digraph policy {")
    assert hjemmel("graph", "--format", "mermaid").out.startswith("flowchart LR")
    near = json.loads(hjemmel("graph", "--format", "json", "--focus", "relief", "--steps", "1").out)
    assert [node["id"] for node in near["nodes"]] == [
        "egenandelsforskriften.relief_given",
        "egenandelsforskriften.relief",
    ]
    missed = hjemmel("graph", "--focus", "relef")
    assert (missed.code, missed.out) == (2, "")
    assert "did you mean `relief`?" in missed.err
    without = hjemmel("graph", "--format", "svg", PATH="/nowhere")
    assert (without.code, "Graphviz" in without.err) == (2, True)


def test_a_code_has_its_page(hjemmel: Program) -> None:
    assert hjemmel("rule", "P312").out.startswith("# P312 inexact-money\n")
    missed = hjemmel("rule", "inexact-mony")
    assert (missed.code, missed.out) == (2, "")
    assert "did you mean `inexact-money`?" in missed.err
    norwegian = hjemmel("rule", "P312", "--language", "nn")
    assert norwegian.out == hjemmel("rule", "P312").out
    assert "Sida finst berre på engelsk." in norwegian.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("chekc",), "did you mean `check`?"),
        (("decide",), "Missing argument 'CASE'"),
        (("decide", "nowhere.json"), "no file or folder `nowhere.json`"),
        (("decide", "policies"), "`policies` is not a file"),
        (("decide", "case.json", "--policies", "nowhere"), "no file or folder `nowhere`"),
        (("check", "nowhere"), "no file or folder `nowhere`"),
        (("decide", "case.json", "--on", "1.5.2024"), "write `2024-05-01`"),
        (("decide", "case.json", "--from", "2024-05-01"), "--to"),
        (("decide", "case.json", "--from", "2024-05-01", "--to", "2024-04-01"), "ends on 2024-04-01"),
        (("decide", "case.json", "--on", "2024-05-01", "--to", "2024-05-02"), "one or the other"),
        (("decide", "case.json", "--reading", "joint"), "NAME=READING"),
        (("decide", "case.json", "--suppose", "x=soon"), "is not written as a date"),
        (("explain", "case.json", "--language", "da"), "'nb', 'nn', 'en'"),
    ],
)
def test_what_could_not_run_exits_2_with_one_message(hjemmel: Program, arguments: tuple[str, ...], told: str) -> None:
    ran = hjemmel(*arguments)
    assert ran.code == 2
    assert told in ran.out + ran.err
    assert arguments[0] == "check" or ran.out == ""


def test_the_same_bytes_whatever_the_surroundings(hjemmel: Program) -> None:
    surroundings = (
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
        {"PYTHONHASHSEED": "3", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "HJEMMEL_CACHE": "off"},
    )
    for command in (("decide", "case.json", "--format", "json"), ("explain", "case.json"), ("graph",)):
        assert len({hjemmel(*command, **around).out for around in surroundings}) == 1


def test_a_reader_that_goes_away_ends_it_quietly(hjemmel: Program) -> None:
    hjemmel.write("policies/many.policy", "language en\nact lang_act LOV-2001-01-01-1\nentity person\n"
                  + "".join(f"fact fact_{n} of person : yes or no\n" for n in range(5_000)))  # fmt: skip
    command = f"{sys.executable} -m engine.cli graph | head -n 1"
    done = subprocess.run(
        ("bash", "-c", command), cwd=hjemmel.folder, env=hjemmel.environment({}), capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("digraph policy {\n", "")


def test_without_policies_those_that_come_with_the_program_are_used_and_it_says_so(hjemmel: Program) -> None:
    (hjemmel.folder / "policies").rename(hjemmel.folder / "elsewhere")
    ran = hjemmel("decide", "case.json", "--for", "long_stay_payment")
    assert "using the policies that come with the program" in ran.err
    assert hjemmel("decide", "case.json", "--policies", "elsewhere").out.startswith("payment: 190 944.80 kr/year")


def test_an_accident_shows_one_line_and_the_traceback_only_when_asked(tmp_path: Path) -> None:
    script = "import engine.cli.app as app\ndef broken(**_): raise KeyError('x')\napp.program.main = broken\napp.main()"
    for asked in (False, True):
        environment = {"PYTHONPATH": str(Path(__file__).parents[2]), **({"HJEMMEL_DEBUG": "1"} if asked else {})}
        done = subprocess.run((sys.executable, "-c", script), env=environment, capture_output=True, text=True)
        assert ("Traceback" in done.stderr) is asked
    assert "this should not have happened: KeyError" not in done.stdout
