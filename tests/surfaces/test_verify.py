"""`hjemmel verify` and `hjemmel check --verify` as an author runs them."""

from __future__ import annotations

import json

import pytest

from tests.surfaces.program import POLICY, Program

PROPERTIES = """\
property "betaling er aldri negativ"
  basis § 3 ledd 2
  always payment >= 0 kr
  when income >= 0 kr
property "høyere inntekt gir aldri lavere betaling"
  payment never falls with income
property "den som deler rom, betaler aldri mindre enn en halv G"
  always payment > 50 % of g
  when shares_room
"""
LINE = (POLICY + PROPERTIES).splitlines().index('property "den som deler rom, betaler aldri mindre enn en halv G"') + 1
REFUTED = f"""\
REFUTED  egenandelsforskriften: den som deler rom, betaler aldri mindre enn en halv G
        policies/small.policy:{LINE}:1:  always payment > 50 % of g when shares_room
        case "a case that breaks it" on 2024-01-01
          given income: 0 kr per year, shares_room: yes
          expect payment: 0 kr per year
"""


@pytest.fixture
def claimed(hjemmel: Program) -> Program:
    hjemmel.write("policies/small.policy", POLICY + PROPERTIES)
    return hjemmel


def test_what_is_proved_and_what_is_not_is_told_in_order(claimed: Program) -> None:
    ran = claimed("verify", "--language", "en")
    assert ran.code == 1
    assert ran.err == "2 proved, 1 refuted\n"
    proved, *rest = ran.out.split("\nREFUTED")
    assert proved == (
        "proved  egenandelsforskriften: betaling er aldri negativ\n"
        "proved  egenandelsforskriften: høyere inntekt gir aldri lavere betaling"
    )
    assert ("REFUTED" + rest[0]).startswith(REFUTED)
    assert "- At most NOK\N{NO-BREAK SPACE}0 per year." in rest[0]


def test_only_some_are_asked_about(claimed: Program) -> None:
    ran = claimed("verify", "--run", "NEGATIV")
    assert (ran.code, ran.err) == (0, "1 proved\n")
    assert claimed("verify", "--run", "tannlege").code == 2
    ran = claimed("verify", "--within", "egenandelsforskrift")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "hjemmel: these policies hold no source `egenandelsforskrift`; did you mean `egenandelsforskriften`?\n"
    )


def test_a_machine_gets_cases_that_can_be_decided(claimed: Program) -> None:
    ran = claimed("verify", "--format", "json", "--run", "halv G")
    (proof,) = json.loads(ran.out)["properties"]
    assert (ran.code, proof["status"], proof["level"]) == (1, "refuted", "solver")
    assert proof["claim"] == "always payment > 50 % of g when shares_room"
    (case,) = proof["cases"]
    decided = claimed("decide", claimed.write("found.json", json.dumps(case)), "--format", "json")
    assert decided.code == 0
    assert json.loads(decided.out)["answers"][0]["segments"][0]["value"]["exact"] == "0"


def test_the_cases_are_kept_as_cases_that_pass(claimed: Program) -> None:
    assert claimed("verify", "--save-cases", "policies/against.policy").code == 1
    text = (claimed.folder / "policies/against.policy").read_text(encoding="utf-8")
    assert text.startswith("language en\nuses egenandelsforskriften\n\ncase ")
    assert claimed("test").code == 0
    again = claimed("verify", "--save-cases", "policies/against.policy")
    assert (again.code, again.out) == (2, "")


def test_not_decided_is_never_proved(claimed: Program) -> None:
    ran = claimed("verify", "--limit", "1", "--run", "negativ")
    assert ran.code == 1
    assert ran.err == "1 not decided\n".replace("1 not", "0 proved, 1 not")
    assert ran.out.startswith("not decided  egenandelsforskriften: betaling er aldri negativ\n")


def test_without_properties_there_is_nothing_to_prove(hjemmel: Program) -> None:
    ran = hjemmel("verify")
    assert (ran.code, ran.err) == (2, "hjemmel: these policies claim no property\n")


# check --verify

DOUBTFUL = """\
fact works of resident : yes or no
amount counted of resident : money per year
rule counted_income
  basis § 4
  counted is income rounded down to the nearest 1 000 kr basis § 4
amount extra of resident : money per year
rule extra_of_high_incomes
  basis § 4
  extra is 5 kr
  when counted > 100 000 kr
rule extra_of_those_who_work
  basis § 4
  extra is 7 kr
  when works and counted > 200 000 kr
rule extra_of_the_rest
  basis § 4
  extra is 9 kr
  when counted < 90 000 kr
rule extra_of_nobody
  basis § 4
  extra is 11 kr
  when counted > 50 000 kr and income < 50 000 kr
"""


def found(ran_out: str) -> dict[str, str]:
    return {each["code"]: each["message"] for each in json.loads(ran_out)["diagnostics"]}


def test_what_the_check_leaves_open_is_decided(hjemmel: Program) -> None:
    hjemmel.write("policies/small.policy", POLICY + DOUBTFUL)
    plain, solved = hjemmel("check", "--format", "json"), hjemmel("check", "--verify", "--format", "json")
    before, after = found(plain.out), found(solved.out)
    assert "A102" in before
    assert not {"A101", "A205", "A305"} & before.keys()
    assert solved.code == 1
    assert "A102" not in after
    assert after["A101"].startswith(
        "`extra_of_high_incomes` (§ 4) and `extra_of_those_who_work` (§ 4) speak against each other on `extra`, "
        "when `income` is "
    )
    assert after["A101"].endswith(" and `works` is yes, on 2024-01-01")
    assert after["A205"].startswith("no rule gives `extra` a value when `income` is ")
    assert after["A305"] == "`extra_of_nobody` (§ 4) stands in no case, on no day"
    assert solved.err.startswith("the solver decided ")


def test_policies_with_errors_are_only_checked(hjemmel: Program) -> None:
    hjemmel.write("policies/small.policy", POLICY + "rule x\n  basis § 1\n  nothing is 5 kr\n")
    ran = hjemmel("check", "--verify", "--format", "compact")
    assert ran.code == 1
    assert ran.err == "hjemmel: there are errors in these policies, so nothing is proved of them\n"
