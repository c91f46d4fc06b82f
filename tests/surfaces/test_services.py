"""Services: listed for somebody at a counter, asked for by their plain names, and open where nothing is known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.model.case import Case, Options
from engine.model.policy import Period
from engine.store.case_questions import asked_of
from engine.workspace import Workspace, open_workspace
from explain import LANGUAGES, READERS, explain, render
from tests.surfaces.program import POLICY, Program

DAYS = ("2022-12-31", "2023-01-01")
POLICIES = Path(__file__).parents[2] / "policies"
SERVICE = """\
service long_stay
  nb "Egenandel for langtidsopphold"  nn "Eigenbetaling for langtidsopphald"  en "Payment for a long stay"
  basis § 3
  described as nb "Det høyeste du kan bli bedt om å betale"  en "The most you can be asked to pay"
  asks payment, relief
"""
OLD = """\
right old of resident
  nb met "Ja" not met "Nei"
  in force until 2022-12-31
rule old_right
  basis § 9
  resident has old
"""
SHIPPED = open_workspace([str(POLICIES)])
SETTLED_WITHOUT_FACTS: dict[str, str] = {}
"""What the law settles for everybody, by term: none of what may be asked for is."""


@pytest.fixture
def served(hjemmel: Program) -> Program:
    hjemmel.write("policies/small.policy", POLICY + SERVICE)
    return hjemmel


def test_the_list_is_read_from_a_counter(served: Program) -> None:
    ran = served("services", "--language", "en")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
Regulation on payment

  Payment for a long stay (§ 3)
    The most you can be asked to pay.
    – the payment
        highest amount · § 3 (2) sentence 1 · settled by the rules
    – You get relief
        right · § 5 (4) · rules and discretion: unreasonable hardship
    Ask like this: hjemmel decide CASE --for long_stay
"""
    )


def test_words_narrow_the_list_in_any_language(served: Program) -> None:
    assert "Egenandel for langtidsopphold" in served("services", "LANGTIDSOPPHALD").out
    ran = served("services", "langtidsophold")
    assert (ran.code, ran.out) == (1, "")
    assert "did you mean `langtidsopphold`?" in ran.err


def test_a_day_without_rules_says_so(served: Program) -> None:
    assert "No rule is in force on this day." in served("services", "--on", "2011-12-31", "--language", "en").out
    (listed,) = json.loads(served("services", "--on", "2024-05-01", "--format", "json").out)
    assert (listed["in_force"], listed["provisions"]) == (True, ["FOR-2011-12-16-1349 § 3"])


@pytest.mark.parametrize("called", ["long_stay", "egenandelsforskriften.long_stay", "payment for a  LONG stay"])
def test_a_service_is_asked_for_by_name_or_plain_name(served: Program, called: str) -> None:
    ran = served("decide", "-", "--for", called, input='{"on": "2024-05-01"}')
    assert ran.code == 0
    assert ran.out.startswith("payment: open\n")
    assert "\nrelief: open\n" in ran.out


def test_a_case_may_ask_for_a_service(served: Program) -> None:
    case = {"on": "2024-05-01", "ask": "Eigenbetaling for langtidsopphald", "facts": {}}
    assert served("decide", "-", input=json.dumps(case)).out.startswith("payment: open\n")
    schema: dict[str, Any] = json.loads(served("schema", "case").out)
    assert case["ask"] in schema["$defs"]["term"]["enum"]


def test_a_term_goes_before_a_service_and_what_is_neither_is_told(served: Program) -> None:
    assert served("decide", "-", "--for", "payment", input='{"on": "2024-05-01"}').out.count(": open\n") == 1
    ran = served("decide", "-", "--for", "Payment for a long stray", input='{"on": "2024-05-01"}')
    assert ran.code == 1
    assert "P304" in ran.err
    assert "did you mean `Payment for a long stay`?" in ran.err


def test_a_service_asks_for_what_the_law_has_on_the_day(hjemmel: Program) -> None:
    service = 'service both\n  nb "Begge"  nn "Begge"  en "Both"\n  basis § 9\n  asks old, payment\n'
    hjemmel.write("policies/small.policy", POLICY + OLD + service)
    told = {day: hjemmel("decide", "-", "--for", "both", input=f'{{"on": "{day}"}}').out for day in DAYS}
    assert ["old: " in told[day] for day in DAYS] == [True, False]
    assert all("payment: open" in each for each in told.values())


@pytest.mark.parametrize("service", list(SHIPPED.policy.services))
def test_every_service_is_open_where_nothing_is_known(service: str) -> None:
    decision = SHIPPED.decide_case(_empty(SHIPPED, service), Options())
    segments = [(answer.term, segment) for answer in decision.answers for segment in answer.segments]
    assert segments
    for term, segment in segments:
        assert segment.is_open or term in SETTLED_WITHOUT_FACTS, f"{term} is {segment.value} with no fact known"
        assert bool(segment.waits) == segment.is_open


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_service_is_told_of_in_every_language(language: str) -> None:
    for service in SHIPPED.policy.services:
        decision = SHIPPED.decide_case(_empty(SHIPPED, service), Options())
        for reader in READERS:
            told = render(explain(SHIPPED.policy, decision, reader, language))
            assert told.strip()
            assert not [other for other in LANGUAGES if other != language and f"[{other}]" in told], (service, told)


def _empty(workspace: Workspace, service: str) -> Case:
    day = date(2025, 3, 1)
    return Case(day=day, requested=asked_of(workspace.policy, service, Period(day, day)))


def test_what_is_asked_of_members_waits_for_them_to_be_listed(hjemmel: Program) -> None:
    of_child = 'right toys of child\n  nb met "Ja" not met "Nei"\nrule toys_for_all\n  basis § 9\n  child has toys\n'
    hjemmel.write("policies/small.policy", POLICY + of_child)
    case: dict[str, Any] = {"on": "2024-05-01", "ask": "toys", "facts": {}}
    assert hjemmel("decide", "-", input=json.dumps(case)).out == "toys: open\n  waits for the list children\n"
    case["lists"] = {"children": {"members": [], "complete": True}}
    assert hjemmel("decide", "-", input=json.dumps(case)).out == "toys: nobody is listed\n"
