"""Safe fixes: what they write parses to what was meant, and a fix that would bring an error along is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from engine.authoring.fixing import Mended, mend
from engine.diagnostics import Code, Diagnostic, Edit, Fix, Severity
from engine.model.expressions import And, Expression, Not
from engine.model.policy import Rule
from engine.source import SourceText, Span
from engine.store.files import FileBytes
from engine.syntax.format import format_source
from engine.workspace import workspace_of

FILE = "page.policy"
MADE_UP = Code("T101", "made-up", "a finding made up for a test", Severity.WARNING)
BEGINNING = """\
language en
act eksempelloven LOV-2001-01-01-1
  covers from 2020-01-01
entity person
fact age of person : years
fact share of person : percent
fact ill of person : yes or no
term old of person : yes or no
rule r
  basis § 1
  old holds
"""


def fixed(text: str, more: Sequence[Diagnostic] = ()) -> Mended:
    return mended(BEGINNING + text, more)


def mended(text: str, more: Sequence[Diagnostic] = ()) -> Mended:
    files = [FileBytes(FILE, text.encode())]

    def judge(texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        return workspace_of([FileBytes(FILE, texts[FILE].encode())]).check()

    return mend({FILE: SourceText(FILE, text)}, [*more, *workspace_of(files).check()], judge)


def written(text: str) -> str:
    """What stands after the beginning once it has been mended."""
    result = fixed(text)
    return result.texts.get(FILE, BEGINNING + text).removeprefix(BEGINNING)


def test_what_one_mistake_hid_is_mended_too() -> None:
    """The unit of `67` is only known to be missing once `agee` is read as `age`."""
    assert written("  when agee > 67 and share > 25\n") == "  when age > 67 years and share > 25 %\n"


def test_a_text_without_findings_is_left_alone() -> None:
    assert fixed("  when age > 67 years\n").texts == {}


def test_what_has_no_sure_fix_is_left_alone() -> None:
    assert written("  when nosuchthing\n") == "  when nosuchthing\n"


def test_two_fixes_of_one_word_are_never_both_made() -> None:
    place = Span(FILE, len(BEGINNING) + len("  when "), len(BEGINNING) + len("  when ill"))
    fixes = [Fix(f"Write `{word}`", (Edit(place, word),), is_safe=True) for word in ("not ill", "old")]
    result = fixed(
        "  when ill\n", [MADE_UP.at(place, "one", fixes=fixes[:1]), MADE_UP.at(place, "two", fixes=fixes[1:])]
    )
    assert result.texts[FILE].removeprefix(BEGINNING) == "  when not ill\n"


def test_a_fix_that_brings_an_error_along_is_left_out() -> None:
    place = Span(FILE, len(BEGINNING) + len("  when "), len(BEGINNING) + len("  when ill"))
    for wrong in ("nosuchthing", "ill and and", "5"):
        fix = Fix("Make it worse", (Edit(place, wrong),), is_safe=True)
        assert fixed("  when ill\n", [MADE_UP.at(place, "one", fixes=[fix])]).texts == {}


def test_two_negations_are_taken_out_and_the_meaning_stays() -> None:
    text = "  when not (not (ill or age > 5 years)) and not not ill and not (not age in 1 years to 2 years)\n"
    result = fixed(text)
    before, after = (
        workspace_of([FileBytes(FILE, each.encode())]).policy for each in (BEGINNING + text, result.texts[FILE])
    )
    assert written(text) == "  when ((ill or age > 5 years)) and ill and (age in 1 years to 2 years)\n"
    assert [each for each in result.found if each.code == "A005"] == []
    assert without_negations(before.rules["eksempelloven.r"]) == after.rules["eksempelloven.r"].condition


def without_negations(rule: Rule) -> Expression:
    """The condition of a rule with each `not not` taken out."""
    assert isinstance(rule.condition, And)
    parts = [
        part.part.part if isinstance(part, Not) and isinstance(part.part, Not) else part
        for part in rule.condition.parts
    ]
    return evolve(rule.condition, parts=tuple(parts))


ROWS = """\
parameter rate : money per month
  basis § 2
  -- the newest
  from 2025-01-01  8 000 kr  -- read on paper
  from 2023-01-01 to 2023-12-31
    7 550 kr
  -- of the year between
  from 2024-01-01  unverified
"""


def test_values_are_put_in_order_with_their_comments() -> None:
    assert written(ROWS) == (
        """\
parameter rate : money per month
  basis § 2
  from 2023-01-01 to 2023-12-31
    7 550 kr
  -- of the year between
  from 2024-01-01  unverified
  -- the newest
  from 2025-01-01  8 000 kr  -- read on paper
"""
    )
    assert [it.code for it in fixed(ROWS).found if it.code == "A404"] == []


def test_values_on_one_line_are_left_to_a_person() -> None:
    text = "parameter rate : money per month\n  from 2025-01-01 8 000 kr from 2023-01-01 7 550 kr\n"
    assert written(text) == text


def test_a_canonical_text_is_canonical_when_it_is_mended() -> None:
    """The unit makes the condition too long for its line."""
    many = " less ".join(["123 456 789 years"] * 4)
    text = laid_out(f"{BEGINNING}  when age > {many} unless age > 67\n")
    result = mended(text)
    assert text.count("\n") < result.texts[FILE].count("\n")
    assert result.texts[FILE] == laid_out(result.texts[FILE]) != text


def laid_out(text: str) -> str:
    new, found = format_source(SourceText(FILE, text))
    assert new is not None, found
    return new


def test_another_layout_stays_its_authors() -> None:
    assert written("  when   not not ill\n") == "  when   ill\n"
