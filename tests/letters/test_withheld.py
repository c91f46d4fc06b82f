"""What the party may not see is used, and nothing in the letter tells of it: not its words, its number or its room."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.evaluate.decision import Decision
from explain.document import words_of
from explain.document_html import as_html_page
from explain.document_pdf import as_typst
from explain.letter import Letter
from tests.letters.pages import example, law, letter_of, read, told

BASIS = {"basis": "forvaltningsloven § 19 ledd 1 bokstav d"}
FACTS = ("other_resources", "norwegian", "housing_costs", "household", "stays_in_norway")


def case_with(fact: str, **said: Any) -> str:
    case = json.loads(example("refusal"))
    given = case["facts"][fact]
    case["facts"][fact] = {**(given if isinstance(given, dict) else {"value": given}), **said}
    return json.dumps(case)


def decision(text: str) -> Decision:
    case, options = read(text)
    return law().decide_case(case, options)


def grounds(text: str) -> Any:
    return [(it.term, [(seg.value, seg.grounds) for seg in it.segments]) for it in decision(text).answers]


def texts(letter: Letter) -> list[str]:
    assert letter.document is not None, letter.diagnostics
    return list(words_of(letter.document))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("other", ["7 999", "1", "13 000", "0"])
def test_two_hidden_values_that_decide_alike_give_the_same_bytes(other: str, language: str) -> None:
    one = case_with("other_resources", withheld=BASIS)
    two = case_with("other_resources", withheld=BASIS, value=other, origin={"by": "en nabo", "at": "2024-07-01"})
    assert grounds(one) == grounds(two)
    first, second = letter_of(one, language), letter_of(two, language)
    assert told(first) == told(second)
    assert first.document is not None
    assert second.document is not None
    assert as_html_page(first.document) == as_html_page(second.document)
    assert as_typst(first.document) == as_typst(second.document)


@pytest.mark.parametrize("fact", FACTS)
def test_why_it_is_withheld_is_not_told_either(fact: str) -> None:
    one = told(letter_of(case_with(fact, withheld=BASIS)))
    assert one == told(letter_of(case_with(fact, withheld={"basis": "pbrl § 5-1"})))


@pytest.mark.parametrize("fact", FACTS)
def test_a_letter_with_something_withheld_says_nothing_a_full_one_does_not(fact: str) -> None:
    full, less = texts(letter_of(example("refusal"))), texts(letter_of(case_with(fact, withheld=BASIS)))
    assert len(less) < len(full)
    sentences = {part for text in full for part in text.replace("(", ". ").split(". ")}
    added = [it for text in less if text not in full for it in text.split(". ") if it.split(" (")[0] not in sentences]
    assert [it for it in added if not any(it.split(" (")[0] in whole for whole in full)] == []


def test_neither_the_value_nor_what_was_reckoned_from_it_is_told() -> None:
    text = told(letter_of(case_with("other_resources", withheld=BASIS))).replace("\xa0", " ")
    assert "8 000" not in text
    assert "lønnsslipp" not in text
    assert "Du har ikke rett til stønad til livsopphold" in text


def test_the_decision_is_the_same_whether_or_not_a_fact_is_withheld() -> None:
    assert grounds(case_with("norwegian", withheld=BASIS)) == grounds(example("refusal"))


def test_no_part_of_a_letter_is_empty_and_no_heading_stands_alone() -> None:
    for fact in FACTS:
        text = told(letter_of(case_with(fact, withheld=BASIS)))
        assert "\n\n\n" not in text
        assert all(it.strip() for it in texts(letter_of(case_with(fact, withheld=BASIS))))


def test_all_that_is_withheld_leaves_a_true_sentence_of_the_facts() -> None:
    case = json.loads(example("refusal"))
    case["facts"] = {
        name: {**(it if isinstance(it, dict) else {"value": it}), "withheld": BASIS}
        for name, it in case["facts"].items()
    }
    assert "Dette har vi lagt til grunn" in told(letter_of(json.dumps(case)))


def test_a_provision_must_be_named() -> None:
    from engine.source import SourceText
    from engine.store.cases import read_case

    for wrong in ({}, {"basis": ""}, {"basis": "§ 19", "why": "x"}, "§ 19"):
        found = read_case(SourceText("c.json", case_with("norwegian", withheld=wrong)), law().policy)[2]
        assert {it.code for it in found} & {"P316", "P315", "P311"}, wrong
