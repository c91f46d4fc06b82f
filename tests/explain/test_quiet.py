"""What an author has quieted is left out of the structure, and nothing decisive with it."""

from __future__ import annotations

from datetime import date

import pytest

from engine.evaluate import decide
from engine.evaluate.decision import Decision
from engine.model.case import Case, Statement
from engine.model.policy import Policy
from explain import READERS, explain
from explain.justification import Justification
from tests.explain.pages import policy_of

RULES = """
language en
act loven LOV-2000-01-01-1
  en "The Act"  nb "Loven"  nn "Lova"
  covers from 2000-01-01
entity person
fact a of person : yes or no
  en met "you are a" not met "you are not a"
fact b of person : yes or no
  en met "you are b" not met "you are not b"
term inner of person
  en "inner"
rule inner_rule
  en "Whoever is b is inner"
  basis § 3
  {inner}
  inner holds
  when b
term outer of person
  en "outer"
  {outer}
rule outer_rule
  en "Whoever is inner is outer"
  basis § 2
  outer holds
  when inner
right support of person
  en met "You are entitled" not met "You are not entitled"
  basis § 1
rule gives
  en "Whoever is a and outer has support"
  basis § 1
  person has support
  when a and outer
"""


def decided(outer: str = "", inner: str = "", b: bool = True) -> tuple[Policy, Decision]:
    policy = policy_of(RULES.replace("{outer}", outer).replace("{inner}", inner))
    facts = {("loven.a", None): (Statement("known", True),), ("loven.b", None): (Statement("known", b),)}
    return policy, decide(policy, Case(date(2024, 1, 1), facts=facts, requested=("loven.support",)))


def told(page: Justification) -> str:
    return "\n".join(f"{line.text} {line.address}" for line in page.lines)


def test_as_one_is_said_with_the_addresses_below_and_without_what_is_below() -> None:
    page = explain(*decided("explain as one"), "caseworker", "en")
    assert "Whoever is inner is outer: the conditions are met. § 2, § 3" in told(page)
    assert "Whoever is b is inner" not in told(page)
    assert "“you are b”: yes" in told(page)  # among the facts


@pytest.mark.parametrize("b", [True, False])
@pytest.mark.parametrize("outer", ["", "explain through"])
def test_through_leaves_no_empty_line_where_a_person_has_read_what_it_asks(outer: str, b: bool) -> None:
    page = explain(*decided(outer, "explain through", b), "person", "en")
    assert all(line.text.strip() for line in page.lines)
    assert any("rule:loven.inner_rule" in step for line in page.lines for step in line.steps)


def test_through_is_not_said_and_what_it_asks_is() -> None:
    page = explain(*decided("", "explain through"), "caseworker", "en")
    assert "Whoever is b is inner" not in told(page)
    assert "You are b (met)" in told(page)


@pytest.mark.parametrize("reader", ["caseworker", "person", "quality"])
def test_what_a_refusal_rests_on_is_said_all_the_same(reader: str) -> None:
    page = explain(*decided("explain as one", b=False), reader, "en")
    assert "Whoever is b is inner" not in told(page)
    said = "You are not b" if reader == "person" else "“you are b”: no, and what is needed is yes"
    assert said.lower() in told(page).lower()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "words", [("explain as one", ""), ("explain through", ""), ("explain as one", "explain through")]
)
@pytest.mark.parametrize("b", [True, False])
def test_no_decisive_step_is_lost(reader: str, words: tuple[str, str], b: bool) -> None:
    loud = explain(*decided(b=b), reader, "en", depth="full")
    steps = {step for line in loud.lines if line.decisive for step in (line.step, *line.steps)}
    quiet = explain(*decided(*words, b=b), reader, "en")
    kept = {step for line in quiet.lines if line.text for step in (line.step, *line.steps)}
    assert {it for it in steps if it.startswith(("rule:", "fact:"))} <= kept


def test_a_lawyer_and_whoever_asks_for_all_of_it_see_what_is_quiet() -> None:
    for page in (
        explain(*decided("explain as one"), "lawyer", "en"),
        explain(*decided("explain as one"), "caseworker", "en", depth="full"),
    ):
        assert "Whoever is b is inner" in told(page)
