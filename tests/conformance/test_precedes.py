"""`A precedes B`: where both would conclude, A does; where only one would, that one does."""

import pytest

from engine.evaluate import decide
from engine.records.examples import run_example
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse

TEXT = """language en
act forrangsloven LOV-2020-01-01-1
  covers from 2020-01-01
entity person
fact old of person : yes or no
fact sick of person : yes or no
amount benefit of person : money per year
rule a
  basis § 2
  precedes b basis § 4
  benefit is 100 kr
  when old
rule b
  basis § 3
  benefit is 200 kr
  when sick
case "only a" on 2024-01-01
  given old: yes, sick: no
  expect benefit: 100 kr per year
case "both" on 2024-01-01
  given old: yes, sick: yes
  expect benefit: 100 kr per year
case "only b" on 2024-01-01
  given old: no, sick: yes
  expect benefit: 200 kr per year
"""
POLICY, FOUND = resolve([parse(SourceText("forrang.policy", TEXT))[0]])


@pytest.mark.parametrize("example", POLICY.cases, ids=lambda example: example.name)
def test_a_rule_that_precedes_another_needs_not_wait_for_it(example):
    assert FOUND == []
    assert run_example(POLICY, example, lambda case, options: decide(POLICY, case, options)).passed
