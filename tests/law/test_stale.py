"""Two texts of an act: exactly the rules that rest on what changed."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from engine.law.stale import Changed, Staleness, stale
from engine.law.text import LawText
from tests.law.policies import policy
from tests.law.samples import UNCOMMENCED, act, items, ledd, mark, read, section

RULES = """
amount a of person : money
rule whole_ledd
  basis § 1 ledd 1
  a is 1 kr
rule first_sentence
  basis § 1 ledd 1 punktum 1
  a is 1 kr
rule second_sentence
  basis § 1 ledd 1 punktum 2
  a is 1 kr
rule whole_section
  basis § 1
  a is 1 kr
rule item
  basis § 2 ledd 1 bokstav a
  a is 1 kr
rule other_item
  basis § 2 ledd 1 bokstav b
  a is 1 kr
rule later
  basis § 1 ledd 1
  in force from 2025-01-01
  a is 1 kr
rule earlier
  basis § 1 ledd 1
  in force until 2019-12-31
  a is 1 kr
discretion need of person : yes or no
  basis § 1 ledd 1 punktum 2
  standard
"""
POLICY = policy(RULES)


def text(
    first: str = "Kommunen svarer.",
    second: str = "Den begrunner.",
    lead: str = "Kommunen gir:",
    a: str = "mat og",
    b: str = "husly.",
    more: str = "",
    edition: date | None = date(2024, 1, 1),
) -> LawText:
    body = (
        section("1", "Svar", ledd(f"{first} {second}"), more),
        section("2", "Hjelp", ledd(f"{lead} {items(a=a, b=b)}")),
    )
    return evolve(read(act(*body)), edition=edition)


def compared(old: LawText, new: LawText) -> Staleness:
    return stale(POLICY, {old.id: old}, {new.id: new})


def rules(found: Staleness) -> set[str]:
    return {each.id.removeprefix("prøveloven.") for each in found.stale}


@pytest.mark.parametrize(
    ("new", "resting"),
    [
        (text(), set()),
        (text(first="Kommunen kan svare."), {"whole_ledd", "first_sentence", "whole_section"}),
        (text(second="Den gjør det."), {"whole_ledd", "second_sentence", "whole_section", "need"}),
        (text(a="drikke og"), {"item"}),
        (text(b="klær."), {"other_item"}),
        (text(lead="Staten gir:"), {"item", "other_item"}),
        (text(more=ledd("Kongen gir forskrift.")), {"whole_section"}),
        (
            text(first="Først svarer staten. Kommunen svarer."),
            {"whole_ledd", "first_sentence", "second_sentence", "whole_section", "need"},
        ),
    ],
)
def test_exactly_what_rests_on_a_changed_sentence_is_stale(new: LawText, resting: set[str]) -> None:
    assert rules(compared(text(), new)) == resting


def test_layout_and_notes_make_nothing_stale() -> None:
    noted = read(
        act(
            section("1", "Nytt navn", ledd("Kommunen  svarer.<br/> Den begrunner."), note="Endret ved lov 9."),
            section("2", "Hjelp", ledd(f"Kommunen gir: {items(a='mat og', b='husly.')}")),
        )
    )
    found = compared(text(), noted)
    assert found.changes == ()
    assert rules(found) == set()


def test_a_rule_of_other_days_is_set_aside_and_counted() -> None:
    found = compared(text(), text(first="Kommunen kan svare."))
    assert {one.id for one in found.other_days} == {"prøveloven.earlier", "prøveloven.later"}
    of_any_day = compared(text(edition=None), text(first="Kommunen kan svare."))
    assert {one.id for one in of_any_day.other_days} == {"prøveloven.earlier"}
    assert "later" in rules(of_any_day)


def test_a_sentence_that_moved_is_followed() -> None:
    moved = next(
        change
        for change in compared(text(), text(first="Først svarer staten. Kommunen svarer.")).changes
        if change.moved_to is not None
    )
    assert (str(moved.citation), str(moved.moved_to)) == ("LOV-2001-02-03-4 § 1 L1 P1", "LOV-2001-02-03-4 § 1 L1 P2")


def test_what_is_added_removed_and_commenced_is_told_apart() -> None:
    waiting = section("1", "Svar", ledd("Kommunen svarer."), ledd(f"[Den begrunner.]{mark()}"), footnotes=[UNCOMMENCED])
    longer = section("1", "Svar", ledd("Kommunen svarer."), ledd("Den begrunner."), ledd("Den venter."))
    old, new = read(act(waiting)), read(act(longer))

    def kinds(changes: tuple[Changed, ...]) -> list[str]:
        return [change.kind for change in changes]

    assert kinds(compared(old, new).changes) == ["changed", "added"]
    assert kinds(compared(new, old).changes) == ["changed", "removed"]
    unbracketed = evolve(old.sections["1"].paragraphs[1], not_in_force=(), in_force=True)
    section_1 = evolve(old.sections["1"], paragraphs=(old.sections["1"].paragraphs[0], unbracketed))
    commenced = evolve(old, sections={"1": section_1}, sha256="")
    assert kinds(compared(old, commenced).changes) == ["commenced"]


def test_an_act_that_comes_into_force_is_told() -> None:
    waiting = read(act(section("1", "", ledd("Kommunen svarer.")), in_force="Kongen bestemmer", last_change=""))
    commenced = read(act(section("1", "", ledd("Kommunen svarer.")), last_change=""))
    assert compared(waiting, commenced).commenced == ("LOV-2001-02-03-4",)
    assert compared(commenced, commenced).commenced == ()


def test_acts_that_only_one_side_has_are_not_compared() -> None:
    law = text()
    assert stale(POLICY, {law.id: law}, {}).compared == ()
    assert stale(POLICY, {}, {law.id: law}).stale == ()
