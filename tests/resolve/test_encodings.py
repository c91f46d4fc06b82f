"""Eight provisions encoded, with the files they lean on: bound together without a word, and as they should be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.diagnostics.render import render
from engine.model.policy import Policy
from engine.resolve import resolve
from engine.source import SourceText
from engine.syntax import parse
from tests.resolve.plain import shown
from tests.resolve.whole import dangling

FILES = sorted((Path(__file__).parents[1] / "encodings").glob("*.policy"))


@cache
def policy() -> Policy:
    read = [parse(SourceText(path.name, path.read_text(encoding="utf-8"))) for path in FILES]
    made, found = resolve([document for document, _ in read])
    found += [each for _, mistakes in read for each in mistakes]
    assert found == [], render(found, {document.source.name: document.source for document, _ in read})
    return made


def test_everything_a_policy_names_is_in_it() -> None:
    assert dangling(policy()) == []


def test_payment_by_income_meets_kr_per_year_throughout() -> None:
    conclusion = policy().rules["egenandelsforskriften.ceiling_by_income"].conclusion
    assert conclusion is not None
    assert conclusion.value is not None
    assert shown(conclusion.value) == (
        "(product(75 %, greater limit((lesser(base, $grunnbeløp) - exempt_amount), 0 kr/year)) "
        "+ product(85 %, greater limit((base - $grunnbeløp), 0 kr/year)))"
    )


def test_one_act_has_several_effects_and_exceptions_to_exceptions() -> None:
    rules = policy().rules
    kinds = {
        name: rule.conclusion.kind
        for name in ("general_power", "under_30", "weighty_reasons_against", "no_condition_in_emergency")
        if (rule := rules[f"sosialtjenesteloven.{name}"]).conclusion is not None
    }
    assert kinds == {
        "general_power": "may",
        "under_30": "must",
        "weighty_reasons_against": "must_not",
        "no_condition_in_emergency": "must_not",
    }
    assert rules["sosialtjenesteloven.weighty_reasons_against"].targets == ("sosialtjenesteloven.under_30",)


def test_a_chapter_is_switched_off_but_for_one_section() -> None:
    exception = policy().rules["bopf.no_residence"]
    sections = {policy().rules[target].basis[0].citation.section for target in exception.targets}
    assert {"18", "19", "20", "20a", "29", "35"} <= sections
    assert not sections & {"1", "4", "17"}
    assert exception.conclusion is None


def test_a_departure_and_a_conversion_to_days() -> None:
    rules = policy().rules
    young, day = (rules[f"sosialtjenesteloven.{name}"].conclusion for name in ("young_participant", "day_is_1_260"))
    assert young is not None
    assert day is not None
    assert shown(young.value) == "product(2/3, otherwise)"  # type: ignore[arg-type]
    assert shown(day.value) == "quotient(yearly_benefit, 260 benefit_day/year)"  # type: ignore[arg-type]


def test_an_address_that_moved_is_dated() -> None:
    basis = policy().rules["tannhelsetjenesteloven.county_priority"].basis
    assert [(str(each.citation), str(each.since), str(each.until)) for each in basis] == [
        ("LOV-1983-06-03-54 § 1-3 L1 e", "None", "2024-06-30"),
        ("LOV-1983-06-03-54 § 1-3 L1 g", "2024-07-01", "None"),
    ]
