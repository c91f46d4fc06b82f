"""The author's own words, and what stands in where there are none; formulae and conditions in words."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.case import Case, Statement
from engine.model.policy import Policy
from explain import explain, render
from explain.formulae import in_words
from explain.names import Voice, statement, term_name
from explain.values import NO_BREAK
from tests.explain.pages import decision_of, policy_of

RULES = """
language en
act loven LOV-2000-01-01-1
  nb "Loven"
  covers from 2000-01-01
entity person
  nb "personen"
fact only_english of person : yes or no
  en "lives alone"
fact nameless_thing of person : yes or no
fact both_ways of person : yes or no
  nb met "Du bor alene" not met "Du bor sammen med noen"
fact income of person : money per year
  nb "inntekten"
fact debt of person : money per year
  nb "gjelden"
fact born of person : date
  nb "fødselsdatoen"
amount base of person : money per year
  nb "grunnlaget"
rule base_is
  basis § 1
  base is {formula}
right support of person
  nb met "Du har rett til støtte" not met "Du har ikke rett til støtte"
rule supported
  basis § 2
  person has support
  when only_english and not nameless_thing and not both_ways
"""


def policy_with(formula: str = "income") -> Policy:
    return policy_of(RULES.replace("{formula}", formula))


def voice(policy: Policy, language: str = "nb", reader: str = "person") -> Voice:
    return Voice(policy, Case(date(2024, 1, 1)), reader, language)


def formula(text: str, language: str = "nb") -> str:
    policy = policy_with(text)
    conclusion = policy.rules["loven.base_is"].conclusion
    assert conclusion is not None
    assert conclusion.value is not None
    return in_words(voice(policy, language), conclusion.value).replace(NO_BREAK, " ")


def test_words_of_another_language_are_marked_as_such() -> None:
    assert term_name(voice(policy_with()), "loven.only_english") == "lives alone [en]"
    assert term_name(voice(policy_with(), "en"), "loven.income") == "inntekten [nb]"


def test_nothing_is_made_up_where_there_are_no_words() -> None:
    assert term_name(voice(policy_with()), "loven.nameless_thing") == "nameless thing [mangler ord]"
    assert term_name(voice(policy_with(), "nn"), "loven.nameless_thing") == "nameless thing [manglar ord]"


def test_a_right_known_by_its_sentence_is_quoted() -> None:
    assert term_name(voice(policy_with()), "loven.support") == "«Du har rett til støtte»"


def test_both_answers_have_the_authors_own_sentence() -> None:
    speaker = voice(policy_with())
    assert statement(speaker, "loven.both_ways", True) == "Du bor alene"
    assert statement(speaker, "loven.both_ways", False) == "Du bor sammen med noen"


def test_a_negation_is_never_glued_on() -> None:
    policy = policy_with()
    facts = '{"only_english": true, "nameless_thing": true, "both_ways": false}'
    decision = decision_of(policy, f'{{"on": "2024-01-01", "ask": ["support"], "facts": {facts}}}')
    text = render(explain(policy, decision, "caseworker", "nb"))
    assert "Nameless thing [mangler ord]: ja" in text
    assert "Du bor sammen med noen" in text
    assert "ikke lives" not in text
    assert "ikke nameless" not in text


@pytest.mark.parametrize(
    ("written", "nb", "en"),
    [
        ("income less debt", "inntekten minus gjelden", "inntekten [nb] minus gjelden [nb]"),
        (
            "75 % of (income less debt)",
            "75 % av (inntekten minus gjelden)",
            "75% of (inntekten [nb] minus gjelden [nb])",
        ),
        ("2/3 of income", "2/3 av inntekten", "2/3 of inntekten [nb]"),
        ("2.041 * income", "2,041 ganger inntekten", "2.041 times inntekten [nb]"),
        (
            "income less debt, but at least 0 kr",
            "inntekten minus gjelden, men minst 0 kr per år",
            "inntekten [nb] minus gjelden [nb], but at least NOK 0 per year",
        ),
        (
            "the lesser of income and debt",
            "det minste av inntekten og gjelden",
            "the lesser of inntekten [nb] and gjelden [nb]",
        ),
        (
            "if born < 2000-01-01 then income else debt",
            "inntekten hvis fødselsdatoen er før 1. januar 2000, ellers gjelden",
            "inntekten [nb] if fødselsdatoen [nb] is before 1 January 2000, otherwise gjelden [nb]",
        ),
        (
            "income rounded down to the nearest 1 kr basis § 1",
            "inntekten, rundet ned til nærmeste 1 kr per år",
            "inntekten [nb], rounded down to the nearest NOK 1 per year",
        ),
    ],
)
def test_a_formula_is_said_in_words(written: str, nb: str, en: str) -> None:
    assert formula(written) == nb
    assert formula(written, "en") == en


def test_a_person_hears_a_formula_in_steps_without_parentheses() -> None:
    policy = policy_with("75 % of (income less debt) + 25 % of (the lesser of income and debt)")
    case = '{"on": "2024-01-01", "ask": ["base"], "facts": {"income": 1000, "debt": 400}}'
    text = render(explain(policy, decision_of(policy, case), "person", "nb")).replace(NO_BREAK, " ")
    text = " ".join(text.split())
    assert "Grunnlaget er 75 % av 600 kr per år pluss 25 % av 400 kr per år." in text
    assert "600 kr per år er inntekten minus gjelden." in text
    assert "400 kr per år er det minste av inntekten og gjelden." in text


def test_not_shown_is_not_the_same_as_no() -> None:
    policy = policy_with()
    shown = {"only_english": Statement("not_shown"), "nameless_thing": Statement("known", False)}
    facts = {(f"loven.{name}", None): (it,) for name, it in shown.items()}
    from engine.evaluate import decide

    decision = decide(policy, Case(date(2024, 1, 1), facts=facts, requested=("loven.support",)))
    text = render(explain(policy, decision, "person", "nb"))
    assert "Lives alone [en]: ikke vist." in text
    assert "nei" not in text.split("Dette har vi lagt til grunn")[1].split("Derfor")[0]
