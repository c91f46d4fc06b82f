"""What the cases cover: what counts as applied and as considered, the sums, and the line held for the shipped acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.authoring.coverage import Coverage, CoveredRule, Share, coverage
from engine.workspace import open_workspace

POLICIES = str(Path(__file__).parents[2] / "policies")

HEAD = """\
language en
act eksempelloven LOV-2001-01-01-1
  covers from 2010-01-01
entity applicant
entity municipality
fact old of applicant : yes or no
fact ill of applicant : yes or no
fact cost of applicant : money
right help of applicant
amount fee of applicant : money
rule general
  basis § 1
  applicant has help
  when old
exception not_the_ill to general
  basis § 2
  when ill
rule whole_cost
  basis § 3 ledd 1
  fee is cost
rule ceiling
  basis § 3 ledd 2
  fee is at most 100 kr
"""


def covered(tmp_path: Path, cases: str) -> dict[str, CoveredRule]:
    path = tmp_path / "a.policy"
    path.write_text(HEAD + cases, encoding="utf-8")
    workspace = open_workspace([str(path)])
    assert workspace.errors == []
    return {each.rule.name: each for each in workspace.coverage(workspace.test()).rules}


def ways(each: CoveredRule) -> tuple[bool, bool]:
    return bool(each.applied_by), bool(each.passed_over_by)


def test_a_rule_that_stands_is_applied_and_its_exception_is_considered(tmp_path: Path) -> None:
    found = covered(tmp_path, 'case "a" on 2020-01-01\n  given old: yes, ill: no\n  expect help: met\n')
    assert (ways(found["general"]), ways(found["not_the_ill"])) == ((True, False), (False, True))
    assert ways(found["whole_cost"]) == (False, False)


def test_an_exception_that_stands_is_applied_and_its_rule_is_considered(tmp_path: Path) -> None:
    found = covered(tmp_path, 'case "a" on 2020-01-01\n  given old: yes, ill: yes\n  expect help: not met\n')
    assert (ways(found["general"]), ways(found["not_the_ill"])) == ((False, True), (True, False))


def test_an_exception_to_a_rule_that_falls_anyway_is_not_considered(tmp_path: Path) -> None:
    found = covered(tmp_path, 'case "a" on 2020-01-01\n  given old: no, ill: no\n  expect help: not met\n')
    assert (ways(found["general"]), ways(found["not_the_ill"])) == ((False, True), (False, False))


def test_what_is_open_is_neither(tmp_path: Path) -> None:
    found = covered(tmp_path, 'case "a" on 2020-01-01\n  expect help: open\n')
    assert ways(found["general"]) == (False, False)


@pytest.mark.parametrize(("cost", "expected"), [("90 kr", (False, True)), ("150 kr", (True, False))])
def test_a_limit_that_is_not_reached_is_considered(tmp_path: Path, cost: str, expected: tuple[bool, bool]) -> None:
    fee = "90 kr" if cost == "90 kr" else "100 kr"
    found = covered(tmp_path, f'case "a" on 2020-01-01\n  given cost: {cost}\n  expect fee: {fee}\n')
    assert ways(found["ceiling"]) == expected
    assert not found["whole_cost"].can_fall


def test_a_case_that_fails_covers_nothing(tmp_path: Path) -> None:
    found = covered(tmp_path, 'case "a" on 2020-01-01\n  given old: yes, ill: no\n  expect help: not met\n')
    assert not any(any(ways(each)) for each in found.values())


def test_sums_are_rounded_down() -> None:
    assert Share(999, 1000).percent == 99
    assert Share(1000, 1000).percent == 100


NO_CASE_CAN = {
    # A decision that grants and one that refuses both owe their reader this, and an open one is no decision yet.
    "forvaltningsloven.state_the_rules": "considered and not applied",
    "forvaltningsloven.state_the_facts": "considered and not applied",
    "forvaltningsloven.tell_how_to_appeal": "considered and not applied",
    # Guidance on each decision; a case can only say whether the decision is ready, and guidance never holds it up.
    "forvaltningsloven.considerations_should_be_mentioned": "either",
    # The same of the act of 2025, once it is supposed to be in force.
    "forvaltningsloven_2025.state_decisive_facts": "considered and not applied",
    "forvaltningsloven_2025.state_rules_and_content": "considered and not applied",
    "forvaltningsloven_2025.state_the_decision": "considered and not applied",
    "forvaltningsloven_2025.tell_how_to_contact": "considered and not applied",
    "forvaltningsloven_2025.state_the_names": "considered and not applied",
    # Every decision, as read here; read narrowly, other rules take their place.
    "forvaltningsloven_2025.tell_of_appeal_always": "considered and not applied",
    "forvaltningsloven_2025.tell_of_access_always": "considered and not applied",
    "forvaltningsloven_2025.tell_of_guidance_always": "considered and not applied",
    # It speaks of everybody over 30, and under 30 another exception has taken the place of the rule it is to.
    "endringslov_2015_20.activity_for_all": "considered and not applied",
}
"""What no case can show, and why."""


@pytest.fixture(scope="module")
def shipped() -> Coverage:
    policy = open_workspace([POLICIES]).policy
    return coverage(policy, policy.cases)


def test_every_shipped_provision_has_a_case_that_uses_it_and_one_that_does_not(shipped: Coverage) -> None:
    lacking = {
        each.rule.id for each in shipped.rules if not each.applied_by or (each.can_fall and not each.passed_over_by)
    }
    assert lacking == set(NO_CASE_CAN)
