"""Numbers, money, dates and words as readers see them, beside what they are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.model.policy import Declared
from engine.model.units import DATE, EFFECT, NUMBER, PERCENT, YES_NO, Type, Unit
from explain.values import NO_BREAK, show

YEARLY = Type("number", Unit.of(kr=1, year=-1))
DAILY = Type("number", Unit.of(kr=1, benefit_day=-1))
AGE = Type("number", Unit.of(year=1))
HOURS = Type("number", Unit.of(hour=1, week=-1))
CHOICE = Type("choice", choices=("living_alone",))
UNITS = {"x.benefit_day": Declared("x.benefit_day", "benefit_day", "x", labels={"nb": "stønadsdag/stønadsdager"})}


def said(value: object, type_: Type, language: str) -> str:
    return show(value, type_, language, UNITS).text.replace(NO_BREAK, " ")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "type_", "nb", "nn", "en"),
    [
        (Fraction("253141.148"), YEARLY, "253 141,15 kr per år", "253 141,15 kr per år", "NOK 253,141.15 per year"),
        (Fraction(124028), YEARLY, "124 028 kr per år", "124 028 kr per år", "NOK 124,028 per year"),
        (Fraction(649), DAILY, "649 kr per stønadsdag", "649 kr per stønadsdag [nb]", "NOK 649 per stønadsdag [nb]"),
        (Fraction(24), AGE, "24 år", "24 år", "24 years"),
        (Fraction(1), HOURS, "1 time per uke", "1 time per veke", "1 hour per week"),
        (Fraction(32), HOURS, "32 timer per uke", "32 timar per veke", "32 hours per week"),
        (Fraction("2.041"), NUMBER, "2,041", "2,041", "2.041"),
        (Fraction(2, 3), NUMBER, "2/3", "2/3", "2/3"),
        (Fraction(3, 4), PERCENT, "75 %", "75 %", "75%"),
        (date(2024, 7, 1), DATE, "1. juli 2024", "1. juli 2024", "1 July 2024"),
        (True, YES_NO, "ja", "ja", "yes"),
        ("must_not", EFFECT, "skal ikke", "skal ikkje", "must not"),
        ("living_alone", CHOICE, "«living alone»", "«living alone»", "“living alone”"),
    ],
)
def test_a_value_has_words_in_each_language(value: object, type_: Type, nb: str, nn: str, en: str) -> None:
    assert said(value, type_, "nb") == nb
    assert said(value, type_, "nn") == nn
    assert said(value, type_, "en") == en


def test_a_choice_is_called_what_the_author_calls_it() -> None:
    choice = Type("choice", choices=("single", "couple"), words={"single": {"nb": "enslig", "en": "single"}})
    assert [said("single", choice, language) for language in ("nb", "nn", "en")] == ["enslig", "enslig [nb]", "single"]
    assert said("couple", choice, "nb") == "«couple»"


def test_a_unit_may_give_both_numbers() -> None:
    per_year = Type("number", Unit.of(benefit_day=1, year=-1))
    assert said(Fraction(260), per_year, "nb") == "260 stønadsdager i året"
    assert said(Fraction(1), per_year, "nb") == "1 stønadsdag i året"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0.005", "0,01 kr per år"),
        ("-0.005", "-0,01 kr per år"),
        ("0.0049", "0,00 kr per år"),
        ("2.675", "2,68 kr per år"),
    ],
)
def test_ties_go_away_from_zero(value: str, shown: str) -> None:
    assert said(Fraction(value), YEARLY, "nb") == shown


def test_what_is_shortened_says_so_and_keeps_the_exact_value() -> None:
    short = show(Fraction(63285287, 375), YEARLY, "nb")
    assert (short.exact, short.unit, short.rounded) == ("63285287/375", "kr/year", True)
    assert not show(Fraction("190944.80"), YEARLY, "nb").rounded


def test_a_number_is_never_broken_from_its_unit() -> None:
    assert show(Fraction(124028), YEARLY, "nb").text == f"124{NO_BREAK}028{NO_BREAK}kr per år"
