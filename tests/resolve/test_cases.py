"""`case` blocks: typed values given and expected."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from engine.model.policy import Expectation, GivenFact, Period
from tests.resolve.plain import ACT, bound, codes

FACTS = (
    ACT
    + """
decision kind vedtak basis § 2
fact ill of person : yes or no
fact born of person : date
fact income of person : money per year
fact share of person : percent
fact age of person : years
fact household of person : one of single, couple
fact colour of person : text
fact small of child : yes or no
list toys of child : toy
entity toy
fact wooden of toy : yes or no
discretion need of person : money per month
discretion burden of person
amount daily of person : money per benefit_day
right support of person
action condition of person by municipality
duty look of person by municipality
power extra of person by municipality : money per month
power warn of person by municipality
parameter rate : money
interpretation doubt of § 1
  reading narrow chosen "n" because "b"
  reading wide "w" because "b"
"""
)


def case(lines: str) -> Any:
    return bound(f'{FACTS}case "one" on 2024-05-01\n{lines}\n').cases[0]


def given(text: str) -> GivenFact:
    facts = case(f"  given {text}").given
    assert isinstance(facts[-1], GivenFact)
    return facts[-1]


def expected(text: str) -> Expectation:
    found = case(f"  given children: {{ola, kari}}\n  expect {text}").expected
    assert isinstance(found[-1], Expectation)
    return found[-1]


@pytest.mark.parametrize(
    ("written", "term", "value"),
    [
        ("ill: yes", "a.ill", True),
        ("ill of person: no", "a.ill", False),
        ("born: 1999-10-01", "a.born", date(1999, 10, 1)),
        ("income: 248 056 kr", "a.income", Fraction(248_056)),
        ("income: 248 056.50 kr per year", "a.income", Fraction("248056.5")),
        ("income: -5 kr", "a.income", Fraction(-5)),
        ("share: 25 %", "a.share", Fraction(1, 4)),
        ("age: 16 years", "a.age", Fraction(16)),
        ("household: single", "a.household", "single"),
        ('colour: "red"', "a.colour", "red"),
        ("need: 9 000 kr per month", "a.need", Fraction(9_000)),
        ("burden: yes", "a.burden", True),
    ],
)
def test_a_value_is_in_the_unit_of_its_type(written: str, term: str, value: object) -> None:
    fact = given(written)
    assert (fact.term, fact.member, fact.state, fact.value, fact.used) == (term, None, "known", value, None)


def test_states_and_days() -> None:
    assert given("ill: unknown").state == "unknown"
    assert given("ill: not shown").state == "not_shown"
    assert given("ill: yes from 2024-05-01 to 2024-05-31").period == Period(date(2024, 5, 1), date(2024, 5, 31))
    assert given("ill: yes to 2024-05-31").period == Period(None, date(2024, 5, 31))
    facts = case("  given ill: yes to 2024-05-31, ill: no from 2024-06-01").given
    assert [fact.value for fact in facts] == [True, False]


def test_lists_and_their_members() -> None:
    facts = case(
        "  given children: {ola, kari} complete, small of ola: yes, toys of ola: {car}, wooden of car: no"
    ).given
    assert [(fact.term, fact.member, fact.members, fact.complete, fact.value) for fact in facts] == [
        ("a.children", None, ("ola", "kari"), True, None),
        ("a.small", "ola", None, False, True),
        ("a.toys", "ola", ("car",), False, None),
        ("a.wooden", "car", None, False, False),
    ]
    assert given("children: {} complete").members == ()


def test_a_power_is_used_and_set() -> None:
    assert (given("used warn: yes").used, given("used warn: no").used) == (True, False)
    amount = given("extra: 500 kr")
    assert (amount.used, amount.value) == (True, Fraction(500))
    facts = case("  given used extra: yes, ill: no, extra: 500 kr per month").given
    assert [(fact.term, fact.used, fact.value) for fact in facts] == [("a.extra", True, 500), ("a.ill", None, False)]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("given income: 5 kr per month", "R201"),
        ("given income: 5", "R201"),
        ("given income: yes", "R201"),
        ("given ill: 5 kr", "R201"),
        ("given age: 16", "R201"),
        ("given share: 25", "R201"),
        ("given household: triple", "R212"),
        ("given ill: sometimes", "R212"),
        ("given income: 5… kr", "R208"),
        ("given suport: yes", "R102"),
        ("given support: yes", "R502"),
        ("given daily: 5 kr", "R502"),
        ("given condition: yes", "R502"),
        ("given granted of vedtak: yes", "R502"),
        ("given used ill: yes", "R213"),
        ("given used look: yes", "R213"),
        ("given rate: 5 kr", "R103"),
        ("given small: yes", "R504"),
        ("given small of ola: yes", "R503"),
        ("given children: {ola}, small of olle: yes", "R503"),
        ("given ill of child: yes", "R111"),
        ("given ill: yes, ill: no", "R505"),
        ("given ill: yes to 2024-05-31, ill: no from 2024-05-31", "R505"),
        ("given used extra: no, extra: 5 kr", "R505"),
        ("given children: yes", "R506"),
        ("given children: unknown", "R506"),
        ("given ill: {ola}", "R506"),
        ("given income: not shown", "R201"),
        ("given ill: yes from 2024-05-02 to 2024-05-01", "R309"),
        ("given ill of person of child: yes", "R113"),
        ("under doubt reading white", "R117"),
        ("suppose b 2027-01-01", "R101"),
        ("expect income: met", "R507"),
        ("expect condition: yes", "R507"),
        ("expect condition: met", "R507"),
        ("expect support: must", "R507"),
        ("expect support: 5 kr", "R201"),
        ("expect daily: 649.07… kr per month", "R201"),
        ("expect daily: 649.07…", "R201"),
        ("expect small: yes", "R504"),
        ("expect rate: 5 kr", "R103"),
        ("expect support: open waits for sometimes", "R102"),
        ("expect support: met by gammelloven § 1", "R402"),
    ],
)
def test_what_a_case_cannot_say(lines: str, code: str) -> None:
    assert codes(f'{FACTS}case "one" on 2024-05-01\n  {lines}\n') == [code]


@pytest.mark.parametrize(
    ("written", "outcome", "value", "digits"),
    [
        ("support: met", "met", None, ""),
        ("support: yes", "met", None, ""),
        ("support: no", "not_met", None, ""),
        ("support: not met", "not_met", None, ""),
        ("support: open", "open", None, ""),
        ("condition: must", "must", None, ""),
        ("condition: must not", "must_not", None, ""),
        ("condition: none", "none", None, ""),
        ("look: may", "may", None, ""),
        ("income: 5 kr", "value", Fraction(5), ""),
        ("born: 2024-04-02", "value", date(2024, 4, 2), ""),
        ("household: couple", "value", "couple", ""),
        ("daily: 649.07… kr per benefit_day", "value", None, "649.07"),
        ("daily: -649.07… kr", "value", None, "-649.07"),
    ],
)
def test_what_is_expected(written: str, outcome: str, value: object, digits: str) -> None:
    one = expected(written)
    assert (one.outcome, one.value, one.digits) == (outcome, value, digits)


def test_an_expectation_with_everything() -> None:
    one = expected(
        "daily: 649.07… kr from 2024-07-01 to 2024-09-30, "
        "small of ola: open waits for children & small of kari & need\n"
        "    by § 35 ledd 3, fvl § 25 not by § 35 ledd 2"
    )
    assert (one.term, one.member) == ("a.small", "ola")
    assert one.waits_for == (("a.children", None), ("a.small", "kari"), ("a.need", None))
    assert [str(citation) for citation in one.by] == ["LOV-2000-01-01-1 § 35 L3", "LOV-1967-02-10 § 25"]
    assert [str(citation) for citation in one.not_by] == ["LOV-2000-01-01-1 § 35 L2"]


def test_ready_or_not() -> None:
    assert expected("ready").outcome == "ready"
    waiting = expected("not ready waits for look")
    assert (waiting.term, waiting.outcome, waiting.waits_for) == ("", "not_ready", (("a.look", None),))


def test_how_a_case_is_run() -> None:
    text = (
        'case "one" on 2024-05-01 to 2024-06-30 known on 2024-04-01\n'
        "  under doubt reading wide\n"
        "  suppose a 2027-01-01\n"
    )
    found = bound(f"{FACTS}{text}").cases[0]
    assert (found.day, found.last, found.known_on) == (date(2024, 5, 1), date(2024, 6, 30), date(2024, 4, 1))
    assert found.readings == {"a.doubt": "wide"}
    assert found.supposed == {"a": date(2027, 1, 1)}


def test_cases_have_names_of_their_own() -> None:
    assert codes(f'{FACTS}case "one" on 2024-05-01\ncase "one" on 2024-05-02\n') == ["R501"]
    assert codes(f'{FACTS}case "one" on 2024-05-01 to 2024-04-01\n') == ["R309"]
