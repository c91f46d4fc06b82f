"""`hjemmel test --coverage`, run as a user runs it."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from tests.surfaces.program import Program


def test_what_the_cases_lack_is_named_with_its_place(hjemmel: Program) -> None:
    ran = hjemmel("test", "--coverage")
    assert ran.code == 0
    assert "  § 3 ledd 2 punktum 4\n    policies/small.policy:" in ran.out
    assert "exception `exempt_double` is not applied\n" in ran.out
    assert "rule `relief_given` is not applied or considered and not applied\n" in ran.out
    assert "exempt_single" not in ran.out.replace("rule `exempt_single` is not considered and not applied", "")


def test_a_threshold_that_is_not_reached_is_a_problem(hjemmel: Program) -> None:
    assert hjemmel("test", "--coverage", "--threshold", "0").code == 0
    below = hjemmel("test", "--coverage", "--threshold", "100")
    assert below.code == 1
    assert "below 100 %" in below.err
    assert hjemmel("test", "--threshold", "10").code == 2


def test_coverage_comes_as_data_and_for_a_build(hjemmel: Program) -> None:
    data = json.loads(hjemmel("test", "--coverage", "--format", "json").out)
    rules = {each["rule"]: each for each in data["coverage"]["rules"]}
    assert rules["egenandelsforskriften.exempt_double"]["passed_over_by"] == ["two G, single room"]
    assert data["coverage"]["sums"]["exceptions"]["passed_over"] == {"covered": 1, "total": 1, "percent": 100}
    suites = ElementTree.fromstring(hjemmel("test", "--coverage", "--format", "junit").out.encode())
    cases, covered = suites.findall("testsuite")
    assert (cases.get("failures"), int(covered.get("failures", "0")) > 0) == ("0", True)
