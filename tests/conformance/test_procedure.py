"""Duties of a decision kind: what fulfils them, what a case may expect of them, and which act they are of."""

from datetime import date

import pytest

from engine.evaluate import decide
from engine.model.case import Case, Options, Statement
from engine.records.examples import run_example
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse

TEXT = """language en
act prosessloven LOV-2020-01-01-1
  covers from 2020-01-01
entity person
entity municipality
decision kind vedtak basis § 9
fact needy of person : yes or no
fact view_heard of person : yes or no
right help of person
  decided as vedtak basis § 9
rule gives_help
  basis § 1
  help holds
  when needy
duty hear_the_person of vedtak by municipality
  basis § 2
  arises when granted or refused
  fulfilled by view_heard of person
  due before decision
"""
POLICY, FOUND = resolve([parse(SourceText("prosess.policy", TEXT))[0]])


@pytest.mark.parametrize(("heard", "ready"), [(True, True), (False, False)])
def test_a_decision_is_ready_when_the_person_was_heard(heard, ready):
    assert FOUND == []
    facts = {
        ("prosessloven.needy", None): (Statement("known", True),),
        ("prosessloven.view_heard", None): (Statement("known", heard),),
    }
    decision = decide(POLICY, Case(date(2024, 1, 1), facts=facts, requested=("prosessloven.help",)))
    assert decision.ready is ready
    assert decision.answers[0].segments[0].value is True


NEW = """act nylov LOV-2025-01-01-1
  in force once commenced
  replaces prosessloven
uses prosessloven
duty state_the_names of vedtak by municipality
  basis § 5
  arises when granted or refused
act folgelov LOV-2021-01-01-1
  covers from 2020-01-01
uses prosessloven
right support of person
  decided as vedtak basis § 9
rule gives_support
  basis § 1
  support holds
  when needy
"""
CASES = """case "the old act" on 2024-06-30
  given needy: yes
  expect support: met, hear_the_person: must, state_the_names: none
case "the day before" on 2024-06-30
  suppose nylov 2024-07-01
  given needy: yes
  expect support: met, hear_the_person: must, state_the_names: none
case "the first day" on 2024-07-01
  suppose nylov 2024-07-01
  given needy: yes
  expect support: met, hear_the_person: none, state_the_names: must
case "open" on 2024-07-01
  expect support: open, hear_the_person: open
"""
WRONG = """case "wrong" on 2024-07-01
  given needy: yes
  expect support: met, hear_the_person: none
case "nothing it attaches to" on 2024-07-01
  expect hear_the_person: must
"""


def test_each_decision_has_the_duties_of_the_act_of_its_day():
    policy, found = resolve([parse(SourceText("prosess.policy", TEXT + NEW + CASES + WRONG))[0]])
    assert found == []
    ran = [run_example(policy, each, lambda case, options: decide(policy, case, options)) for each in policy.cases]
    assert {each.example.name: [failure.message for failure in each.failures] for each in ran if not each.passed} == {
        "wrong": ["`hear_the_person`: expected none, got must"],
        "nothing it attaches to": ["`hear_the_person`: nothing was decided that it attaches to"],
    }


def test_an_act_nobody_supposes_asks_nothing_of_a_decision():
    policy, _ = resolve([parse(SourceText("prosess.policy", TEXT + NEW))[0]])
    case = Case(date(2024, 7, 1), requested=("folgelov.support",))
    supposed = Options(supposed={"nylov": date(2030, 1, 1)})
    assert {duty.term for duty in decide(policy, case).duties} == {"prosessloven.hear_the_person"}
    assert {duty.term for duty in decide(policy, case, supposed).duties} == {
        "prosessloven.hear_the_person",
        "nylov.state_the_names",
    }


SEVERAL = """language en
act prosessloven LOV-2020-01-01-1
  covers from 2020-01-01
entity person
entity municipality
decision kind first_kind basis § 9
decision kind other_kind basis § 9
fact needy of person : yes or no
right help of person
  decided as first_kind basis § 9
right support of person
  decided as other_kind basis § 9
rule gives_help
  basis § 1
  help holds
  when needy
rule gives_support
  basis § 1
  in force until 2024-06-30
  support holds
  when needy
duty tell_of_help of first_kind by municipality
  basis § 2
  arises when granted
duty tell_of_support of other_kind by municipality
  basis § 2
  arises when granted
duty tell_of_part of other_kind by municipality
  basis § 3
  arises when granted_in_part
"""


def _arisen(last: date, needy: bool | None = True) -> dict[str, bool | None]:
    """Which duties arise of each decision, for the days from 1 June 2024."""
    policy, found = resolve([parse(SourceText("prosess.policy", SEVERAL))[0]])
    assert found == []
    facts = {("prosessloven.needy", None): (Statement("known", needy),)} if needy is not None else {}
    asked = ("prosessloven.help", "prosessloven.support")
    decision = decide(policy, Case(date(2024, 6, 1), last=last, facts=facts, requested=asked))
    return {state.term.rpartition(".")[2]: state.arisen for state in decision.duties}


def test_each_of_several_decision_kinds_is_told_what_its_decisions_came_to():
    """Only the first kind of a source was, so duties of the others waited for ever."""
    assert _arisen(date(2024, 6, 1)) == {"tell_of_help": True, "tell_of_support": True, "tell_of_part": False}


def test_a_right_on_some_of_the_days_asked_is_granted_in_part():
    assert _arisen(date(2024, 7, 31))["tell_of_part"] is True
    assert _arisen(date(2024, 6, 30))["tell_of_part"] is False
    assert _arisen(date(2024, 7, 31), needy=False)["tell_of_part"] is False
    assert _arisen(date(2024, 6, 30), needy=None)["tell_of_part"] is None


@pytest.mark.parametrize(("heard", "ready"), [(True, True), (False, False)])
def test_where_no_decision_kind_is_known_every_conclusion_is_a_decision(heard, ready):
    bare = TEXT.replace("decision kind vedtak basis § 9\n", "").replace("  decided as vedtak basis § 9\n", "")
    bare = bare.replace("of vedtak by", "of person by").replace("granted or refused", "needy")
    policy, found = resolve([parse(SourceText("bare.policy", bare))[0]])
    assert found == []
    facts = {
        ("prosessloven.needy", None): (Statement("known", True),),
        ("prosessloven.view_heard", None): (Statement("known", heard),),
    }
    decision = decide(policy, Case(date(2024, 1, 1), facts=facts, requested=("prosessloven.help",)))
    assert decision.ready is ready
    assert decision.answers[0].segments[0].value is True
