"""What expressions become: names bound to whom they are of, loose amounts in the period they meet, units carried."""

from __future__ import annotations

import pytest

from engine.model import expressions as x
from engine.model.units import Type
from engine.resolve.types import LOOSE
from tests.resolve.plain import ACT, bound, codes, read, shown

FACTS = (
    ACT
    + """
calendar free_days basis § 9 excludes saturday, sunday, 17 may, easter -2
fact ill of person : yes or no
fact born of person : date
fact moved of person : date
fact yearly of person : money per year
fact monthly of person : money per month
fact lump of person : money
fact daily of person : money per benefit_day
fact share of person : percent
fact count of person : number
fact age of person : years
fact household of person : one of single, couple
fact colour of person : text
fact small of child : yes or no
fact age_of_child of child : years
fact cost of child : money per month
fact moved_in of child : date
parameter rate : money per year
  from 2024-01-01 100 000 kr basis § 3
power extra of person by municipality : money per month
  basis § 4
"""
)


def value(text: str, type: str) -> str:
    """An expression as the value of a term of some type."""
    policy = bound(f"{FACTS}term t of person : {type}\nrule r\n  basis § 1\n  t is {text}\n")
    conclusion = policy.rules["a.r"].conclusion
    assert conclusion is not None
    assert conclusion.value is not None
    assert not [node for node in x.walk(conclusion.value) if node.type == LOOSE], "a loose amount is left"
    return shown(conclusion.value)


def condition(text: str) -> str:
    policy = bound(f"{FACTS}term t of person : yes or no\nrule r\n  basis § 1\n  t holds\n  when {text}\n")
    found = policy.rules["a.r"].condition
    assert not [node for node in x.walk(found) if node.type == LOOSE], "a loose amount is left"
    return shown(found)


def mistakes(text: str, type: str = "yes or no") -> list[str]:
    return codes(f"{FACTS}term t of person : {type}\nrule r\n  basis § 1\n  t is {text}\n")


@pytest.mark.parametrize(
    ("written", "type", "becomes"),
    [
        ("monthly + 100 kr", "money per month", "(monthly + 100 kr/month)"),
        ("100 kr + monthly", "money per month", "(100 kr/month + monthly)"),
        ("yearly less rate, but at least 0 kr", "money per year", "greater limit((yearly - $rate), 0 kr/year)"),
        ("the lesser of 5 kr and monthly", "money per month", "lesser(5 kr/month, monthly)"),
        ("5 kr", "money per month", "5 kr/month"),
        ("2 * 5 kr", "money per month", "product(2, 5 kr/month)"),
        ("25 % of 100 kr", "money per month", "product(25 %, 100 kr/month)"),
        ("100 kr / 3", "money per month", "quotient(100 kr/month, 3)"),
        ("if ill then 5 kr else 6 kr", "money per month", "if(ill, 5 kr/month, 6 kr/month)"),
        ("if ill then 5 kr else monthly", "money per month", "if(ill, 5 kr/month, monthly)"),
        ("lump + 100 kr", "money", "(lump + 100 kr)"),
        ("-5 kr + monthly", "money per month", "(-5 kr/month + monthly)"),
        ("sum of (100 kr for each c in children)", "money per month", "sum(100 kr/month for c in children where yes)"),
        (
            "5 kr rounded down to the nearest 2 kr basis § 2",
            "money per month",
            "round(5 kr/month, down 2, LOV-2000-01-01-1 § 2)",
        ),
    ],
)
def test_an_amount_without_a_period_takes_that_of_what_it_meets(written: str, type: str, becomes: str) -> None:
    assert value(written, type) == becomes


@pytest.mark.parametrize(
    ("written", "type"),
    [
        ("yearly / (12 months per year)", "money per month"),
        ("yearly / (260 benefit_day per year)", "money per benefit_day"),
        ("monthly * (12 months per year)", "money per year"),
        ("yearly / yearly", "number"),
        ("share * monthly", "money per month"),
        ("25 % of 10 % of monthly", "money per month"),
        ("2/3 of yearly", "money per year"),
        ("count * monthly", "money per month"),
        ("full years from born to the day", "years"),
        ("days from (born to the day where ill)", "number"),
        ("number of (c in children)", "number"),
        ("the year of born", "number"),
        ("monthly / rate", "years per month"),
        ("sum of (daily over days from born to the day)", "money per benefit_day"),
        ("greatest of (cost of c for each c in children)", "money per month"),
        ("greatest of (moved_in of c for each c in children)", "date"),
        ("the greater of born and moved", "date"),
        ("the first day of the year of born", "date"),
        ("the day began (ill)", "date"),
        ("monthly on born", "money per month"),
        ("extra", "money per month"),
        ("rate", "money per year"),
        ("100 % less share", "percent"),
    ],
)
def test_units_are_carried_through(written: str, type: str) -> None:
    assert value(written, type)


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("monthly < 5 kr", "monthly < 5 kr/month"),
        ("5 kr > monthly", "5 kr/month > monthly"),
        ("5 kr < 6 kr", "5 kr < 6 kr"),
        ("monthly in 1 kr to 2 kr", "between(monthly, 1 kr/month, 2 kr/month)"),
        ("age in 18 years to 66 years", "between(age, 18 year, 66 year)"),
        ("household is single", 'household = "single"'),
        ("single = household", '"single" = household'),
        ("household is not couple", 'household != "couple"'),
        ('colour = "red"', 'colour = "red"'),
        ("ill = no", "ill = no"),
        ("born < 2000-01-01", "born < 2000-01-01"),
        ("share > 25 %", "share > 25 %"),
        ("share > 0", "share > 0"),
        ("count > 60", "count > 60"),
        ("used extra", "used extra"),
        ("moved >= 1 year after born", "moved >= born + 1 year"),
        ("moved < 3 weeks before born", "moved < born - 3 week"),
        ("the day > born moved to next free_days", "the day > moved(born, free_days)"),
        ("not ill", "not(ill)"),
        ("ill and (ill or not ill)", "and(ill, or(ill, not(ill)))"),
        ("any c in children of person where small of c", "any(c in children where small of c)"),
        (
            "every c in children where age_of_child of c < 18 years",
            "every(c in children where age_of_child of c < 18 year)",
        ),
        ("any child in children where small of child", "any(child in children where small of child)"),
        ("ill of person", "ill"),
        ("a.ill", "ill"),
    ],
)
def test_conditions_are_bound(written: str, becomes: str) -> None:
    assert condition(written) == becomes


@pytest.mark.parametrize(
    ("written", "type", "code"),
    [
        ("yearly", "money per month", "R201"),
        ("yearly + monthly", "money per year", "R201"),
        ("monthly + 25 %", "money per month", "R201"),
        ("monthly + 3", "money per month", "R201"),
        ("monthly < yearly", "yes or no", "R201"),
        ("lump + monthly", "money per month", "R201"),
        ("age < 18", "yes or no", "R201"),
        ("age + 12 months", "years", "R201"),
        ("born = 3", "yes or no", "R201"),
        ("if ill then 1 kr else born", "money", "R201"),
        ("share > 25", "yes or no", "R201"),
        ("share in 10 to 20", "yes or no", "R201"),
        ("25", "percent", "R201"),
        ("monthly rounded down to the nearest 1 kr per year basis § 2", "money per month", "R201"),
        ("monthly", "yes or no", "R201"),
        ("monthly and ill", "yes or no", "R202"),
        ("not born", "yes or no", "R202"),
        ("if monthly then 1 kr else 2 kr", "money", "R202"),
        ("born + 3", "date", "R203"),
        ("ill + 1", "number", "R203"),
        ("25 % of ill", "percent", "R203"),
        ("full years from monthly to the day", "years", "R204"),
        ("3 weeks after ill", "date", "R204"),
        ("monthly on ill", "money per month", "R204"),
        ("ill < ill", "yes or no", "R205"),
        ("household > single", "yes or no", "R205"),
        ("the lesser of ill and ill", "yes or no", "R205"),
        ("5 fortnights", "number", "R206"),
        ("monthly rounded to the nearest 1 kr basis § 2", "money per month", "R211"),
        ("monthly rounded down to the nearest 1 kr half up basis § 2", "money per month", "R211"),
        ("monthly rounded down to the nearest 0 kr basis § 2", "money per month", "R211"),
        ("1.5 months after born", "date", "R210"),
        ("2 hours after born", "date", "R210"),
        ("full hours from born to the day", "hours", "R210"),
        ("649.07… kr", "money", "R208"),
        ("household = triple", "yes or no", "R212"),
        ("used ill", "yes or no", "R213"),
        ("small", "yes or no", "R112"),
        ("any c in children where small", "yes or no", "R112"),
        ("any c in children where c", "yes or no", "R114"),
        ("small of person", "yes or no", "R111"),
        ("ill of municipality", "yes or no", "R111"),
        ("rate of person", "money per year", "R111"),
        ("any c in children where ill of c", "yes or no", "R111"),
        ("ill of person of person", "yes or no", "R113"),
        ("unknown_thing", "yes or no", "R102"),
        ("children", "yes or no", "R103"),
        ("any c in ill where ill", "yes or no", "R103"),
        ("born moved to next rate", "date", "R103"),
        ("what otherwise applies", "yes or no", "R307"),
        ("greatest of (small of c for each c in children)", "yes or no", "R214"),
    ],
)
def test_what_cannot_meet_is_reported_once(written: str, type: str, code: str) -> None:
    assert mistakes(written, type) == [code]


def test_a_mistake_is_told_once_however_deep_it_lies() -> None:
    assert mistakes("not (ill and (2 * (unknown_thing + 3) > 4 or ill)) and ill") == ["R102"]


def test_each_of_two_mistakes_is_told() -> None:
    assert mistakes("unknown_thing and monthly and other_thing") == ["R102", "R202", "R102"]


def test_both_sides_and_their_units_are_named() -> None:
    found = read(f"{FACTS}term t of person\nrule r\n  basis § 1 ledd 2\n  t holds\n  when monthly < yearly\n")[1]
    assert [each.message for each in found] == ["`monthly` is kr per month, `yearly` is kr per year"]
    assert found[0].law == "a § 1 ledd 2"


def test_a_variable_inside_another_must_have_another_name() -> None:
    text = "any c in children where (any c in children where small of c)"
    assert mistakes(text) == ["R116"]


def test_a_bare_name_is_of_the_member_the_rule_is_about() -> None:
    policy = bound(
        f"{FACTS}term young of child\nrule r\n  basis § 1\n  young holds\n"
        "  when age_of_child < 18 years and small of child and ill\n"
    )
    assert policy.rules["a.r"].subject == "a.child"
    assert shown(policy.rules["a.r"].condition) == "and(age_of_child of it < 18 year, small of it, ill)"


def test_the_type_of_every_node_is_a_type() -> None:
    policy = bound(f"{FACTS}term t of person : money per month\nrule r\n  basis § 1\n  t is monthly + 5 kr\n")
    conclusion = policy.rules["a.r"].conclusion
    assert conclusion is not None
    assert all(isinstance(node.type, Type) for node in x.walk(conclusion.value))  # type: ignore[arg-type]
