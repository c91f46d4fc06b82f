"""Slips in the law: which are made, which a case notices, which change nothing, and where a case would stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.authoring.survivors import CAUGHT, EQUIVALENT, SURVIVED, Score, Tried
from engine.workspace import Workspace, open_workspace

HEAD = """\
language en
act eksempelloven LOV-2001-01-01-1
  covers from 2010-01-01
entity applicant
fact age of applicant : number
fact ill of applicant : yes or no
fact poor of applicant : yes or no
right help of applicant
rule general
  basis § 1
  applicant has help
  when age >= 18
exception not_the_ill to general
  basis § 2
  when ill and poor
"""


def workspace(tmp_path: Path, text: str) -> Workspace:
    path = tmp_path / "a.policy"
    path.write_text(text, encoding="utf-8")
    opened = open_workspace([str(path)])
    assert opened.errors == []
    return opened


def tried(tmp_path: Path, cases: str, head: str = HEAD) -> dict[tuple[str, str], Tried]:
    opened = workspace(tmp_path, head + cases)
    results = list(opened.test())
    assert all(result.passed for result in results)
    _, found = opened.slips(results)
    return {(each.mutation.owner.rpartition(".")[2], each.mutation.what): each for each in found}


def case(name: str, given: str, expected: str, day: str = "2020-01-01") -> str:
    return f'case "{name}" on {day}\n  given {given}\n  expect help: {expected}\n'


def test_what_no_case_looks_at_survives(tmp_path: Path) -> None:
    assert {each.status for each in tried(tmp_path, "").values()} == {SURVIVED}


def test_each_side_of_a_threshold_takes_a_case_of_its_own(tmp_path: Path) -> None:
    well = "ill: no, poor: no"
    on, below = case("18", f"age: 18, {well}", "met"), case("17", f"age: 17, {well}", "not met")
    flipped, moved = ("general", "`>` for `>=` in"), ("general", "one less than")
    only_on = tried(tmp_path, on)
    assert (only_on[flipped].status, only_on[moved].status) == (CAUGHT, SURVIVED)
    both = tried(tmp_path, on + below)
    assert (both[flipped].case, both[moved].case) == ("18", "17")


def test_a_part_of_a_condition_is_noticed_where_it_alone_is_lacking(tmp_path: Path) -> None:
    found = tried(
        tmp_path, case("ill", "age: 30, ill: yes, poor: yes", "not met") + case("well", "age: 30, ill: no", "met")
    )
    assert found["not_the_ill", "left out"].status == CAUGHT
    assert found["not_the_ill", "`or` for `and` in"].status == CAUGHT
    assert found["not_the_ill", "without"].status == SURVIVED  # the last of the two, without `poor`


def test_a_provision_that_should_carry_the_answer_notices_too(tmp_path: Path) -> None:
    twice = HEAD + "rule of_the_poor\n  basis § 3\n  applicant has help\n  when poor\n"
    given = "age: 30, ill: no, poor: yes"
    bare = tried(tmp_path, case("a", given, "met"), twice)
    assert bare["of_the_poor", "without the condition"].status == SURVIVED
    assert bare["general", "`>` for `>=` in"].status == SURVIVED
    by = tried(tmp_path, case("a", given, "met not by § 3").replace("poor: yes", "poor: no"), twice)
    assert by["of_the_poor", "without the condition"].status == CAUGHT


def test_days_in_force_are_noticed_by_the_first_day_and_the_day_before(tmp_path: Path) -> None:
    later = HEAD.replace("  basis § 2\n", "  basis § 2\n  in force from 2015-07-01\n")
    given = "age: 30, ill: yes, poor: yes"
    first = case("first", given, "not met", "2015-07-01")
    before = case("before", given, "met", "2015-06-30")
    a_day_later, a_day_earlier = (f"in force a day {which} than" for which in ("later", "earlier"))
    found = tried(tmp_path, first, later)
    assert found["not_the_ill", a_day_later].status == CAUGHT
    assert found["not_the_ill", a_day_earlier].status == SURVIVED
    assert tried(tmp_path, first + before, later)["not_the_ill", a_day_earlier].case == "before"


def test_what_is_proved_to_change_nothing_is_told_apart(tmp_path: Path) -> None:
    pytest.importorskip("z3")
    idle = HEAD.replace("when age >= 18", "when age >= 18 and age >= 16")
    found = tried(tmp_path, "", idle)
    assert found["general", "without"].status == EQUIVALENT  # the last of the two, without `age >= 16`


def test_some_of_the_slips_are_the_same_each_time_and_spread_over_all(tmp_path: Path) -> None:
    opened = workspace(tmp_path, HEAD)
    total, every = opened.slips([])
    few, some = opened.slips([], limit=3)
    assert (few, total > 3) == (3, True)
    chosen = [each.mutation for each in some]
    assert chosen == [each.mutation for each in opened.slips([], limit=3)[1]]
    assert {each.owner for each in chosen} == {each.mutation.owner for each in every}


def test_the_score_is_rounded_down_and_counts_only_what_could_be_caught() -> None:
    assert (Score(199, 1, 5).percent, Score(0, 0, 5).percent, Score(1, 2, 0).percent) == (99, 100, 33)


def test_a_case_is_proposed_on_the_limit_no_case_stands_on(tmp_path: Path) -> None:
    opened = workspace(tmp_path, HEAD + case("grown", "age: 40, ill: no, poor: no", "met"))
    _, found = opened.boundaries(list(opened.test()))
    blocks = [each.block for each in found]
    assert any("given age: 18, poor: no" in block and "expect help: met" in block for block in blocks)
    assert any("given age: 17" in block and "expect help: not met" in block for block in blocks)
    assert all("-- proposed, to be held against the law: expect" in block for block in blocks)
