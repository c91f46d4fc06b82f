"""A duty of a decision kind may be fulfilled by a fact of the person the decision is about."""

from datetime import date

import pytest

from engine.evaluate import decide
from engine.model.case import Case, Statement
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
