"""What a refusal claims of each ground: had it been met alone, the answer would have been what the page says."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluate import decide
from engine.evaluate.decision import Decision
from engine.model.case import Case, Statement
from explain import select
from explain.selection import Checked, Concluded, Entry
from tests.explain.pages import policy_of

RULES = """
language en
act loven LOV-2000-01-01-1
  nb "Loven"
  covers from 2000-01-01
entity person
  nb "personen"
fact a of person : yes or no
fact b of person : yes or no
fact c of person : yes or no
fact d of person : yes or no
fact e of person : yes or no
fact f of person : yes or no
right support of person
rule first
  basis § 1
  person has support
  when a and not b and (c or d)
rule second
  basis § 2
  person has support
  when d and f
exception barred to first, second
  basis § 3
  when e and f
exception barred_twice to first
  basis § 4
  when b
"""
POLICY = policy_of(RULES)
FACTS = tuple(f"loven.{name}" for name in "abcdef")


def decided(answers: dict[str, bool]) -> Decision:
    facts = {(name, None): (Statement("known", answers[name]),) for name in FACTS}
    return decide(POLICY, Case(date(2024, 1, 1), facts=facts, requested=("loven.support",)))


def outcome(answers: dict[str, bool]) -> bool:
    return bool(decided(answers).answers[0].segments[0].value)


def grounds(decision: Decision) -> list[Entry]:
    return list(select(POLICY, decision, "lawyer").entries)


@given(st.fixed_dictionaries({name: st.booleans() for name in FACTS}))
@settings(max_examples=64, deadline=None)
def test_granting_one_unmet_condition_gives_what_the_page_claims(answers: dict[str, bool]) -> None:
    decision = decided(answers)
    for entry in grounds(decision):
        what = entry.what
        if isinstance(what, Checked) and what.alone is not None and hasattr(what.expression, "term"):
            turned = {**answers, what.expression.term: not answers[what.expression.term]}
            assert outcome(turned) is what.alone


@given(st.fixed_dictionaries({name: st.booleans() for name in FACTS}))
@settings(max_examples=64, deadline=None)
def test_an_exception_that_bars_alone_is_said_to(answers: dict[str, bool]) -> None:
    decision = decided(answers)
    standing = [it.what for it in grounds(decision) if isinstance(it.what, Concluded) and it.kind == "exception_stands"]
    for what in standing:
        if what.alone is None:
            continue
        rest = evolve(POLICY, rules={id_: rule for id_, rule in POLICY.rules.items() if id_ != what.rule})
        without = decide(rest, decision.case).answers[0].segments[0].value
        assert without is what.alone


def test_every_decisive_ground_of_a_refusal_is_told_to_the_person() -> None:
    decision = decided(dict.fromkeys(FACTS, False))
    told = {entry.step for entry in select(POLICY, decision, "person").entries}
    decisive = {it.step for it in grounds(decision) if it.kind == "condition_not_met" and it.decisive}
    assert len(decisive) == 5  # a, c and d of the first rule, d and f of the second
    assert decisive <= told


def test_of_two_failing_conditions_neither_is_enough_and_of_one_it_is() -> None:
    granted = {name: name[-1] in "ac" for name in FACTS}
    assert outcome(granted)
    one, two = {**granted, "loven.a": False}, {**granted, "loven.a": False, "loven.b": True}
    assert [it for it in claims(one) if it is not None] == [
        True,
        False,
        False,
    ]  # a of the first rule, d and f of the second
    assert [it for it in claims(two) if it is not None] == [False, False, False, False]  # and b of the first rule


def claims(answers: dict[str, bool]) -> list[bool | None]:
    return [it.what.alone for it in grounds(decided(answers)) if isinstance(it.what, Checked)]
